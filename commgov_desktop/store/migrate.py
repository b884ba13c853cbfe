"""Brings an office file of an earlier release up to this one, or refuses a newer one with a sentence.

A file is upgraded in one transaction after a verified copy was put aside; if anything goes wrong the file
is as it was. Migrations import nothing of the program, so that they mean the same in ten years.
"""

import shutil
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, text
from sqlcipher3 import dbapi2

from commgov_desktop import clock
from commgov_desktop.errors import StorageTrouble
from commgov_desktop.i18n import N_, _
from commgov_desktop.store import engine as engines
from commgov_desktop.store.record import Record

HEAD = "0003"
"""The newest migration in ``migrations/versions``; a test holds it to the folder."""

_VERSIONS = Path(__file__).parent / "migrations"


def create(path: Path, key: bytes) -> None:
    """A new, empty office file at ``path``. Every model must have been imported (the catalogue does)."""
    engine = engines.writing_engine(path, key)
    try:
        with engines.in_plain_words(), engine.begin() as connection:
            Record.metadata.create_all(connection)
            connection.execute(text("create table alembic_version (version_num varchar(32) primary key)"))
            connection.execute(text("insert into alembic_version values (:head)"), {"head": HEAD})
    finally:
        engine.dispose()


def rehearse(path: Path, key: bytes) -> None:
    """A new file made by the upgrade scripts alone, as if the oldest release's were brought up to this one."""
    engine = engines.writing_engine(path, key)
    try:
        with engines.in_plain_words(), engine.begin() as connection:
            connection.exec_driver_sql("create table alembic_version (version_num varchar(32) primary key)")
    finally:
        engine.dispose()
    _run(path, key, HEAD)


def version(path: Path, key: bytes) -> str:
    """The schema version of the file, e.g. ``0001``. Raises ``StorageTrouble`` if it is no office file."""
    connection = engines.connect(path, key)
    try:
        row = connection.execute("select version_num from alembic_version").fetchone()
    except dbapi2.Error as error:
        raise StorageTrouble("damaged", _(_NOT_OURS)) from error
    finally:
        connection.close()
    if row is None:
        raise StorageTrouble("damaged", _(_NOT_OURS))
    return str(row[0])


_NOT_OURS = N_("This file holds no office data. Restore the last good backup.")


def upgrade(path: Path, key: bytes, keep_in: Path) -> bool:
    """Upgrade the file to ``HEAD`` if it is older. Gives whether anything was done.

    The state before is kept in ``keep_in``. Raises ``StorageTrouble`` of kind ``newer`` when the file was
    written by a newer program; then nothing is touched.
    """
    found = version(path, key)
    if found == HEAD:
        return False
    if found > HEAD:
        raise StorageTrouble(
            "newer",
            _(
                "This office file was written by a newer version of the program. Install that version to open it."
            ),
        )
    _put_copy_aside(path, key, keep_in)
    _run(path, key, HEAD)
    return True


def _put_copy_aside(path: Path, key: bytes, keep_in: Path) -> None:
    keep_in.mkdir(parents=True, exist_ok=True)
    copy = keep_in / f"before-upgrade-{clock.local(clock.now()):%Y%m%d-%H%M%S}.db"
    source, target = engines.connect(path, key), engines.connect(copy, key)
    try:
        engines.copy(source, target)
        target.execute("pragma journal_mode=delete")
        _check(target)
    except BaseException:
        target.close()
        copy.unlink(missing_ok=True)
        raise
    finally:
        source.close()
        target.close()
    shutil.copystat(path, copy)


def _check(connection: Any) -> None:
    if connection.execute("pragma quick_check").fetchone()[0] != "ok":
        raise StorageTrouble("damaged", _("The office file is damaged. Restore the last good backup."))


def _run(path: Path, key: bytes, target: str) -> None:
    """Run the migrations up to ``target`` in one transaction, foreign keys off while tables are rebuilt."""
    engine = engines.writing_engine(path, key)
    try:
        with engines.in_plain_words(), engine.connect() as connection:
            connection.exec_driver_sql("pragma foreign_keys=off")
            connection.commit()
            connection.connection.driver_connection.execute("pragma foreign_keys=off")  # type: ignore[union-attr]
            with connection.begin():
                run_scripts(connection, target)
                if connection.exec_driver_sql("pragma foreign_key_check").first():
                    raise StorageTrouble(
                        "damaged", _("The upgrade found records that contradict each other.")
                    )
    finally:
        engine.dispose()


def run_scripts(connection: Connection, target: str) -> None:
    """Apply the migration scripts between the file's version and ``target`` on an open transaction."""
    from alembic.config import Config
    from alembic.operations import Operations
    from alembic.runtime.migration import MigrationContext
    from alembic.script import ScriptDirectory

    config = Config()
    config.set_main_option("script_location", str(_VERSIONS))
    config.set_main_option("path_separator", "os")
    scripts = ScriptDirectory.from_config(config)
    context = MigrationContext.configure(
        connection,
        opts={"fn": lambda rev, _context: scripts._upgrade_revs(target, rev), "transactional_ddl": False},
    )
    with Operations.context(context):
        context.run_migrations()
