"""What the groups report on the page of today: visits that are due, days that run out; one line for each list."""

from datetime import date, timedelta

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from commgov_desktop import clock
from commgov_desktop.i18n import _, ngettext
from commgov_desktop.ledger.due import Due
from commgov_desktop.ledger.office import Office
from commgov_desktop.roster.groups import known, rules, visits
from commgov_desktop.roster.groups.known import EXPIRES_WITHIN, GroupInfo
from commgov_desktop.roster.groups.models import Sheet, Visit
from commgov_desktop.roster.models import Resident, here


def due(office: Office) -> list[Due]:
    """The lines of every group that this clerk may see, and the visits that were promised."""
    today = clock.today()
    found: list[Due] = []
    with office.store.read() as session:
        everybody = known.read(session)
        for group in known.seen(session, office):
            if group.visit_days:
                found += _visits(session, group, rules.member(group, everybody, today), today)
            found += _expiries(session, group, today)
        found += _promised(session, office, today)
    return found


def _visits(session: Session, group: GroupInfo, member: ColumnElement[bool], today: date) -> list[Due]:
    """One line for those who are late and one for those whose day is near, each with its first day."""
    days = select(visits.due_on(group).label("day")).where(here(), member).subquery()
    lines = []
    for late in (True, False):
        when = days.c.day < today if late else days.c.day.between(today, today + timedelta(visits.SOON))
        count, first = session.execute(select(func.count(), func.min(days.c.day)).where(when)).one()
        if count:
            words = (
                ngettext("{group}: {n} visit is late", "{group}: {n} visits are late", count)
                if late
                else ngettext("{group}: {n} visit is due", "{group}: {n} visits are due", count)
            )
            title = words.format(group=group.name, n=count)
            lines.append(
                Due(_as_day(first), title, tab="roster:visits-due", record_id=group.id, verb=_("Open"))
            )
    return lines


def _expiries(session: Session, group: GroupInfo, today: date) -> list[Due]:
    lines = []
    for field in group.expiries:
        day = func.json_extract(Sheet.entries, f'$."{field.key}"')
        mine = [Sheet.group_id == group.id, Sheet.until.is_(None), here()]
        for late in (True, False):
            last = today + timedelta(EXPIRES_WITHIN)
            when = day < today.isoformat() if late else day.between(today.isoformat(), last.isoformat())
            query = (
                select(func.count(), func.min(day))
                .select_from(Sheet)
                .join(Resident, Resident.id == Sheet.resident_id)
            )
            count, first = session.execute(query.where(*mine, when)).one()
            if count:
                words = (
                    _("{group}: {field} of {n} people has passed")
                    if late
                    else _("{group}: {field} of {n} people")
                )
                title = words.format(group=group.name, field=field.label, n=count)
                lines.append(
                    Due(_as_day(first), title, tab="roster:expiring", record_id=group.id, verb=_("Open"))
                )
    return lines


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
