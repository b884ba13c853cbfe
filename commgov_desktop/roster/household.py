"""A household on one page: its members and their relation to the head, and what a clerk does to it."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import case, select
from sqlalchemy.orm import Session

from commgov_desktop import clock
from commgov_desktop.errors import UserError
from commgov_desktop.i18n import _
from commgov_desktop.ledger import codes
from commgov_desktop.ledger.attachments import forget
from commgov_desktop.ledger.episodes import Episode
from commgov_desktop.roster import places, register, relations
from commgov_desktop.roster.groups.models import Visit
from commgov_desktop.roster.models import HEAD, Household, Resident
from commgov_desktop.store.store import Store


@dataclass(frozen=True)
class Member:
    """A member as the page shows them. ``relation`` is a code of GB/T 4761-2008."""

    id: int
    name: str
    relation: str
    sex: str
    birth: date | None
    id_number: str
    phone: str
    residence_kind: str

    @property
    def is_head(self) -> bool:
        """Whether they lead the household."""
        return self.relation == HEAD

    def relation_text(self) -> str:
        """The relation in the language of the screen."""
        return codes.table("relation_to_head").text(self.relation)

    def age(self) -> int | None:
        """Full years today."""
        return register.age(self.birth, clock.today())


@dataclass(frozen=True)
class Home:
    """All that the page of a household shows."""

    id: int
    number: str
    kind: str
    dwelling_id: int | None
    address: str
    grid: str
    note: str
    members: tuple[Member, ...]

    @property
    def head(self) -> Member | None:
        """Who leads it; ``None`` only where a file named nobody."""
        return next((m for m in self.members if m.is_head), None)

    @property
    def name(self) -> str:
        """张伟户, or 无户主的户."""
        if self.head:
            return _("household of {name}").format(name=self.head.name)
        return _("household no. {number}").format(number=self.number or self.id)


def home(store: Store, household_id: int) -> Home:
    """The household with this id: head first, then spouse, children, others. Raises ``UserError`` when it is gone."""
    with store.read() as session:
        return read_home(session, household_id)


def read_home(session: Session, household_id: int) -> Home:
    """The same inside an open read or action."""
    found = session.get(Household, household_id)
    if found is None:
        raise UserError(_("This household is no longer there. It may have been removed or undone."))
    query = select(places.address_of(Household.dwelling_id), places.grid_of(Household.dwelling_id))
    address, grid = session.execute(query.where(Household.id == household_id)).one()
    members = session.scalars(
        select(Resident).where(Resident.household_id == household_id).order_by(*_order())
    )
    return Home(
        found.id, found.number, found.kind, found.dwelling_id, address or "", grid or "", found.note,
        tuple(_member(person) for person in members),
    )  # fmt: skip


def of_resident(store: Store, resident_id: int) -> int | None:
    """The household somebody belongs to."""
    with store.read() as session:
        return session.scalar(select(Resident.household_id).where(Resident.id == resident_id))


def _order() -> tuple[Any, ...]:
    place = case(
        (Resident.relation == HEAD, 0),
        (Resident.relation.in_(relations.SPOUSES), 1),
        (Resident.relation.in_(relations.CHILDREN), 2),
        else_=3,
    )
    return place, Resident.relation, Resident.birth, Resident.id


def _member(p: Resident) -> Member:
    return Member(p.id, p.name, p.relation, p.sex, p.birth, p.id_number, p.phone, p.residence_kind)


def take_out(store: Store, resident_id: int) -> None:
    """Take a member out of their household; they stay in the roster. The head can only be the last to go."""
    label = _("Take {name} out of the household").format(name=_name(store, resident_id))
    with store.write(label) as session:
        resident = _resident(session, resident_id)
        left = resident.household_id
        register.put(session, resident, {"household_id": None, "relation": ""})
        session.flush()
        _clear_away(session, left, spoken_of=True)


def remove_resident(store: Store, resident_id: int, why: str) -> None:
    """Take a person out of the roster who was entered by mistake; the journal keeps them whole.

    Who moved away or died stays on record by an event (``roster.events``). A household that is empty afterwards
    goes too. Raises ``UserError`` for the head of others.
    """
    label = _("Remove {name} from the roster").format(name=_name(store, resident_id))
    with store.write(f"{label}（{why}）" if why else label) as session:
        resident = _resident(session, resident_id)
        left = resident.household_id
        session.delete(resident)
        forget(session, Resident.__tablename__, resident_id)
        session.flush()
        _clear_away(session, left)


def _clear_away(session: Session, household_id: int | None, *, spoken_of: bool = False) -> None:
    """A household without members is no household: it ends with its last member, in the same action.

    One that nothing in the past speaks of goes altogether; ``spoken_of`` says that this action itself will.
    """
    if household_id is None:
        return
    if session.scalar(select(Resident.id).where(Resident.household_id == household_id).limit(1)) is not None:
        return
    household = session.get_one(Household, household_id)
    if spoken_of or _has_a_past(session, household_id):
        household.ended_on, household.dwelling_id = clock.today(), None
    else:
        session.delete(household)
        forget(session, Household.__tablename__, household_id)
    session.flush()


def _has_a_past(session: Session, household_id: int) -> bool:
    belonged = select(Episode.id).where(
        Episode.table_name == "residents", Episode.kind == "household_id", Episode.value == str(household_id)
    )
    visited = select(Visit.id).where(Visit.household_id == household_id)
    return any(session.scalar(query.limit(1)) is not None for query in (belonged, visited))


def _resident(session: Session, resident_id: int) -> Resident:
    found = session.get(Resident, resident_id)
    if found is None:
        raise UserError(_("This resident is no longer in the roster. The entry may have been undone."))
    return found


def _name(store: Store, resident_id: int) -> str:
    with store.read() as session:
        return _resident(session, resident_id).name
