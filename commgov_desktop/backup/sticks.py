"""The USB sticks that are plugged in just now: their names, how much room they have, how they are formatted."""

import os
import shutil
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

FAT32_NAMES = ("vfat", "fat32", "msdos", "fat")
_LINUX_HOMES = ("/media/", "/run/media/")


@dataclass(frozen=True)
class Stick:
    """A removable medium. Sizes in bytes; ``filesystem`` as the system names it, e.g. ``FAT32``, ``exfat``."""

    path: Path
    label: str
    free_bytes: int
    total_bytes: int
    filesystem: str


def plugged_in() -> list[Stick]:
    """Every stick that can be written to just now, in the order of their paths."""
    found = _on_windows() if sys.platform == "win32" else _on_linux()
    return sorted(found, key=lambda stick: str(stick.path))


def stick_of(folder: Path, among: list[Stick] | None = None) -> Stick | None:
    """The stick ``folder`` lies on, or ``None`` when it lies on a fixed disk or in the network."""
    here = folder.resolve()
    for stick in plugged_in() if among is None else among:
        if here.is_relative_to(stick.path.resolve()):
            return stick
    return None


def filesystem_of(folder: Path) -> str:
    """How the medium under ``folder`` is formatted; empty when the system does not say."""
    if sys.platform == "win32":
        return _windows_volume(folder.resolve().anchor)[1]
    best = ("", "")
    for _device, mount, kind in _mounts():
        if folder.resolve().is_relative_to(mount) and len(mount) >= len(best[0]):
            best = (mount, kind)
    return best[1]


# ---- Linux ------------------------------------------------------------------------------------------


def _on_linux() -> Iterator[Stick]:
    for device, mount, kind in _mounts():
        if (mount.startswith(_LINUX_HOMES) or _removable(device)) and os.access(mount, os.W_OK):
            stick = _measured(Path(mount), _linux_label(device) or Path(mount).name, kind)
            if stick is not None:
                yield stick


def _mounts(table: Path = Path("/proc/mounts")) -> list[tuple[str, str, str]]:
    """(device, mounted at, format) of everything mounted."""
    try:
        lines = table.read_text(encoding="utf-8", errors="surrogateescape").splitlines()
    except OSError:
        return []
    rows = [line.split() for line in lines]
    return [(_plain(row[0]), _plain(row[1]), row[2]) for row in rows if len(row) >= 3]


def _plain(text: str) -> str:
    """Undo the octal escapes of /proc/mounts (blank, tab, line end, backslash)."""
    for code, char in (("\\040", " "), ("\\011", "\t"), ("\\012", "\n"), ("\\134", "\\")):
        text = text.replace(code, char)
    return text


def _removable(device: str, blocks: Path = Path("/sys/class/block")) -> bool:
    if not device.startswith("/dev/"):
        return False
    own = (blocks / Path(device).resolve().name).resolve()
    # A partition has no such mark itself; the disk it is a part of does.
    for place in (own, own.parent):
        try:
            return (place / "removable").read_text().strip() == "1"
        except OSError:
            continue
    return False


def _linux_label(device: str, labels: Path = Path("/dev/disk/by-label")) -> str:
    try:
        names = sorted(labels.iterdir())
    except OSError:
        return ""
    for name in names:
        if name.resolve() == Path(device).resolve():
            return name.name.replace("\\x20", " ")
    return ""


# ---- Windows ----------------------------------------------------------------------------------------

_DRIVE_REMOVABLE = 2
_NO_ERROR_WINDOWS = 1


def _on_windows() -> Iterator[Stick]:
    if sys.platform != "win32":
        return
    import ctypes

    kernel = ctypes.WinDLL("kernel32")
    # Without this an empty card reader opens a window of its own that asks for a disk.
    before = kernel.SetErrorMode(_NO_ERROR_WINDOWS)
    try:
        for number in range(26):
            root = f"{chr(ord('A') + number)}:\\"
            if kernel.GetLogicalDrives() >> number & 1 and kernel.GetDriveTypeW(root) == _DRIVE_REMOVABLE:
                label, kind = _windows_volume(root)
                stick = _measured(Path(root), label or root[:2], kind) if kind else None
                if stick is not None:
                    yield stick
    finally:
        kernel.SetErrorMode(before)


def _windows_volume(root: str) -> tuple[str, str]:
    """(label, format) of a Windows drive; both empty when there is no medium in it."""
    if sys.platform != "win32":
        return "", ""
    import ctypes

    label, kind = ctypes.create_unicode_buffer(261), ctypes.create_unicode_buffer(261)
    known = ctypes.WinDLL("kernel32").GetVolumeInformationW(root, label, 261, None, None, None, kind, 261)
    return (label.value, kind.value) if known else ("", "")


def _measured(path: Path, label: str, kind: str) -> Stick | None:
    try:
        room = shutil.disk_usage(path)
    except OSError:
        return None
    return Stick(path, label, room.free, room.total, kind)
