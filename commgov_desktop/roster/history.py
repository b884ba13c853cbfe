"""Which facts of residents and households have a past, and who belonged to the community on an earlier day."""

from collections import Counter
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, and_, or_, select
from sqlalchemy.orm import Session

from commgov_desktop.ledger.episodes import STAY, Tracked, held_on, there_on
from commgov_desktop.roster import places
from commgov_desktop.roster.models import Household, Resident

PERSONAL = (
    "name", "sex", "id_kind", "id_number", "ethnic_group", "education", "marital_status", "political_status",
    "phone", "phone2", "occupation", "workplace",
)  # fmt: skip
"""What a person is called, has learned, belongs to and how they are reached: known late, changed now and then."""

TRACKED = (
    Tracked(
        "residents",
        ("residence_kind", "household_id", "relation", "dwelling_id", "house_match", "registered_address"),
        ("tags",),
        PERSONAL,
        ("extra",),
    ),
    Tracked("households", ("dwelling_id",), boxes=("extra",)),
)
"""Not the birth date: nobody is born twice, so an earlier one was a mistake and never true."""

HERE = STAY
"""An earlier stay, kept when somebody who had left comes back: an episode from coming to leaving."""

EVENT = "event"
"""Something that happened in somebody's life on a day (``roster.events``): both ends are that day, so it covers none."""


def here_on(day: date) -> ColumnElement[bool]:
    """Who belonged to the community on ``day``; where it is not known since when, they always did."""
    born = or_(Resident.birth.is_(None), Resident.birth <= day)
    there = there_on(Resident.came_on, Resident.left_on, day)
    return and_(born, Resident.left_how != "merged", there)


def standing_on(day: date) -> ColumnElement[bool]:
    """Which households there were on ``day``, as far as it is known."""
    return or_(Household.ended_on.is_(None), Household.ended_on > day)


@dataclass(frozen=True)
class Population:
    """How many there were on a day. ``by_kind`` is by code of residence kind, ``by_grid`` by name; empty: none."""

    day: date
    people: int
    households: int
    by_kind: dict[str, int]
    by_grid: dict[str, int]


def population_on(session: Session, day: date) -> Population:
    """Everybody who belonged to the community on ``day``, with their households, kinds and grids of that day."""
    r = Resident
    then = held_on(session, r.__tablename__, ("residence_kind", "household_id", "dwelling_id"), day)
    grids = places.grids_on(session, day)
    by_kind: Counter[str] = Counter()
    by_grid: Counter[str] = Counter()
    homes: set[int] = set()
    query = select(r.id, r.residence_kind, r.household_id, r.dwelling_id).where(here_on(day))
    for number, kind, now_in, lives_in in session.execute(query):
        home = then.get((number, "household_id"), now_in)
        dwelling = then.get((number, "dwelling_id"), lives_in)
        by_kind[then.get((number, "residence_kind"), kind) or ""] += 1
        by_grid[grids.get(int(dwelling), "") if dwelling is not None else ""] += 1
        if home is not None:
            homes.add(int(home))
    return Population(day, by_kind.total(), len(homes), dict(by_kind), dict(sorted(by_grid.items())))
