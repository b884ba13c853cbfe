"""Opening a copy of the database to see that it is sound and to count what is in it; nothing is written."""

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import closing, suppress
from pathlib import Path
from typing import Any, TypeVar

from sqlcipher3 import dbapi2

from commgov_desktop.backup.manifest import DamagedBackup

T = TypeVar("T")


def examine(copy: Path, data_key: bytes) -> dict[str, int]:
    """Check every page's seal and the structure, then count the records of every table.

    ``copy`` must be a whole file that nobody writes to. Raises ``DamagedBackup``.
    """
    with Examination(copy, data_key) as checks:
        counts = checks.counts()
        checks.finish()
    return counts


class Examination:
    """The same in three parts, so that the copy can be written to its stick while it is still being looked at.

    Seals, structure and counts have a connection each and need no turn of Python's: they run side by side.
    """

    def __init__(self, copy: Path, data_key: bytes) -> None:
        self._copy, self._key = copy, data_key
        self._threads = ThreadPoolExecutor(2, "examination")
        self._checks: list[Future[None]] = []
        self._asked: list[Any] = []

    def __enter__(self) -> "Examination":
        self._checks = [self._threads.submit(self._ask, check) for check in (_seals, _structure)]
        return self

    def __exit__(self, kind: object, _error: object, _where: object) -> None:
        for connection in self._asked if kind is not None else ():
            with suppress(dbapi2.Error):
                connection.interrupt()  # nobody wants to know any more
        self._threads.shutdown(cancel_futures=True)

    def counts(self) -> dict[str, int]:
        """The records of every table. Raises ``DamagedBackup``."""
        return self._ask(_counts)

    def finish(self) -> None:
        """Wait for the seals and the structure. Raises ``DamagedBackup``."""
        for check in self._checks:
            check.result()

    def _ask(self, question: Callable[[Any], T]) -> T:
        try:
            with closing(_open(self._copy, self._key)) as connection:
                self._asked.append(connection)
                return question(connection)
        except dbapi2.Error:
            raise DamagedBackup from None


def _open(copy: Path, data_key: bytes) -> Any:
    # Immutable: neither a journal nor a shared-memory file is made beside the copy.
    connection = dbapi2.connect(
        f"{copy.absolute().as_uri()}?mode=ro&immutable=1",
        uri=True,
        isolation_level=None,
        check_same_thread=False,
    )
    try:
        connection.execute(f"pragma key=\"x'{data_key.hex()}'\"")
        connection.execute("pragma cipher_log_level=NONE")
        connection.execute("pragma cache_size=-8192")
        connection.execute("select count(*) from sqlite_master").fetchone()
    except BaseException:
        connection.close()
        raise
    return connection


def _seals(connection: Any) -> None:
    if connection.execute("pragma cipher_integrity_check").fetchall():
        raise DamagedBackup


def _structure(connection: Any) -> None:
    if connection.execute("pragma quick_check(1)").fetchall() != [("ok",)]:
        raise DamagedBackup


def _counts(connection: Any) -> dict[str, int]:
    """Tables of records only; what a search index keeps in tables of its own says nothing to a clerk."""
    rows = connection.execute("select name from pragma_table_list where type = 'table' and schema = 'main'")
    names = sorted(name for (name,) in rows if not name.startswith("sqlite_"))
    quoted = [(name, name.replace('"', '""')) for name in names]
    return {name: connection.execute(f'select count(*) from "{safe}"').fetchone()[0] for name, safe in quoted}
