"""The bytes of an office's table: a small file is held, a large one is read from its place again each time."""

import io
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from commgov_desktop.errors import UserError
from commgov_desktop.i18n import _

LARGEST = 400 * 1024 * 1024
"""Bytes of a file the program takes in; a million rows of 20 columns are about a quarter of it."""

HELD = 32 * 1024 * 1024
"""Bytes of a file that is held in memory, so that nothing done to it later matters."""

_AT_ONCE = 1 << 20


class Content:
    """A file that is read as often as asked. Raises ``UserError`` where it is not, or no longer, what was opened."""

    def __init__(self, source: Path | bytes, name: str) -> None:
        self.name = name
        self._held: bytes | None = source if isinstance(source, bytes) else None
        self._path: Path | None = None
        if isinstance(source, Path):
            self._look_at(source)

    def _look_at(self, path: Path) -> None:
        with _Readable(self.name):
            state = path.stat()
            if state.st_size > LARGEST:
                raise UserError(_("{name} is too large. Split it into several files.").format(name=self.name))
            if state.st_size <= HELD:
                self._held = path.read_bytes()
            else:
                self._path, self._state = path, (state.st_size, state.st_mtime_ns)

    def open(self) -> BinaryIO:
        """The whole of it from its beginning."""
        if self._held is not None or self._path is None:
            return io.BytesIO(self._held or b"")
        with _Readable(self.name):
            state = self._path.stat()
            if (state.st_size, state.st_mtime_ns) != self._state:
                raise UserError(
                    _("{name} has been changed since it was opened. Choose it again.").format(name=self.name)
                )
            return self._path.open("rb")

    def start(self, size: int) -> bytes:
        """Its first bytes."""
        with self.open() as file:
            return file.read(size)

    def whole(self) -> bytes:
        """All of it at once."""
        if self._held is not None:
            return self._held
        with self.open() as file:
            return file.read()

    def pieces(self) -> Iterator[bytes]:
        """All of it, piece by piece."""
        with self.open() as file:
            while piece := file.read(_AT_ONCE):
                yield piece


class _Readable:
    """What keeps a file from being read, as a sentence for the clerk."""

    def __init__(self, name: str) -> None:
        self._name = name

    def __enter__(self) -> None:
        pass

    def __exit__(self, _kind: object, error: BaseException | None, _trace: object) -> None:
        if isinstance(error, PermissionError):
            sentence = _("{name} is open in another program. Close it there and try again.")
            raise UserError(sentence.format(name=self._name)) from error
        if isinstance(error, OSError):
            sentence = _("{name} cannot be read. Check that it is still there.")
            raise UserError(sentence.format(name=self._name)) from error
