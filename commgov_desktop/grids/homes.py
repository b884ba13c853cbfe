"""What hangs below a building: its entrances, the homes behind each, and who lives in a home."""

from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from commgov_desktop.grids.dwellings import in_order
from commgov_desktop.grids.models import Building, Dwelling, Entrance
from commgov_desktop.grids.roster_tables import RESIDENTS


@dataclass(frozen=True)
class Door:
    """An entrance with how many homes it has. The name is empty where a building has only one."""

    id: int
    building_id: int
    name: str
    homes: int


@dataclass(frozen=True)
class Home:
    """A dwelling and who lives there, as (id, name)."""

    id: int
    entrance_id: int
    building_id: int
    room: str
    address: str
    kind: str
    note: str
    people: tuple[tuple[int, str], ...]


def doors_of(session: Session, building_id: int) -> list[Door]:
    """The entrances of a building, 2单元 before 10单元."""
    query = (
        select(Entrance.id, Entrance.name, func.count(Dwelling.id))
        .outerjoin(Dwelling, Dwelling.entrance_id == Entrance.id)
        .where(Entrance.building_id == building_id)
        .group_by(Entrance.id, Entrance.name)
    )
    doors = [Door(number, building_id, name, homes) for number, name, homes in session.execute(query)]
    return sorted(doors, key=lambda door: in_order(door.name))


def rooms_of(session: Session, entrance_id: int) -> list[tuple[int, str, int]]:
    """The homes of an entrance as (id, room, people), 501 before 1001."""
    people = (
        select(func.count(RESIDENTS.c.id)).where(RESIDENTS.c.dwelling_id == Dwelling.id).scalar_subquery()
    )
    query = select(Dwelling.id, Dwelling.room, people).where(Dwelling.entrance_id == entrance_id)
    rooms = [(number, room, n) for number, room, n in session.execute(query)]
    return sorted(rooms, key=lambda room: in_order(room[1]))


def home(session: Session, dwelling_id: int) -> Home | None:
    """One home with the people registered there; ``None`` when it is gone."""
    dwelling = session.get(Dwelling, dwelling_id)
    if dwelling is None:
        return None
    entrance = session.get_one(Entrance, dwelling.entrance_id)
    people = session.execute(
        select(RESIDENTS.c.id, RESIDENTS.c.name)
        .where(RESIDENTS.c.dwelling_id == dwelling_id)
        .order_by(RESIDENTS.c.household_id, RESIDENTS.c.birth)
    )
    return Home(
        dwelling.id, dwelling.entrance_id, entrance.building_id, dwelling.room, dwelling.address,
        dwelling.kind, dwelling.note, tuple((number, name) for number, name in people),
    )  # fmt: skip


def buildings_named(session: Session, words: str) -> set[int]:
    """The ids of the buildings whose name or estate holds every word."""
    query = select(Building.id)
    for word in words.lower().split():
        hit = func.instr(func.lower(func.concat(Building.name, Building.estate)), word) > 0
        query = query.where(hit)
    return set(session.scalars(query))
