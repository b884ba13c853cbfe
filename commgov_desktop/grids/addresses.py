"""Reads addresses as people write them: 3栋, 3幢 and 3号楼 are one building, 二单元 and 2门 one entrance."""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

_GAPS = re.compile(r"[\s\u200b\ufeff]+")
_MARKS = str.maketrans(
    {"－": "-", "—": "-", "–": "-", "﹣": "-", "/": "-", "、": "-", "號": "号", "樓": "楼", "門": "门"}
)
_DIGITS = {word: number for number, word in enumerate("零一二三四五六七八九")} | {"两": 2, "〇": 0}
_NUMBER = r"(?:\d+[A-Za-z]?|[A-Za-z]\d*|[甲乙丙丁戊东西南北中]\d*|[一二三四五六七八九十]+)"
_SUFFIX = r"(?:号楼|#楼|#|栋|幢|座|号院楼|楼)"
_BUILDING = re.compile(rf"(?P<before>.*?)(?P<number>{_NUMBER})(?P<suffix>{_SUFFIX})(?P<rest>.*)")
_ENTRANCE = re.compile(rf"(?P<number>{_NUMBER})(?:单元|门洞|门|梯|单)(?P<rest>.*)")
_ROOM = re.compile(r"(?:第?\d+[层F])?(?P<room>[\dA-Za-z]+(?:-\d+)?)?(?:室|号房|房|户|号)?")
_DASHED = re.compile(
    r"(?P<building>.*?[\dA-Za-z]+)(?:-(?P<entrance>\d{1,2}))?-(?P<room>\d{2,4}[A-Za-z]?)(?:室|房|户|号)?"
)
_STREET = re.compile(
    r"[^\d]{2,9}?(?:省|自治区|市|县|镇|街道|社区|居委会|(?<![小园新校东西南北中一二三四五六七八九十])区)(?=.)"
)
_ROAD = re.compile(r"^[^\d]{1,12}?(?:路|街|大道|巷|弄|胡同|里)\d+(?:-\d+)?号(?=[^院\d].*)")


@dataclass(frozen=True)
class Address:
    """An address in its three parts, e.g. ``3号楼``, ``2单元``, ``501``; the last two may be empty."""

    building: str
    entrance: str = ""
    room: str = ""

    @property
    def text(self) -> str:
        """The whole, as lists and papers show it."""
        return f"{self.building}{self.entrance}{self.room}"


def tidy(text: str) -> str:
    """Half-width digits, no gaps, one kind of dash."""
    return _GAPS.sub("", unicodedata.normalize("NFKC", text)).translate(_MARKS)


@lru_cache(maxsize=8192)
def split_address(text: str) -> Address | None:
    """Take an address apart; ``None`` when it is empty.

    City, street and community in front are left out, an estate's name stays with the building
    (阳光花园3号楼). What cannot be taken apart is a building of its own (幸福路8号).
    """
    whole = tidy(text)
    if not whole:
        return None
    short = _ROAD.sub("", _without_district(whole))
    found = _BUILDING.fullmatch(short)
    if found:
        return _after_building(found) or Address(whole)
    dashed = _DASHED.fullmatch(short)
    if dashed:
        return Address(
            building_name(dashed["building"]), entrance_name(dashed["entrance"] or ""), dashed["room"]
        )
    return Address(building_name(short))


def _without_district(text: str) -> str:
    while found := _STREET.match(text):
        if _BUILDING.match(found.group()):
            break
        text = text[found.end() :]
    return text


def _after_building(found: re.Match[str]) -> Address | None:
    building = building_name(found["before"] + found["number"] + found["suffix"])
    rest = found["rest"].lstrip("-")
    entrance = _ENTRANCE.fullmatch(rest)
    if entrance:
        door, rest = entrance_name(entrance["number"]), entrance["rest"].lstrip("-")
    else:
        door, rest = _short_entrance(rest)
    room = _ROOM.fullmatch(rest)
    return Address(building, door, room_name(room["room"] or "")) if room else None


def _short_entrance(rest: str) -> tuple[str, str]:
    found = re.fullmatch(r"(\d{1,2})-(\d{2,4}\D*)", rest)
    return (entrance_name(found[1]), found[2]) if found else ("", rest)


@lru_cache(maxsize=8192)
def building_name(text: str) -> str:
    """A building's name as it is kept: 三号楼 and 3# become 3号楼; 3栋 stays in the office's own words."""
    text = tidy(text)
    found = re.fullmatch(rf"(?P<before>.*?)(?P<number>{_NUMBER})(?P<suffix>{_SUFFIX})?", text)
    if not found or (found["before"] and not found["suffix"]):
        return text
    suffix = found["suffix"] if found["suffix"] in ("栋", "幢", "座", "号楼") else "号楼"
    return f"{found['before']}{_arabic(found['number']).upper()}{suffix}"


@lru_cache(maxsize=8192)
def building_key(text: str) -> str:
    """What all spellings of one building come to, for comparing."""
    name = building_name(text)
    return re.sub(r"(?:号楼|栋|幢|座)$", "#", name).lower()


def entrance_name(text: str) -> str:
    """2单元 for 2, 二, 02单元, 2门; empty stays empty."""
    text = re.sub(r"(?:单元|门洞|门|梯|单)$", "", tidy(text))
    number = _arabic(text).upper()
    return f"{number.lstrip('0') or '0'}单元" if number else ""


def room_name(text: str) -> str:
    """501 for 501室, 501号 and 501房."""
    return re.sub(r"(?:室|号房|房|户|号)$", "", tidy(text)).upper()


def _arabic(text: str) -> str:
    """``十二`` becomes ``12``; other texts stay."""
    if not text or any(sign not in _DIGITS and sign != "十" for sign in text):
        return text
    if "十" not in text:
        return "".join(str(_DIGITS[sign]) for sign in text)
    tens, _ten, ones = text.partition("十")
    return str((_DIGITS[tens] if tens else 1) * 10 + (_DIGITS[ones] if ones else 0))
