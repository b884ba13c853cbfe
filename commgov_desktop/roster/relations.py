"""How the members of a household are related to a new head, worked out from their relation to the old one."""

from collections.abc import Sequence
from datetime import date
from typing import Protocol

CHILDREN = (
    "20",
    "21",
    "22",
    "23",
    "24",
    "25",
    "26",
    "27",
    "29",
    "30",
    "31",
    "32",
    "33",
    "34",
    "35",
    "36",
    "37",
    "39",
)
SPOUSES = ("10", "11", "12")
PARENTS = ("50", "51", "52", "57", "58", "59")
"""Codes of GB/T 4761-2008."""


class Related(Protocol):
    """A member: code of the relation to the head, sex, birth date."""

    @property
    def id(self) -> int: ...
    @property
    def relation(self) -> str: ...
    @property
    def sex(self) -> str: ...
    @property
    def birth(self) -> date | None: ...
    @property
    def is_head(self) -> bool: ...


def suggested(members: Sequence[Related], head_id: int) -> dict[int, str]:
    """What everybody's relation to a new head probably is; the clerk looks it over. Unknown ones stay empty.

    From the relation to the old head and the new head's own: his wife and son are her husband and son ...
    """
    new = next(m for m in members if m.id == head_id)
    found = {}
    for member in members:
        if member.id != head_id:
            found[member.id] = _seen_from(new, member)
    return found


def _seen_from(new: Related, other: Related) -> str:
    male = other.sex == "1"
    if new.relation in SPOUSES:
        if other.is_head:
            return {"1": "11", "2": "12"}.get(other.sex, "10")
        if other.relation in CHILDREN:
            return other.relation
        if other.relation == "51":
            return "55" if new.sex == "1" else "53"
        if other.relation == "52":
            return "56" if new.sex == "1" else "54"
        return ""
    if new.relation in CHILDREN:
        if other.is_head or other.relation in SPOUSES:
            return "51" if male else "52"
        if other.relation in CHILDREN:
            return _sibling(new, other)
        if other.relation in ("51", "52"):
            return "61" if male else "62"
        return ""
    if new.relation in PARENTS:
        if other.is_head:
            return "20" if male else "30"
        if other.relation in PARENTS:
            return "11" if male else "12"
        if other.relation in SPOUSES:
            return "28" if male else "38"
        if other.relation in CHILDREN:
            return "41" if male else "42"
    return ""


def _sibling(new: Related, other: Related) -> str:
    if new.birth is None or other.birth is None:
        return "70"
    older = other.birth < new.birth
    return {("1", True): "71", ("1", False): "73", ("2", True): "75", ("2", False): "77"}.get(
        (other.sex, older), "70"
    )
