"""五必查、五必访: ten empty slots, filled in by the office; due visits, and what was due, done and overdue by grid."""

from datetime import date

import pytest

from commgov_desktop.documents.rendering import page_text
from commgov_desktop.errors import Invalid
from commgov_desktop.ledger.listing import Listing
from commgov_desktop.ledger.office import Office
from commgov_desktop.roster.duties import due, lists, papers, tally
from commgov_desktop.roster.duties.models import VisitDuty
from commgov_desktop.roster.groups import dues, known, sheets, visits
from commgov_desktop.roster.groups.lists import group_ledger
from commgov_desktop.roster.groups.papers import visit_register
from commgov_desktop.roster.ledger import RESIDENTS
from tests.conftest import TODAY


def person(office: Office, name: str) -> int:
    return office.book.save(RESIDENTS, None, {"name": name, "birth": date(1980, 1, 1)})


def group(office: Office, name: str) -> int:
    return next(g.id for g in known.groups(office) if g.name == name)


def line(office: Office, named: str = "志愿者", since: date = date(2026, 1, 1), **more: object) -> int:
    """The first slot of the visits, put to use for a group without a rule of its own."""
    slot = next(duty for duty in lists.duties(office, all_=True) if duty.kind == "visit")
    values: dict[str, object] = {
        "kind": "visit", "name": "走访志愿者家庭", "group_id": str(group(office, named)), "every_days": 30,
        "since": since, "active": True, "basis": "", "verified": False,
    }  # fmt: skip
    return lists.keep(office, slot.id, values | more)


def volunteers(office: Office, *names: str) -> list[int]:
    made = [person(office, name) for name in names]
    sheets.put_many(office, group(office, "志愿者"), made, date(2025, 1, 1))
    return made


def visit(office: Office, who: int, day: date, duty: int | None) -> int:
    values = {"resident_id": who, "day": day, "by_whom": "王敏", "duty_id": str(duty) if duty else None}
    return visits.keep(office, None, values)


def test_a_new_office_has_five_and_five_empty_slots_that_ask_nothing(office: Office) -> None:
    found = lists.duties(office, all_=True)
    assert [duty.kind for duty in found] == ["check"] * 5 + ["visit"] * 5
    assert {(duty.name, duty.active, duty.verified) for duty in found} == {("", False, False)}
    assert found[7].words == "必访第3项（未填写）"
    assert lists.duties(office) == []
    lists.complete(office.store)
    assert len(lists.duties(office, all_=True)) == 10


def test_an_office_of_an_earlier_release_gets_the_slots(office: Office) -> None:
    with office.store.write("旧版") as session:
        for row in session.query(VisitDuty).all():
            session.delete(row)
    lists.complete(office.store)
    assert len(lists.duties(office, all_=True)) == 10


@pytest.mark.parametrize(
    ("values", "box"),
    [
        ({"name": " "}, "name"),
        ({"group_id": None}, "group_id"),
        ({"every_days": None}, "every_days"),
        ({"every_days": 0}, "every_days"),
        ({"verified": True}, "basis"),
    ],
)
def test_a_line_is_asked_only_when_it_is_filled_in(
    office: Office, values: dict[str, object], box: str
) -> None:
    with pytest.raises(Invalid) as wrong:
        line(office, **values)
    assert list(wrong.value.problems) == [box]
    assert lists.duties(office) == []


def test_an_empty_slot_cannot_be_put_to_use(office: Office) -> None:
    slot = lists.duties(office, all_=True)[0]
    with pytest.raises(Invalid):
        lists.use(office, slot.id, True)
    assert lists.duties(office) == []


def test_a_line_makes_visits_due_so_many_days_after_the_last_made_for_it(office: Office) -> None:
    late, near, fresh = volunteers(office, "甲一", "乙二", "丙三")
    duty = line(office, since=date(2026, 1, 15))
    visit(office, late, date(2026, 2, 20), None)
    visit(office, near, date(2026, 2, 8), duty)
    visit(office, fresh, date(2026, 3, 1), duty)
    (said,) = [one for one in dues.due(office) if one.tab == "roster:duty-due"]
    assert said.title == "走访志愿者家庭：1 人逾期未走访，1 人近日应走访"
    assert (said.day, said.record_id) == (date(2026, 2, 14), duty)
    listing = Listing(office.store, group_ledger(office, group(office, "志愿者")))
    assert set(listing.ids(filter=due.key(duty))) == {late, near}
    assert [(d.words, day) for d, day in due.of_person(office, near)] == [
        ("走访志愿者家庭", date(2026, 3, 10))
    ]
    assert due.of_person(office, person(office, "外人")) == []


def test_a_line_no_longer_used_asks_nobody(office: Office) -> None:
    (who,) = volunteers(office, "甲一")
    duty = line(office)
    lists.use(office, duty, False)
    assert [one for one in dues.due(office) if one.tab == "roster:duty-due"] == []
    assert due.of_person(office, who) == []
    office.store.undo()
    assert len(due.of_person(office, who)) == 1


def test_a_visit_carries_the_name_of_the_line_and_is_filtered_by_it(office: Office) -> None:
    one, other = volunteers(office, "甲一", "乙二")
    duty = line(office)
    made = visit(office, one, date(2026, 3, 1), duty)
    visit(office, other, date(2026, 3, 1), None)
    ledger = visits.visits_of(office)
    listing = Listing(office.store, ledger)
    assert list(listing.ids(filter=f"duty:{duty}")) == [made]
    shown = dict(zip((f.name for f in listing.columns), listing.page([made])[made], strict=True))
    assert shown["duty"] == "走访志愿者家庭"
    assert office.book.values(ledger, made)["duty_id"] == str(duty)
    assert "走访志愿者家庭" in "".join(page_text(visit_register(office), 0).split())


def test_a_visit_for_a_line_counts_for_the_rules_of_the_groups_too(office: Office) -> None:
    who = person(office, "张伟")
    sheets.put_many(office, group(office, "特困人员"), [who], date(2025, 1, 1))
    visit(office, who, TODAY, line(office))
    assert not [one for one in dues.due(office) if "特困" in one.title]


def test_a_month_counts_due_done_and_overdue(office: Office) -> None:
    """Every 30 days from 1 January: in February 甲一 was visited twice, 乙二 late in January, 丙三 never."""
    once, january, _never, soon = volunteers(office, "甲一", "乙二", "丙三", "丁四")
    duty = line(office)
    for who, day in (
        (once, date(2026, 2, 2)), (once, date(2026, 2, 27)), (january, date(2026, 1, 20)), (soon, date(2026, 2, 10)),
    ):  # fmt: skip
        visit(office, who, day, duty)
    february, march = tally.months(TODAY)[1], tally.months(TODAY)[0]

    def count(span: tally.Span) -> tally.Count:
        return next(c.whole for c in tally.tally(office, span) if c.duty.id == duty)

    assert (february.first, february.last, february.paper) == (
        date(2026, 2, 1),
        date(2026, 2, 28),
        "2026年2月",
    )
    assert count(february) == tally.Count(due=5, done=3, overdue=2)
    assert count(march) == tally.Count(due=4, done=0, overdue=2)
    visit(office, january, date(2026, 3, 4), duty)
    assert count(march) == tally.Count(due=4, done=1, overdue=1)
    assert count(february) == tally.Count(due=5, done=3, overdue=2)


def test_quarters_follow_each_other_over_the_turn_of_the_year() -> None:
    found = tally.quarters(date(2026, 5, 31))
    assert [(q.first, q.last) for q in found] == [
        (date(2026, 4, 1), date(2026, 6, 30)), (date(2026, 1, 1), date(2026, 3, 31)),
        (date(2025, 10, 1), date(2025, 12, 31)), (date(2025, 7, 1), date(2025, 9, 30)),
    ]  # fmt: skip
    assert [m.last for m in tally.months(date(2026, 3, 31))[:3]] == [
        date(2026, 3, 31), date(2026, 2, 28), date(2026, 1, 31),
    ]  # fmt: skip


def test_the_paper_names_all_ten_and_says_what_is_not_confirmed(office: Office) -> None:
    volunteers(office, "甲一", "乙二")
    line(office)
    text = "".join(page_text(papers.statistics(office, tally.months(TODAY)[0]), 0).split())
    assert text.count("（未填写）") == 9
    for words in (
        "五必查五必访走访统计表",
        "走访志愿者家庭",
        "每30天",
        "未入网格",
        "用语未核实",
        "2026年3月",
        "必查五",
    ):
        assert words in text, words
    assert "甲一" not in text


def test_a_line_about_a_restricted_group_is_hidden_with_it(office: Office) -> None:
    who = person(office, "张伟")
    sheets.put_many(office, group(office, "社区矫正对象"), [who], date(2025, 1, 1))
    duty = line(office, "社区矫正对象", name="走访矫正对象")
    made = visit(office, who, date(2026, 3, 1), duty)
    assert office.store.undoable().label == "办理受限登记表"  # type: ignore[union-attr]
    clerk = _clerk(office)
    assert not len(Listing(clerk.store, visits.visits_of(clerk)).ids())
    assert made in Listing(office.store, visits.visits_of(office)).ids()
    assert lists.duties(clerk) == []
    assert due.of_person(clerk, who) == []
    assert not [one for one in dues.due(clerk) if one.tab == "roster:duty-due"]
    assert not [c for c in tally.tally(clerk, tally.months(TODAY)[0]) if c.duty.id == duty]


def _clerk(office: Office) -> Office:
    """The same office with somebody at the desk who may not see restricted sheets."""
    import dataclasses

    return dataclasses.replace(office, account=dataclasses.replace(office.account, role="clerk"))
