"""A file of every released version opens; a failed upgrade leaves it as it was; models and migrations agree."""

import hashlib
from pathlib import Path

import pytest
import sqlalchemy as sa

from commgov_desktop import catalog  # noqa: F401
from commgov_desktop.errors import StorageTrouble
from commgov_desktop.store import engine as engines
from commgov_desktop.store import migrate
from commgov_desktop.store.record import Record

KEY = b"k" * 32


def _schema(connection: sa.Connection) -> set[str]:
    rows = connection.exec_driver_sql(
        "select type, name, tbl_name from sqlite_master where name not like 'sqlite_%'"
    )
    columns = set()
    for kind, name, table in rows.all():
        columns.add(f"{kind} {name} on {table}")
        if kind == "table" and name != "alembic_version":
            info = connection.exec_driver_sql(f"pragma table_info({name})").all()
            columns |= {f"{name}.{c[1]} {c[2]} notnull={c[3]} pk={c[5]}" for c in info}
            keys = connection.exec_driver_sql(f"pragma foreign_key_list({name})").all()
            columns |= {f"{name}.{k[3]} -> {k[2]}.{k[4]}" for k in keys}
    return columns - {"table alembic_version on alembic_version"}


def test_head_is_the_newest_migration() -> None:
    names = [
        path.stem for path in (Path(migrate.__file__).parent / "migrations" / "versions").glob("[0-9]*.py")
    ]
    assert max(names) == migrate.HEAD


def test_models_and_migrations_make_the_same_schema() -> None:
    by_models, by_scripts = sa.create_engine("sqlite://"), sa.create_engine("sqlite://")
    with by_models.begin() as one, by_scripts.begin() as other:
        Record.metadata.create_all(one)
        migrate.run_scripts(other, migrate.HEAD)
        made, migrated = _schema(one), _schema(other)
    by_models.dispose()
    by_scripts.dispose()
    assert made - migrated == set()
    assert migrated - made == set()


def test_migrations_import_nothing_of_the_program() -> None:
    for path in (Path(migrate.__file__).parent / "migrations" / "versions").glob("*.py"):
        assert "commgov" not in path.read_text("utf-8")


def _old_file(path: Path) -> None:
    migrate.create(path, KEY)
    connection = engines.connect(path, KEY)
    connection.execute("update alembic_version set version_num = '0000'")
    connection.execute("insert into accounts(name, role, active) values ('王敏', 'chair', 1)")
    connection.close()


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def test_an_upgrade_that_fails_half_way_leaves_the_file_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "office.db"
    _old_file(path)

    def half(connection: sa.Connection, _target: str) -> None:
        connection.exec_driver_sql("create table half (id integer)")
        connection.exec_driver_sql("delete from accounts")
        raise RuntimeError

    monkeypatch.setattr(migrate, "run_scripts", half)
    with pytest.raises(RuntimeError):
        migrate.upgrade(path, KEY, tmp_path / "kept")
    connection = engines.connect(path, KEY)
    assert connection.execute("select name from accounts").fetchall() == [("王敏",)]
    assert connection.execute("select count(*) from sqlite_master where name = 'half'").fetchone() == (0,)
    connection.close()
    assert migrate.version(path, KEY) == "0000"
    assert len(list((tmp_path / "kept").glob("*.db"))) == 1


def test_an_upgrade_keeps_every_row_and_puts_a_copy_aside(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "office.db"
    _old_file(path)

    def add(connection: sa.Connection, target: str) -> None:
        connection.exec_driver_sql("alter table accounts add column later text")
        connection.exec_driver_sql("update alembic_version set version_num = ?", (target,))

    monkeypatch.setattr(migrate, "run_scripts", add)
    assert migrate.upgrade(path, KEY, tmp_path / "kept")
    assert migrate.version(path, KEY) == migrate.HEAD
    kept = next((tmp_path / "kept").glob("*.db"))
    assert migrate.version(kept, KEY) == "0000"


def test_an_upgrade_that_would_break_links_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "office.db"
    _old_file(path)

    def orphan(connection: sa.Connection, _target: str) -> None:
        connection.exec_driver_sql("insert into entrances(building_id, name) values (77, '')")

    monkeypatch.setattr(migrate, "run_scripts", orphan)
    with pytest.raises(StorageTrouble):
        migrate.upgrade(path, KEY, tmp_path / "kept")
    assert migrate.version(path, KEY) == "0000"


def test_an_older_file_with_nothing_to_do_is_not_touched(tmp_path: Path) -> None:
    path = tmp_path / "office.db"
    migrate.create(path, KEY)
    before = _digest(path)
    assert not migrate.upgrade(path, KEY, tmp_path / "kept")
    assert _digest(path) == before
