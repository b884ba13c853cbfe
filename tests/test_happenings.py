"""What other ledgers have under way for whoever stands at the desk, and what opens it."""

from sqlalchemy import select

from commgov_desktop import happenings
from commgov_desktop.ledger.office import Office
from commgov_desktop.mediation.models import MediationCase, MediationSide
from commgov_desktop.roster.needs.ledger import PENDING
from commgov_desktop.roster.needs.models import Need
from tests.conftest import TODAY


def test_open_disputes_are_named_and_open_themselves(practice_office: Office) -> None:
    side, case = MediationSide, MediationCase
    query = select(side.resident_id, case.id, case.number).join(case, case.id == side.case_id)
    with practice_office.store.read() as session:
        rows = [row for row in session.execute(query) if row[0] is not None]
    opened: list[tuple[str, int]] = []
    under_way = happenings.under_way_for(practice_office, lambda tab, number: opened.append((tab, number)))
    resident, number_id, number = rows[0]
    (act,) = [act for words, act in under_way(resident or 0) if number in words]
    act()
    assert opened == [("mediation", number_id)]
    with practice_office.store.write("办结") as session:
        session.get_one(case, number_id).closed_on = TODAY
    assert not [words for words, _act in under_way(resident or 0) if number in words]


def test_needs_that_wait_are_named_with_their_state(practice_office: Office) -> None:
    with practice_office.store.read() as session:
        waiting = list(session.execute(select(Need.id, Need.resident_id).where(Need.state.in_(PENDING))))
        over = set(session.scalars(select(Need.resident_id).where(Need.state.not_in(PENDING))))
    opened: list[tuple[str, int]] = []
    under_way = happenings.under_way_for(practice_office, lambda tab, number: opened.append((tab, number)))
    assert waiting
    for number, resident in waiting:
        lines = [(words, act) for words, act in under_way(resident) if words.startswith("需求：")]
        assert lines
        for words, act in lines:
            assert "待办" in words or "已安排" in words
            act()
        assert ("roster:needs", number) in opened
    quiet = over - {resident for _number, resident in waiting}
    assert not [
        words for resident in quiet for words, _act in under_way(resident) if words.startswith("需求：")
    ]
