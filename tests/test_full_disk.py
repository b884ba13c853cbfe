"""The disk is full: one sentence says so, nothing is lost, the office opens, and work goes on when there is room."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from sqlalchemy import func, select, text

from commgov_desktop import catalog, office_folder, opening, practice
from commgov_desktop.errors import StorageTrouble, UserError
from commgov_desktop.ledger.office import Office
from commgov_desktop.paths import Places
from commgov_desktop.roster import importing
from commgov_desktop.roster.models import Resident
from commgov_desktop.store import ballast, journal
from tests.words import english_in

ROOT = Path(__file__).resolve().parent.parent


@dataclass
class SmallDisk:
    """A disk of a few megabytes."""

    at: Path

    @property
    def free(self) -> int:
        """Bytes left."""
        return shutil.disk_usage(self.at).free

    def fill(self, leave: int = 0) -> None:
        """Write on it until only ``leave`` bytes are free."""
        with (self.at / "filler").open("ab") as filler:
            filler.write(b"\0" * max(0, self.free - leave))

    def make_room(self) -> None:
        """Take the filler away and make the disk bigger, as a new disk would be."""
        (self.at / "filler").unlink(missing_ok=True)
        subprocess.run(["mount", "-o", "remount,size=64m", str(self.at)], check=True)


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[SmallDisk]:
    """A small disk; skipped where none can be made."""
    if sys.platform != "linux" or os.geteuid() != 0:
        pytest.skip("only root can make a small disk")
    at = tmp_path / "disk"
    at.mkdir()
    made = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=16m", "tmpfs", str(at)], capture_output=True, check=False
    )
    if made.returncode:
        pytest.skip("this machine lets nobody make a small disk")
    yield SmallDisk(at)
    subprocess.run(["umount", "-l", str(at)], check=True)


@pytest.fixture
def places(disk: SmallDisk, _practice_template: Path) -> Places:
    """The practice community on the small disk."""
    shutil.copytree(_practice_template, disk.at / "office")
    return Places(disk.at / "office")


def people(office: Office) -> int:
    """How many residents there are."""
    with office.store.read() as session:
        return session.scalar(select(func.count(Resident.id))) or 0


def look_over(office: Office) -> None:
    """The file is whole and the chain of actions holds."""
    with office.store.read() as session:
        assert session.execute(text("pragma quick_check")).scalar() == "ok"
        assert journal.first_broken_link(session) is None


def take_in(office: Office, count: int) -> None:
    """Import a sheet of so many new people."""
    rows = [f"丙{i},1970-02-{i % 28 + 1:02},{i % 40 + 1}号楼1单元{i}01" for i in range(count)]
    sheet = "\n".join(["姓名,出生日期,现住址", *rows]).encode("utf-8-sig")
    source = importing.open_source(office.store, sheet, "名单.csv")
    importing.apply(office.store, importing.trial(office.store, source, catalog.homes()), catalog.homes())


def save_until_full(office: Office) -> tuple[int, StorageTrouble]:
    """Register people until the disk is full: how many were saved, and what was said then."""
    residents = catalog.LEDGERS[0]
    empty = {box.name: None for box in residents.fields()}
    for saved in range(3000):
        try:
            office.book.save(residents, None, empty | {"name": f"丁{saved}", "note": "长" * 2000})
        except StorageTrouble as trouble:
            return saved, trouble
    raise AssertionError("the disk is too big for this test")


def is_said_well(trouble: UserError) -> None:
    """One sentence in Chinese about the disk, and what to do."""
    assert "磁盘" in str(trouble) or "空间" in str(trouble)
    assert not english_in(str(trouble))


def test_an_import_that_does_not_fit_leaves_nothing_behind(disk: SmallDisk, places: Places) -> None:
    office = opening.unlock(places, 1, practice.PASSWORD)
    before = people(office)
    disk.fill(leave=1_000_000)
    with pytest.raises(StorageTrouble) as full:
        take_in(office, 4000)
    assert full.value.kind == "full"
    is_said_well(full.value)
    assert people(office) == before
    look_over(office)
    disk.make_room()
    take_in(office, 50)
    assert people(office) == before + 50
    look_over(office)
    office.store.close()


def test_the_office_opens_on_a_full_disk_and_works_when_there_is_room(
    disk: SmallDisk, places: Places
) -> None:
    office = opening.unlock(places, 1, practice.PASSWORD)
    residents, before = catalog.LEDGERS[0], people(office)
    empty = {box.name: None for box in residents.fields()}
    disk.fill(leave=300_000)
    saved, full = save_until_full(office)
    assert full.kind == "full"
    is_said_well(full)
    assert people(office) == before + saved, "what was said to be saved is there"
    office.store.close()
    again = opening.unlock(places, 1, practice.PASSWORD)
    assert people(again) == before + saved
    look_over(again)
    disk.make_room()
    again.book.save(residents, None, empty | {"name": "戊"})
    assert people(again) == before + saved + 1
    look_over(again)
    again.store.close()


def test_the_reserve_keeps_a_full_office_readable_and_is_made_again(disk: SmallDisk, places: Places) -> None:
    """The file that holds nothing is given free, so that what was saved is read, printed and copied."""
    office = opening.unlock(places, 1, practice.PASSWORD)
    residents = catalog.LEDGERS[0]
    empty = {box.name: None for box in residents.fields()}
    reserve = ballast.path_of(places.database)
    office.book.save(residents, None, empty | {"name": "甲"})
    assert reserve.stat().st_size == ballast.SIZE
    disk.fill(leave=200_000)
    save_until_full(office)
    assert ballast.is_released(places.database)
    assert disk.free >= ballast.SIZE // 2, "the room was not given free"
    before = people(office)
    office.store.note("打印登记表")
    for verb in (lambda: office.book.save(residents, None, empty | {"name": "乙"}), office.store.undo):
        with pytest.raises(StorageTrouble) as full:
            verb()
        assert full.value.kind == "full"
        is_said_well(full.value)
    assert people(office) == before
    office.store.close()
    again = opening.unlock(places, 1, practice.PASSWORD)
    assert people(again) == before
    disk.fill(leave=ballast.SIZE)  # closing has put the log away, which made room
    with pytest.raises(StorageTrouble), again.store.write("丙"):
        pytest.fail("the reserve is for reading")
    with again.store.write("记下备份", anyway=True):
        pass
    disk.make_room()
    again.book.save(residents, None, empty | {"name": "乙"})
    assert people(again) == before + 1
    assert reserve.stat().st_size == ballast.SIZE
    look_over(again)
    again.store.close()


def test_an_office_whose_disk_was_filled_while_it_was_closed_opens(disk: SmallDisk, places: Places) -> None:
    office = opening.unlock(places, 1, practice.PASSWORD)
    office.book.save(
        catalog.LEDGERS[0], None, {box.name: None for box in catalog.LEDGERS[0].fields()} | {"name": "甲"}
    )
    before = people(office)
    office.store.close()
    disk.fill()
    assert not disk.free
    again = opening.unlock(places, 1, practice.PASSWORD)
    assert people(again) == before
    assert ballast.is_released(places.database)
    look_over(again)
    again.store.close()


def test_the_reserve_is_no_data_and_in_no_copy(office: Office, tmp_path: Path) -> None:
    from commgov_desktop.backup import record
    from commgov_desktop.backup.restore import restore
    from commgov_desktop.store import keyring

    with office.store.write("设置"):
        pass
    assert ballast.path_of(office.places.database).exists()
    (tmp_path / "stick").mkdir()
    record.make_backup(office, tmp_path / "stick")
    secret = keyring.recovery_secret(office.places.keyring, office.key)
    restore(next((tmp_path / "stick").glob("*.age")), secret, Places(tmp_path / "restored"))
    assert not ballast.path_of(Places(tmp_path / "restored").database).exists()


def test_a_reserve_that_cannot_be_made_is_no_trouble(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ballast, "SIZE", 2**60)
    ballast.keep(tmp_path / "office.db")
    assert not list(tmp_path.iterdir())
    monkeypatch.setattr(ballast, "SIZE", 3 * 2**20 + 5)
    monkeypatch.delattr(os, "posix_fallocate", raising=False)
    ballast.keep(tmp_path / "office.db")
    assert ballast.path_of(tmp_path / "office.db").stat().st_size == ballast.SIZE
    ballast.keep(tmp_path / "missing" / "office.db")
    assert not ballast.release(tmp_path / "other.db")
    ballast.refuse_while_full(tmp_path / "other.db")


def test_a_new_office_on_a_full_disk_leaves_nothing_half_made(disk: SmallDisk) -> None:
    disk.fill()
    fresh = Places(disk.at / "fresh")
    new = opening.NewOffice("沙田社区居民委员会", "沙田社区", "王敏", "password-42")
    with pytest.raises(UserError) as full:
        opening.create(fresh, new, quick=True)
    is_said_well(full.value)
    assert not office_folder.is_there(fresh)
    disk.make_room()
    office, _key = opening.create(fresh, new, quick=True)
    office.store.close()


def test_a_workbook_or_paper_that_does_not_fit_is_refused_in_words(disk: SmallDisk, places: Places) -> None:
    from commgov_desktop.ledger.exporting import export_list
    from commgov_desktop.ledger.listing import Listing

    office = opening.unlock(places, 1, practice.PASSWORD)
    residents = catalog.LEDGERS[0]
    path = disk.at / "名单.xlsx"
    disk.fill()
    with pytest.raises(UserError) as full:
        export_list(office, residents, Listing(office.store, residents).ids(), path)
    is_said_well(full.value)
    assert not path.exists() or not path.stat().st_size, "half a workbook was left"
    office.store.close()


def test_a_snapshot_that_does_not_fit_is_refused_in_words(disk: SmallDisk, places: Places) -> None:
    office = opening.unlock(places, 1, practice.PASSWORD)
    disk.fill(leave=200_000)
    with pytest.raises(StorageTrouble) as full:
        office.store.snapshot(disk.at / "copy.db")
    assert full.value.kind == "full"
    look_over(office)
    office.store.close()


def test_a_write_protected_disk_is_named_as_that_and_nothing_is_lost(disk: SmallDisk, places: Places) -> None:
    office = opening.unlock(places, 1, practice.PASSWORD)
    before = people(office)
    office.store.close()
    subprocess.run(["mount", "-o", "remount,ro", str(disk.at)], check=True)
    with pytest.raises(StorageTrouble) as refused:
        opening.unlock(places, 1, practice.PASSWORD)
    assert refused.value.kind == "read-only"
    assert "写" in str(refused.value)
    assert not english_in(str(refused.value))
    subprocess.run(["mount", "-o", "remount,rw", str(disk.at)], check=True)
    office = opening.unlock(places, 1, practice.PASSWORD)
    assert people(office) == before
    office.book.save(
        catalog.LEDGERS[0], None, {box.name: None for box in catalog.LEDGERS[0].fields()} | {"name": "庚"}
    )
    assert people(office) == before + 1
    look_over(office)
    office.store.close()


_TIGHT = """
import resource, signal, sys
from pathlib import Path
from commgov_desktop import catalog, i18n, opening, practice
from commgov_desktop.errors import StorageTrouble
from commgov_desktop.paths import Places
i18n.use("zh_CN")
places = Places(Path(sys.argv[1]))
office = opening.unlock(places, 1, practice.PASSWORD)
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
wal = Path(f"{places.database}-wal")
biggest = max(places.database.stat().st_size, wal.stat().st_size if wal.exists() else 0)
resource.setrlimit(resource.RLIMIT_FSIZE, (biggest + 400_000, resource.RLIM_INFINITY))
residents = catalog.LEDGERS[0]
empty = {box.name: None for box in residents.fields()}
saved = 0
try:
    while saved < 3000:
        office.book.save(residents, None, empty | {"name": f"己{saved}", "note": "长" * 3000})
        saved += 1
except StorageTrouble as trouble:
    print(saved, trouble.kind)
"""


@pytest.fixture
def practice_folder(_practice_template: Path, tmp_path: Path) -> Path:
    """A copy of the practice community's data folder."""
    shutil.copytree(_practice_template, tmp_path / "office")
    return tmp_path / "office"


@pytest.mark.skipif(sys.platform != "linux", reason="files are only limited like this on Linux")
def test_a_file_that_may_not_grow_loses_nothing(practice_folder: Path) -> None:
    """What a quota does: the same as a full disk."""
    variables = os.environ | {"PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"}
    done = subprocess.run(
        [sys.executable, "-c", _TIGHT, str(practice_folder)],
        capture_output=True,
        text=True,
        timeout=120,
        env=variables,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    saved, kind = done.stdout.split()
    assert kind == "full"
    office = opening.unlock(Places(practice_folder), 1, practice.PASSWORD)
    with office.store.read() as session:
        kept = session.scalar(select(func.count(Resident.id)).where(Resident.name.like("己%")))
    assert kept == int(saved) > 0
    look_over(office)
    office.store.close()
