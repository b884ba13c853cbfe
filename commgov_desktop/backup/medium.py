"""Writing onto a stick or a folder so that every byte is proven to be there, and reading it back from the medium.

What sticks do when they are full, slow or pulled out was measured, not assumed: short writes without an error,
``EPERM`` or ``ENOTCONN`` instead of "no space", errors that only show at the closing. So every write is looped,
every ``OSError`` counts alike, and what was written is read again past the system's own memory of it.
"""

import hashlib
import os
import shutil
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Protocol

from commgov_desktop.backup import sticks
from commgov_desktop.errors import UserError
from commgov_desktop.i18n import _

PIECE = 1 << 20
"""Bytes read or written at once, 1 MiB; also the alignment Windows asks for when its cache is passed by."""

ROOM = 1.05
FAT32_LIMIT = (1 << 32) - 1


class Progress(Protocol):
    """Called with what is done of how much; raises ``Cancelled`` when the clerk wants to stop."""

    def __call__(self, done: int, total: int, /) -> None: ...


def silent(_done: int, _total: int, /) -> None:
    """For work nobody watches."""


def part_of(progress: Progress, start: int, end: int) -> Progress:
    """The progress of one step that takes the job from ``start`` to ``end`` of a thousand."""

    def report(done: int, total: int, /) -> None:
        progress(start + (end - start) * min(done, total) // max(total, 1), 1000)

    return report


class Sink:
    """A new file being written: hashed on the way, flushed to the medium and closed with its error looked at."""

    def __init__(self, path: Path, expected: int, progress: Progress) -> None:
        flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_BINARY", 0)
        self._handle = os.open(path, flags, 0o600)
        self._hash = hashlib.sha256()
        self._expected = expected
        self._progress = progress
        self.size = 0
        self.trouble: BaseException | None = None

    def write(self, content: bytes) -> int:
        """All of ``content``. What goes wrong is also kept in ``trouble``: the encryption swallows its kind."""
        try:
            self._write_all(memoryview(content))
            self._progress(self.size, self._expected)
        except BaseException as trouble:
            self.trouble = trouble
            raise
        return len(content)

    def _write_all(self, rest: memoryview) -> None:
        self._hash.update(rest)
        self.size += len(rest)
        while rest:
            rest = rest[write_some(self._handle, rest[:PIECE]) :]

    def flush(self) -> None:
        """Nothing is held back here; the encryption asks all the same."""

    def finish(self) -> str:
        """Down to the medium and closed. Gives the SHA-256 of all that was written, in hex."""
        os.fsync(self._handle)
        handle, self._handle = self._handle, -1
        os.close(handle)
        return self._hash.hexdigest()

    def abandon(self) -> None:
        """Close whatever is still open, without a word: there is a better error to report."""
        if self._handle >= 0:
            with suppress(OSError):
                os.close(self._handle)
            self._handle = -1


def write_some(handle: int, piece: memoryview) -> int:
    """One write, which may take less than all of ``piece``; nothing at all counts as a full medium."""
    written = os.write(handle, piece)
    if written <= 0:
        raise OSError(28, "nothing was written")
    return written


class Source:
    """A file read piece by piece from the medium itself, hashed on the way, in the shape pyrage reads from.

    While one piece is decrypted the next is being read: a stick is slower than the decryption.
    """

    def __init__(self, path: Path, progress: Progress) -> None:
        self.size = path.stat().st_size
        self._pieces = pieces_of(path)
        self._rest = memoryview(b"")
        self._hash = hashlib.sha256()
        self._ahead = ThreadPoolExecutor(1, "medium")
        self._coming = self._ahead.submit(self._next)
        self._progress = progress
        self._done = 0
        self.trouble: BaseException | None = None

    def read(self, size: int = -1, /) -> bytes:
        """At most ``size`` bytes; empty at the end of the file."""
        try:
            if not self._rest:
                self._fetch()
        except BaseException as trouble:
            self.trouble = trouble
            raise
        size = len(self._rest) if size < 0 else size
        taken, self._rest = bytes(self._rest[:size]), self._rest[size:]
        return taken

    def _next(self) -> bytes:
        piece = next(self._pieces, b"")
        self._hash.update(piece)
        return piece

    def _fetch(self) -> None:
        piece = self._coming.result()
        if piece:
            self._coming = self._ahead.submit(self._next)
        self._done += len(piece)
        self._rest = memoryview(piece)
        self._progress(self._done, self.size)

    def digest(self) -> str:
        """The SHA-256 of what was read, in hex: of the whole file once ``read`` has answered empty."""
        return self._hash.hexdigest()

    def close(self) -> None:
        """Let go of the file."""
        self._ahead.shutdown()
        close = getattr(self._pieces, "close", None)
        if close is not None:
            close()


def pieces_of(path: Path) -> Iterator[bytes]:
    """The file's bytes from the medium: the system is asked not to answer from its memory."""
    if sys.platform == "win32":
        from commgov_desktop.backup import windows_reading

        return windows_reading.pieces_of(path, PIECE)
    return _pieces_past_cache(path)


def _pieces_past_cache(path: Path) -> Iterator[bytes]:
    with path.open("rb", buffering=0) as file:
        if sys.platform == "linux":
            # Only clean pages are dropped; the writer has flushed before. A refusal costs nothing but certainty.
            with suppress(OSError):
                os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)
        while piece := file.read(PIECE):
            yield piece


def make_sure_it_fits(folder: Path, size: int) -> None:
    """Raises ``UserError`` when ``size`` bytes (and five in a hundred more) have no room in ``folder``."""
    free = shutil.disk_usage(folder).free
    needed = int(size * ROOM) + PIECE // 4
    if free < needed:
        raise UserError(
            _(
                "There is not enough room in {folder}: {needed} MB are needed, {free} MB are free. "
                "Free some space there or choose another place. Earlier copies are untouched."
            ).format(folder=folder, needed=-(-needed // 10**6), free=free // 10**6)
        )
    if size > FAT32_LIMIT and sticks.filesystem_of(folder).lower() in sticks.FAT32_NAMES:
        raise UserError(
            _(
                "This stick is formatted as FAT32, which holds no file over 4 GB. "
                "Have it formatted as exFAT or take another one."
            )
        )


@contextmanager
def medium_trouble(folder: Path) -> Iterator[None]:
    """Say what an ``OSError`` on the stick or in the folder means: this copy failed, the earlier ones stand."""
    try:
        yield
    except OSError as trouble:
        raise UserError(_sentence(folder, trouble)) from trouble


@contextmanager
def reading_trouble(path: Path) -> Iterator[None]:
    """Say what an ``OSError`` means while a copy is only read: nothing was changed."""
    try:
        yield
    except OSError as trouble:
        raise UserError(
            _(
                "The copy {path} cannot be read to its end: the stick was probably pulled out or is failing. "
                "Nothing was changed. Plug it in again, or take another copy."
            ).format(path=path)
        ) from trouble


def _sentence(folder: Path, trouble: OSError) -> str:
    if trouble.errno in (28, 27, 122):  # ENOSPC, EFBIG, EDQUOT
        return _(
            "The medium at {folder} is full, so the copy was not finished. Earlier copies are intact. "
            "Remove old files there or take another stick."
        ).format(folder=folder)
    if _is_protected(trouble):
        return _(
            "Nothing may be written at {folder}. Earlier copies are intact. "
            "Slide the stick's lock open or choose another folder."
        ).format(folder=folder)
    return _(
        "The medium at {folder} stopped answering: it was probably pulled out or is failing. "
        "This copy was not finished, earlier copies are intact. Plug it in again and repeat the backup."
    ).format(folder=folder)


def _is_protected(trouble: OSError) -> bool:
    # Windows says EACCES for a drive that is gone, too; its own number tells them apart (5 denied, 19 protected).
    own_number = getattr(trouble, "winerror", None)
    return trouble.errno in (13, 30) and own_number in (None, 5, 19)  # EACCES, EROFS


@contextmanager
def computer_trouble() -> Iterator[None]:
    """Say what an ``OSError`` on this computer's own disk means for a backup or a restore."""
    try:
        yield
    except OSError as trouble:
        raise UserError(
            _(
                "This computer's disk is full or cannot be written, so nothing was changed. "
                "Free some space and try again."
            )
        ) from trouble
