"""What the groups report on the page of today: visits that are due, days that run out; one line for each list."""

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from functools import partial
from typing import Any

from sqlalchemy import ColumnElement, case, func, select
from sqlalchemy.orm import Session

from commgov_desktop import clock
from commgov_desktop.i18n import _
from commgov_desktop.ledger.due import Due
from commgov_desktop.ledger.office import Office
from commgov_desktop.roster.duties import due as duty_due
from commgov_desktop.roster.duties import lists as duties
from commgov_desktop.roster.groups import known, rules, visits
from commgov_desktop.roster.groups.known import EXPIRES_WITHIN, GroupInfo
from commgov_desktop.roster.groups.models import Visit
from commgov_desktop.roster.models import here


def due(office: Office) -> list[Due]:
    """The lines of every group that this clerk may see, and the visits that were promised."""
    today = clock.today()
    found: list[Due] = []
    with office.store.read() as session:
        everybody = known.read(session)
        for group in known.seen(session, office):
            if group.visit_days:
                member = rules.member(group, everybody, today)
                found += _visits(session, visits.due_on(group), member, _to_list(group, "roster:visits-due"))
            found += _expiries(session, group, today)
        for duty in duties.working(session, office):
            line = partial(_line, duty.words, "roster:duty-due", duty.id)
            found += _visits(session, duty_due.due_on(duty), duty_due.concerned(duty, everybody, today), line)
        found += _promised(session, office, today)
    return found


Lined = Callable[[Sequence[str], object], Due]
"""Makes a line of Today of its words and its first day."""


def _visits(
    session: Session, due_on: ColumnElement[Any], member: ColumnElement[bool], line: Lined
) -> list[Due]:
    """One line for all who are late or whose day is near, with the first day of them."""
    today = clock.today()
    days = select(due_on.label("day")).where(here(), member).subquery()
    when = days.c.day <= today + timedelta(visits.SOON)
    late, count, first = session.execute(
        select(func.sum(case((days.c.day < today, 1), else_=0)), func.count(), func.min(days.c.day)).where(
            when
        )
    ).one()
    if not count:
        return []
    words = [_("{n} people not visited in time").format(n=late)] if late else []
    words += [_("{n} people to be visited soon").format(n=count - late)] if count > late else []
    return [line(words, first)]


def _expiries(session: Session, group: GroupInfo, today: date) -> list[Due]:
    """One line for all whose days have run out or soon will, with the first of these days."""
    if not group.expiries:
        return []
    days = rules.first_expiry(group, today + timedelta(EXPIRES_WITHIN)).subquery()
    late, count, first = session.execute(
        select(
            func.sum(case((days.c.day < today.isoformat(), 1), else_=0)), func.count(), func.min(days.c.day)
        )
    ).one()
    if not count:
        return []
    words = [_("{n} people with a day that has passed").format(n=late)] if late else []
    words += [_("{n} people with a day within 30 days").format(n=count - late)] if count > late else []
    named = "、".join(field.label for field in group.expiries)
    words[0] = f"{named} {words[0]}"
    return [_to_list(group, "roster:expiring")(words, first)]


def _to_list(group: GroupInfo, tab: str) -> Lined:
    return partial(_line, group.name, tab, group.id)


def _line(name: str, tab: str, number: int, words: Sequence[str], first: object) -> Due:
    title = _("{group}: {words}").format(group=name, words="，".join(words))
    return Due(_as_day(first), title, tab=tab, record_id=number, verb=_("Open"))


def _promised(session: Session, office: Office, today: date) -> list[Due]:
    """Visits whose next day was said: by name as long as they are few."""
    hidden = list(known.hidden_ids(session, office))
    open_ = Visit.group_id.is_(None) | Visit.group_id.not_in(hidden)
    query = (
        select(Visit).where(open_, visits.promised(today + timedelta(visits.SOON))).order_by(Visit.next_on)
    )
    found = list(session.scalars(query))
    if len(found) > _BY_NAME:
        title = _("{n} visits were promised").format(n=len(found))
        return [Due(found[0].next_on or today, title, tab="roster:visits", record_id=0, verb=_("Open"))]
    return [
        Due(
            visit.next_on or today,
            _("Visit {name} again").format(
                name=visits.visit_name(visit).rpartition(" ")[0] or _("restricted visit")
            ),
            visit.by_whom,
            tab="roster:visits",
            record_id=visit.id,
            verb=_("Open"),
        )
        for visit in found
    ]


_BY_NAME = 3


def _as_day(day: object) -> date:
    return day if isinstance(day, date) else date.fromisoformat(str(day))
