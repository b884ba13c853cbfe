"""Where people live, as the roster reads it: dwelling, building and grid, and an address taken apart."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol

from sqlalchemy import ColumnElement, Integer, SQLColumnExpression, column, select, table
from sqlalchemy.orm import Session

from commgov_desktop.ledger.episodes import as_of

DWELLINGS = table("dwellings", column("id"), column("entrance_id"), column("room"), column("address"))
ENTRANCES = table("entrances", column("id"), column("building_id"), column("name"))
BUILDINGS = table("buildings", column("id"), column("grid_id", Integer), column("name"))
GRIDS = table("grids", column("id"), column("name"), column("code"))


class Place(Protocol):
    """An address taken apart: ``3号楼``, ``2单元``, ``501``; the last two may be empty."""

    @property
    def building(self) -> str: ...
    @property
    def entrance(self) -> str: ...
    @property
    def room(self) -> str: ...
    def __hash__(self) -> int: ...


@dataclass(frozen=True)
class Homes:
    """What the roster needs of whoever keeps buildings and dwellings, handed in when the program is put together."""

    split: Callable[[str], Place | None]
    """Takes an address apart; ``None`` for an empty one."""
    dwellings_for: Callable[[Session, Iterable[Any]], Mapping[Any, int]]
    """Finds or makes the dwellings of these places inside the open action; gives their ids."""
    buildings_for: Callable[[Session, Iterable[str]], object]
    """Finds or makes these buildings, in the order of their names, before very many dwellings are made by helpings."""


def key(place: Place) -> str:
    """The same text for the same dwelling: 3栋, 3幢 and 3号楼 are one building."""
    return f"{_SUFFIX.sub('#', place.building)}{place.entrance}{place.room}".lower()


def from_columns(building: str, entrance: str, room: str) -> str:
    """The address written by three columns of a file; bare numbers get their words: 3, 2, 501 -> 3号楼2单元501."""
    if not building:
        return room if len(room) > 4 else ""
    if re.fullmatch(r"\d+[A-Za-z]?|[A-Za-z]\d*", building):
        building += "号楼"
    if re.fullmatch(r"\d+|[A-Za-z]|[一二三四五六七八九十]+", entrance):
        entrance += "单元"
    return building + entrance + room


_SUFFIX = re.compile(r"(?:号楼|栋|幢|座)$")


def address_of(dwelling_id: SQLColumnExpression[Any]) -> ColumnElement[Any]:
    """The short address of a dwelling, as an SQL expression."""
    return select(DWELLINGS.c.address).where(DWELLINGS.c.id == dwelling_id).scalar_subquery()


def grid_of(dwelling_id: SQLColumnExpression[Any], day: date | None = None) -> ColumnElement[Any]:
    """The name of the grid in which a dwelling lies, or lay on ``day``, as an SQL expression."""
    grid = as_of(BUILDINGS.c.grid_id, day) if day else BUILDINGS.c.grid_id
    return (
        select(GRIDS.c.name)
        .select_from(
            DWELLINGS.join(ENTRANCES, ENTRANCES.c.id == DWELLINGS.c.entrance_id)
            .join(BUILDINGS, BUILDINGS.c.id == ENTRANCES.c.building_id)
            .join(GRIDS, GRIDS.c.id == grid)
        )
        .where(DWELLINGS.c.id == dwelling_id)
        .scalar_subquery()
    )


def grids_on(session: Session, day: date) -> dict[int, str]:
    """The name of the grid of every dwelling that lay in one on ``day``."""
    names = {number: name for number, name in session.execute(select(GRIDS.c.id, GRIDS.c.name))}  # noqa: C416
    grid = select(BUILDINGS.c.id, as_of(BUILDINGS.c.grid_id, day))
    of_building = {building: names.get(number) for building, number in session.execute(grid)}
    joined = DWELLINGS.join(ENTRANCES, ENTRANCES.c.id == DWELLINGS.c.entrance_id)
    homes = session.execute(select(DWELLINGS.c.id, ENTRANCES.c.building_id).select_from(joined))
    return {home: name for home, building in homes if (name := of_building.get(building))}


def in_a_grid() -> Any:
    """The ids of all dwellings that lie in some grid, as a sub-query."""
    return (
        select(DWELLINGS.c.id)
        .join(ENTRANCES, ENTRANCES.c.id == DWELLINGS.c.entrance_id)
        .join(BUILDINGS, BUILDINGS.c.id == ENTRANCES.c.building_id)
        .where(BUILDINGS.c.grid_id.is_not(None))
    )
