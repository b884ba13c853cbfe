"""Reading a file on Windows from the medium itself, past the system's memory of what was just written."""

import ctypes
import sys
from collections.abc import Iterator
from pathlib import Path

_GENERIC_READ = 0x80000000
_SHARE_READ = 1
_OPEN_EXISTING = 3
_NO_BUFFERING = 0x20000000
_SEQUENTIAL = 0x08000000
_COMMIT_RESERVE = 0x3000
_READ_WRITE_PAGE = 0x04
_RELEASE = 0x8000


def pieces_of(path: Path, size: int) -> Iterator[bytes]:
    """The file in pieces of ``size`` bytes, which must be a multiple of the medium's sector.

    Where the medium refuses unbuffered reading (some network folders) it is read in the ordinary way.
    """
    if sys.platform == "win32":
        kernel = ctypes.WinDLL("kernel32", use_last_error=True)
        kernel.CreateFileW.restype = ctypes.c_void_p
        kernel.VirtualAlloc.restype = ctypes.c_void_p
        handle = kernel.CreateFileW(
            str(path), _GENERIC_READ, _SHARE_READ, None, _OPEN_EXISTING, _NO_BUFFERING | _SEQUENTIAL, None
        )
        if handle is not None and handle != ctypes.c_void_p(-1).value:
            yield from _unbuffered(kernel, handle, size)
            return
    yield from _ordinary(path, size)


def _unbuffered(kernel: ctypes.CDLL, handle: int, size: int) -> Iterator[bytes]:
    # Unbuffered reads need memory at a sector's boundary; VirtualAlloc gives whole pages.
    room = kernel.VirtualAlloc(None, ctypes.c_size_t(size), _COMMIT_RESERVE, _READ_WRITE_PAGE)
    try:
        if not room:
            raise OSError(12, "no memory for reading back")
        while piece := _read(kernel, handle, room, size):
            yield piece
    finally:
        if room:
            kernel.VirtualFree(ctypes.c_void_p(room), ctypes.c_size_t(0), _RELEASE)
        kernel.CloseHandle(ctypes.c_void_p(handle))


def _read(kernel: ctypes.CDLL, handle: int, room: int, size: int) -> bytes:
    got = ctypes.c_ulong(0)
    done = kernel.ReadFile(ctypes.c_void_p(handle), ctypes.c_void_p(room), size, ctypes.byref(got), None)
    if not done:
        raise OSError(5, "the medium could not be read back")
    return ctypes.string_at(room, got.value)


def _ordinary(path: Path, size: int) -> Iterator[bytes]:
    with path.open("rb", buffering=0) as file:
        while piece := file.read(size):
            yield piece
