"""Making a copy: what lies on the stick afterwards, and what the clerk is told when it does not work."""

import io
import json
import os
import shutil
import tarfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyrage
import pytest
from backup_office import SmallOffice, make_office

from commgov_desktop.backup import archive, checking, medium
from commgov_desktop.backup.archive import verify, write_backup
from commgov_desktop.errors import Cancelled, UserError


def names(folder: Path) -> list[str]:
    return sorted(each.name for each in folder.iterdir())


def test_a_copy_is_named_counted_and_proven(small_office: SmallOffice, stick: Path) -> None:
    backup = write_backup(small_office, stick)
    assert backup.path.name == "红星社区_备份_20260305-120000.age"
    assert names(stick) == [backup.path.name]
    assert backup.verified
    assert backup.counts == {"households": 50, "residents": 200}
    assert backup.size == backup.path.stat().st_size
    assert backup.alarms == ()
    assert names(small_office.places.scratch) == []


def test_any_age_tool_with_the_recovery_key_opens_it(small_office: SmallOffice, stick: Path) -> None:
    path = write_backup(small_office, stick).path
    plain = pyrage.decrypt(path.read_bytes(), [pyrage.x25519.Identity.from_str(small_office.secret)])
    with tarfile.open(fileobj=io.BytesIO(plain)) as tar:
        assert tar.getnames() == ["manifest.json", "manifest.seal", "keyring.json", "office.db"]
        manifest = json.load(tar.extractfile("manifest.json") or io.BytesIO())
        database = (tar.extractfile("office.db") or io.BytesIO()).read()
        assert (tar.extractfile("keyring.json") or io.BytesIO()).read() == small_office.keyring_bytes
    assert manifest["office_name"] == "红星社区"
    assert manifest["made_by"] == "王敏"
    assert manifest["counts"]["residents"] == 200
    assert not database.startswith(b"SQLite format 3")
    assert "王小".encode() not in database


def test_nothing_in_plain_ever_lies_on_either_disk(
    small_office: SmallOffice, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[bytes] = []
    write_some = medium.write_some

    def look_around(handle: int, piece: memoryview) -> int:
        for folder in (stick, small_office.places.data_dir):
            seen.extend(each.read_bytes() for each in folder.rglob("*") if each.is_file())
        return write_some(handle, piece)

    monkeypatch.setattr(medium, "write_some", look_around)
    write_backup(small_office, stick)
    assert len(seen) > 3
    for content in seen:
        assert "王小".encode() not in content
        assert b"residents" not in content
        assert small_office.data_key not in content
        assert small_office.secret.encode() not in content


def test_the_second_copy_names_the_first(
    small_office: SmallOffice, stick: Path, later: Callable[..., None]
) -> None:
    first = write_backup(small_office, stick)
    assert first.previous is None
    later(days=1)
    assert write_backup(small_office, stick).previous == first.path.name


def test_two_copies_of_one_second_do_not_overwrite_each_other(small_office: SmallOffice, stick: Path) -> None:
    write_backup(small_office, stick)
    write_backup(small_office, stick)
    assert names(stick) == ["红星社区_备份_20260305-120000-2.age", "红星社区_备份_20260305-120000.age"]


def test_verify_says_what_is_inside(small_office: SmallOffice, stick: Path) -> None:
    backup = write_backup(small_office, stick)
    checked = verify(backup.path, small_office.secret.lower())
    assert checked.sha256 == backup.sha256
    assert checked.manifest.counts == backup.counts
    assert checked.manifest.made_at == backup.made_at


def test_progress_runs_from_start_to_end_without_going_back(small_office: SmallOffice, stick: Path) -> None:
    seen: list[int] = []
    write_backup(small_office, stick, lambda done, total: seen.append(done * 1000 // total))
    assert seen == sorted(seen)
    assert seen[-1] == 1000


def test_cancel_at_any_moment_leaves_nothing_and_keeps_the_earlier_copy(
    small_office: SmallOffice, stick: Path
) -> None:
    write_backup(small_office, stick)
    before = names(stick)
    calls: list[int] = []
    write_backup(small_office, stick.parent, lambda done, _total: calls.append(done))
    for stop_at in range(len(calls)):
        left = iter(range(stop_at))

        def cancel(_done: int, _total: int, left: Any = left) -> None:
            if next(left, None) is None:
                raise Cancelled

        with pytest.raises(Cancelled):
            write_backup(small_office, stick, cancel)
        assert names(stick) == before
        assert names(small_office.places.scratch) == []


def test_a_shrunken_table_raises_an_alarm_and_no_earlier_copy_is_removed(
    small_office: SmallOffice, stick: Path, later: Callable[..., None]
) -> None:
    for _hour in range(4):
        write_backup(small_office, stick)
        later(minutes=10)
    small_office.do("delete from residents where id > 190")
    before = names(stick)
    backup = write_backup(small_office, stick, table_names={"residents": "居民"})
    assert len(backup.alarms) == 1
    assert "200" in backup.alarms[0]
    assert "190" in backup.alarms[0]
    assert "居民" in backup.alarms[0]
    assert set(before) < set(names(stick))


def test_only_this_offices_own_copies_are_thinned(
    small_office: SmallOffice, template: SmallOffice, stick: Path, tmp_path: Path, later: Callable[..., None]
) -> None:
    namesake = make_office(tmp_path / "other", residents=3)
    foreign = write_backup(namesake, stick).path
    damaged = stick / "红星社区_备份_20260305-110000.age"
    damaged.write_bytes(b"not a backup")
    for _minute in range(5):
        later(minutes=1)
        backup = write_backup(small_office, stick)
    assert foreign.exists()
    assert damaged.exists()
    assert len(backup.removed) == 1
    assert len(names(stick)) == 2 + 2


class _Trouble:
    """The medium answers the n-th write with this error, and every write after it."""

    def __init__(self, nth: int, error: int, short: int = 0) -> None:
        self.left, self.error, self.short = nth, error, short

    def __call__(self, handle: int, piece: memoryview) -> int:
        self.left -= 1
        if self.left == 0 and self.short:
            return os.write(handle, piece[: self.short])
        if self.left <= 0:
            raise OSError(self.error, os.strerror(self.error))
        return os.write(handle, piece)


@pytest.mark.parametrize("error", [28, 27, 1, 3, 5, 103, 107])
@pytest.mark.parametrize("nth", [1, 2])
def test_a_full_or_vanished_stick_is_said_and_the_earlier_copy_stands(
    small_office: SmallOffice, stick: Path, monkeypatch: pytest.MonkeyPatch, error: int, nth: int
) -> None:
    earlier = write_backup(small_office, stick).path
    content = earlier.read_bytes()
    monkeypatch.setattr(medium, "write_some", _Trouble(nth, error, short=100))
    with pytest.raises(UserError) as told:
        write_backup(small_office, stick)
    assert str(stick) in str(told.value)
    assert names(stick) == [earlier.name]
    assert earlier.read_bytes() == content


def test_short_writes_are_written_on(
    small_office: SmallOffice, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(medium, "write_some", lambda handle, piece: os.write(handle, piece[:4097]))
    backup = write_backup(small_office, stick)
    assert verify(backup.path, small_office.secret).sha256 == backup.sha256


def test_an_error_at_the_flush_is_an_error(
    small_office: SmallOffice, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_handle: int) -> None:
        raise OSError(5, "fsync")

    monkeypatch.setattr(medium.os, "fsync", fail)
    with pytest.raises(UserError):
        write_backup(small_office, stick)
    assert names(stick) == []


def test_a_medium_that_reads_back_other_bytes_is_not_believed(
    small_office: SmallOffice, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pieces_of = medium.pieces_of

    def lying(path: Path) -> Any:
        for piece in pieces_of(path):
            yield piece[:-1] + bytes([piece[-1] ^ 1]) if path.suffix == ".part" else piece

    earlier = write_backup(small_office, stick).path
    monkeypatch.setattr(medium, "pieces_of", lying)
    with pytest.raises(UserError, match=r"failing|不可靠"):
        write_backup(small_office, stick)
    assert names(stick) == [earlier.name]


def test_the_stick_that_is_not_there_is_said(small_office: SmallOffice, stick: Path) -> None:
    stick.rmdir()
    with pytest.raises(UserError):
        write_backup(small_office, stick)


def test_the_room_is_asked_before_anything_is_written(
    small_office: SmallOffice, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda _path: shutil._ntuple_diskusage(10**6, 10**6, 1000))
    with pytest.raises(UserError, match="MB"):
        write_backup(small_office, stick)
    assert names(stick) == []


def test_fat32_takes_no_file_over_four_gigabytes(stick: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda _path: shutil._ntuple_diskusage(1 << 40, 0, 1 << 40))
    monkeypatch.setattr(medium.sticks, "filesystem_of", lambda _folder: "FAT32")
    medium.make_sure_it_fits(stick, (4 << 30) - 1)
    with pytest.raises(UserError, match="FAT32"):
        medium.make_sure_it_fits(stick, 4 << 30)


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="needs to mount")
def test_a_stick_that_is_really_full(small_office: SmallOffice, stick: Path) -> None:
    if os.system(f"mount -t tmpfs -o size=64k tmpfs '{stick}' 2>/dev/null") != 0:
        pytest.skip("mounting is not allowed here")
    small_office.do("update residents set note = randomblob(1000)")
    try:
        with pytest.raises(UserError, match="MB"):
            write_backup(small_office, stick)
        assert names(stick) == []
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(archive, "make_sure_it_fits", lambda _folder, _size: None)
            with pytest.raises(UserError) as told:
                write_backup(small_office, stick)
        assert isinstance(told.value.__cause__, OSError)
        assert names(stick) == []
    finally:
        os.system(f"umount '{stick}'")


@pytest.mark.parametrize("part", [0.3, 0.5, 0.7, 0.9])
@pytest.mark.parametrize("at", [7, 4040], ids=["in a page", "in its seal"])
def test_a_damaged_database_is_never_copied_over_good_copies(
    small_office: SmallOffice, stick: Path, part: float, at: int
) -> None:
    """Wherever the damage is: it is looked for while the copy is written, and nothing of that stays."""
    raw = bytearray(small_office.places.database.read_bytes())
    raw[int(len(raw) * part) // 4096 * 4096 + at] ^= 1

    class Broken(SmallOffice):
        def snapshot(self, to: Path) -> None:
            to.write_bytes(raw)

    broken = Broken(small_office.places, small_office.data_key, small_office.secret)
    with pytest.raises(UserError) as told:
        write_backup(broken, stick)
    assert getattr(told.value, "kind", "") == "damaged"
    assert names(stick) == []
    assert names(small_office.places.scratch) == []


def test_a_copy_somebody_else_encrypted_to_the_office_is_refused(
    small_office: SmallOffice, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(archive, "seal_of", lambda listed, _secret: b"0" * 64)
    monkeypatch.setattr(archive, "_prove", lambda *_all: None)
    forged = write_backup(small_office, stick).path
    with pytest.raises(checking.DamagedBackup):
        verify(forged, small_office.secret)


def test_half_written_files_of_long_ago_are_cleared(
    small_office: SmallOffice, stick: Path, later: Callable[..., None]
) -> None:
    old = stick / "红星社区_备份_20200101-000000.age.part"
    old.write_bytes(b"half")
    left_over = small_office.scratch / "copy-killed"
    left_over.mkdir()
    for each in (old, left_over):
        os.utime(each, (0, 0))
    write_backup(small_office, stick)
    assert not old.exists()
    assert not left_over.exists()
