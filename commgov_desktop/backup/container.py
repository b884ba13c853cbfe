"""The backup file itself: an age file (age-encryption.org/v1) around a tar with four members.

Any age tool with the recovery key opens it, any tar tool unpacks it: ``age -d -i key.txt copy.age | tar x``.
The list comes first, then its seal, the keyring and the database, which is still encrypted under the data key.
Everything streams through in small pieces, so the size of the office does not matter to the memory.
"""

import hashlib
import tarfile
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Protocol

from commgov_desktop.backup.manifest import (
    DamagedBackup,
    ForeignBackup,
    Manifest,
    is_sealed,
    read_manifest,
)
from commgov_desktop.backup.medium import PIECE, Sink, Source

MANIFEST, SEAL, KEYRING, DATABASE = "manifest.json", "manifest.seal", "keyring.json", "office.db"
MEMBERS = (MANIFEST, SEAL, KEYRING, DATABASE)
BLOCK = 512
_SMALL = 8 << 20
"""No list and no keyring is larger, in bytes; a larger one is not even read."""


class Writable(Protocol):
    """Something the database can be written into."""

    def write(self, content: bytes, /) -> int: ...


# ---- packing ----------------------------------------------------------------------------------------


def pack(
    small: Iterable[tuple[str, bytes]], database: Path, made_at: int, public_key: str, sink: Sink
) -> None:
    """Encrypt a tar of ``small`` and the database into ``sink``. ``made_at``: seconds since 1970, UTC.

    Raises what the writing raised: ``OSError`` of the medium, ``Cancelled``.
    """
    import pyrage

    reader = _Pieces(_tar(small, database, made_at))
    try:
        pyrage.encrypt_io(reader, sink, [pyrage.x25519.Recipient.from_str(public_key)])
    except (pyrage.EncryptError, OSError) as trouble:
        raise (sink.trouble or reader.trouble or trouble) from None


def packed_size(sizes: Iterable[int]) -> int:
    """Bytes of the finished file at most, from the sizes of its members."""
    tar = sum(BLOCK + -(-size // BLOCK) * BLOCK for size in sizes) + 20 * BLOCK
    return tar + (tar // 65536 + 1) * 16 + 1024


def _tar(small: Iterable[tuple[str, bytes]], database: Path, made_at: int) -> Iterator[bytes]:
    for name, content in small:
        yield _head(name, len(content), made_at) + content + _padding(len(content))
    size = database.stat().st_size
    yield _head(DATABASE, size, made_at)
    with database.open("rb") as file:
        while piece := file.read(PIECE):
            yield piece
    yield _padding(size) + bytes(2 * BLOCK)


def _head(name: str, size: int, made_at: int) -> bytes:
    info = tarfile.TarInfo(name)
    info.size, info.mtime, info.mode = size, made_at, 0o600
    return info.tobuf(tarfile.GNU_FORMAT)


def _padding(size: int) -> bytes:
    return bytes(-size % BLOCK)


class _Pieces:
    """Pieces of any size, read as pyrage likes to read them."""

    def __init__(self, pieces: Iterator[bytes]) -> None:
        self._pieces = pieces
        self._rest = memoryview(b"")
        self.trouble: BaseException | None = None

    def read(self, size: int = -1, /) -> bytes:
        try:
            while not self._rest:
                self._rest = memoryview(next(self._pieces))
        except StopIteration:
            return b""
        except BaseException as trouble:
            self.trouble = trouble
            raise
        size = len(self._rest) if size < 0 else size
        taken, self._rest = bytes(self._rest[:size]), self._rest[size:]
        return taken


# ---- unpacking --------------------------------------------------------------------------------------


class _Enough(Exception):
    """The list has been read and nothing more was wanted."""


class Unpacked:
    """What comes out of a backup while it is decrypted; nothing is taken that the sealed list does not name.

    The database goes into ``database`` (an open file) or, without one, only through its hash.
    """

    def __init__(self, secret: str, database: Writable | None = None, list_only: bool = False) -> None:
        self._secret = secret
        self._database = database
        self._list_only = list_only
        self._buffer = bytearray()
        self._position = 0
        self._left = 0
        self._padding = 0
        self._hash = hashlib.sha256()
        self._zeros = 0
        self.small: dict[str, bytes] = {}
        self.manifest: Manifest | None = None
        self.trouble: BaseException | None = None

    def write(self, content: bytes) -> int:
        """Take the next decrypted piece."""
        try:
            self._buffer += content
            while self._step():
                pass
        except BaseException as trouble:
            self.trouble = trouble
            raise
        return len(content)

    def flush(self) -> None:
        """Nothing to do; pyrage may ask."""

    def finish(self) -> Manifest:
        """The list, once every member has come whole. Raises ``DamagedBackup``."""
        if self.manifest is None or self._position != len(MEMBERS) or self._buffer or self._zeros < 2 * BLOCK:
            raise DamagedBackup
        return self.manifest

    def _step(self) -> bool:
        """Take one thing out of the buffer: a piece of a member, its padding, or the head of the next."""
        if self._left:
            return self._take_content()
        if self._padding:
            return self._take_padding()
        if self._position == len(MEMBERS):
            return self._take_end()
        return self._take_head()

    def _take_head(self) -> bool:
        if len(self._buffer) < BLOCK:
            return False
        try:
            info = tarfile.TarInfo.frombuf(bytes(self._buffer[:BLOCK]), "utf-8", "strict")
        except (tarfile.HeaderError, ValueError):
            raise DamagedBackup from None
        del self._buffer[:BLOCK]
        self._expect(info)
        self._left, self._padding = info.size, -info.size % BLOCK
        self._hash = hashlib.sha256()
        return True

    def _expect(self, info: tarfile.TarInfo) -> None:
        """Only the four members, in their order, as large as the list says and none of them empty."""
        name = MEMBERS[self._position]
        if info.name != name or not info.isreg() or info.size <= 0:
            raise DamagedBackup
        if name != DATABASE and info.size > _SMALL:
            raise DamagedBackup
        if self.manifest is not None and self.manifest.member(name).size != info.size:
            raise DamagedBackup
        if name != DATABASE:
            self.small[name] = b""

    def _take_content(self) -> bool:
        if not self._buffer:
            return False
        name = MEMBERS[self._position]
        if name != DATABASE and len(self._buffer) < self._left:
            return False
        piece = bytes(self._buffer[: self._left])
        del self._buffer[: len(piece)]
        self._hash.update(piece)
        self._left -= len(piece)
        if name != DATABASE:
            self.small[name] = piece
        elif self._database is not None:
            self._database.write(piece)
        if not self._left:
            self._member_complete(name)
        return True

    def _member_complete(self, name: str) -> None:
        self._position += 1
        if name == SEAL:
            self._believe_list()
        elif self.manifest is not None and self.manifest.member(name).sha256 != self._hash.hexdigest():
            raise DamagedBackup

    def _believe_list(self) -> None:
        if not is_sealed(self.small[MANIFEST], self.small[SEAL], self._secret):
            raise DamagedBackup
        self.manifest = read_manifest(self.small[MANIFEST])
        if self._list_only:
            raise _Enough

    def _take_padding(self) -> bool:
        taken = self._buffer[: self._padding]
        del self._buffer[: len(taken)]
        self._padding -= len(taken)
        if any(taken):
            raise DamagedBackup
        return bool(taken)

    def _take_end(self) -> bool:
        self._zeros += len(self._buffer)
        if any(self._buffer):
            raise DamagedBackup
        self._buffer.clear()
        return False


def unpack(source: Source, secret: str, into: Unpacked) -> Manifest:
    """Decrypt all of ``source`` with the recovery key and check every member against the sealed list.

    Raises ``BackupRefused``, ``OSError`` of the medium, ``Cancelled``.
    """
    _decrypt(source, secret, into)
    return into.finish()


def read_list(source: Source, secret: str) -> Manifest:
    """The list alone, from the first pieces of the file. Raises ``BackupRefused`` and ``OSError``."""
    into = Unpacked(secret, list_only=True)
    with suppress(_Enough):
        _decrypt(source, secret, into)
    if into.manifest is None:
        raise DamagedBackup
    return into.manifest


def _decrypt(source: Source, secret: str, into: Unpacked) -> None:
    import pyrage

    try:
        pyrage.decrypt_io(source, into, [pyrage.x25519.Identity.from_str(secret)])
    except (pyrage.DecryptError, OSError) as trouble:
        if known := source.trouble or into.trouble:
            raise known from None
        if "No matching keys" in str(trouble):
            raise ForeignBackup from None
        raise DamagedBackup from None
