"""Intervals by level: for some values of one choice box of its sheet a group is visited at an interval of their own.

They are kept with the box, as pairs of a value and its days; every other value follows the group's own interval.
"""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import ColumnElement, case, func, literal, select

from commgov_desktop.errors import Invalid
from commgov_desktop.i18n import N_, _
from commgov_desktop.ledger.fields import Field
from commgov_desktop.ledger.own_fields import OwnField
from commgov_desktop.roster.groups.known import GroupInfo
from commgov_desktop.roster.groups.models import Sheet
from commgov_desktop.roster.models import Resident

BY, DAYS = "visit_by", "visit_levels"
_LONGEST = 3660
_LINE = re.compile(r"^(?P<words>.+?)[\s:：=，,、每]+(?P<days>\d+)\s*天?$")
"""``3级：14``, ``3级 每14天``: the words of a value, then its days."""


def boxes(fields: Sequence[OwnField]) -> tuple[Field, ...]:
    """What the form of a group asks; nothing where its sheet has no choice to go by."""
    offered = [(field.key, field.label) for field in _choices(fields)]
    if not offered:
        return ()
    return (
        Field(BY, N_("Other intervals by level of"), "choice", choices=lambda: offered),
        Field(DAYS, N_("Level and days, one a line"), "paragraph", hint=N_("e.g. 3级：14"), wide=True),
    )


def _choices(fields: Sequence[OwnField]) -> list[OwnField]:
    return [field for field in fields if field.kind == "choice" and not field.retired]


def of(fields: Sequence[OwnField]) -> OwnField | None:
    """The box whose values have intervals of their own."""
    return next((field for field in _choices(fields) if field.visits), None)


def values_of(fields: Sequence[OwnField]) -> dict[str, object]:
    """What those boxes show."""
    field = of(fields)
    if field is None:
        return {BY: None, DAYS: ""}
    lines = [f"{field.words(value)}：{days}" for value, days in field.visits]
    return {BY: field.key, DAYS: "\n".join(lines)}


def read(fields: Sequence[OwnField], values: Mapping[str, object]) -> dict[str, tuple[tuple[str, int], ...]]:
    """The intervals that the form says, by the key of their box. Raises ``Invalid`` at the box that says it wrong."""
    key, said = values.get(BY), str(values.get(DAYS) or "").strip()
    if not key:
        if said:
            raise Invalid({BY: _("Say by which field of the sheet these levels go, or empty the lines.")})
        return {}
    if not said:
        raise Invalid({DAYS: _("Write the days of at least one level, or choose no field.")})
    if not values.get("visit_days"):
        raise Invalid({"visit_days": _("Give the interval of all other levels too.")})
    field = next(field for field in fields if field.key == key)
    found: dict[str, int] = {}
    for line in filter(None, map(str.strip, said.splitlines())):
        value, days = _pair(field, line)
        if value in found:
            raise Invalid({DAYS: _("“{level}” stands there twice.").format(level=field.words(value))})
        found[value] = days
    return {field.key: tuple(found.items())}


def _pair(field: OwnField, line: str) -> tuple[str, int]:
    by_words = {words: value for value, words in (*field.gone, *field.choices)}
    read = _LINE.match(line)
    if read is None:
        raise Invalid(
            {DAYS: _("“{line}” is no level with its days. Write it like 3级：14.").format(line=line)}
        )
    value, days = by_words.get(read["words"].strip()), int(read["days"])
    if value is None:
        levels = "、".join(words for _value, words in field.choices)
        raise Invalid({DAYS: _("“{line}”: the levels are {levels}.").format(line=line, levels=levels)})
    if not 1 <= days <= _LONGEST:
        raise Invalid({DAYS: _("“{line}”: between 1 and 3660 days.").format(line=line)})
    return value, days


def days_for(group: GroupInfo) -> ColumnElement[Any] | int | None:
    """So many days between two visits of a member: by their level, else the group's own interval."""
    field = of(group.fields)
    if field is None or group.visit_days is None:
        return group.visit_days
    level = func.json_extract(Sheet.entries, f'$."{field.key}"')
    days = select(case(*((level == value, days) for value, days in field.visits)))
    mine = days.where(
        Sheet.resident_id == Resident.id, Sheet.group_id == group.id, Sheet.until.is_(None)
    ).correlate(Resident)
    return func.coalesce(mine.scalar_subquery(), literal(group.visit_days))


def shortest(group: GroupInfo) -> int | None:
    """The shortest interval of the group."""
    field = of(group.fields)
    if field is None or group.visit_days is None:
        return group.visit_days
    return min(group.visit_days, *(days for _value, days in field.visits))


def words(group: GroupInfo) -> str:
    """``每 30 天走访；危险性评估等级 3级 14 天``; empty without a rule."""
    if not group.visit_days:
        return ""
    every = _("visits every {n} days").format(n=group.visit_days)
    field = of(group.fields)
    if field is None:
        return every
    each = [
        _("{level} every {n} days").format(level=field.words(value), n=days) for value, days in field.visits
    ]
    return _("; ").join((every, f"{field.label} {'、'.join(each)}"))
