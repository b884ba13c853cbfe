"""How one name is written in two ways: traditional and variant characters, missing dots, parts in another order."""

import re
import tomllib
from functools import cache

from commgov_desktop import paths

DOT = "·"
LONG = 5
"""From so many characters on a Chinese name without a dot may be an ethnic name whose dot was left out."""

_PLAIN = re.compile(r"[\u4e00-\u9fff]+")
_BETWEEN = re.compile(r"[\s·•‧・･．.。\-－—'’]+")


def folded(name: str) -> str:
    """The name in usual characters, without dots and spaces, in small letters: what two spellings have in common."""
    if not _PLAIN.fullmatch(name):
        name = _BETWEEN.sub("", name).lower()
    return name.translate(_usual())


def unordered(name: str) -> str:
    """The parts of a name of several parts in a fixed order; empty for an ordinary Chinese name.

    ``买买提·艾山`` and ``艾山·买买提``, ``Li Lei`` and ``Lei Li`` give the same. Where a long name has lost its
    dot, nobody knows where a part ends, so the characters themselves are put in order.
    """
    if name.isascii():
        parts = sorted(part for part in _BETWEEN.split(name.lower()) if part)
        return " ".join(parts) if len(parts) > 1 else ""
    return "".join(sorted(folded(name))) if DOT in name or len(name) >= LONG else ""


def one_apart(one: str, other: str) -> bool:
    """Whether two different texts become the same by changing, adding or leaving out one character."""
    if len(one) > len(other):
        one, other = other, one
    if len(other) - len(one) > 1 or one == other:
        return False
    same = next((i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), len(one))
    return one[same + (len(one) == len(other)) :] == other[same + 1 :]


def swapped(one: str, other: str) -> bool:
    """Whether two texts differ only in two neighbours that have changed places."""
    if len(one) != len(other):
        return False
    wrong = [i for i, (a, b) in enumerate(zip(one, other, strict=True)) if a != b]
    if len(wrong) != 2 or wrong[1] - wrong[0] != 1:
        return False
    i, j = wrong
    return one[i] == other[j] and one[j] == other[i]


@cache
def _usual() -> dict[int, str]:
    with paths.resources("catalogues", "variant_characters.toml").open("rb") as file:
        groups: list[str] = tomllib.load(file)["groups"]
    return {ord(other): group[0] for group in groups for other in group[1:]}
