"""What hangs on a resident in all the other ledgers, found from the file's own structure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Column, Index, Table, UniqueConstraint, and_, func, select, text
from sqlalchemy.orm import Session

from commgov_desktop.i18n import N_, _
from commgov_desktop.roster.duplicates.models import Merge, NotSame
from commgov_desktop.roster.models import Resident
from commgov_desktop.store import journal

_OWN = (NotSame.__tablename__, Merge.__tablename__)
"""What the finder itself keeps of a pair does not hang on a person."""

_WORDS: Mapping[str, str] = {
    "attachments": N_("Attached files"),
    "episodes": N_("Entries of the history"),
    "group_sheets": N_("Sheets in groups"),
    "grid_posts": N_("Posts in a grid"),
    "visits": N_("Visits"),
}
"""What is no ledger of its own and hangs on none."""


@dataclass(frozen=True)
class Tie:
    """A column that leads to residents. ``about`` says that its table names the other table beside it."""

    table: Table
    column: str
    about: bool = False

    def of(self, person: int) -> Any:
        """The condition for the rows that hang on this person."""
        mine = self.table.c[self.column] == person
        return and_(mine, self.table.c.table_name == Resident.__tablename__) if self.about else mine


def ties() -> list[Tie]:
    """Every way in which a row of any ledger can hang on a resident; a new ledger is found by itself."""
    found: list[Tie] = []
    for table in journal.journaled_tables():
        if table.name in _OWN:
            continue
        found += [Tie(table, column.name) for column in table.columns if _leads_to_residents(column)]
        if {"table_name", "row_id"} <= set(table.columns.keys()):
            found.append(Tie(table, "row_id", about=True))
    return found


def _leads_to_residents(column: Column[Any]) -> bool:
    return any(key.column.table.name == Resident.__tablename__ for key in column.foreign_keys)


@dataclass(frozen=True)
class Hanging:
    """So many rows of one kind hang on a person."""

    table: str
    words: str
    count: int


def hanging_on(session: Session, person: int, names: Mapping[str, str]) -> list[Hanging]:
    """What hangs on this person, by kind. ``names`` are the titles of the ledgers, by table."""
    found: dict[str, Hanging] = {}
    for tie in ties():
        count = session.scalar(select(func.count()).select_from(tie.table).where(tie.of(person))) or 0
        if count:
            known = found.get(tie.table.name)
            words = title(tie.table, names)
            found[tie.table.name] = Hanging(tie.table.name, words, count + (known.count if known else 0))
    return list(found.values())


def title(table: Table, names: Mapping[str, str]) -> str:
    """What rows of a table are called: its own title, or that of the ledger it is a part of."""
    if table.name in names:
        return names[table.name]
    if table.name in _WORDS:
        return _(_WORDS[table.name])
    for key in sorted(table.foreign_keys, key=lambda k: k.parent.name):
        other = key.column.table.name
        if other in names and other != Resident.__tablename__:
            return names[other]
    return table.name


# ---- what stands in the way ----------------------------------------------------------------------------


def rivals(session: Session, tie: Tie, kept: int, gone: int) -> list[tuple[int, int]]:
    """Rows of ``gone`` that cannot be led to ``kept`` because ``kept`` has the like: (row of gone, row of kept).

    Read from the unique constraints and unique indexes of the table.
    """
    found: list[tuple[int, int]] = []
    for columns, condition in _unique(tie.table):
        if tie.column not in columns:
            continue
        mine, theirs = tie.table.alias("mine"), tie.table.alias("theirs")
        query = select(theirs.c.id, mine.c.id).where(
            mine.c[tie.column] == kept, theirs.c[tie.column] == gone,
            *(mine.c[name] == theirs.c[name] for name in columns if name != tie.column),
        )  # fmt: skip
        if condition:
            held = select(tie.table.c.id).where(text(condition))
            query = query.where(mine.c.id.in_(held), theirs.c.id.in_(held))
        found += [(row[0], row[1]) for row in session.execute(query)]
    return list(dict.fromkeys(found))


def _unique(table: Table) -> Sequence[tuple[tuple[str, ...], str]]:
    """What may stand only once in a table: the columns, and for which rows it holds (empty: for all)."""
    found: list[tuple[tuple[str, ...], str]] = []
    for constraint in table.constraints:
        if isinstance(constraint, UniqueConstraint):
            found.append((tuple(c.name for c in constraint.columns), ""))
    index: Index
    for index in table.indexes:
        if index.unique:
            where = index.dialect_options["sqlite"].get("where")
            found.append((tuple(c.name for c in index.columns), str(where) if where is not None else ""))
    found += [((c.name,), "") for c in table.columns if c.unique]
    return list(dict.fromkeys(found))


def both_in(session: Session, kept: int, gone: int, names: Mapping[str, str]) -> list[tuple[Table, int]]:
    """Tables in whose records both stand (two sides of one dispute), with how many records that are."""
    found: list[tuple[Table, int]] = []
    for tie in ties():
        for parent in _parents(tie.table) if tie.table.name not in names else ():
            mine, theirs = tie.table.alias("mine"), tie.table.alias("theirs")
            query = select(func.count(mine.c[parent].distinct())).where(
                mine.c[parent] == theirs.c[parent], mine.c[tie.column] == kept, theirs.c[tie.column] == gone
            )
            if count := session.scalar(query):
                found.append((tie.table, count))
    return found


def _parents(table: Table) -> list[str]:
    """Columns that make a row a part of another record; where both stand in one, a clerk should know."""
    return [
        key.parent.name
        for key in table.foreign_keys
        if not key.parent.nullable and key.column.table.name != Resident.__tablename__
    ]
