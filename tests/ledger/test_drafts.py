"""Half-typed forms are found again, by their clerk alone, and leave no trace in the journal."""

import subprocess
import sys
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.exc import DatabaseError

from commgov_desktop import clock
from commgov_desktop.ledger import drafts
from commgov_desktop.ledger.office import Office, SettingRow
from commgov_desktop.store import journal

TYPED = {
    "name": "张伟",
    "born": date(1985, 4, 1),
    "seen": datetime(2026, 3, 5, 2, 30, tzinfo=UTC),
    "age": 41,
    "amount": None,
    "living_alone": True,
    "tags": ["党员", "独居"],
}


def test_a_form_comes_back_with_its_days_and_moments(office: Office) -> None:
    drafts.keep(office.store, 1, "residents:new", TYPED)
    found = drafts.find(office.store, 1, "residents:new")
    assert found is not None
    assert found.values == TYPED
    assert found.saved_at == clock.now()


def test_the_last_typing_replaces_the_one_before(office: Office) -> None:
    drafts.keep(office.store, 1, "residents:12", {"name": "张"})
    drafts.keep(office.store, 1, "residents:12", {"name": "张伟"})
    found = drafts.find(office.store, 1, "residents:12")
    assert found is not None
    assert found.values == {"name": "张伟"}


def test_another_clerk_and_another_form_find_nothing(office: Office) -> None:
    drafts.keep(office.store, 1, "residents:12", TYPED)
    assert drafts.find(office.store, 2, "residents:12") is None
    assert drafts.find(office.store, 1, "residents:13") is None


def test_a_saved_form_leaves_no_draft(office: Office) -> None:
    drafts.keep(office.store, 1, "residents:12", TYPED)
    drafts.drop(office.store, 1, "residents:12")
    assert drafts.find(office.store, 1, "residents:12") is None


def test_a_draft_nobody_came_back_to_is_thrown_away(office: Office) -> None:
    drafts.keep(office.store, 1, "residents:12", TYPED)
    clock.pretend(clock.now() + timedelta(days=drafts.KEPT_DAYS + 1))
    drafts.keep(office.store, 1, "residents:13", TYPED)
    assert [form for form, _saved in drafts.kept(office.store, 1)] == ["residents:13"]


def test_keeping_a_draft_is_no_action(office: Office) -> None:
    before = office.store.last_saved()
    heard: list[object] = []
    office.store.subscribe(heard.append)
    drafts.keep(office.store, 1, "residents:12", TYPED)
    assert office.store.last_saved() == before
    assert office.store.undoable() is None
    assert heard == []
    with office.store.read() as session:
        assert journal.first_broken_link(session) is None


def test_a_quiet_write_cannot_change_a_record(office: Office) -> None:
    with pytest.raises(DatabaseError), office.store.quietly() as session:
        session.add(SettingRow(key="x", value="y"))
    with office.store.read() as session:
        assert session.scalar(select(SettingRow.id).where(SettingRow.key == "x")) is None


_TYPE_AND_DIE = """
import os, signal, sys
from pathlib import Path
from commgov_desktop.ledger import drafts
from commgov_desktop.paths import Places
from commgov_desktop.store import keyring
from commgov_desktop.store.store import Actor, Store

places = Places(Path(sys.argv[1]))
opened = keyring.open_with_password(places.keyring, 1, "practice")
store = Store(places.database, opened.data_key, Actor(1, ""))
drafts.keep(store, 1, "residents:new", {"name": "half-typed"})
os.kill(os.getpid(), getattr(signal, "SIGKILL", signal.SIGTERM))
"""


def test_a_killed_program_finds_its_draft_again(office: Office) -> None:
    where = office.places.data_dir
    ended = subprocess.run(
        [sys.executable, "-c", _TYPE_AND_DIE, str(where)], check=False, capture_output=True
    )
    assert ended.returncode not in (0, 1), ended.stderr
    found = drafts.find(office.store, 1, "residents:new")
    assert found is not None
    assert found.values == {"name": "half-typed"}
