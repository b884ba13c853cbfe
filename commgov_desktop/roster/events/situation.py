"""Who and what an event touches, as it was before: people, households and homes in plain values."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from commgov_desktop.errors import UserError
from commgov_desktop.i18n import _
from commgov_desktop.roster import places
from commgov_desktop.roster.household import read_home
from commgov_desktop.roster.models import HEAD, Household, Resident


@dataclass(frozen=True)
class Someone:
    """A resident before the event; a negative ``id`` is somebody the roster does not know yet."""

    id: int
    name: str
    sex: str = ""
    birth: date | None = None
    relation: str = ""
    household_id: int | None = None
    dwelling_id: int | None = None
    residence_kind: str = ""
    marital_status: str = ""
    registered_address: str = ""
    house_match: str = ""
    tags: tuple[str, ...] = ()
    came_on: date | None = None
    left_on: date | None = None
    left_how: str = ""

    @property
    def is_head(self) -> bool:
        """Whether they lead their household."""
        return self.relation == HEAD

    @property
    def is_new(self) -> bool:
        """Whether the event brings them into the roster."""
        return self.id < 0


_COLUMNS = (
    "id", "name", "sex", "birth", "relation", "household_id", "dwelling_id", "residence_kind",
    "marital_status", "registered_address", "house_match", "tags", "came_on", "left_on", "left_how",
)  # fmt: skip


def someone(session: Session, resident_id: int) -> Someone:
    """A resident as they are now. Raises ``UserError`` when they are no longer there."""
    found = session.get(Resident, resident_id)
    if found is None:
        raise UserError(_("This resident is no longer in the roster. The entry may have been undone."))
    return _plain(found)


def members(session: Session, household_id: int) -> list[Someone]:
    """Who belongs to a household, the head first. Raises ``UserError`` when there is no such household."""
    home = read_home(session, household_id)
    rows = session.scalars(select(Resident).where(Resident.id.in_([m.id for m in home.members])))
    found = {row.id: _plain(row) for row in rows}
    return [found[m.id] for m in home.members]


def _plain(row: Resident) -> Someone:
    values = {name: getattr(row, name) for name in _COLUMNS}
    return Someone(**values | {"tags": tuple(row.tags or ())})


def home_name(session: Session, household_id: int) -> str:
    """张伟户, or by its number."""
    return read_home(session, household_id).name


def dwelling_of(session: Session, household_id: int) -> int | None:
    """Where a household lives."""
    return session.scalar(select(Household.dwelling_id).where(Household.id == household_id))


def kind_of(session: Session, household_id: int) -> str:
    """家庭户 or 集体户, as a code."""
    return session.scalar(select(Household.kind).where(Household.id == household_id)) or ""


def address(session: Session, dwelling_id: int | None) -> str:
    """The address of a dwelling; empty without one."""
    query = select(places.DWELLINGS.c.address).where(places.DWELLINGS.c.id == dwelling_id)
    return (session.scalar(query) or "") if dwelling_id is not None else ""


def grid(session: Session, dwelling_id: int | None) -> str:
    """The grid a dwelling lies in; empty where there is none."""
    if dwelling_id is None:
        return ""
    query = select(places.grid_of(places.DWELLINGS.c.id)).where(places.DWELLINGS.c.id == dwelling_id)
    return session.scalar(query) or ""


def names(people: Sequence[Someone]) -> str:
    """张伟、李梅; the first three of many."""
    first = "、".join(p.name for p in people[:3])
    return first if len(people) <= 3 else _("{names} and {n} others").format(names=first, n=len(people) - 3)
