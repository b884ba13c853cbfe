"""Whose line in a table may read otherwise than at an earlier action: their own facts, their home's, their grid's, a visit."""

from collections.abc import Iterator, Mapping
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from commgov_desktop.roster.groups.models import Sheet, Visit
from commgov_desktop.roster.models import Household, Resident
from commgov_desktop.roster.places import BUILDINGS, DWELLINGS, ENTRANCES
from commgov_desktop.store.journal import Change
from commgov_desktop.store.record import among
from commgov_desktop.store.store import Store

_PLACES: Mapping[str, tuple[str, ...]] = {
    "dwellings": ("address", "room", "entrance_id"),
    "entrances": ("name", "building_id"),
    "buildings": ("name", "grid_id"),
    "grids": ("name", "code"),
}
"""What of a place stands in somebody's address or grid; that a building got another number of floors does not."""

_OF_THE_HOUSEHOLD = ("household_id", "left_on", "relation", "name", "id_number")
"""Facts of one member that stand in the lines of the others: who leads them, how many they are."""


def since(store: Store, action: int) -> set[int]:
    """The residents whose line may read otherwise than when ``action`` was done."""
    with store.read() as session:
        found = {number for query in _queries(action) for number in session.scalars(query.distinct())}
        found |= _in_places(session, action)
    return {number for number in found if number is not None}


def _queries(action: int) -> Iterator[Select[Any]]:
    yield select(Change.row_id).where(_of("residents", action))
    for model in (Sheet, Visit):
        yield from _led_to(model.resident_id, _of(model.__tablename__, action))
    homes = (
        *_led_to(Visit.household_id, _of(Visit.__tablename__, action), Visit.resident_id.is_(None)),
        *_led_to(Resident.household_id, and_(_of("residents", action), _anew(*_OF_THE_HOUSEHOLD))),
        select(Change.row_id).where(_of(Household.__tablename__, action)),
    )
    yield select(Resident.id).where(or_(*(Resident.household_id.in_(query) for query in homes)))


def _led_to(
    link: InstrumentedAttribute[Any], changed: ColumnElement[bool], *which: ColumnElement[bool]
) -> Iterator[Select[Any]]:
    """Whereto changed rows lead now and led before; the image of a change holds only what changed."""
    yield select(link).where(link.class_.id.in_(select(Change.row_id).where(changed)), *which)
    for image in (Change.before, Change.after):
        yield select(func.json_extract(image, f"$.{link.key}")).where(changed)


def _in_places(session: Session, action: int) -> set[int]:
    """Who lives where a dwelling, an entrance, a building or a grid is called or belongs otherwise now."""
    changed = {
        table: list(session.scalars(select(Change.row_id).where(_of(table, action), _anew(*names))))
        for table, names in _PLACES.items()
    }
    if not any(changed.values()):
        return set()
    homes = (
        select(DWELLINGS.c.id)
        .join(ENTRANCES, ENTRANCES.c.id == DWELLINGS.c.entrance_id)
        .join(BUILDINGS, BUILDINGS.c.id == ENTRANCES.c.building_id)
        .where(
            or_(
                among(DWELLINGS.c.id, changed["dwellings"]),
                among(ENTRANCES.c.id, changed["entrances"]),
                among(BUILDINGS.c.id, changed["buildings"]),
                among(BUILDINGS.c.grid_id, changed["grids"]),
            )
        )
    )
    return set(session.scalars(select(Resident.id).where(Resident.dwelling_id.in_(homes))))


def _of(table: str, action: int) -> ColumnElement[bool]:
    return and_(Change.table_name == table, Change.action_id > action)


def _anew(*names: str) -> ColumnElement[bool]:
    """Whether one of these was written anew; a row that is new or gone counts."""
    written = [func.json_type(Change.after, f"$.{name}").is_not(None) for name in names]
    return or_(Change.before.is_(None), Change.after.is_(None), *written)
