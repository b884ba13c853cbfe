"""Groups that come with the program: 新市民, offered to an older office; registers by their official names; the oldest."""

from datetime import date

from commgov_desktop import figures
from commgov_desktop.ledger.listing import Listing
from commgov_desktop.ledger.office import Office
from commgov_desktop.roster.groups import ages, groups_ledger, known, lists, shipped
from commgov_desktop.roster.groups.groups_ledger import GROUPS
from commgov_desktop.roster.groups.models import Group
from commgov_desktop.roster.ledger import RESIDENTS


def group(office: Office, key: str) -> known.GroupInfo:
    return next(g for g in known.groups(office) if g.key == key)


def without(office: Office, key: str) -> None:
    """As an office that was made before this group was shipped."""
    with office.store.write("旧版") as session:
        session.delete(session.query(Group).filter_by(key=key).one())


def offered(office: Office) -> list[tuple[str, str]]:
    with office.store.read() as session:
        return shipped.not_taken(session)


def test_new_citizens_have_a_sheet_of_boxes_that_are_all_to_be_confirmed(office: Office) -> None:
    found = group(office, "new_citizens")
    assert [f.label for f in found.fields][:3] == ["来源地", "居住证号码", "来本地日期"]
    assert not [f.label for f in found.fields if f.sure]
    assert next(f.kind for f in found.fields if f.label == "居住证号码") == "document"
    assert not found.restricted


def test_a_newly_shipped_group_is_offered_and_not_forced(office: Office) -> None:
    assert offered(office) == []
    without(office, "new_citizens")
    shipped.complete(office.store)
    assert offered(office) == [("new_citizens", "新市民")]
    assert shipped.take(office.store, ["new_citizens", "nonsense"]) == 1
    assert offered(office) == []
    assert known.groups(office)[-1].key == "new_citizens"
    office.store.undo()
    assert offered(office) == [("new_citizens", "新市民")]


def test_a_shipped_group_whose_name_the_office_uses_is_left_out(office: Office) -> None:
    without(office, "new_citizens")
    office.book.save(GROUPS, None, {"name": "新市民", "tone": "blue"})
    assert shipped.take(office.store, ["new_citizens"]) == 0
    assert [g.name for g in known.groups(office)].count("新市民") == 1


def test_a_register_has_its_official_name_until_the_group_is_renamed(office: Office) -> None:
    assert shipped.register_title("new_citizens", "新市民") == "新市民服务名单"
    assert shipped.register_title("retired", "企业退休人员") == "社会化管理人员名册"
    assert shipped.register_title("retired", "退休职工") == "退休职工名册"
    assert shipped.register_title("own-30", "合唱队") == "合唱队名册"


def test_enterprise_retirees_say_when_they_came_over_to_the_community(office: Office) -> None:
    assert "移交社区日期" in [f.label for f in group(office, "retired").fields if f.kind == "day"]


def test_the_oldest_are_listed_from_80_90_and_100_on(office: Office) -> None:
    for name, born in (
        ("甲一", date(1946, 3, 5)), ("乙二", date(1936, 3, 5)), ("丙三", date(1936, 3, 6)), ("丁四", date(1926, 3, 5)),
        ("戊五", date(1946, 3, 6)),
    ):  # fmt: skip
        office.book.save(RESIDENTS, None, {"name": name, "birth": born})
    listing = Listing(office.store, lists.group_ledger(office, group(office, "very_old").id))

    def names(key: str) -> set[str]:
        ids = listing.ids(filter=key)
        page = listing.page(ids)
        return {str(page[number][0]) for number in ids}

    assert names("aged:80") == {"甲一", "乙二", "丙三", "丁四"}
    assert names("aged:90") == {"乙二", "丁四"}
    assert names("aged:100") == {"丁四"}
    assert [ages.said(key) for key in ("aged:90", "expiring", "")] == ["（90岁以上）", "", ""]


def test_younger_groups_are_not_parted_by_great_age(office: Office) -> None:
    assert ages.filters(group(office, "old_alone")) == ()
    number = groups_ledger.keep(office, None, {"name": "九十寿星", "tone": "blue", "rule_age_from": 90})
    made = next(g for g in known.groups(office) if g.id == number)
    assert [f.key for f in ages.filters(made)] == ["aged:90", "aged:100"]


def test_the_population_says_how_large_a_household_is(office: Office) -> None:
    assert figures.population(office).detail == "0 户"
    first = office.book.save(RESIDENTS, None, {"name": "张伟", "birth": date(1980, 1, 1), "relation": "02"})
    home = office.people.person(first).household_id
    for name in ("李梅", "张小明"):
        office.book.save(
            RESIDENTS, None, {"name": name, "birth": date(1980, 1, 1), "household_id": home, "relation": "30"}
        )
    office.book.save(RESIDENTS, None, {"name": "王芳", "birth": date(1980, 1, 1), "relation": "02"})
    office.book.save(RESIDENTS, None, {"name": "无户", "birth": date(1980, 1, 1)})
    assert figures.population(office).detail == "2 户 · 户均 2.00 人"
