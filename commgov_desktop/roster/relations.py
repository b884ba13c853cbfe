"""How the members of a household are related to a new head, worked out from their relation to the old one."""

from collections.abc import Sequence
from datetime import date
from typing import Protocol

CHILDREN = (
    "20", "21", "22", "23", "24", "25", "26", "27", "29", "30", "31", "32", "33", "34", "35", "36", "37", "39",
)  # fmt: skip
SPOUSES = ("10", "11", "12")
PARENTS = ("50", "51", "52", "57", "58", "59")
GRANDCHILDREN = ("40", "41", "42", "43", "44", "49")
CHILDRENS_SPOUSES = ("28", "38")
MARRIED_IN = (*SPOUSES, *CHILDRENS_SPOUSES, "45", "46", "72", "74", "76", "78")
"""Who belongs to the head's family by having married into it: wife, son-in-law, elder brother's wife ..."""

SPOUSES_FAMILY = ("53", "54", "55", "56", "65")
"""Parents and grandparents of the head's husband or wife."""

NOT_RELATED = "99"
"""非亲属. All of these are codes of GB/T 4761-2008."""


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


def heir(members: Sequence[Related]) -> int | None:
    """Who leads a household next, most likely: the spouse, the eldest child, a parent, whoever is eldest."""
    order = [*(m for m in members if m.relation in SPOUSES), *_eldest(members, CHILDREN)]
    order += [*_eldest(members, PARENTS), *sorted(members, key=_age_first)]
    return order[0].id if order else None


def _eldest(members: Sequence[Related], codes: Sequence[str]) -> list[Related]:
    return sorted((m for m in members if m.relation in codes), key=_age_first)


def _age_first(member: Related) -> date:
    return member.birth or date.max


def spouse_of(relation: str, sex: str) -> str:
    """The relation to the head of whoever marries somebody with this relation; ``sex`` is the new one's."""
    male = sex == "1"
    if relation in CHILDREN:
        return "28" if male else "38"
    if relation in ("41", "43"):
        return "45"
    if relation in ("42", "44"):
        return "46"
    return {"02": "11" if male else "12", "71": "72", "73": "74", "75": "76", "77": "78"}.get(relation, "97")


def heads_spouse(members: Sequence[Related], person: int) -> int | None:
    """Husband or wife of a member, where one of the two leads the household."""
    who = next((m for m in members if m.id == person), None)
    if who is None or not (who.is_head or who.relation in SPOUSES):
        return None
    return next((m.id for m in members if (m.relation in SPOUSES if who.is_head else m.is_head)), None)


def partner(members: Sequence[Related], person: int) -> int | None:
    """Husband or wife of a member as far as the relations plainly tell: where there is only one whom it can be."""
    if (found := heads_spouse(members, person)) is not None:
        return found
    who = next((m for m in members if m.id == person), None)
    for one, other in ((CHILDREN, CHILDRENS_SPOUSES), (CHILDRENS_SPOUSES, CHILDREN), (PARENTS, PARENTS)):
        if who is not None and who.relation in one:
            others = [m.id for m in members if m.relation in other and m.sex != who.sex and m.id != person]
            rivals = [m for m in members if m.relation in one and m.sex == who.sex and m.id != person]
            return others[0] if len(others) == 1 and not rivals else None
    return None


def after_divorce(relation: str, parted: bool, head_parted: bool) -> str:
    """A relation to the head once a marriage is over. ``parted``: the member is one of the couple, or the head is."""
    if (parted and relation in MARRIED_IN) or (head_parted and relation in SPOUSES_FAMILY):
        return NOT_RELATED
    return relation


def child_of_child(relation: str, sex: str) -> str:
    """The relation of a child whose parent is the head's son or daughter; empty where the parent is neither."""
    if relation not in CHILDREN or sex not in ("1", "2"):
        return ""
    mothers_side = relation in CHILDREN[CHILDREN.index("30") :]
    return ("43" if sex == "1" else "44") if mothers_side else ("41" if sex == "1" else "42")


def child_of(sex: str, *, adopted: bool = False) -> str:
    """The relation of a new child to a head who is its parent."""
    if adopted:
        return {"1": "27", "2": "37"}.get(sex, "")
    return {"1": "20", "2": "30"}.get(sex, "")


def suggested(members: Sequence[Related], head_id: int) -> dict[int, str]:
    """What everybody's relation to a new head probably is; the clerk looks it over. Unknown ones stay empty.

    From the relation to the old head and the new head's own: his wife and son are her husband and son ...
    Where the new head is the old one, everybody's relation stays.
    """
    new = next(m for m in members if m.id == head_id)
    found = {}
    for member in members:
        if member.id != head_id:
            found[member.id] = _seen_from(new, member)
    return found


def _seen_from(new: Related, other: Related) -> str:
    if new.is_head:
        return other.relation
    for relations, seen in (
        (SPOUSES, _seen_from_spouse),
        (CHILDREN, _seen_from_child),
        (PARENTS, _seen_from_parent),
    ):
        if new.relation in relations:
            return seen(new, other)
    return ""


def _seen_from_spouse(new: Related, other: Related) -> str:
    if other.is_head:
        return {"1": "11", "2": "12"}.get(other.sex, "10")
    if other.relation in CHILDREN:
        return other.relation
    parents_in_law = {"51": ("55", "53"), "52": ("56", "54")}.get(other.relation, ("", ""))
    return parents_in_law[0 if new.sex == "1" else 1]


def _seen_from_child(new: Related, other: Related) -> str:
    if other.relation in CHILDREN:
        return _sibling(new, other)
    if other.is_head or other.relation in SPOUSES:
        return _by_sex(other, "51", "52")
    return _by_sex(other, "61", "62") if other.relation in ("51", "52") else ""


def _seen_from_parent(_new: Related, other: Related) -> str:
    if other.is_head:
        return _by_sex(other, "20", "30")
    for relations, male, female in (
        (PARENTS, "11", "12"),
        (SPOUSES, "28", "38"),
        (CHILDREN, "41", "42"),
    ):
        if other.relation in relations:
            return _by_sex(other, male, female)
    return ""


def _by_sex(other: Related, male: str, female: str) -> str:
    return male if other.sex == "1" else female


def _sibling(new: Related, other: Related) -> str:
    if new.birth is None or other.birth is None:
        return "70"
    older = other.birth < new.birth
    return {("1", True): "71", ("1", False): "73", ("2", True): "75", ("2", False): "77"}.get(
        (other.sex, older), "70"
    )
