"""How many needs there are by service and grid, by area and by state: the numbers of 居民需求汇总表."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from commgov_desktop.ledger.office import Office
from commgov_desktop.roster import places
from commgov_desktop.roster.models import Resident
from commgov_desktop.roster.needs import services
from commgov_desktop.roster.needs.models import Need

NO_GRID = ""


@dataclass
class Counted:
    """One line: an area, or a service in it (empty: none was chosen), with its numbers by grid and by state."""

    area: str
    service: str
    by_grid: Counter[str] = field(default_factory=Counter)
    by_state: Counter[str] = field(default_factory=Counter)

    @property
    def whole(self) -> int:
        """All of them."""
        return self.by_state.total()


@dataclass(frozen=True)
class Tally:
    """``lines`` are the services by area in the office's order; ``grids`` by name, those in none at the end."""

    grids: tuple[str, ...]
    lines: tuple[Counted, ...]
    people: int

    def areas(self) -> list[Counted]:
        """The same numbers by area."""
        found: dict[str, Counted] = {}
        for line in self.lines:
            _add(found.setdefault(line.area, Counted(line.area, "")), line)
        return list(found.values())

    def whole(self) -> Counted:
        """All of it in one line."""
        made = Counted("", "")
        for line in self.lines:
            _add(made, line)
        return made


def _add(into: Counted, line: Counted) -> None:
    into.by_grid.update(line.by_grid)
    into.by_state.update(line.by_state)


def count(office: Office, first: date | None = None, last: date | None = None) -> Tally:
    """Needs asked from ``first`` to ``last``, both included; of all days without. Grids are those of today."""
    with office.store.read() as session:
        names = _names(session)
        grid = places.grid_of(Resident.dwelling_id).label("grid")
        query = select(Need.area, Need.service_id, grid, Need.state, func.count())
        query = query.join(Resident, Resident.id == Need.resident_id)
        if first is not None:
            query = query.where(Need.asked_on >= first)
        if last is not None:
            query = query.where(Need.asked_on <= last)
        rows = session.execute(query.group_by(Need.area, Need.service_id, grid, Need.state)).all()
        asked = query.with_only_columns(
            func.count(func.distinct(Need.resident_id)), maintain_column_froms=True
        )
        people = session.scalar(asked) or 0
    lines: dict[tuple[str, str], Counted] = {}
    for area, service, where, state, number in rows:
        key = area, names.get(service, "")
        line = lines.setdefault(key, Counted(*key))
        line.by_grid[where or NO_GRID] += number
        line.by_state[state] += number
    order = {name: place for place, name in enumerate(names.values())}
    sorted_lines = sorted(lines.values(), key=lambda one: (one.area, order.get(one.service, len(order))))
    grids = {name for line in sorted_lines for name in line.by_grid}
    return Tally(tuple(sorted(grids, key=lambda name: (name == NO_GRID, name))), tuple(sorted_lines), people)


def _names(session: Session) -> dict[int, str]:
    return {one.id: one.name for one in services.read(session, retired=True)}
