"""What an event will change, worked out before anything is saved: who goes where, who leads, how all are related."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from commgov_desktop.roster import relations
from commgov_desktop.roster.events import situation
from commgov_desktop.roster.events.situation import Someone
from commgov_desktop.roster.models import HEAD

MOVED, DIED = "moved", "died"


@dataclass(frozen=True)
class Answers:
    """What the clerk has said so far. Everything may still be missing."""

    day: date | None = None
    person: int | None = None
    household: int | None = None
    chosen: frozenset[int] = frozenset()
    """The members ticked, where the event asks who goes."""
    heads: Mapping[int, int] = field(default_factory=dict)
    """By household (negative for a new one), who the clerk wants to lead it."""
    relations: Mapping[int, str] = field(default_factory=dict)
    """By person, the relation to the head where the clerk has changed the proposal."""
    facts: Mapping[str, Any] = field(default_factory=dict)
    """The boxes of the event's form by name."""
    newcomers: tuple[Mapping[str, Any], ...] = ()
    """People the roster does not know yet, each as the boxes of its line."""

    def words(self, name: str) -> str:
        """A box of words, without blanks around them."""
        return str(self.facts.get(name) or "").strip()

    def number(self, name: str) -> int | None:
        """A box that refers to a record."""
        found = self.facts.get(name)
        return found if isinstance(found, int) else None


@dataclass
class HomeAfter:
    """A household as the event leaves it. ``key`` is its id, negative for one that is founded."""

    key: int
    name: str
    before: Sequence[Someone]
    members: list[Someone]
    dwelling_before: int | None
    dwelling_id: int | None
    kind: str = ""
    founder: int | None = None
    """Who leads a new household unless the clerk says otherwise."""
    preferred: int | None = None
    """Who is proposed as head even though there is one."""
    hints: dict[int, str] = field(default_factory=dict)
    """Relation of who joins to the head there is now (or the founder)."""
    parted: frozenset[int] = frozenset()
    """Who are divorced by the event: whoever was kin through their marriage is not any longer."""
    head_id: int | None = None
    relations: dict[int, str] = field(default_factory=dict)

    @property
    def is_new(self) -> bool:
        """Whether the event founds it."""
        return self.key < 0

    @property
    def ends(self) -> bool:
        """Whether nobody is left in it."""
        return not self.is_new and not self.members and bool(self.before)

    @property
    def old_head(self) -> Someone | None:
        """Who led it before."""
        return next((m for m in self.before if m.is_head), None)

    @property
    def asks_for_a_head(self) -> bool:
        """Whether the one who led it goes and others stay."""
        old = self.old_head
        return bool(self.members) and not (old and any(m.id == old.id for m in self.members))

    def settle(self, answers: Answers) -> None:
        """Decide who leads it and how everybody is related to them: the clerk's word, else the likely one."""
        ids = [m.id for m in self.members]
        standing = self.old_head.id if self.old_head else self.founder
        wanted = answers.heads.get(self.key, self.preferred)
        if wanted in ids:
            self.head_id = wanted
        elif standing in ids:
            self.head_id = standing
        else:
            self.head_id = relations.heir(self.members)
        for member in self.members:
            self.relations[member.id] = self._relation(member, standing, answers)

    def _relation(self, member: Someone, standing: int | None, answers: Answers) -> str:
        if member.id == self.head_id:
            return HEAD
        if member.id in answers.relations:
            given = answers.relations[member.id]
            return "" if given == HEAD else given
        proposed = self._proposed(member, standing)
        return relations.after_divorce(proposed, member.id in self.parted, self.head_id in self.parted)

    def _proposed(self, member: Someone, standing: int | None) -> str:
        if self.head_id == standing and member.id in self.hints:
            return self.hints[member.id]
        if self.head_id == standing and member.household_id == self.key:
            return member.relation
        seen = [replace(m, relation=self.hints.get(m.id, m.relation)) for m in self.members]
        return relations.suggested(seen, self.head_id).get(member.id, "") if self.head_id else ""


class Plan:
    """An event being worked out in a short read, or inside the action that carries it out."""

    def __init__(self, session: Session, event: str, answers: Answers, day: date) -> None:
        self.session, self.event, self.answers, self.day = session, event, answers, day
        self.label, self.why = "", ""
        self.people: dict[int, Someone] = {}
        self.homes: dict[int, HomeAfter] = {}
        self.sets: dict[int, dict[str, Any]] = {}
        """By person, the columns the event sets besides household and relation."""
        self.newcomers: dict[int, dict[str, Any]] = {}
        self.earlier_stays: dict[int, tuple[date | None, date]] = {}
        """Who comes back: from when to when they were here before."""
        self.concerned: list[int] = []
        """Whose life it is an event of, the first one above all."""
        self.problems: dict[str, str] = {}
        self.warnings: list[str] = []

    # ---- reading ------------------------------------------------------------------------------

    def person(self, resident_id: int) -> Someone:
        """Somebody of the roster."""
        if resident_id not in self.people:
            self.people[resident_id] = situation.someone(self.session, resident_id)
        return self.people[resident_id]

    def home(self, household_id: int) -> HomeAfter:
        """A household there is."""
        if household_id not in self.homes:
            found = situation.members(self.session, household_id)
            self.people |= {m.id: m for m in found}
            place = situation.dwelling_of(self.session, household_id)
            self.homes[household_id] = HomeAfter(
                household_id, situation.home_name(self.session, household_id), tuple(found), found, place,
                place, situation.kind_of(self.session, household_id),
            )  # fmt: skip
        return self.homes[household_id]

    def home_of(self, person: Someone) -> HomeAfter | None:
        """The household somebody belongs to."""
        return self.home(person.household_id) if person.household_id is not None else None

    # ---- changing -----------------------------------------------------------------------------

    def set(self, person: Someone, **columns: Any) -> None:
        """Set columns of somebody; for a newcomer they are what is entered."""
        (self.newcomers if person.is_new else self.sets).setdefault(person.id, {}).update(columns)

    def newcomer(self, name: str, **values: Any) -> Someone:
        """Somebody the roster does not know yet."""
        number = -1 - len(self.newcomers)
        known = {k: v for k, v in values.items() if k in _NEW and v is not None}
        made = Someone(number, name, **known)
        self.people[number] = made
        self.newcomers[number] = {"name": name, "came_on": self.day, **values}
        return made

    def found(self, dwelling_id: int | None, founder: Someone, kind: str = "") -> HomeAfter:
        """A new household."""
        key = -1 - sum(1 for home in self.homes.values() if home.is_new)
        made = HomeAfter(key, "", (), [], None, dwelling_id, kind, founder.id)
        self.homes[key] = made
        self.join(founder, made)
        return made

    def join(self, person: Someone, home: HomeAfter, relation: str | None = None) -> None:
        """Put somebody into a household; they leave the one they were in."""
        if person in home.members:
            return
        self.take_out(person)
        home.members.append(person)
        if relation is not None:
            home.hints[person.id] = relation

    def take_out(self, person: Someone) -> None:
        """Take somebody out of the household they are in."""
        if person.household_id is not None:
            mine = self.home(person.household_id)
            mine.members = [m for m in mine.members if m.id != person.id]

    def live(self, people: Sequence[Someone], dwelling_id: int | None) -> None:
        """Put people into a dwelling; in another one than before they live there since the day."""
        for person in people:
            self.set(person, dwelling_id=dwelling_id)
            if person.dwelling_id != dwelling_id and dwelling_id is not None:
                self.set(person, lives_here_since=self.day)

    def leave(self, person: Someone, how: str) -> None:
        """Somebody no longer belongs to the community from the day on; what they were stays in their history."""
        self.take_out(person)
        self.set(person, left_on=self.day, left_how=how, dwelling_id=None)

    def settle(self) -> None:
        """Heads and relations of every household the event touches."""
        for home in self.homes.values():
            home.settle(self.answers)

    # ---- what comes of it ---------------------------------------------------------------------

    def changes(self) -> dict[int, dict[str, Any]]:
        """By person of the roster, the columns that will hold something else; households may be negative."""
        after: dict[int, dict[str, Any]] = {i: dict(self.sets.get(i, {})) for i in self.people if i > 0}
        for person in self.people.values():
            if not person.is_new:
                after[person.id] |= self._belongs(person)
        return {
            i: changed
            for i, columns in after.items()
            if (changed := {k: v for k, v in columns.items() if getattr(self.people[i], k, None) != v})
        }

    def _belongs(self, person: Someone) -> dict[str, Any]:
        home = self.home_after(person)
        if home is None:
            touched = person.household_id in self.homes
            return {"household_id": None, "relation": ""} if touched else {}
        return {"household_id": home.key, "relation": home.relations.get(person.id, "")}

    def home_after(self, person: Someone) -> HomeAfter | None:
        """The household somebody is in afterwards."""
        return next((h for h in self.homes.values() if any(m.id == person.id for m in h.members)), None)


_NEW = ("sex", "birth", "residence_kind", "marital_status", "registered_address", "dwelling_id")
