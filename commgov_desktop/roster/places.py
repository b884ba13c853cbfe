"""Where people live, as the roster reads it: dwelling, building and grid, and an address taken apart."""

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from sqlalchemy import ColumnElement, column, select, table
from sqlalchemy.orm import Session

DWELLINGS = table("dwellings", column("id"), column("entrance_id"), column("room"), column("address"))
ENTRANCES = table("entrances", column("id"), column("building_id"), column("name"))
BUILDINGS = table("buildings", column("id"), column("grid_id"), column("name"))
GRIDS = table("grids", column("id"), column("name"), column("code"))


@dataclass(frozen=True)
class Place:
    """An address taken apart: ``3号楼``, ``2单元``, ``501``. Texts only; empty where the address has no such part."""

    building: str
    entrance: str = ""
    room: str = ""

    @property
    def address(self) -> str:
        """The short address in the words of whoever wrote it."""
        return f"{self.building}{self.entrance}{self.room}"

    @property
    def key(self) -> str:
        """The same text for the same dwelling: 3栋, 3幢 and 3号楼 are one building."""
        return f"{_building(self.building)}{self.entrance}{self.room}".lower()


DwellingsFor = Callable[[Session, Iterable[Place]], Mapping[Place, int]]
"""Finds or makes the dwellings of these places, inside the open action; gives their ids."""


def address_of(dwelling_id: ColumnElement[Any]) -> ColumnElement[Any]:
    """The short address of a dwelling, as an SQL expression."""
    return select(DWELLINGS.c.address).where(DWELLINGS.c.id == dwelling_id).scalar_subquery()


def grid_of(dwelling_id: ColumnElement[Any]) -> ColumnElement[Any]:
    """The name of the grid in which a dwelling lies, as an SQL expression."""
    return (
        select(GRIDS.c.name)
        .select_from(
            DWELLINGS.join(ENTRANCES, ENTRANCES.c.id == DWELLINGS.c.entrance_id)
            .join(BUILDINGS, BUILDINGS.c.id == ENTRANCES.c.building_id)
            .join(GRIDS, GRIDS.c.id == BUILDINGS.c.grid_id)
        )
        .where(DWELLINGS.c.id == dwelling_id)
        .scalar_subquery()
    )


def in_a_grid() -> Any:
    """The ids of all dwellings that lie in some grid, as a sub-query."""
    return (
        select(DWELLINGS.c.id)
        .join(ENTRANCES, ENTRANCES.c.id == DWELLINGS.c.entrance_id)
        .join(BUILDINGS, BUILDINGS.c.id == ENTRANCES.c.building_id)
        .where(BUILDINGS.c.grid_id.is_not(None))
    )


def addresses(session: Session) -> dict[str, int]:
    """Every dwelling by its address, normalised for comparison."""
    rows = session.execute(select(DWELLINGS.c.address, DWELLINGS.c.id))
    return {normal(address): number for address, number in rows}


_SPACES = re.compile(r"[\s\u200b\ufeff]+")
_DASHES = str.maketrans({"－": "-", "—": "-", "–": "-", "﹣": "-", "~": "-", "／": "-", "/": "-", "＃": "#"})
_NUMERALS = {n: str(i) for i, n in enumerate("零一二三四五六七八九")} | {"十": "10"}
_WORDS = re.compile(
    r"(?P<building>.*?(?:\d+|[A-Za-z]\d*|[甲乙丙丁戊己庚辛东南西北中]|[一二三四五六七八九十]+)\s*(?:号楼|號樓|幢|栋|座|#楼|#|楼(?=\d|[A-Za-z一二三四五六七八九十]))|.*?(?:大厦|公寓|宿舍楼|家属楼))"
    r"(?:(?P<entrance>[\dA-Za-z一二三四五六七八九十甲乙丙丁]+)\s*(?:单元|門|门|梯|洞))?"
    r"(?:第?\d+层)?(?P<room>[\dA-Za-z]+(?:-\d+)?)?\s*(?:室|号房|号|房|户)?$"
)
_DASHED = re.compile(
    r"(?P<building>.*?[\dA-Za-z]+)(?:-(?P<entrance>\d{1,2}))?-(?P<room>\d{1,4}[A-Za-z]?)\s*(?:室|号|房|户)?$"
)
_HOUSE = re.compile(r"(?P<building>.*?\d+号)(?:(?P<room>[\dA-Za-z]+)\s*(?:室|房|户)?)?$")


def tidy(address: str) -> str:
    """An address without blanks, digits and dashes in half width."""
    return _SPACES.sub("", unicodedata.normalize("NFKC", address)).translate(_DASHES)


def normal(address: str) -> str:
    """An address for comparison: the same dwelling gives the same text, however it was written."""
    if not address:
        return ""
    place = split(address)
    return place.key if place else ""


@lru_cache(maxsize=65536)
def split(address: str) -> Place | None:
    """Take an address apart into building, entrance and room.

    ``3号楼2单元501室``, ``3栋2门501``, ``3-2-501``, ``幸福路8号`` are understood; a street or estate before the
    building stays part of the building's name. ``None`` for an empty address; an address without any of
    these shapes is one building by itself.
    """
    text = tidy(address)
    if not text:
        return None
    found = _WORDS.fullmatch(text)
    if found:
        return Place(found["building"], _entrance(found["entrance"]), found["room"] or "")
    found = _DASHED.fullmatch(text)
    if found:
        return Place(_dashed_building(found["building"]), _entrance(found["entrance"]), found["room"])
    found = _HOUSE.fullmatch(text)
    if found:
        return Place(found["building"], "", found["room"] or "")
    return Place(text)


def put_together(building: str, entrance: str, room: str) -> Place | None:
    """A place from three columns of a file; ``3``, ``3栋`` and ``3号楼`` are one building."""
    name, door, number = tidy(building), tidy(entrance), tidy(room)
    if not name:
        return split(number) if number else None
    if name.isalnum() and name.isascii():
        name += "号楼"
    door = door.removesuffix("单元").removesuffix("门")
    return Place(name, _entrance(door), re.sub(r"(室|房|户|号)$", "", number))


def _building(text: str) -> str:
    text = re.sub(r"(?:號樓|幢|栋|座|#楼|#|(?<=\d)楼)$", "号楼", text)
    return re.sub(r"([一二三四五六七八九十]+)号楼$", lambda m: f"{_number(m[1])}号楼", text)


def _dashed_building(text: str) -> str:
    return text if text.endswith("号楼") else f"{text}号楼"


def _entrance(text: str | None) -> str:
    if not text:
        return ""
    return f"{_number(text).lstrip('0') or '0'}单元"


def _number(text: str) -> str:
    """``十二`` -> ``12``; what is no Chinese numeral stays."""
    if not all(c in _NUMERALS for c in text):
        return text
    if "十" not in text:
        return "".join(_NUMERALS[c] for c in text)
    tens, _ten, ones = text.partition("十")
    return f"{_NUMERALS.get(tens, '1')}{_NUMERALS.get(ones, '0')}"
