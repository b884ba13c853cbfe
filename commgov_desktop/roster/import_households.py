"""Puts the rows of a file together into households, by 户号, by the head's name or number, or by their order."""

from collections.abc import Sequence

from commgov_desktop.i18n import _
from commgov_desktop.roster import places
from commgov_desktop.roster.import_match import Known
from commgov_desktop.roster.import_rows import REFUSED, PlannedRow
from commgov_desktop.roster.models import HEAD

Key = tuple[str, ...]


class PlannedHousehold:
    """A household that the file speaks of. ``id`` is that of the roster, if it has it already."""

    __slots__ = ("head", "id", "is_new", "kind", "number", "place", "rows")

    def __init__(self) -> None:
        self.id: int | None = None
        self.is_new = True
        self.number = ""
        self.kind = ""
        self.place: places.Place | None = None
        self.rows: list[PlannedRow] = []
        self.head: PlannedRow | None = None


def gather(known: Known, rows: Sequence[PlannedRow]) -> list[PlannedHousehold]:
    """The households of the file. Refuses rows that would give one a second head or take its head away."""
    groups = _grouped(rows)
    for group in groups:
        _settle(known, group)
    found = [group for group in groups if group.rows]
    for at, group in enumerate(found):
        for row in group.rows:
            row.household = at
            _note_change(known, row, group)
        _note_facts(known, group)
    return found


def _grouped(rows: Sequence[PlannedRow]) -> list[PlannedHousehold]:
    groups: dict[Key, PlannedHousehold] = {}
    current: Key | None = None
    where = ""
    for row in rows:
        if row.status == REFUSED:
            continue
        key = _key(row)
        if key is None:
            current, where = _by_order(row, current, where)
            key = current if row.values.get("relation") else None
        if key is None:
            if row.values.pop("relation", ""):
                row.remark("relation", _("No head stands above this row: the relation was left out"))
            continue
        groups.setdefault(key, PlannedHousehold()).rows.append(row)
    return list(groups.values())


def _key(row: PlannedRow) -> Key | None:
    if row.household_number:
        return ("number", row.household_number)
    if row.head_id:
        return ("head", row.head_id)
    if row.head_name:
        return ("name", row.head_name, row.address_key)
    return None


def _by_order(row: PlannedRow, current: Key | None, where: str) -> tuple[Key | None, str]:
    """Without any name of the household: a head begins one, those below at the same address belong to it."""
    if row.values.get("relation") == HEAD:
        return ("row", str(row.number)), row.address_key
    if current and row.address_key and where and row.address_key != where:
        return None, ""
    return current, where


def _settle(known: Known, group: PlannedHousehold) -> None:
    """Find the household in the roster, decide on its head, refuse what does not fit."""
    group.id = _in_roster(known, group)
    group.is_new = group.id is None
    _name_head(group)
    _one_head(known, group)
    first = group.head or group.rows[0] if group.rows else None
    if first is None:
        return
    group.number = next((r.household_number for r in group.rows if r.household_number), "")
    group.kind = next((r.household_kind for r in (first, *group.rows) if r.household_kind), "")
    group.place = next((r.place for r in (first, *group.rows) if r.place), None)


def _in_roster(known: Known, group: PlannedHousehold) -> int | None:
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


def _name_head(group: PlannedHousehold) -> None:
    """Who is named as head, or lives alone, is the head even where the relation is left empty."""
    if any(r.values.get("relation") == HEAD for r in group.rows):
        return
    for row in group.rows:
        named = row.head_id and row.head_id == row.values.get("id_number")
        if named or (not row.head_id and row.head_name and row.head_name == row.name):
            row.values["relation"] = HEAD
            return
    only = group.rows[0]
    if len(group.rows) == 1 and group.id is None and not only.values.get("relation") and not only.head_name:
        only.values["relation"] = HEAD


def _one_head(known: Known, group: PlannedHousehold) -> None:
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


def _note_change(known: Known, row: PlannedRow, group: PlannedHousehold) -> None:
    """Whether taking the row in moves somebody from one household to another."""
    if row.resident_id is None:
        return
    old = known.people[row.resident_id][4]
    if old is not None and old == group.id:
        return
    leaves_others = (
        old is not None and known.heads.get(old) == row.resident_id and len(known.members[old]) > 1
    )
    if leaves_others:
        row.remark(
            "relation",
            _("{name} is the head of another household; the household was not changed").format(name=row.name),
        )
        row.values.pop("relation", None)
        row.household = None
        return
    row.change({"household_id": (old, group.id)})


def _note_facts(known: Known, group: PlannedHousehold) -> None:
    """A number or kind that the roster's household lacks counts as a change of its first row."""
    if group.id is None or group.rows[0].resident_id is None:
        return
    number, kind = known.household_facts[group.id]
    if group.number and not number:
        group.rows[0].change({"household_number": ("", group.number)})
    if group.kind and group.kind != kind:
        group.rows[0].change({"household_kind": (kind, group.kind)})
