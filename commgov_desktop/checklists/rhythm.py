"""When something that comes back is due: every week, twice a month, every month, quarter, half-year, year."""

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from commgov_desktop.i18n import N_, _

RHYTHMS = {
    "": N_("No rhythm"),
    "weekly": N_("Every week"),
    "half_monthly": N_("Twice a month"),
    "monthly": N_("Every month"),
    "quarterly": N_("Every quarter"),
    "half_yearly": N_("Every half-year"),
    "yearly": N_("Every year"),
    "once": N_("Once"),
    "on_event": N_("When it happens"),
}
_MONTHS = {"monthly": 1, "quarterly": 3, "half_yearly": 6, "yearly": 12}
_LAST = 31


@dataclass(frozen=True)
class Rule:
    """A rhythm with its day. ``weekday`` 1 (Monday) to 7; ``month`` within the period, from 1; ``day`` 1 to 31.

    Without a day the last one of the period is meant, without a weekday Friday. In a shorter month a later
    day means its last. Twice a month: by ``day`` (15 without one) and half a month after it.
    """

    rhythm: str = ""
    weekday: int | None = None
    month: int | None = None
    day: int | None = None
    on: date | None = None

    def problems(self) -> dict[str, str]:
        """What makes no sense, by field."""
        found = {}
        if self.weekday is not None and not 1 <= self.weekday <= 7:
            found["weekday"] = _("Choose a day of the week.")
        months = _MONTHS.get(self.rhythm, 12)
        if self.month is not None and not 1 <= self.month <= months:
            found["month"] = _("The month lies between 1 and {n} here.").format(n=months)
        longest = 15 if self.rhythm == "half_monthly" else _LAST
        if self.day is not None and not 1 <= self.day <= longest:
            found["day"] = _("The day lies between 1 and {n} here.").format(n=longest)
        if self.rhythm == "once" and self.on is None:
            found["once_on"] = _("Write down on which day.")
        return found

    def words(self) -> str:
        """The rhythm as a card says it: 每月 · 20日前."""
        if self.rhythm not in RHYTHMS or not self.rhythm:
            return ""
        detail = self._detail()
        return f"{_(RHYTHMS[self.rhythm])} · {detail}" if detail else _(RHYTHMS[self.rhythm])

    def _detail(self) -> str:
        if self.rhythm == "weekly":
            return weekday_name(self.weekday or 5)
        if self.rhythm == "once":
            return self.on.isoformat() if self.on else ""
        if self.rhythm == "yearly" and self.month:
            if self.day:
                return _("by {month}/{day}").format(month=self.month, day=self.day)
            return _("by the end of month {month}").format(month=self.month)
        if self.rhythm in ("quarterly", "half_yearly") and self.month:
            return _("in month {month} of it").format(month=self.month)
        return _("by day {day}").format(day=self.day) if self.day and self.rhythm in _MONTHS else ""


def weekday_name(number: int) -> str:
    """1 is Monday."""
    return (
        _("Monday"), _("Tuesday"), _("Wednesday"), _("Thursday"), _("Friday"), _("Saturday"), _("Sunday"),
    )[number - 1]  # fmt: skip


def dates(rule: Rule, start: date, end: date) -> list[date]:
    """The days from ``start`` to ``end``, both included, on which the rule is due. On event: none."""
    if rule.rhythm == "weekly":
        found = _weekly(rule, start, end)
    elif rule.rhythm == "half_monthly":
        found = _half_monthly(rule, start, end)
    elif rule.rhythm in _MONTHS:
        found = _monthly(rule, _MONTHS[rule.rhythm], start, end)
    else:
        found = iter([rule.on] if rule.rhythm == "once" and rule.on else [])
    return [day for day in found if start <= day <= end]


def _weekly(rule: Rule, start: date, end: date) -> Iterator[date]:
    day = start + timedelta(days=((rule.weekday or 5) - start.isoweekday()) % 7)
    while day <= end:
        yield day
        day += timedelta(days=7)


def _half_monthly(rule: Rule, start: date, end: date) -> Iterator[date]:
    for year, month in _months(start, end):
        first = rule.day or 15
        yield date(year, month, first)
        yield _clamped(year, month, _LAST if first == 15 else first + 15)


def _monthly(rule: Rule, length: int, start: date, end: date) -> Iterator[date]:
    for year, month in _months(start, end):
        if (month - 1) % length + 1 == (min(rule.month or length, length)):
            yield _clamped(year, month, rule.day or _LAST)


def _months(start: date, end: date) -> Iterator[tuple[int, int]]:
    for number in range(start.year * 12 + start.month - 1, end.year * 12 + end.month):
        yield number // 12, number % 12 + 1


def _clamped(year: int, month: int, day: int) -> date:
    return date(year, month, min(day, monthrange(year, month)[1]))


def period(rule: Rule, day: date) -> str:
    """Which turn a due day belongs to; a task is made once for each turn, even when its day is changed."""
    if rule.rhythm == "weekly":
        year, week, _weekday = day.isocalendar()
        return f"{year}-W{week:02}"
    if rule.rhythm == "half_monthly":
        return f"{day:%Y-%m}-{'a' if day.day <= 15 else 'b'}"
    if rule.rhythm == "once":
        return f"once-{day.isoformat()}"
    length = _MONTHS.get(rule.rhythm, 1)
    names = {
        1: f"{day:%Y-%m}",
        3: f"{day.year}-Q{(day.month - 1) // 3 + 1}",
        6: f"{day.year}-H{(day.month - 1) // 6 + 1}",
    }
    return names.get(length, f"{day.year}")


def month_bounds(day: date) -> tuple[date, date]:
    """First and last day of the month in which ``day`` lies."""
    return day.replace(day=1), day.replace(day=monthrange(day.year, day.month)[1])


def turn_words(rule: Rule, day: date) -> str:
    """How the turn is called in a task's title: 3月, 3月上半月, 第10周, 一季度. Official Chinese."""
    if rule.rhythm == "weekly":
        return f"第{day.isocalendar().week}周"
    if rule.rhythm == "half_monthly":
        return f"{day.month}月{'上' if day.day <= 15 else '下'}半月"
    if rule.rhythm == "monthly":
        return f"{day.month}月"
    if rule.rhythm == "quarterly":
        return f"{'一二三四'[(day.month - 1) // 3]}季度"
    if rule.rhythm == "half_yearly":
        return "上半年" if day.month <= 6 else "下半年"
    return f"{day.year}年" if rule.rhythm == "yearly" else ""
