"""Finds the home behind an address, and writes it down, with its building and entrance, when it is new."""

from collections.abc import Iterable, Mapping
from typing import Protocol, TypeVar

from sqlalchemy import Table, func, insert, select
from sqlalchemy.orm import Session

from commgov_desktop.errors import UserError
from commgov_desktop.grids.addresses import Address, building_key, building_name, entrance_name, room_name
from commgov_desktop.grids.models import Building, Dwelling, Entrance
from commgov_desktop.i18n import _
from commgov_desktop.store import bulk
from commgov_desktop.store.record import Record

_AT_ONCE = 400


class AddressParts(Protocol):
    """Anything that names a building, an entrance and a room (the last two may be empty)."""

    @property
    def building(self) -> str: ...
    @property
    def entrance(self) -> str: ...
    @property
    def room(self) -> str: ...
    def __hash__(self) -> int: ...


P = TypeVar("P", bound=AddressParts)


def dwelling_for(session: Session, building: str, entrance: str = "", room: str = "") -> int:
    """The id of this dwelling, found or made within the open action. 3栋, 3幢 and 3号楼 are the same building."""
    place = Address(building, entrance, room)
    return dwellings_for(session, [place])[place]


def dwellings_for(session: Session, places: Iterable[P]) -> Mapping[P, int]:
    """The same for many places at once, in a few statements however many there are.

    Raises ``UserError`` for a place without a building.
    """
    session.flush()
    wanted = {place: _normal(place) for place in places}
    buildings = _buildings_for(session, {a.building for a in wanted.values()})
    entrances = _entrances_for(
        session, {(buildings[building_key(a.building)][0], a.entrance) for a in wanted.values()}
    )
    rooms = {}
    for address in set(wanted.values()):
        building_id, name = buildings[building_key(address.building)]
        entrance_id = entrances[building_id, address.entrance]
        rooms[entrance_id, address.room] = f"{name}{address.entrance}{address.room}"
    dwellings = _rooms_for(session, rooms)
    found = {}
    for place, address in wanted.items():
        building_id = buildings[building_key(address.building)][0]
        found[place] = dwellings[entrances[building_id, address.entrance], address.room]
    return found


def buildings_for(session: Session, names: Iterable[str]) -> None:
    """Find or make these buildings within the open action, in the order of their names."""
    session.flush()
    _buildings_for(session, {name for written in names if (name := building_name(written))})


def _normal(place: AddressParts) -> Address:
    building = building_name(place.building)
    if not building:
        raise UserError(_("An address needs its building. Write it as 3号楼2单元501."))
    return Address(building, entrance_name(place.entrance), room_name(place.room))


def _buildings_for(session: Session, names: set[str]) -> dict[str, tuple[int, str]]:
    rows = session.execute(select(Building.lookup, Building.id, Building.name))
    known = {lookup: (number, name) for lookup, number, name in rows}
    missing: dict[str, str] = {}
    for name in sorted(names, key=in_order):
        if building_key(name) not in known:
            missing.setdefault(building_key(name), name)
    if missing:
        number, place = next_id(session, Building), next_position(session)
        rows_new = [
            {
                "id": number + i,
                "name": name,
                "lookup": key,
                "position": place + i,
                "estate": "",
                "kind": "",
                "note": "",
            }
            for i, (key, name) in enumerate(missing.items())
        ]
        session.execute(insert(table_of(Building)), rows_new)
        known |= {key: (number + i, name) for i, (key, name) in enumerate(missing.items())}
    return known


def _entrances_for(session: Session, wanted: set[tuple[int, str]]) -> dict[tuple[int, str], int]:
    known: dict[tuple[int, str], int] = {}
    for part in _parts(sorted({building for building, _name in wanted})):
        rows = session.execute(
            select(Entrance.building_id, Entrance.name, Entrance.id).where(Entrance.building_id.in_(part))
        )
        known |= {(building, name): number for building, name, number in rows}
    missing = sorted(wanted - known.keys())
    if missing:
        first = next_id(session, Entrance)
        rows_new = [{"id": first + i, "building_id": b, "name": name} for i, (b, name) in enumerate(missing)]
        session.execute(insert(table_of(Entrance)), rows_new)
        known |= {key: first + i for i, key in enumerate(missing)}
    return known


def _rooms_for(session: Session, wanted: Mapping[tuple[int, str], str]) -> dict[tuple[int, str], int]:
    known: dict[tuple[int, str], int] = {}
    for part in _parts(sorted({entrance for entrance, _room in wanted})):
        rows = session.execute(
            select(Dwelling.entrance_id, Dwelling.room, Dwelling.id).where(Dwelling.entrance_id.in_(part))
        )
        known |= {(entrance, room): number for entrance, room, number in rows}
    missing = sorted(wanted.keys() - known.keys())
    if missing:
        first = next_id(session, Dwelling)
        new = (
            {
                "id": first + i,
                "entrance_id": e,
                "room": room,
                "address": wanted[e, room],
                "kind": "",
                "note": "",
            }
            for i, (e, room) in enumerate(missing)
        )
        bulk.insert_rows(session, table_of(Dwelling), new)
        known |= {key: first + i for i, key in enumerate(missing)}
    return known


def _parts(ids: list[int]) -> Iterable[list[int]]:
    return (ids[start : start + _AT_ONCE] for start in range(0, len(ids), _AT_ONCE))


def table_of(model: type[Record]) -> Table:
    """The table behind a model, for inserts of many rows."""
    table = model.__table__
    assert isinstance(table, Table)
    return table


def next_id(session: Session, model: type[Record]) -> int:
    """The first free id; nobody else can take it while the write is open."""
    return (session.scalar(select(func.max(model.id))) or 0) + 1


def next_position(session: Session) -> int:
    """The place behind the last building."""
    return (session.scalar(select(func.max(Building.position))) or 0) + 1


def in_order(name: str) -> tuple[tuple[int, int | str], ...]:
    """Sorts names as people do: 2号楼 before 10号楼."""
    parts: list[tuple[int, int | str]] = []
    digits = ""
    for sign in name + "\0":
        if sign.isdigit() and sign.isascii():
            digits += sign
            continue
        if digits:
            parts.append((0, int(digits)))
            digits = ""
        parts.append((1, sign))
    return tuple(parts)
