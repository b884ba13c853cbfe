"""Which sticks are plugged in."""

import sys
from pathlib import Path

import pytest

from commgov_desktop.backup import sticks
from commgov_desktop.backup.sticks import Stick, filesystem_of, plugged_in, stick_of

linux_only = pytest.mark.skipif(sys.platform == "win32", reason="how Linux lists what is plugged in")


@linux_only
def test_what_is_mounted_under_media_is_a_stick(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    media = tmp_path / "media" / "红星 U盘"
    media.mkdir(parents=True)
    table = tmp_path / "mounts"
    escaped = str(media).replace(" ", "\\040")
    table.write_text(f"/dev/sda1 / ext4 rw 0 0\n/dev/sdb1 {escaped} vfat rw 0 0\n", encoding="utf-8")
    rows = sticks._mounts(table)
    assert rows[1] == ("/dev/sdb1", str(media), "vfat")
    monkeypatch.setattr(sticks, "_mounts", lambda: rows)
    monkeypatch.setattr(sticks, "_LINUX_HOMES", (str(tmp_path / "media") + "/",))
    (stick,) = plugged_in()
    assert stick.path == media
    assert stick.label == "红星 U盘"
    assert stick.filesystem == "vfat"
    assert 0 < stick.free_bytes <= stick.total_bytes
    assert stick_of(media / "备份") == stick
    assert stick_of(tmp_path) is None
    assert filesystem_of(media) == "vfat"
    assert filesystem_of(Path("/")) == "ext4"


@linux_only
def test_a_disk_the_system_calls_removable_is_a_stick(tmp_path: Path) -> None:
    disk = tmp_path / "sdb"
    (disk / "sdb1").mkdir(parents=True)
    (disk / "removable").write_text("1\n")
    (tmp_path / "class").mkdir()
    (tmp_path / "class" / "sdb1").symlink_to(disk / "sdb1")
    assert sticks._removable("/dev/sdb1", tmp_path / "class")
    (disk / "removable").write_text("0\n")
    assert not sticks._removable("/dev/sdb1", tmp_path / "class")
    assert not sticks._removable("tmpfs")


def test_a_list_of_sticks_can_be_handed_in(tmp_path: Path) -> None:
    stick = Stick(tmp_path, "备份", 10, 20, "exfat")
    assert stick_of(tmp_path / "a" / "b", [stick]) is stick
    assert stick_of(tmp_path.parent, [stick]) is None


def test_asking_for_sticks_works_on_this_computer() -> None:
    assert isinstance(plugged_in(), list)
