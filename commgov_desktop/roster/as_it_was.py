"""The roster as it was on an earlier day: the same lists, with who was here then, where they lived and how related."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import Any

from sqlalchemy import ColumnElement, and_, case, func, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from commgov_desktop import masking
from commgov_desktop.ledger.episodes import Episode, as_of, covers, held_on, was, words_on
from commgov_desktop.ledger.fields import Chip
from commgov_desktop.ledger.ledger import Column, Filter, Ledger, own
from commgov_desktop.roster import places, register
from commgov_desktop.roster.history import PERSONAL, here_on
from commgov_desktop.roster.ledger import (
    COMMON,
    OF_AGE,
    OLD,
    PARTY,
    RESIDENTS,
    SEARCH,
    VERY_OLD,
    born_by,
    chips,
    years_on,
)
from commgov_desktop.roster.models import ABROAD, HEAD, MIGRANT, REGISTERED, SETTLED, Household, Resident
from commgov_desktop.roster.past_names import PastNames
from commgov_desktop.store import search
from commgov_desktop.store.record import among
from commgov_desktop.store.store import Store

_AT_ONCE = 500
_FOUND_BY = ("name", "phone", "phone2", "id_number")
_SHORTEST = 2
"""Signs of a former name or number by which somebody is found."""


@dataclass(frozen=True)
class HomeThen:
    """A household on the day: its head's name and telephone, and how many belonged to it."""

    head: str = ""
    phone: str = ""
    members: int = 0


@dataclass
class Homes:
    """Every household there was on a day, read once when first asked."""

    store: Store
    day: date

    def of(self, household: object) -> HomeThen:
        """A household by its id; an empty one where it was not there."""
        return self.all().get(household, HomeThen()) if isinstance(household, int) else HomeThen()

    def all(self) -> dict[int, HomeThen]:
        """All of them by id."""
        return self._read

    @cached_property
    def _read(self) -> dict[int, HomeThen]:
        with self.store.read() as session:
            return _homes_on(session, self.day)


def _homes_on(session: Session, day: date) -> dict[int, HomeThen]:
    r = Resident
    then = held_on(session, r.__tablename__, ("household_id", "relation", "name", "phone"), day)
    query = select(r.id, r.household_id, r.relation, r.name, r.phone).where(here_on(day))
    found: dict[int, HomeThen] = {}
    for number, now_in, relation, name, phone in session.execute(query):
        home = then.get((number, "household_id"), now_in)
        if home is None:
            continue
        known = found.get(int(home), HomeThen())
        leads = then.get((number, "relation"), relation) == HEAD
        head, told = known.head, known.phone
        if leads:
            head = then.get((number, "name"), name) or ""
            told = then.get((number, "phone"), phone) or ""
        found[int(home)] = HomeThen(head, told, known.members + 1)
    return found


def ledger_on(store: Store, ledger: Ledger, day: date, homes: Homes | None = None) -> Ledger:
    """Residents or households as a ledger of that day: list, find, filters, print and export work as ever.

    ``homes`` are the households of that day where they were read already.
    """
    homes = homes or Homes(store, day)
    make = _residents if ledger.key == RESIDENTS.key else _households
    return make(ledger, homes, day)


# ---- residents ----------------------------------------------------------------------------------------


def _residents(ledger: Ledger, homes: Homes, day: date) -> Ledger:
    columns = _residents_columns(ledger, homes, day)
    return replace(
        ledger,
        columns=_then(ledger, columns, day),
        scope=lambda: here_on(day),
        find=lambda session, words: _found(session, words, day),
        find_beyond=None,
        filters=(*_filters(day), *(then for f in ledger.filters if f.then and (then := f.then(day)))),
    )


def _then(ledger: Ledger, columns: Mapping[str, Column], day: date) -> tuple[Column, ...]:
    """Every column as it was: what the office has made itself knows it alone."""
    return tuple(c.then(day) if c.then else columns.get(c.field.name, c) for c in ledger.columns)


def _residents_columns(ledger: Ledger, homes: Homes, day: date) -> dict[str, Column]:
    known = {c.field.name: c for c in ledger.columns}

    def dated(name: str, column: InstrumentedAttribute[Any]) -> Column:
        return replace(known[name], value=lambda: as_of(column, day), sort=None, filter_by=None)

    def home() -> ColumnElement[Any]:
        return as_of(Resident.dwelling_id, day)

    personal = {name: dated(name, getattr(Resident, name)) for name in PERSONAL if name in known}
    return personal | {
        "name": replace(
            known["name"], value=lambda: as_of(Resident.name, day), sort=PastNames(homes.store, day).order
        ),
        "id_number": replace(
            known["id_number"], value=lambda: _number(day), filter_by=lambda: _number_only(day)
        ),
        "age": replace(known["age"], show=_age_on(day), filter_by=lambda: years_on(day)),
        "address": replace(known["address"], value=lambda: places.address_of(home())),
        "grid": replace(known["grid"], value=lambda: places.grid_of(home(), day)),
        "groups": replace(
            known["groups"],
            value=lambda: groups_on(day),
            show=lambda cell: chips_on(json.loads(cell), day),
            filter_by=None,
            listed=False,
        ),
        "residence_kind": dated("residence_kind", Resident.residence_kind),
        "relation": dated("relation", Resident.relation),
        "house_match": dated("house_match", Resident.house_match),
        "registered_address": dated("registered_address", Resident.registered_address),
        "head": replace(
            known["head"],
            value=lambda: as_of(Resident.household_id, day),
            show=lambda household: homes.of(household).head,
        ),
    }


def _age_on(day: date) -> Callable[[Any], object]:
    def show(birth: Any) -> object:
        years = register.age(birth, day)
        return "" if years is None else years

    return show


def _number(day: date) -> ColumnElement[Any]:
    """The number of the day with what is thought of it; of one that was given up nothing is known to be wrong."""
    then = _number_only(day)
    return func.json_array(then, case((then == Resident.id_number, Resident.id_state), else_="checked"))


def _number_only(day: date) -> ColumnElement[Any]:
    return func.coalesce(as_of(Resident.id_number, day), "")


def groups_on(day: date) -> ColumnElement[Any]:
    """What the chips of the day are made of, see ``chips_on``."""
    always, dated = words_on(Resident.tags, day)
    kind = as_of(Resident.residence_kind, day)
    return func.json_array(
        func.json(always), func.json(dated), as_of(Resident.political_status, day), kind, Resident.birth
    )


def chips_on(facts: Sequence[Any], day: date) -> tuple[Chip, ...]:
    """The chips of the day from the facts of the day."""
    always, dated, political, kind, birth = facts
    return chips([[*always, *dated], political, kind, birth], day)


def _found(session: Session, words: str, day: date) -> Sequence[int]:
    ids = list(dict.fromkeys([*search.find(session, SEARCH, words), *_called_so(session, words, day)]))
    here: set[int] = set()
    for start in range(0, len(ids), _AT_ONCE):
        part = ids[start : start + _AT_ONCE]
        here |= set(session.scalars(select(Resident.id).where(Resident.id.in_(part), here_on(day))))
    return [i for i in ids if i in here]


def _called_so(session: Session, words: str, day: date) -> Sequence[int]:
    """Who had another name, telephone or number on the day, and is found by it."""
    asked = words.strip()
    if len(asked) < _SHORTEST:
        return []
    mine = and_(Episode.table_name == Resident.__tablename__, Episode.kind.in_(_FOUND_BY), covers(day))
    return session.scalars(select(Episode.row_id).where(mine, func.instr(Episode.value, asked) > 0)).all()


def _filters(day: date) -> tuple[Filter, ...]:
    """The saved filters that an earlier day can answer."""
    kinds = {"registered": REGISTERED, "settled": SETTLED, "migrant": MIGRANT, "abroad": ABROAD}
    asked_once: dict[str, ColumnElement[bool]] = {
        "old": Resident.birth <= born_by(OLD, day),
        "very_old": Resident.birth <= born_by(VERY_OLD, day),
        "minors": Resident.birth > born_by(OF_AGE, day),
    }
    known = {f.key: f for f in RESIDENTS.filters if f.group == COMMON}
    made = {
        key: (lambda today, kind=kind: was(Resident.residence_kind, kind, day)) for key, kind in kinds.items()
    }
    asked_once["party"] = was(Resident.political_status, PARTY, day)
    made |= {key: (lambda today, asked=asked: asked) for key, asked in asked_once.items()}
    return tuple(replace(f, where=made[key]) for key, f in known.items() if key in made)


# ---- households ---------------------------------------------------------------------------------------


def _households(ledger: Ledger, homes: Homes, day: date) -> Ledger:
    known = {c.field.name: c for c in ledger.columns}

    def place() -> ColumnElement[Any]:
        return as_of(Household.dwelling_id, day)

    number = own("id", Household)
    columns = {
        "head": replace(
            known["head"], value=number, sort=None, show=lambda i: homes.of(i).head or _nobody(known["head"])
        ),
        "members": replace(known["members"], value=number, sort=None, show=lambda i: homes.of(i).members),
        "address": replace(known["address"], value=lambda: places.address_of(place())),
        "grid": replace(known["grid"], value=lambda: places.grid_of(place(), day)),
        "phone": replace(
            known["phone"],
            value=number,
            show=lambda i: masking.phone(homes.of(i).phone),
            full=lambda i: homes.of(i).phone,
        ),
    }
    return replace(
        ledger,
        columns=_then(ledger, columns, day),
        scope=lambda: among(Household.id.expression, list(homes.all())),
        find=lambda session, words: _homes_found(session, words, day),
        filters=(),
        order="address",
    )


def _nobody(column: Column) -> Chip | str:
    shown = column.show("") if column.show else ""
    return shown if isinstance(shown, Chip) else ""


def _homes_found(session: Session, words: str, day: date) -> Sequence[int]:
    by_number = session.scalars(select(Household.id).where(Household.number == words.strip()))
    found = dict.fromkeys(by_number)
    people = list(_found(session, words, day))
    for start in range(0, len(people), _AT_ONCE):
        part = people[start : start + _AT_ONCE]
        query = select(as_of(Resident.household_id, day)).where(Resident.id.in_(part))
        found |= dict.fromkeys(home for home in session.scalars(query) if home is not None)
    return list(found)
