"""Copies the closed, encrypted office byte for byte before an update, without a password, and proves the copy."""

import hashlib
import os
import shutil
import sys
from pathlib import Path

from commgov_desktop import clock
from commgov_desktop.errors import StorageTrouble, UserError
from commgov_desktop.i18n import _
from commgov_desktop.paths import Places
from commgov_desktop.store.files import sync_folder

KEPT_COPIES = 3
"""Copies of this kind that stay; older ones go once a newer one is proven."""
_NAME = "before-update-"
_PIECE = 1024 * 1024


def keep(places: Places) -> Path | None:
    """Copy database, its journal and the keyring into ``kept/``; read back and compared. ``None`` without an office.

    Raises ``StorageTrouble`` and ``UserError``; an incomplete copy is not left behind.
    """
    files = _files(places)
    if not files:
        return None
    _refuse_open(places)
    stamp = f"{clock.local(clock.now()):%Y%m%d-%H%M%S}"
    part, target = places.kept_aside / f"{_NAME}{stamp}.part", places.kept_aside / f"{_NAME}{stamp}"
    try:
        shutil.rmtree(part, ignore_errors=True)
        part.mkdir(parents=True, mode=0o700)
        for file in files:
            _copy(file, part / file.name)
        os.replace(part, target)
        sync_folder(places.kept_aside)
    except OSError as error:
        shutil.rmtree(part, ignore_errors=True)
        raise StorageTrouble(
            "full", _("The data could not be copied before the update: {why}.").format(why=error.strerror)
        ) from error
    _thin(places)
    return target


def _files(places: Places) -> list[Path]:
    database = places.database
    beside = [database.with_name(database.name + end) for end in ("-wal", "-journal")]
    return [file for file in (database, *beside, places.keyring) if file.exists()]


def _refuse_open(places: Places) -> None:
    """A copy of files that are being written is worth nothing."""
    if _is_held(places.lock):
        raise UserError(_("This office is open. Close the program first."))


def _is_held(lock: Path) -> bool:
    """Whether a running program holds its lock file: Windows then refuses to open it, Linux to lock it."""
    try:
        with lock.open("r+b") as file:
            if sys.platform != "win32":
                import fcntl

                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except FileNotFoundError:
        return False
    except OSError:
        return True
    return False


def _copy(source: Path, target: Path) -> None:
    with source.open("rb") as reading, target.open("xb") as writing:
        shutil.copyfileobj(reading, writing, _PIECE)
        writing.flush()
        os.fsync(writing.fileno())
    if _digest(source) != _digest(target):
        raise OSError(0, _("the copy differs"))


def _digest(file: Path) -> bytes:
    with file.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").digest()


def _thin(places: Places) -> None:
    copies = sorted(each for each in places.kept_aside.glob(f"{_NAME}*") if each.suffix != ".part")
    for old in copies[:-KEPT_COPIES]:
        shutil.rmtree(old, ignore_errors=True)
