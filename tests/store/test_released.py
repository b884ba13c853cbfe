"""The office of every released version opens with this program, whole, and goes on where it was left."""

import shutil
from pathlib import Path

import pytest
from sqlalchemy import func, inspect, select, text

from commgov_desktop import catalog, opening
from commgov_desktop.ledger.office import Office
from commgov_desktop.paths import Places
from commgov_desktop.roster.models import Resident
from commgov_desktop.store import journal, keyring, migrate, search
from commgov_desktop.store.record import Record

FILES = Path(__file__).resolve().parent.parent / "files"
RELEASED = sorted(FILES.glob("office_[0-9]*"))
PEOPLE = {"office_0001": 13, "office_0002": 17}
"""Who stands in each, those who left among them."""


@pytest.fixture(params=RELEASED, ids=lambda folder: str(folder.name))
def folder(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """A copy of a data folder as that release left it."""
    shutil.copytree(request.param, tmp_path / request.param.name)
    return Path(tmp_path / request.param.name)


def unlock(folder: Path) -> Office:
    """Opened as a clerk opens it."""
    return opening.unlock(Places(folder), 1, (folder / "password.txt").read_text("utf-8").strip())


def test_every_release_is_kept_and_small() -> None:
    assert [folder.name for folder in RELEASED] == sorted(PEOPLE)
    for folder in RELEASED:
        assert sum(file.stat().st_size for file in folder.iterdir()) < 1_200_000


def test_it_is_brought_up_to_this_version_and_nothing_is_lost(folder: Path) -> None:
    places, written = Places(folder), folder.name.removeprefix("office_")
    key = keyring.open_with_password(
        places.keyring, 1, (folder / "password.txt").read_text().strip()
    ).data_key
    assert migrate.version(places.database, key) == written
    office = unlock(folder)
    assert migrate.version(places.database, key) == migrate.HEAD
    assert len(list(places.kept_aside.glob("before-upgrade-*.db"))) == (written != migrate.HEAD)
    with office.store.read() as session:
        assert session.scalar(select(func.count(Resident.id))) == PEOPLE[folder.name]
        assert session.execute(text("pragma integrity_check")).scalar() == "ok"
        assert session.execute(text("pragma foreign_key_check")).first() is None
        assert journal.first_broken_link(session) is None
        tables = inspect(session.connection()).get_table_names()
        assert set(Record.metadata.tables) <= set(tables)
    office.store.close()


def test_its_people_are_found_and_its_work_goes_on(folder: Path) -> None:
    office = unlock(folder)
    for words in ("欧阳明", "ouyang", "oym", "阳m"):
        assert [name for _id, name, _line in office.people.find(words)] == ["欧阳明"], words
    with office.store.read() as session:
        assert all(search.is_ready(session, source) for source in catalog.SEARCHES)
    assert office.store.redo().label
    residents = catalog.LEDGERS[0]
    person = office.people.find("欧阳明")[0][0]
    assert office.book.values(residents, person)["note"] == "搬走了"
    office.store.undo()
    office.store.undo()
    assert not office.people.find("欧阳明"), "what an earlier release saved can be taken back"
    with office.store.read() as session:
        assert journal.first_broken_link(session) is None
    office.store.close()
