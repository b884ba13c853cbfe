"""The few columns of residents and households that a grid needs in order to count who lives in it."""

from datetime import date

from sqlalchemy import ColumnElement, Date, Integer, Select, Subquery, column, or_, select, table

from commgov_desktop.grids.models import Building, Dwelling, Entrance
from commgov_desktop.ledger.episodes import as_of, there_on

_EVERYBODY = table(
    "residents",
    column("id", Integer),
    column("name"),
    column("dwelling_id", Integer),
    column("residence_kind"),
    column("household_id", Integer),
    column("birth", Date),
    column("came_on", Date),
    column("left_on", Date),
    column("left_how"),
)
RESIDENTS = select(_EVERYBODY).where(_EVERYBODY.c.left_on.is_(None)).subquery("residents_here")
"""Who belongs to the community now."""
_HOUSEHOLDS = table(
    "households", column("id", Integer), column("dwelling_id", Integer), column("ended_on", Date)
)
HOUSEHOLDS = select(_HOUSEHOLDS).where(_HOUSEHOLDS.c.ended_on.is_(None)).subquery("households_standing")


def residents_on(day: date) -> Subquery:
    """Who belonged to the community on an earlier day, with dwelling, household and kind of that day."""
    c = _EVERYBODY.c
    born = or_(c.birth.is_(None), c.birth <= day)
    query = select(
        c.id,
        as_of(c.dwelling_id, day).label("dwelling_id"),
        as_of(c.household_id, day).label("household_id"),
        as_of(c.residence_kind, day).label("residence_kind"),
        c.birth,
    )
    return query.where(born, c.left_how != "merged", there_on(c.came_on, c.left_on, day)).subquery(
        "residents_then"
    )


def households_on(day: date) -> Subquery:
    """The households that had members on an earlier day, with their dwelling of that day."""
    c = _HOUSEHOLDS.c
    query = select(c.id, as_of(c.dwelling_id, day).label("dwelling_id"))
    return query.where(c.id.in_(select(residents_on(day).c.household_id))).subquery("households_then")


RESIDENCE_KINDS = {"1": "户籍", "2": "常住", "3": "流动", "4": "境外"}
"""Codes of ``residence_kinds.toml`` with their official words."""


def dwellings_in(where: ColumnElement[bool]) -> Select[int]:
    """The ids of the dwellings whose building or entrance answers a condition."""
    return (
        select(Dwelling.id)
        .join(Entrance, Entrance.id == Dwelling.entrance_id)
        .join(Building, Building.id == Entrance.building_id)
        .where(where)
    )
