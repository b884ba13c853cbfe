"""New people of a file who look like somebody who is there already, and what the clerk says about each of them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from commgov_desktop.i18n import N_, _
from commgov_desktop.roster.duplicates.rules import Likeness

OPEN, TWO, OUT, SAME = "", "two", "out", "same"
"""Not looked at yet (taken in as new and named), two people, not to be taken in, the same person."""

ANSWERS = {
    OPEN: (N_("Taken in, not yet looked at"), "amber"),
    TWO: (N_("Two people, taken in"), "green"),
    OUT: (N_("Not taken in"), "grey"),
    SAME: (N_("The same person"), "blue"),
}
"""By answer, the words for the clerk as English message ids and the tone of their chip."""


@dataclass(frozen=True)
class Double:
    """A new row, and whom it looks like: a resident, or (``resident_id`` is ``None``) an earlier row of the file."""

    row: int
    name: str
    resident_id: int | None
    other_row: int
    """0 for a resident."""
    other: str
    """Their name."""
    where: str
    """What tells them from namesakes: the address, or 已迁出 2026-03-05; the row for somebody of the file."""
    likeness: Likeness

    @property
    def who(self) -> str:
        """张伟（3号楼2单元501）."""
        return f"{self.other}（{self.where}）" if self.where else self.other


@dataclass(frozen=True)
class Decision:
    """What a clerk has said of a row, and of which likeness they said it."""

    answer: str
    double: Double


Decisions = Mapping[int, Decision]
"""By row number."""


def sentence(double: Double, answer: str, more: int = 0) -> str:
    """What is said about the row in lists and in the result workbook. ``more`` counts others it looks like."""
    words = {
        OPEN: _("Looks like {who}: {why}. Taken in as new; look whether it is the same person"),
        TWO: _("Not the same person as {who}, the clerk says ({why})"),
        OUT: _("Looks like {who}: {why}. The clerk does not take it in"),
        SAME: _("The same person as {who}, the clerk says ({why})"),
    }[answer].format(who=double.who, why=double.likeness.reasons)
    return words + (_(" (and {n} more)").format(n=more) if more else "")


def by_row(doubles: Iterable[Double]) -> dict[int, list[Double]]:
    """The likenesses of each row, the most alike first."""
    found: dict[int, list[Double]] = {}
    for double in doubles:
        found.setdefault(double.row, []).append(double)
    return found
