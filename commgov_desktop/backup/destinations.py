"""Where a copy can go just now: the sticks that are plugged in, and the folder that was chosen last."""

import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from commgov_desktop.backup import rotation
from commgov_desktop.backup.sticks import Stick, plugged_in
from commgov_desktop.i18n import _
from commgov_desktop.ledger.office import Office

Sticks = Callable[[], Sequence[Stick]]

_FIXED = 3
"""Windows' number for a disk that stays in the computer (GetDriveTypeW)."""


@dataclass(frozen=True)
class Destination:
    """A place for copies. ``free_bytes`` is -1 where the system does not say."""

    path: Path
    stick: str
    free_bytes: int

    @property
    def is_stick(self) -> bool:
        """Whether it can be carried away."""
        return bool(self.stick)

    def title(self) -> str:
        """As it stands above the large button."""
        if self.is_stick:
            return _("The stick “{stick}” is plugged in").format(stick=self.stick)
        return _("Into the folder {folder}").format(folder=self.path.name or str(self.path))


def destinations(sticks: Sticks, chosen: Path | None) -> list[Destination]:
    """All places that can be written to now; the folder the clerk chose comes last."""
    found = [Destination(stick.path, stick.label or str(stick.path), stick.free_bytes) for stick in sticks()]
    if chosen is not None and chosen.is_dir() and all(chosen != each.path for each in found):
        found.append(Destination(chosen, "", free_bytes(chosen)))
    return found


def free_bytes(folder: Path) -> int:
    """Room on the medium under ``folder``; -1 when the system does not say."""
    import shutil

    try:
        return shutil.disk_usage(folder).free
    except OSError:
        return -1


def needed_bytes(office: Office) -> int:
    """About how large the next copy will be."""
    database = office.places.database
    files = (database, database.with_name(database.name + "-wal"))
    return sum(file.stat().st_size for file in files if file.exists())


def earlier(folder: Path, office: Office) -> list[rotation.Found]:
    """This office's copies in a folder by their names, the newest first; a medium that is gone has none."""
    name = rotation.safe(office.community)
    try:
        return [found for found in reversed(rotation.found_in(folder)) if found.office == name]
    except OSError:
        return []


def is_beside_the_data(folder: Path, office: Office) -> bool:
    """Whether a folder probably dies with this computer: the same disk, or another fixed one in it."""
    try:
        same = folder.stat().st_dev == office.places.data_dir.stat().st_dev
    except OSError:
        return False
    return same or _is_fixed_on_windows(folder)


def _is_fixed_on_windows(folder: Path) -> bool:
    if sys.platform != "win32":
        return False
    import ctypes

    kind: int = ctypes.WinDLL("kernel32").GetDriveTypeW(folder.resolve().anchor)
    return kind == _FIXED


__all__ = [
    "Destination",
    "Stick",
    "Sticks",
    "destinations",
    "earlier",
    "free_bytes",
    "needed_bytes",
    "plugged_in",
]
