"""When a duty is due: every week, half-month, month, quarter, half-year or year, once, or when something happens."""

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

WEEKLY, HALF_MONTHLY, MONTHLY, QUARTERLY = "weekly", "half_monthly", "monthly", "quarterly"
HALF_YEARLY, YEARLY, ONCE, EVENT = "half_yearly", "yearly", "once", "event"
RHYTHMS = (WEEKLY, HALF_MONTHLY, MONTHLY, QUARTERLY, HALF_YEARLY, YEARLY, ONCE, EVENT)

_MONTHS = {MONTHLY: 1, QUARTERLY: 3, HALF_YEARLY: 6, YEARLY: 12}
_FRIDAY = 5


@dataclass(frozen=True)
class Rule:
    """How often, and by which day of the period.

    ``by_day`` is the day of the month (0 or ``None``: its last day); in shorter months the last day counts.
    ``weekday`` is 1 for Monday to 7 for Sunday. ``month`` is the month within the quarter, half-year or
    year, from 1 (0 or ``None``: its last month). ``on`` is the day of what is done once.
    """

    rhythm: str
    by_day: int | None = None
    weekday: int | None = None
    month: int | None = None
    on: date | None = None


@dataclass(frozen=True, order=True)
class Occurrence:
    """One time it is due. ``period`` names the span it stands for: 2026-03, 2026-Q1, 2026-W10 ..."""

    day: date
    period: str


def dates(rule: Rule, first: date, last: date) -> list[date]:
    """The due days of ``rule`` from ``first`` to ``last``, both included, in order."""
    return [found.day for found in occurrences(rule, first, last)]


def occurrences(rule: Rule, first: date, last: date) -> list[Occurrence]:
    """As ``dates``, with the period each stands for. What happens on event has none."""
    if rule.rhythm == WEEKLY:
        found = _weeks(rule, first, last)
    elif rule.rhythm == HALF_MONTHLY:
        found = _halves(rule, first, last)
    elif rule.rhythm in _MONTHS:
        found = _months(rule, first, last)
    else:
        found = iter([Occurrence(rule.on, rule.on.isoformat())] if rule.rhythm == ONCE and rule.on else [])
    return sorted(each for each in found if first <= each.day <= last)


def day_in(year: int, month: int, by_day: int | None) -> date:
    """The ``by_day`` of a month, its last day when it is shorter or none is named."""
    last = monthrange(year, month)[1]
    return date(year, month, min(by_day or last, last))


def month_end(day: date) -> date:
    """The last day of the month in which ``day`` lies."""
    return day_in(day.year, day.month, None)


def next_month(day: date, step: int = 1) -> date:
    """The first day of the month ``step`` months on (or back, when negative)."""
    count = day.year * 12 + day.month - 1 + step
    return date(count // 12, count % 12 + 1, 1)


def _weeks(rule: Rule, first: date, last: date) -> Iterator[Occurrence]:
    monday = first - timedelta(days=first.weekday())
    while monday <= last:
        year, week, _day = monday.isocalendar()
        yield Occurrence(monday + timedelta(days=(rule.weekday or _FRIDAY) - 1), f"{year}-W{week:02d}")
        monday += timedelta(days=7)


def _halves(rule: Rule, first: date, last: date) -> Iterator[Occurrence]:
    month = first.replace(day=1)
    while month <= last:
        early = min(rule.by_day or 15, 15)
        late = early + 15 if early < 15 else None
        yield Occurrence(day_in(month.year, month.month, early), f"{month:%Y-%m}-1")
        yield Occurrence(day_in(month.year, month.month, late), f"{month:%Y-%m}-2")
        month = next_month(month)


def _months(rule: Rule, first: date, last: date) -> Iterator[Occurrence]:
    span = _MONTHS[rule.rhythm]
    start = first.year * 12 + first.month - 1
    start -= start % span
    while start <= last.year * 12 + last.month - 1:
        count = start + min(rule.month or span, span) - 1
        yield Occurrence(day_in(count // 12, count % 12 + 1, rule.by_day), _name(span, start))
        start += span


def _name(span: int, start: int) -> str:
    year, month = start // 12, start % 12
    if span == 12:
        return f"{year}"
    if span == 6:
        return f"{year}-H{month // 6 + 1}"
    return f"{year}-Q{month // 3 + 1}" if span == 3 else f"{year}-{month + 1:02d}"
