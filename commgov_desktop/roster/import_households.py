"""Puts the rows of a file together into households, by 户号, by the head's name or number, or by their order."""

from array import array
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from commgov_desktop.i18n import _
from commgov_desktop.roster.import_match import Known
from commgov_desktop.roster.import_rows import REFUSED, PlannedRow
from commgov_desktop.roster.models import HEAD
from commgov_desktop.roster.planned_rows import NOBODY, PlannedRows
from commgov_desktop.store.firsts import Firsts
from commgov_desktop.store.packed import Packed

_TOLD_EVERY = 1000


class PlannedHousehold(NamedTuple):
    """A household that the file speaks of. ``id`` is that of the roster, if it has it already."""

    id: int | None
    number: str
    kind: str
    address_key: str

    @property
    def is_new(self) -> bool:
        """Whether the roster does not have it yet."""
        return self.id is None


def none_planned() -> Packed[PlannedHousehold]:
    """Room for the households of a file."""
    return Packed(tuple, PlannedHousehold._make)


class Groups:
    """Which rows of a file stand for one household. Told of every row in the file's order."""

    def __init__(self) -> None:
        self._firsts = Firsts()
        self._of_row = array("q")
        self._count = 0
        self._current: str | None = None
        self._where = ""

    def add(self, row: PlannedRow) -> None:
        """The next row. A relation that nobody can belong to is left out of it."""
        self._of_row.append(NOBODY if row.status == REFUSED else self._group(row))

    def _group(self, row: PlannedRow) -> int:
        key = _key(row)
        if key is None:
            self._by_order(row)
            key = self._current if row.values.get("relation") else None
        if key is None:
            if row.leave_out("relation"):
                row.remark("relation", _("No head stands above this row: the relation was left out"))
            return NOBODY
        group = self._firsts.of(key, self._count)
        self._count += group == self._count
        return group

    def _by_order(self, row: PlannedRow) -> None:
        """Without any name of the household: a head begins one, those below at the same address belong to it."""
        if row.values.get("relation") == HEAD:
            self._current, self._where = f"row\0{row.number}", row.address_key
        elif self._current and row.address_key and self._where and row.address_key != self._where:
            self._current, self._where = None, ""

    def members(self) -> Iterator[Sequence[int]]:
        """The places of the rows of each group, the groups in the order of their first rows."""
        ends = array("q", bytes(8 * (self._count + 1)))
        for group in self._of_row:
            ends[group] += group != NOBODY
        total = 0
        for group in range(self._count):
            ends[group], total = total, total + ends[group]
        ordered = array("q", bytes(8 * total))
        for at, group in enumerate(self._of_row):
            if group != NOBODY:
                ordered[ends[group]] = at
                ends[group] += 1
        start = 0
        for group in range(self._count):
            yield ordered[start : ends[group]]
            start = ends[group]


def _key(row: PlannedRow) -> str | None:
    if row.household_number:
        return f"number\0{row.household_number}"
    if row.head_id:
        return f"head\0{row.head_id}"
    if row.head_name:
        return f"name\0{row.head_name}\0{row.address_key}"
    return None


def gather(
    known: Known, rows: PlannedRows, groups: Groups, tell: Callable[[int], None]
) -> Packed[PlannedHousehold]:
    """The households of the file. Refuses rows that would give one a second head or take its head away."""
    found, done = none_planned(), 0
    for number, places_of in enumerate(groups.members()):
        members = [rows[at] for at in places_of]
        group = _Group(list(members))
        _settle(known, group)
        if group.rows:
            for at, row in zip(places_of, members, strict=True):
                if row.status != REFUSED and not _stays_out(known, row, group):
                    rows.households[at] = len(found)
            _note_facts(known, group)
            found.append(PlannedHousehold(group.id, group.number, group.kind, group.address_key))
        for at, row in zip(places_of, members, strict=True):
            if row.altered:
                rows[at] = row  # what was taken out may no longer be what is held
        done += len(members)
        if number % _TOLD_EVERY == 0:
            tell(done)
    return found


class _Group:
    """A household while it is being put together."""

    def __init__(self, rows: list[PlannedRow]) -> None:
        self.id: int | None = None
        self.number = self.kind = self.address_key = ""
        self.rows = rows
        """Those that are not refused."""
        self.head: PlannedRow | None = None


def _settle(known: Known, group: _Group) -> None:
    """Find the household in the roster, decide on its head, refuse what does not fit."""
    group.id = _in_roster(known, group)
    _name_head(group)
    _one_head(known, group)
    first = group.head or group.rows[0] if group.rows else None
    if first is None:
        return
    group.number = next((r.household_number for r in group.rows if r.household_number), "")
    group.kind = next((r.household_kind for r in (first, *group.rows) if r.household_kind), "")
    group.address_key = next((r.address_key for r in (first, *group.rows) if r.place), "")


def _in_roster(known: Known, group: _Group) -> int | None:
    first = group.rows[0]
    if first.household_number in known.households:
        return known.households[first.household_number]
    heads = [r for r in group.rows if r.values.get("relation") == HEAD]
    for row in (*heads, *group.rows):
        household = known.people[row.resident_id][4] if row.resident_id is not None else None
        if household is not None and not (first.household_number and known.household_facts[household][0]):
            return household
    by_head = known.by_number.get(first.head_id, []) if first.head_id else []
    return known.people[by_head[0]][4] if len(by_head) == 1 else None


def _name_head(group: _Group) -> None:
    """Who is named as head, or lives alone, is the head even where the relation is left empty."""
    if any(r.values.get("relation") == HEAD for r in group.rows):
        return
    for row in group.rows:
        named = row.head_id and row.head_id == row.values.get("id_number")
        if named or (not row.head_id and row.head_name and row.head_name == row.name):
            row.put("relation", HEAD)
            return
    only = group.rows[0]
    if len(group.rows) == 1 and group.id is None and not only.values.get("relation") and not only.head_name:
        only.put("relation", HEAD)


def _one_head(known: Known, group: _Group) -> None:
    present = known.heads.get(group.id or 0)
    file_heads = [r for r in group.rows if r.values.get("relation") == HEAD]
    group.head = file_heads[0] if file_heads else None
    for row in file_heads[1:]:
        row.refuse(
            "relation",
            _("The household already has the head {name} (row {n})").format(
                name=file_heads[0].name, n=file_heads[0].number
            ),
        )
    steps_down = next((r for r in group.rows if r.resident_id == present and r.status != REFUSED), None)
    if present is not None and group.head is not None and group.head.resident_id != present:
        if steps_down is None or not steps_down.values.get("relation"):
            group.head.refuse(
                "relation",
                _("In the roster the head of this household is {name}. Change the head there first.").format(
                    name=known.name(present)
                ),
            )
            group.head = None
    elif present is not None and group.head is None and steps_down and steps_down.values.get("relation"):
        steps_down.refuse(
            "relation",
            _("{name} is the head of this household in the roster, and the file names no other").format(
                name=known.name(present)
            ),
        )
    group.rows = [r for r in group.rows if r.status != REFUSED]


def _stays_out(known: Known, row: PlannedRow, group: _Group) -> bool:
    """Notes where the row moves somebody from one household to another; whether it must not."""
    if row.resident_id is None:
        return False
    old = known.people[row.resident_id][4]
    if old is not None and old == group.id:
        return False
    leaves_others = (
        old is not None and known.heads.get(old) == row.resident_id and len(known.members[old]) > 1
    )
    if leaves_others:
        row.remark(
            "relation",
            _("{name} is the head of another household; the household was not changed").format(name=row.name),
        )
        row.leave_out("relation")
        return True
    row.change({"household_id": (old, group.id)})
    return False


def _note_facts(known: Known, group: _Group) -> None:
    """A number or kind that the roster's household lacks counts as a change of its first row."""
    if group.id is None or group.rows[0].resident_id is None:
        return
    number, kind = known.household_facts[group.id]
    if group.number and not number:
        group.rows[0].change({"household_number": ("", group.number)})
    if group.kind and group.kind != kind:
        group.rows[0].change({"household_kind": (kind, group.kind)})
