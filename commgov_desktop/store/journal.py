"""Writes down every change with who, when and what it was before; takes an action back from those notes.

One mechanism gives undo, the audit trail and the news, so they cannot disagree: temporary triggers on
the one writing connection note the row before and after, whoever changed it and by whatever statement.
A change outside a named action is refused by the database itself.
"""

import hashlib
import json
from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from itertools import islice
from json.encoder import encode_basestring as _quoted
from operator import lt
from typing import Any

from sqlalchemy import ForeignKey, Index, LargeBinary, Table, Text, func, select, text
from sqlalchemy.orm import Mapped, Session, mapped_column

from commgov_desktop import clock
from commgov_desktop.store.record import Record

_FIRST_HASH = "0" * 64


class Action(Record):
    """One clerk's action: a saved form, an import, a merge, an undo, a print that is on record."""

    __tablename__ = "actions"
    journaled = False

    at: Mapped[datetime]
    account_id: Mapped[int | None]
    account_name: Mapped[str]
    kind: Mapped[str]
    """``do``, ``undo``, ``redo``, or ``note`` (nothing changed: a print, an export, a look at a full number)."""
    label: Mapped[str]
    subject: Mapped[str] = mapped_column(default="")
    """What a note is about, as ``table:id``."""
    final: Mapped[bool] = mapped_column(default=False)
    """Cannot be undone, only answered by another action (a numbered paper that has left the office)."""
    undoes_id: Mapped[int | None] = mapped_column(ForeignKey("actions.id"))
    undone_by_id: Mapped[int | None]
    row_count: Mapped[int] = mapped_column(default=0)
    previous_hash: Mapped[str]
    hash: Mapped[str] = mapped_column(default="")


class Change(Record):
    """One row of one table, before and after one action."""

    __tablename__ = "changes"
    __table_args__ = (
        Index("ix_changes_row", "table_name", "row_id"),
        Index("ix_changes_removed", "table_name", "action_id", sqlite_where=text("after is null")),
    )
    journaled = False

    action_id: Mapped[int] = mapped_column(ForeignKey("actions.id"), index=True)
    table_name: Mapped[str]
    row_id: Mapped[int]
    before: Mapped[str | None] = mapped_column(Text)
    """JSON of the changed columns as they were; empty for a new row."""
    after: Mapped[str | None] = mapped_column(Text)
    """JSON of the changed columns as they are; empty for a removed row."""


def json_object(kept: Any) -> dict[str, Any]:
    """What a JSON column of objects held, as a change has it: JSON once more, in a text; nothing is an empty one."""
    found = json.loads(kept) if isinstance(kept, str) and kept else kept
    return found if isinstance(found, dict) else {}


def written_at(session: Session, table: str, row: int, column: str) -> datetime | None:
    """When a column of a row was written last; ``None`` where no action tells."""
    query = (
        select(Action.at)
        .join(Change, Change.action_id == Action.id)
        .where(
            Change.table_name == table,
            Change.row_id == row,
            func.json_type(Change.after, f'$."{column}"').is_not(None),
        )
    )
    return session.scalar(query.order_by(Change.id.desc()).limit(1))


def journaled_tables() -> list[Table]:
    """Every table whose changes are noted, in an order that respects foreign keys."""
    off = {m.local_table for m in Record.registry.mappers if not m.class_.journaled}
    return [t for t in Record.metadata.sorted_tables if t not in off]


def _json_of(table: Table, row: str) -> str:
    pairs = (f"'{c.name}', {_plain(c.name, row, table)}" for c in table.columns)
    return f"json_object({', '.join(pairs)})"


def _plain(column: str, row: str, table: Table) -> str:
    value = f'{row}."{column}"'
    return f"hex({value})" if isinstance(table.c[column].type, LargeBinary) else value


def _changed_columns(table: Table, row: str) -> str:
    parts = (
        f'select \'{c.name}\' k, {_plain(c.name, row, table)} v where old."{c.name}" is not new."{c.name}"'
        for c in table.columns
    )
    return f"(select json_group_object(k, v) from ({' union all '.join(parts)}))"


def _trigger(table: Table, event: str, row: str, before: str, after: str, when: str = "") -> str:
    return (
        f"create temp trigger journal_{table.name}_{event} after {event} on main.{table.name} {when} begin "
        "insert into changes(action_id, table_name, row_id, before, after) "
        f"values ((select id from current_action), '{table.name}', {row}.id, {before}, {after}); end"
    )


def trigger_statements(tables: Iterable[Table]) -> list[str]:
    """The statements that make a connection note its own changes; run once on the writing connection."""
    statements = ["create temp table current_action(id integer not null)"]
    for table in tables:
        differs = " or ".join(f'old."{c.name}" is not new."{c.name}"' for c in table.columns)
        statements += [
            _trigger(table, "insert", "new", "null", _json_of(table, "new")),
            _trigger(table, "delete", "old", _json_of(table, "old"), "null"),
            _trigger(
                table,
                "update",
                "new",
                _changed_columns(table, "old"),
                _changed_columns(table, "new"),
                f"when {differs}",
            ),
        ]
    return statements


def begin_action(session: Session, action: Action) -> Action:
    """Open ``action``: from here every change of this transaction is noted under it."""
    last = session.scalar(select(Action.hash).order_by(Action.id.desc()).limit(1))
    action.previous_hash = last or _FIRST_HASH
    action.at = clock.now()
    session.add(action)
    session.flush()
    session.execute(text("delete from current_action"))
    session.execute(text("insert into current_action values (:id)"), {"id": action.id})
    return action


Touched = Mapping[str, Sequence[int]]
"""By table, the rows that an action touched, in the order of their numbers, each once."""


def end_action(session: Session, action: Action) -> Touched:
    """Close ``action``: count and seal its changes into the chain. Gives the rows that it touched."""
    session.flush()
    session.execute(text("delete from current_action"))
    noted: defaultdict[str, array[int]] = defaultdict(lambda: array("q"))
    action.hash = _seal(action, _noting(_change_texts(session, action.id), noted))
    touched = {table: _in_order(rows) for table, rows in noted.items()}
    action.row_count = sum(map(len, touched.values()))
    session.flush()
    return touched


def _in_order(rows: "array[int]") -> Sequence[int]:
    """Each row once. What an import adds is in order already, and a million numbers are no set in passing."""
    if all(map(lt, rows, islice(rows, 1, None))):
        return rows
    return array("q", sorted(set(rows)))


_Text = tuple[str, int, str | None, str | None]
"""Table, row, before and after of one change."""

_READ_AT_ONCE = 500


def _noting(changes: Iterable[_Text], touched: "Mapping[str, array[int]]") -> Iterator[_Text]:
    """The same changes; on the way the rows that they touch are put down."""
    for change in changes:
        touched[change[0]].append(change[1])
        yield change


def _change_texts(session: Session, action_id: int) -> Iterator[_Text]:
    """The changes of an action in their order, read in helpings: an import has more than memory should hold."""
    found = session.connection().exec_driver_sql(
        "select table_name, row_id, before, after from changes where action_id = ? order by id", (action_id,)
    )
    for some in found.partitions(_READ_AT_ONCE):
        yield from ((table, row, before, after) for table, row, before, after in some)


def _seal(action: Action, changes: Iterable[_Text]) -> str:
    """SHA-256 over the seal before, the action itself and each change as a JSON list."""
    digest = hashlib.sha256(action.previous_hash.encode())
    head = (action.at.isoformat(), action.account_id, action.account_name, action.kind, action.label)
    digest.update(json.dumps([*head, action.subject, action.undoes_id], ensure_ascii=False).encode())
    spelled = map(_spelled, changes)
    while some := "".join(islice(spelled, _READ_AT_ONCE)):
        digest.update(some.encode())
    return digest.hexdigest()


def _spelled(change: _Text) -> str:
    """What ``json.dumps(change, ensure_ascii=False)`` gives, in a fifth of the time."""
    table, row, before, after = change
    was = _quoted(before) if before is not None else "null"
    now = _quoted(after) if after is not None else "null"
    return f"[{_quoted(table)}, {row}, {was}, {now}]"


def first_broken_link(session: Session) -> int | None:
    """The number of the first action that was altered or whose predecessor was removed; ``None`` if all hold."""
    previous = _FIRST_HASH
    for action in session.scalars(select(Action).order_by(Action.id).execution_options(yield_per=500)):
        if action.previous_hash != previous or action.hash != _seal(
            action, _change_texts(session, action.id)
        ):
            return action.id
        previous = action.hash
    return None


def conflicts(session: Session, action: Action) -> Sequence[tuple[str, int, str]]:
    """Rows of ``action`` that a later action changed and that stand: table, row, that later action's label."""
    found = session.execute(
        text(
            "select distinct c.table_name, c.row_id, a.label from changes c join actions a on a.id = c.action_id "
            "where c.action_id > :id and a.kind = 'do' and a.undone_by_id is null and exists (select 1 from "
            "changes o where o.action_id = :id and o.table_name = c.table_name and o.row_id = c.row_id) limit 50"
        ),
        {"id": action.id},
    )
    return [(table, row, label) for table, row, label in found]


def apply_inverse(session: Session, action: Action) -> None:
    """Put every row of ``action`` back as it was; the triggers note this as changes of the open action."""
    session.execute(text("pragma defer_foreign_keys=on"))
    for table_name, row_id, before, after in _backwards(session, action.id):
        table = Record.metadata.tables[table_name]
        if before is None:
            _run(session, f"delete from {table_name} where id = :_id", {"_id": row_id})
        elif after is None:
            _put_row(session, table, json.loads(before))
        else:
            values = _from_json(table, json.loads(before))
            sets = ", ".join(f'"{name}" = :{name}' for name in values)
            _run(session, f"update {table_name} set {sets} where id = :_id", {**values, "_id": row_id})


def _backwards(session: Session, action_id: int) -> Iterator[_Text]:
    """The changes of an action, the last first. Read in whole helpings, as each of them is written to meanwhile."""
    query = select(Change.id, Change.table_name, Change.row_id, Change.before, Change.after)
    query = query.where(Change.action_id == action_id).order_by(Change.id.desc()).limit(_READ_AT_ONCE)
    some = session.execute(query).all()
    while some:
        for _number, table, row, before, after in some:
            yield table, row, before, after
        some = session.execute(query.where(Change.id < some[-1][0])).all()


def _put_row(session: Session, table: Table, row: dict[str, object]) -> None:
    values = _from_json(table, row)
    names = ", ".join(f'"{name}"' for name in values)
    marks = ", ".join(f":{name}" for name in values)
    _run(session, f"insert into {table.name} ({names}) values ({marks})", values)


def _from_json(table: Table, row: dict[str, object]) -> dict[str, object]:
    return {
        name: bytes.fromhex(str(value))
        if value is not None and isinstance(table.c[name].type, LargeBinary)
        else value
        for name, value in row.items()
        if name in table.c
    }


def _run(session: Session, statement: str, values: dict[str, object]) -> None:
    session.connection().exec_driver_sql(statement, values)  # a row each: as text() twice as long
