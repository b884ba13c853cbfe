"""Visits: written down, found, printed, due by the rules of the groups and by what was promised."""

from datetime import date

import pytest

from commgov_desktop.documents.rendering import page_text
from commgov_desktop.errors import Invalid
from commgov_desktop.ledger.listing import Listing
from commgov_desktop.ledger.office import Office
from commgov_desktop.roster.groups import dues, known, lists, papers, sheets, visits
from commgov_desktop.roster.ledger import RESIDENTS
from tests.conftest import TODAY


def person(office: Office, name: str, **more: object) -> int:
    return office.book.save(RESIDENTS, None, {"name": name, "birth": date(1940, 1, 1), **more})


def visit(office: Office, who: int, day: date, **more: object) -> int:
    return visits.keep(office, None, {"resident_id": who, "day": day, "by_whom": "王敏", **more})


def group(office: Office, name: str) -> known.GroupInfo:
    return next(g for g in known.groups(office) if g.name == name)


def late(office: Office, name: str) -> list[str]:
    ledger = lists.group_ledger(office, group(office, name).id)
    listing = Listing(office.store, ledger)
    page = listing.page(ids := listing.ids(filter=lists.OVERDUE))
    return [str(page[i][0]) for i in ids]


def test_a_visit_is_kept_listed_found_and_undone(office: Office) -> None:
    who = person(office, "张伟", relation="02")
    made = visit(office, who, date(2026, 3, 1), purpose="02", findings="送去慰问品")
    listing = Listing(office.store, visits.visits_of(office))
    shown = dict(zip((f.name for f in listing.columns), listing.page([made])[made], strict=True))
    assert (shown["who"], shown["purpose"], shown["by_whom"]) == ("张伟", "关爱慰问", "王敏")
    assert list(listing.ids(find="慰问品")) == [made]
    assert list(listing.ids(find="zw 2026-03-01")) == [made]
    assert not len(listing.ids(find="慰问品 没有的词"))
    assert [words for _id, _day, words in visits.of_person(office, who)] == ["关爱慰问：送去慰问品"]
    assert office.store.undoable().label == "登记走访张伟"  # type: ignore[union-attr]
    office.store.undo()
    assert not len(listing.ids())


@pytest.mark.parametrize(
    ("values", "box"),
    [
        ({"day": date(2026, 3, 6)}, "day"),
        ({"day": None}, "day"),
        ({"day": TODAY, "resident_id": None}, "resident_id"),
    ],
)
def test_a_visit_that_cannot_be_is_refused_at_its_box(
    office: Office, values: dict[str, object], box: str
) -> None:
    who = person(office, "张伟")
    with pytest.raises(Invalid) as wrong:
        visits.keep(office, None, {"resident_id": who, **values})
    assert box in wrong.value.problems
    assert Listing(office.store, visits.VISITS).count() == 0


def test_a_rule_asks_for_the_next_visit_so_many_days_after_the_last(office: Office) -> None:
    """独居老人: every 30 days."""
    for name, day in (("甲一", date(2026, 1, 1)), ("乙二", date(2026, 2, 8)), ("丙三", date(2026, 3, 1))):
        visit(office, person(office, name, relation="02"), day)
    person(office, "丁四", relation="02")
    assert late(office, "独居老人") == ["丁四", "甲一", "乙二"]
    (line,) = [due for due in dues.due(office) if due.tab == "roster:visits-due" and "独居" in due.title]
    assert line.title == "独居老人：1 人逾期未走访，2 人近日应走访"
    assert line.day == date(2026, 1, 31)
    assert line.record_id == group(office, "独居老人").id


def test_fifty_seven_late_visits_are_one_line(office: Office) -> None:
    people = [person(office, f"老人{n}", birth=date(1980, 1, 1)) for n in range(57)]
    sheets.put_many(office, group(office, "特困人员").id, people, date(2025, 1, 1))
    lines = [due for due in dues.due(office) if "特困" in due.title]
    assert [due.title for due in lines] == ["特困人员：57 人逾期未走访"]


def test_a_visit_to_the_household_counts_for_everybody_in_it(office: Office) -> None:
    head = person(office, "张伟", relation="02")
    home = office.people.person(head).household_id
    person(office, "李梅", birth=date(1942, 1, 1), household_id=home, relation="12")
    assert late(office, "空巢老人") == ["李梅", "张伟"]
    made = visits.keep(office, None, {"household_id": home, "day": date(2026, 3, 1)})
    assert late(office, "空巢老人") == []
    assert [v[0] for v in visits.of_person(office, head)] == [made]
    assert [v[0] for v in visits.of_household(office, home or 0)] == [made]
    assert Listing(office.store, visits.VISITS).page([made])[made][1] == "张伟户"


def test_a_visit_for_one_group_does_not_count_for_another(office: Office) -> None:
    who = person(office, "张伟", birth=date(1980, 1, 1))
    for name in ("特困人员", "失能老人"):
        sheets.put_many(office, group(office, name).id, [who], date(2025, 1, 1))
    visit(office, who, TODAY, group_id=str(group(office, "特困人员").id))
    assert late(office, "特困人员") == []
    assert late(office, "失能老人") == ["张伟"]


def test_a_promised_visit_is_on_today_until_it_is_made(office: Office) -> None:
    who = person(office, "张伟", birth=date(1980, 1, 1))
    first = visit(office, who, date(2026, 3, 1), next_on=date(2026, 3, 8))
    (line,) = dues.due(office)
    assert (line.title, line.day, line.record_id, line.who) == ("再访张伟", date(2026, 3, 8), first, "王敏")
    visit(office, who, TODAY)
    assert not dues.due(office)


def test_many_promised_visits_are_one_line(office: Office) -> None:
    for name in ("甲一", "乙二", "丙三", "丁四"):
        visit(office, person(office, name, birth=date(1980, 1, 1)), date(2026, 3, 1), next_on=TODAY)
    assert [due.title for due in dues.due(office)] == ["4 次约定的再访"]


def test_an_edited_visit_keeps_its_number_and_a_removed_one_comes_back(office: Office) -> None:
    who = person(office, "张伟")
    made = visit(office, who, TODAY, findings="初稿")
    ledger = visits.visits_of(office)
    visits.keep(office, made, office.book.values(ledger, made) | {"findings": "定稿"})
    assert office.book.values(ledger, made)["findings"] == "定稿"
    visits.remove(office, made)
    assert Listing(office.store, ledger).count() == 0
    office.store.undo()
    assert office.book.values(ledger, made)["findings"] == "定稿"


def test_the_register_of_visits_prints_this_year(office: Office) -> None:
    who = person(office, "张伟")
    visit(office, who, date(2025, 12, 1), findings="去年的走访")
    visit(office, who, date(2026, 2, 1), findings="今年的走访", purpose="01")
    paper = page_text(papers.visit_register(office))
    assert "走访登记表" in paper
    assert "今年的走访" in paper
    assert "去年的走访" not in paper
