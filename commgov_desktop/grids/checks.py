"""The health check of the grids: what lies in none, which have nobody in charge, which are too large or small."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from commgov_desktop.grids.figures import Community
from commgov_desktop.grids.models import Building, Dwelling, Entrance
from commgov_desktop.grids.roster_tables import RESIDENTS


@dataclass(frozen=True)
class Checks:
    """What asks for work: ids of buildings and grids, and how many people are in no grid."""

    loose_buildings: Sequence[int]
    people_outside: int
    without_worker: Sequence[int]
    too_large: Sequence[int]
    too_small: Sequence[int]


def check(community: Community, least: int, most: int) -> Checks:
    """Look over all grids. ``least`` and ``most`` are households; dedicated grids (专属网格) have no such measure."""
    measured = [g for g in community.grids if g.kind == "general"]
    return Checks(
        [b.id for b in community.loose],
        community.outside,
        [g.id for g in community.grids if "worker" not in g.posts],
        [g.id for g in measured if g.figures.households > most],
        [g.id for g in measured if g.figures.households < least],
    )


@dataclass(frozen=True)
class Outsider:
    """A resident who is in no grid, and why: ``address`` is empty when no dwelling is written down."""

    id: int
    name: str
    address: str


def outsiders(session: Session, limit: int | None = None) -> list[Outsider]:
    """The 未入格清单: residents without a dwelling, or in a building that lies in no grid."""
    query = (
        select(RESIDENTS.c.id, RESIDENTS.c.name, Dwelling.address)
        .outerjoin(Dwelling, Dwelling.id == RESIDENTS.c.dwelling_id)
        .outerjoin(Entrance, Entrance.id == Dwelling.entrance_id)
        .outerjoin(Building, Building.id == Entrance.building_id)
        .where(or_(RESIDENTS.c.dwelling_id.is_(None), Building.grid_id.is_(None)))
        .order_by(Building.position, Dwelling.address, RESIDENTS.c.id)
        .limit(limit)
    )
    return [Outsider(number, name, address or "") for number, name, address in session.execute(query)]
