"""Whether a copy is really good: read to its end, decrypted, opened, every table counted against its own list."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from commgov_desktop import clock
from commgov_desktop.backup import container, contents
from commgov_desktop.backup.manifest import DamagedBackup, Manifest
from commgov_desktop.backup.medium import Progress, Source, computer_trouble, part_of, reading_trouble, silent
from commgov_desktop.errors import StorageTrouble, UserError
from commgov_desktop.i18n import _
from commgov_desktop.store import keyring

STALE_SECONDS = 3600
"""What is older than an hour and half-done belongs to a program that was broken off."""


@dataclass(frozen=True)
class Checked:
    """A backup that was read to its end and found good in every part. ``size`` in bytes."""

    path: Path
    size: int
    sha256: str
    manifest: Manifest


def verify(path: Path, age_secret: str, progress: Progress = silent, scratch: Path | None = None) -> Checked:
    """Read a backup to its end, open its database from a temporary, still encrypted copy, count every table.

    ``scratch``: an existing folder for that copy; the system's own when not said.
    Raises ``BackupRefused`` and other ``UserError``; ``Cancelled``.
    """
    with workplace(scratch) as work, reading_trouble(path):
        return prove(_present(path), keyring.normal_recovery_key(age_secret), work, progress)


def unpack_and_check(path: Path, age_secret: str, into: Path, progress: Progress = silent) -> Checked:
    """The same, and the keyring and the database stay in the folder ``into``, flushed to the disk."""
    secret = keyring.normal_recovery_key(age_secret)
    with reading_trouble(path):
        return prove(_present(path), secret, into, progress, lasting=True)


def read_list_of(path: Path, age_secret: str) -> Manifest:
    """What a backup says of itself, quickly, from its first piece; nothing else of it is checked."""
    secret = keyring.normal_recovery_key(age_secret)
    with reading_trouble(path):
        source = Source(_present(path), silent)
        try:
            return container.read_list(source, secret)
        finally:
            source.close()


def prove(path: Path, secret: str, into: Path, progress: Progress, *, lasting: bool = False) -> Checked:
    """``unpack_and_check`` with the key in its right spelling; an ``OSError`` of the medium comes out as it is.

    Without ``lasting`` what was unpacked into ``into`` is only looked at and not flushed to the disk.
    """
    source = Source(path, part_of(progress, 0, 700))
    copy = _LocalFile(into / container.DATABASE)
    try:
        unpacked = container.Unpacked(secret, copy)
        manifest = container.unpack(source, secret, unpacked)
        copy.finish(lasting)
    finally:
        source.close()
        copy.close()
    ring = unpacked.small[container.KEYRING]
    _write_keyring(into / container.KEYRING, ring, lasting)
    _compare(into / container.DATABASE, ring, secret, manifest)
    progress(1000, 1000)
    return Checked(path, source.size, source.digest(), manifest)


def _compare(copy: Path, ring: bytes, secret: str, manifest: Manifest) -> None:
    try:
        opened = keyring.open_bytes_with_recovery_key(ring, secret)
    except (keyring.WrongRecoveryKey, StorageTrouble):
        raise DamagedBackup from None
    if opened.office_id != manifest.office_id or contents.examine(copy, opened.data_key) != manifest.counts:
        raise DamagedBackup


class _LocalFile:
    """A file on this computer; what goes wrong with it is not the stick's fault and is said so."""

    def __init__(self, path: Path) -> None:
        with computer_trouble():
            self._file: BinaryIO = path.open("wb")

    def write(self, content: bytes) -> int:
        with computer_trouble():
            return self._file.write(content)

    def finish(self, lasting: bool) -> None:
        """All of it is in the file; ``lasting``: also after the plug is pulled."""
        with computer_trouble():
            self._file.flush()
            if lasting:
                os.fsync(self._file.fileno())

    def close(self) -> None:
        with computer_trouble():
            self._file.close()


def _write_keyring(path: Path, ring: bytes, lasting: bool) -> None:
    file = _LocalFile(path)
    try:
        file.write(ring)
        file.finish(lasting)
    finally:
        file.close()


def _present(path: Path) -> Path:
    if not path.is_file():
        raise UserError(_("There is no copy at {path}. Choose the file again.").format(path=path))
    return path


@contextmanager
def workplace(scratch: Path | None) -> Iterator[Path]:
    """A temporary folder for encrypted copies, gone afterwards whatever happens."""
    with computer_trouble():
        if scratch is not None:
            _clear_left_over(scratch)
        folder = tempfile.TemporaryDirectory(prefix="copy-", dir=scratch, ignore_cleanup_errors=True)
    with folder as name:
        yield Path(name)


def _clear_left_over(scratch: Path) -> None:
    """A program that was killed leaves its copies behind; nobody works on one for an hour."""
    for folder in scratch.glob("copy-*"):
        if clock.now().timestamp() - folder.stat().st_mtime > STALE_SECONDS:
            shutil.rmtree(folder, ignore_errors=True)
