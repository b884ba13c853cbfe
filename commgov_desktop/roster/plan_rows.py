"""The rows of a planned import as a list shows them, with what happens to each and why."""

from array import array
from collections.abc import Callable, Sequence

from commgov_desktop.i18n import N_, _
from commgov_desktop.ledger.fields import Chip, Field
from commgov_desktop.roster import importing
from commgov_desktop.roster.import_rows import CHANGED, NEW, REFUSED, SAME, PlannedRow
from commgov_desktop.roster.importing import ImportPlan

TROUBLED = "troubled"
"""The filter that shows what a clerk must look at: refused rows, and rows taken in with a remark."""

_TONES = {NEW: "green", CHANGED: "blue", SAME: "grey", REFUSED: "red"}


class PlanRows:
    """The rows of a plan as a list shows them."""

    columns: Sequence[Field] = (
        Field("number", N_("Row"), "number", width=56),
        Field("name", N_("Name"), width=110),
        Field("outcome", N_("What happens"), "chip", width=96),
        Field("why", N_("Why, and what to look at"), width=560),
    )

    def __init__(self, plan: ImportPlan) -> None:
        self._plan = plan
        self._rows = {row.number: row for row in plan.rows}

    def ids(self, *, find: str, filter: str, sort: str, descending: bool) -> "array[int]":
        """Row numbers, filtered by what happens to them."""
        found = [r for r in self._rows.values() if belongs(r, filter) and (not find or find in r.name)]
        if filter == TROUBLED and not sort:
            found.sort(key=lambda r: r.status != REFUSED)
        elif sort == "name":
            found.sort(key=lambda r: r.name)
        elif sort in ("outcome", "why"):
            found.sort(key=lambda r: (r.status, r.sentence))
        numbers = array("q", (r.number for r in found))
        if descending:
            numbers.reverse()
        return numbers

    def page(self, ids: Sequence[int]) -> dict[int, tuple[object, ...]]:
        """The shown values of these rows."""
        return {i: self._shown(self._rows[i]) for i in ids}

    def _shown(self, planned: PlannedRow) -> tuple[object, ...]:
        said = importing.sentence_of(self._plan, planned)
        changes = "；".join(
            _("{field}: {before} → {after}").format(field=label, before=_short(before), after=_short(after))
            for label, before, after in importing.differences(planned)
        )
        why = said if planned.sentence else "；".join(filter(None, (said, changes)))
        chip = Chip(_WORDS[planned.status](), _TONES[planned.status])
        return planned.number, planned.name, chip, why


_WORDS: dict[str, Callable[[], str]] = {
    NEW: lambda: _("New"),
    CHANGED: lambda: _("Completed with"),
    SAME: lambda: _("Already so"),
    REFUSED: lambda: _("Not taken in"),
}


def _short(value: object) -> str:
    if isinstance(value, (list, tuple)):
        value = "、".join(str(v) for v in value)
    return str(value) if value not in (None, "") else _("(empty)")


def belongs(planned: PlannedRow, key: str) -> bool:
    """Whether a row is one of this kind (a status, ``TROUBLED``, or all under an empty key)."""
    if key == TROUBLED:
        return planned.status == REFUSED or bool(planned.remarks)
    return not key or planned.status == key
