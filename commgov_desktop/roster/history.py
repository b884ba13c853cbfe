"""Which facts of residents and households have a past, and who belonged to the community on an earlier day."""

from datetime import date

from sqlalchemy import ColumnElement, and_, or_, select

from commgov_desktop.ledger.episodes import Episode, Tracked, covers
from commgov_desktop.roster.models import Household, Resident

TRACKED = (
    Tracked(
        "residents",
        ("residence_kind", "household_id", "relation", "dwelling_id", "house_match", "registered_address"),
        ("tags",),
    ),
    Tracked("households", ("dwelling_id",)),
)

HERE = "here"
"""An earlier stay, kept when somebody who had left comes back: an episode from coming to leaving."""

EVENT = "event"
"""Something that happened in somebody's life on a day (``roster.events``): both ends are that day, so it covers none."""


def here_on(day: date) -> ColumnElement[bool]:
    """Who belonged to the community on ``day``; where it is not known since when, they always did."""
    now = and_(
        or_(Resident.came_on.is_(None), Resident.came_on <= day),
        or_(Resident.left_on.is_(None), Resident.left_on > day),
    )
    stay = and_(Episode.table_name == "residents", Episode.row_id == Resident.id, Episode.kind == HERE)
    earlier = select(Episode.id).where(stay, covers(day)).correlate(Resident).exists()
    born = or_(Resident.birth.is_(None), Resident.birth <= day)
    return and_(born, Resident.left_how != "merged", or_(now, earlier))


def standing_on(day: date) -> ColumnElement[bool]:
    """Which households there were on ``day``, as far as it is known."""
    return or_(Household.ended_on.is_(None), Household.ended_on > day)
