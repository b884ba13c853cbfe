"""What a fact was on an earlier day: every change of a dated fact leaves an episode that says from when to when it held.

The record itself holds what is true now; episodes hold what was true before, and since when the present value holds
where that is known. Nobody has to remember to write them: ``episode_keeping`` does at the end of every clerk's action.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    ColumnClause,
    ColumnElement,
    Index,
    Integer,
    Numeric,
    String,
    and_,
    case,
    cast,
    func,
    or_,
    select,
    type_coerce,
)
from sqlalchemy.orm import InstrumentedAttribute, Mapped, Session, mapped_column
from sqlalchemy.types import TypeEngine

from commgov_desktop.store.record import Record

DAY, WHY, MENDED = "episodes.day", "episodes.why", "episodes.mended"
"""Under which an action says of itself when, why, and that it corrects."""


class Episode(Record):
    """A fact of one record from ``since`` up to, but not including, ``until``; ``None`` leaves that end open."""

    __tablename__ = "episodes"
    __table_args__ = (
        Index("ix_episodes_fact", "table_name", "row_id", "kind"),
        CheckConstraint('"until" is null or since is null or "until" >= since', name="days"),
    )

    table_name: Mapped[str]
    row_id: Mapped[int]
    kind: Mapped[str]
    """The column whose value this was."""
    value: Mapped[str] = mapped_column(default="")
    """As the column keeps it, written as text; for a list of words one episode a word."""
    since: Mapped[date | None]
    until: Mapped[date | None]
    why: Mapped[str] = mapped_column(default="")
    """What happened at its beginning, in the clerk's words: 迁入, 分户, 换户主 …"""


@dataclass(frozen=True)
class Tracked:
    """The facts of one table whose history is kept. ``lists`` are columns that hold several words.

    ``learned`` are columns that are often filled in late: their first value was so all along as far as is known,
    and begins on a day only where the action says which.
    """

    table: str
    columns: tuple[str, ...]
    lists: tuple[str, ...] = ()
    learned: tuple[str, ...] = ()
    boxes: tuple[str, ...] = ()
    """Columns that hold boxes of the office's own, as a JSON object: each is a fact by itself, and ``learned``."""

    @property
    def single(self) -> tuple[str, ...]:
        """The columns that hold one value."""
        return (*self.columns, *self.learned)

    def is_learned(self, kind: str) -> bool:
        """Whether the first value of this fact was so all along."""
        return kind in self.learned or kind.partition(INSIDE)[0] in self.boxes


INSIDE = ":"


def kind_of_box(column: str, key: str) -> str:
    """What the episodes of a box that lies in a JSON column are called: ``extra:x1``."""
    return f"{column}{INSIDE}{key}"


def happened(session: Session, day: date | None, why: str = "") -> None:
    """Say on which day, and why, what this action changes has changed. Without it, it is today."""
    session.info[DAY], session.info[WHY] = day, why


def mended(session: Session) -> None:
    """Say that this action corrects a mistake: the wrong value was never true and leaves no episode."""
    session.info[MENDED] = True


# ---- asking --------------------------------------------------------------------------------------------


Dated = InstrumentedAttribute[Any] | ColumnClause[Any]
"""A column of a record, or of a small Core ``table()`` through which a feature reads another's."""


def _owner(column: Dated) -> tuple[str, ColumnElement[Any], Any]:
    """The name of its table, the id there, and what a sub-query ties itself to."""
    if isinstance(column, InstrumentedAttribute):
        return column.class_.__table__.name, column.class_.id, column.class_
    table: Any = column.table
    return table.name, table.c.id, table


def _of(column: Dated) -> ColumnElement[bool]:
    name, number, _tied = _owner(column)
    return and_(Episode.table_name == name, Episode.row_id == number, Episode.kind == column.key)


def covers(day: date) -> ColumnElement[bool]:
    """Whether an episode held on ``day``."""
    return and_(
        or_(Episode.since.is_(None), Episode.since <= day), or_(Episode.until.is_(None), Episode.until > day)
    )


STAY = "here"
"""The kind of an episode that was a whole stay: somebody had come, and left again."""


def there_on(came: Dated, left: Dated, day: date) -> ColumnElement[bool]:
    """Whether a record was there on ``day``: now, or in an earlier stay. Without a day of coming it always was."""
    name, number, tied = _owner(came)
    now = and_(or_(came.is_(None), came <= day), or_(left.is_(None), left > day))
    stay = and_(Episode.table_name == name, Episode.row_id == number, Episode.kind == STAY, covers(day))
    return or_(now, select(Episode.id).where(stay).correlate(tied).exists())


def as_of(column: Dated, day: date) -> ColumnElement[Any]:
    """What ``column`` held on ``day``, as an SQL expression; what has no history held always."""
    return _then(_of(column), _owner(column)[2], column, day)


def box_as_of(
    column: InstrumentedAttribute[Any], key: str, kept_as: TypeEngine[Any], day: date
) -> ColumnElement[Any]:
    """The same of a box that lies in a JSON column and is kept as ``kept_as``."""
    name, number, tied = _owner(column)
    kind = kind_of_box(column.key, key)
    mine = and_(Episode.table_name == name, Episode.row_id == number, Episode.kind == kind)
    now = type_coerce(func.json_extract(column, f'$."{key}"'), kept_as)
    return type_coerce(_then(mine, tied, now, day), kept_as)


def _then(mine: ColumnElement[bool], tied: Any, now: Any, day: date) -> ColumnElement[Any]:
    query = select(Episode.value).where(mine, covers(day)).order_by(Episode.id.desc()).limit(1)
    held: ColumnElement[Any] = query.correlate(tied).scalar_subquery()
    if isinstance(now.type, (Integer, Numeric, Boolean)):
        held = cast(held, Integer() if isinstance(now.type, Boolean) else now.type)
    dated = select(Episode.id).where(mine).correlate(tied).exists()
    return func.coalesce(held, case((dated, None), else_=now))


def was(column: Dated, value: str, day: date) -> ColumnElement[bool]:
    """Whether ``column`` held ``value`` on ``day``: for filters over a whole table, where the episodes are read once
    and not for each row."""
    name, number, _tied = _owner(column)
    mine = and_(Episode.table_name == name, Episode.kind == column.key)
    then = select(Episode.row_id).where(mine, Episode.value == value, covers(day))
    return or_(number.in_(then), and_(column == value, number.not_in(select(Episode.row_id).where(mine))))


def held_on(
    session: Session, table: str, kinds: Sequence[str], day: date
) -> dict[tuple[int, str], str | None]:
    """What every record with a history held on ``day``, by its id and column; ``None`` where it held nothing.

    For counting over a whole table: reading the episodes once is far quicker than asking ``as_of`` of each row.
    Who is not named held what the record holds now.
    """
    query = select(Episode.row_id, Episode.kind, Episode.value, covers(day)).where(
        Episode.table_name == table, Episode.kind.in_(kinds)
    )
    found: dict[tuple[int, str], str | None] = {}
    for row, kind, value, holds in session.execute(query.order_by(Episode.id)):
        if holds:
            found[(row, kind)] = value
        else:
            found.setdefault((row, kind), None)
    return found


def had_word(column: Dated, word: str, day: date) -> ColumnElement[bool]:
    """Whether a list of words held ``word`` on ``day``."""
    of_word = and_(_of(column), Episode.value == word)
    held = select(Episode.id).where(of_word, covers(day)).correlate(_owner(column)[2]).exists()
    dated = select(Episode.id).where(of_word).correlate(_owner(column)[2]).exists()
    each = func.json_each(func.coalesce(type_coerce(column, String), "[]")).table_valued("value").c.value
    has_now = select(1).where(each == word).exists()
    return or_(held, and_(~dated, has_now))


def words_on(column: Dated, day: date) -> tuple[ColumnElement[Any], ColumnElement[Any]]:
    """What a list of words held on ``day``, as two JSON lists: words that have no history, and dated ones."""
    _name, _number, tied = _owner(column)
    each = func.json_each(func.coalesce(type_coerce(column, String), "[]")).table_valued("value").c.value
    dated = select(Episode.id).where(_of(column), Episode.value == each).correlate(tied, each.table).exists()
    always = select(func.json_group_array(each)).where(~dated).correlate(tied).scalar_subquery()
    held = select(func.json_group_array(Episode.value)).where(_of(column), covers(day))
    return always, held.correlate(tied).scalar_subquery()


@dataclass(frozen=True)
class Span:
    """An episode as a page shows it; ``until`` is the first day on which it no longer held."""

    id: int
    kind: str
    value: str
    since: date | None
    until: date | None
    why: str


def spans(session: Session, table: str, row_id: int) -> list[Span]:
    """The history of one record, the earliest first; what has been so as long as is known begins it."""
    query = select(Episode).where(Episode.table_name == table, Episode.row_id == row_id)
    found = [
        Span(e.id, e.kind, e.value, e.since, e.until, e.why)
        for e in session.scalars(query.order_by(Episode.id))
    ]
    return sorted(found, key=lambda s: (s.since or date.min, s.until or date.max))
