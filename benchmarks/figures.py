"""A measured figure: what it is, what it should be, and what it is compared with."""

import re
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from statistics import median, quantiles
from time import perf_counter


@dataclass(frozen=True)
class Figure:
    """``value`` in ``unit``; ``target`` is the most it may be (0: none is set); ``ratio`` to ``baseline``."""

    what: str
    value: float
    unit: str
    target: float = 0.0
    ratio: float | None = None
    baseline: str = ""
    detail: str = ""

    @property
    def good(self) -> bool:
        """Whether the target is reached."""
        return not self.target or self.value <= self.target

    def plain(self) -> dict[str, object]:
        """The figure for JSON."""
        return {**asdict(self), "good": self.good}

    def line(self) -> str:
        """The figure as a line of the table."""
        target = f"{self.target:g} {self.unit}" if self.target else "—"
        ratio = f"{self.ratio:.2f} x {self.baseline}" if self.ratio is not None else ""
        mark = "ok" if self.good else "TOO SLOW"
        return f"{self.what:<52} {self.value:>9.2f} {self.unit:<4} {target:>10}  {mark:<9} {ratio}  {self.detail}".rstrip()


def seconds(act: Callable[[], object]) -> float:
    """How long ``act`` takes, once."""
    start = perf_counter()
    act()
    return perf_counter() - start


def limit(most: float, count: int, of: int) -> float:
    """The target for a smaller job: ``most`` seconds for ``of`` pieces, as much less for ``count``, at least one."""
    return max(1.0, most * count / of)


def by_scale(residents: int, usual: float, million: float) -> float:
    """The target of what need not grow with the residents: ``usual`` up to 100,000, ``million`` for more."""
    return usual if residents <= 100_000 else million


def growth(before: Sequence[Figure], after: Sequence[Figure]) -> list[str]:
    """How many times each figure grew from one scale to the next, as lines of a table."""
    known = {_without_numbers(figure.what): figure for figure in before}
    lines = []
    for figure in after:
        old = known.get(_without_numbers(figure.what))
        if old is not None and old.value:
            change = f"{old.value:.2f} to {figure.value:.2f} {figure.unit}"
            lines.append(f"{figure.what:<52} {figure.value / old.value:>9.2f} x  {change}")
    return lines


def _without_numbers(what: str) -> str:
    return re.sub(r"[\d,]+", "", what)


def spread(times: Sequence[float]) -> tuple[float, float, float]:
    """Median, 95th percentile and maximum."""
    return median(times), quantiles(times, n=20)[-1] if len(times) > 1 else times[0], max(times)
