"""The oldest of a group by age (80岁以上 asks also for 90 and 100), so that its register says of whom it is."""

from datetime import date
from functools import partial

from sqlalchemy import ColumnElement

from commgov_desktop.i18n import N_, _
from commgov_desktop.ledger.ledger import Filter
from commgov_desktop.roster.groups.known import GroupInfo
from commgov_desktop.roster.ledger import born_by
from commgov_desktop.roster.models import Resident

OLDEST = (80, 90, 100)
"""高龄 begins at 80 (老年人权益保障法第33条); 90 and 100 are how offices count the oldest."""

AGE = N_("Age")
_PREFIX = "aged:"


def filters(group: GroupInfo) -> tuple[Filter, ...]:
    """80, 90 and 100 years and older, for a group whose rule asks for at least that age."""
    parts = (group.rule or {}).get("all", ())
    least = max((part["age_from"] for part in parts if isinstance(part.get("age_from"), int)), default=0)
    if least < OLDEST[0]:
        return ()
    return tuple(
        Filter(f"{_PREFIX}{years}", _("{n} and older").format(n=years), partial(_aged, years), AGE)
        for years in OLDEST
        if years >= least
    )


def _aged(years: int, today: date) -> ColumnElement[bool]:
    return Resident.birth <= born_by(years, today)


def said(filter_key: str) -> str:
    """What the heading of the register says of such a filter; empty for another."""
    years = filter_key.removeprefix(_PREFIX)
    return f"（{years}岁以上）" if filter_key.startswith(_PREFIX) else ""
