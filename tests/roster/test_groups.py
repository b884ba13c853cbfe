"""Groups of people: shipped as data, with sheets that are kept and ended, computed members, lists, and their edit."""

from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook
from sqlalchemy import delete, select, text

from commgov_desktop import catalog, opening
from commgov_desktop.documents.rendering import page_count, page_text
from commgov_desktop.errors import Invalid, UserError
from commgov_desktop.ledger.conditions import OneOf
from commgov_desktop.ledger.exporting import export_list
from commgov_desktop.ledger.listing import Listing
from commgov_desktop.ledger.office import Office
from commgov_desktop.ledger.own_fields import OwnField, from_json, to_json
from commgov_desktop.paths import Places
from commgov_desktop.roster import household
from commgov_desktop.roster.groups import dues, groups_ledger, known, lists, papers, rule_boxes, sheets
from commgov_desktop.roster.groups.models import Group, Sheet
from commgov_desktop.roster.ledger import RESIDENTS
from tests.conftest import PASSWORD, TODAY

SHIPPED = (
    "低保对象", "特困人员", "残疾人", "独居老人", "空巢老人", "高龄老人", "失能老人", "优抚对象", "退役军人", "困境儿童",
    "留守儿童", "社区矫正对象", "严重精神障碍患者", "重点青少年", "流动人口", "境外人员", "党员", "志愿者", "企业退休人员",
    "失业人员",
)  # fmt: skip


def named(office: Office, name: str) -> known.GroupInfo:
    return next(group for group in known.groups(office, retired=True) if group.name.startswith(name))


def person(office: Office, name: str, **more: object) -> int:
    return office.book.save(RESIDENTS, None, {"name": name, "birth": date(1980, 1, 1), **more})


def members(office: Office, group: str) -> list[str]:
    ledger = lists.group_ledger(office, named(office, group).id)
    listing = Listing(office.store, ledger)
    page = listing.page(ids := listing.ids())
    return [str(page[i][0]) for i in ids]


def test_a_new_office_has_the_shipped_groups_as_rows_of_its_own(office: Office) -> None:
    found = {group.name for group in known.groups(office)}
    assert set(SHIPPED) <= found
    for name in ("刑满释放", "社区矫正", "社区戒毒", "严重精神障碍", "重点青少年"):
        assert named(office, name).restricted
    migrant = {field.label: field for field in named(office, "流动人口").fields}
    assert list(migrant)[:5] == ["流入原因", "办证类型", "证件号码", "登记日期", "证件到期日期"]
    assert migrant["流入原因"].choices[0] == ("01", "务工")
    assert migrant["证件到期日期"].kind == "expiry"
    assert all(group.basis for group in known.groups(office))


def test_an_office_of_the_first_release_gets_them_when_it_is_opened(office: Office, tmp_path: Path) -> None:
    """As it is after the upgrade: the tables are there and empty."""
    with office.store.write("上一版") as session:
        session.execute(delete(Group))
    office.store.close()
    again = opening.unlock(Places(tmp_path / "office"), 1, PASSWORD)
    try:
        assert len(known.groups(again)) >= len(SHIPPED)
        with again.store.write("改名") as session:
            session.get_one(Group, named(again, "低保对象").id).name = "最低生活保障"
        catalog.complete(again.store)
        assert not [g for g in known.groups(again) if g.name == "低保对象"]
    finally:
        again.store.close()


def test_a_sheet_is_kept_changed_and_ended_and_its_history_stays(office: Office) -> None:
    who, group = person(office, "张伟"), named(office, "低保对象")
    first = sheets.keep(
        office, group.id, who, {"since": date(2024, 5, 1), "class": "低保家庭", "amount": 80000}
    )
    again = sheets.keep(
        office, group.id, who, {"since": date(2024, 5, 1), "class": "低保家庭", "review": date(2026, 6, 1)}
    )
    assert first == again
    kept = sheets.read(office, first)
    assert kept.entries == {"class": "低保家庭", "amount": 80000, "review": "2026-06-01"}
    assert [b.group.name for b in sheets.belongings(office, who)] == ["低保对象"]
    with pytest.raises(Invalid) as wrong:
        sheets.end(office, first, date(2023, 1, 1), " ")
    assert set(wrong.value.problems) == {"until", "why"}
    sheets.end(office, first, date(2025, 5, 1), "保障终止")
    assert not sheets.belongings(office, who)
    assert [(s.group.name, s.why_ended) for s in sheets.history(office, who)] == [("低保对象", "保障终止")]
    second = sheets.keep(office, group.id, who, {"since": date(2026, 1, 1)})
    assert second != first
    office.store.undo()
    office.store.undo()
    assert [b.sheet.id for b in sheets.belongings(office, who) if b.sheet] == [first]


def test_a_sheet_that_begins_tomorrow_is_refused_and_nothing_is_kept(office: Office) -> None:
    who, group = person(office, "张伟"), named(office, "低保对象")
    with pytest.raises(Invalid) as wrong:
        sheets.keep(office, group.id, who, {"since": date(2026, 3, 6)})
    assert "since" in wrong.value.problems
    assert not sheets.belongings(office, who)


def test_many_people_are_put_into_a_group_as_one_action(office: Office) -> None:
    people = [person(office, name) for name in ("张伟", "李梅", "王芳")]
    group = named(office, "志愿者")
    sheets.keep(office, group.id, people[0], {"since": date(2020, 1, 1)})
    assert sheets.put_many(office, group.id, [*people, people[1]], TODAY) == 2
    assert members(office, "志愿者") == ["李梅", "王芳", "张伟"]
    assert office.store.undoable().label == "2 人加入志愿者"  # type: ignore[union-attr]
    office.store.undo()
    assert members(office, "志愿者") == ["张伟"]


def test_computed_groups_are_counted_anew_each_time(office: Office) -> None:
    alone = person(office, "白珍岚", birth=date(1940, 1, 1), relation="02")
    assert members(office, "独居老人") == ["白珍岚"]
    assert members(office, "高龄老人") == ["白珍岚"]
    home = next(b for b in [office.people.person(alone).household_id] if b)
    person(office, "白小宝", birth=date(2015, 3, 6), household_id=home, relation="20")
    assert members(office, "独居老人") == []
    assert members(office, "未成年人") == ["白小宝"]
    assert members(office, "空巢老人") == []
    with office.store.write("长大了") as session:
        session.execute(text("update residents set birth='1950-01-01' where name='白小宝'"))
    assert members(office, "空巢老人") == ["白小宝", "白珍岚"]
    assert "空巢老人" in [b.group.name for b in sheets.belongings(office, alone)]
    sheets.put_many(office, named(office, "独居老人").id, [alone], TODAY)
    assert members(office, "独居老人") == ["白珍岚"], "who is put in by hand belongs beside the rule"


def test_who_has_left_is_in_no_group(office: Office) -> None:
    who = person(office, "张伟", residence_kind="3")
    sheets.put_many(office, named(office, "志愿者").id, [who], TODAY)
    assert members(office, "流动人口") == members(office, "志愿者") == ["张伟"]
    with office.store.write("迁出") as session:
        session.execute(text("update residents set left_on='2026-03-01', left_how='moved'"))
    assert members(office, "流动人口") == members(office, "志愿者") == []


def test_a_day_that_runs_out_is_on_today_and_in_the_list(office: Office) -> None:
    group = named(office, "流动人口")
    for name, day in (("张伟", date(2026, 3, 20)), ("李梅", date(2026, 2, 1)), ("王芳", date(2027, 1, 1))):
        who = person(office, name, residence_kind="3")
        sheets.keep(office, group.id, who, {"since": date(2025, 1, 1), "valid_to": day})
    (line,) = [due for due in dues.due(office) if due.tab == "roster:expiring"]
    assert (line.day, line.record_id) == (date(2026, 2, 1), group.id)
    assert line.title == "流动人口：证件到期日期 1 人已过期，1 人将到期"
    listing = Listing(office.store, lists.group_ledger(office, group.id))
    assert listing.count(lists.EXPIRING) == 2
    assert members(office, "证件即将到期") == ["李梅", "张伟"]


def test_the_roster_shows_filters_and_counts_the_groups(office: Office) -> None:
    who, other = person(office, "张伟"), person(office, "李梅")
    group = named(office, "残疾人")
    sheets.put_many(office, group.id, [who], TODAY)
    ledger = lists.residents_of(office)
    listing = Listing(office.store, ledger)
    at = [c.field.name for c in ledger.columns].index("groups")
    assert [str(chip) for chip in listing.page([who])[who][at]] == ["残疾人"]  # type: ignore[attr-defined]
    assert list(listing.ids(filter=f"{lists.PREFIX}{group.id}")) == [who]
    assert list(listing.ids(where={"groups": OneOf(("残疾人",))})) == [who]
    assert [(a.words, a.count) for a in listing.distinct("groups") if not a.missing] == [("残疾人", 1)]
    assert list(listing.ids(where={"groups": OneOf((), missing=True)})) == [other]


def test_the_list_of_a_group_has_its_own_columns_on_screen_paper_and_in_the_workbook(
    office: Office, tmp_path: Path
) -> None:
    from commgov_desktop.documents.list_register import list_register

    who, helper = person(office, "张伟"), person(office, "李梅")
    group = named(office, "严重精神障碍")
    sheets.keep(
        office, group.id, who,
        {"since": TODAY, "means": "03", "guardian": helper, "guardian_phone": "13800000001", "trouble_times": 2},
    )  # fmt: skip
    ledger = lists.group_ledger(office, group.id)
    listing = Listing(office.store, ledger)
    shown = dict(zip((c.field.label for c in ledger.columns), listing.page([who])[who], strict=True))
    assert shown["家庭经济状况"] == "低收入"
    assert shown["监护人"] == "李梅"
    assert shown["监护人联系方式"] == "138****0001"
    assert shown["肇事肇祸次数"] == 2
    assert list(listing.ids(where={"box_means": OneOf(("03",))})) == [who]
    columns = ["name", "box_means", "box_guardian"]
    paper = list_register(office, ledger, [who], columns, "名册")
    assert all(word in page_text(paper) for word in ("名册", "张伟", "低收入", "李梅"))
    export_list(office, ledger, [who], tmp_path / "组.xlsx", columns)
    cells = [c for row in load_workbook(tmp_path / "组.xlsx").active.iter_rows(values_only=True) for c in row]  # type: ignore[union-attr]
    assert {"家庭经济状况", "低收入", "李梅"} <= set(cells)


def test_the_printed_sheet_says_every_box_in_words(office: Office) -> None:
    who, group = person(office, "张伟"), named(office, "流动人口")
    number = sheets.keep(
        office, group.id, who,
        {"since": date(2025, 1, 1), "reason": "01", "permit_number": "JZZ13900000000", "valid_to": date(2026, 9, 1),
         "watched": True, "note": "按时续签"},
    )  # fmt: skip
    paper = papers.sheet_paper(office, number)
    said = "".join(page_text(paper, page) for page in range(page_count(paper)))
    for words in ("流动人口登记表", "张伟", "务工", "JZZ13900000000", "2026年9月1日", "按时续签"):
        assert words in said
    with pytest.raises(UserError):
        papers.sheet_paper(office, number + 1)


# ---- edited by the office --------------------------------------------------------------------------------


def test_an_office_makes_a_group_with_boxes_and_a_rule_of_its_own(office: Office) -> None:
    old = person(office, "白珍岚", birth=date(1950, 1, 1))
    person(office, "张伟")
    made = groups_ledger.keep(
        office,
        None,
        {"name": "七十岁以上", "short": "70+", "tone": "green", "rule_age_from": 70, "visit_days": 60},
    )
    groups_ledger.keep_fields(
        office,
        made,
        [OwnField("", "送餐", "flag"), OwnField("", "口味", "choice", (("清淡", "清淡"), ("普通", "普通")))],
    )
    group = named(office, "七十岁以上")
    assert [(field.key, field.label) for field in group.fields] == [("x1", "送餐"), ("x2", "口味")]
    assert members(office, "七十岁以上") == ["白珍岚"]
    sheets.keep(office, made, old, {"since": TODAY, "x1": True, "x2": "清淡"})
    renamed = [
        OwnField("x2", "饮食口味", "choice", (("普通", "普通"), ("无糖", "无糖"))),
        OwnField("x1", "送餐", "flag", retired=True),
    ]
    groups_ledger.keep_fields(office, made, renamed)
    group = named(office, "七十岁以上")
    assert [field.label for field in group.asked] == ["饮食口味"]
    assert group.fields[0].words("清淡") == "清淡", "a word no longer offered still reads"
    sheets.keep(office, made, old, {"since": TODAY, "x2": "无糖"})
    assert sheets.belongings(office, old)[0].sheet.entries == {"x1": True, "x2": "无糖"}  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("values", "box"),
    [
        ({"name": " "}, "name"),
        ({"name": "低保对象"}, "name"),
        ({"name": "新", "visit_days": 0}, "visit_days"),
        ({"name": "新", "rule_age_from": 80, "rule_age_to": 60}, "rule_age_to"),
        ({"name": "新", "rule_age_from": 200}, "rule_age_from"),
        ({"name": "新", "rule_alone": True, "rule_household_from": 60}, "rule_household_from"),
    ],
)
def test_a_group_that_cannot_be_is_refused_at_its_box(
    office: Office, values: dict[str, object], box: str
) -> None:
    before = len(known.groups(office))
    with pytest.raises(Invalid) as wrong:
        groups_ledger.keep(office, None, values)
    assert box in wrong.value.problems
    assert len(known.groups(office)) == before


def test_two_boxes_of_one_name_are_refused(office: Office) -> None:
    group = named(office, "志愿者")
    with pytest.raises(Invalid):
        groups_ledger.keep_fields(office, group.id, [*group.fields, OwnField("", group.fields[0].label)])
    with pytest.raises(Invalid):
        groups_ledger.keep_fields(
            office, group.id, [*group.fields, OwnField("", "只有一个", "choice", (("一", "一"),))]
        )
    assert named(office, "志愿者").fields == group.fields


def test_a_retired_group_is_offered_no_more_and_its_sheets_stay(office: Office) -> None:
    who, group = person(office, "张伟"), named(office, "志愿者")
    sheets.put_many(office, group.id, [who], TODAY)
    groups_ledger.retire(office, group.id, True)
    assert group.id not in [g.id for g in known.groups(office)]
    assert f"{lists.PREFIX}{group.id}" not in [f.key for f in lists.residents_of(office).filters]
    groups_ledger.retire(office, group.id, False)
    assert members(office, "志愿者") == ["张伟"]


def test_every_shipped_rule_survives_the_saving_of_its_form_and_says_itself(office: Office) -> None:
    ruled = [group for group in known.groups(office) if group.rule is not None]
    assert len(ruled) >= 8
    for group in ruled:
        values = office.book.values(groups_ledger.GROUPS, group.id)
        groups_ledger.keep(office, group.id, values | {"visit_days": 45})
        kept = next(g for g in known.groups(office) if g.id == group.id)
        parts = {name: value for part in (group.rule or {})["all"] for name, value in part.items()}
        assert {name: value for part in (kept.rule or {})["all"] for name, value in part.items()} == parts
        assert kept.visit_days == 45
        assert rule_boxes.words(kept.rule)
    assert rule_boxes.words(named(office, "独居老人").rule) == "60周岁及以上；一人户"


def test_every_part_of_a_rule_is_set_in_the_form(office: Office) -> None:
    asked = {
        "rule_age_from": 60, "rule_age_to": 79, "rule_kind": ["1", "3"], "rule_political": ["01", "02"],
        "rule_household_from": 60, "rule_expiring": 15,
    }  # fmt: skip
    made = groups_ledger.keep(office, None, {"name": "新分组", **asked})
    assert {k: v for part in (named(office, "新分组").rule or {})["all"] for k, v in part.items()} == {
        "age_from": 60, "age_to": 79, "residence_kind": ["1", "3"], "political_status": ["01", "02"],
        "household_all_from": 60, "expiring_within": 15,
    }  # fmt: skip
    empty = dict.fromkeys(asked)
    groups_ledger.keep(office, made, {"name": "新分组", **empty})
    assert named(office, "新分组").rule is None


def test_boxes_are_read_back_as_they_were_written() -> None:
    box = OwnField("x1", "情况", "choice", (("01", "好"), ("差", "差")), (("02", "中"),), "提示", True, False)
    assert from_json(to_json(box)) == box


def test_the_practice_community_has_somebody_in_every_group(practice_office: Office) -> None:
    listing = Listing(practice_office.store, lists.residents_of(practice_office))
    counts = {f.label: listing.count(f.key) for f in listing.ledger.filters if f.key.startswith(lists.PREFIX)}
    assert len(counts) == len(known.groups(practice_office))
    assert all(counts.values()), counts
    with practice_office.store.read() as session:
        assert session.scalar(select(Sheet.id).limit(1))


def test_removing_a_household_member_with_a_sheet_is_refused_in_words(office: Office) -> None:
    who = person(office, "张伟")
    sheets.put_many(office, named(office, "志愿者").id, [who], TODAY)
    with pytest.raises(UserError):
        household.remove_resident(office.store, who, "重复登记")
    assert office.people.person(who).name == "张伟"
