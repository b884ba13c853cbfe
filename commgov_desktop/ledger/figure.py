"""A figure of the office: the number, what it was counted from, and where the names behind it are."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Figure:
    """``value`` alone is a count; with ``of`` it is a rate, shown in percent with both numbers.

    Texts are in the clerk's language; ``formula`` says in words what is divided by what.
    """

    title: str
    value: int
    of: int | None = None
    formula: str = ""
    tab: str = ""
    filter: str = ""

    @property
    def shown(self) -> str:
        """``12,265`` or ``95.5%``; a rate of nothing is a dash."""
        if self.of is None:
            return f"{self.value:,}"
        return f"{100 * self.value / self.of:.1f}%" if self.of else "—"

    @property
    def detail(self) -> str:
        """Numerator and denominator: ``21 / 22``."""
        counted = "" if self.of is None else f"{self.value:,} / {self.of:,}"
        return " · ".join(part for part in (counted, self.formula) if part)


@dataclass(frozen=True)
class Series:
    """A chart's values by month: names of the series, and for each month its label and values."""

    title: str
    names: tuple[str, ...]
    months: Sequence[tuple[str, tuple[int, ...]]]
    unit: str = ""
