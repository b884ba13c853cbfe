"""The preview of a change of many people as a list: who, what it was, what it becomes, or why not."""

from array import array
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from commgov_desktop import masking
from commgov_desktop.i18n import N_, _
from commgov_desktop.ledger.fields import Chip, Field
from commgov_desktop.roster.bulk.changing import CHANGED, REFUSED, SAME, BulkPlan, Difference
from commgov_desktop.roster.bulk.wishes import Wish

_TONES = {CHANGED: "blue", SAME: "grey", REFUSED: "red"}


class DifferenceRows:
    """The people of a plan. ``address_of`` names a dwelling."""

    columns: Sequence[Field] = (
        Field("name", N_("Name"), width=110),
        Field("outcome", N_("What happens"), "chip", width=96),
        Field("before", N_("Before"), width=230),
        Field("after", N_("After"), width=260),
    )

    def __init__(self, plan: BulkPlan, address_of: Callable[[int], str]) -> None:
        self._people = {one.resident_id: one for one in plan.people}
        self._address_of = address_of

    def ids(self, *, find: str, filter: str, sort: str, descending: bool) -> "array[int]":
        """The people, filtered by what happens to them."""
        found = [p for p in self._people.values() if (not filter or p.status == filter) and find in p.name]
        if sort == "name":
            found.sort(key=lambda one: one.name)
        elif sort:
            found.sort(key=lambda one: one.status)
        numbers = array("q", (one.resident_id for one in found))
        if descending:
            numbers.reverse()
        return numbers

    def page(self, ids: Sequence[int]) -> dict[int, tuple[object, ...]]:
        """The shown values of these people."""
        return {i: self._shown(self._people[i]) for i in ids}

    def _shown(self, one: Difference) -> tuple[object, ...]:
        chip = Chip(_WORDS[one.status](), _TONES[one.status])
        before = "；".join(self._words(wish, value) for wish, value, _now in one.changes)
        after = one.refused or "；".join(self._words(wish, now) for wish, _value, now in one.changes)
        return one.name, chip, before, after

    def _words(self, wish: Wish, value: Any) -> str:
        """A value in words; where several boxes change, with the name of the box."""
        return f"{_(wish.field.label)} {self._plain(wish, value)}"

    def _plain(self, wish: Wish, value: Any) -> str:
        if value in (None, "", []):
            return _("(empty)")
        if isinstance(value, bool):
            return _("yes") if value else _("no")
        if wish.field.to == "dwellings":
            return self._address_of(value)
        if wish.field.kind == "phone":
            return masking.phone(str(value))
        if wish.field.choices is not None:
            return dict(wish.field.choices()).get(str(value), str(value))
        return "、".join(value) if isinstance(value, list) else str(value)


_WORDS: Mapping[str, Callable[[], str]] = {
    CHANGED: lambda: _("Changed"),
    SAME: lambda: _("Already so"),
    REFUSED: lambda: _("Not changed"),
}
