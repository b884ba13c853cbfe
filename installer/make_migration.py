"""Writes the migration that brings the last released schema to the models of today.

    .venv/bin/python -m installer.make_migration "What changed for the clerk"

Read what it wrote before committing it: additive steps only, no batch mode (it deletes child rows on SQLite).
Then raise ``HEAD`` in commgov_desktop/store/migrate.py to the new number.
"""

import sys
from pathlib import Path

import sqlalchemy as sa
from alembic.autogenerate import produce_migrations, render_python_code
from alembic.runtime.migration import MigrationContext

from commgov_desktop import catalog  # noqa: F401  (imports every model)
from commgov_desktop.store import migrate
from commgov_desktop.store.record import Moment, Record

VERSIONS = Path(migrate.__file__).parent / "migrations" / "versions"
HEAD = '''"""{message}"""

import sqlalchemy as sa
from alembic import op

revision = "{number}"
down_revision = {before}


def upgrade() -> None:
    {body}
'''


def last() -> str | None:
    """The newest migration there is."""
    return max((path.stem[:4] for path in VERSIONS.glob("[0-9]*.py")), default=None)


def render_item(kind: str, thing: object, _context: object) -> str | bool:
    """Migrations import nothing of the program: its own column types are written as what SQLite keeps."""
    return "sa.DateTime()" if kind == "type" and isinstance(thing, Moment) else False


def write(message: str) -> Path:
    """Compare and write. Gives the new file."""
    before = last()
    engine = sa.create_engine("sqlite://")
    with engine.connect() as connection:
        if before:
            migrate.run_scripts(connection, before)
        options = {"target_metadata": Record.metadata, "render_item": render_item}
        context = MigrationContext.configure(connection, opts=options)
        script = produce_migrations(context, Record.metadata)
        assert script.upgrade_ops is not None
        body = render_python_code(script.upgrade_ops, render_item=render_item, migration_context=context)
    engine.dispose()
    number = f"{int(before or 0) + 1:04}"
    path = VERSIONS / f"{number}.py"
    path.write_text(HEAD.format(message=message, number=number, before=repr(before), body=body), "utf-8")
    return path


if __name__ == "__main__":
    print(write(sys.argv[1]))  # noqa: T201
