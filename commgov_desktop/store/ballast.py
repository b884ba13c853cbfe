"""Keeps a few megabytes of the disk in hand, so that a full disk does not shut the clerk out of the office.

Beside the office file lies another that holds nothing. When the disk is full it is emptied: SQLite needs some
room even to read. From then on the office is read, printed and backed up, but takes nothing new, until there is
room to fill the file again. It is no data: no backup takes it along and nobody misses it.
"""

import os
import shutil
from contextlib import suppress
from pathlib import Path

from commgov_desktop.errors import StorageTrouble
from commgov_desktop.i18n import _

SIZE = 16 * 1024 * 1024
"""Bytes held in hand: the log of a day's reading and notes, many times over."""


def path_of(database: Path) -> Path:
    """The file that holds nothing, beside the office file."""
    return database.with_name(database.name + "-ballast")


def keep(database: Path) -> None:
    """Make or fill the file where it is missing or was emptied, if twice its size is free. Never raises."""
    path = path_of(database)
    with suppress(OSError):
        if _size(path) or shutil.disk_usage(database.parent).free < 2 * SIZE:
            return
        _fill(path)


def release(database: Path) -> bool:
    """Empty the file: the disk is full. Gives whether that made room. It stays there, empty, as a sign of it."""
    path = path_of(database)
    try:
        if not _size(path):
            return False
        os.truncate(path, 0)
    except OSError:
        return False
    return True


def is_released(database: Path) -> bool:
    """Whether the disk was full and has not had room since."""
    path = path_of(database)
    return path.exists() and not _size(path)


def refuse_while_full(database: Path) -> None:
    """Raises ``StorageTrouble`` while the disk has no room for the file: what is left is for reading."""
    if not is_released(database):
        return
    keep(database)
    if is_released(database):
        sentence = _(
            "The disk is still full. The office can be read, printed and backed up to another disk, but nothing "
            "new is saved. Free at least {n} MB on the disk, then try again."
        )
        raise StorageTrouble("full", sentence.format(n=max(1, 2 * SIZE // 2**20)))


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except FileNotFoundError:
        return 0


def _fill(path: Path) -> None:
    """Room that is truly taken, not only promised. What cannot be filled whole is taken away or left empty."""
    was_there = path.exists()
    try:
        with path.open("r+b" if was_there else "xb") as file:
            if hasattr(os, "posix_fallocate"):
                os.posix_fallocate(file.fileno(), 0, SIZE)
            else:
                for written in range(0, SIZE, _PIECE):
                    file.write(b"\0" * min(_PIECE, SIZE - written))
                file.flush()
    except OSError:
        if was_there:
            os.truncate(path, 0)
        else:
            path.unlink(missing_ok=True)
        raise


_PIECE = 1024 * 1024
