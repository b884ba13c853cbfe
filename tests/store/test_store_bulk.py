"""Many rows at once: the file holds the same as if they had been entered one by one, journal and seal included."""

import json
from datetime import date
from typing import Any

import pytest
from sqlalchemy import func, insert, select
from sqlalchemy.exc import IntegrityError

from commgov_desktop.ledger.office import Office
from commgov_desktop.roster.import_saving import table_of
from commgov_desktop.roster.models import Household, Resident
from commgov_desktop.store import bulk, journal
from commgov_desktop.store.journal import Change

PEOPLE: list[dict[str, Any]] = [
    {"id": 1, "name": "张伟", "birth": date(1985, 3, 5), "tags": ["党员", "独居"], "note": "“引号”\\\n"},
    {"id": 2, "name": "㛃", "birth": None, "tags": [], "note": ""},
    {"id": 3, "name": "李娜", "birth": date(1985, 3, 5), "tags": ["党员", "独居"], "note": "’"},
]


def _kept(office: Office) -> list[tuple[object, ...]]:
    columns = [c for c in table_of(Resident).c if c.name != "uid"]
    with office.store.read() as session:
        return [tuple(row) for row in session.execute(select(*columns).order_by(Resident.id))]


def test_rows_written_in_bulk_are_those_an_ordinary_insert_writes(make_office: Any) -> None:
    one, other = make_office("one"), make_office("other")
    with one.store.write("甲") as session:
        session.execute(insert(table_of(Resident)), PEOPLE)
    with other.store.write("甲") as session:
        bulk.insert_rows(session, table_of(Resident), iter(PEOPLE))
    assert _kept(one) == _kept(other)
    assert len(_kept(other)) == 3
    with other.store.read() as session:
        uids = session.scalars(select(Resident.uid)).all()
    assert len(set(uids)) == 3
    assert {len(uid) for uid in uids} == {16}


def test_progress_is_told_after_every_helping_and_can_stop_it(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bulk, "_AT_ONCE", 2)
    heard: list[int] = []
    with office.store.write("户") as session:
        rows = [{"id": n, "number": str(n)} for n in range(1, 6)]
        bulk.insert_rows(session, table_of(Household), rows, heard.append)
        bulk.insert_rows(session, table_of(Household), [])
    assert heard == [2, 4, 5]

    def stop(_done: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt), office.store.write("户") as session:
        bulk.insert_rows(session, table_of(Household), [{"id": n} for n in range(6, 12)], stop)
    with office.store.read() as session:
        assert session.scalars(select(Household.id)).all() == [1, 2, 3, 4, 5]


def test_the_seal_is_over_the_same_texts_as_ever(office: Office) -> None:
    """Files sealed by an earlier program must still hold: each change is sealed as this JSON list."""
    with office.store.write("乙") as session:
        bulk.insert_rows(session, table_of(Resident), PEOPLE)
    with office.store.read() as session:
        texts = list(journal._change_texts(session, office.store.undoable().action_id))  # type: ignore[union-attr]
        assert len(texts) == 3
        assert journal.first_broken_link(session) is None
        kept = session.execute(select(Change.table_name, Change.row_id, Change.before, Change.after)).all()
    assert texts == [tuple(row) for row in kept[-3:]]
    for change in (*texts, ("a", 1, 'x"\u2028', None), ("a", 1, None, "\x01é")):
        assert journal._spelled(change) == json.dumps(change, ensure_ascii=False)
    assert office.store.undo().label == "乙"
    assert _kept(office) == []


def test_a_helping_that_cannot_be_written_undoes_the_whole_action(office: Office) -> None:
    """It fails on the thread that writes; whoever prepares the next helping hears of it, and nothing is left."""
    heads = [{"id": n, "number": "同号" if n in (1, 9000) else str(n)} for n in range(1, 12_000)]
    with pytest.raises(IntegrityError), office.store.write("户") as session:
        bulk.insert_rows(session, table_of(Household), heads)
    with office.store.read() as session:
        assert session.scalars(select(Household.id)).all() == []
    with office.store.write("户") as session:
        bulk.insert_rows(session, table_of(Household), heads[:8000])
    with office.store.read() as session:
        assert session.scalar(select(func.count(Household.id))) == 8000
        assert journal.first_broken_link(session) is None
