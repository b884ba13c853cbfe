"""A ledger as one value: which records, which form, which columns, how it is found, filtered and ordered."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement
from sqlalchemy.orm import Session

from commgov_desktop.ledger.fields import Field, Section
from commgov_desktop.store.record import Record


@dataclass(frozen=True)
class Column:
    """A column of the list: a box, what is read for it, what it is ordered by, and how it is shown.

    ``value`` and ``sort`` make SQL expressions over the ledger's model (joined facts as scalar
    sub-queries); ``show`` turns what was read into the value on screen and on paper. ``full`` shows it
    unmasked, for exports of those who may. ``filter_by`` is what the filter compares where that is not
    ``value`` (the age in years, say); ``listed`` says that it is a JSON list of words, one of which is enough.
    """

    field: Field
    value: Callable[[], ColumnElement[Any]]
    sort: Callable[[], ColumnElement[Any]] | None = None
    show: Callable[[Any], object] | None = None
    full: Callable[[Any], object] | None = None
    shown: bool = True
    """Whether a clerk sees it before choosing columns."""
    filter_by: Callable[[], ColumnElement[Any]] | None = None
    listed: bool = False
    any_of: Callable[[Sequence[Any]], ColumnElement[bool]] | None = None
    """Whether a record holds one of these words, where that can be asked quicker than by reading each list."""
    then: Callable[[date], "Column"] | None = None
    """The same column as it was on an earlier day, where the office has made it and so alone knows."""

    def asked(self) -> ColumnElement[Any]:
        """What a filter compares."""
        return self.filter_by() if self.filter_by else self.value()


@dataclass(frozen=True)
class Filter:
    """A saved filter of the list: a name in the side list and the condition behind it."""

    key: str
    label: str
    where: Callable[[date], ColumnElement[bool]]
    group: str = ""
    """A heading in the side list under which it stands."""
    tone: str = ""
    """Amber or red when its mere being there asks for work."""
    beyond: bool = False
    """Whether it reaches beyond the ledger's scope, to records kept only because the past speaks of them."""
    then: Callable[[date], "Filter | None"] | None = None
    """The same filter on an earlier day, where that day can answer it."""


@dataclass(frozen=True)
class Ledger:
    """A kind of record and all that the shared screens and papers need to know of it."""

    key: str
    title: str
    one: str
    """One record of it, as in “Save {one}”."""
    model: type[Record]
    form: tuple[Section, ...]
    columns: tuple[Column, ...]
    name: Callable[[Any], str]
    """What a record is called in sentences: “张伟”, “（2026）沙人调字第7号”."""
    order: str
    """The column a new list is ordered by; a leading ``-`` means the last first."""
    find: Callable[[Session, str], Sequence[int]]
    """The ids that answer the words in the find box, best first."""
    filters: tuple[Filter, ...] = ()
    empty: tuple[str, str] = ("", "")
    """What an empty list says and what its button says."""
    scope: Callable[[], ColumnElement[bool]] | None = None
    """What is never shown (records kept only because others refer to them), but by filters that reach beyond."""
    find_beyond: Callable[[Session, str], Sequence[int]] | None = None
    """The same as ``find`` for those filters, where ``find`` itself keeps to the scope."""
    load: Callable[[Session, Any], dict[str, object]] | None = None
    """Form values of a record, where they are more than its own columns."""
    store: Callable[[Session, Any, Mapping[str, object]], None] | None = None
    """Puts form values into a record, where they are more than its own columns."""
    tables: frozenset[str] = field(default=frozenset())
    """Other tables whose change alters what this list shows."""

    @property
    def table(self) -> str:
        """The table of its records."""
        return str(self.model.__tablename__)

    def fields(self) -> tuple[Field, ...]:
        """Every box of the form, in order."""
        return tuple(box for part in self.form for box in part.fields)

    def heard_tables(self) -> tuple[str, ...]:
        """The tables whose news make this list read again."""
        return (self.table, *self.tables)


def own(name: str, model: type[Record]) -> Callable[[], ColumnElement[Any]]:
    """The plain column ``name`` of ``model``, for a ``Column``'s value."""
    return lambda: getattr(model, name)


def words_in(*columns: Callable[[], ColumnElement[Any]]) -> Callable[[Session, str], Sequence[int]]:
    """A find over a small ledger: every word must stand in one of these text columns."""
    from sqlalchemy import func, or_, select

    def find(session: Session, words: str) -> Sequence[int]:
        expressions = [column() for column in columns]
        model = expressions[0].parent.class_
        query = select(model.id).order_by(model.id.desc())
        for word in words.lower().split():
            query = query.where(or_(*(func.instr(func.lower(e), word) > 0 for e in expressions)))
        return list(session.scalars(query))

    return find


def found_within(
    find: Callable[[Session, str], Sequence[int]],
    model: type[Record],
    scope: Callable[[], ColumnElement[bool]],
) -> Callable[[Session, str], Sequence[int]]:
    """A find that gives only what lies within ``scope``, in the order of ``find``: a list that shows a part of a
    ledger must not find the rest of it."""
    from sqlalchemy import select

    def narrowed(session: Session, words: str) -> Sequence[int]:
        found = list(find(session, words))
        kept: set[int] = set()
        for start in range(0, len(found), _AT_ONCE):
            query = select(model.id).where(model.id.in_(found[start : start + _AT_ONCE]), scope())
            kept.update(session.scalars(query))
        return [number for number in found if number in kept]

    return narrowed


_AT_ONCE = 500
