"""Keeps the past: at the end of every clerk's action what is no longer so becomes an episode with its days.

What changed is read from the journal, so that a form, an import, a merge and a life event leave the same history.
"""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import and_, delete, insert, select, update
from sqlalchemy.orm import Session

from commgov_desktop import clock
from commgov_desktop.ledger.episodes import DAY, MENDED, WHY, Episode, Tracked, kind_of_box
from commgov_desktop.store.journal import Change, json_object
from commgov_desktop.store.record import Record

_PER_QUERY = 400


@dataclass(frozen=True)
class Turn:
    """A fact that changed in an action. ``None`` stands for empty."""

    row_id: int
    kind: str
    before: str | None
    after: str | None


def keep(tracked: Sequence[Tracked]) -> Callable[[Session, int], None]:
    """The step at the end of each action that turns its changes into episodes; handed to the store."""

    def follow(session: Session, action_id: int) -> None:
        changed = _tables_with_a_past(session, action_id)
        for one in tracked:
            if one.table in changed:
                _forget_removed(session, action_id, one.table)
                turns = _without_first_knowledge(session, one, list(_turns(session, action_id, one)))
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
    wanted = {*tracked.single, *tracked.lists, *tracked.boxes}
    for row_id, before, after in session.execute(query.order_by(Change.id)):
        was, now = json.loads(before or "{}"), json.loads(after or "{}")
        for name in wanted & now.keys():
            first.setdefault((row_id, name), was.get(name))
            last[(row_id, name)] = now[name]
    for (row_id, name), was in first.items():
        now = last[(row_id, name)]
        if name in tracked.boxes:
            yield from _box_turns(row_id, name, json_object(was), json_object(now))
        elif name in tracked.lists:
            yield from _word_turns(row_id, name, _words(was), _words(now))
        elif _text(was) != _text(now):
            yield Turn(row_id, name, _text(was), _text(now))


def _word_turns(row_id: int, name: str, was: Sequence[str], now: Sequence[str]) -> Iterator[Turn]:
    yield from (Turn(row_id, name, word, None) for word in was if word not in now)
    yield from (Turn(row_id, name, None, word) for word in now if word not in was)


def _box_turns(row_id: int, name: str, was: Mapping[str, Any], now: Mapping[str, Any]) -> Iterator[Turn]:
    for key in dict.fromkeys((*was, *now)):
        before, after = _box_text(was.get(key)), _box_text(now.get(key))
        if before != after:
            yield Turn(row_id, kind_of_box(name, key), before, after)


def _box_text(kept: Any) -> str | None:
    """A tick is 1, as SQLite reads it; none is nothing."""
    return _text(int(kept) or None if isinstance(kept, bool) else kept)


def _words(kept: Any) -> list[str]:
    return list(json.loads(kept) if isinstance(kept, str) else kept or ())


def _text(kept: Any) -> str | None:
    return None if kept in (None, "") else str(kept)


def _without_first_knowledge(session: Session, tracked: Tracked, turns: list[Turn]) -> list[Turn]:
    """Filling in a telephone today says nothing about yesterday, unless the action says when it became so."""
    filled = [t for t in turns if t.before is None and tracked.is_learned(t.kind)]
    day = session.info.get(DAY)
    if not filled or session.info.get(WHY) or (day is not None and day != clock.today()):
        return turns
    dated = _with_a_history(session, tracked, {t.row_id for t in filled})
    first = {(t.row_id, t.kind) for t in filled} - dated
    return [t for t in turns if (t.row_id, t.kind) not in first]


def _with_a_history(session: Session, tracked: Tracked, rows: Iterable[int]) -> set[tuple[int, str]]:
    found: set[tuple[int, str]] = set()
    for part in _parts(rows):
        query = select(Episode.row_id, Episode.kind).where(
            Episode.table_name == tracked.table, Episode.row_id.in_(part)
        )
        found.update((row, kind) for row, kind in session.execute(query) if tracked.is_learned(kind))
    return found


def _parts(rows: Iterable[int]) -> Iterator[list[int]]:
    ordered = sorted(rows)
    return (ordered[start : start + _PER_QUERY] for start in range(0, len(ordered), _PER_QUERY))


Fact = tuple[int, str, str]
"""A row, a column and a value."""

Standing = dict[Fact, tuple[int, date | None]]
"""Episodes by fact: their number and first day."""


def _write(session: Session, table: str, turns: Sequence[Turn]) -> None:
    rows = {turn.row_id for turn in turns}
    known = _ending(session, table, rows, None)
    if session.info.get(MENDED):
        for turn in turns:
            _correct(session, known, turn)
        return
    day: date = session.info.get(DAY) or clock.today()
    steps = _Steps(table, day, session.info.get(WHY) or "", known, _ending(session, table, rows, day))
    for turn in turns:
        steps.take(turn)
    steps.carry_out(session)


def _ending(session: Session, table: str, rows: Iterable[int], until: date | None) -> Standing:
    """The episodes that end on a day, or have no end yet."""
    found: Standing = {}
    for part in _parts(rows):
        query = select(Episode.row_id, Episode.kind, Episode.value, Episode.id, Episode.since).where(
            Episode.table_name == table, Episode.row_id.in_(part), Episode.until == until
        )
        found |= {(row, kind, value): (i, since) for row, kind, value, i, since in session.execute(query)}
    return found


def _correct(session: Session, known: Standing, turn: Turn) -> None:
    standing = known.get((turn.row_id, turn.kind, turn.before or ""))
    if standing is None:
        return
    if turn.after is None:
        session.execute(delete(Episode).where(Episode.id == standing[0]))
    else:
        session.execute(update(Episode).where(Episode.id == standing[0]).values(value=turn.after))


@dataclass
class _Steps:
    """What many turns of one day write, gathered so that each kind of step is few statements."""

    table: str
    day: date
    why: str
    known: Standing
    ended_today: Standing
    new: list[dict[str, Any]] = field(default_factory=list)
    ended: list[int] = field(default_factory=list)
    never: list[int] = field(default_factory=list)
    again: list[int] = field(default_factory=list)

    def take(self, turn: Turn) -> None:
        """End the old value and begin the new one.

        A value that began that very day was never true, and one that ended that very day goes on.
        """
        if turn.before is not None:
            standing = self.known.get((turn.row_id, turn.kind, turn.before))
            if standing is None:
                self.new.append(self._episode(turn, turn.before, None, self.day, ""))
            elif standing[1] is not None and standing[1] >= self.day:
                self.never.append(standing[0])
            else:
                self.ended.append(standing[0])
        if turn.after is not None:
            before = self.ended_today.get((turn.row_id, turn.kind, turn.after))
            if before is None:
                self.new.append(self._episode(turn, turn.after, self.day, None, self.why))
            elif before[1] is None:
                self.never.append(before[0])  # it held always, and holds still
            else:
                self.again.append(before[0])

    def _episode(
        self, turn: Turn, value: str, since: date | None, until: date | None, why: str
    ) -> dict[str, Any]:
        return {
            "table_name": self.table, "row_id": turn.row_id, "kind": turn.kind, "value": value, "since": since,
            "until": until, "why": why,
        }  # fmt: skip

    def carry_out(self, session: Session) -> None:
        """Write them."""
        for part in _parts(self.never):
            session.execute(delete(Episode).where(Episode.id.in_(part)))
        for numbers, until in ((self.ended, self.day), (self.again, None)):
            for part in _parts(numbers):
                session.execute(update(Episode).where(Episode.id.in_(part)).values(until=until))
        if (
            self.new
        ):  # by the table: through the class every row with other empty days would be a statement of its own
            session.execute(insert(Record.metadata.tables[Episode.__tablename__]), self.new)
