"""Days as clerks write them: 2026-3-5, 20260305, 2026年3月5日, 2026.3.5, 3-5, 今天, 5 March 2026."""

import re
from datetime import date, timedelta

from commgov_desktop import calendar_words, clock

_PARTED = re.compile(r"(\d{4})\s*[-./年]\s*(\d{1,2})\s*[-./月]\s*(\d{1,2})\s*日?")
_RUN = re.compile(r"(\d{4})(\d{2})(\d{2})")
_THIS_YEAR = re.compile(r"(\d{1,2})\s*[-./月]\s*(\d{1,2})\s*日?")
_ENGLISH = re.compile(r"(\d{1,2})\s*([A-Za-z]{3,9})\.?,?(?:\s*(\d{4}))?")
_NEAR = {"今天": 0, "昨天": -1, "明天": 1, "前天": -2, "后天": 2, "today": 0, "yesterday": -1, "tomorrow": 1}
_WIDE = str.maketrans("0123456789-－—.。/", "0123456789---../")


def read_day(words: str) -> date | None:
    """The day meant by ``words``; without a year this year's. ``None`` when empty.

    Raises ``ValueError`` when it is no day of the calendar.
    """
    words = words.strip().translate(_WIDE)
    if not words:
        return None
    if words.casefold() in _NEAR:
        return clock.today() + timedelta(_NEAR[words.casefold()])
    found = _PARTED.fullmatch(words) or _RUN.fullmatch(words)
    if found:
        return date(*(int(part) for part in found.groups()))
    found = _THIS_YEAR.fullmatch(words)
    if found:
        return date(clock.today().year, int(found[1]), int(found[2]))
    english = _in_english(words)
    if english is not None:
        return english
    raise ValueError(words)


def _in_english(words: str) -> date | None:
    found = _ENGLISH.fullmatch(words)
    month = calendar_words.month_named(found[2]) if found else None
    if found is None or month is None:
        return None
    return date(int(found[3] or clock.today().year), month, int(found[1]))


def show_day(day: date | None) -> str:
    """A day as it stands in a box, in the language of the screen: 2026年3月5日, 5 March 2026."""
    return calendar_words.whole_day(day) if day else ""
