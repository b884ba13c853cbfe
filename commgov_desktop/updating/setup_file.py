"""Reads the seal at the end of a setup file: which version it is, what is new, and that the office's maker made it.

The seal is appended to the file: a JSON object in UTF-8, an Ed25519 signature (RFC 8032) of 64 bytes over the
opening word and that object, the object's length as four bytes (little endian), and the closing word. The object
names the SHA-256 and the size of all that stands before it. Windows and the setup file itself do not mind what
stands behind their own end. A certificate's signature may be added later: it stands behind the seal (see
``windows_file``).
"""

import hashlib
import json
import struct
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from commgov_desktop.errors import UserError
from commgov_desktop.i18n import _
from commgov_desktop.updating import windows_file

OPENING = b"commgov-desktop setup 1\n"
CLOSING = b"commgov-setup-1\n"
_SIGNATURE = 64
_TAIL = _SIGNATURE + 4 + len(CLOSING)
MOST_WORDS = 64 * 1024
"""Bytes of the JSON object at most; more is no seal of ours."""
_PIECE = 1024 * 1024

Progress = Callable[[int, int], None]


class SetupRefused(UserError):
    """The file is not used; nothing was changed."""


class NoSetupFile(SetupRefused):
    """Not a setup file of this program, or one that was never sealed."""

    def __init__(self) -> None:
        super().__init__(_("This file is not a setup file of this program. Nothing was changed."))


class UntrustedSetupFile(SetupRefused):
    """Its seal was not made by the maker of this program."""

    def __init__(self) -> None:
        super().__init__(
            _("This setup file was not made by the maker of this program. Do not use it; report it.")
        )


class DamagedSetupFile(SetupRefused):
    """It is not, byte for byte, what was sealed."""

    def __init__(self) -> None:
        super().__init__(
            _("This setup file is damaged. Copy it onto the stick once more; nothing was changed.")
        )


@dataclass(frozen=True)
class Release:
    """What a seal says. ``news`` are sentences for the clerk; ``sha256`` in hex and ``size`` in bytes of what it seals."""

    version: str
    made_on: str
    news: tuple[str, ...]
    sha256: str
    size: int

    @property
    def numbers(self) -> tuple[int, ...]:
        """The version for comparing."""
        return numbers(self.version)


def numbers(version: str) -> tuple[int, ...]:
    """``1.10.0`` as (1, 10): compared as numbers, zeros at the end say nothing. Raises ``ValueError``."""
    found = [int(part) for part in version.split(".")]
    while found and found[-1] == 0:
        found.pop()
    return tuple(found)


def words_of(release: Release) -> bytes:
    """The JSON object that is signed, with blanks so that a certificate's signature can follow the seal at once."""
    plain = {
        "version": release.version,
        "made_on": release.made_on,
        "news": list(release.news),
        "sha256": release.sha256,
        "size": release.size,
    }
    words = json.dumps(plain, ensure_ascii=False, sort_keys=True).encode()
    return words + b" " * (-(release.size + len(words) + _TAIL) % 8)


def seal_of(words: bytes, signature: bytes) -> bytes:
    """What is appended to the file."""
    return words + signature + struct.pack("<I", len(words)) + CLOSING


def read(path: Path, keys: Sequence[bytes]) -> Release:
    """What the seal says, its signature proven by one of ``keys`` (32 bytes each); the file itself is not read yet.

    Raises ``NoSetupFile``, ``UntrustedSetupFile``, ``DamagedSetupFile`` and ``OSError``.
    """
    with path.open("rb") as file:
        size = windows_file.look(file, path.stat().st_size).end
        file.seek(max(0, size - _TAIL))
        tail = file.read(min(size, _TAIL))
        if len(tail) < _TAIL or not tail.endswith(CLOSING):
            raise NoSetupFile
        length = struct.unpack("<I", tail[_SIGNATURE : _SIGNATURE + 4])[0]
        if length > min(MOST_WORDS, size - _TAIL):
            raise NoSetupFile
        file.seek(size - _TAIL - length)
        words = file.read(length)
    if not _is_signed(words, tail[:_SIGNATURE], keys):
        raise UntrustedSetupFile
    release = _from_words(words)
    if release.size != size - _TAIL - length:
        raise DamagedSetupFile
    return release


def prove(path: Path, keys: Sequence[bytes], progress: Progress | None = None) -> Release:
    """As ``read``, and every byte of the file is what was sealed. ``progress(done, total)`` in bytes."""
    release = read(path, keys)
    if digest_of(path, release.size, progress) != release.sha256:
        raise DamagedSetupFile
    return release


def digest_of(path: Path, size: int, progress: Progress | None = None) -> str:
    """SHA-256 in hex of the first ``size`` bytes, without the places a certificate's signature changes."""
    digest, done = hashlib.sha256(), 0
    with path.open("rb") as file:
        outside = windows_file.look(file, path.stat().st_size)
        file.seek(0)
        while done < size and (piece := file.read(min(_PIECE, size - done))):
            digest.update(outside.blanked(piece, done))
            done += len(piece)
            if progress:
                progress(done, size)
    return digest.hexdigest()


def _is_signed(words: bytes, signature: bytes, keys: Sequence[bytes]) -> bool:
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    for key in keys:
        try:
            Ed25519PublicKey.from_public_bytes(key).verify(signature, OPENING + words)
        except (InvalidSignature, ValueError):
            continue
        return True
    return False


def _from_words(words: bytes) -> Release:
    try:
        plain = json.loads(words)
        release = Release(
            str(plain["version"]),
            str(plain["made_on"]),
            tuple(str(line) for line in plain["news"]),
            str(plain["sha256"]),
            int(plain["size"]),
        )
        numbers(release.version)
    except (ValueError, KeyError, TypeError, RecursionError):
        raise NoSetupFile from None
    return release


def trusted_keys(file: Path) -> list[bytes]:
    """The makers' public keys of an installed program, one in hex a line; none where the file is not there."""
    try:
        lines = file.read_text("ascii").split()
        return [key for key in map(bytes.fromhex, lines) if len(key) == 32]
    except (OSError, ValueError):
        return []
