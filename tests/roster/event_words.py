"""A family to try events on, and short ways to ask what became of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from commgov_desktop.ledger import episodes
from commgov_desktop.ledger.office import Office
from commgov_desktop.roster import facts, household
from commgov_desktop.roster.events.carrying_out import Done, carry_out
from commgov_desktop.roster.events.plan import Answers
from commgov_desktop.roster.ledger import RESIDENTS
from commgov_desktop.roster.models import HEAD, Household, Resident

DAY, BEFORE = date(2026, 3, 1), date(2026, 2, 1)


@dataclass
class Family:
    """Grandmother, father (the head), mother, son, daughter of the household of 张伟."""

    office: Office
    home: int
    zhang: int
    wife: int
    son: int
    girl: int
    mother: int

    def do(self, event: str, **more: object) -> Done:
        """Carry an event out on the first of March unless another day is said."""
        return carry_out(self.office.store, event, answers(**more))

    def relations(self, home: int | None = None) -> dict[str, str]:
        """Relation to the head by name."""
        found = household.home(self.office.store, home or self.home)
        return {m.name: m.relation for m in found.members}

    def column(self, person: int, name: str) -> object:
        """What a column of somebody holds."""
        with self.office.store.read() as session:
            return session.scalar(select(getattr(Resident, name)).where(Resident.id == person))

    def ended(self, home: int) -> date | None:
        """When a household ended."""
        with self.office.store.read() as session:
            return session.get_one(Household, home).ended_on

    def was(self, person: int, name: str, day: date) -> object:
        """What a column held on a day."""
        with self.office.store.read() as session:
            query = select(episodes.as_of(getattr(Resident, name), day)).where(Resident.id == person)
            return session.scalar(query)


def answers(
    day: date | None = DAY,
    person: int | None = None,
    household: int | None = None,
    chosen: tuple[int, ...] = (),
    heads: Mapping[int, int] | None = None,
    relations: Mapping[int, str] | None = None,
    newcomers: tuple[Mapping[str, object], ...] = (),
    **facts: object,
) -> Answers:
    """Answers as the screen gives them; everything else is a box of the form."""
    return Answers(day, person, household, frozenset(chosen), heads or {}, relations or {}, facts, newcomers)


def family(office: Office) -> Family:
    """The family, entered as a clerk would."""

    def enter(
        name: str, relation: str, sex: str, birth: date, home: int | None = None, **more: object
    ) -> int:
        values = {"name": name, "relation": relation, "sex": sex, "birth": birth, "household_id": home,
                  "residence_kind": "1", **more}  # fmt: skip
        return office.book.save(RESIDENTS, None, values)

    zhang = enter("张伟", HEAD, "1", date(1975, 5, 1), marital_status="20")
    home = facts.read(office.store, zhang).household_id or 0
    wife = enter("李梅", "12", "2", date(1978, 6, 1), home, marital_status="20")
    son = enter("张小宝", "20", "1", date(2000, 7, 1), home, marital_status="10")
    girl = enter("张小妹", "30", "2", date(2012, 8, 1), home)
    mother = enter("王秀英", "52", "2", date(1950, 1, 1), home, tags=["低保"])
    return Family(office, home, zhang, wife, son, girl, mother)
