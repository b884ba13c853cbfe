"""Who is to be visited for a line of 五必查、五必访, and by which day: fed into the same rule as the groups' visits."""

from collections.abc import Sequence
from datetime import date, timedelta
from functools import partial
from typing import Any

from sqlalchemy import ColumnElement, and_, false, func, or_, select
from sqlalchemy.orm import Session

from commgov_desktop import clock
from commgov_desktop.i18n import _
from commgov_desktop.ledger.fields import Field
from commgov_desktop.ledger.ledger import Column, Filter
from commgov_desktop.ledger.office import Office
from commgov_desktop.roster.duties import lists
from commgov_desktop.roster.duties.lists import ALL, DutyInfo
from commgov_desktop.roster.groups import known, rules, visits
from commgov_desktop.roster.groups.known import GroupInfo
from commgov_desktop.roster.groups.models import Sheet, Visit
from commgov_desktop.roster.models import Resident, here


def concerned(duty: DutyInfo, everybody: Sequence[GroupInfo], today: date) -> ColumnElement[bool]:
    """Whether a resident is one of those a line concerns; ``everybody`` are all groups."""
    group = next((g for g in everybody if g.id == duty.group_id), None)
    return rules.member(group, everybody, today) if group else false()


def due_on(duty: DutyInfo, until: date | None = None) -> ColumnElement[Any]:
    """So many days after the last visit made for this line, or after the line began.

    With ``until`` as it was on that day: later visits are not looked at.
    """
    mine = Visit.duty_id == duty.id
    last = visits.last_counted(mine if until is None else and_(mine, Visit.day <= until))
    since = duty.since.isoformat() if duty.since else None
    return visits.so_many_days_after(func.coalesce(last, since), duty.every_days)


def filters(office: Office, group_id: int) -> tuple[Filter, ...]:
    """For the list of a group: who is to be visited this week, or should have been, for each of its lines."""
    return tuple(
        Filter(key(duty.id), duty.words, partial(_near, duty), ALL, tone="amber")
        for duty in lists.duties(office)
        if duty.group_id == group_id
    )


def columns(office: Office, group_id: int) -> tuple[Column, ...]:
    """For the list of a group: by which day each of its lines is due."""
    return tuple(
        Column(Field(f"duty_{duty.id}", _said(duty), "day", width=130), partial(due_on, duty))
        for duty in lists.duties(office)
        if duty.group_id == group_id
    )


def _said(duty: DutyInfo) -> str:
    return _("{duty}: due").format(duty=duty.words)


def key(duty_id: int) -> str:
    """The key of a line's filter."""
    return f"duty:{duty_id}"


def _near(duty: DutyInfo, today: date) -> ColumnElement[bool]:
    return due_on(duty) <= today + timedelta(visits.SOON)


def of_person(office: Office, resident_id: int) -> list[tuple[DutyInfo, date]]:
    """The lines that concern a resident, and by which day each is due."""
    with office.store.read() as session:
        asked = lists.working(session, office)
        if not asked:
            return []
        return _of_person(session, asked, resident_id)


def _of_person(session: Session, asked: Sequence[DutyInfo], resident_id: int) -> list[tuple[DutyInfo, date]]:
    everybody = known.read(session)
    groups = {group.id: group for group in everybody}
    found = [(duty, groups[duty.group_id]) for duty in asked if duty.group_id in groups]
    what = [(_belongs(group, everybody, resident_id), due_on(duty)) for duty, group in found]
    query = select(*(part for pair in what for part in pair)).where(Resident.id == resident_id, here())
    row = session.execute(query).one_or_none() or ()
    pairs = zip([duty for duty, _group in found], row[::2], row[1::2], strict=False)
    return sorted(((duty, day) for duty, holds, day in pairs if holds), key=lambda pair: pair[1])


def _belongs(group: GroupInfo, everybody: Sequence[GroupInfo], resident_id: int) -> ColumnElement[bool]:
    """The same as ``rules.member`` for this one resident, without reading the sheets of everybody else."""
    mine = select(Sheet.id).where(Sheet.resident_id == resident_id, Sheet.group_id == group.id)
    kept = mine.where(Sheet.until.is_(None)).exists()
    if group.rule is None:
        return kept
    return or_(rules.answers(group.rule, everybody, clock.today(), resident_id), kept)
