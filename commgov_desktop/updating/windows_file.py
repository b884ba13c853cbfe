"""Where Windows' own signature lies in a program file, so that the maker's seal holds with it and without it.

A certificate's signature (Authenticode) is appended to the file and noted in its head; it changes a checksum, the
note, and nothing else (Microsoft, "Windows Authenticode Portable Executable Signature Format", 2008). These places
are left out of the seal, as they are left out of that signature.
"""

import struct
from dataclasses import dataclass
from typing import BinaryIO

_HEAD = 4096
_KINDS = {0x10B: 96, 0x20B: 112}
"""32 and 64 bit: how far behind the optional header's begin its table of directories stands."""
_CHECKSUM, _SIGNATURE_ENTRY = 64, 4 * 8


@dataclass(frozen=True)
class Outside:
    """``end``: where the file ends without the signature; ``places``: (begin, end) of bytes that signing changes."""

    end: int
    places: tuple[tuple[int, int], ...] = ()

    def blanked(self, piece: bytes, at: int) -> bytes:
        """A piece of the file that begins at ``at``, zeros where signing changes it."""
        blank = bytearray(piece)
        for begin, end in self.places:
            for place in range(max(begin, at), min(end, at + len(piece))):
                blank[place - at] = 0
        return bytes(blank)


def look(file: BinaryIO, size: int) -> Outside:
    """Read the head of a file of ``size`` bytes; one that is no Windows program has nothing outside."""
    file.seek(0)
    head = file.read(_HEAD)
    try:
        (begin,) = struct.unpack_from("<I", head, 0x3C)
        if head[:2] != b"MZ" or head[begin : begin + 4] != b"PE\0\0":
            return Outside(size)
        optional = begin + 24
        (kind,) = struct.unpack_from("<H", head, optional)
        entry = optional + _KINDS[kind] + _SIGNATURE_ENTRY
        offset, length = struct.unpack_from("<II", head, entry)
    except (struct.error, KeyError):
        return Outside(size)
    checksum = optional + _CHECKSUM
    places = ((checksum, checksum + 4), (entry, entry + 8))
    signed = bool(length) and entry < offset < size and offset + length == size
    return Outside(offset if signed else size, places)
