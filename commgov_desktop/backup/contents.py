"""Opening a copy of the database to see that it is sound and to count what is in it; nothing is written."""

from pathlib import Path
from typing import Any

from sqlcipher3 import dbapi2

from commgov_desktop.backup.manifest import DamagedBackup


def examine(copy: Path, data_key: bytes) -> dict[str, int]:
    """Check every page's seal and the structure, then count the records of every table.

    ``copy`` must be a whole file that nobody writes to. Raises ``DamagedBackup``.
    """
    try:
        connection = _open(copy, data_key)
    except dbapi2.Error:
        raise DamagedBackup from None
    try:
        _check(connection)
        return _counts(connection)
    except dbapi2.Error:
        raise DamagedBackup from None
    finally:
        connection.close()


def _open(copy: Path, data_key: bytes) -> Any:
    # Immutable: neither a journal nor a shared-memory file is made beside the copy.
    connection = dbapi2.connect(
        f"{copy.absolute().as_uri()}?mode=ro&immutable=1", uri=True, isolation_level=None
    )
    try:
        connection.execute(f"pragma key=\"x'{data_key.hex()}'\"")
        connection.execute("pragma cipher_log_level=NONE")
        connection.execute("pragma cache_size=-16384")
        connection.execute("select count(*) from sqlite_master").fetchone()
    except BaseException:
        connection.close()
        raise
    return connection


def _check(connection: Any) -> None:
    if connection.execute("pragma cipher_integrity_check").fetchall():
        raise DamagedBackup
    if connection.execute("pragma quick_check(1)").fetchall() != [("ok",)]:
        raise DamagedBackup


def _counts(connection: Any) -> dict[str, int]:
    """Tables of records only; what a search index keeps in tables of its own says nothing to a clerk."""
    rows = connection.execute("select name from pragma_table_list where type = 'table' and schema = 'main'")
    names = sorted(name for (name,) in rows if not name.startswith("sqlite_"))
    quoted = [(name, name.replace('"', '""')) for name in names]
    return {name: connection.execute(f'select count(*) from "{safe}"').fetchone()[0] for name, safe in quoted}
