"""六清五掌握: which of the facts an office wants to know of a person or a household are known, and who lacks what.

A fact is known when any one of its needs holds: a column of the roster that is filled in, ``extra:key`` (a box of the
office's own), ``group:key`` (a sheet in that group), ``visit`` (a visit within the year), ``under:16`` and ``over:60``
(an age to which the fact does not apply); of a household also ``head`` (it is known who leads it) and ``members``.
"""

import dataclasses
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from typing import Any

from sqlalchemy import ColumnElement, and_, case, exists, false, func, literal, or_, select, type_coerce
from sqlalchemy.orm import Session, aliased
from sqlalchemy.types import Date, DateTime, Integer, String

from commgov_desktop import clock
from commgov_desktop.errors import Invalid
from commgov_desktop.i18n import N_, _
from commgov_desktop.ledger import extra_fields
from commgov_desktop.ledger.fields import Field
from commgov_desktop.ledger.ledger import Column, Filter, Ledger, found_within
from commgov_desktop.ledger.office import Office
from commgov_desktop.roster import places
from commgov_desktop.roster.groups.models import CompletenessFact, Group, Sheet, Visit
from commgov_desktop.roster.household_ledger import HOUSEHOLDS
from commgov_desktop.roster.ledger import RESIDENTS, born_by, find
from commgov_desktop.roster.models import HEAD, Household, Resident, here

PERSON, HOUSEHOLD = "person", "household"
BLOCKS = {"clear": N_("Six clears"), "grasp": N_("Five grasps")}
A_YEAR = 365


@dataclass(frozen=True)
class Fact:
    """One fact of the list, see ``CompletenessFact``."""

    id: int
    block: str
    name: str
    about: str
    needs: tuple[str, ...]
    retired: bool


@dataclass(frozen=True)
class Meter:
    """How many of the facts that are asked are known, and what is missing, in words."""

    known: int
    asked: int
    lacking: tuple[str, ...] = ()

    @property
    def percent(self) -> int:
        """Rounded down, so that 100 means all; 100 where nothing is asked."""
        return 100 * self.known // self.asked if self.asked else 100


def facts(session: Session, *, retired: bool = False) -> list[Fact]:
    """The office's list, in its order."""
    rows = session.scalars(select(CompletenessFact).order_by(CompletenessFact.position, CompletenessFact.id))
    return [
        Fact(r.id, r.block, r.name, r.about, tuple(r.needs), r.retired)
        for r in rows
        if retired or not r.retired
    ]


def known(fact: Fact, today: date) -> ColumnElement[bool]:
    """Whether a fact is known, as SQL over ``Resident`` or ``Household``."""
    of_person = fact.about == PERSON
    return or_(*(_need(need, of_person, today) for need in fact.needs)) if fact.needs else false()


def _need(need: str, of_person: bool, today: date) -> ColumnElement[bool]:
    name, _colon, rest = need.partition(":")
    model: Any = Resident if of_person else Household
    if name == "extra":
        return func.json_extract(model.extra, f'$."{rest}"').is_not(None)
    if name in ("under", "over") and of_person and rest.isdecimal():
        limit = born_by(int(rest), today)
        return func.coalesce(Resident.birth > limit if name == "under" else Resident.birth <= limit, 0)
    if name == "group" and of_person:
        return Resident.id.in_(
            select(Sheet.resident_id)
            .join(Group, Group.id == Sheet.group_id)
            .where(Group.key == rest, Group.restricted.is_(False), Sheet.until.is_(None))
        )
    if name == "visit":
        return _visited(of_person, today)
    if name in ("head", "members") and not of_person:
        return _has_member(name == "head")
    return _filled(getattr(model, name)) if hasattr(model, name) else false()


def _filled(column: Any) -> ColumnElement[bool]:
    if isinstance(column.type, (Date, DateTime, Integer)):
        return column.is_not(None)  # type: ignore[no-any-return]
    return func.coalesce(type_coerce(column, String), "").not_in(("", "[]", "null", "{}"))


def _visited(of_person: bool, today: date) -> ColumnElement[bool]:
    """A visit within the year to the person or the whole household; of a household, to anybody in it."""
    since = Visit.day >= today - timedelta(A_YEAR)
    open_ = or_(
        Visit.group_id.is_(None), Visit.group_id.in_(select(Group.id).where(Group.restricted.is_(False)))
    )
    if of_person:
        home = and_(Visit.household_id == Resident.household_id, Visit.resident_id.is_(None))
        whom = (Visit.resident_id == Resident.id, home)
        return or_(*(exists(select(Visit.id).where(since, open_, one).correlate(Resident)) for one in whom))
    member = aliased(Resident)
    in_it = select(Visit.id).join(member, member.id == Visit.resident_id)
    whom_ = (
        select(Visit.id).where(Visit.household_id == Household.id, since, open_),
        in_it.where(member.household_id == Household.id, since, open_),
    )
    return or_(*(query.correlate(Household).exists() for query in whom_))


def _has_member(head: bool) -> ColumnElement[bool]:
    member = aliased(Resident)
    mine = and_(member.household_id == Household.id, member.left_on.is_(None))
    query = select(member.id).where(mine, member.relation == HEAD if head else member.id.is_not(None))
    return query.correlate(Household).exists()


# ---- one person, one household ---------------------------------------------------------------------------


def of_person(office: Office, resident_id: int) -> Meter:
    """The meter of a person."""
    with office.store.read() as session:
        return _meter(session, [f for f in facts(session) if f.about == PERSON], Resident.id == resident_id)


def of_household(office: Office, household_id: int) -> Meter:
    """The meter of a household: its own facts and those of everybody in it, whose names stand before what is missing."""
    with office.store.read() as session:
        listed = facts(session)
        home = _meter(session, [f for f in listed if f.about == HOUSEHOLD], Household.id == household_id)
        query = select(Resident.id, Resident.name).where(Resident.household_id == household_id, here())
        known_, asked, lacking = home.known, home.asked, list(home.lacking)
        for number, name in session.execute(query.order_by(Resident.id)).all():
            one = _meter(session, [f for f in listed if f.about == PERSON], Resident.id == number)
            known_, asked = known_ + one.known, asked + one.asked
            lacking += [f"{name}：{words}" for words in one.lacking]
    return Meter(known_, asked, tuple(lacking))


def _meter(session: Session, asked: Sequence[Fact], which: ColumnElement[bool]) -> Meter:
    if not asked:
        return Meter(0, 0)
    today = clock.today()
    row = session.execute(select(*(known(fact, today) for fact in asked)).where(which)).one_or_none()
    if row is None:
        return Meter(0, 0)
    lacking = [fact.name for fact, has in zip(asked, row, strict=True) if not has]
    return Meter(len(asked) - len(lacking), len(asked), tuple(lacking))


# ---- the whole community ----------------------------------------------------------------------------------


@dataclass(frozen=True)
class GridMeter:
    """信息完整率 of a grid: how many facts of how many asked are known of its people. ``grid`` is empty for none."""

    grid: str
    people: int
    meter: Meter


def by_grid(office: Office) -> list[GridMeter]:
    """信息完整率 of each grid and at the end of those in none, over the facts about people."""
    today = clock.today()
    with office.store.read() as session:
        listed = [f for f in facts(session) if f.about == PERSON]
        has = _count(listed, today)
        grid = places.grid_of(Resident.dwelling_id)
        people = select(grid.label("grid"), has.label("known")).where(here()).subquery()
        query = select(people.c.grid, func.count(), func.sum(people.c.known)).group_by(people.c.grid)
        rows = session.execute(query.order_by(people.c.grid.is_(None), people.c.grid)).all()
    return [
        GridMeter(name or "", count, Meter(int(total or 0), count * len(listed)))
        for name, count, total in rows
    ]


def _count(listed: Sequence[Fact], today: date) -> ColumnElement[int]:
    found: ColumnElement[int] = literal(0)
    for fact in listed:
        found = found + case((known(fact, today), 1), else_=0)
    return found


def missing_ledger(office: Office) -> Ledger:
    """信息缺项清单: who lacks at least one fact, with what is missing; a filter for each fact."""
    with office.store.read() as session:
        listed = [f for f in facts(session) if f.about == PERSON]
    common = {c.field.name: c for c in RESIDENTS.columns}
    names = ("name", "sex", "age", "address", "grid", "phone")
    lacking = Column(
        Field("lacking", N_("What is missing"), width=300, wide=True),
        partial(_lacking, listed),
        show=lambda cell: "、".join(part for part in json.loads(cell) if part),
    )
    percent = Column(
        Field("percent", N_("Known, in percent"), "number", width=80),
        partial(_percent, listed),
        show=_percent_words,
    )
    percent = dataclasses.replace(percent, filter_by=percent.value)

    def lacks() -> ColumnElement[bool]:
        return and_(here(), or_(*(~known(f, clock.today()) for f in listed)) if listed else false())

    return dataclasses.replace(
        RESIDENTS,
        key="missing",
        title=N_("Missing facts"),
        columns=(*(dataclasses.replace(common[n], shown=n != "phone") for n in names), percent, lacking),
        filters=tuple(_fact_filter(fact) for fact in listed),
        order="percent",
        scope=lacks,
        find=found_within(find, Resident, lacks),
        empty=(N_("Nothing is missing: every fact of the list is known of everybody."), ""),
        tables=RESIDENTS.tables | {"completeness_facts", "group_sheets", "visits"},
    )


def _lacking(listed: Sequence[Fact]) -> ColumnElement[Any]:
    return func.json_array(*(case((known(f, clock.today()), ""), else_=f.name) for f in listed))


def _percent(listed: Sequence[Fact]) -> ColumnElement[Any]:
    return type_coerce(_count(listed, clock.today()) * 100 / max(1, len(listed)), Integer)


def _percent_words(value: Any) -> str:
    return f"{int(value or 0)}%"


def _fact_filter(fact: Fact) -> Filter:
    where: Callable[[date], ColumnElement[bool]] = lambda today: ~known(fact, today)  # noqa: E731
    return Filter(f"fact:{fact.id}", fact.name, where, BLOCKS.get(fact.block, N_("Facts")))


# ---- the office's own list --------------------------------------------------------------------------------


def keep_fact(office: Office, fact_id: int | None, values: Mapping[str, object]) -> int:
    """Keep one fact of the list, as a new one without an id. Raises ``Invalid`` at ``name`` or ``needs``."""
    name = str(values.get("name") or "").strip()
    needs = [word for word in values.get("needs") or [] if isinstance(word, str)]  # type: ignore[attr-defined]
    problems = {} if name else {"name": _("Give the fact a name.")}
    if not needs:
        problems["needs"] = _("Choose at least one thing that makes it known.")
    if problems:
        raise Invalid(problems)
    with office.store.write(_("Change the list of facts to be known")) as session:
        row = session.get(CompletenessFact, fact_id) if fact_id is not None else None
        if row is None:
            last = session.scalar(select(func.max(CompletenessFact.position))) or 0
            row = CompletenessFact(position=last + 1)
        row.block, row.name = str(values.get("block") or "clear"), name
        row.about, row.needs = str(values.get("about") or PERSON), needs
        session.add(row)
        session.flush()
        return row.id


def retire_fact(office: Office, fact_id: int, retired: bool) -> None:
    """Ask a fact no more, or again."""
    with office.store.write(_("Change the list of facts to be known")) as session:
        session.get_one(CompletenessFact, fact_id).retired = retired


def move_fact(office: Office, fact_id: int, by: int) -> None:
    """Move a fact up (-1) or down (1)."""
    with office.store.write(_("Change the list of facts to be known")) as session:
        rows = list(
            session.scalars(select(CompletenessFact).order_by(CompletenessFact.position, CompletenessFact.id))
        )
        at = next(n for n, row in enumerate(rows) if row.id == fact_id)
        to = min(max(0, at + by), len(rows) - 1)
        rows.insert(to, rows.pop(at))
        for position, row in enumerate(rows):
            row.position = position


def needs_offered(office: Office, given: Sequence[str] = ()) -> list[tuple[str, str]]:
    """What can make a fact known, and what ``given`` holds besides: (as kept, words without blanks)."""
    boxes = {box.name: _(box.label) for box in (*RESIDENTS.fields(), *HOUSEHOLDS.fields())}
    with office.store.read() as session:
        own = [(f"extra:{f.key}", f.label) for f in extra_fields.read(session, RESIDENTS.table)]
        open_groups = select(Group.key, Group.name).where(
            Group.restricted.is_(False), Group.retired.is_(False)
        )
        groups = [(f"group:{key}", name) for key, name in session.execute(open_groups)]
    more = [
        ("visit", _("A visit within the year")),
        ("head", _("Head of household")),
        ("members", _("People")),
    ]
    ages = {
        need: _age_words(need) for need in ("under:7", "under:14", "under:16", "over:60", "over:65", *given)
    }
    offered = dict([*boxes.items(), *more, *own, *groups, *((k, w) for k, w in ages.items() if w)])
    return [(need, words.replace(" ", "-")) for need, words in offered.items()]


def _age_words(need: str) -> str:
    name, _colon, years = need.partition(":")
    if not years.isdecimal():
        return ""
    return {"under": _("Younger than {n}"), "over": _("{n} and older")}.get(name, "").format(n=years)
