"""What a list on screen shows: the order of all its ids at once, and pages of plain rows as they come into view."""

import json
from array import array
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, bindparam, func, join, select, true
from sqlalchemy.orm import InstrumentedAttribute, Session

from commgov_desktop import clock
from commgov_desktop.i18n import _
from commgov_desktop.ledger import conditions
from commgov_desktop.ledger.conditions import Answer, Condition, Filterable
from commgov_desktop.ledger.fields import Field
from commgov_desktop.ledger.ledger import Column, Filter, Ledger
from commgov_desktop.store.journal import Action
from commgov_desktop.store.store import Store

FEW = 30
"""Up to so many different words a column is asked by a list to tick."""

Where = Mapping[str, Condition | Sequence[object]]
Order = tuple[ColumnElement[Any], bool]
"""What is sorted by, and whether downwards."""

_AT_ONCE = 500
"""Ids asked for in one query; SQLite's variables are limited and a page is far smaller."""


class Listing:
    """The rows of one ledger. Holds no records: ids outward, plain values inward."""

    def __init__(
        self,
        store: Store,
        ledger: Ledger,
        *,
        full: bool = False,
        more: Callable[[str], Filter | None] = lambda _key: None,
    ) -> None:
        """``more`` gives filters that are not the ledger's own, by key: the questions a clerk has saved."""
        self._store = store
        self.ledger = ledger
        self._full = full
        self._more = more
        self._columns = {column.field.name: column for column in ledger.columns}
        self._kept: tuple[tuple[object, ...], array[int]] | None = None
        self._readings: dict[tuple[date, tuple[int, ...]], Select[Any]] = {}

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
        where: Where | None = None,
    ) -> "array[int]":
        """All ids in order. With ``find`` and no ``sort`` the best answers come first.

        ``filter`` is a saved filter's key; ``where`` holds, by column, what is asked of it
        (``ledger.conditions``), or just the values that are wanted.
        """
        with self._store.read(whole=True) as session:
            found = self._finder(filter)(session, find) if find.strip() else None
            if found is not None and not len(found):
                return array("q")
            query = self._conditions(self.ledger.model.id, filter, where)
            narrowed = bool(filter or where)
            if found is not None and not sort:
                allowed = set(_ids_of(session, query) if narrowed else found)
                return array("q", (i for i in found if i in allowed))
            ordered = self._ordered(session, query, self._order(sort, descending), filter, narrowed=narrowed)
            if found is None:
                return array("q", ordered)
            wanted = set(found)
            return array("q", (i for i in ordered if i in wanted))

    def _order(self, sort: str, descending: bool) -> Order:
        """What is sorted by, and whether downwards."""
        name = sort or self.ledger.order.removeprefix("-")
        return _sort_of(self._columns[name]), descending if sort else self.ledger.order.startswith("-")

    def _ordered(
        self, session: Session, query: Select[tuple[int]], order: Order, key: str, *, narrowed: bool
    ) -> Sequence[int]:
        """The ids of a query in order. Where the file keeps the order, that of all is read once and then narrowed:
        sorting half of all takes twice as long, walking the index to test each row out of its place eight times.
        """
        if not _has_index(order[0]):
            return _ids_of(session, _by(query, order))
        if not narrowed:
            return self._every(session, order, key)
        met = set(_ids_of(session, query))
        return [i for i in self._every(session, order, key) if i in met] if met else []

    def _every(self, session: Session, order: Order, key: str) -> "array[int]":
        """All ids in an order of the ledger's own table, kept until the next action of anybody."""
        about = _moment(session), str(order[0]), order[1], self._beyond(key)
        if self._kept is None or self._kept[0] != about:
            self._kept = (
                about,
                array("q", _ids_of(session, _by(self._scoped(self.ledger.model.id, key), order))),
            )
        return self._kept[1]

    def _scoped(self, what: Any, key: str) -> Select[Any]:
        """All that the list shows at all; some filters look beyond that."""
        query = select(what)
        return query.where(self.ledger.scope()) if self.ledger.scope and not self._beyond(key) else query

    def _conditions(self, what: Any, key: str, where: Where | None) -> Select[Any]:
        query = self._scoped(what, key)
        if key:
            query = query.where(self.filter(key).where(clock.today()))
        for name, condition in (where or {}).items():
            query = query.where(conditions.where(self._columns[name], condition))
        return query

    def _beyond(self, key: str) -> bool:
        return bool(key) and self.filter(key).beyond

    def _finder(self, key: str) -> Callable[[Session, str], Sequence[int]]:
        beyond = self.ledger.find_beyond if self._beyond(key) else None
        return beyond or self.ledger.find

    def filter(self, key: str) -> Filter:
        """The saved filter with this key."""
        return self._more(key) or next(f for f in self.ledger.filters if f.key == key)

    def count(self, key: str = "") -> int:
        """How many records there are, or answer a saved filter."""
        with self._store.read(whole=True) as session:
            query = self._conditions(func.count(self.ledger.model.id), key, None)
            return session.scalar(query) or 0

    # ---- what can be asked of the columns ----------------------------------------------------------

    def filterable(self) -> list[Filterable]:
        """The columns a clerk can filter by, in order; those that only show well, in too many words, are left out."""
        found = [Filterable(c.field, conditions.way_of(c)) for c in self.ledger.columns]
        return [one for one in found if one.way != "words" or self._has_words(self._columns[one.field.name])]

    def _has_words(self, column: Column) -> bool:
        if column.field.choices or column.field.kind == "flag" or conditions.is_list(column):
            return True
        return self.has_few(column.field.name)

    def has_few(self, name: str, limit: int = FEW) -> bool:
        """Whether a column holds at most ``limit`` different words. Stops reading as soon as there are more."""
        some = self._words(self._columns[name]).distinct().limit(limit + 3)
        with self._store.read(whole=True) as session:
            return sum(word not in (None, "") for word in session.scalars(some)) <= limit

    def distinct(self, name: str, limit: int = 200) -> list[Answer]:
        """The different words of a column with their counts: in the order of its choices, else the most frequent first.

        At most ``limit`` kept values are looked at. Records without any make the last line.
        """
        column = self._columns[name]
        with self._store.read(whole=True) as session:
            counts = [(word, count) for word, count in session.execute(self._counted(column).limit(limit))]
            if conditions.is_list(column):
                counts.append((None, self._count_missing(session, column)))
        return _answers(column, counts)

    def _count_missing(self, session: Session, column: Column) -> int:
        query = self._conditions(func.count(self.ledger.model.id), "", None)
        return session.scalar(query.where(conditions.missing(column))) or 0

    def _words(self, column: Column) -> Select[Any]:
        """Each word of the column, as a query with one column called ``word``."""
        asked = column.asked()
        if conditions.is_list(column):
            each = func.json_each(asked).table_valued("value").c.value
            query = select(each.label("word")).select_from(join(self.ledger.model, each.table, true()))
        else:
            query = select(asked.label("word")).select_from(self.ledger.model)
        return query.where(self.ledger.scope()) if self.ledger.scope else query

    def _counted(self, column: Column) -> Select[Any]:
        words = self._words(column).subquery()
        return select(words.c.word, func.count()).group_by(words.c.word).order_by(func.count().desc())

    # ---- rows ---------------------------------------------------------------------------------------

    def page(self, ids: Sequence[int]) -> dict[int, tuple[object, ...]]:
        """The shown values of these records, by id. Ids that are no longer there are left out."""
        return self.some(ids, range(len(self.ledger.columns)))

    def some(self, ids: Sequence[int], places: Iterable[int]) -> dict[int, tuple[object, ...]]:
        """The same of the columns at these places only, the others ``None``: what is not on the screen is not read."""
        wanted = tuple(sorted(places))
        rows: dict[int, tuple[object, ...]] = {}
        with self._store.read(whole=True) as session:
            for start in range(0, len(ids), _AT_ONCE):
                rows.update(self._rows(session, ids[start : start + _AT_ONCE], wanted))
        return rows

    def _rows(
        self, session: Session, ids: Sequence[int], places: tuple[int, ...]
    ) -> dict[int, tuple[object, ...]]:
        shows = [(place, self._shower(self.ledger.columns[place])) for place in places]
        blank: list[object] = [None] * len(self.ledger.columns)
        rows: dict[int, tuple[object, ...]] = {}
        for number, *values in session.execute(self._reading(places), {"ids": list(ids)}):
            row = blank.copy()
            for (place, show), value in zip(shows, values, strict=True):
                row[place] = show(value) if show else value
            rows[number] = tuple(row)
        return rows

    def _reading(self, places: tuple[int, ...]) -> Select[Any]:
        """What reads these columns, made once a day: making it anew took longer than reading a page of rows."""
        key = clock.today(), places
        if key not in self._readings:
            model, columns = self.ledger.model, [self.ledger.columns[place] for place in places]
            query = select(model.id, *(c.value().label(c.field.name) for c in columns))
            self._readings[key] = query.where(model.id.in_(bindparam("ids", expanding=True)))
        return self._readings[key]

    def _shower(self, column: Column):  # type: ignore[no-untyped-def]
        return column.full if self._full and column.full else column.show


def _moment(session: Session) -> tuple[object, object]:
    """The same as long as nobody has done anything and the day has not changed."""
    return session.scalar(select(func.max(Action.id))), clock.today()


def _ids_of(session: Session, query: Select[Any]) -> list[int]:
    """Every id of a query in its order, handed over in one piece: row by row took three times as long."""
    rows = query.subquery()
    found: list[int] = json.loads(session.scalar(select(func.json_group_array(rows.c.id))) or "[]")
    return found


def _by(query: Select[Any], order: Order) -> Select[Any]:
    by, down = order
    number = query.selected_columns.id
    return query.order_by(by.desc() if down else by.asc(), number.desc() if down else number.asc())


def _has_index(by: ColumnElement[Any]) -> bool:
    """Whether the file keeps the order of this column."""
    column = by.property.columns[0] if isinstance(by, InstrumentedAttribute) else None
    return column is not None and any(next(iter(i.columns)) is column for i in column.table.indexes)


def _sort_of(column: Column) -> ColumnElement[object]:
    return column.sort() if column.sort else column.value()


def _answers(column: Column, counts: Sequence[tuple[object, int]]) -> list[Answer]:
    """Kept values that show as the same words make one line; empty ones are the line “not filled in”, at the end."""
    by_words: dict[str, tuple[list[object], int]] = {}
    empty = 0
    for value, count in counts:
        if value is None or value == "":
            empty += count
            continue
        values, before = by_words.get(words := _shown(column, value), ([], 0))
        by_words[words] = ([*values, value], before + count)
    found = [Answer(words, tuple(values), count) for words, (values, count) in by_words.items() if words]
    if column.field.choices:
        order = {code: place for place, (code, _words) in enumerate(column.field.choices())}
        found.sort(key=lambda one: order.get(str(one.values[0]), len(order)))
    elif all(one.words[0].isdecimal() for one in found):
        found.sort(key=lambda one: (len(one.words) if one.words.isdecimal() else 0, one.words))
    return [*found, Answer("", (), empty, missing=True)] if empty else found


def _shown(column: Column, value: object) -> str:
    """A kept value as words in the list to tick."""
    if column.field.choices and (words := dict(column.field.choices()).get(str(value))):
        return words
    if column.field.kind == "flag":
        return _("yes") if value else _("no")
    if conditions.is_list(column) or column.filter_by is not None or column.show is None:
        return str(value)
    shown = column.show(value)
    return "、".join(str(part) for part in shown) if isinstance(shown, (tuple, list)) else str(shown)
