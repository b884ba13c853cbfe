"""What a list on screen shows: the order of all its ids at once, and pages of plain rows as they come into view."""

from array import array
from collections.abc import Mapping, Sequence

from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.orm import Session

from commgov_desktop import clock
from commgov_desktop.ledger.fields import Field
from commgov_desktop.ledger.ledger import Column, Filter, Ledger
from commgov_desktop.store.store import Store

_AT_ONCE = 500
"""Ids asked for in one query; SQLite's variables are limited and a page is far smaller."""


class Listing:
    """The rows of one ledger. Holds no records: ids outward, plain values inward."""

    def __init__(self, store: Store, ledger: Ledger, *, full: bool = False) -> None:
        self._store = store
        self.ledger = ledger
        self._full = full
        self._columns = {column.field.name: column for column in ledger.columns}

    @property
    def columns(self) -> Sequence[Field]:
        """The columns that can be shown, in order."""
        return [column.field for column in self.ledger.columns]

    @property
    def first_shown(self) -> Sequence[str]:
        """The columns shown before a clerk chooses."""
        return [column.field.name for column in self.ledger.columns if column.shown]

    def ids(
        self,
        *,
        find: str = "",
        filter: str = "",
        sort: str = "",
        descending: bool = False,
        where: Mapping[str, Sequence[object]] | None = None,
    ) -> "array[int]":
        """All ids in order. With ``find`` and no ``sort`` the best answers come first.

        ``filter`` is a saved filter's key; ``where`` holds, by column, the values that are wanted.
        """
        with self._store.read() as session:
            found = self.ledger.find(session, find) if find.strip() else None
            if found is not None and not len(found):
                return array("q")
            query = self._conditions(select(self.ledger.model.id), filter, where)
            if found is not None and not sort:
                allowed = set(found) if not (filter or where) else set(session.scalars(query))
                return array("q", (i for i in found if i in allowed))
            ordered = array("q", session.scalars(self._ordered(query, sort, descending)))
            if found is None:
                return ordered
            wanted = set(found)
            return array("q", (i for i in ordered if i in wanted))

    def _ordered(self, query: Select[tuple[int]], sort: str, descending: bool) -> Select[tuple[int]]:
        name = sort or self.ledger.order.removeprefix("-")
        down = descending if sort else self.ledger.order.startswith("-")
        by = _sort_of(self._columns[name])
        model = self.ledger.model
        return query.order_by(by.desc() if down else by.asc(), model.id.desc() if down else model.id.asc())

    def _conditions(
        self, query: Select[tuple[int]], key: str, where: Mapping[str, Sequence[object]] | None
    ) -> Select[tuple[int]]:
        if self.ledger.scope:
            query = query.where(self.ledger.scope())
        if key:
            query = query.where(self.filter(key).where(clock.today()))
        for name, values in (where or {}).items():
            query = query.where(self._columns[name].value().in_(values))
        return query

    def filter(self, key: str) -> Filter:
        """The saved filter with this key."""
        return next(f for f in self.ledger.filters if f.key == key)

    def count(self, key: str = "") -> int:
        """How many records there are, or answer a saved filter."""
        with self._store.read() as session:
            query = self._conditions(select(func.count(self.ledger.model.id)), key, None)
            return session.scalar(query) or 0

    def page(self, ids: Sequence[int]) -> dict[int, tuple[object, ...]]:
        """The shown values of these records, by id. Ids that are no longer there are left out."""
        rows: dict[int, tuple[object, ...]] = {}
        with self._store.read() as session:
            for start in range(0, len(ids), _AT_ONCE):
                rows.update(self._rows(session, ids[start : start + _AT_ONCE]))
        return rows

    def _rows(self, session: Session, ids: Sequence[int]) -> dict[int, tuple[object, ...]]:
        model = self.ledger.model
        query = select(model.id, *(c.value().label(c.field.name) for c in self.ledger.columns))
        found = session.execute(query.where(model.id.in_(list(ids))))
        shows = [self._shower(column) for column in self.ledger.columns]
        return {row[0]: tuple(s(v) if s else v for s, v in zip(shows, row[1:], strict=True)) for row in found}

    def _shower(self, column: Column):  # type: ignore[no-untyped-def]
        return column.full if self._full and column.full else column.show


def _sort_of(column: Column) -> ColumnElement[object]:
    return column.sort() if column.sort else column.value()
