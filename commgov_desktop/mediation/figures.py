"""How many disputes came, how many were settled: the office's figures with what they are divided by."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import extract, func, select

from commgov_desktop import clock
from commgov_desktop.i18n import N_
from commgov_desktop.ledger.office import Office
from commgov_desktop.mediation.models import REACHED, MediationCase

SUCCESS_FORMULA = N_("agreements reached ÷ cases accepted in the year whose mediation has ended")
"""Two denominators are in use in reports: cases accepted, and cases mediated to an end. This is the second;
cases still running count in neither number."""


@dataclass(frozen=True)
class Month:
    """Cases accepted in a month, and agreements that took effect in it."""

    year: int
    month: int
    accepted: int
    settled: int


def success_rate(office: Office, year: int) -> tuple[int, int]:
    """(agreements reached, mediations ended) of the cases accepted in ``year``; see ``SUCCESS_FORMULA``."""
    case = MediationCase
    query = select(func.count(case.id)).where(case.year == year, case.outcome != "")
    with office.store.read() as session:
        ended = session.scalar(query) or 0
        reached = session.scalar(query.where(case.outcome.in_(REACHED))) or 0
    return reached, ended


def months(office: Office) -> list[Month]:
    """The last twelve months, this one last."""
    today = clock.today()
    span = [_back(today, n) for n in range(11, -1, -1)]
    case = MediationCase
    accepted = _per_month(office, case.accepted_on, span[0])
    settled = _per_month(office, case.ended_on, span[0], reached=True)
    return [
        Month(y.year, y.month, accepted.get((y.year, y.month), 0), settled.get((y.year, y.month), 0))
        for y in span
    ]


def _per_month(office: Office, day: Any, since: date, *, reached: bool = False) -> dict[tuple[int, int], int]:
    year, month = extract("year", day), extract("month", day)
    query = select(year, month, func.count()).where(day >= since).group_by(year, month)
    if reached:
        query = query.where(MediationCase.outcome.in_(REACHED))
    with office.store.read() as session:
        return {(y, m): n for y, m, n in session.execute(query)}


def _back(day: date, count: int) -> date:
    months_since = day.year * 12 + day.month - 1 - count
    return date(months_since // 12, months_since % 12 + 1, 1)
