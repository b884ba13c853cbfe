"""Writes a planned import into the open action: dwellings, households, then people, each in helpings of a few rows."""

from array import array
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any

from sqlalchemy import Table, bindparam, func, select, update
from sqlalchemy.orm import Session

from commgov_desktop.roster import places, register
from commgov_desktop.roster.import_households import PlannedHousehold
from commgov_desktop.roster.import_rows import CHANGED, NEW, PlannedRow
from commgov_desktop.roster.models import HEAD, Household, Resident
from commgov_desktop.roster.planned_rows import NOBODY, PlannedRows
from commgov_desktop.store import bulk
from commgov_desktop.store.packed import Packed
from commgov_desktop.store.record import Record

_PER_QUERY = 500
_PLACES_AT_ONCE = 40_000
_TOLD_EVERY = 2000
Tell = Callable[[int], None]
"""Told how many rows are written; raises ``Cancelled`` when the clerk has had enough."""
_EMPTY: dict[str, Any] = {
    **dict.fromkeys(register.BOXES, ""),
    "birth": None,
    "lives_here_since": None,
    "came_on": None,
    "dwelling_id": None,
    "household_id": None,
    "tags": [],
    "extra": {},
}


class _Homes:
    """Where the people and households of the plan live, as the file now keeps it."""

    def __init__(self, dwellings: Mapping[str, int], households: Packed[PlannedHousehold]) -> None:
        self.dwellings = dwellings
        """By the key of the address."""
        self.ids = array("q", (household.id or 0 for household in households))
        """By the household's place in the plan, its id; 0 where it is still to be written."""
        self.of_household = array("q", (dwellings.get(h.address_key, 0) for h in households))
        """By the household's place in the plan, its dwelling; 0 where none is known."""


def save(
    session: Session,
    rows: PlannedRows,
    households: Packed[PlannedHousehold],
    homes: places.Homes,
    progress: Callable[[int, int], None],
) -> None:
    """Write the new and changed rows. The old heads step down before new ones step up: the file never knows two."""
    session.flush()
    changed, total = rows.count(CHANGED), rows.count(CHANGED) + rows.count(NEW)
    tell: Tell = lambda done: progress(done, total)  # noqa: E731
    found = _Homes(_dwellings(session, rows, homes, tell), households)
    _complete_households(session, rows, households, found)
    _insert_households(session, households, found)
    left = _update(session, rows, found, tell)
    _clear_away(session, left)
    _insert(session, rows, found, lambda done: tell(changed + done))


def _dwellings(session: Session, rows: PlannedRows, homes: places.Homes, tell: Tell) -> dict[str, int]:
    """The dwelling of every address that is needed, by the key of the address."""
    found: dict[str, int] = {}
    waiting: dict[str, places.Place] = {}
    for at, row in enumerate(rows.of(NEW, CHANGED)):
        if at % _TOLD_EVERY == 0:
            tell(0)  # it may be cancelled
        if row.place is None or row.address_key in found:
            continue
        waiting[row.address_key] = row.place
        if len(waiting) == _PLACES_AT_ONCE:
            if not found:  # all buildings at once, or they would be numbered by helpings
                homes.buildings_for(
                    session, {row.place.building for row in rows.of(NEW, CHANGED) if row.place}
                )
            found |= _made(session, waiting, homes)
            waiting = {}
    return found | _made(session, waiting, homes)


def _made(session: Session, wanted: Mapping[str, places.Place], homes: places.Homes) -> dict[str, int]:
    made = homes.dwellings_for(session, wanted.values()) if wanted else {}
    return {key: made[place] for key, place in wanted.items()}


def _complete_households(
    session: Session, rows: PlannedRows, households: Packed[PlannedHousehold], found: _Homes
) -> None:
    """What the file says of households that are there already; what it does not say stays."""
    spoken_of = bytearray(len(households))
    for at in rows.places(NEW, CHANGED):
        if rows.households[at] != NOBODY:
            spoken_of[rows.households[at]] = 1
    for at, household in enumerate(households):
        if household.id is not None and spoken_of[at]:
            known = session.get_one(Household, household.id)
            known.number = known.number or household.number
            known.kind = household.kind or known.kind
            known.dwelling_id = found.of_household[at] or known.dwelling_id
            session.flush()


def _insert_households(session: Session, households: Packed[PlannedHousehold], found: _Homes) -> None:
    next_id: int = (session.scalar(select(func.max(Household.id))) or 0) + 1
    for at, known in enumerate(found.ids):
        if not known:
            found.ids[at], next_id = next_id, next_id + 1
    new = (
        {"id": found.ids[at], "number": household.number, "kind": household.kind,
         "dwelling_id": found.of_household[at] or None, "note": ""}
        for at, household in enumerate(households)
        if household.is_new
    )  # fmt: skip
    bulk.insert_rows(session, table_of(Household), new)


def _update(session: Session, rows: PlannedRows, found: _Homes, tell: Tell) -> set[int]:
    """Write the changes of known residents, heads last; the households that somebody has left."""
    left: set[int] = set()
    heads = array("q")
    changed, done = rows.places(CHANGED), 0
    while some := list(islice(changed, _PER_QUERY)):
        others = []
        for at, values in _changes(session, rows, some, found):
            if "household_id" in rows[at].differences:
                left.add(rows[at].differences["household_id"][0] or 0)  # type: ignore[arg-type]
            if values.get("relation") == HEAD:
                heads.append(at)
            else:
                others.append((rows.residents[at], values))
        _write(session, others)
        tell(done := done + len(others))
    for start in range(0, len(heads), _PER_QUERY):
        part = heads[start : start + _PER_QUERY]
        _write(session, [(rows.residents[at], values) for at, values in _changes(session, rows, part, found)])
        tell(done := done + len(part))
    return left - {0}


def _changes(
    session: Session, rows: PlannedRows, some: Sequence[int], found: _Homes
) -> Iterator[tuple[int, dict[str, Any]]]:
    """By the place of a row, the columns of its resident that get another value."""
    whole = _whole(session, [rows.residents[at] for at in some])
    return ((at, _changed(rows, at, whole[rows.residents[at]], found)) for at in some)


def _write(session: Session, changes: Iterable[tuple[int, dict[str, Any]]]) -> None:
    table = table_of(Resident)
    batches: list[tuple[tuple[str, ...], list[dict[str, Any]]]] = []
    for resident, values in changes:
        columns = tuple(sorted(values))
        if not batches or batches[-1][0] != columns:
            batches.append((columns, []))
        batches[-1][1].append({f"new_{k}": v for k, v in values.items()} | {"this_id": resident})
    for columns, part in batches:
        statement = update(table).where(table.c.id == bindparam("this_id"))
        if columns:
            session.execute(statement.values({c: bindparam(f"new_{c}") for c in columns}), part)


def _whole(session: Session, ids: Sequence[int]) -> dict[int, dict[str, Any]]:
    names = (*register.BOXES, "id_state", "extra")
    columns = [getattr(Resident, name) for name in names]
    found: dict[int, dict[str, Any]] = {}
    for start in range(0, len(ids), _PER_QUERY):
        query = select(Resident.id, *columns).where(Resident.id.in_(ids[start : start + _PER_QUERY]))
        found |= {i: dict(zip(names, values, strict=True)) for i, *values in session.execute(query)}
    return found


def _changed(rows: PlannedRows, at: int, before: dict[str, Any], found: _Homes) -> dict[str, Any]:
    """The columns of a known resident that get another value, with what follows from them."""
    row = rows[at]
    after = dict(before) | {n: new for n, (_old, new) in row.differences.items() if n in before}
    if "address" in row.differences:
        after["dwelling_id"] = found.dwellings[row.address_key]
    if "household_id" in row.differences and rows.households[at] != NOBODY:
        after["household_id"] = found.ids[rows.households[at]]
    if {"id_number", "birth", "sex", "id_kind", "id_reason"} & row.differences.keys():
        after |= register.derive(after)
    if "name" in row.differences:  # the clerk said that it is this person, who is written otherwise
        after["name_reading"] = ""
        sounds = register.derive(after)
        after |= {name: sounds[name] for name in ("pinyin", "initials", "sort_key")}
    return {n: v for n, v in after.items() if n not in before or v != before[n]}


def _clear_away(session: Session, left: Iterable[int]) -> None:
    """Households that everybody has left go too."""
    for household in left:
        if session.scalar(select(Resident.id).where(Resident.household_id == household).limit(1)) is None:
            session.delete(session.get_one(Household, household))
    session.flush()


def _insert(session: Session, rows: PlannedRows, found: _Homes, tell: Tell) -> None:
    first: int = (session.scalar(select(func.max(Resident.id))) or 0) + 1
    tell(0)
    people = (_new(first + i, rows[at], rows.households[at], found) for i, at in enumerate(rows.places(NEW)))
    bulk.insert_rows(session, table_of(Resident), people, tell)


def _new(number: int, row: PlannedRow, household: int, found: _Homes) -> dict[str, Any]:
    values = {**_EMPTY, **row.values, "id": number}
    derived = register.derive(values, values.pop("parsed", None))
    values.pop("damaged", None)
    values |= derived
    values["dwelling_id"] = found.dwellings.get(row.address_key)
    if household != NOBODY:
        values["household_id"] = found.ids[household]
        values["dwelling_id"] = values["dwelling_id"] or found.of_household[household] or None
    return values


def table_of(model: type[Record]) -> Table:
    """The table behind a model, for inserts of many rows."""
    table = model.__table__
    assert isinstance(table, Table)
    return table
