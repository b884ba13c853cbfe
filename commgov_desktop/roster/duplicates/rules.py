"""Whether two entries are one person: what speaks for it and against it, in words, and how much that weighs."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from commgov_desktop.i18n import N_, _
from commgov_desktop.roster import id_number
from commgov_desktop.roster.duplicates import spelling
from commgov_desktop.roster.duplicates.entry import Entry

LEAST, LIKELY, CERTAIN = 50, 65, 85
"""Points from which a pair is shown at all, counts as likely, and as nearly certain."""


@dataclass(frozen=True)
class Evidence:
    """One thing that speaks for (points above zero) or against two entries being one person."""

    words: str
    points: int

    def __str__(self) -> str:
        return _(self.words)


SAME_NUMBER = Evidence(N_("same document number"), 60)
NEAR_NUMBER = Evidence(N_("numbers differ in one digit"), 45)
SWAPPED_NUMBER = Evidence(N_("two digits of the number are swapped"), 45)
CUT_NUMBER = Evidence(N_("the same number, its end cut off by a spreadsheet"), 40)
OTHER_NUMBER = Evidence(N_("two different numbers, both checked"), -60)
DOUBTFUL_NUMBER = Evidence(N_("the numbers differ"), -10)

SAME_NAME = Evidence(N_("same name"), 32)
SAME_BUT_DOTS = Evidence(N_("same name, written with and without a dot"), 31)
SAME_BUT_VARIANTS = Evidence(N_("same name in traditional or variant characters"), 30)
SAME_BUT_ORDER = Evidence(N_("same name, its parts in another order"), 28)
SAME_SOUND = Evidence(N_("names sound the same"), 22)
ONE_CHARACTER = Evidence(N_("names differ in one character"), 15)
OTHER_NAME = Evidence(N_("different names"), -30)

SAME_BIRTH = Evidence(N_("same birth date"), 30)
NEAR_BIRTH = Evidence(N_("birth dates differ in one digit"), 15)
SWAPPED_BIRTH = Evidence(N_("day and month of birth are swapped"), 15)
CLOSE_AGE = Evidence(N_("born within one year"), 10)
OTHER_BIRTH = Evidence(N_("different birth dates"), -20)

SAME_PHONE = Evidence(N_("same phone"), 28)
SAME_HOUSEHOLD = Evidence(N_("same household"), 18)
SAME_DWELLING = Evidence(N_("same dwelling"), 18)
OTHER_SEX = Evidence(N_("different sex"), -25)

_NUMBERS = frozenset((SAME_NUMBER, NEAR_NUMBER, SWAPPED_NUMBER, CUT_NUMBER))
_BIRTHS = frozenset((SAME_BIRTH, NEAR_BIRTH, SWAPPED_BIRTH, CLOSE_AGE))

_FOR_LIFE = frozenset((id_number.RESIDENT_CARD, id_number.RESIDENCE_PERMIT, id_number.HONG_KONG_MACAO_PERMIT))
"""Documents whose number a person keeps: two different ones are two people. A passport gets a new one."""


class Likeness(NamedTuple):
    """Two entries that may be one person. ``score`` in points, at most 100; the evidence, the strongest first."""

    first_id: int
    second_id: int
    score: int
    evidence: tuple[Evidence, ...]

    @property
    def reasons(self) -> str:
        """What speaks for it and against it, as one line."""
        return "，".join(str(one) for one in self.evidence)

    @property
    def is_certain(self) -> bool:
        """Whether hardly a doubt is left."""
        return self.score >= CERTAIN

    @property
    def is_likely(self) -> bool:
        """Whether it is more likely than not."""
        return self.score >= LIKELY


def compare(one: Entry, other: Entry, least: int = LEAST) -> Likeness | None:
    """How much two entries look like one person; ``None`` below ``least`` points or for a person with themselves.

    A number that stands twice is always worth a look, whatever else differs: one of the two is wrong.
    """
    if one.id == other.id:
        return None
    if one.id > other.id:
        one, other = other, one
    found = [e for e in (rule(one, other) for rule in _RULES) if e is not None]
    score = sum(e.points for e in found)
    if any(e in _NUMBERS for e in found):  # which tells the birth date too: it does not speak twice
        score -= sum(e.points for e in found if e in _BIRTHS)
    if SAME_NUMBER in found:
        score = max(score, LEAST + 5)
    if score < least:
        return None
    found.sort(key=lambda e: -abs(e.points))
    return Likeness(one.id, other.id, min(100, score), tuple(found))


def name_likeness(one: Entry, other: Entry) -> Evidence | None:
    """How alike the names are."""
    if one.name == other.name:
        return SAME_NAME
    if one.folded == other.folded:
        dots = one.name.count(spelling.DOT) != other.name.count(spelling.DOT)
        return SAME_BUT_DOTS if dots else SAME_BUT_VARIANTS
    if one.unordered and one.unordered == other.unordered:
        return SAME_BUT_ORDER
    if any(reading in other.readings for reading in one.readings):
        return SAME_SOUND
    return ONE_CHARACTER if spelling.one_apart(one.folded, other.folded) else OTHER_NAME


def _numbers(one: Entry, other: Entry) -> Evidence | None:
    a, b = one.number, other.number
    if not a or not b:
        return None
    if a == b:
        return SAME_NUMBER
    if one.checked and other.checked:
        if one.id_kind != other.id_kind:
            return None
        return OTHER_NUMBER if one.id_kind in _FOR_LIFE else DOUBTFUL_NUMBER
    if spelling.swapped(a, b):
        return SWAPPED_NUMBER
    if spelling.one_apart(a, b):
        return NEAR_NUMBER
    if a[:15] == b[:15] and (_is_cut(one) or _is_cut(other)):
        return CUT_NUMBER
    return DOUBTFUL_NUMBER


def _is_cut(entry: Entry) -> bool:
    return not entry.checked and len(entry.number) == 18 and entry.number.endswith("000")


def _births(one: Entry, other: Entry) -> Evidence | None:
    a, b = one.birth, other.birth
    if a is None or b is None:
        return None
    if a == b:
        return SAME_BIRTH
    if (a.year, a.month, a.day) == (b.year, b.day, b.month):
        return SWAPPED_BIRTH
    if spelling.one_apart(_eight(a), _eight(b)):
        return NEAR_BIRTH
    return CLOSE_AGE if abs((a - b).days) <= 366 else OTHER_BIRTH


def _eight(day: date) -> str:
    return f"{day.year:04}{day.month:02}{day.day:02}"


def _phones(one: Entry, other: Entry) -> Evidence | None:
    return SAME_PHONE if any(phone in other.phones for phone in one.phones) else None


def _places(one: Entry, other: Entry) -> Evidence | None:
    if one.household is not None and one.household == other.household:
        return SAME_HOUSEHOLD
    return SAME_DWELLING if one.dwelling is not None and one.dwelling == other.dwelling else None


def _sexes(one: Entry, other: Entry) -> Evidence | None:
    return OTHER_SEX if one.sex and other.sex and one.sex != other.sex else None


_RULES: tuple[Callable[[Entry, Entry], Evidence | None], ...] = (
    _numbers, name_likeness, _births, _phones, _places, _sexes,
)  # fmt: skip
