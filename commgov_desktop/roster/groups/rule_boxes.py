"""The rule of a group as the boxes of its form, and in words: age, kind of residence, party, household, days that run out."""

from collections.abc import Callable, Mapping
from typing import Any

from commgov_desktop.i18n import N_, _
from commgov_desktop.ledger import codes
from commgov_desktop.ledger.fields import Field

_BOXES: Mapping[str, Field] = {
    "age_from": Field("rule_age_from", N_("Age from"), "number", width=70),
    "age_to": Field("rule_age_to", N_("Age up to"), "number", width=70),
    "residence_kind": Field(
        "rule_kind", N_("Kind of residence"), "tags", choices=codes.choices("residence_kinds"), hint=N_("Any")
    ),
    "political_status": Field(
        "rule_political",
        N_("Political status"),
        "tags",
        choices=codes.choices("political_status"),
        hint=N_("Any"),
    ),
    "household_all_from": Field("rule_household_from", N_("Everybody in the household aged from"), "number"),
    "expiring_within": Field("rule_expiring", N_("A day of a sheet runs out within … days"), "number"),
    "alone": Field("rule_alone", N_("Household of one"), "flag"),
}
"""Every part that a rule can have (``groups.rules``), with its box."""

FIELDS = tuple(_BOXES.values())
OLDEST, FARTHEST = 130, 3660
"""Years of an age, days of an expiry: what lies beyond is a slip of the pen."""


def parts_of(rule: Mapping[str, Any] | None) -> dict[str, Any]:
    """The parts of a rule by name."""
    return {name: value for part in (rule or {}).get("all", ()) for name, value in part.items()}


def values_of(rule: Mapping[str, Any] | None) -> dict[str, object]:
    """What the boxes show."""
    parts = parts_of(rule)
    empty: Mapping[str, object] = {"tags": [], "flag": False}
    return {box.name: parts.get(part, empty.get(box.kind)) for part, box in _BOXES.items()}


def rule_of(before: Mapping[str, Any] | None, values: Mapping[str, object]) -> dict[str, Any] | None:
    """The rule that the boxes say; ``None`` where none of them does. Parts that no box asks stay."""
    parts = parts_of(before)
    for part, box in _BOXES.items():
        if box.name in values:
            value = values[box.name]
            parts.pop(part, None)
            if value not in (None, "", False, [], ()):
                parts[part] = list(value) if isinstance(value, (list, tuple)) else value
    return {"all": [{name: value} for name, value in parts.items()]} if parts else None


def problems(values: Mapping[str, object]) -> dict[str, str]:
    """What cannot be, by box."""
    found = {}
    for part, box in _BOXES.items():
        most = FARTHEST if part == "expiring_within" else OLDEST
        number = values.get(box.name)
        if box.kind == "number" and isinstance(number, int) and not 0 <= number <= most:
            found[box.name] = _("Between 0 and {n}.").format(n=most)
    youngest, oldest = values.get("rule_age_from"), values.get("rule_age_to")
    if isinstance(youngest, int) and isinstance(oldest, int) and youngest > oldest:
        found["rule_age_to"] = _("This is less than the age it begins with.")
    if values.get("rule_alone") and values.get("rule_household_from"):
        found["rule_household_from"] = _("A household of one has no other members: choose one of the two.")
    return found


def words(rule: Mapping[str, Any] | None) -> str:
    """60周岁及以上；一人户; empty without a rule."""
    return _("; ").join(
        _SAID[part](value) if part in _SAID else part for part, value in parts_of(rule).items()
    )


def _named(table: str, kept: Any) -> str:
    return "、".join(codes.table(table).text(str(code)) for code in kept)


_SAID: dict[str, Callable[[Any], str]] = {
    "age_from": lambda n: _("{n} and older").format(n=n),
    "age_to": lambda n: _("{n} and younger").format(n=n),
    "residence_kind": lambda kept: _named("residence_kinds", kept),
    "political_status": lambda kept: _named("political_status", kept),
    "household_all_from": lambda n: _("several in the household, all {n} and older").format(n=n),
    "expiring_within": lambda n: _("a day of a sheet runs out within {n} days").format(n=n),
    "alone": lambda wanted: _("household of one") if wanted else _("not alone in the household"),
}
