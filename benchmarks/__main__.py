"""Prints the figures of the program: ``python3 dev.py bench [--residents N] [--json] [--quick]``."""

import argparse
import json
import tempfile
from collections.abc import Sequence
from pathlib import Path

from benchmarks import asking, bulk, duplicates, finding, papers, window
from benchmarks.figures import Figure
from commgov_desktop import i18n, opening, practice
from commgov_desktop.paths import Places


def measure(residents: int, *, quick: bool) -> list[Figure]:
    """Every figure, in a folder that is thrown away."""
    i18n.use(i18n.DEFAULT)
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as name:
        folder = Path(name)
        office, made = bulk.make(folder, residents)
        figures = [made, *finding.measure(office, 60 if quick else 600)]
        figures += bulk.copies(office, folder, residents)
        office.store.close()
        figures += window.measure(folder / "office", 1 if quick else 5)
        # what fills the file and its journal with much more than an office has comes last
        office = opening.unlock(Places(folder / "office"), 1, practice.PASSWORD)
        figures += asking.measure(office)
        figures += duplicates.measure(office, residents)
        office.store.close()
        figures.append(bulk.take_in(folder, min(residents, bulk.SCALE)))
        return figures + papers.measure(*((50, 50) if quick else (10_000, 1_000)))


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="dev.py bench", description="社区治理工作台: figures")
    parser.add_argument("--residents", type=int, default=20_000)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--quick", action="store_true", help="few rounds, to see that everything runs")
    words = parser.parse_args(arguments)
    figures = measure(words.residents, quick=words.quick)
    if words.json:
        print(json.dumps([figure.plain() for figure in figures], ensure_ascii=False))  # noqa: T201
        return
    print(f"{words.residents:,} residents")  # noqa: T201
    for figure in figures:
        print(figure.line())  # noqa: T201


if __name__ == "__main__":
    main()
