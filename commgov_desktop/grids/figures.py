"""Counts what lies in each grid and each building: homes, households, people by kind of residence."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import case, func, select
from sqlalchemy.orm import Session

from commgov_desktop import clock
from commgov_desktop.grids.models import Building, Dwelling, Entrance, Grid
from commgov_desktop.grids.posts import Post, posts_on
from commgov_desktop.grids.roster_tables import (
    HOUSEHOLDS,
    RESIDENTS,
    dwellings_in,
    households_on,
    residents_on,
)
from commgov_desktop.ledger.episodes import as_of


@dataclass
class Figures:
    """How many there are of each. ``by_kind`` counts people by code of residence kind, ``homes_by_kind`` dwellings."""

    buildings: int = 0
    dwellings: int = 0
    households: int = 0
    residents: int = 0
    elders: int = 0
    """People of 60 and older (老年人权益保障法 art. 2)."""
    by_kind: dict[str, int] = field(default_factory=dict)
    homes_by_kind: dict[str, int] = field(default_factory=dict)

    def __iadd__(self, other: "Figures") -> "Figures":
        self.buildings += other.buildings
        self.dwellings += other.dwellings
        self.households += other.households
        self.residents += other.residents
        self.elders += other.elders
        for code, n in other.by_kind.items():
            self.by_kind[code] = self.by_kind.get(code, 0) + n
        for code, n in other.homes_by_kind.items():
            self.homes_by_kind[code] = self.homes_by_kind.get(code, 0) + n
        return self


@dataclass(frozen=True)
class BuildingView:
    """A building with its figures, in plain values."""

    id: int
    name: str
    grid_id: int | None
    estate: str
    floors: int | None
    position: int
    figures: Figures


@dataclass(frozen=True)
class GridView:
    """A grid with its buildings, its people in charge and its figures, in plain values."""

    id: int
    name: str
    code: str
    kind: str
    bounds: str
    note: str
    posts: dict[str, Post]
    buildings: Sequence[BuildingView]
    figures: Figures


@dataclass(frozen=True)
class Community:
    """The whole community at one moment: its grids, the buildings without one, people without an address."""

    grids: Sequence[GridView]
    loose: Sequence[BuildingView]
    figures: Figures
    homeless: int
    """Residents for whom no dwelling is written down."""

    @property
    def outside(self) -> int:
        """Residents who are in no grid (未入格)."""
        return self.homeless + sum(b.figures.residents for b in self.loose)

    def grid(self, grid_id: int | None) -> GridView | None:
        """The grid with this id."""
        return next((g for g in self.grids if g.id == grid_id), None)

    def building(self, building_id: int | None) -> BuildingView | None:
        """The building with this id, wherever it lies."""
        return next((b for b in self.buildings() if b.id == building_id), None)

    def buildings(self) -> Iterable[BuildingView]:
        """All buildings, grid by grid, those without a grid last."""
        for grid in self.grids:
            yield from grid.buildings
        yield from self.loose


def survey(session: Session, day: date | None = None) -> Community:
    """Everything the grid page shows, in a handful of counting queries; of today, or as it was on ``day``.

    People, households and the grids of buildings are those of the day, and who was in charge; buildings and homes
    are those there are.
    """
    views = _buildings(session, day)
    by_grid: defaultdict[int | None, list[BuildingView]] = defaultdict(list)
    for view in views:
        by_grid[view.grid_id].append(view)
    posts = posts_on(session, day or clock.today())
    grids = [
        GridView(
            g.id, g.name, g.code, g.kind, g.bounds, g.note,
            {role: post for (grid_id, role), post in posts.items() if grid_id == g.id},
            by_grid[g.id], total(by_grid[g.id]),
        )
        for g in session.scalars(select(Grid).order_by(Grid.name, Grid.id))
    ]  # fmt: skip
    people = residents_on(day) if day else RESIDENTS
    homeless = session.scalar(select(func.count(people.c.id)).where(people.c.dwelling_id.is_(None))) or 0
    whole = total(views)
    whole.residents += homeless
    return Community(grids, by_grid[None], whole, homeless)


def total(buildings: Iterable[BuildingView]) -> Figures:
    """The figures of several buildings together."""
    whole = Figures()
    for building in buildings:
        whole += building.figures
    return whole


def _buildings(session: Session, day: date | None) -> list[BuildingView]:
    figures = _figures(session, day)
    grid = as_of(Building.grid_id, day) if day else Building.grid_id
    rows = session.execute(select(Building, grid).order_by(Building.position, Building.id))
    return [
        BuildingView(
            b.id, b.name, grid_id, b.estate, b.floors, b.position, figures.get(b.id, Figures(buildings=1))
        )
        for b, grid_id in rows
    ]


def _figures(session: Session, day: date | None) -> dict[int, Figures]:
    """Figures by building. People are counted by dwelling first, so that the large table is read once."""
    building_of: dict[int, int] = {}
    for entrance, building in session.execute(select(Entrance.id, Entrance.building_id)):
        building_of[entrance] = building
    figures: defaultdict[int, Figures] = defaultdict(lambda: Figures(buildings=1))
    home: dict[int, Figures] = {}
    for number, entrance, kind in session.execute(select(Dwelling.id, Dwelling.entrance_id, Dwelling.kind)):
        mine = home[number] = figures[building_of[entrance]]
        mine.dwellings += 1
        mine.homes_by_kind[kind] = mine.homes_by_kind.get(kind, 0) + 1
    residents = residents_on(day) if day else RESIDENTS
    where = residents.c.dwelling_id
    sixty = _sixty_years_before(day or clock.today())
    old = func.coalesce(func.sum(case((residents.c.birth <= sixty, 1), else_=0)), 0)
    people = select(where, residents.c.residence_kind, func.count(), old).where(where.is_not(None))
    for dwelling, kind, n, elders in session.execute(people.group_by(where, residents.c.residence_kind)):
        if dwelling in home:  # a home of that day may have been taken away since
            mine = home[dwelling]
            mine.residents += n
            mine.elders += elders
            mine.by_kind[kind] = mine.by_kind.get(kind, 0) + n
    households = households_on(day) if day else HOUSEHOLDS
    where = households.c.dwelling_id
    for dwelling, n in session.execute(select(where, func.count()).where(where.is_not(None)).group_by(where)):
        if dwelling in home:
            home[dwelling].households += n
    return figures


def _sixty_years_before(day: date) -> date:
    return day.replace(year=day.year - 60, day=min(day.day, 28 if day.month == 2 else day.day))


def residents_of(
    session: Session, *, grid_id: int | None = None, building_id: int | None = None, kind: str = ""
) -> list[int]:
    """The ids of the people behind a figure of a grid, a building or (neither) the whole community.

    ``kind`` is a code of residence kind, empty for all.
    """
    query = select(RESIDENTS.c.id)
    if building_id is not None:
        query = query.where(RESIDENTS.c.dwelling_id.in_(dwellings_in(Building.id == building_id)))
    elif grid_id is not None:
        query = query.where(RESIDENTS.c.dwelling_id.in_(dwellings_in(Building.grid_id == grid_id)))
    if kind:
        query = query.where(RESIDENTS.c.residence_kind == kind)
    return list(session.scalars(query.order_by(RESIDENTS.c.dwelling_id, RESIDENTS.c.id)))
