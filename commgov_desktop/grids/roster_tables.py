"""The few columns of residents and households that a grid needs in order to count who lives in it."""

from sqlalchemy import ColumnElement, Date, Integer, Select, column, select, table

from commgov_desktop.grids.models import Building, Dwelling, Entrance

_EVERYBODY = table(
    "residents",
    column("id", Integer),
    column("name"),
    column("dwelling_id", Integer),
    column("residence_kind"),
    column("household_id", Integer),
    column("birth", Date),
    column("left_on", Date),
)
RESIDENTS = select(_EVERYBODY).where(_EVERYBODY.c.left_on.is_(None)).subquery("residents_here")
"""Who belongs to the community now."""
_HOUSEHOLDS = table(
    "households", column("id", Integer), column("dwelling_id", Integer), column("ended_on", Date)
)
HOUSEHOLDS = select(_HOUSEHOLDS).where(_HOUSEHOLDS.c.ended_on.is_(None)).subquery("households_standing")

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
