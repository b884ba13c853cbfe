"""Opens the encrypted office file, and says in plain words why it cannot be opened or written.

The file is SQLCipher under a raw 256-bit key (no password derivation here: the keyring holds that).
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from time import monotonic
from typing import Any

from sqlalchemy import Engine, create_engine, event
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import QueuePool
from sqlcipher3 import dbapi2

from commgov_desktop.errors import StorageTrouble, UserError
from commgov_desktop.i18n import N_, _
from commgov_desktop.store import ballast

OLDEST_SQLITE = (3, 51, 3)
"""Before this release two connections at a checkpoint could damage a WAL file (sqlite.org, 2026-03)."""

_SETTINGS = (
    "cipher_log_level=NONE",  # a wrong key is answered with a sentence, not with lines on stderr
    "journal_mode=wal",
    "synchronous=full",  # what was said to be saved is there after the plug is pulled
    "foreign_keys=on",
    "temp_store=memory",
)

_FLEETING_SETTINGS = (
    "cipher_log_level=NONE",
    "journal_mode=off",  # whatever breaks off the making of such a copy, it is thrown away
    "synchronous=off",
    "temp_store=memory",
)
"""For a copy that lives for some seconds: through a log of its own every page would be written twice."""

_SENTENCES = {
    "full": N_(
        "The disk is full, so nothing was saved. Free some space or back up to another disk, then try again."
    ),
    "locked": N_("Another program is using the office file. Close it, then try again."),
    "damaged": N_(
        "The office file is damaged. Restore the last good backup; the damaged file is kept aside."
    ),
    "read-only": N_(
        "The office file may not be written. Ask for write permission on its folder, then try again."
    ),
    "missing": N_(
        "The office file could not be opened. Check that its folder is still there and may be read."
    ),
}

_KIND_OF_CODE = {
    13: "full",
    5: "locked",
    6: "locked",
    11: "damaged",
    26: "damaged",
    8: "read-only",
    10: "full",
    14: "missing",
}
"""SQLite's primary result codes: FULL, BUSY, LOCKED, CORRUPT, NOTADB, READONLY, IOERR, CANTOPEN."""

_CODE_OF_WORDS = {
    "disk is full": 13,
    "is locked": 5,
    "malformed": 11,
    "not a database": 26,
    "readonly": 8,
    "disk I/O": 10,
}
"""SQLite's own words; the driver's backup call raises errors without a code."""


def trouble(error: BaseException, path: Path | None = None) -> StorageTrouble | None:
    """What SQLite's error means for the clerk, or ``None`` when it is a fault of the program.

    ``path`` is the file that was to be opened: one that lies in a folder without write permission cannot be
    opened either, as SQLite keeps its log beside it.
    """
    origin = getattr(error, "orig", None) or error
    if not isinstance(origin, dbapi2.Error):
        return None
    told = next((code for words, code in _CODE_OF_WORDS.items() if words in str(origin)), 0)
    kind = _KIND_OF_CODE.get((getattr(origin, "sqlite_errorcode", 0) or told) & 0xFF)
    if kind == "missing" and path is not None and path.exists() and not os.access(path.parent, os.W_OK):
        kind = "read-only"
    return StorageTrouble(kind, _(_SENTENCES[kind])) if kind else None


@contextmanager
def in_plain_words(path: Path | None = None) -> Iterator[None]:
    """Turn SQLite's storage errors into ``StorageTrouble``; leave every other error as it is."""
    try:
        yield
    except (DBAPIError, dbapi2.Error) as error:
        if known := trouble(error, path):
            raise known from error
        if "FOREIGN KEY" in str(getattr(error, "orig", error)):
            raise UserError(
                _("Other records still refer to this one. Look at what hangs on it and take that away first.")
            ) from error
        raise


READING_CACHE, PASSING_CACHE, WRITING_CACHE = 8, 32, 64
"""Megabytes of pages a connection keeps: several read at once, one passes over whole tables, and an import writes to
pages everywhere. What does not fit is decrypted anew each time: a pass over the narrow index of 100,000 residents
takes 60 ms with less than 13 MB and 12 ms with more, over their whole rows 130 ms with less than 28 MB and 30 with more.
"""

MOST_PASSING_CACHE = 256
"""Megabytes that passing over whole tables may take of the machine, however large the file is."""


def connect(
    path: Path,
    key: bytes,
    *,
    wait_seconds: float = 5.0,
    cache: int = READING_CACHE,
    fleeting: bool = False,
) -> Any:
    """A bare connection to the encrypted file at ``path``. ``key`` is the 32-byte data key, ``cache`` in MB.

    ``fleeting``: to a copy that is thrown away when anything breaks off; nothing of it is flushed to the disk.
    On a full disk the room that is held in hand is given free and it is tried once more.
    Raises ``StorageTrouble`` when the file is locked, damaged, read-only or not openable.
    """
    settings = _FLEETING_SETTINGS if fleeting else _SETTINGS
    try:
        return _connect(path, key, wait_seconds, cache, settings)
    except StorageTrouble as trouble:
        if trouble.kind not in ("full", "missing") or not ballast.release(path):
            raise
    return _connect(path, key, wait_seconds, cache, settings)


def _connect(path: Path, key: bytes, wait_seconds: float, cache: int, settings: tuple[str, ...]) -> Any:
    assert dbapi2.sqlite_version_info >= OLDEST_SQLITE
    with in_plain_words(path):
        connection = dbapi2.connect(
            str(path), isolation_level=None, check_same_thread=False, timeout=wait_seconds
        )
        try:
            connection.execute(f"pragma key=\"x'{key.hex()}'\"")
            for setting in (*settings, f"cache_size={-1024 * cache}"):
                connection.execute("pragma " + setting)
            connection.execute("select count(*) from sqlite_master").fetchone()
        except BaseException:
            connection.close()
            raise
    return connection


COPY_WAITS = 30.0
"""Seconds a copy waits for a file that another program holds."""


def copy(source: Any, target: Any) -> None:
    """Copy a whole open file into another under the same key, while work goes on.

    The driver by itself tries for ever while either file is locked: here that ends after ``COPY_WAITS`` with
    ``StorageTrouble``.
    """
    began = monotonic()

    def watch(state: int, _left: int, _of: int) -> None:
        if state & 0xFF in (dbapi2.SQLITE_BUSY, dbapi2.SQLITE_LOCKED) and monotonic() - began > COPY_WAITS:
            raise StorageTrouble("locked", _(_SENTENCES["locked"]))

    source.backup(target, progress=watch, sleep=0.1)


def reading_engine(path: Path, key: bytes) -> Engine:
    """Connections for short reads: each read sees one moment of the file and ends before a form opens."""
    return _engine(path, key, "begin", READING_CACHE, connections=3, more=5)


def passing_engine(path: Path, key: bytes) -> Engine:
    """The one connection for lists and questions, which pass over whole tables again and again."""
    return _engine(path, key, "begin", _passing_cache(path), connections=1, more=0)


def _passing_cache(path: Path) -> int:
    """Megabytes in which what is passed over most has room: about a tenth of the file.

    Of 1,000,000 residents (2.4 GB) a question took 0.86 s with 32 MB and 0.78 s with 256 (p95 of 30; median 0.50 and 0.29).
    """
    size = path.stat().st_size >> 20 if path.exists() else 0
    return min(max(PASSING_CACHE, size // 10), MOST_PASSING_CACHE)


def writing_engine(path: Path, key: bytes) -> Engine:
    """The one connection that writes; it takes the write lock when it begins, never half-way."""
    return _engine(path, key, "begin immediate", WRITING_CACHE, connections=1, more=0)


def _engine(path: Path, key: bytes, begin: str, cache: int, *, connections: int, more: int) -> Engine:
    engine = create_engine(
        "sqlite://",
        module=dbapi2,
        creator=lambda: connect(path, key, cache=cache),
        poolclass=QueuePool,
        pool_size=connections,
        max_overflow=more,
    )
    event.listen(engine, "begin", lambda c: c.exec_driver_sql(begin))
    return engine
