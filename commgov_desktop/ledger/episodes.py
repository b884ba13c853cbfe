"""What a fact was on an earlier day: every change of a dated fact leaves an episode that says from when to when it held.

The record itself holds what is true now; episodes hold what was true before, and since when the present value holds
where that is known. Nobody has to remember to write them: ``keep`` runs at the end of every clerk's action and reads
what changed from the journal, so that a form, an import, a merge and a life event leave the same history.
"""

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import (
    CheckConstraint,
    ColumnClause,
    ColumnElement,
    Index,
    Integer,
    String,
    and_,
    case,
    cast,
    delete,
    func,
    insert,
    or_,
    select,
    type_coerce,
    update,
)
from sqlalchemy.orm import InstrumentedAttribute, Mapped, Session, mapped_column

from commgov_desktop import clock
from commgov_desktop.store.journal import Change
from commgov_desktop.store.record import Record

_DAY, _WHY, _MENDED = "episodes.day", "episodes.why", "episodes.mended"
_PER_QUERY = 400


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
    """The facts of one table whose history is kept. ``lists`` are columns that hold several words."""

    table: str
    columns: tuple[str, ...]
    lists: tuple[str, ...] = ()


@dataclass(frozen=True)
class Turn:
    """A fact that changed in an action. ``None`` stands for empty."""

    row_id: int
    kind: str
    before: str | None
    after: str | None


def happened(session: Session, day: date | None, why: str = "") -> None:
    """Say on which day, and why, what this action changes has changed. Without it, it is today."""
    session.info[_DAY], session.info[_WHY] = day, why


def mended(session: Session) -> None:
    """Say that this action corrects a mistake: the wrong value was never true and leaves no episode."""
    session.info[_MENDED] = True


def keep(tracked: Sequence[Tracked]) -> Callable[[Session, int], None]:
    """The step at the end of each action that turns its changes into episodes; handed to the store."""

    def follow(session: Session, action_id: int) -> None:
        changed = _tables_with_a_past(session, action_id)
        for one in tracked:
            if one.table in changed:
                _forget_removed(session, action_id, one.table)
                turns = list(_turns(session, action_id, one))
                if turns:
                    _write(session, one.table, turns)

    return follow


def _tables_with_a_past(session: Session, action_id: int) -> set[str]:
    """The tables of which a row that was there before is changed or removed; an import of new people has none."""
    query = select(Change.table_name).where(Change.action_id == action_id, Change.before.is_not(None))
    return set(session.scalars(query.distinct()))


def _forget_removed(session: Session, action_id: int, table: str) -> None:
    gone = select(Change.row_id).where(
        Change.action_id == action_id, Change.table_name == table, Change.after.is_(None)
    )
    session.execute(delete(Episode).where(Episode.table_name == table, Episode.row_id.in_(gone)))


def _turns(session: Session, action_id: int, tracked: Tracked) -> Iterator[Turn]:
    """The facts that are other than before the action, however often they were written in between."""
    mine = and_(Change.action_id == action_id, Change.table_name == tracked.table)
    query = select(Change.row_id, Change.before, Change.after).where(
        mine,
        Change.before.is_not(None),
        Change.after.is_not(None),
        Change.row_id.not_in(select(Change.row_id).where(mine, Change.before.is_(None))),
    )
    first: dict[tuple[int, str], Any] = {}
    last: dict[tuple[int, str], Any] = {}
    wanted = {*tracked.columns, *tracked.lists}
    for row_id, before, after in session.execute(query.order_by(Change.id)):
        was, now = json.loads(before or "{}"), json.loads(after or "{}")
        for name in wanted & now.keys():
            first.setdefault((row_id, name), was.get(name))
            last[(row_id, name)] = now[name]
    for (row_id, name), was in first.items():
        now = last[(row_id, name)]
        if name in tracked.lists:
            yield from _word_turns(row_id, name, _words(was), _words(now))
        elif _text(was) != _text(now):
            yield Turn(row_id, name, _text(was), _text(now))


def _word_turns(row_id: int, name: str, was: Sequence[str], now: Sequence[str]) -> Iterator[Turn]:
    yield from (Turn(row_id, name, word, None) for word in was if word not in now)
    yield from (Turn(row_id, name, None, word) for word in now if word not in was)


def _words(kept: Any) -> list[str]:
    return list(json.loads(kept) if isinstance(kept, str) else kept or ())


def _text(kept: Any) -> str | None:
    return None if kept in (None, "") else str(kept)


def _write(session: Session, table: str, turns: Sequence[Turn]) -> None:
    day: date = session.info.get(_DAY) or clock.today()
    why: str = session.info.get(_WHY) or ""
    known = _open_ones(session, table, {turn.row_id for turn in turns})
    new: list[dict[str, Any]] = []
    for turn in turns:
        if session.info.get(_MENDED):
            _correct(session, known, turn)
        else:
            new += _turned(session, table, known, turn, day, why)
    if new:  # by the table: through the class every row with other empty days would be a statement of its own
        session.execute(insert(Record.metadata.tables[Episode.__tablename__]), new)


def _open_ones(
    session: Session, table: str, rows: Iterable[int]
) -> dict[tuple[int, str, str], tuple[int, date | None]]:
    """The episodes that have no end yet: id and first day by row, kind and value."""
    found: dict[tuple[int, str, str], tuple[int, date | None]] = {}
    ordered = sorted(rows)
    for start in range(0, len(ordered), _PER_QUERY):
        part = ordered[start : start + _PER_QUERY]
        query = select(Episode.row_id, Episode.kind, Episode.value, Episode.id, Episode.since).where(
            Episode.table_name == table, Episode.row_id.in_(part), Episode.until.is_(None)
        )
        found |= {(row, kind, value): (i, since) for row, kind, value, i, since in session.execute(query)}
    return found


def _correct(
    session: Session, known: dict[tuple[int, str, str], tuple[int, date | None]], turn: Turn
) -> None:
    standing = known.get((turn.row_id, turn.kind, turn.before or ""))
    if standing is None:
        return
    if turn.after is None:
        session.execute(delete(Episode).where(Episode.id == standing[0]))
    else:
        session.execute(update(Episode).where(Episode.id == standing[0]).values(value=turn.after))


def _turned(
    session: Session,
    table: str,
    known: dict[tuple[int, str, str], tuple[int, date | None]],
    turn: Turn,
    day: date,
    why: str,
) -> list[dict[str, Any]]:
    """End the old value on ``day`` and begin the new one; a value that began that very day was never true."""
    new: list[dict[str, Any]] = []
    if turn.before is not None:
        standing = known.get((turn.row_id, turn.kind, turn.before))
        if standing is None:
            new.append(_episode(table, turn, turn.before, None, day, ""))
        elif standing[1] is not None and standing[1] >= day:
            session.execute(delete(Episode).where(Episode.id == standing[0]))
        else:
            session.execute(update(Episode).where(Episode.id == standing[0]).values(until=day))
    if turn.after is not None:
        new.append(_episode(table, turn, turn.after, day, None, why))
    return new


def _episode(
    table: str, turn: Turn, value: str, since: date | None, until: date | None, why: str
) -> dict[str, Any]:
    return {
        "table_name": table, "row_id": turn.row_id, "kind": turn.kind, "value": value, "since": since,
        "until": until, "why": why,
    }  # fmt: skip


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
    query = select(Episode.value).where(_of(column), covers(day)).order_by(Episode.id.desc()).limit(1)
    held: ColumnElement[Any] = query.correlate(_owner(column)[2]).scalar_subquery()
    if isinstance(column.type, Integer):
        held = cast(held, Integer)
    dated = select(Episode.id).where(_of(column)).correlate(_owner(column)[2]).exists()
    return func.coalesce(held, case((dated, None), else_=column))


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
