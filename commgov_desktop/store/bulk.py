"""Writes many rows of one table at once, as quickly as the office file takes them."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import date
from itertools import chain, islice
from typing import Any

from sqlalchemy import Column, Dialect, Table
from sqlalchemy.orm import Session
from sqlalchemy.types import LargeBinary

_AT_ONCE = 3600
_MOST_VALUES = 32_000
"""Of one statement; SQLite itself takes 32,766."""

_Bind = Callable[[Any], Any]
Helping = tuple[str, Sequence[Sequence[Any]]]
"""The beginning of an insert, up to ``values``, and the rows that it writes."""


class Behind:
    """Writes one helping while the next is being prepared: SQLite works without Python's turn.

    Between ``write`` and ``wait`` nobody else may use the session's connection. Leaving the ``with`` block
    waits; what went wrong with a helping is raised by whichever comes next.
    """

    def __init__(self, session: Session) -> None:
        self._connection = session.connection()
        self._thread = ThreadPoolExecutor(1, "bulk")
        self._begun: Future[None] | None = None

    def __enter__(self) -> "Behind":
        return self

    def __exit__(self, kind: object, _error: object, _where: object) -> None:
        self._thread.shutdown()
        if kind is None:
            self.wait()

    def write(self, helpings: Sequence[Helping]) -> None:
        """Begin to write these, when what was begun before is done."""
        self.wait()
        self._begun = self._thread.submit(self._carry_out, helpings)

    def wait(self) -> None:
        """Until everything is written."""
        if self._begun is not None:
            self._begun.result()
            self._begun = None

    def _carry_out(self, helpings: Sequence[Helping]) -> None:
        """Many rows by one statement: a row each would ask for Python's turn a hundred thousand times."""
        for beginning, rows in helpings:
            waiting = iter(rows)
            at_once = max(1, _MOST_VALUES // len(rows[0])) if rows else 1
            while part := list(islice(waiting, at_once)):
                marks = f"({', '.join('?' * len(part[0]))})"
                statement = f"{beginning} values {', '.join([marks] * len(part))}"
                self._connection.exec_driver_sql(statement, tuple(chain.from_iterable(part)))


def insert_rows(
    session: Session,
    table: Table,
    rows: Iterable[Mapping[str, Any]],
    done: Callable[[int], None] = lambda _count: None,
) -> None:
    """Insert rows that all hold the same columns; those that are left out get their defaults.

    The same rows as ``session.execute(insert(table), rows)`` writes, in a third of its time: what a value
    becomes in the file is looked up once for each column and once for each different value. ``done`` is told
    after every helping how many rows are on their way. ``rows`` must not ask the file anything.
    """
    waiting = iter(rows)
    first = next(waiting, None)
    if first is None:
        return
    dialect = session.connection().dialect
    given = [(c.name, _bind(c, dialect)) for c in table.columns if c.name in first]
    made = [(c.name, _default(c, dialect)) for c in table.columns if c.name not in first]
    makers = [(name, make) for name, make in made if make is not None]
    names = ", ".join(f'"{name}"' for name, _how in (*given, *makers))
    written = 0
    chunk: Sequence[Mapping[str, Any]] = [first, *islice(waiting, _AT_ONCE - 1)]
    with Behind(session) as behind:
        while chunk:
            kept = [
                [row[name] for row in chunk] if bind is None else [bind(row[name]) for row in chunk]
                for name, bind in given
            ]
            kept += [[make() for _row in chunk] for _name, make in makers]
            behind.write([(f"insert into {table.name} ({names})", list(zip(*kept, strict=True)))])
            written += len(chunk)
            done(written)
            chunk = list(islice(waiting, _AT_ONCE))


def _bind(column: "Column[Any]", dialect: Dialect) -> _Bind | None:
    """How a value of this column is written; ``None`` where it is written as it is."""
    if isinstance(column.type, LargeBinary):
        return None
    process = column.type.dialect_impl(dialect).bind_processor(dialect)
    return _remembering(process) if process else None


_SAME_AS_IT_LOOKS = frozenset((str, date, type(None)))


def _remembering(process: _Bind) -> _Bind:
    """Days and lists of tags come again and again. By their spelling: lists cannot be looked up, and 1 is not True."""
    known: dict[Any, Any] = {}

    def remembered(value: Any) -> Any:
        spelled = value if type(value) in _SAME_AS_IT_LOOKS else (repr(value),)
        try:
            return known[spelled]
        except KeyError:
            if len(known) >= _REMEMBERED:
                known.clear()
            known[spelled] = kept = process(value)
            return kept

    return remembered


_REMEMBERED = 50_000


def _default(column: "Column[Any]", dialect: Dialect) -> Callable[[], Any] | None:
    """Makes the value of a column that was left out, as the file keeps it; ``None`` if the file does that itself."""
    default: Any = column.default
    if default is None:
        return None
    make = default.arg if default.is_callable else lambda _context: default.arg
    bind = _bind(column, dialect)
    return (lambda: bind(make(None))) if bind else (lambda: make(None))
