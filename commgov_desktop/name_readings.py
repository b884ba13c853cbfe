"""How a name is read aloud: pinyin, initials and the order of the telephone book, surnames read as surnames."""

import os
import re
import tomllib
import unicodedata
from functools import cache, lru_cache
from itertools import islice, product

from commgov_desktop import paths

MOST = 8
"""Readings kept of one name; a name of many two-way characters would otherwise have hundreds."""

Reading = tuple[str, ...]
_UNITS = re.compile(r"[A-Za-z]+(?:['’][A-Za-z]+)*|\d+|[^\s·\x00-\xbf\u2000-\u206f\u3001-\u3003\u3008-\u3020]")
_DOTS = re.compile(r"\s*[·•‧・･．。・\u2022\u2027]\s*")
_PLAIN_DOT = re.compile(r"(?<=[^\x00-\x7f])\s*[.\-－—]\s*(?=[^\x00-\x7f])")
_PLAIN_HAN = re.compile(r"[\u4e00-\u9fff]+")
_TONES = {"\u0304": "1", "\u0301": "2", "\u030c": "3", "\u0300": "4"}


def tidy(name: str) -> str:
    """A name as it is kept: the middle dot as · (U+00B7), Chinese names without spaces, nothing replaced.

    Rare characters stay as they were typed. Latin names keep one space between words.
    """
    if _PLAIN_HAN.fullmatch(name):
        return name  # nearly every name of an import of 100,000
    text = _DOTS.sub("·", "".join(map(_half_width, name)).strip())
    text = _PLAIN_DOT.sub("·", text).strip("·")
    if text.isascii():
        return " ".join(text.split())
    return re.sub(r"(?<=[^\x00-\x7f])\s+|\s+(?=[^\x00-\x7f])", "", text)


def readings(name: str, own: str = "") -> tuple[Reading, ...]:
    """Every way the name may be typed, as syllables without tones: the surname's reading and the usual one.

    ``own`` is the clerk's correction (``shan4 wei``, tones optional) and comes first. ü is written v.
    A character no table knows stands for itself.
    """
    found = [tuple(_plain(s) for s in toned) for toned in _toned(name)]
    if own.strip():
        found.insert(0, tuple(_plain(_with_digit(s)) for s in own.split()))
    return tuple(dict.fromkeys(found))


def pinyin(name: str, own: str = "") -> str:
    """The first reading, its syllables parted by spaces: ``shan wei``."""
    return " ".join(readings(name, own)[0])


def initials(name: str, own: str = "") -> str:
    """The first letters of the first reading: ``sw``. A character without a reading has none."""
    return "".join(syllable[:1] for syllable in readings(name, own)[0] if syllable.isascii())


def sort_key(name: str, own: str = "") -> str:
    """A key that sorts bytewise as the telephone book does: ``zhang1张 wei3伟``; 张 and 章 stay apart."""
    units = _units(name)
    toned = list(_toned(name)[0])
    corrected = [_with_digit(s) for s in own.split()]
    if len(corrected) == len(units):
        toned = [_tone_of(s, unit) for s, unit in zip(corrected, units, strict=True)]
    return " ".join(s if s == u.lower() else s + u for s, u in zip(toned, units, strict=True))


@lru_cache(maxsize=4096)
def _toned(name: str) -> tuple[Reading, ...]:
    """Readings with tone digits, the likeliest first; never empty."""
    units = _units(name)
    heads, length = (((),), 0) if "·" in tidy(name) else _heads(units)
    rest = [_given(unit) for unit in units[length:]]
    found = (head + tail for tail, head in product(islice(product(*rest), MOST), heads))
    return tuple(islice(dict.fromkeys(found), MOST))


def _heads(units: tuple[str, ...]) -> tuple[tuple[Reading, ...], int]:
    """The readings of the surname, and how many characters it has."""
    table = _table("surnames")
    for length in (4, 2):
        compound = "".join(units[:length])
        if len(units) > length and compound in table:
            whole = tuple(tuple(py.split()) for py in table[compound])
            return whole + _apart(units[:length]), length
    return _apart(units[:1]), min(1, len(units))


def _apart(units: tuple[str, ...]) -> tuple[Reading, ...]:
    """Single surname and what follows it, then the plain dictionary reading."""
    if not units:
        return ((),)
    follow = tuple(_given(u)[0] for u in units[1:])
    firsts = dict.fromkeys((*_table("surnames").get(units[0], ()), _character(units[0])))
    return tuple((first, *follow) for first in firsts)


def _given(unit: str) -> tuple[str, ...]:
    return _table("given").get(unit) or (_character(unit),)


def _units(name: str) -> tuple[str, ...]:
    return tuple(_UNITS.findall(tidy(name))) or (tidy(name),)


@cache
def _character(unit: str) -> str:
    """The dictionary's first reading as ``wei3``; Latin words, digits and unknown characters as they are."""
    if len(unit) != 1 or unit.isascii():
        return unit.lower()
    marked = _dictionary().get(ord(unit), "").partition(",")[0]
    return _with_digit(marked) if marked else _table("given").get(unit, (unit,))[0]


@cache
def _dictionary() -> dict[int, str]:
    # Only when a name is first read, and without its 47,000 phrases: 0.4 s and 44 MB for nothing.
    os.environ.setdefault("PYPINYIN_NO_PHRASES", "1")
    from pypinyin.constants import PINYIN_DICT

    return dict(PINYIN_DICT)


@cache
def _table(part: str) -> dict[str, tuple[str, ...]]:
    with paths.resources("catalogues", "surnames.toml").open("rb") as file:
        entries = tomllib.load(file)[part]
    return {e["zh"]: (e["py"], *e.get("also", ())) for e in entries}


def _with_digit(syllable: str) -> str:
    """``wěi`` -> ``wei3``, ``lǚ`` -> ``lv3``; what already has a digit, or no tone, stays."""
    if syllable.isascii():
        return syllable.lower()
    tone, letters = "", ""
    for char in unicodedata.normalize("NFD", syllable.lower()):
        if char == "\u0308":
            letters = letters[:-1] + "v"
        elif char in _TONES:
            tone = _TONES[char]
        else:
            letters += char
    return letters + tone


def _tone_of(syllable: str, unit: str) -> str:
    """A corrected syllable typed without its tone takes the tone the tables give that reading."""
    if syllable[-1:].isdigit() or len(unit) != 1:
        return syllable
    known = (*_table("surnames").get(unit, ()), *_given(unit))
    marked = _dictionary().get(ord(unit), "").split(",")
    same = (s for s in (*known, *map(_with_digit, marked)) if _plain(s) == syllable)
    return next(same, syllable)


def _plain(syllable: str) -> str:
    return syllable.rstrip("12345") if len(syllable) > 1 and syllable[0].isalpha() else syllable


def _half_width(char: str) -> str:
    """Only the width of letters, digits and the space changes: full NFKC would replace rare characters."""
    code = ord(char)
    if 0xFF01 <= code <= 0xFF5E and char != "．":
        return chr(code - 0xFEE0)
    return " " if char in "\u3000\u00a0\t\n" else "" if char in "\u200b\ufeff" else char
