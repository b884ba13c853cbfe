"""The single changes a merge makes besides the kept entry itself, written down so that each can be taken back."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Table, select, update
from sqlalchemy.orm import Session

from commgov_desktop.roster.duplicates.plain_values import back, plain
from commgov_desktop.roster.models import HEAD
from commgov_desktop.store.record import Record

_RELATION = ("residents", "relation")


@dataclass(frozen=True)
class Step:
    """One column of one row gets another value. Values are plain (``plain_values``)."""

    table: str
    row: int
    column: str
    before: Any
    after: Any

    @property
    def reverse(self) -> "Step":
        """The way back."""
        return Step(self.table, self.row, self.column, self.after, self.before)

    def written(self) -> list[Any]:
        """As it stands in ``Merge.links``."""
        return [self.table, self.row, self.column, self.before, self.after]


def read(written: Sequence[Any]) -> Step:
    """A step from ``Merge.links``."""
    table, row, column, before, after = written
    return Step(table, row, column, before, after)


def take(session: Session, steps: Iterable[Step]) -> None:
    """Make these changes. Heads of households step down before others step up: the file never knows two."""
    ordered = list(steps)
    session.flush()
    for step in ordered:
        if (step.table, step.column) == _RELATION:
            _set(session, step, "")
    for step in sorted(ordered, key=_place):
        _set(session, step, step.after)
    session.expire_all()


def _place(step: Step) -> int:
    if (step.table, step.column) != _RELATION:
        return 0
    return 2 if step.after == HEAD else 1


def _set(session: Session, step: Step, value: Any) -> None:
    table = table_named(step.table)
    column = table.c[step.column]
    session.execute(update(table).where(table.c.id == step.row).values({column: back(column, value)}))


def now(session: Session, step: Step) -> tuple[bool, Any]:
    """Whether the row of a step is still there, and what the column holds now."""
    table = table_named(step.table)
    row = session.execute(select(table.c[step.column]).where(table.c.id == step.row)).one_or_none()
    return (False, None) if row is None else (True, plain(row[0]))


def table_named(name: str) -> Table:
    """A table of the office file."""
    return Record.metadata.tables[name]
