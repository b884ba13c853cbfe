"""Days as clerks write them: 2026-3-5, 20260305, 2026年3月5日, 2026.3.5, 3-5, 今天."""

import re
from datetime import date, timedelta

from commgov_desktop import clock

_PARTED = re.compile(r"(\d{4})\s*[-./年]\s*(\d{1,2})\s*[-./月]\s*(\d{1,2})\s*日?")
_RUN = re.compile(r"(\d{4})(\d{2})(\d{2})")
_THIS_YEAR = re.compile(r"(\d{1,2})\s*[-./月]\s*(\d{1,2})\s*日?")
_NEAR = {"今天": 0, "昨天": -1, "明天": 1, "前天": -2, "后天": 2}
_WIDE = str.maketrans("0123456789-－—.。/", "0123456789---../")


def read_day(words: str) -> date | None:
    """The day meant by ``words``; without a year this year's. ``None`` when empty.

    Raises ``ValueError`` when it is no day of the calendar.
    """
    words = words.strip().translate(_WIDE)
    if not words:
        return None
    if words in _NEAR:
        return clock.today() + timedelta(_NEAR[words])
    found = _PARTED.fullmatch(words) or _RUN.fullmatch(words)
    if found:
        return date(*(int(part) for part in found.groups()))
    found = _THIS_YEAR.fullmatch(words)
    if found:
        return date(clock.today().year, int(found[1]), int(found[2]))
    raise ValueError(words)


def show_day(day: date | None) -> str:
    """A day as it stands in a box: 2026年3月5日."""
    return f"{day.year}年{day.month}月{day.day}日" if day else ""
