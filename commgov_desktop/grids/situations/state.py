"""How a report stands: to be reported, late, reported, answered, closed; worked out from its days, never typed in."""

from typing import Any

from sqlalchemy import ColumnElement, Float, case, func, type_coerce

from commgov_desktop import clock
from commgov_desktop.grids.situations.models import SituationReport
from commgov_desktop.i18n import N_, _
from commgov_desktop.ledger.fields import Chip

LATE, OPEN, REPORTED, ANSWERED, CLOSED = 1, 2, 3, 4, 5
"""In the order in which they press."""

WORDS = {
    LATE: (N_("Late"), "red"),
    OPEN: (N_("To be reported"), "amber"),
    REPORTED: (N_("Reported"), "blue"),
    ANSWERED: (N_("Answered"), "green"),
    CLOSED: (N_("Closed"), "grey"),
}
ON_PAPER = {LATE: "逾期未报", OPEN: "待上报", REPORTED: "已上报", ANSWERED: "已答复", CLOSED: "已办结"}


def state() -> ColumnElement[Any]:
    """The state of a report as an SQL expression, at this moment."""
    report = SituationReport
    return case(
        (report.closed_on.is_not(None), CLOSED),
        (report.answer != "", ANSWERED),
        (report.reported_at.is_not(None), REPORTED),
        (report.due_at < clock.now(), LATE),
        else_=OPEN,
    )


def unreported() -> ColumnElement[bool]:
    """What has not been said yet."""
    return SituationReport.reported_at.is_(None)


def reported_late() -> ColumnElement[bool]:
    """What was said, but after its time."""
    return SituationReport.reported_at > SituationReport.due_at


def hours() -> ColumnElement[Any]:
    """Hours from noticing to reporting, one place behind the point; empty while it is not reported."""
    days = func.julianday(SituationReport.reported_at) - func.julianday(SituationReport.noticed_at)
    return type_coerce(func.round(days * 24, 1), Float)


def chip(number: int) -> Chip:
    """The state in words on its colour."""
    words, tone = WORDS[number]
    return Chip(_(words), tone)
