"""The registers of grids, buildings and homes: their forms and lists."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.orm import Session

from commgov_desktop import clock
from commgov_desktop.grids.buildings import put_building
from commgov_desktop.grids.models import (
    DWELLING_KINDS,
    GRID_KINDS,
    Building,
    Dwelling,
    Entrance,
    Grid,
    GridPost,
)
from commgov_desktop.grids.roster_tables import HOUSEHOLDS, RESIDENTS, dwellings_in
from commgov_desktop.i18n import N_, _
from commgov_desktop.ledger.episodes import Tracked
from commgov_desktop.ledger.fields import Field, section
from commgov_desktop.ledger.ledger import Column, Filter, Ledger, own, words_in


def _choices(words: Mapping[str, str]) -> Callable[[], Sequence[tuple[str, str]]]:
    return lambda: [(code, _(text)) for code, text in words.items() if code]


def _shown(words: Mapping[str, str]) -> Callable[[Any], object]:
    return lambda code: _(words.get(code, "")) if code else ""


def _worker() -> ColumnElement[Any]:
    today = clock.today()
    return (
        select(GridPost.person_name)
        .where(GridPost.grid_id == Grid.id, GridPost.role == "worker", GridPost.since <= today)
        .where(or_(GridPost.until.is_(None), GridPost.until >= today))
        .limit(1)
        .scalar_subquery()
    )


def _buildings_in_grid() -> ColumnElement[Any]:
    return select(func.count(Building.id)).where(Building.grid_id == Grid.id).scalar_subquery()


def _counted(table: Any, where: Callable[[], ColumnElement[bool]]) -> Callable[[], ColumnElement[Any]]:
    def count() -> ColumnElement[Any]:
        homes = dwellings_in(where()).correlate(Grid.__table__)
        return select(func.count(table.c.id)).where(table.c.dwelling_id.in_(homes)).scalar_subquery()

    return count


def _of_grid() -> ColumnElement[bool]:
    return Building.grid_id == Grid.id


def _in_building(table: Any) -> Callable[[], ColumnElement[Any]]:
    def count() -> ColumnElement[Any]:
        homes = (
            select(Dwelling.id)
            .join(Entrance, Entrance.id == Dwelling.entrance_id)
            .where(Entrance.building_id == Building.id)
            .correlate(Building)
        )
        return select(func.count(table.c.id)).where(table.c.dwelling_id.in_(homes)).scalar_subquery()

    return count


def _homes_in_building() -> ColumnElement[Any]:
    query = select(func.count(Dwelling.id)).join(Entrance, Entrance.id == Dwelling.entrance_id)
    return query.where(Entrance.building_id == Building.id).correlate(Building).scalar_subquery()


def _grid_name() -> ColumnElement[Any]:
    return select(Grid.name).where(Grid.id == Building.grid_id).scalar_subquery()


def _place_of_home() -> ColumnElement[Any]:
    """Orders homes by building as on the plan, then by address, so that 2号楼 stands before 10号楼."""
    position = (
        select(Building.position)
        .join(Entrance, Entrance.building_id == Building.id)
        .where(Entrance.id == Dwelling.entrance_id)
        .scalar_subquery()
    )
    return func.printf("%08d%s", position, Dwelling.address)


def _people_at_home() -> ColumnElement[Any]:
    return select(func.count(RESIDENTS.c.id)).where(RESIDENTS.c.dwelling_id == Dwelling.id).scalar_subquery()


def _grid_of_home() -> ColumnElement[Any]:
    return (
        select(Grid.name)
        .join(Building, Building.grid_id == Grid.id)
        .join(Entrance, Entrance.building_id == Building.id)
        .where(Entrance.id == Dwelling.entrance_id)
        .scalar_subquery()
    )


def _no_worker(_today: date) -> ColumnElement[bool]:
    return _worker().is_(None)


_NAME = Field("name", N_("Grid name"), required=True, width=110)
_BUILDING_NAME = Field("name", N_("Building name"), required=True, width=110)
_NOTE = Field("note", N_("Note"), "paragraph", wide=True)
_KIND = Field("kind", N_("Kind of grid"), "choice", choices=_choices(GRID_KINDS), width=110)
_CODE = Field("code", N_("Grid code"), width=150)
_BOUNDS = Field(
    "bounds", N_("Borders"), "paragraph", wide=True, width=200, hint=N_("e.g. 东至沙田路，南至学府街")
)
_GRID = Field("grid_id", N_("Grid"), "reference", to="grids", width=90)
_ESTATE = Field("estate", N_("Estate"), width=110, hint=N_("e.g. 阳光花园"))
_BUILT_AS = Field("kind", N_("Kind of building"), width=100, hint=N_("e.g. 住宅楼, 平房, 商住楼"))
_FLOORS = Field("floors", N_("Floors"), "number", width=60, align="right")
_PLACE = Field("position", N_("Place in lists"), "number", width=80, align="right")
_ROOM = Field("room", N_("Room"), width=80)
_HOME = Field("kind", N_("Use of the home"), "choice", choices=_choices(DWELLING_KINDS), width=110)


def _number(name: str, label: str) -> Field:
    return Field(name, label, "number", width=80, align="right")


GRIDS = Ledger(
    key="grids",
    title=N_("Grids"),
    one=N_("grid"),
    model=Grid,
    form=(section(N_("Grid"), _NAME, _CODE, _KIND, _BOUNDS, _NOTE),),
    columns=(
        Column(_NAME, own("name", Grid)),
        Column(_CODE, own("code", Grid)),
        Column(_KIND, own("kind", Grid), show=_shown(GRID_KINDS), shown=False),
        Column(Field("worker", N_("Grid worker"), width=90), _worker),
        Column(_number("buildings", N_("Buildings")), _buildings_in_grid),
        Column(_number("households", N_("Households")), _counted(HOUSEHOLDS, _of_grid)),
        Column(_number("residents", N_("People")), _counted(RESIDENTS, _of_grid)),
        Column(_BOUNDS, own("bounds", Grid)),
    ),
    name=lambda grid: grid.name,
    order="name",
    find=words_in(own("name", Grid), own("code", Grid), own("bounds", Grid)),
    filters=(Filter("no_worker", N_("Without a grid worker"), _no_worker, tone="amber"),),
    empty=(N_("No grid has been drawn yet. Begin with the first one."), N_("New grid")),
    tables=frozenset({"buildings", "grid_posts", "dwellings", "residents", "households"}),
)

BUILDINGS = Ledger(
    key="buildings",
    title=N_("Buildings"),
    one=N_("building"),
    model=Building,
    form=(section(N_("Building"), _BUILDING_NAME, _GRID, _ESTATE, _BUILT_AS, _FLOORS, _PLACE, _NOTE),),
    columns=(
        Column(_BUILDING_NAME, own("name", Building), sort=own("position", Building)),
        Column(Field("grid", N_("Grid"), width=90), _grid_name),
        Column(_ESTATE, own("estate", Building), shown=False),
        Column(_BUILT_AS, own("kind", Building), shown=False),
        Column(_FLOORS, own("floors", Building)),
        Column(_number("dwellings", N_("Homes")), _homes_in_building),
        Column(_number("households", N_("Households")), _in_building(HOUSEHOLDS)),
        Column(_number("residents", N_("People")), _in_building(RESIDENTS)),
    ),
    name=lambda building: building.name,
    order="name",
    find=words_in(own("name", Building), own("estate", Building)),
    filters=(Filter("no_grid", N_("Without a grid"), lambda _today: Building.grid_id.is_(None), tone="red"),),
    empty=(N_("No building is written down yet."), N_("New building")),
    store=put_building,
    tables=frozenset({"grids", "dwellings", "residents", "households"}),
)

DWELLINGS = Ledger(
    key="dwellings",
    title=N_("Homes"),
    one=N_("home"),
    model=Dwelling,
    form=(section(N_("Home"), _HOME, _NOTE),),
    columns=(
        Column(Field("address", N_("Address"), width=160), own("address", Dwelling), sort=_place_of_home),
        Column(_HOME, own("kind", Dwelling), show=_shown(DWELLING_KINDS)),
        Column(_number("residents", N_("People")), _people_at_home),
        Column(Field("grid", N_("Grid"), width=90), _grid_of_home),
    ),
    name=lambda home: home.address,
    order="address",
    find=words_in(own("address", Dwelling)),
    filters=(
        Filter("rented", N_("Rented out"), lambda _today: Dwelling.kind == "rented"),
        Filter("vacant", N_("Vacant"), lambda _today: Dwelling.kind == "vacant"),
    ),
    empty=(
        N_("No home is written down yet. They come with the roster, or with a new building."),
        N_("New building"),
    ),
    tables=frozenset({"grids", "buildings", "residents"}),
)


def find_dwellings(session: Session, words: str, limit: int = 30) -> list[tuple[int, str, str]]:
    """Homes whose address holds every word, for pickers: id, address, and what is written of its use."""
    query = select(Dwelling.id, Dwelling.address, Dwelling.kind).order_by(
        func.length(Dwelling.address), Dwelling.address
    )
    for word in words.lower().split():
        query = query.where(func.instr(func.lower(Dwelling.address), word) > 0)
    return [
        (n, address, _(DWELLING_KINDS[kind]) if kind else "")
        for n, address, kind in session.execute(query.limit(limit))
    ]


TRACKED = (Tracked("buildings", ("grid_id",)),)
"""A building that moves to another grid takes everybody in it along; the day is kept."""
