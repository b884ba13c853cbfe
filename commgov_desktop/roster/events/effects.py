"""Every effect of an event in plain lines: who, what it was before, what it will be; shown before anything is saved."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from commgov_desktop.i18n import N_, _, ngettext
from commgov_desktop.ledger import codes
from commgov_desktop.roster.events import situation, touching
from commgov_desktop.roster.events.plan import DIED, MOVED, Answers, HomeAfter, Plan
from commgov_desktop.roster.events.situation import Someone
from commgov_desktop.roster.events.working_out import work_out
from commgov_desktop.store.store import Store


@dataclass(frozen=True)
class Line:
    """One effect. ``what`` is a key of ``LABELS``; texts are in the language asked for."""

    who: str
    what: str
    before: str
    after: str


@dataclass(frozen=True)
class HomeShown:
    """A household whose head or relations the event leaves to be looked over by the clerk."""

    key: int
    name: str
    head_id: int | None
    candidates: tuple[tuple[int, str], ...]
    """Who may lead it, by id and name; empty where the head stays as it is."""
    members: tuple[tuple[int, str, str], ...]
    """Whose relation is asked: id, name, and the relation to the head as a code."""


@dataclass(frozen=True)
class Effects:
    """What would be saved, and what is missing before it can be."""

    label: str
    why: str
    lines: tuple[Line, ...] = ()
    homes: tuple[HomeShown, ...] = ()
    touched: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    problems: Mapping[str, str] | None = None

    @property
    def ready(self) -> bool:
        """Whether it can be saved."""
        return not self.problems


LABELS = {
    "roster": N_("Roster"), "household": N_("Household"), "members": N_("Members"), "head": N_("Head"),
    "household_id": N_("Household"), "relation": N_("Relation to head"), "dwelling_id": N_("Address"),
    "grid": N_("Grid"), "residence_kind": N_("Kind of residence"), "marital_status": N_("Marital status"),
    "house_match": N_("Registration and residence"),
}  # fmt: skip
OFFICIAL = {
    "roster": "在册情况", "household": "户", "members": "户内人数", "head": "户主", "household_id": "所属户",
    "relation": "与户主关系", "dwelling_id": "住址", "grid": "网格", "residence_kind": "居住类别",
    "marital_status": "婚姻状况", "house_match": "人户情况",
}  # fmt: skip
_TABLES = {
    "relation": "relation_to_head", "residence_kind": "residence_kinds", "marital_status": "marital_status",
    "house_match": "person_house_match",
}  # fmt: skip


def effects(store: Store, event: str, answers: Answers, *, restricted: bool = False) -> Effects:
    """What an event would change, in the language of the screen. Saves nothing."""
    with store.read() as session:
        return effects_of(session, work_out(session, event, answers), restricted=restricted)


def effects_of(session: Session, plan: Plan, *, restricted: bool = False) -> Effects:
    """The same of a plan that is worked out."""
    people = [i for i in dict.fromkeys([*plan.concerned, *plan.changes()]) if i > 0]
    return Effects(
        plan.label,
        plan.why,
        tuple(lines(plan)),
        tuple(shown for home in plan.homes.values() if (shown := _home_shown(home)) is not None),
        tuple(touching.touched(session, people, plan.day, restricted=restricted)) if people else (),
        tuple(dict.fromkeys(plan.warnings)),
        dict(plan.problems),
    )


def _home_shown(home: HomeAfter) -> HomeShown | None:
    """All members where the head changes, otherwise those who come into the household or are divorced in it."""
    chooses = home.is_new or home.asks_for_a_head or home.preferred is not None
    before = {m.id for m in home.before}
    asked = [
        m
        for m in home.members
        if m.id != home.head_id and (chooses or m.id not in before or m.id in home.parted)
    ]
    if not home.members or not (asked or (chooses and len(home.members) > 1)):
        return None
    candidates = tuple((m.id, m.name) for m in home.members) if chooses else ()
    members = tuple((m.id, m.name, home.relations.get(m.id, "")) for m in asked)
    return HomeShown(home.key, after_name(home, _("household of {name}")), home.head_id, candidates, members)


def after_name(home: HomeAfter, of: str) -> str:
    """What a household is called afterwards; ``of`` is {name}户."""
    head = next((m.name for m in home.members if m.id == home.head_id), "")
    return of.format(name=head) if head else home.name


def lines(plan: Plan, *, official: bool = False) -> list[Line]:
    """Every effect: first the people, then the households. ``official`` is Chinese whatever the screen speaks."""
    speak = _Words(plan, official)
    changes = plan.changes()
    found = [line for i in plan.newcomers for line in speak.newcomer(plan.people[i])]
    ordered = [i for i in plan.concerned if i in changes] + [i for i in changes if i not in plan.concerned]
    for number in ordered:
        found += speak.person(plan.people[number], changes[number])
    for home in plan.homes.values():
        found += speak.home(home)
    return found


class _Words:
    """Says a plan in the language of the screen, or in that of official papers."""

    def __init__(self, plan: Plan, official: bool) -> None:
        self._plan, self._official = plan, official
        self._of = "{name}户" if official else _("household of {name}")

    def newcomer(self, person: Someone) -> Iterator[Line]:
        new = "新登记" if self._official else _("newly entered")
        yield Line(person.name, "roster", "", new)
        home = self._plan.home_after(person)
        if home is not None:
            yield Line(person.name, "household_id", "", after_name(home, self._of))
            yield Line(person.name, "relation", "", self._code("relation", home.relations.get(person.id, "")))
        entered = self._plan.newcomers[person.id]
        yield from self._place(person, None, entered.get("dwelling_id"))
        yield Line(
            person.name, "residence_kind", "", self._code("residence_kind", entered.get("residence_kind"))
        )

    def person(self, person: Someone, changed: Mapping[str, Any]) -> Iterator[Line]:
        if "left_on" in changed:
            yield Line(person.name, "roster", *self._roster(person, changed))
        if "household_id" in changed:
            home = self._plan.home_after(person)
            after = after_name(home, self._of) if home else ""
            yield Line(person.name, "household_id", self._home_before(person), after)
        if "relation" in changed:
            before, after = (self._code("relation", c) for c in (person.relation, changed["relation"]))
            yield Line(person.name, "relation", before, after)
        if "dwelling_id" in changed:
            yield from self._place(person, person.dwelling_id, changed["dwelling_id"])
        for name in ("residence_kind", "marital_status", "house_match"):
            if name in changed:
                before = self._code(name, getattr(person, name))
                yield Line(person.name, name, before, self._code(name, changed[name]))

    def _roster(self, person: Someone, changed: Mapping[str, Any]) -> tuple[str, str]:
        here = "在册" if self._official else _("here")
        gone = self._gone(person.left_how or str(changed.get("left_how") or ""))
        return (gone, here) if changed["left_on"] is None else (here, gone)

    def _gone(self, how: str) -> str:
        if self._official:
            return {MOVED: "已迁出", DIED: "已故"}.get(how, how)
        return {MOVED: _("moved away"), DIED: _("deceased")}.get(how, how)

    def _home_before(self, person: Someone) -> str:
        if person.household_id is None:
            return ""
        home = self._plan.homes.get(person.household_id)
        if home is None:
            return situation.home_name(self._plan.session, person.household_id)
        return self._of.format(name=home.old_head.name) if home.old_head else home.name

    def _place(self, person: Someone, before: int | None, after: int | None) -> Iterator[Line]:
        session = self._plan.session
        was, will = (situation.address(session, d) for d in (before, after))
        if was != will:
            yield Line(person.name, "dwelling_id", was, will)
        was, will = (situation.grid(session, d) for d in (before, after))
        if was != will:
            yield Line(person.name, "grid", was, will)

    def home(self, home: HomeAfter) -> Iterator[Line]:
        name = self._name_before(home)
        if home.ends:
            ended = "销户（户内无人）" if self._official else _("ends, nobody is left")
            yield Line(name, "household", self._people(len(home.before)), ended)
            return
        if home.is_new:
            founded = "新立户" if self._official else _("founded")
            yield Line(after_name(home, self._of), "household", "", founded)
        if len(home.before) != len(home.members):
            before = self._people(len(home.before)) if home.before else ""
            yield Line(name, "members", before, self._people(len(home.members)))
        old, new = home.old_head, next((m for m in home.members if m.id == home.head_id), None)
        if not home.is_new and new and (old is None or old.id != new.id):
            yield Line(name, "head", old.name if old else "", new.name)
        if not home.is_new and home.dwelling_before != home.dwelling_id:
            was, will = (
                situation.address(self._plan.session, d) for d in (home.dwelling_before, home.dwelling_id)
            )
            yield Line(name, "dwelling_id", was, will)

    def _name_before(self, home: HomeAfter) -> str:
        if home.is_new:
            return after_name(home, self._of)
        return self._of.format(name=home.old_head.name) if home.old_head else home.name

    def _people(self, count: int) -> str:
        if self._official:
            return f"{count}人"
        return ngettext("{n} person", "{n} people", count).format(n=count)

    def _code(self, name: str, code: str | None) -> str:
        table = codes.table(_TABLES[name])
        return table.zh(code) if self._official else table.text(code)
