"""What the page of duplicates lists: pairs to look at, pairs that are two people, and merges."""

from array import array
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from commgov_desktop import clock
from commgov_desktop.i18n import N_, _
from commgov_desktop.ledger.fields import Chip, Field
from commgov_desktop.roster.duplicates.answers import Answer
from commgov_desktop.roster.duplicates.merges import Merged
from commgov_desktop.roster.duplicates.rules import Likeness


class Rows:
    """A list of things that are read already; the row's number is its place."""

    def __init__(self, columns: Sequence[Field], show: Callable[[Any], tuple[object, ...]]) -> None:
        self.columns = columns
        self._show = show
        self.things: Sequence[Any] = ()

    def ids(self, *, find: str, filter: str, sort: str, descending: bool) -> "array[int]":
        """The places of all things in order."""
        places = list(range(len(self.things)))
        names = [field.name for field in self.columns]
        if sort in names:
            column = names.index(sort)
            places.sort(key=lambda place: str(self._show(self.things[place])[column]))
        if descending:
            places.reverse()
        return array("q", places)

    def page(self, ids: Sequence[int]) -> dict[int, tuple[object, ...]]:
        """The shown values of these things."""
        return {i: self._show(self.things[i]) for i in ids if i < len(self.things)}


def pairs(names: Mapping[int, str]) -> Rows:
    """Pairs that may be one person. ``names`` are read by id when a row is shown."""

    def show(pair: Likeness) -> tuple[object, ...]:
        who = f"{names.get(pair.first_id, '')} / {names.get(pair.second_id, '')}"
        return level(pair), who, pair.reasons

    return Rows(
        (
            Field("level", N_("How likely"), "chip", width=92),
            Field("who", N_("Name"), width=150),
            Field("why", N_("Why"), width=260),
        ),
        show,
    )


def level(pair: Likeness) -> Chip:
    """How likely it is that the two are one, as a word."""
    if pair.is_certain:
        return Chip(_("Nearly certain"), "red")
    return Chip(_("Likely"), "amber") if pair.is_likely else Chip(_("Possible"), "grey")


def two_people() -> Rows:
    """Pairs that a clerk found to be two people."""

    def show(answer: Answer) -> tuple[object, ...]:
        when = f"{clock.local(answer.at):%Y-%m-%d}"
        return f"{answer.first_name} / {answer.second_name}", answer.why, answer.account_name, when

    return Rows(
        (
            Field("who", N_("Name"), width=150),
            Field("why", N_("Why"), width=160),
            Field("by", N_("Answered by"), width=80),
            Field("at", N_("When"), width=100),
        ),
        show,
    )


def merged() -> Rows:
    """Entries that were made one."""

    def show(merge: Merged) -> tuple[object, ...]:
        state = Chip(_("Parted again"), "grey") if merge.parted_at else Chip(_("Merged"), "green")
        who = f"{merge.kept_name} ← {merge.gone_name}"
        return who, state, merge.account_name, f"{clock.local(merge.at):%Y-%m-%d}"

    return Rows(
        (
            Field("who", N_("Name"), width=170),
            Field("state", N_("State"), "chip", width=92),
            Field("by", N_("Merged by"), width=80),
            Field("at", N_("When"), width=100),
        ),
        show,
    )
