"""What an import does with a value that is there already, column by column: overwrite, fill only, keep, or clear on “—”."""

from collections.abc import Mapping, Sequence
from typing import Any

from commgov_desktop.i18n import N_
from commgov_desktop.ledger.sheet_sources import Cell

OVERWRITE, FILL, KEEP, CLEAR = "overwrite", "fill", "keep", "clear"
RULES = {
    OVERWRITE: N_("overwrite"),
    FILL: N_("fill only what is empty"),
    KEEP: N_("leave as it is"),
    CLEAR: N_("overwrite, “—” empties"),
}
"""By key, as English message ids; what is not said is ``OVERWRITE``. None of them lets an empty cell wipe anything."""

NEVER_CLEARED = frozenset(("name", "id_number", "relation", "address", "household_number"))
"""Boxes without which nobody knows who is meant or where they belong; a dash there is nothing."""

_DASHES = frozenset(("-", "--", "—", "——", "－", "–"))
_NOTHING: dict[str, Any] = {"birth": None, "lives_here_since": None, "tags": []}


def cleared(cells: Sequence[Cell], columns: Mapping[str, int], rules: Mapping[str, str]) -> frozenset[str]:
    """The boxes this row says are to be emptied: those with the rule ``clear`` whose cell holds a dash."""
    return frozenset(
        box
        for box, rule in rules.items()
        if rule == CLEAR and box in columns and box not in NEVER_CLEARED and _is_dash(cells[columns[box]])
    )


def _is_dash(cell: Cell) -> bool:
    return isinstance(cell, str) and cell.strip() in _DASHES


def allowed(box: str, before: object, rules: Mapping[str, str]) -> bool:
    """Whether a value of the file may take the place of what the roster has."""
    rule = rules.get(box, OVERWRITE)
    if rule == KEEP:
        return False
    return rule != FILL or before in ("", None, [])


def emptied(box: str) -> object:
    """What stands in a box that was emptied."""
    return _NOTHING.get(box, "")
