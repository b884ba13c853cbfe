"""Every change of a dated fact leaves what was true before, whoever wrote it; any earlier day can be asked."""

from datetime import date

import pytest
from sqlalchemy import select

from commgov_desktop.ledger import episodes
from commgov_desktop.ledger.office import Office
from commgov_desktop.roster import history
from commgov_desktop.roster.ledger import RESIDENTS
from commgov_desktop.roster.models import MIGRANT, REGISTERED, SETTLED, Resident

MARCH, TODAY = date(2026, 3, 1), date(2026, 3, 5)


@pytest.fixture
def zhang(office: Office) -> int:
    return office.book.save(
        RESIDENTS, None, {"name": "张伟", "residence_kind": MIGRANT, "tags": ["党员", "独居"]}
    )


def _kind(office: Office, person: int, day: date) -> str | None:
    with office.store.read() as session:
        query = select(episodes.as_of(Resident.residence_kind, day)).where(Resident.id == person)
        return session.scalar(query)


def _spans(office: Office, person: int) -> list[tuple[str, str, date | None, date | None]]:
    with office.store.read() as session:
        return [(s.kind, s.value, s.since, s.until) for s in episodes.spans(session, "residents", person)]


def test_a_new_person_has_no_past_and_held_always(office: Office, zhang: int) -> None:
    assert _spans(office, zhang) == []
    assert _kind(office, zhang, date(1999, 1, 1)) == MIGRANT


def test_a_changed_fact_keeps_what_it_was(office: Office, zhang: int) -> None:
    office.book.save(RESIDENTS, zhang, {"residence_kind": SETTLED})
    assert _spans(office, zhang) == [
        ("residence_kind", MIGRANT, None, TODAY),
        ("residence_kind", SETTLED, TODAY, None),
    ]
    assert (_kind(office, zhang, MARCH), _kind(office, zhang, TODAY)) == (MIGRANT, SETTLED)


def test_the_day_it_happened_can_be_said(office: Office, zhang: int) -> None:
    with office.store.write("入户") as session:
        episodes.happened(session, MARCH, "落户")
        session.get_one(Resident, zhang).residence_kind = REGISTERED
    with office.store.read() as session:
        last = episodes.spans(session, "residents", zhang)[-1]
    assert (last.value, last.since, last.why) == (REGISTERED, MARCH, "落户")
    assert _kind(office, zhang, date(2026, 2, 28)) == MIGRANT


def test_a_mistake_that_is_mended_was_never_true(office: Office, zhang: int) -> None:
    with office.store.write("更正") as session:
        episodes.mended(session)
        session.get_one(Resident, zhang).residence_kind = REGISTERED
    assert _spans(office, zhang) == []
    assert _kind(office, zhang, MARCH) == REGISTERED


def test_two_changes_on_one_day_leave_no_empty_episode(office: Office, zhang: int) -> None:
    office.book.save(RESIDENTS, zhang, {"residence_kind": SETTLED})
    office.book.save(RESIDENTS, zhang, {"residence_kind": REGISTERED})
    assert _spans(office, zhang) == [
        ("residence_kind", MIGRANT, None, TODAY),
        ("residence_kind", REGISTERED, TODAY, None),
    ]


def test_what_is_put_back_the_same_day_had_never_changed(office: Office, zhang: int) -> None:
    for kind, tags in ((SETTLED, ["党员"]), (MIGRANT, ["党员", "独居"])):
        office.book.save(RESIDENTS, zhang, {"residence_kind": kind, "tags": tags})
    assert _spans(office, zhang) == []
    with office.store.write("旧事") as session:
        episodes.happened(session, MARCH)
        session.get_one(Resident, zhang).residence_kind = SETTLED
    for kind in (REGISTERED, SETTLED):
        office.book.save(RESIDENTS, zhang, {"residence_kind": kind})
    assert _spans(office, zhang) == [
        ("residence_kind", MIGRANT, None, MARCH),
        ("residence_kind", SETTLED, MARCH, None),
    ]


def test_each_tag_has_its_own_time(office: Office, zhang: int) -> None:
    office.book.save(RESIDENTS, zhang, {"tags": ["党员", "志愿者"]})
    assert sorted(_spans(office, zhang), key=str) == sorted(
        [("tags", "独居", None, TODAY), ("tags", "志愿者", TODAY, None)], key=str
    )

    def had(word: str, day: date) -> bool:
        with office.store.read() as session:
            query = select(Resident.id).where(episodes.had_word(Resident.tags, word, day))
            return session.scalar(query) is not None

    assert [had(w, MARCH) for w in ("党员", "独居", "志愿者")] == [True, True, False]
    assert [had(w, TODAY) for w in ("党员", "独居", "志愿者")] == [True, False, True]


def test_undo_takes_the_history_back_too(office: Office, zhang: int) -> None:
    office.book.save(RESIDENTS, zhang, {"residence_kind": SETTLED})
    office.store.undo()
    assert _spans(office, zhang) == []
    office.store.redo()
    assert len(_spans(office, zhang)) == 2


def test_who_is_removed_takes_their_history_along_and_undo_brings_it_back(office: Office, zhang: int) -> None:
    office.book.save(RESIDENTS, zhang, {"residence_kind": SETTLED})
    office.book.remove(RESIDENTS, zhang)
    assert _spans(office, zhang) == []
    office.store.undo()
    assert len(_spans(office, zhang)) == 2


def test_who_was_here_on_a_day(office: Office, zhang: int) -> None:
    with office.store.write("迁出") as session:
        person = session.get_one(Resident, zhang)
        person.came_on, person.left_on, person.left_how = date(2020, 5, 1), MARCH, "moved"

    def here(day: date) -> bool:
        with office.store.read() as session:
            return session.scalar(select(Resident.id).where(history.here_on(day))) is not None

    days = (date(2020, 4, 30), date(2020, 5, 1), date(2026, 2, 28), MARCH)
    assert [here(day) for day in days] == [False, True, True, False]
