"""Hides the parts of names, numbers and addresses that a list or a public notice must not show."""

import re
import tomllib
from functools import cache

from commgov_desktop import paths

STAR = "*"
_DOTS = re.compile(r"[·•‧・･．]")
_PHONE = re.compile(
    r"(?<!\d)(?:(?:86[- ]?)?(1\d{2})[- ]?\d{4}[- ]?(\d{4})|(0\d{2,3}[- ]?)\d{3,4}(\d{4}))(?!\d)"
)
_LONG_NUMBER = re.compile(r"(?<![\dA-Za-z])(\d{17}[\dXx]|\d{15})(?![\dA-Za-z])")
_MOBILE = re.compile(r"(?<!\d)1[3-9]\d{9}(?!\d)")
_BUILDING = re.compile(
    r"(?:\d+|[A-Za-z]\d*|[甲乙丙丁东南西北]|[一二三四五六七八九十]+)(?:号楼|幢|栋|座|號樓|#楼|#)"
)
_TALL = re.compile(r"\d+楼|\d+号(?=.)")
_DASHED = re.compile(r"(\d+)(?:[-－—]\d+)+\D*$")
_HOUSE = re.compile(r"(?:\d+(?:[-－—]\d+)*|[一二三四五六七八九十百]+)(?:号|室|户|房)?$")


def id_number(text: str) -> str:
    """``999999********1234``: the first 6 and last 4 of a citizen's number; of others the first and last 2.

    Source: usual practice of published lists after the State Council's instruction of 2018.
    """
    if len(text) >= 15:
        return text[:6] + STAR * (len(text) - 10) + text[-4:]
    if len(text) > 4:
        return text[:2] + STAR * (len(text) - 4) + text[-2:]
    return STAR * len(text)


def phone(text: str) -> str:
    """``138****5678``; every number in the text is masked, and a stray one keeps its last two digits."""
    masked = _PHONE.sub(_phone, text)
    return masked if STAR in masked else re.sub(r"\d(?=[\d -]*\d{2})", STAR, text)


def _phone(found: re.Match[str]) -> str:
    head, tail = found[1] or found[3] or "", found[2] or found[4] or ""
    return f"{head}{STAR * 4}{tail}"


def name(text: str, minor: bool = False) -> str:
    """A name for a public posting: 张*, 张*明, 欧阳**, 阿依古丽·***. A minor's name is not shown at all."""
    text = text.strip()
    if minor or not text:
        return ""
    first, dot, rest = _at_dot(text)
    if dot:
        return f"{first}{dot}{STAR * 3}"
    if text.isascii():
        first, _space, rest = text.partition(" ")
        return f"{first} {STAR * 3}" if rest else first[:1] + STAR * 3
    if text[:2] in _compound_surnames() and len(text) > 2:
        return text[:2] + STAR * (len(text) - 2)
    if len(text) <= 2:
        return text[:1] + STAR * (len(text) - 1)
    return text[:1] + STAR * (len(text) - 2) + text[-1]


def address(text: str) -> str:
    """An address for a public posting: down to the building, never the entrance, floor or door."""
    text = text.strip()
    building = _BUILDING.search(text) or _TALL.search(text)
    if building:
        return text[: building.end()]
    dashed = _DASHED.search(text)
    if dashed:
        return text[: dashed.end(1)]
    house = _HOUSE.search(text)
    return text[: house.start()] + STAR * 2 if house and house.start() else text


def _at_dot(text: str) -> tuple[str, str, str]:
    found = _DOTS.search(text)
    return (text[: found.start()], "·", text[found.end() :]) if found else (text, "", "")


@cache
def _compound_surnames() -> frozenset[str]:
    with paths.resources("catalogues", "surnames.toml").open("rb") as file:
        return frozenset(s["zh"] for s in tomllib.load(file)["surnames"] if len(s["zh"]) == 2)


def numbers_in(text: str) -> str:
    """ID numbers and mobile numbers anywhere in a text, masked."""
    text = _LONG_NUMBER.sub(lambda found: id_number(found[0]), text)
    return _MOBILE.sub(lambda found: phone(found[0]), text)
