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
    name, order = surname + given, f"{key} {tail_key}"
    if len(heads) == 1 == len(tails):  # most names are read in one way
        return name, heads[0][0] + tails[0][0], heads[0][1] + tails[0][1], order
    pairs = list(islice(product(tails, heads), name_readings.MOST))
    spoken = dict.fromkeys(head[0] + tail[0] for tail, head in pairs)
    short = dict.fromkeys(head[1] + tail[1] for tail, head in pairs)
    return name, "|".join(spoken), "|".join(short), order


def _initials(readings: list[str]) -> str:
    return "|".join(dict.fromkeys(map(_short, readings)))


def _short(reading: str) -> str:
    return "".join(s[:1] for s in reading.split() if s.isascii())


_Half = tuple[list[tuple[str, str]], str]
"""The readings of half a name, each with its initials, and its part of the key in the telephone book."""


@cache
def _surname(surname: str) -> _Half:
    length = len(surname)
    found = dict.fromkeys(
        " ".join(reading[:length]) + " " for reading in name_readings.readings(f"{surname}一")
    )
    key = " ".join(name_readings.sort_key(f"{surname}一").split()[:length])
    return [(reading, _short(reading)) for reading in found], key


@lru_cache(maxsize=65536)
def _given(given: str) -> _Half:
    found = dict.fromkeys(" ".join(reading[1:]) for reading in name_readings.readings(f"王{given}"))
    key = " ".join(name_readings.sort_key(f"王{given}").split()[1:])
    return [(reading, _short(reading)) for reading in found], key


@cache
def _compound() -> frozenset[str]:
    with paths.resources("catalogues", "surnames.toml").open("rb") as file:
        return frozenset(s["zh"] for s in tomllib.load(file)["surnames"] if len(s["zh"]) == 2)
