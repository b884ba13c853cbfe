"""The days a clerk means by 今天, 本月, 本季度, 今年, 最近 30 天: reckoned anew each time a question is asked."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from commgov_desktop.i18n import _

UNITS = ("day", "month", "quarter", "year")
MOST_DAYS = 36_500


@dataclass(frozen=True)
class Period:
    """From when to when, both days counted in.

    ``kind`` is ``this`` or ``previous`` (with a ``unit``: day, month, quarter, year), ``last`` or ``next``
    (with ``days``, today counted in), or ``between`` (``first``, ``last``; ``None`` leaves that end open).
    """

    kind: str
    unit: str = ""
    days: int = 0
    first: date | None = None
    last: date | None = None

    def span(self, today: date) -> tuple[date | None, date | None]:
        """Its first and its last day, as seen on ``today``."""
        if self.kind == "last":
            return today - timedelta(self.days - 1), today
        if self.kind == "next":
            return today, today + timedelta(self.days - 1)
        if self.kind == "between":
            return self.first, self.last
        begin = _begin(self.unit, today)
        if self.kind == "previous":
            return _begin(self.unit, begin - timedelta(1)), begin - timedelta(1)
        return begin, _begin(self.unit, begin + timedelta(_LONGER[self.unit])) - timedelta(1)

    @property
    def is_whole(self) -> bool:
        """Whether everything is said that it takes."""
        if self.kind in ("this", "previous"):
            return self.unit in UNITS
        if self.kind in ("last", "next"):
            return 1 <= self.days <= MOST_DAYS
        ends = (self.first, self.last)
        ordered = self.first is None or self.last is None or self.first <= self.last
        return self.kind == "between" and ends != (None, None) and ordered

    def words(self) -> str:
        """本季度, 最近 30 天, 2026-01-01 至 2026-03-31."""
        if self.kind in ("this", "previous"):
            return _NAMES[self.kind, self.unit]() if self.unit in UNITS else "…"
        if self.kind == "last":
            return _("in the last {n} days").format(n=self.days or "…")
        if self.kind == "next":
            return _("in the next {n} days").format(n=self.days or "…")
        if self.first and self.last:
            if self.first == self.last:
                return f"{self.first}"
            return _("from {first} to {last}").format(first=self.first, last=self.last)
        if self.first:
            return _("since {day}").format(day=self.first)
        return _("up to {day}").format(day=self.last or "…")

    def plain(self) -> dict[str, Any]:
        """As it is kept."""
        if self.kind in ("this", "previous"):
            return {"kind": self.kind, "unit": self.unit}
        if self.kind in ("last", "next"):
            return {"kind": self.kind, "days": self.days}
        return {
            "kind": self.kind,
            "first": self.first.isoformat() if self.first else None,
            "last": self.last.isoformat() if self.last else None,
        }


def period_of(kept: Mapping[str, Any]) -> Period:
    """A period as it was kept. Raises ``ValueError`` or ``TypeError`` for what is none."""
    first, last = (date.fromisoformat(kept[end]) if kept.get(end) else None for end in ("first", "last"))
    return Period(str(kept["kind"]), str(kept.get("unit", "")), int(kept.get("days", 0)), first, last)


_LONGER = {"day": 1, "month": 31, "quarter": 93, "year": 366}
"""Days that lead from the first day of one surely into the next."""

_NAMES: dict[tuple[str, str], Callable[[], str]] = {
    ("this", "day"): lambda: _("this very day"),
    ("this", "month"): lambda: _("this month"),
    ("this", "quarter"): lambda: _("this quarter"),
    ("this", "year"): lambda: _("this year"),
    ("previous", "day"): lambda: _("yesterday"),
    ("previous", "month"): lambda: _("last month"),
    ("previous", "quarter"): lambda: _("last quarter"),
    ("previous", "year"): lambda: _("last year"),
}


def _begin(unit: str, day: date) -> date:
    if unit == "day":
        return day
    if unit == "month":
        return day.replace(day=1)
    if unit == "quarter":
        return date(day.year, (day.month - 1) // 3 * 3 + 1, 1)
    return date(day.year, 1, 1)


def years_before(years: int, today: date) -> date:
    """The last birth date of those who are ``years`` old on ``today``; 29 February counts as 1 March."""
    year = today.year - years
    if year < 1:
        return date.min
    try:
        return today.replace(year=year)
    except ValueError:
        return date(year, 2, 28)
