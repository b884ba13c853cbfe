"""The figure of the situation reports: how many this year, how many of those with a time were reported in it."""

from dataclasses import dataclass

from sqlalchemy import func, select

from commgov_desktop import clock
from commgov_desktop.grids.situations import reporting, state
from commgov_desktop.grids.situations.ledger import begin_of_year
from commgov_desktop.grids.situations.models import SituationReport
from commgov_desktop.ledger.office import Office


@dataclass(frozen=True)
class OfTheYear:
    """Reports noticed this year. Those without a set time, and those whose time still runs, are in ``count`` only."""

    count: int
    in_time: int
    late: int


def of_the_year(office: Office) -> OfTheYear:
    """Counted over the reports that this clerk may see."""
    report, seen = SituationReport, reporting.reports_of(office).scope
    timed = report.due_at.is_not(None)
    good = timed & (report.reported_at <= report.due_at)
    late = state.reported_late() | (state.unreported() & (report.due_at < clock.now()))
    query = select(func.count(), func.count().filter(good), func.count().filter(late))
    query = query.select_from(report).where(report.noticed_at >= begin_of_year(clock.today()))
    with office.store.read() as session:
        count, in_time, after = session.execute(query.where(seen()) if seen else query).one()
    return OfTheYear(count, in_time, after)
