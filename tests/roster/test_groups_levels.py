"""Visits by level: the interval of a member goes by one choice of their sheet, as the office's form says."""

from datetime import date

import pytest

from commgov_desktop.errors import Invalid
from commgov_desktop.ledger.listing import Listing
from commgov_desktop.ledger.office import Office
from commgov_desktop.roster.groups import dues, groups_ledger, known, levels, lists, sheets, visits
from commgov_desktop.roster.groups.groups_ledger import GROUPS
from commgov_desktop.roster.groups.known import GroupInfo
from commgov_desktop.roster.ledger import RESIDENTS

ILL = "严重精神障碍患者"


def named(office: Office, name: str) -> GroupInfo:
    return next(group for group in known.groups(office) if group.name == name)


def form_values(office: Office, group: GroupInfo, **more: object) -> dict[str, object]:
    return {**office.book.values(GROUPS, group.id), **levels.values_of(group.fields), **more}


def member(office: Office, group: GroupInfo, name: str, level: str | None, visited: date) -> int:
    who = office.book.save(RESIDENTS, None, {"name": name, "birth": date(1980, 1, 1)})
    sheets.put_many(office, group.id, [who], date(2025, 1, 1))
    if level is not None:
        with office.store.write("Level") as session:
            sheet = session.query(sheets.Sheet).filter_by(resident_id=who, group_id=group.id).one()
            sheet.entries = {"danger": level}
    visits.keep(office, None, {"resident_id": who, "day": visited, "by_whom": "王敏"})
    return who


def due_days(office: Office, group: GroupInfo) -> dict[str, date]:
    ledger = lists.group_ledger(office, group.id)
    listing = Listing(office.store, ledger)
    names = [field.name for field in listing.columns]
    rows = listing.page(listing.ids()).values()
    return {str(row[0]): row[names.index("visit_due")] for row in rows}  # type: ignore[misc]


def test_the_shipped_levels_are_asked_and_said_with_their_mark(office: Office) -> None:
    group = named(office, ILL)
    assert (
        levels.words(group)
        == "每 30 天走访一次；危险性评估等级 0级每 90 天、3级每 14 天、4级每 14 天、5级每 14 天"
    )
    assert "未核实" in group.visit_words


def test_the_day_of_a_visit_goes_by_the_level_else_by_the_group(office: Office) -> None:
    group = named(office, ILL)
    for name, level in (("甲一", "01"), ("乙二", "02"), ("丙三", "04"), ("丁四", None)):
        member(office, group, name, level, date(2026, 2, 20))
    assert due_days(office, group) == {
        "甲一": date(2026, 5, 21),
        "乙二": date(2026, 3, 22),
        "丙三": date(2026, 3, 6),
        "丁四": date(2026, 3, 22),
    }
    [line] = [due for due in dues.due(office) if due.tab == "roster:visits-due" and ILL in due.title]
    assert (line.title, line.day) == (f"{ILL}：1 人近日应走访", date(2026, 3, 6))


def test_the_form_changes_the_levels_and_undo_brings_the_old_ones_back(office: Office) -> None:
    group = named(office, ILL)
    before = levels.values_of(group.fields)
    assert before == {levels.BY: "danger", levels.DAYS: "0级：90\n3级：14\n4级：14\n5级：14"}
    more = {levels.DAYS: "3级 每7天\n\n 5级, 3 "}
    groups_ledger.keep(office, group.id, form_values(office, group, **more))
    assert levels.values_of(named(office, ILL).fields)[levels.DAYS] == "3级：7\n5级：3"
    office.store.undo()
    assert levels.values_of(named(office, ILL).fields) == before
    groups_ledger.keep(office, group.id, form_values(office, group, visit_by=None, visit_levels=""))
    assert levels.of(named(office, ILL).fields) is None
    assert levels.words(named(office, ILL)) == "每 30 天走访一次"


def test_levels_survive_new_words_for_their_box(office: Office) -> None:
    group = named(office, ILL)
    groups_ledger.keep_fields(office, group.id, list(reversed(group.fields)))
    field = levels.of(named(office, ILL).fields)
    assert field is not None
    assert field.visits == (("01", 90), ("04", 14), ("05", 14), ("06", 14))


@pytest.mark.parametrize(
    ("more", "box"),
    [
        ({"visit_levels": ""}, "visit_levels"),
        ({"visit_by": None}, "visit_by"),
        ({"visit_days": None}, "visit_days"),
        ({"visit_levels": "9级：14"}, "visit_levels"),
        ({"visit_levels": "3级"}, "visit_levels"),
        ({"visit_levels": "3级：0"}, "visit_levels"),
        ({"visit_levels": "3级：14\n3级：7"}, "visit_levels"),
    ],
)
def test_what_cannot_be_is_refused_at_its_box(office: Office, more: dict[str, object], box: str) -> None:
    group = named(office, ILL)
    with pytest.raises(Invalid) as wrong:
        groups_ledger.keep(office, group.id, form_values(office, group, **more))
    assert list(wrong.value.problems) == [box]
    assert named(office, ILL) == group
