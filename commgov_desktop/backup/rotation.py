"""Which earlier copies stay on a stick: seven days, four weeks, twelve months, and always the last two."""

import re
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from commgov_desktop import clock

DAYS, WEEKS, MONTHS = 7, 4, 12
ALWAYS = 2
"""The newest copies that stay whatever their date: the one just proven and the one before it."""

_FORBIDDEN = re.compile(r'[\x00-\x1f\x7f<>:"/\\|?*\s]+')
_NAME = re.compile(r"(?P<office>.+)_备份_(?P<day>\d{8})-(?P<time>\d{6})(-\d+)?\.age")
_LONGEST_OFFICE = 40


@dataclass(frozen=True)
class Found:
    """A finished copy in a folder, by its name alone; ``made_at`` is aware, UTC."""

    path: Path
    office: str
    made_at: datetime


def file_name(office: str, made_at: datetime) -> str:
    """``社区名_备份_YYYYMMDD-HHMMSS.age`` in official time, with letters that every medium takes."""
    return f"{safe(office)}_备份_{clock.local(made_at):%Y%m%d-%H%M%S}.age"


def safe(office: str) -> str:
    """The office's name without what Windows forbids in file names (reserved characters, dots at the ends)."""
    return _FORBIDDEN.sub("_", office).strip("._ ")[:_LONGEST_OFFICE].rstrip("._ ") or "社区"


def free_name(folder: Path, office: str, made_at: datetime) -> Path:
    """A path that no earlier copy has, even one of the same second."""
    first = folder / file_name(office, made_at)
    path, n = first, 1
    while path.exists():
        n += 1
        path = first.with_name(f"{first.stem}-{n}.age")
    return path


def found_in(folder: Path) -> list[Found]:
    """Every finished copy in ``folder``, of any office, oldest first. Raises ``OSError``."""
    found = []
    for path in folder.iterdir():
        match = _NAME.fullmatch(path.name)
        with suppress(ValueError):
            if match and path.is_file():
                moment = datetime.strptime(match["day"] + match["time"], "%Y%m%d%H%M%S")  # noqa: DTZ007
                found.append(Found(path, match["office"], moment.replace(tzinfo=clock.CHINA)))
    return sorted(found, key=lambda each: (each.made_at, each.path.name))


def to_drop(made: Iterable[datetime]) -> set[datetime]:
    """Which of these moments need not be kept. A pure function: the same dates, the same answer.

    Kept: the newest of each of the last seven days, four weeks and twelve months that have a copy at all
    (a holiday costs no generation), and always the two newest. Never all of them.
    """
    newest_first = sorted(set(made), reverse=True)
    kept = set(newest_first[:ALWAYS])
    for period, how_many in ((_day, DAYS), (_week, WEEKS), (_month, MONTHS)):
        kept |= _newest_of_each(newest_first, period, how_many)
    return set(newest_first) - kept


def _newest_of_each(
    newest_first: list[datetime], period: Callable[[datetime], object], how_many: int
) -> set[datetime]:
    newest: dict[object, datetime] = {}
    for moment in newest_first:
        newest.setdefault(period(moment), moment)
    return set(list(newest.values())[:how_many])


def _day(moment: datetime) -> object:
    return clock.local(moment).date()


def _week(moment: datetime) -> object:
    return clock.local(moment).isocalendar()[:2]


def _month(moment: datetime) -> object:
    local = clock.local(moment)
    return local.year, local.month


def thin(ours: Iterable[Found]) -> list[Path]:
    """Remove the copies nobody needs any more. Call it only after a newer one has been proven good.

    ``ours``: files that surely are this office's own and readable; nothing else is ever touched.
    A file that cannot be removed stays; that is no reason to call the new copy a failure.
    """
    ours = list(ours)
    dropped = to_drop(each.made_at for each in ours)
    removed = []
    for each in ours:
        if each.made_at in dropped:
            with suppress(OSError):
                each.path.unlink()
                removed.append(each.path)
    return removed
