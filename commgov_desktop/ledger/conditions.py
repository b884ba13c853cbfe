"""What a clerk asks of a column of a list: one of these words, from here to there, holding a word, not filled in."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Date,
    DateTime,
    Numeric,
    String,
    and_,
    exists,
    false,
    func,
    or_,
    select,
    type_coerce,
)
from sqlalchemy.types import Integer, TypeDecorator

from commgov_desktop import clock
from commgov_desktop.ledger.fields import Field
from commgov_desktop.ledger.ledger import Column


@dataclass(frozen=True)
class OneOf:
    """The column holds one of these values as they are kept; with ``missing`` also records without any."""

    values: tuple[object, ...]
    missing: bool = False


@dataclass(frozen=True)
class Between:
    """From ``first`` to ``last``, both counted in; ``None`` leaves that end open. Days are China's days."""

    first: Any = None
    last: Any = None


@dataclass(frozen=True)
class Contains:
    """The text of the column holds these words, whatever the case of Latin letters."""

    words: str


@dataclass(frozen=True)
class Missing:
    """The column is not filled in."""


@dataclass(frozen=True)
class Filled:
    """The column is filled in."""


Condition = OneOf | Between | Contains | Missing | Filled


@dataclass(frozen=True)
class Filterable:
    """A column that can be asked, and how: ``words`` (a list to tick), ``text``, ``days``, ``numbers``, ``presence``.

    ``text`` offers the list where the office uses few different words, and a box for a word otherwise.
    """

    field: Field
    way: str


@dataclass(frozen=True)
class Answer:
    """One line of a list to tick: its words, the kept values behind them, and how many records hold it."""

    words: str
    values: tuple[object, ...]
    count: int
    missing: bool = False


def way_of(column: Column) -> str:
    """How a column is asked, see ``Filterable``. Numbers shown masked are asked only whether they are there."""
    kind, own = column.field.kind, column.show is None or column.filter_by is not None
    if kind in ("id_number", "phone") or column.full:
        return "presence"
    if kind in ("day", "moment") and own:
        return "days"
    if kind in ("number", "money") and own:
        return "numbers"
    told = kind in ("choice", "flag", "tags", "chip") or column.field.choices or column.show
    return "words" if told else "text"


def where(column: Column, condition: Condition | Sequence[object]) -> ColumnElement[bool]:
    """The condition on a column as SQL; a plain sequence means one of its values."""
    asked = column.asked()
    match condition:
        case Missing():
            return missing(column)
        case Filled():
            return ~missing(column)
        case Between(first, last):
            return _between(asked, first, last)
        case Contains(words):
            return func.instr(func.lower(asked), words.lower()) > 0
        case OneOf(values, empty):
            held = _one_of(column, values)
            return or_(held, missing(column)) if empty else held
        case _:
            return asked.in_(condition)


def missing(column: Column) -> ColumnElement[bool]:
    """Whether nothing was filled in: no value, empty words, an empty list."""
    asked = column.asked()
    if is_list(column):
        return func.coalesce(type_coerce(asked, String), "").in_(_NO_LIST)
    if _kept(asked, Date, DateTime, Numeric, Integer):
        return asked.is_(None)
    return or_(asked.is_(None), asked == "")


_NO_LIST = ("", "[]", "null")
"""An empty list as it is kept; compared as text, which is far quicker than reading each list."""


def is_list(column: Column) -> bool:
    """Whether a record holds several words in this column, kept as a JSON list."""
    return column.field.kind == "tags" or column.listed


def _one_of(column: Column, values: Sequence[object]) -> ColumnElement[bool]:
    if not values:
        return false()
    if column.any_of is not None:
        return column.any_of(values)
    if not is_list(column):
        return column.asked().in_(values)
    word = func.json_each(column.asked()).table_valued("value").c.value
    # coalesce: with a bare word SQLite builds an index of each record's list, which took eight times as long
    held = exists(select(1).where(func.coalesce(word, "").in_(values)))
    if len(values) > _FEW_WORDS:
        return held
    # Only lists in whose text the word stands are taken apart; it stands there as json.dumps writes it.
    kept = type_coerce(column.asked(), String)
    return and_(or_(*(func.instr(kept, json.dumps(value)) > 0 for value in values)), held)


_FEW_WORDS = 3
"""The text of a list is looked through once for each word; for many words taking it apart is quicker."""


def _between(asked: ColumnElement[Any], first: Any, last: Any) -> ColumnElement[bool]:
    ends: list[ColumnElement[bool]] = [asked.is_not(None)]
    if _kept(asked, DateTime):
        if first is not None:
            ends.append(asked >= _begin(first))
        if last is not None:
            ends.append(asked < _begin(last) + timedelta(1))
        return and_(*ends)
    if first is not None:
        ends.append(asked >= first)
    if last is not None:
        ends.append(asked <= last)
    return and_(*ends)


def _begin(day: date) -> datetime:
    return datetime.combine(day, time(), clock.CHINA)


def _kept(asked: ColumnElement[Any], *kinds: type) -> bool:
    kind: object = asked.type
    return isinstance(kind.impl if isinstance(kind, TypeDecorator) else kind, kinds)
