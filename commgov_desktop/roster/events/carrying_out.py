"""Carries an event out: one action, one line of undo, every changed fact dated with the day it happened."""

import json
from dataclasses import dataclass
from typing import Any

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from commgov_desktop import clock
from commgov_desktop.errors import Invalid
from commgov_desktop.ledger import episodes
from commgov_desktop.ledger.episodes import Episode
from commgov_desktop.roster import register
from commgov_desktop.roster.events.effects import lines
from commgov_desktop.roster.events.plan import Answers, HomeAfter, Plan
from commgov_desktop.roster.events.working_out import work_out
from commgov_desktop.roster.groups.models import Sheet
from commgov_desktop.roster.history import EVENT, HERE
from commgov_desktop.roster.models import HEAD, Household, Resident
from commgov_desktop.store.store import Store


@dataclass(frozen=True)
class Done:
    """What came of it: the people and households by id, and the slip (an episode's id) that can be printed."""

    people: tuple[int, ...]
    homes: tuple[int, ...]
    slip: int


def carry_out(store: Store, event: str, answers: Answers) -> Done:
    """Save an event as one action that can be undone. Raises ``Invalid`` with what is missing; then nothing is saved."""
    with store.read() as session:
        label = _ready(session, event, answers).label
    with store.write(label) as session:
        return _carry(session, _ready(session, event, answers))


def _ready(session: Session, event: str, answers: Answers) -> Plan:
    plan = work_out(session, event, answers)
    if plan.problems:
        raise Invalid(plan.problems)
    return plan


def _carry(session: Session, plan: Plan) -> Done:
    said = lines(plan, official=True)
    episodes.happened(session, plan.day, plan.why)
    changes = plan.changes()
    homes = {home.key: _found(session, home) for home in plan.homes.values() if home.is_new}
    people = {number: number for number in plan.people if number > 0}
    heads = [i for i, columns in changes.items() if columns.get("relation") == HEAD]
    for number in sorted(changes, key=lambda i: i in heads):
        _set(session.get_one(Resident, number), changes[number], homes)
        if number not in heads:
            session.flush()  # who steps down does so first: the file never knows two heads
    session.flush()
    for number in plan.newcomers:
        people[number] = _enter(session, plan, number, homes)
    for home in plan.homes.values():
        _settle(session, home, plan)
    _keep_earlier_stays(session, plan)
    _end_sheets(session, plan)
    slip = _write_slip(session, plan, [people[i] for i in plan.concerned], said)
    return Done(tuple(people[i] for i in plan.concerned), tuple(homes.get(k, k) for k in plan.homes), slip)


def _found(session: Session, home: HomeAfter) -> int:
    new = Household(dwelling_id=home.dwelling_id, kind=home.kind)
    session.add(new)
    session.flush()
    return new.id


def _set(person: Resident, columns: dict[str, Any], homes: dict[int, int]) -> None:
    for name, value in columns.items():
        setattr(person, name, homes.get(value, value) if name == "household_id" else value)


def _enter(session: Session, plan: Plan, number: int, homes: dict[int, int]) -> int:
    """Enter a newcomer as the form would: what the number tells is filled in, the name gets its sounds."""
    home = plan.home_after(plan.people[number])
    values = dict(plan.newcomers[number])
    if home is not None:
        values |= {"household_id": homes.get(home.key, home.key), "relation": home.relations[number]}
    person = Resident()
    register.put(session, person, {k: v for k, v in values.items() if v is not None})
    if wrong := person.problems(clock.today()):
        raise Invalid(wrong)
    session.add(person)
    session.flush()
    return person.id


def _settle(session: Session, home: HomeAfter, plan: Plan) -> None:
    if home.is_new:
        return
    kept = session.get_one(Household, home.key)
    if home.ends:
        kept.ended_on, kept.dwelling_id = plan.day, None
        return
    if home.members:
        kept.ended_on = None
    if home.dwelling_before != home.dwelling_id:
        kept.dwelling_id = home.dwelling_id


def _keep_earlier_stays(session: Session, plan: Plan) -> None:
    for person, (came, left) in plan.earlier_stays.items():
        session.add(
            Episode(table_name="residents", row_id=person, kind=HERE, since=came, until=left, why=plan.why)
        )


def _end_sheets(session: Session, plan: Plan) -> None:
    """The group sheets of who leaves end with them."""
    gone = [i for i, columns in plan.changes().items() if columns.get("left_on") is not None]
    open_ones = select(Sheet).where(Sheet.resident_id.in_(gone), Sheet.until.is_(None))
    for sheet in session.scalars(open_ones) if gone else ():
        sheet.until = max(plan.day, sheet.since) if sheet.since else plan.day
        sheet.why_ended = plan.why


def _write_slip(session: Session, plan: Plan, people: list[int], said: list[Any]) -> int:
    """The event itself, in the life of everybody concerned, with the lines its slip prints."""
    value = json.dumps(
        {
            "event": plan.event,
            "people": people,
            "lines": [[line.who, line.what, line.before, line.after] for line in said],
        },
        ensure_ascii=False,
    )
    first = 0
    for person in people:
        row = {
            "table_name": "residents", "row_id": person, "kind": EVENT, "value": value, "since": plan.day,
            "until": plan.day, "why": plan.why,
        }  # fmt: skip
        written = session.scalar(insert(Episode).values(row).returning(Episode.id))
        first = first or int(written or 0)
    return first
