"""A tiny office with a real encrypted database and a real keyring, for the backup's tests."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlcipher3 import dbapi2

from commgov_desktop.paths import Places
from commgov_desktop.store import keyring


def connect(path: Path, key: bytes) -> Any:
    connection = dbapi2.connect(str(path), isolation_level=None)
    connection.execute(f"pragma key=\"x'{key.hex()}'\"")
    connection.execute("pragma journal_mode=wal")
    return connection


@dataclass
class SmallOffice:
    """Fulfils ``BackupSource`` with the fewest means."""

    places: Places
    data_key: bytes
    secret: str
    office_name: str = "红星社区"
    schema_version: str = "0001"
    clerk: str = "王敏"

    @property
    def keyring_bytes(self) -> bytes:
        return self.places.keyring.read_bytes()

    @property
    def scratch(self) -> Path:
        self.places.scratch.mkdir(exist_ok=True)
        return self.places.scratch

    def snapshot(self, to: Path) -> None:
        source, target = connect(self.places.database, self.data_key), connect(to, self.data_key)
        source.backup(target)
        target.execute("pragma journal_mode=delete")
        source.close()
        target.close()

    def do(self, statement: str) -> list[Any]:
        connection = connect(self.places.database, self.data_key)
        rows: list[Any] = connection.execute(statement).fetchall()
        connection.close()
        return rows

    def residents(self) -> int:
        return int(self.do("select count(*) from residents")[0][0])


def make_office(folder: Path, residents: int = 200, pages: int = 0) -> SmallOffice:
    places = Places(folder).make()
    opened = keyring.create(places.keyring, keyring.new_office_id(), 1, "王敏", "practice", quick=True)
    connection = connect(places.database, opened.data_key)
    connection.executescript("""
        begin;
        create table residents (id integer primary key, name text not null, note blob);
        create table households (id integer primary key, address text);
        create virtual table words using fts5(t, content='', contentless_delete=1, detail=none);
    """)
    rows = [(n, f"王小{n}", bytes(pages)) for n in range(1, residents + 1)]
    connection.executemany("insert into residents values (?, ?, ?)", rows)
    connection.executemany("insert into households values (?, ?)", [(n, "1号楼") for n in range(1, 51)])
    connection.executemany(
        "insert into words(rowid, t) values (?, ?)", [(n, name) for n, name, _note in rows]
    )
    connection.execute("commit")
    connection.close()
    return SmallOffice(places, opened.data_key, opened.recovery_key)
