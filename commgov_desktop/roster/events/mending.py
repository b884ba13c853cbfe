"""Puts the written history right: another day or reason, or a change struck out that never was; one action each."""

import json
from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, and_, select, update
from sqlalchemy.orm import Session

from commgov_desktop import clock
from commgov_desktop.errors import Invalid, UserError
from commgov_desktop.i18n import _
from commgov_desktop.ledger import episodes, extra_fields, own_fields
from commgov_desktop.ledger.episodes import Episode
from commgov_desktop.roster import register
from commgov_desktop.roster.history import EVENT
from commgov_desktop.roster.models import Household, Resident
from commgov_desktop.store.journal import Action, Change
from commgov_desktop.store.store import Store

_TIED = ("household_id", "relation")
"""Facts that other people's facts depend on; the present ones change by an event only."""

_DERIVED_FROM = ("name", "sex", "id_kind", "id_number")
"""Facts from which others follow: the sounds of a name, the state of a number."""


def correct(store: Store, episode_id: int, day: date, why: str, *, ended: bool = False) -> None:
    """Give an event or a change of a fact another day and reason. ``ended`` means the end of an episode.

    Raises ``Invalid`` for a day in the future or beyond what comes before and after in the same history.
    """
    if day > clock.today():
        raise Invalid({"day": _("This day lies in the future.")})
    with store.write(_label(store, episode_id)) as session:
        episodes.mended(session)
        span = _span(session, episode_id)
        if span.kind == EVENT:
            _move_event(session, span, day, why)
        elif ended:
            _refuse_disorder(span.since, day, None)
            span.until = day
        else:
            _move(session, span, day, why)


def strike(store: Store, episode_id: int) -> None:
    """Take a change out of the history: what was before it held on. A present value goes back to the one before.

    Raises ``UserError`` for the present household or relation: there an event, or its undo, is the way.
    """
    with store.write(_label(store, episode_id)) as session:
        episodes.mended(session)
        span = _span(session, episode_id)
        before = session.scalar(select(Episode).where(_same(span), Episode.until == span.since))
        if span.until is None:
            _put_back(session, span, before)
        session.delete(span)
        session.flush()
        if before is not None:
            before.until = span.until
            if before.since is None and before.until is None:
                session.delete(before)  # it held always, and holds still


def always_so(store: Store, episode_id: int) -> None:
    """What a change brought was so all along: what stood there before was a mistake and was never true."""
    with store.write(_label(store, episode_id)) as session:
        episodes.mended(session)
        span = _span(session, episode_id)
        wrong = session.scalar(select(Episode).where(_same(span), Episode.until == span.since))
        span.since, span.why = (wrong.since, wrong.why) if wrong else (None, "")
        if wrong is not None:
            session.delete(wrong)
        if span.since is None and span.until is None:
            session.delete(span)


def take_event_back(store: Store, episode_id: int) -> None:
    """Undo the action that wrote an event, whole. Raises ``UndoConflict`` naming what stands on it."""
    with store.read() as session:
        query = (
            select(Change.action_id)
            .join(Action, Action.id == Change.action_id)
            .where(
                Change.table_name == Episode.__tablename__,
                Change.row_id == episode_id,
                Change.before.is_(None),
                Action.undone_by_id.is_(None),
            )
        )
        action = session.scalar(query.order_by(Change.id.desc()).limit(1))
    if action is None:
        raise UserError(_("This event is no longer on record. It may have been undone."))
    store.take_back(action)


def _label(store: Store, episode_id: int) -> str:
    with store.read() as session:
        row = session.get(Episode, episode_id)
        person = session.get(Resident, row.row_id) if row else None
        name = person.name if person else ""
    return _("Correct the history of {name}").format(name=name)


def _span(session: Session, episode_id: int) -> Episode:
    found = session.get(Episode, episode_id)
    if found is None:
        raise UserError(_("This line of the history is no longer there. It may have been undone."))
    return found


def _same(span: Episode) -> ColumnElement[bool]:
    """The other episodes of the same fact; of a tag those of the same word."""
    same = and_(
        Episode.table_name == span.table_name,
        Episode.row_id == span.row_id,
        Episode.kind == span.kind,
        Episode.id != span.id,
    )
    return and_(same, Episode.value == span.value) if span.kind == "tags" else same


def _move(session: Session, span: Episode, day: date, why: str) -> None:
    before = session.scalar(select(Episode).where(_same(span), Episode.until == span.since))
    _refuse_disorder(before.since if before else None, day, span.until)
    if before is not None:
        before.until = day
    span.since, span.why = day, why


def _refuse_disorder(after: date | None, day: date, until: date | None) -> None:
    if after is not None and day <= after:
        raise Invalid({"day": _("The change before it was on {day}: choose a later day.").format(day=after)})
    if until is not None and day >= until:
        raise Invalid(
            {"day": _("The change after it was on {day}: choose an earlier day.").format(day=until)}
        )


def _put_back(session: Session, span: Episode, before: Episode | None) -> None:
    """The record holds again what it held before the change that never was."""
    if span.kind in _TIED:
        raise UserError(
            _(
                "The present household and relation are changed by a household event, or by undoing the one that set them."
            )
        )
    person = session.get_one(Resident, span.row_id)
    if span.kind == "tags":
        person.tags = [tag for tag in person.tags if tag != span.value]
        return
    if span.kind in _DERIVED_FROM:
        register.put(session, person, {span.kind: before.value if before else ""})
        return
    column, _colon, key = span.kind.partition(episodes.INSIDE)
    if key:
        _put_back_box(session, person, column, key, before.value if before else "")
        return
    empty: Any = None if span.kind == "dwelling_id" else ""
    value: Any = before.value if before else empty
    setattr(person, span.kind, int(value) if span.kind == "dwelling_id" and value else value)


def _put_back_box(session: Session, person: Resident, column: str, key: str, words: str) -> None:
    field = next(f for f in extra_fields.read(session, Resident.__tablename__) if f.key == key)
    value = {key: own_fields.from_text(field, words)}
    setattr(person, column, own_fields.pack([field], value, getattr(person, column)))


# ---- a whole event ------------------------------------------------------------------------------------


def _move_event(session: Session, span: Episode, day: date, why: str) -> None:
    """Every fact that the event dated gets the other day: those of the household's other members too."""
    old, was = span.since, span.why
    assert old is not None
    people: list[int] = json.loads(span.value)["people"]
    written = select(Episode.table_name, Episode.row_id).where(Episode.since == old, Episode.why == was)
    rows = {(table, row) for table, row in session.execute(written)} | {("residents", i) for i in people}
    _refuse_beyond_neighbours(session, rows, old, day)
    homes = _homes_ended(session, rows, old)
    for table, row in rows:
        mine = and_(Episode.table_name == table, Episode.row_id == row)
        both = update(Episode).where(mine, Episode.since == old, Episode.until == old)
        session.execute(both.values(since=day, until=day, why=why))
        session.execute(update(Episode).where(mine, Episode.until == old).values(until=day))
        session.execute(update(Episode).where(mine, Episode.since == old).values(since=day, why=why))
    _move_people(session, people, old, day)
    for home in homes:
        home.ended_on = day


def _refuse_beyond_neighbours(session: Session, rows: set[tuple[str, int]], old: date, day: date) -> None:
    """Between the old day and the new one nothing else may have happened to the same people."""
    first, last = sorted((old, day))
    for table, row in rows:
        mine = and_(Episode.table_name == table, Episode.row_id == row)
        begins = select(Episode.since).where(mine, Episode.since.between(first, last), Episode.since != old)
        ends = select(Episode.until).where(mine, Episode.until.between(first, last), Episode.until != old)
        between = session.scalar(begins.limit(1)) or session.scalar(ends.limit(1))
        if between is not None:
            raise Invalid({"day": _("There is another change on {day} in between.").format(day=between)})


def _homes_ended(session: Session, rows: set[tuple[str, int]], day: date) -> Sequence[Household]:
    left = select(Episode.value).where(
        Episode.kind == "household_id",
        Episode.until == day,
        Episode.row_id.in_([row for table, row in rows if table == "residents"]),
    )
    ids = {int(value) for value in session.scalars(left)}
    return session.scalars(select(Household).where(Household.id.in_(ids), Household.ended_on == day)).all()


def _move_people(session: Session, people: Sequence[int], old: date, day: date) -> None:
    for person in session.scalars(select(Resident).where(Resident.id.in_(people))):
        moved: dict[str, object] = {
            name: day
            for name in ("came_on", "left_on", "lives_here_since", "birth")
            if getattr(person, name) == old
        }
        if "birth" in moved:
            register.put(session, person, moved)
        else:
            for name, value in moved.items():
                setattr(person, name, value)
