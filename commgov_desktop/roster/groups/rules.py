"""Who belongs to a group: those its rule names at the time it is asked, and those who have an open sheet.

A rule is ``{"all": [part, ...]}`` and every part must hold: ``{"age_from": 80}``, ``{"age_to": 17}``,
``{"alone": true}`` (a household of one), ``{"household_all_from": 60}`` (several people, nobody younger),
``{"residence_kind": [codes]}``, ``{"political_status": [codes]}``, ``{"expiring_within": 30}`` (a day of a
sheet that is not restricted has come near or has passed).
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, case, false, func, or_, select
from sqlalchemy.orm import aliased

from commgov_desktop.ledger.episodes import Dated, was
from commgov_desktop.ledger.question_sql import still
from commgov_desktop.roster.groups.known import GroupInfo
from commgov_desktop.roster.groups.models import Sheet
from commgov_desktop.roster.ledger import born_by
from commgov_desktop.roster.models import Resident

Groups = Sequence[GroupInfo]


@dataclass(frozen=True)
class Asked:
    """What a part of a rule may look at: all groups, the day, and the one resident if only one is asked about."""

    groups: Groups
    today: date
    resident_id: int | None = None


def member(group: GroupInfo, everybody: Groups, today: date) -> ColumnElement[bool]:
    """Whether a resident belongs to ``group``, as SQL over ``Resident``; ``everybody`` are all groups."""
    kept = Resident.id.in_(select(Sheet.resident_id).where(Sheet.group_id == group.id, Sheet.until.is_(None)))
    if group.rule is None:
        return kept
    return or_(answers(group.rule, everybody, today), kept)


def kept_on(day: date) -> ColumnElement[bool]:
    """Whether a sheet was open on a day; one without a beginning always was."""
    begun = or_(Sheet.since.is_(None), Sheet.since <= day)
    return and_(begun, or_(Sheet.until.is_(None), Sheet.until > day))


def member_on(group: GroupInfo, day: date) -> ColumnElement[bool] | None:
    """Whether a resident belonged to ``group`` on a day; ``None`` where its rule asks what that day cannot answer."""
    kept = Resident.id.in_(select(Sheet.resident_id).where(Sheet.group_id == group.id, kept_on(day)))
    if group.rule is None:
        return kept
    held = _all_of(group.rule, _THEN, Asked((), day))
    return None if held is None else or_(held, kept)


def answers(
    rule: Mapping[str, Any], everybody: Groups, today: date, resident_id: int | None = None
) -> ColumnElement[bool]:
    """Whether a resident answers a rule; parts this program does not know hold for nobody.

    With ``resident_id`` only this one is asked about, so that nobody else's sheets are read.
    """
    held = _all_of(rule, _PARTS, Asked(everybody, today, resident_id))
    return false() if held is None else held


def _all_of(rule: Mapping[str, Any], known: Mapping[str, "Part"], asked: Asked) -> ColumnElement[bool] | None:
    """Every part of a rule; ``None`` where there is none, or one that is not ``known``."""
    named = [(name, value) for part in rule["all"] for name, value in part.items()]
    if not named or any(name not in known for name, _value in named):
        return None
    return and_(*(known[name](value, asked) for name, value in named))


def _aged_from(years: int, asked: Asked) -> ColumnElement[bool]:
    return Resident.birth <= born_by(years, asked.today)


def _aged_to(years: int, asked: Asked) -> ColumnElement[bool]:
    return Resident.birth > born_by(years + 1, asked.today)


def _alone(wanted: bool, asked: Asked) -> ColumnElement[bool]:
    other, mates = _mates(asked)
    alone = _homes(mates.having(func.count(other.id) == 1))
    return alone if wanted else or_(Resident.household_id.is_(None), ~alone)


def _household_all_from(years: int, asked: Asked) -> ColumnElement[bool]:
    other, mates = _mates(asked)
    young = or_(other.birth.is_(None), other.birth > born_by(years, asked.today))
    return _homes(mates.having(func.count(other.id) > 1, func.sum(case((young, 1), else_=0)) == 0))


def _homes(which: Select[Any]) -> ColumnElement[bool]:
    return and_(Resident.household_id.is_not(None), Resident.household_id.in_(which))


def _mates(asked: Asked) -> tuple[Any, Select[Any]]:
    """Everybody who is here by household, from one pass over the narrow index; of one resident theirs alone."""
    other: Any = aliased(Resident)
    home = other.household_id if asked.resident_id is not None else still(other.household_id)
    query = select(home).where(other.household_id.is_not(None), other.left_on.is_(None)).group_by(home)
    if asked.resident_id is None:
        return other, query
    mine = select(Resident.household_id).where(Resident.id == asked.resident_id).scalar_subquery()
    return other, query.where(other.household_id == mine)


def _expiring(days: int, asked: Asked) -> ColumnElement[bool]:
    near = []
    for group in asked.groups:
        if group.expiries and not group.restricted:
            near.append(expires(group, asked.today, days, asked.resident_id))
    return or_(*near) if near else false()


def expires(group: GroupInfo, today: date, days: int, resident_id: int | None = None) -> ColumnElement[bool]:
    """Who has a day in an open sheet of this group within ``days``, passed ones included."""
    if not group.expiries:
        return false()
    query = first_expiry(group, today + timedelta(days))
    near = (query.where(Sheet.resident_id == resident_id) if resident_id is not None else query).subquery()
    return Resident.id.in_(select(near.c.resident_id))


def first_expiry(group: GroupInfo, last: date) -> Select[Any]:
    """By resident who is here, the first day in their open sheet that runs out by ``last``: ``resident_id``, ``day``."""
    each = [func.json_extract(Sheet.entries, f'$."{field.key}"') for field in group.expiries]
    late = [case((day <= last.isoformat(), day), else_=_NEVER) for day in each]
    first = func.min(*late) if len(late) > 1 else late[0]
    query = select(Sheet.resident_id, first.label("day")).join(Resident, Resident.id == Sheet.resident_id)
    mine = query.where(Sheet.group_id == group.id, Sheet.until.is_(None), Resident.left_on.is_(None))
    return mine.where(first < _NEVER)


_NEVER = "9999"
"""Sorts behind every day."""


Part = Callable[[Any, Asked], ColumnElement[bool]]
"""One part of a rule as SQL, of its value and what may be looked at."""


def _was_one_of(column: Dated) -> Part:
    return lambda codes, asked: or_(*(was(column, code, asked.today) for code in codes))


_THEN: dict[str, Part] = {
    "age_from": _aged_from,
    "age_to": _aged_to,
    "residence_kind": _was_one_of(Resident.residence_kind),
    "political_status": _was_one_of(Resident.political_status),
}
"""The parts of a rule that an earlier day can answer."""

_PARTS: dict[str, Part] = {
    "age_from": _aged_from,
    "age_to": _aged_to,
    "alone": _alone,
    "household_all_from": _household_all_from,
    "residence_kind": lambda codes, _asked: Resident.residence_kind.in_(codes),
    "political_status": lambda codes, _asked: Resident.political_status.in_(codes),
    "expiring_within": _expiring,
}
