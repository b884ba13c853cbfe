"""Visits (走访): who was visited, when, by whom and why, what was found; and who must be visited by which day."""

import dataclasses
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Date, String, and_, false, func, or_, select, type_coerce
from sqlalchemy.orm import Session, aliased, object_session

from commgov_desktop import clock
from commgov_desktop.i18n import N_, _
from commgov_desktop.ledger import codes
from commgov_desktop.ledger.book import refuse_problems
from commgov_desktop.ledger.fields import Field, section
from commgov_desktop.ledger.ledger import Column, Filter, Ledger, found_within, own
from commgov_desktop.ledger.office import Office
from commgov_desktop.roster import places
from commgov_desktop.roster.about_people import find_rows
from commgov_desktop.roster.duties import lists as duties
from commgov_desktop.roster.duties.lists import DutyInfo
from commgov_desktop.roster.groups import known, levels, visit_facts
from commgov_desktop.roster.groups.known import GroupInfo
from commgov_desktop.roster.groups.models import Group, Sheet, Visit
from commgov_desktop.roster.household_ledger import household_name
from commgov_desktop.roster.models import Household, Resident

SOON = 7
"""Days before a visit is due at which Today begins to speak of it."""

WHO = Field("resident_id", N_("Person visited"), "reference", to="residents", width=96)
HOME = Field("household_id", N_("Or the whole household"), "reference", to="households", width=110)
DAY = Field("day", N_("Day of the visit"), "day", required=True, width=104)
BY = Field("by_whom", N_("Visited by"), width=90)
WHY = Field("purpose", N_("Occasion"), "choice", choices=codes.choices("visit_reasons"), width=96)
FOUND = Field("findings", N_("Findings of the visit"), "paragraph", wide=True, width=260)
NEXT = Field("next_on", N_("To be visited again on"), "day", width=104)


def _find(session: Session, words: str) -> Sequence[int]:
    """The visits of those who answer these words, or of which a word stands in the findings; the latest first."""

    def hit(people: Sequence[int], word: str) -> ColumnElement[bool]:
        said = func.lower(Visit.findings + " " + Visit.by_whom + " " + type_coerce(Visit.day, String))
        found = or_(Visit.resident_id.in_(people), func.instr(said, word) > 0)
        return or_(found, func.instr(visit_facts.household(), word) > 0)

    return find_rows(session, words, Visit, hit, Visit.day.desc())


def _not_restricted() -> ColumnElement[bool]:
    hidden = select(Group.id).where(Group.restricted.is_(True))
    return or_(Visit.group_id.is_(None), Visit.group_id.not_in(hidden))


def visit_name(visit: Visit) -> str:
    """``张伟 2026-03-05`` while the record is in a session; a visit for a restricted group names nobody."""
    session = object_session(visit)
    group = session.get(Group, visit.group_id) if session and visit.group_id else None
    if session is None or (group is not None and group.restricted):
        return _("restricted visit")
    person = session.get(Resident, visit.resident_id) if visit.resident_id else None
    home = session.get(Household, visit.household_id) if visit.household_id else None
    who = person.name if person else household_name(home) if home else ""
    return f"{who} {visit.day}"


VISITS = Ledger(
    key="visits",
    title=N_("Visits"),
    one=N_("visit"),
    model=Visit,
    form=(section(N_("Visit"), WHO, HOME, DAY, BY, WHY, NEXT), section(N_("Outcome"), FOUND)),
    columns=(
        Column(DAY, own("day", Visit)),
        Column(Field("who", N_("Who was visited"), width=96), visit_facts.who),
        Column(Field("address", N_("Address"), width=140), lambda: places.address_of(visit_facts.dwelling())),
        Column(
            Field("grid", N_("Grid"), width=76), lambda: places.grid_of(visit_facts.dwelling()), shown=False
        ),
        Column(
            WHY,
            own("purpose", Visit),
            show=lambda code: codes.table("visit_reasons").text(code) if code else "",
        ),
        Column(FOUND, own("findings", Visit)),
        Column(BY, own("by_whom", Visit)),
        Column(NEXT, own("next_on", Visit)),
        Column(Field("group", N_("For the group"), width=96), visit_facts.group_name, shown=False),
        Column(
            Field("duty", N_("Check or visit of the five"), width=120), visit_facts.duty_name, shown=False
        ),
    ),
    name=visit_name,
    order="-day",
    find=found_within(_find, Visit, _not_restricted),
    filters=(
        Filter("month", N_("This month"), lambda today: Visit.day >= today.replace(day=1)),
        Filter("year", N_("This year"), lambda today: Visit.day >= today.replace(month=1, day=1)),
        Filter(
            "again", N_("To be visited again"), lambda today: promised(today + timedelta(36500)), tone="amber"
        ),
    ),
    empty=(N_("No visit has been recorded yet."), N_("Record a visit")),
    scope=_not_restricted,
    tables=frozenset(("residents", "households", "groups", "visit_duties")),
)
"""Visits for restricted groups are left out here; ``visits_of`` shows them to those who may."""


def visits_of(office: Office) -> Ledger:
    """The visits this clerk may see, and the groups a visit can count for."""
    able = office.account.may_see_restricted
    offered = [(str(g.id), g.name) for g in known.groups(office) if g.visit_days]
    group = Field(
        "group_id", N_("Counts for"), "choice", choices=lambda: offered, hint=N_("For all its rules")
    )
    asked = duties.duties(office)
    duty = Field(
        "duty_id",
        duties.ALL,
        "choice",
        choices=lambda: [(str(d.id), d.words) for d in duties.duties(office, all_=True) if d.name],
    )
    form = (section(N_("Visit"), WHO, HOME, DAY, BY, WHY, group, duty, NEXT), section(N_("Outcome"), FOUND))

    def load(_session: Session, visit: Visit) -> dict[str, object]:
        shown: dict[str, object] = {box.name: getattr(visit, box.name) for box in VISITS.fields()}
        return shown | {name: str(getattr(visit, name) or "") or None for name in ("group_id", "duty_id")}

    def store(_session: Session, visit: Visit, values: Mapping[str, object]) -> None:
        for name, value in values.items():
            setattr(visit, name, value)
        for name in ("group_id", "duty_id"):
            setattr(visit, name, int(str(values[name])) if values.get(name) else None)
        visit.purpose = str(values.get("purpose") or "")

    return dataclasses.replace(
        VISITS,
        form=form,
        filters=(*VISITS.filters, *(_for_duty(one) for one in asked)),
        load=load,
        store=store,
        scope=None if able else _not_restricted,
        find=_find if able else VISITS.find,
    )


def _for_duty(duty: DutyInfo) -> Filter:
    return Filter(f"duty:{duty.id}", duty.words, lambda _today: Visit.duty_id == duty.id, duties.ALL)


def keep(office: Office, visit_id: int | None, values: Mapping[str, object]) -> int:
    """Keep a visit. Gives its id. Raises ``Invalid``, or ``UserError`` for those without the right to its group."""
    ledger = visits_of(office)
    with office.store.read() as session:
        values = duties.with_group(session, values)
        before = session.get(Visit, visit_id) if visit_id is not None else None
        touched = {int(str(values["group_id"]))} if values.get("group_id") else set()
        touched |= {before.group_id} if before is not None and before.group_id else set()
        restricted = any(known.allowed(session, office, number).restricted for number in touched)
    who = _name(office, values)
    label = (
        _("Work on a restricted sheet") if restricted else _("Record the visit to {name}").format(name=who)
    )
    with office.store.write(label) as session:
        visit = Visit() if visit_id is None else session.get_one(Visit, visit_id)
        assert ledger.store is not None
        ledger.store(session, visit, values)
        refuse_problems(ledger, visit)
        session.add(visit)
        session.flush()
        return visit.id


def _name(office: Office, values: Mapping[str, object]) -> str:
    person, home = values.get("resident_id"), values.get("household_id")
    if isinstance(person, int):
        return office.people.person(person).name
    if isinstance(home, int):
        with office.store.read() as session:
            return household_name(session.get_one(Household, home))
    return ""


def remove(office: Office, visit_id: int) -> None:
    """Take a visit away; it can be undone. Raises ``UserError`` for those without the right to its group."""
    with office.store.read() as session:
        visit = session.get_one(Visit, visit_id)
        restricted = bool(visit.group_id) and known.allowed(session, office, visit.group_id or 0).restricted
        name = visit_name(visit)
    label = _("Work on a restricted sheet") if restricted else _("Remove {name}").format(name=name)
    with office.store.write(label) as session:
        session.delete(session.get_one(Visit, visit_id))


def of_person(office: Office, resident_id: int, most: int = 50) -> list[tuple[int, date, str]]:
    """The visits to a resident or their whole household that this clerk may see, the latest first: id, day, words."""
    with office.store.read() as session:
        home = session.scalar(select(Resident.household_id).where(Resident.id == resident_id))
        whom = or_(
            Visit.resident_id == resident_id, and_(Visit.resident_id.is_(None), Visit.household_id == home)
        )
        return _listed(session, office, whom, most)


def of_household(office: Office, household_id: int, most: int = 50) -> list[tuple[int, date, str]]:
    """The same for a household and everybody in it."""
    members = select(Resident.id).where(Resident.household_id == household_id)
    with office.store.read() as session:
        whom = or_(Visit.household_id == household_id, Visit.resident_id.in_(members))
        return _listed(session, office, whom, most)


def _listed(
    session: Session, office: Office, whom: ColumnElement[bool], most: int
) -> list[tuple[int, date, str]]:
    query = select(Visit).where(whom).order_by(Visit.day.desc(), Visit.id.desc()).limit(most)
    hidden = set(known.hidden_ids(session, office))
    return [(v.id, v.day, _line(v)) for v in session.scalars(query) if v.group_id not in hidden]


def _line(visit: Visit) -> str:
    why = codes.table("visit_reasons").text(visit.purpose) if visit.purpose else _("Visit")
    first = visit.findings.strip().partition("\n")[0]
    return "：".join(part for part in (why, first if len(first) <= 30 else first[:29] + "…") if part)


# ---- who is due -----------------------------------------------------------------------------------------


def last_visit(group_id: int | None) -> ColumnElement[Any]:
    """The day of the last visit to a resident or their whole household that counts for this group."""
    return last_counted(or_(Visit.group_id.is_(None), Visit.group_id == group_id))


def last_counted(counts: ColumnElement[bool]) -> ColumnElement[Any]:
    """The day of the last of the visits that count, to a resident or their whole household."""
    day = type_coerce(func.max(Visit.day), String)
    own_day = select(day).where(Visit.resident_id == Resident.id, counts)
    of_home = select(day).where(
        Visit.household_id == Resident.household_id, Visit.resident_id.is_(None), counts
    )
    days = [func.coalesce(q.correlate(Resident).scalar_subquery(), "") for q in (own_day, of_home)]
    return type_coerce(func.nullif(func.max(*days), ""), Date)


def due_on(group: GroupInfo) -> ColumnElement[Any]:
    """By which day a member is to be visited: so many days after the last visit, or after the sheet began.

    Who was never visited and has no beginning is due today.
    """
    since = select(Sheet.since).where(
        Sheet.resident_id == Resident.id, Sheet.group_id == group.id, Sheet.until.is_(None)
    )
    begun = func.coalesce(last_visit(group.id), since.correlate(Resident).scalar_subquery())
    return so_many_days_after(begun, levels.days_for(group))


def so_many_days_after(
    begun: ColumnElement[Any], days: ColumnElement[Any] | int | None
) -> ColumnElement[Any]:
    """The one place where a rule becomes the day of a visit; what has no beginning is due today."""
    by = func.date(begun, func.printf("+%d days", days))
    return type_coerce(func.coalesce(by, clock.today().isoformat()), Date)


def due(group: GroupInfo, last: date) -> ColumnElement[bool]:
    """Whether a resident is to be visited by ``last`` at the latest, by this group's rule."""
    return due_on(group) <= last if group.visit_days else false()


def promised(last: date) -> ColumnElement[bool]:
    """The visits whose next day, not later than ``last``, was not followed by a visit to the same."""
    to_them = and_(Visit.resident_id.is_not(None), _followed("resident_id"))
    to_all = and_(Visit.resident_id.is_(None), _followed("household_id"))
    return and_(Visit.next_on.is_not(None), Visit.next_on <= last, ~or_(to_them, to_all))


def _followed(whom: str) -> ColumnElement[bool]:
    """Whether the same person, or household, was visited later; each by its own index."""
    later = aliased(Visit)
    after = or_(later.day > Visit.day, and_(later.day == Visit.day, later.id > Visit.id))
    same = getattr(later, whom) == getattr(Visit, whom)
    return select(later.id).where(same, after).correlate(Visit).exists()
