"""The rows of a planned import as a list shows them, with what happens to each and why."""

from array import array
from collections.abc import Callable, Iterable, Sequence

from commgov_desktop.i18n import N_, _
from commgov_desktop.ledger.fields import Chip, Field
from commgov_desktop.roster import importing
from commgov_desktop.roster.import_rows import CHANGED, NEW, REFUSED, SAME, PlannedRow
from commgov_desktop.roster.importing import ImportPlan
from commgov_desktop.roster.planned_rows import PlannedRows

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
        self._plan, self._rows = plan, plan.rows

    def ids(self, *, find: str, filter: str, sort: str, descending: bool) -> "array[int]":
        """Row numbers, filtered by what happens to them."""
        rows = self._rows
        found: Iterable[int] = _of_kind(rows, filter)
        if find:
            named = set(rows.find(find))
            found = [at for at in found if at in named]
        if filter == TROUBLED and not sort:
            found = sorted(found, key=lambda at: rows.status(at) != REFUSED)
        elif sort == "name":
            names = list(rows.names())
            found = sorted(found, key=names.__getitem__)
        elif sort in ("outcome", "why"):
            found = sorted(
                found, key=lambda at: (rows.status(at), rows[at].sentence if rows.says(at) else "")
            )
        numbers = array("q", map(rows.number, found))
        if descending:
            numbers.reverse()
        return numbers

    def page(self, ids: Sequence[int]) -> dict[int, tuple[object, ...]]:
        """The shown values of these rows."""
        return {i: self._shown(row) for i in ids if (row := self._rows.numbered(i))}

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


def _of_kind(rows: PlannedRows, key: str) -> Iterable[int]:
    """Where the rows of one kind stand (a status, ``TROUBLED``, or all under an empty key)."""
    if key == TROUBLED:
        return rows.spoken_of()
    return rows.places(key) if key else range(len(rows))
