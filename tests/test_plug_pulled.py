"""The plug is pulled in the middle of saving, importing, undoing and backing up; what was said to be saved is there.

``COMMGOV_ROUNDS`` sets how often in total (30 here, 100 before a release, then with ``-o faulthandler_timeout=0``).
"""

import os
import random
import shutil
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest
from sqlalchemy import func, select, text

from commgov_desktop import opening, practice
from commgov_desktop.backup import copies
from commgov_desktop.backup.checking import verify
from commgov_desktop.ledger.office import Office
from commgov_desktop.paths import Places
from commgov_desktop.roster.models import Resident
from commgov_desktop.store import journal, keyring

ROOT = Path(__file__).resolve().parent.parent
ROUNDS = max(3, int(os.environ.get("COMMGOV_ROUNDS", "30")))
ROWS = 300
"""People of one imported sheet."""

_HEAD = """
import sys
from pathlib import Path
from commgov_desktop import catalog, opening, practice
from commgov_desktop.paths import Places
office = opening.unlock(Places(Path(sys.argv[1])), 1, practice.PASSWORD)
turn = int(sys.argv[2])
def say(*words):
    print(*words, flush=True)
say("ready")
"""

_WORK = {
    "saves": """
residents = catalog.LEDGERS[0]
empty = {box.name: None for box in residents.fields()}
n = 0
while True:
    n += 1
    name = f"甲{turn}之{n}"
    number = office.book.save(residents, None, empty | {"name": name, "residence_kind": "1"})
    say("added", number, name)
    values = office.book.values(residents, number) | {"note": f"第{n}次"}
    office.book.save(residents, number, values)
    say("edited", number, f"第{n}次")
    if n % 3 == 0:
        office.store.undo()
        say("undone", number)
""",
    "imports": """
from commgov_desktop.roster import importing
n = 0
while True:
    n += 1
    rows = [f"乙{turn}之{n}之{i},1980-01-{i % 28 + 1:02},{i % 9 + 1}号楼1单元{i}01,138{i:08}" for i in range(ROWS)]
    sheet = "\\n".join(["姓名,出生日期,现住址,联系电话", *rows]).encode("utf-8-sig")
    source = importing.open_source(office.store, sheet, "名单.csv")
    plan = importing.trial(office.store, source, catalog.homes())
    say("begun", n)
    importing.apply(office.store, plan, catalog.homes())
    say("imported", n)
    office.store.undo()
    say("taken-back", n)
""",
    "backups": """
from commgov_desktop.backup import record
folder = Path(sys.argv[1]).parent / "stick"
folder.mkdir(exist_ok=True)
while True:
    say("copied", record.make_backup(office, folder).path)
""",
}


def cut_off(folder: Path, work: str, turn: int, after: float) -> list[list[str]]:
    """Let a clerk's process work and kill it; what it had said till then.

    The plug is pulled ``after`` seconds from when it is ready, in every second turn from its first report.
    """
    code = _HEAD + _WORK[work].replace("ROWS", str(ROWS))
    variables = os.environ | {"PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"}
    process = subprocess.Popen(
        [sys.executable, "-c", code, str(folder), str(turn)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=variables,
    )
    assert process.stdout is not None
    assert process.stderr is not None
    assert process.stdout.readline() == "ready\n", process.stderr.read()
    first = process.stdout.readline() if turn % 2 else ""
    try:
        process.wait(timeout=after)
    except subprocess.TimeoutExpired:
        process.kill()
    said, wrong = first + process.stdout.read(), process.stderr.read()
    process.wait()
    process.stdout.close()
    process.stderr.close()
    assert not wrong, wrong
    return [line.split() for line in said.splitlines() if line]


def look_over(office: Office) -> None:
    """The file is whole: pages, links between records, the chain of actions, the search index."""
    with office.store.read() as session:
        assert session.execute(text("pragma quick_check")).scalar() == "ok"
        assert session.execute(text("pragma foreign_key_check")).all() == []
        assert journal.first_broken_link(session) is None
        people = session.scalar(select(func.count(Resident.id)))
        assert session.execute(text("select count(*) from search_residents")).scalar() == people


def check_saves(office: Office, said: list[list[str]], turn: int) -> None:
    """Every acknowledged person is there, with the note that was acknowledged last."""
    with office.store.read() as session:
        known = dict(map(tuple, session.execute(select(Resident.id, Resident.name))))
        notes = dict(map(tuple, session.execute(select(Resident.id, Resident.note))))
    for place, (word, number, *more) in enumerate(said):
        later = {line[0] for line in said[place + 1 :] if line[1] == number}
        if word == "added":
            assert known[int(number)] == more[0]
            assert int(number) in [hit[0] for hit in office.people.find(more[0], 5)], "saved but not found"
        elif word == "edited" and "undone" not in later and place < len(said) - 1:
            assert notes[int(number)] == more[0]
        elif word == "undone":
            assert notes[int(number)] == ""


def check_imports(office: Office, said: list[list[str]], turn: int) -> None:
    """Each sheet is in the roster whole or not at all, and as was said last."""
    with office.store.read() as session:
        names = session.scalars(select(Resident.name).where(Resident.name.like(f"乙{turn}之%"))).all()
    counted = Counter(name.split("之")[1] for name in names)
    assert set(counted.values()) <= {ROWS}, "half a sheet was kept"
    if said:
        word, number = said[-1]
        if word == "begun":
            assert number in counted or not counted
        before = [line[1] for line in said[:-1] if line[0] == "taken-back"]
        assert not set(before) & set(counted), "an import that was taken back came again"


def check_backups(office: Office, said: list[list[str]], _turn: int) -> None:
    """The copy that was reported last is in the book, the newest file is good: nothing half-written bears a copy's name."""
    booked = {copy.path for copy in copies.copies(office)}
    secret = keyring.recovery_secret(office.places.keyring, office.key)
    if said:
        assert Path(said[-1][1]) in booked, "the older ones of a day are thinned out, the last one stays"
    folder = office.places.data_dir.parent / "stick"
    newest = sorted(folder.glob("*.age"))[-1:]
    for path in newest:
        assert verify(path, secret).manifest.counts


CHECKS = {"saves": check_saves, "imports": check_imports, "backups": check_backups}
SHARES = {"saves": 0.4, "imports": 0.4, "backups": 0.2}
LONGEST = {"saves": 0.25, "imports": 0.8, "backups": 0.8}
"""Seconds after which the plug is pulled, at most: a few saves, an import with its undo, two or three copies."""


@pytest.fixture
def practice_folder(_practice_template: Path, tmp_path: Path) -> Path:
    """A copy of the practice community's data folder."""
    shutil.copytree(_practice_template, tmp_path / "office")
    return tmp_path / "office"


@pytest.mark.parametrize("work", list(_WORK))
def test_nothing_that_was_saved_is_lost(practice_folder: Path, work: str) -> None:
    folder = practice_folder
    rounds, chance = round(ROUNDS * SHARES[work]), random.Random(work)
    acknowledged = 0
    for turn in range(rounds):
        said = cut_off(folder, work, turn, chance.uniform(0.01, LONGEST[work]))
        acknowledged += len(said)
        office = opening.unlock(Places(folder), 1, practice.PASSWORD)
        try:
            look_over(office)
            CHECKS[work](office, said, turn)
        finally:
            office.store.close()
    assert acknowledged, "nothing was ever saved before the plug was pulled: wait longer"
