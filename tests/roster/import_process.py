"""Takes in a made-up file of so many rows, as a process of its own, and says the most memory it ever held (in MiB).

What is remembered for the sake of speed up to some number of rows is kept small here, so that a few thousand rows
show what a million do.
"""

import csv
import functools
import sys
from pathlib import Path
from typing import Any

_remembering: Any = functools.lru_cache


def _remembering_little(maxsize: Any = 128, *more: Any, **named: Any) -> Any:
    return _remembering(maxsize if callable(maxsize) else min(maxsize or 128, 128), *more, **named)


functools.lru_cache = _remembering_little  # before anything of the program is imported


def main(folder: Path, rows: int, kind: str) -> None:
    """From the file to the undo; of a csv only the trial."""
    from benchmarks import workbooks
    from benchmarks.probe import peak_mib
    from commgov_desktop import catalog, i18n, opening
    from commgov_desktop.paths import Places
    from commgov_desktop.roster import importing

    i18n.use(i18n.DEFAULT)
    _remember_little()
    source = workbooks.write(folder / "roster.xlsx", rows)
    if kind == "csv":
        source = _as_csv(source)
    new = opening.NewOffice("测试居委会", "", "王敏", "practice")
    office, _key = opening.create(Places(folder / "office"), new, quick=True)
    homes = catalog.homes()
    plan = importing.trial(office.store, importing.open_source(office.store, source), homes)
    assert plan.counts["new"] == rows
    if kind == "xlsx":
        importing.apply(office.store, plan, homes)
        importing.write_result(folder / "result.xlsx", plan)
        office.store.undo()
    office.store.close()
    sys.stdout.write(str(peak_mib()))


def _remember_little() -> None:
    from commgov_desktop.ledger import sheet_files, sheet_parts
    from commgov_desktop.roster import import_rows
    from commgov_desktop.roster.duplicates import incoming
    from commgov_desktop.store import bulk, engine, firsts, packed

    sheet_files.HELD = 0
    sheet_parts.LARGE, sheet_parts.PART = 0, 1 << 20
    packed.PLAIN = firsts.PLAIN = import_rows._REMEMBERED = bulk._REMEMBERED = 500
    packed._AT_HAND = 4
    incoming.MOST = 0
    engine.WRITING_CACHE = 4


def _as_csv(source: Path) -> Path:
    from commgov_desktop.ledger import sheets

    table = sheets.read_table(source)
    found = source.with_suffix(".csv")
    with found.open("w", encoding="gb18030", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(table.headings)
        writer.writerows(row for _number, row in table.rows())
    return found


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), sys.argv[3])
