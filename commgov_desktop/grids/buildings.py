"""What a clerk does to buildings and grids: add, rename, move to another grid, take away."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import delete, exists, func, select, update
from sqlalchemy.orm import Session

from commgov_desktop import clock
from commgov_desktop.errors import Invalid, UserError
from commgov_desktop.grids import dwellings
from commgov_desktop.grids.addresses import Address, building_key, building_name
from commgov_desktop.grids.estates.keeping import know_estate
from commgov_desktop.grids.models import Building, Dwelling, Entrance, Grid, GridPost
from commgov_desktop.grids.roster_tables import HOUSEHOLDS, RESIDENTS, dwellings_in
from commgov_desktop.i18n import _, ngettext
from commgov_desktop.store.store import Store


def move_buildings(store: Store, building_ids: Sequence[int], grid_id: int | None) -> None:
    """Put buildings into a grid (``None``: into none), as one action that undo takes back whole."""
    with store.read() as session:
        names = list(
            session.scalars(
                select(Building.name).where(Building.id.in_(building_ids)).order_by(Building.position)
            )
        )
        grid = session.get(Grid, grid_id) if grid_id is not None else None
        if not names or (grid_id is not None and grid is None):
            raise UserError(_("This building or grid is no longer there."))
        target = grid.name if grid else ""
    label = _("Move {buildings} to {grid}") if target else _("Take {buildings} out of its grid")
    with store.write(label.format(buildings=_together(names), grid=target)) as session:
        for building in session.scalars(select(Building).where(Building.id.in_(building_ids))):
            building.grid_id = grid_id


def _together(names: Sequence[str]) -> str:
    if len(names) <= 3:
        return "、".join(names)
    words = ngettext("{name} and {n} other building", "{name} and {n} other buildings", len(names) - 1)
    return words.format(name=names[0], n=len(names) - 1)


def put_building(session: Session, building: Building, values: Mapping[str, object]) -> None:
    """Form values into a building; a new name goes into the addresses of all its homes in the same action.

    Raises ``Invalid`` when another building has this name in any spelling.
    """
    for name, value in values.items():
        if name != "name":
            setattr(building, name, value)
    building.estate = know_estate(session, building.estate)
    name = building_name(str(values.get("name", building.name or "")))
    _refuse_twin(session, building, name)
    renamed = building.id is not None and building.name != name
    building.name, building.lookup = name, building_key(name)
    if not building.position:
        building.position = dwellings.next_position(session)
    if renamed:
        session.flush()
        _rewrite_addresses(session, building.id, name)


def _refuse_twin(session: Session, building: Building, name: str) -> None:
    with session.no_autoflush:
        query = select(Building.name).where(
            Building.lookup == building_key(name), Building.id.is_not(building.id)
        )
        twin = session.scalar(query) if name else None
    if twin:
        raise Invalid({"name": _("There is already a building {name}.").format(name=twin)})


def _rewrite_addresses(session: Session, building_id: int, name: str) -> None:
    door = select(Entrance.name).where(Entrance.id == Dwelling.entrance_id).scalar_subquery()
    mine = select(Entrance.id).where(Entrance.building_id == building_id)
    session.execute(
        update(Dwelling)
        .where(Dwelling.entrance_id.in_(mine))
        .values(address=func.concat(name, door, Dwelling.room))
        .execution_options(synchronize_session=False)
    )


def add_buildings(
    store: Store,
    names: Sequence[str],
    grid_id: int | None,
    *,
    entrances: int = 0,
    floors: int = 0,
    rooms_per_floor: int = 0,
    estate: str = "",
) -> list[int]:
    """Add buildings alike, with their entrances and homes when all three numbers are given. Gives their ids.

    Rooms are numbered floor by floor: 101, 102 … 201. Raises ``Invalid`` for a name that is taken.
    """
    wanted = [building_name(f"{estate}{name}" if estate and estate not in name else name) for name in names]
    if not any(wanted):
        raise Invalid({"name": _("Give the building a name, such as 3号楼.")})
    with store.write(_("Add {buildings}").format(buildings=_together(wanted))) as session:
        made = [_add(session, name, grid_id, floors, estate) for name in wanted if name]
        if floors and rooms_per_floor:
            doors = [f"{n}单元" for n in range(1, entrances + 1)] or [""]
            rooms = [f"{f}{r:02}" for f in range(1, floors + 1) for r in range(1, rooms_per_floor + 1)]
            for name in wanted:
                dwellings.dwellings_for(
                    session, [Address(name, door, room) for door in doors for room in rooms]
                )
        return made


def _add(session: Session, name: str, grid_id: int | None, floors: int, estate: str) -> int:
    building = Building(grid_id=grid_id, estate=estate, floors=floors or None)
    put_building(session, building, {"name": name})
    problems = building.problems(clock.today())
    if problems:
        raise Invalid(problems)
    session.add(building)
    session.flush()
    return building.id


def remove_building(store: Store, building_id: int) -> None:
    """Take a building away with its empty homes. Raises ``UserError`` while somebody lives there."""
    with store.write(_("Remove {name}").format(name=_name(store, Building, building_id))) as session:
        homes = dwellings_in(Building.id == building_id)
        lived_in = exists().where(RESIDENTS.c.dwelling_id.in_(homes)) | exists().where(
            HOUSEHOLDS.c.dwelling_id.in_(homes)
        )
        if session.scalar(select(lived_in)):
            raise UserError(_("People are registered in this building. Register their new address first."))
        mine = select(Entrance.id).where(Entrance.building_id == building_id)
        for statement in (
            delete(Dwelling).where(Dwelling.entrance_id.in_(mine)),
            delete(Entrance).where(Entrance.building_id == building_id),
            delete(Building).where(Building.id == building_id),
        ):
            session.execute(statement.execution_options(synchronize_session=False))


def remove_grid(store: Store, grid_id: int) -> None:
    """Take a grid away; its buildings stay, without a grid, and its posts go with it."""
    with store.write(_("Remove {name}").format(name=_name(store, Grid, grid_id))) as session:
        for building in session.scalars(select(Building).where(Building.grid_id == grid_id)):
            building.grid_id = None
        session.flush()
        for post in session.scalars(select(GridPost).where(GridPost.grid_id == grid_id)):
            session.delete(post)
        session.flush()
        session.delete(session.get_one(Grid, grid_id))


def _name(store: Store, model: type[Any], record_id: int) -> str:
    with store.read() as session:
        record = session.get(model, record_id)
        if record is None:
            raise UserError(_("This building or grid is no longer there."))
        return str(record.name)
