"""Writes a planned import into the open action: dwellings, households, then people, in a few bulk statements."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from sqlalchemy import Table, bindparam, func, select, update
from sqlalchemy.orm import Session

from commgov_desktop.roster import places, register
from commgov_desktop.roster.import_households import PlannedHousehold
from commgov_desktop.roster.import_rows import CHANGED, NEW, PlannedRow
from commgov_desktop.roster.models import HEAD, Household, Resident
from commgov_desktop.store import bulk
from commgov_desktop.store.record import Record

_PER_QUERY = 500
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


def save(
    session: Session,
    rows: Sequence[PlannedRow],
    households: Sequence[PlannedHousehold],
    homes: places.Homes,
    progress: Callable[[int, int], None],
) -> None:
    """Write the new and changed rows. The old heads step down before new ones step up: the file never knows two."""
    wanted = [row for row in rows if row.status in (NEW, CHANGED)]
    session.flush()
    dwellings = _dwellings(session, wanted, homes)
    _save_households(session, households, dwellings)
    _update(session, [row for row in wanted if row.status == CHANGED], households, dwellings)
    _clear_away(session, wanted)
    new = [row for row in wanted if row.status == NEW]
    _insert(session, new, households, dwellings, progress)


def _dwellings(session: Session, rows: Iterable[PlannedRow], homes: places.Homes) -> dict[str, int]:
    """The dwelling of every address that is needed, by the key of the address."""
    wanted = {row.address_key: row.place for row in rows if row.place is not None}
    found = homes.dwellings_for(session, wanted.values()) if wanted else {}
    return {key: found[place] for key, place in wanted.items()}


def _save_households(
    session: Session, households: Sequence[PlannedHousehold], dwellings: dict[str, int]
) -> None:
    next_id: int = (session.scalar(select(func.max(Household.id))) or 0) + 1
    new: list[dict[str, Any]] = []
    for household in households:
        dwelling = dwellings.get(places.key(household.place)) if household.place else None
        if household.id is None:
            household.id = next_id + len(new)
            new.append(
                {"id": household.id, "number": household.number, "kind": household.kind, "dwelling_id": dwelling,
                 "note": ""}
            )  # fmt: skip
        else:
            _complete(session, household, dwelling)
    bulk.insert_rows(session, table_of(Household), new)


def _complete(session: Session, household: PlannedHousehold, dwelling: int | None) -> None:
    """What the file says of a household that is there already; what it does not say stays."""
    if not any(row.status in (NEW, CHANGED) for row in household.rows):
        return
    known = session.get_one(Household, household.id)
    known.number = known.number or household.number
    known.kind = household.kind or known.kind
    known.dwelling_id = dwelling or known.dwelling_id
    session.flush()


def _update(
    session: Session,
    rows: Sequence[PlannedRow],
    households: Sequence[PlannedHousehold],
    dwellings: dict[str, int],
) -> None:
    whole = _whole(session, [row.resident_id for row in rows if row.resident_id is not None])
    changes = [(row, _changed(row, whole[row.resident_id or 0], households, dwellings)) for row in rows]
    changes.sort(key=lambda change: change[1].get("relation") == HEAD)
    table = table_of(Resident)
    batches: list[tuple[tuple[str, ...], list[dict[str, Any]]]] = []
    for row, values in changes:
        columns = tuple(sorted(values))
        if not batches or batches[-1][0] != columns:
            batches.append((columns, []))
        batches[-1][1].append({f"new_{k}": v for k, v in values.items()} | {"this_id": row.resident_id})
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


def _changed(
    row: PlannedRow,
    before: dict[str, Any],
    households: Sequence[PlannedHousehold],
    dwellings: dict[str, int],
) -> dict[str, Any]:
    """The columns of a known resident that get another value, with what follows from them."""
    after = dict(before) | {n: new for n, (_old, new) in row.differences.items() if n in before}
    if "address" in row.differences:
        after["dwelling_id"] = dwellings[row.address_key]
    if "household_id" in row.differences and row.household is not None:
        after["household_id"] = households[row.household].id
    if {"id_number", "birth", "sex", "id_kind", "id_reason"} & row.differences.keys():
        after |= register.derive(after)
    if "name" in row.differences:  # the clerk said that it is this person, who is written otherwise
        after["name_reading"] = ""
        sounds = register.derive(after)
        after |= {name: sounds[name] for name in ("pinyin", "initials", "sort_key")}
    return {n: v for n, v in after.items() if n not in before or v != before[n]}


def _clear_away(session: Session, rows: Iterable[PlannedRow]) -> None:
    """Households that everybody has left go too."""
    left = {row.differences["household_id"][0] for row in rows if "household_id" in row.differences} - {None}
    for household in left:
        if session.scalar(select(Resident.id).where(Resident.household_id == household).limit(1)) is None:
            session.delete(session.get_one(Household, household))
    session.flush()


def _insert(
    session: Session,
    rows: Sequence[PlannedRow],
    households: Sequence[PlannedHousehold],
    dwellings: dict[str, int],
    progress: Callable[[int, int], None],
) -> None:
    first = (session.scalar(select(func.max(Resident.id))) or 0) + 1
    progress(0, len(rows))
    people = ({"id": first + i, **_new(row, households, dwellings)} for i, row in enumerate(rows))
    bulk.insert_rows(session, table_of(Resident), people, lambda done: progress(done, len(rows)))


def _new(
    row: PlannedRow, households: Sequence[PlannedHousehold], dwellings: dict[str, int]
) -> dict[str, Any]:
    values = {**_EMPTY, **row.values}
    derived = register.derive(values, values.pop("parsed", None))
    values.pop("damaged", None)
    values |= derived
    values["dwelling_id"] = dwellings.get(row.address_key)
    if row.household is not None:
        household = households[row.household]
        values["household_id"] = household.id
        if values["dwelling_id"] is None and household.place is not None:
            values["dwelling_id"] = dwellings.get(places.key(household.place))
    return values


def table_of(model: type[Record]) -> Table:
    """The table behind a model, for inserts of many rows."""
    table = model.__table__
    assert isinstance(table, Table)
    return table
