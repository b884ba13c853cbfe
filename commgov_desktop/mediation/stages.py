"""The stage of a case as its folder shows it, in the database's words, and the day that presses next.

Nobody sets a stage: it is what the file holds. Lists, filters and the case page ask the same expression.
"""

from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, String, and_, case, cast, exists, func, not_, null, or_, select

from commgov_desktop.i18n import N_, _
from commgov_desktop.ledger.fields import Chip
from commgov_desktop.mediation.agreements import Agreement, FollowUp, Performance
from commgov_desktop.mediation.models import REACHED, MediationCase
from commgov_desktop.mediation.sittings import Investigation, MediationSession

STAGES = (
    N_("Acceptance"),
    N_("Inquiry"),
    N_("Mediation session"),
    N_("Agreement"),
    N_("Performance"),
    N_("Follow-up"),
    N_("Filing"),
)
ACCEPTED, INQUIRY, SESSION, AGREEMENT, PERFORMANCE, FOLLOW_UP, FILING = range(1, 8)
FILED = 8
"""Bound and put away: the last stage, done."""

Case = MediationCase


def _has(model: Any, *where: ColumnElement[bool]) -> ColumnElement[bool]:
    return exists().where(model.case_id == Case.id, *where).correlate(Case)


def in_force() -> ColumnElement[bool]:
    """There is an agreement and it has taken effect (人民调解法 Art. 29-30)."""
    return _has(Agreement, Agreement.signed_on.is_not(None))


def unperformed() -> ColumnElement[bool]:
    """Something that was promised has not been done."""
    return _has(Performance, Performance.done_on.is_(None))


def failed() -> ColumnElement[bool]:
    """It ended without an agreement."""
    return and_(Case.outcome != "", Case.outcome.not_in(REACHED))


def stage_number() -> ColumnElement[int]:
    """1 to 7, the place in ``STAGES``; 8 once the file is closed."""
    return case(
        (Case.closed_on.is_not(None), FILED),
        (failed(), FILING),
        (and_(in_force(), unperformed()), PERFORMANCE),
        (and_(in_force(), _has(FollowUp)), FILING),
        (in_force(), FOLLOW_UP),
        (_has(Agreement), AGREEMENT),
        (_has(MediationSession, MediationSession.result == "agreed"), AGREEMENT),
        (_has(MediationSession), SESSION),
        (_has(Investigation), INQUIRY),
        else_=ACCEPTED,
    )


def open_mediation() -> ColumnElement[bool]:
    """The mediation itself goes on: not ended, no agreement in force, not closed."""
    return and_(Case.closed_on.is_(None), Case.outcome == "", not_(in_force()))


def _next_performance() -> ColumnElement[Any]:
    return (
        select(func.min(Performance.due_on))
        .where(Performance.case_id == Case.id, Performance.done_on.is_(None))
        .correlate(Case)
        .scalar_subquery()
    )


def _follow_up_day() -> ColumnElement[Any]:
    return (
        select(Agreement.follow_up_on)
        .where(Agreement.case_id == Case.id, Agreement.signed_on.is_not(None))
        .correlate(Case)
        .scalar_subquery()
    )


def next_day() -> ColumnElement[date | None]:
    """The day that presses next: end of mediation, first thing unperformed, or follow-up; null when none does."""
    return case(
        (open_mediation(), func.coalesce(Case.extended_until, Case.due_on)),
        (stage_number() == PERFORMANCE, _next_performance()),
        (stage_number() == FOLLOW_UP, _follow_up_day()),
        else_=null(),
    )


def next_day_and_stage() -> ColumnElement[str]:
    """Stage and day in one text, ``3 2026-03-14``, so that a list's cell can say it in words."""
    return cast(stage_number(), String) + " " + func.coalesce(cast(next_day(), String), "")


def overdue(today: date) -> ColumnElement[bool]:
    """The day that presses has passed."""
    return func.coalesce(next_day(), today) < today


def running(_today: date) -> ColumnElement[bool]:
    """Not yet closed."""
    return Case.closed_on.is_(None)


def at(*numbers: int) -> Any:
    """A filter: the case stands at one of these stages."""
    return lambda _today: stage_number().in_(numbers)


def accepted_this_month(today: date) -> ColumnElement[bool]:
    """Accepted in the month of ``today``."""
    return Case.accepted_on >= today.replace(day=1)


def agreed(_today: date) -> ColumnElement[bool]:
    """An agreement was reached, in writing or by word of mouth."""
    return or_(Case.outcome.in_(REACHED), _has(Agreement))


_TONES = {FILED: "blue", FILING: "green", AGREEMENT: "amber"}


def stage_chip(number: int) -> Chip:
    """The stage in a word, on its colour."""
    if number == FILED:
        return Chip(_("Case filed"), "blue")
    return Chip(_(STAGES[number - 1]), _TONES.get(number, "grey"))
