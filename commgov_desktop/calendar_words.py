"""Days, months and weekdays as they are said on the screen, in its language; papers are Chinese in every language."""

from datetime import date

from commgov_desktop import i18n

_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
    "November", "December",
)  # fmt: skip
_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_CHINESE_WEEKDAYS = "一二三四五六日"


def whole_day(day: date) -> str:
    """2026年3月5日, 5 March 2026."""
    if _in_english():
        return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"
    return f"{day.year}年{day.month}月{day.day}日"


def short_day(day: date) -> str:
    """3月5日, 5 Mar."""
    return f"{day.day} {month_name(day.month)}" if _in_english() else f"{day.month}月{day.day}日"


def narrow_day(day: date) -> str:
    """25.12.3, 3 Dec 25: with the year where there is little room."""
    year = f"{day.year % 100:02d}"
    return f"{short_day(day)} {year}" if _in_english() else f"{year}.{day.month}.{day.day}"


def day_and_weekday(day: date) -> str:
    """3月5日 星期四, Thursday 5 March."""
    if _in_english():
        return f"{_WEEKDAYS[day.weekday()]} {day.day} {_MONTHS[day.month - 1]}"
    return f"{short_day(day)} 星期{_CHINESE_WEEKDAYS[day.weekday()]}"


def month_and_year(day: date) -> str:
    """2026年3月, March 2026."""
    return f"{_MONTHS[day.month - 1]} {day.year}" if _in_english() else f"{day.year}年{day.month}月"


def month_name(month: int) -> str:
    """3月, Mar. ``month`` is 1 to 12."""
    return _MONTHS[month - 1][:3] if _in_english() else f"{month}月"


def month_named(words: str) -> int | None:
    """The number of an English month, whole or its first three letters or more; ``None`` when there is none."""
    asked = words.casefold()
    found = [n for n, name in enumerate(_MONTHS, start=1) if name.casefold().startswith(asked)]
    return found[0] if len(asked) >= 3 and found else None


def _in_english() -> bool:
    return i18n.language() == "en"
