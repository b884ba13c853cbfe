"""Where people lived on earlier days: in which grid, which building, at which address; moved homes and grids counted in."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Integer,
    Select,
    Subquery,
    and_,
    cast,
    func,
    null,
    or_,
    select,
    type_coerce,
    union_all,
)
from sqlalchemy import Date as SqlDate

from commgov_desktop.ledger.episodes import STAY, Episode
from commgov_desktop.ledger.question_past import Ends, overlapping
from commgov_desktop.roster.models import Resident
from commgov_desktop.roster.places import BUILDINGS, DWELLINGS, ENTRANCES

Sql = ColumnElement[Any]
Values = Sequence[Any]


def in_grid(values: Values, ends: Ends) -> Sql:
    """Who lived in a building that belonged to one of these grids then, by their ids."""
    grids = [int(value) for value in values]
    lived, lay = _lived(ends), _lay(grids, ends)
    query = _homes(lived).join(lay, lay.c.owner == ENTRANCES.c.building_id)
    return _here_and(query.where(_together(lived, lay)), ends)


def in_building(values: Values, ends: Ends) -> Sql:
    """Who lived in one of these buildings, by their ids."""
    lived = _lived(ends)
    return _here_and(_homes(lived).where(ENTRANCES.c.building_id.in_([int(value) for value in values])), ends)


def at_address(values: Values, ends: Ends) -> Sql:
    """Who lived at an address that holds one of these words."""
    lived = _lived(ends)
    words = [str(value).strip().lower() for value in values]
    holds = or_(*(func.instr(func.lower(DWELLINGS.c.address), word) > 0 for word in words))
    return _here_and(_homes(lived).where(holds), ends)


def _homes(lived: Subquery) -> Select[Any]:
    return (
        select(lived.c.owner)
        .join(DWELLINGS, DWELLINGS.c.id == lived.c.held)
        .join(ENTRANCES, ENTRANCES.c.id == DWELLINGS.c.entrance_id)
    )


def _here_and(query: Select[Any], ends: Ends) -> Sql:
    """Of these people those who were here on one of the days."""
    stays = select(Episode.row_id).where(
        Episode.table_name == Resident.__tablename__, Episode.kind == STAY,
        overlapping(Episode.since.expression, Episode.until.expression, ends),
    )  # fmt: skip
    here = overlapping(Resident.came_on.expression, Resident.left_on.expression, ends)
    born = overlapping(Resident.birth.expression, type_coerce(null(), SqlDate), ends)
    return and_(Resident.id.in_(query), born, or_(here, Resident.id.in_(stays)))


def _lived(ends: Ends) -> Subquery:
    """Who lived in which dwelling from when to when."""
    lived: Subquery = _held_by(Resident.__table__, "dwelling_id", ends).subquery("lived")
    return lived


def _lay(grids: list[int], ends: Ends) -> Subquery:
    """Which buildings belonged to these grids from when to when."""
    lay = _held_by(BUILDINGS, "grid_id", ends).subquery("lying")
    return select(lay).where(lay.c.held.in_(grids)).subquery("lay")


def _held_by(table: Any, column: str, ends: Ends) -> Any:
    """A tracked reference as rows ``owner``, ``held``, ``since``, ``until``; what has no history held always."""
    mine = and_(Episode.table_name == table.name, Episode.kind == column)
    dated = select(
        Episode.row_id.label("owner"), cast(Episode.value, Integer).label("held"), Episode.since.label("since"),
        Episode.until.label("until"),
    ).where(mine, overlapping(Episode.since.expression, Episode.until.expression, ends))  # fmt: skip
    open_end = type_coerce(null(), SqlDate)
    always = select(
        table.c.id.label("owner"),
        table.c[column].label("held"),
        open_end.label("since"),
        open_end.label("until"),
    ).where(table.c[column].is_not(None), table.c.id.not_in(select(Episode.row_id).where(mine)))
    return union_all(dated, always)


def _together(one: Subquery, other: Subquery) -> Sql:
    """Whether two spans have a day in common."""
    return and_(
        or_(one.c.since.is_(None), other.c.until.is_(None), one.c.since < other.c.until),
        or_(other.c.since.is_(None), one.c.until.is_(None), other.c.since < one.c.until),
    )
