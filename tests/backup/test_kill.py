"""The program is killed in the middle of a backup or a restore, again and again; nothing is ever lost."""

import random
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from backup_office import SmallOffice, make_office

from commgov_desktop.backup import rotation
from commgov_desktop.backup.archive import verify, write_backup
from commgov_desktop.backup.restore import recover_interrupted
from commgov_desktop.paths import Places
from commgov_desktop.store import keyring

ROUNDS = 20
HERE = Path(__file__).parent

_BACKUPS = """
from commgov_desktop.backup.archive import write_backup
office = SmallOffice(Places(Path(sys.argv[1])), bytes.fromhex(sys.argv[2]), sys.argv[3])
print("ready", flush=True)
while True:
    print(write_backup(office, Path(sys.argv[4])).path.name, flush=True)
"""

_RESTORES = """
from commgov_desktop.backup.restore import restore
from commgov_desktop.store import keyring
places = Places(Path(sys.argv[1]))
print("ready", flush=True)
turn = 0
while True:
    turn += 1
    restore(Path(sys.argv[4 + turn % 2]), sys.argv[3], places)
    print(turn, flush=True)
"""

_HEAD = """
import sys
from pathlib import Path
sys.path.insert(0, sys.argv[-1])
from backup_office import SmallOffice
from commgov_desktop.paths import Places
"""


def run_and_kill(program: str, *arguments: object, after: float) -> list[str]:
    """Start it, let it work for ``after`` seconds from its first word, kill it. What it had said till then."""
    command = [sys.executable, "-c", _HEAD + program, *map(str, arguments), str(HERE)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=HERE.parent.parent)
    assert process.stdout is not None
    assert process.stdout.readline() == "ready\n"
    try:
        process.wait(timeout=after)
    except subprocess.TimeoutExpired:
        process.kill()
    said = process.stdout.read()
    process.stdout.close()
    process.wait()
    return said.splitlines()


@pytest.fixture
def office(tmp_path: Path) -> SmallOffice:
    return make_office(tmp_path / "office", residents=300, pages=4000)


def test_killed_backups_leave_only_good_copies(office: SmallOffice, stick: Path) -> None:
    chance = random.Random(3)
    for _round in range(ROUNDS):
        span = chance.uniform(0.0, 0.2)
        said = run_and_kill(
            _BACKUPS, office.places.data_dir, office.data_key.hex(), office.secret, stick, after=span
        )
        copies = [each.path for each in rotation.found_in(stick)]
        if said:
            assert said[-1] in [each.name for each in copies]
        for copy in copies:
            assert verify(copy, office.secret).manifest.counts["residents"] == 300
        for copy in copies[:-2]:
            copy.unlink()
    assert office.residents() == 300


def test_killed_restores_leave_the_old_or_the_new_office(office: SmallOffice, stick: Path) -> None:
    many = write_backup(office, stick).path
    office.do("delete from residents where id > 120")
    few = write_backup(office, stick).path
    chance = random.Random(4)
    for _round in range(ROUNDS):
        span = chance.uniform(0.0, 0.12)
        run_and_kill(
            _RESTORES, office.places.data_dir, office.data_key.hex(), office.secret, many, few, after=span
        )
        recover_interrupted(office.places)
        assert office.residents() in (120, 300)
        assert office.do("pragma quick_check") == [("ok",)]
        opened = keyring.open_with_password(office.places.keyring, 1, "practice")
        assert opened.data_key == office.data_key
        for kept in office.places.kept_aside.glob("*"):
            assert SmallOffice(Places(kept), office.data_key, office.secret).residents() in (120, 300)
            shutil.rmtree(kept)
