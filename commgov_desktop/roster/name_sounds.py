"""What is kept of how a name sounds: all its readings, their initials, and its place in the list."""

import re
import tomllib
from functools import cache, lru_cache
from itertools import islice, product

from commgov_desktop import name_readings, paths

Sounds = tuple[str, str, str, str]
"""The tidied name, its readings and their initials (each parted by ``|``), and its key in the telephone book."""

_PLAIN = re.compile(r"[\u4e00-\u9fff]{2,4}")


@lru_cache(maxsize=16384)
def sounds(name: str, own: str = "") -> Sounds:
    """The sounds of any name. ``own`` is the clerk's correction of the reading (``shan wei``)."""
    if not own and _PLAIN.fullmatch(name):
        length = 2 if len(name) > 2 and name[:2] in _compound() else 1
        return sounds_of(name[:length], name[length:])
    name = name_readings.tidy(name)
    if not name:
        return "", "", "", ""
    found = [" ".join(reading) for reading in name_readings.readings(name, own)]
    return name, "|".join(found), _initials(found), name_readings.sort_key(name, own)


def sounds_of(surname: str, given: str) -> Sounds:
    """The same, put together from two halves of which each is worked out once: ten times as fast for a roster."""
    heads, key = _surname(surname)
    tails, tail_key = _given(given)
    found = list(dict.fromkeys(h + t for t, h in islice(product(tails, heads), name_readings.MOST)))
    return surname + given, "|".join(found), _initials(found), f"{key} {tail_key}"


def _initials(readings: list[str]) -> str:
    short = ("".join(s[:1] for s in reading.split() if s.isascii()) for reading in readings)
    return "|".join(dict.fromkeys(short))


@cache
def _surname(surname: str) -> tuple[list[str], str]:
    length = len(surname)
    found = dict.fromkeys(
        " ".join(reading[:length]) + " " for reading in name_readings.readings(f"{surname}一")
    )
    return list(found), " ".join(name_readings.sort_key(f"{surname}一").split()[:length])


@lru_cache(maxsize=65536)
def _given(given: str) -> tuple[list[str], str]:
    found = dict.fromkeys(" ".join(reading[1:]) for reading in name_readings.readings(f"王{given}"))
    return list(found), " ".join(name_readings.sort_key(f"王{given}").split()[1:])


@cache
def _compound() -> frozenset[str]:
    with paths.resources("catalogues", "surnames.toml").open("rb") as file:
        return frozenset(s["zh"] for s in tomllib.load(file)["surnames"] if len(s["zh"]) == 2)
