"""Two entries made one and parted again: every link, every conflict, after a restart and after later work."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select, text

from commgov_desktop import catalog, clock, opening
from commgov_desktop.errors import UserError
from commgov_desktop.ledger import attachments, episodes
from commgov_desktop.ledger.episodes import Episode
from commgov_desktop.ledger.office import Office
from commgov_desktop.mediation import casework
from commgov_desktop.roster import household, id_number
from commgov_desktop.roster.duplicates import answers, finder, hanging, merges, merging, parting
from commgov_desktop.roster.duplicates.comparison import BOTH, GONE, KEPT, beside
from commgov_desktop.roster.groups.models import Group, Sheet, Visit
from commgov_desktop.roster.ledger import RESIDENTS
from commgov_desktop.roster.models import HEAD, Household, Resident
from commgov_desktop.store import journal
from commgov_desktop.store.store import UndoConflict

BORN = date(1985, 3, 12)
BOOKKEEPING = {"merges", "not_same", "episodes"}


def number(serial: int = 1) -> str:
    first = f"999999{BORN:%Y%m%d}{serial:03d}"
    return first + id_number.check_character(first)


@pytest.fixture
def enter(office: Office) -> Callable[..., int]:
    """Registers somebody and gives their id."""
    return lambda name, **facts: office.book.save(RESIDENTS, None, {"name": name, **facts})


def facts(office: Office, person: int) -> dict[str, Any]:
    with office.store.read() as session:
        found = session.get_one(Resident, person)
        return {c.name: getattr(found, c.name) for c in Resident.__table__.columns}


def whole(office: Office, *but: str) -> dict[str, list[Any]]:
    """Every row of every ledger."""
    with office.store.read() as session:
        return {
            t.name: sorted(map(tuple, session.execute(select(t))), key=repr)
            for t in journal.journaled_tables()
            if t.name not in but
        }


def merge(office: Office, one: int, other: int, **take: str) -> int:
    plan = merging.plan(office.store, one, other, catalog.table_names(), in_order=True)
    return merging.merge(office.store, one, other, {**plan.proposal(), **take}, catalog.table_names())


def open_case(office: Office, person: int) -> int:
    values = {"kind": "01", "source": "1", "accepted_on": clock.today(), "facts": "楼上漏水"}
    sides = [
        {"side": "A", "role": "applicant", "kind": "resident", "name": "甲", "resident_id": person},
        {"side": "B", "role": "respondent", "kind": "outsider", "name": "乙"},
    ]
    return casework.open_case(office, values, sides)


# ---- the comparison --------------------------------------------------------------------------------------


def test_the_filled_the_checked_and_the_newer_are_proposed(office: Office, enter: Callable[..., int]) -> None:
    one = enter("张伟", phone="10011111111", occupation="工人", tags=["党员"], note="甲")
    two = enter("張偉", id_number=number(), phone="10022222222", education="20", tags=["志愿者"], note="乙")
    plan = merging.plan(office.store, one, two, {}, in_order=True)
    take = plan.proposal()
    assert take["id_number"] == take["name"] == take["education"] == take["phone"] == GONE
    assert take["occupation"] == KEPT
    assert take["tags"] == take["note"] == BOTH
    better = merging.plan(office.store, one, two, {})
    assert better.kept_id == two


def test_numbers_show_only_the_digits_in_which_they_differ() -> None:
    assert beside(number(), number())[0] == "999999********" + number()[-4:]
    other = number()[:9] + "7" + number()[10:]
    left, right = beside(number(), other)
    assert (left[9], right[9]) == (number()[9], "7")
    assert left[10:14] == "****"


def test_every_table_that_leads_to_residents_is_found() -> None:
    found = {(tie.table.name, tie.column) for tie in hanging.ties()}
    assert {
        ("certificates", "resident_id"), ("mediation_sides", "resident_id"), ("group_sheets", "resident_id"),
        ("visits", "resident_id"), ("grid_posts", "resident_id"), ("attachments", "row_id"), ("episodes", "row_id"),
    } <= found  # fmt: skip
    assert not {name for name, _column in found} & {"not_same", "merges", "changes"}


# ---- merging ---------------------------------------------------------------------------------------------


def test_a_merge_leads_every_link_and_the_second_entry_leaves_the_lists(
    office: Office, enter: Callable[..., int], tmp_path: Path
) -> None:
    one, two = enter("张伟", id_number=number()), enter("章伟", phone="10012345678", birth=BORN)
    case = open_case(office, two)
    scan = tmp_path / "证件.jpg"
    scan.write_bytes(b"picture")
    with office.store.write("附件") as session:
        attachments.attach(session, "residents", two, scan)
        session.add(Visit(resident_id=two, day=clock.today(), by_whom="王敏"))
    merge(office, one, two)
    assert facts(office, one)["phone"] == "10012345678"
    assert facts(office, two)["left_how"] == "merged"
    with office.store.read() as session:
        for table in ("mediation_sides", "visits"):
            held = session.scalars(text(f"select resident_id from {table} where resident_id is not null"))
            assert set(held) == {one}, table
    assert len(attachments.attachments(office.store, "residents", one)) == 1
    assert [i for i, *_rest in office.people.find("章伟")] == []
    assert finder.find_all(office.store) == []
    with office.store.read() as session:
        side = session.scalar(
            text(f"select resident_id from mediation_sides where case_id={case} and side='A'")
        )
    assert side == one
    with pytest.raises(UserError):
        merging.merge(office.store, one, two, {})


def test_undo_brings_everything_back_after_a_restart_and_after_later_unrelated_work(
    office: Office, enter: Callable[..., int]
) -> None:
    one, two = enter("张伟", relation=HEAD), enter("章伟", relation=HEAD, birth=BORN, tags=["党员"])
    open_case(office, two)
    before = whole(office)
    merge(office, one, two)
    step = office.store.undoable()
    assert step is not None
    office.store.close()
    again = opening.unlock(office.places, 1, "practice")
    try:
        again.store.undo()
        assert whole(again) == before
        again.store.redo()
        someone = again.book.save(RESIDENTS, None, {"name": "李梅"})
        again.book.remove(RESIDENTS, someone)
        with again.store.read() as session:
            action = session.scalar(
                select(journal.Action.id)
                .where(journal.Action.label.contains("张伟"), journal.Action.kind == "do")
                .order_by(journal.Action.id.desc())
                .limit(1)
            )
        again.store.take_back(action or 0)
        assert whole(again) == before
        with again.store.read() as session:
            assert journal.first_broken_link(session) is None
    finally:
        again.store.close()


def test_the_number_that_both_held_is_judged_anew(office: Office, enter: Callable[..., int]) -> None:
    one, two = enter("张伟", id_number=number()), enter("张伟", id_number=number())
    assert facts(office, two)["id_state"] == "doubtful"
    merge(office, one, two)
    assert (facts(office, one)["id_state"], facts(office, one)["id_number"]) == ("checked", number())
    assert facts(office, two)["id_number"] == ""


def test_both_heads_of_one_household_and_of_two_are_settled_and_said_before(
    office: Office, enter: Callable[..., int]
) -> None:
    one = enter("张伟", relation=HEAD, sex="1")
    two = enter("章伟", relation=HEAD, sex="1")
    left = facts(office, two)["household_id"]
    wife = enter("李梅", household_id=left, relation="12", sex="2")
    child = enter("张小宝", household_id=left, relation="21", sex="1")
    plan = merging.plan(office.store, one, two, {}, in_order=True, take={"household_id": KEPT})
    assert any("李梅" in note for note in plan.notes)
    number_of_merge = merge(office, one, two, household_id=KEPT)
    home = household.home(office.store, left)
    assert {m.name: m.relation for m in home.members} == {"李梅": HEAD, "张小宝": "21"}
    parting.part(office.store, number_of_merge)
    home = household.home(office.store, left)
    assert {m.id: m.relation for m in home.members} == {two: HEAD, wife: "12", child: "21"}


def test_the_head_of_the_others_household_may_be_taken_over(
    office: Office, enter: Callable[..., int]
) -> None:
    one, two = enter("张伟", relation=HEAD), enter("章伟", relation=HEAD)
    mine, theirs = facts(office, one)["household_id"], facts(office, two)["household_id"]
    enter("李梅", household_id=theirs, relation="12")
    merge_id = merge(office, one, two, household_id=GONE)
    assert (facts(office, one)["household_id"], facts(office, one)["relation"]) == (theirs, HEAD)
    with office.store.read() as session:
        assert session.get_one(Household, mine).ended_on == clock.today()
    parting.part(office.store, merge_id)
    assert facts(office, one)["household_id"] == mine
    with office.store.read() as session:
        assert session.get_one(Household, mine).ended_on is None


def test_a_second_open_sheet_of_one_group_is_ended(office: Office, enter: Callable[..., int]) -> None:
    one, two = enter("张伟"), enter("章伟")
    with office.store.write("分组") as session:
        group = Group(key="own-1", name="独居老人", fields=[])
        session.add(group)
        session.flush()
        group_id = group.id
        session.add_all(Sheet(group_id=group_id, resident_id=i, entries={}) for i in (one, two))
    plan = merging.plan(office.store, one, two, {}, in_order=True)
    assert any("群组" in note or "分组" in note for note in plan.notes)
    before = whole(office, *BOOKKEEPING)
    merge_id = merge(office, one, two)
    with office.store.read() as session:
        sheets = session.scalars(select(Sheet).order_by(Sheet.id)).all()
        assert [s.resident_id for s in sheets] == [one, one]
        assert [s.until for s in sheets] == [None, clock.today()]
    assert parting.part(office.store, merge_id) == []
    assert whole(office, *BOOKKEEPING) == before


# ---- parting ---------------------------------------------------------------------------------------------


def test_parting_years_later_restores_every_link_and_leaves_later_work_alone(
    office: Office, enter: Callable[..., int], tmp_path: Path
) -> None:
    one = enter("张伟", id_number=number(), relation=HEAD)
    two = enter("章伟", phone="10012345678", birth=BORN, relation=HEAD, tags=["党员"])
    open_case(office, two)
    scan = tmp_path / "a.jpg"
    scan.write_bytes(b"x")
    with office.store.write("附件") as session:
        attachments.attach(session, "residents", two, scan)
    before = whole(office, *BOOKKEEPING)
    merge_id = merge(office, one, two)
    assert parting.what_stays(office.store, merge_id) == []
    clock.pretend(date(2029, 1, 1))
    enter("李梅")
    case = open_case(office, one)
    assert parting.part(office.store, merge_id) == []
    with office.store.read() as session:
        side = session.scalar(
            text(f"select resident_id from mediation_sides where case_id={case} and side='A'")
        )
        assert side == one
    for _action in ("part", "case", "resident", "merge"):
        office.store.undo()
    assert whole(office, *BOOKKEEPING) == before


def test_parting_without_later_work_brings_the_file_back(office: Office, enter: Callable[..., int]) -> None:
    one = enter("张伟", id_number=number(), occupation="工人")
    two = enter("張偉", id_number=number(), phone="10012345678", tags=["党员"], note="乙", relation=HEAD)
    before = whole(office, "merges")
    merge_id = merge(office, one, two)
    parting.part(office.store, merge_id)
    assert whole(office, "merges") == before
    (shown,) = merges.merges(office.store, one)
    assert shown.parted_at is not None
    with pytest.raises(UserError):
        parting.part(office.store, merge_id)
    assert len(finder.find_all(office.store)) == 1


def test_what_was_changed_since_stays_and_is_named(office: Office, enter: Callable[..., int]) -> None:
    one, two = enter("张伟"), enter("章伟", phone="10012345678", occupation="工人", relation=HEAD)
    home = facts(office, two)["household_id"]
    merge_id = merge(office, one, two, household_id=KEPT)
    office.book.save(RESIDENTS, one, {**office.book.values(RESIDENTS, one), "phone": "10099999999"})
    with office.store.write("拆户") as session:
        session.delete(session.get_one(Household, home))
    notes = parting.what_stays(office.store, merge_id)
    assert any("联系电话" in note for note in notes)
    assert len(notes) == 3
    assert parting.part(office.store, merge_id) == notes
    assert facts(office, one)["phone"] == "10099999999"
    assert facts(office, one)["occupation"] == ""
    assert facts(office, two)["phone"] == "10012345678"
    assert (facts(office, two)["household_id"], facts(office, two)["left_on"]) == (None, None)


def test_merges_in_a_chain_are_parted_from_the_last(office: Office, enter: Callable[..., int]) -> None:
    one, two, three = enter("张伟"), enter("章伟", phone="10011111111"), enter("张玮", phone="10022222222")
    before = whole(office, "merges")
    first = merge(office, two, three, phone=GONE, name=GONE)
    second = merge(office, one, two, name=GONE)
    with pytest.raises(UserError, match="张玮"):
        parting.part(office.store, first)
    parting.part(office.store, second)
    parting.part(office.store, first)
    assert whole(office, "merges") == before


def test_two_merges_into_one_may_be_parted_in_any_order(office: Office, enter: Callable[..., int]) -> None:
    one, two, three = enter("张伟"), enter("章伟", phone="10011111111"), enter("张玮", phone="10022222222")
    before = whole(office, "merges")
    first = merge(office, one, two, phone=GONE)
    second = merge(office, one, three, phone=GONE)
    assert parting.part(office.store, first)
    assert facts(office, one)["phone"] == "10022222222"
    assert parting.part(office.store, second) == []
    assert whole(office, "merges") == before


def test_the_past_is_led_where_it_does_not_contradict(office: Office, enter: Callable[..., int]) -> None:
    one, two = enter("张伟", residence_kind="1"), enter("章伟", residence_kind="3")
    with office.store.write("转为户籍") as session:
        episodes.happened(session, date(2020, 5, 1), "落户")
        session.get_one(Resident, two).residence_kind = "1"
    before = whole(office, "merges")
    merge_id = merge(office, one, two)
    with office.store.read() as session:
        past = select(episodes.as_of(Resident.residence_kind, date(2019, 1, 1))).where(Resident.id == one)
        assert session.scalar(past) == "3"
        today = select(episodes.as_of(Resident.residence_kind, clock.today())).where(Resident.id == one)
        assert session.scalar(today) == "1"
    parting.part(office.store, merge_id)
    assert whole(office, "merges") == before


def test_a_contradicting_past_stays_with_the_second_entry(office: Office, enter: Callable[..., int]) -> None:
    one, two = enter("张伟", relation=HEAD), enter("章伟", relation=HEAD)
    other = enter("李梅", relation=HEAD)
    home = facts(office, other)["household_id"]
    with office.store.write("搬") as session:
        episodes.happened(session, date(2021, 1, 1))
        session.get_one(Resident, two).relation = ""
        session.get_one(Resident, two).household_id = home
    with office.store.write("搬") as session:
        episodes.happened(session, date(2022, 1, 1))
        session.get_one(Resident, one).relation = ""
        session.get_one(Resident, one).household_id = home
    before = whole(office, "merges")
    plan = merging.plan(office.store, one, two, {}, in_order=True)
    assert any("历史" in note for note in plan.notes)
    merge_id = merge(office, one, two)
    with office.store.read() as session:
        assert session.scalars(select(Episode.id).where(Episode.row_id == two)).all()
    parting.part(office.store, merge_id)
    assert whole(office, "merges") == before


def test_two_people_by_an_answer_stay_two_after_a_merge(office: Office, enter: Callable[..., int]) -> None:
    one, two = enter("张伟", birth=BORN), enter("張偉", birth=BORN)
    third = enter("章伟", birth=BORN)
    answers.say_not_same(office.store, two, third, "")
    merge(office, one, two)
    assert finder.find_all(office.store) == []


def test_who_is_removed_takes_the_answers_along_and_merged_entries_are_parted_first(
    office: Office, enter: Callable[..., int]
) -> None:
    one, two, third = enter("张伟"), enter("章伟"), enter("张玮")
    answers.say_not_same(office.store, two, third, "")
    merge_id = merge(office, one, two)
    before = whole(office)
    for person in (one, two):
        with pytest.raises(UserError):
            household.remove_resident(office.store, person, "")
    assert whole(office) == before
    parting.part(office.store, merge_id)
    household.remove_resident(office.store, two, "重复登记")
    assert answers.answered(office.store) == []
    office.store.undo()
    assert len(answers.answered(office.store)) == 1


def test_whoever_is_here_in_one_entry_is_here(office: Office, enter: Callable[..., int]) -> None:
    one, two = enter("张伟"), enter("章伟")
    with office.store.write("迁出") as session:
        left = session.get_one(Resident, one)
        left.left_on, left.left_how = date(2025, 1, 1), "moved"
    merge_id = merge(office, one, two)
    assert facts(office, one)["left_on"] is None
    parting.part(office.store, merge_id)
    assert (facts(office, one)["left_on"], facts(office, one)["left_how"]) == (date(2025, 1, 1), "moved")
    assert merging.plan(office.store, one, two, {}).kept_id == two


def test_a_merge_that_later_work_stands_on_is_not_undone_but_named_and_can_still_be_parted(
    office: Office, enter: Callable[..., int]
) -> None:
    one, two = enter("张伟"), enter("章伟", phone="10012345678")
    merge_id = merge(office, one, two)
    step = office.store.undoable()
    assert step is not None
    office.book.save(RESIDENTS, one, {**office.book.values(RESIDENTS, one), "occupation": "教师"})
    with pytest.raises(UndoConflict, match="章伟") as refused:
        office.store.take_back(step.action_id)
    assert refused.value.records
    assert parting.part(office.store, merge_id) == []
    assert (facts(office, one)["occupation"], facts(office, one)["phone"]) == ("教师", "")
