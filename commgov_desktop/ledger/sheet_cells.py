"""Reads one cell of an office's table as a day, a phone number, a number or plain words, and says its doubts."""

import re
import unicodedata
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from typing import Generic, NamedTuple, TypeVar

from commgov_desktop import clock
from commgov_desktop.i18n import _
from commgov_desktop.ledger.sheet_sources import Cell

T = TypeVar("T")

EXCEL_DAY_ZERO = date(1899, 12, 30)
"""Day 0 of spreadsheet day numbers from 1900-03-01 on (the 1900 date system)."""

_BLANK = frozenset(("", "/", "\\", "-", "--", "—", "——", "－", "#N/A", "NULL", "null", "None"))
_DAY = re.compile(
    r"(\d{4})\s*[-/.年,、_ ]\s*(\d{1,2})\s*[-/.月,、_ ]\s*(\d{1,2})\s*[日号]?(?:[ T]\d{1,2}:\d.*)?"
)
_MONTH = re.compile(r"(\d{4})\s*[-/.年,、_ ]\s*(\d{1,2})\s*月?")
_SHORT = re.compile(r"['’`]?(\d{2})\s*[-/.年]\s*(\d{1,2})(?:\s*[-/.月]\s*(\d{1,2}))?\s*[日号月]?")
_AMERICAN = re.compile(r"(\d{1,2})[/-](\d{1,2})[/-](\d{4})")
_NOTHING = frozenset(("无", "没有", "暂无", "不详", "未知", "不清楚", "无电话", "无手机", "未提供"))
_WIDE = re.compile(r"[\uff01-\uff5e\u3000\u00a0\u200b\ufeff\r\n\t]|  |^ | $")
_PHONE = re.compile(r"\+?\d[\d \-－—.]*\d")
_MOBILES = re.compile(r"(?:(?:\+?86[ \-]?)?1\d{2}[ \-]?\d{4}[ \-]?\d{4}[ \-]*)+")
_MOBILE = re.compile(r"1\d{2}[ \-]?\d{4}[ \-]?\d{4}(?!\d)")


class Read(NamedTuple, Generic[T]):
    """What a cell says. ``problem``: it says nothing that can be used. ``doubt``: used, but to be looked at.

    An empty cell has neither value, problem nor doubt.
    """

    value: T | None = None
    problem: str = ""
    doubt: str = ""


def text(cell: Cell | None) -> str:
    """Words with half-width letters and digits, no odd spaces, no spaces at the ends; whole floats as 3.

    Rare characters stay as typed. A stroke or a dash alone counts as empty.
    """
    if isinstance(cell, str):
        words = _tidy(cell) if _WIDE.search(cell) or not cell.isprintable() else cell
        return "" if words in _BLANK else words
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "是" if cell else "否"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < 1e15 else repr(cell)
    if isinstance(cell, datetime):
        return cell.date().isoformat() if cell.time() == time() else cell.isoformat(" ", "minutes")
    return str(cell)


def day(cell: Cell | None) -> Read[date]:
    """A date in any of the forms offices use: 1985/3/5, 1985.3.5, 19850305, 1985年3月5日, day numbers.

    A month without its day counts as its first day, and two-digit years are taken to lie in the past;
    both are doubts. Never raises.
    """
    if isinstance(cell, datetime):
        return Read(cell.date())
    if isinstance(cell, date):
        return Read(cell)
    if isinstance(cell, (float, int)) and not isinstance(cell, bool):
        return _day_number(float(cell))
    return _day_words(text(cell), clock.today())


def phones(cell: Cell | None) -> Read[tuple[str, ...]]:
    """Every phone number of a cell: mobile numbers as 11 digits, others as 0571-88881234.

    Spaces, dashes and +86 go. A number of another length is kept and doubted.
    """
    words = text(cell)
    if len(words) == 11 and words[0] == "1" and words.isascii() and words.isdecimal():
        return Read((words,))  # a mobile number as most files have it
    if not words or words in _NOTHING:
        return Read()
    found = [n for piece in _PHONE.findall(words) for n in _phones_of(piece)]
    numbers = tuple(dict.fromkeys(found))
    if not numbers:
        return Read(problem=_("“{words}” is no phone number").format(words=words))
    odd = [n for n in numbers if not _is_phone(n)]
    doubt = _("“{words}” does not have the digits of a phone number").format(words=odd[0]) if odd else ""
    return Read(numbers, doubt=doubt)


def number(cell: Cell | None) -> Read[float]:
    """A number, with or without thousands commas and a unit behind it (``86.5 平方米``)."""
    if isinstance(cell, (int, float)) and not isinstance(cell, bool):
        return Read(float(cell))
    words = text(cell)
    found = re.fullmatch(r"([-+]?\d[\d,]*(?:\.\d+)?)\s*[^\d]*", words)
    if not words:
        return Read()
    if not found:
        return Read(problem=_("“{words}” is no number").format(words=words))
    return Read(float(found[1].replace(",", "")))


def whole(cell: Cell | None) -> Read[int]:
    """A whole number; a broken one is a problem."""
    read = number(cell)
    if read.value is None or not read.value.is_integer():
        return Read(
            problem=read.problem
            or (_("“{words}” is no whole number").format(words=text(cell)) if text(cell) else "")
        )
    return Read(int(read.value))


def several(cell: Cell | None) -> tuple[str, ...]:
    """Words parted by commas, strokes or spaces: the tags of a cell."""
    return tuple(dict.fromkeys(word for word in re.split(r"[、,，;；/|\s]+", text(cell)) if word))


def _tidy(words: str) -> str:
    narrow = "".join(_half_width(c) for c in words)
    return " ".join(narrow.split())


def _half_width(char: str) -> str:
    """Letters and digits only: Chinese brackets and commas belong to Chinese text."""
    code = ord(char)
    if (
        0xFF10 <= code <= 0xFF19
        or 0xFF21 <= code <= 0xFF3A
        or 0xFF41 <= code <= 0xFF5A
        or char in "＃－．／＋＊"
    ):
        return chr(code - 0xFEE0)
    if char in "\u3000\u00a0\t\r\n":
        return " "
    return "" if unicodedata.category(char) in ("Cc", "Cf") else char


def _day_number(value: float) -> Read[date]:
    """19850305, day numbers (with an hour too), a bare year, and 1985.3 (a month, or the tenth cut)."""
    words = repr(value).removesuffix(".0")
    if 10_000 <= value < 80_000:
        return Read(EXCEL_DAY_ZERO + timedelta(days=int(value)))
    read = _day_words(words, clock.today())
    if re.fullmatch(r"\d{4}\.1", words) and read.value:
        return Read(
            read.value, doubt=_("“{words}” may be January or October; the first is taken").format(words=words)
        )
    return read


@lru_cache(maxsize=8192)
def _day_words(words: str, today: date) -> Read[date]:
    if not words or words in _NOTHING:
        return Read()
    if re.fullmatch(r"[1-7]\d{4}", words):
        return Read(EXCEL_DAY_ZERO + timedelta(days=int(words)))
    eight = re.fullmatch(r"(\d{4})(\d{2})(\d{2})(?:\d{6}|\.0)?", words)
    full = eight or _DAY.fullmatch(words)
    if full:
        return _calendar(words, *map(int, full.groups()[:3]))
    return _incomplete(words) or _short_year(words, today) or _american(words) or _no_day(words)


def _incomplete(words: str) -> Read[date] | None:
    six = re.fullmatch(r"((?:19|20)\d{2})(0[1-9]|1[0-2])", words)
    month = six or _MONTH.fullmatch(words)
    if month:
        read = _calendar(words, int(month[1]), int(month[2]), 1)
        return Read(
            read.value, read.problem, _("“{words}” gives no day; the first is taken").format(words=words)
        )
    year = re.fullmatch(r"((?:19|20)\d{2})\s*年?", words)
    if year:
        doubt = _("“{words}” gives only the year; January 1 is taken").format(words=words)
        return Read(date(int(year[1]), 1, 1), doubt=doubt)
    return None


def _short_year(words: str, today: date) -> Read[date] | None:
    found = _SHORT.fullmatch(words) or re.fullmatch(r"(\d{2})(\d{2})(\d{2})", words)
    if not found:
        return None
    century = today.year // 100 * 100
    year = int(found[1]) + (century if int(found[1]) <= today.year % 100 else century - 100)
    read = _calendar(words, year, int(found[2]), int(found[3] or 1))
    return Read(
        read.value,
        read.problem,
        _("“{words}” has a year of two digits; it was read as {year}").format(words=words, year=year),
    )


def _american(words: str) -> Read[date] | None:
    """3/5/1985: month first, as foreign systems write it; only the other way round if it must be."""
    found = _AMERICAN.fullmatch(words)
    if not found:
        return None
    first, second, year = map(int, found.groups())
    month, of_month = (second, first) if first > 12 else (first, second)
    read = _calendar(words, year, month, of_month)
    return Read(
        read.value, read.problem, _("“{words}”: which is the month, which the day?").format(words=words)
    )


def _calendar(words: str, year: int, month: int, of_month: int) -> Read[date]:
    try:
        return Read(date(year, month, of_month))
    except ValueError:
        return Read(problem=_("The day “{words}” does not exist").format(words=words))


def _no_day(words: str) -> Read[date]:
    return Read(problem=_("“{words}” is no date").format(words=words))


def _phones_of(piece: str) -> list[str]:
    """Two mobile numbers with only a space between them are two; other gaps lie within one number."""
    mobiles = _MOBILE.findall(piece) if _MOBILES.fullmatch(piece) else [piece]
    return [_one_phone(n) for n in mobiles]


def _one_phone(typed: str) -> str:
    digits = re.sub(r"\D", "", typed)
    if digits.startswith("86") and len(digits) == 13:
        digits = digits[2:]
    if re.fullmatch(r"1\d{10}", digits):
        return digits
    area = re.fullmatch(r"(010|02\d|0[3-9]\d{2})(\d{7,8})", digits)
    return f"{area[1]}-{area[2]}" if area else digits


def _is_phone(typed: str) -> bool:
    return (
        bool(re.fullmatch(r"1\d{10}|0\d{2,3}-\d{7,8}|\d{7,8}|[48]00\d{7}|\d{3,6}", typed)) and len(typed) != 6
    )
