"""Small files are written beside and moved into place: a power cut leaves either the old or the new one."""

import os
import sys
from pathlib import Path

from commgov_desktop.errors import StorageTrouble
from commgov_desktop.i18n import _


def write_whole(path: Path, content: bytes) -> None:
    """Put ``content`` at ``path`` whole or not at all, readable by its owner alone.

    Raises ``StorageTrouble`` (full, read-only); the earlier file is then still as it was.
    """
    beside = path.with_name(path.name + ".new")
    try:
        _write(beside, content)
        os.replace(beside, path)
        sync_folder(path.parent)
    except OSError as trouble:
        beside.unlink(missing_ok=True)
        raise StorageTrouble("full", _cannot_write(path.parent)) from trouble


def sync_folder(folder: Path) -> None:
    """Make a rename in ``folder`` outlast a power cut; Windows has no such call and does it by itself."""
    if sys.platform == "win32":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _write(path: Path, content: bytes) -> None:
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_BINARY", 0), 0o600)
    with open(handle, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _cannot_write(folder: Path) -> str:
    return _(
        "Nothing can be written in the folder {folder}: the disk is full or write-protected. "
        "Make room and try again; what was there before is unchanged."
    ).format(folder=folder)
