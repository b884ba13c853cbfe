"""A household on one page: its members and their relation to the head, and what a clerk does to it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import case, select
from sqlalchemy.orm import Session

from commgov_desktop import clock
from commgov_desktop.errors import Invalid, UserError
from commgov_desktop.i18n import _
from commgov_desktop.ledger import codes
from commgov_desktop.roster import places, register, relations
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


def add_member(store: Store, household_id: int, resident_id: int, relation: str) -> None:
    """Take a resident into a household. They leave the one they were in; as its head, only if they were alone there."""
    person = _name(store, resident_id)
    label = _("Take {name} into the {household}").format(
        name=person, household=home(store, household_id).name
    )
    with store.write(label) as session:
        resident = _resident(session, resident_id)
        left = resident.household_id
        dwelling = session.get_one(Household, household_id).dwelling_id
        moves = {"household_id": household_id, "relation": relation}
        if dwelling is not None and resident.dwelling_id is None:
            moves["dwelling_id"] = dwelling
        register.put(session, resident, moves)
        session.flush()
        _clear_away(session, left)


def take_out(store: Store, resident_id: int) -> None:
    """Take a member out of their household; they stay in the roster. The head can only be the last to go."""
    label = _("Take {name} out of the household").format(name=_name(store, resident_id))
    with store.write(label) as session:
        resident = _resident(session, resident_id)
        left = resident.household_id
        register.put(session, resident, {"household_id": None, "relation": ""})
        session.flush()
        _clear_away(session, left)


def split_off(
    store: Store, resident_ids: Sequence[int], head_id: int, relations: Mapping[int, str] | None = None,
    dwelling_id: int | None = None,
) -> int:  # fmt: skip
    """Found a household of its own for some members (分户). Gives its id.

    ``head_id`` is one of them; ``relations`` holds the others' relation to the new head. Without a
    ``dwelling_id`` they stay where they live. Raises ``Invalid`` if the old head would go and leave others.
    """
    if head_id not in resident_ids:
        raise UserError(_("The head of the new household must be one of its members."))
    label = _("Split off a household for {name}").format(name=_name(store, head_id))
    with store.write(label) as session:
        people = [_resident(session, i) for i in sorted(resident_ids, key=lambda i: i != head_id)]
        left = people[0].household_id
        _refuse_beheading(session, left, set(resident_ids))
        new = Household(dwelling_id=dwelling_id or people[0].dwelling_id)
        session.add(new)
        session.flush()
        for person in people:
            person.household_id = new.id
            person.relation = HEAD if person.id == head_id else (relations or {}).get(person.id, "")
            person.dwelling_id = dwelling_id or person.dwelling_id
        session.flush()
        _clear_away(session, left)
        return new.id


def _refuse_beheading(session: Session, household_id: int | None, leaving: set[int]) -> None:
    if household_id is None:
        return
    members = read_home(session, household_id).members
    staying = [m for m in members if m.id not in leaving]
    if staying and any(m.is_head for m in members) and not any(m.is_head for m in staying):
        raise Invalid({"head": _("The old head leaves others behind. Choose another head for them first.")})


def change_head(store: Store, household_id: int, head_id: int, relations: Mapping[int, str]) -> None:
    """Make another member the head (换户主) and keep everybody's relation to the new one, as one action.

    ``relations`` holds, by resident, the relation to the new head (see ``relations.suggested``); who is not named keeps none.
    """
    label = _("Make {name} the head of the household").format(name=_name(store, head_id))
    with store.write(label) as session:
        members = list(session.scalars(select(Resident).where(Resident.household_id == household_id)))
        if head_id not in [m.id for m in members]:
            raise UserError(_("The head of the new household must be one of its members."))
        for member in members:
            if member.id != head_id:
                given = relations.get(member.id, "")
                member.relation = "" if given == HEAD else given
        session.flush()  # the old head steps down first: the file never knows two
        next(m for m in members if m.id == head_id).relation = HEAD
        session.flush()


def remove_resident(store: Store, resident_id: int, why: str) -> None:
    """Take a person out of the roster (moved away, died, entered twice); the journal keeps them whole.

    A household that is empty afterwards goes too. Raises ``UserError`` for the head of others.
    """
    label = _("Remove {name} from the roster").format(name=_name(store, resident_id))
    with store.write(f"{label}（{why}）" if why else label) as session:
        resident = _resident(session, resident_id)
        left = resident.household_id
        session.delete(resident)
        session.flush()
        _clear_away(session, left)


def _clear_away(session: Session, household_id: int | None) -> None:
    """A household without members is no household: it goes with its last member, in the same action."""
    if household_id is None:
        return
    if session.scalar(select(Resident.id).where(Resident.household_id == household_id).limit(1)) is None:
        session.delete(session.get_one(Household, household_id))
        session.flush()


def _resident(session: Session, resident_id: int) -> Resident:
    found = session.get(Resident, resident_id)
    if found is None:
        raise UserError(_("This resident is no longer in the roster. The entry may have been undone."))
    return found


def _name(store: Store, resident_id: int) -> str:
    with store.read() as session:
        return _resident(session, resident_id).name
