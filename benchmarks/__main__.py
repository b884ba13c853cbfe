"""Prints the figures of the program: ``python3 dev.py bench [--residents N ...] [--json] [--quick]``.

With several numbers of residents each is measured, and how the figures grow from one to the next.
"""

import argparse
import json
import tempfile
from collections.abc import Mapping, Sequence
from itertools import pairwise
from pathlib import Path

from benchmarks import asking, bulk, due, duplicates, finding, papers, window
from benchmarks.figures import Figure, growth
from commgov_desktop import i18n, opening, practice
from commgov_desktop.paths import Places


def measure(residents: int, *, quick: bool) -> list[Figure]:
    """Every figure, in a folder that is thrown away."""
    i18n.use(i18n.DEFAULT)
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as name:
        folder = Path(name)
        office, made = bulk.make(folder, residents)
        figures = [made, *finding.measure(office, residents, 60 if quick else 600)]
        figures += bulk.copies(office, folder, residents)
        office.store.close()
        figures += window.measure(folder / "office", 1 if quick else 5, residents)
        # what fills the file and its journal with much more than an office has comes last
        office = opening.unlock(Places(folder / "office"), 1, practice.PASSWORD)
        figures += asking.measure(office, residents)
        figures += due.measure(office)
        figures += duplicates.measure(office, residents)
        office.store.close()
        figures.append(bulk.take_in(folder, residents))
        return figures + papers.measure(*((50, 50) if quick else (10_000, 1_000)))


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="dev.py bench", description="社区治理工作台: figures")
    parser.add_argument("--residents", type=int, nargs="+", default=[20_000])
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--quick", action="store_true", help="few rounds, to see that everything runs")
    words = parser.parse_args(arguments)
    found = {residents: measure(residents, quick=words.quick) for residents in words.residents}
    _print_json(found) if words.json else _print_tables(found)


def _print_json(found: Mapping[int, Sequence[Figure]]) -> None:
    plain = [
        {"residents": number, **figure.plain()} for number, figures in found.items() for figure in figures
    ]
    print(json.dumps(plain, ensure_ascii=False))  # noqa: T201


def _print_tables(found: Mapping[int, Sequence[Figure]]) -> None:
    lines: list[str] = []
    for residents, figures in found.items():
        lines += [f"{residents:,} residents", *(figure.line() for figure in figures), ""]
    for (few, before), (many, after) in pairwise(found.items()):
        lines += [f"from {few:,} to {many:,} residents", *growth(before, after), ""]
    print("\n".join(lines).rstrip())  # noqa: T201


if __name__ == "__main__":
    main()
