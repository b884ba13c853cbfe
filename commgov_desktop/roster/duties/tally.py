"""Due, done and overdue for each line of 五必查、五必访 in a month or quarter, grid by grid.

Done are the visits made for the line in the period to those it concerns; a visit to a household counts for each of
them in it. Still to do are those whose day falls before the end of the period and who were not visited since; overdue
those of them whose day has passed. Due is done and still to do together. Whom a line concerns is asked as of today.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import ColumnElement, and_, case, func, select
from sqlalchemy.orm import Session

from commgov_desktop import calendar_words, clock
from commgov_desktop.i18n import _
from commgov_desktop.ledger.office import Office
from commgov_desktop.roster import places
from commgov_desktop.roster.duties import due, lists
from commgov_desktop.roster.duties.lists import DutyInfo
from commgov_desktop.roster.groups import known
from commgov_desktop.roster.groups.known import GroupInfo
from commgov_desktop.roster.groups.models import Visit
from commgov_desktop.roster.models import Resident, here

_MONTHS, _QUARTERS = 6, 4


@dataclass(frozen=True)
class Span:
    """A month or a quarter. ``paper`` is how a Chinese paper names it."""

    first: date
    last: date
    words: str
    paper: str


def months(today: date) -> list[Span]:
    """This month and those before it."""
    found, first = [], today.replace(day=1)
    for _n in range(_MONTHS):
        last = (first + timedelta(31)).replace(day=1) - timedelta(1)
        found.append(
            Span(first, last, calendar_words.month_and_year(first), f"{first.year}年{first.month}月")
        )
        first = (first - timedelta(1)).replace(day=1)
    return found


def quarters(today: date) -> list[Span]:
    """This quarter and those before it."""
    found, first = [], date(today.year, (today.month - 1) // 3 * 3 + 1, 1)
    for _n in range(_QUARTERS):
        last = (first + timedelta(93)).replace(day=1) - timedelta(1)
        number = (first.month + 2) // 3
        words = _("quarter {n} of {year}").format(n=number, year=first.year)
        found.append(Span(first, last, words, f"{first.year}年第{number}季度"))
        before = first - timedelta(1)
        first = date(before.year, before.month - 2, 1)
    return found


@dataclass(frozen=True)
class Count:
    """Due, done and overdue."""

    due: int = 0
    done: int = 0
    overdue: int = 0

    def __add__(self, other: "Count") -> "Count":
        return Count(self.due + other.due, self.done + other.done, self.overdue + other.overdue)


@dataclass(frozen=True)
class Counted:
    """A line with its numbers by grid; the empty name stands for those in no grid."""

    duty: DutyInfo
    grids: tuple[tuple[str, Count], ...]

    @property
    def whole(self) -> Count:
        """Over all grids."""
        return sum((count for _grid, count in self.grids), Count())


def tally(office: Office, span: Span) -> list[Counted]:
    """Every line this clerk may see, in order; those not asked have no numbers."""
    with office.store.read() as session:
        everybody = known.read(session)
        asked = {duty.id for duty in lists.working(session, office)}
        return [
            Counted(duty, _by_grid(session, duty, everybody, span) if duty.id in asked else ())
            for duty in lists.seen(session, office)
        ]


def _by_grid(
    session: Session, duty: DutyInfo, everybody: Sequence[GroupInfo], span: Span
) -> tuple[tuple[str, Count], ...]:
    today = clock.today()
    one = (
        select(
            func.coalesce(places.grid_of(Resident.dwelling_id), "").label("grid"),
            due.due_on(duty, span.last).label("day"),
            _made(duty, span).label("made"),
        )
        .where(here(), due.concerned(duty, everybody, today))
        .subquery()
    )
    open_ = one.c.day <= span.last
    late = and_(open_, one.c.day < today)
    query = select(
        one.c.grid,
        func.sum(one.c.made),
        func.sum(case((open_, 1), else_=0)),
        func.sum(case((late, 1), else_=0)),
    )
    rows = session.execute(query.group_by(one.c.grid).order_by(one.c.grid == "", one.c.grid)).all()
    return tuple((grid, Count(made + to_do, made, overdue)) for grid, made, to_do, overdue in rows)


def _made(duty: DutyInfo, span: Span) -> ColumnElement[Any]:
    """How many visits for a line a resident had in the period."""
    counts = and_(Visit.duty_id == duty.id, Visit.day.between(span.first, span.last))
    own = select(func.count(Visit.id)).where(Visit.resident_id == Resident.id, counts)
    of_home = select(func.count(Visit.id)).where(
        Visit.household_id == Resident.household_id, Visit.resident_id.is_(None), counts
    )
    parts = [query.correlate(Resident).scalar_subquery() for query in (own, of_home)]
    return parts[0] + parts[1]


def by_grid(counted: Sequence[Counted]) -> list[tuple[str, Count]]:
    """All lines together, grid by grid."""
    found: dict[str, Count] = {}
    for line in counted:
        for grid, count in line.grids:
            found[grid] = found.get(grid, Count()) + count
    return sorted(found.items(), key=lambda pair: (not pair[0], pair[0]))
