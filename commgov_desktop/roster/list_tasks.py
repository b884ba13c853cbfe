"""Turns a list of people into tasks: one for everybody on it, or one for each grid, for who works there."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from commgov_desktop.errors import Invalid, UserError
from commgov_desktop.i18n import _
from commgov_desktop.ledger.listing import Listing
from commgov_desktop.ledger.office import Office
from commgov_desktop.roster.ledger import RESIDENTS

MOST_NAMED = 60
"""People named in the note of one task; of more it says how many there are."""


@dataclass(frozen=True)
class Work:
    """A task as the tasks' ledger takes it."""

    title: str
    due_on: date
    owner: str
    note: str


@dataclass(frozen=True)
class Assigning:
    """What the rest of the program gives: ``keep`` makes the tasks as one action, ``workers`` are by name of grid."""

    keep: Callable[[Sequence[Work], str], object]
    workers: Callable[[], Mapping[str, str]]


def plan(
    office: Office, ids: Sequence[int], title: str, due_on: date, workers: Mapping[str, str] | None
) -> list[Work]:
    """The tasks about these people, the grids in the order of the list; ``workers`` of ``None`` makes one for all.

    Raises ``Invalid`` without a name, ``UserError`` for an empty list.
    """
    if not title.strip():
        raise Invalid({"title": _("Say what is to be done.")})
    people = _people(office, ids)
    if not people:
        raise UserError(_("Nobody is on this list, so there is nothing to be done about it."))
    if workers is None:
        return [_work(title.strip(), "", people, due_on, "")]
    by_grid: defaultdict[str, list[tuple[str, str, str]]] = defaultdict(list)
    for person in people:
        by_grid[person[2]].append(person)
    return [
        _work(title.strip(), grid or "未入格", some, due_on, workers.get(grid, ""))
        for grid, some in sorted(by_grid.items(), key=lambda pair: (not pair[0], pair[0]))
    ]


def _people(office: Office, ids: Sequence[int]) -> list[tuple[str, str, str]]:
    """Name, address and grid of each, in the order of the list."""
    at = {column.field.name: place for place, column in enumerate(RESIDENTS.columns)}
    name, address, grid = (at[shown] for shown in ("name", "address", "grid"))
    rows = Listing(office.store, RESIDENTS).some(ids, (name, address, grid))
    found = (rows[i] for i in ids if i in rows)
    return [(str(row[name]), str(row[address] or ""), str(row[grid] or "")) for row in found]


def _work(title: str, grid: str, people: Sequence[tuple[str, str, str]], due_on: date, owner: str) -> Work:
    where = f"{grid}，" if grid else ""
    named = "；".join(f"{name} {address}".strip() for name, address, _grid in people[:MOST_NAMED])
    more = f"；等 {len(people)} 人" if len(people) > MOST_NAMED else ""
    return Work(f"{title}（{where}{len(people)} 人）", due_on, owner, named + more)
