"""Several sheets of a workbook as one table, where they have the same headings: one sheet a building, say."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path

from commgov_desktop.errors import UserError
from commgov_desktop.ledger import sheets
from commgov_desktop.ledger.sheet_sources import Row, Sheet
from commgov_desktop.ledger.sheets import Table

ALL = "*"
"""In place of a sheet's name: every sheet with the headings of the one that fits best."""


@dataclass(frozen=True)
class Joined:
    """The table, the sheets it was made of, and those with other headings, which are left out."""

    table: Table
    sheets: tuple[str, ...]
    left_out: tuple[str, ...]


def read_all(source: Path | bytes, name: str = "") -> Joined:
    """All sheets with the same headings one below the other; row numbers go on from sheet to sheet.

    Raises ``UserError`` where no sheet is a table.
    """
    wordings = sheets.synonyms("residents")
    first = sheets.read_table(source, name, wordings)
    alike, others = [], []
    for title in first.sheet_names:
        table = first if title == first.sheet.name else _table(source, name, title)
        if table is not None and table.signature == first.signature:
            alike.append(table)
        elif table is not None:
            others.append(title)
    return Joined(_joined(first, alike), tuple(t.sheet.name for t in alike), tuple(others))


def _table(source: Path | bytes, name: str, title: str) -> Table | None:
    try:
        return sheets.read_table(source, name, sheets.synonyms("residents"), title)
    except UserError:
        return None


def _joined(first: Table, tables: list[Table]) -> Table:
    """The rows below the headings of each, behind those of the first."""
    start = first.found.last + 1
    lead = next((t for t in tables if t is first), first)
    rest = [t for t in tables if t is not lead]

    def rows() -> Iterator[Row]:
        yield from lead.sheet.rows()
        for table in rest:
            yield from islice(table.sheet.rows(), table.found.last + 1, None)

    height = lead.sheet.height + sum(t.row_count for t in rest)
    names = "、".join(t.sheet.name for t in (lead, *rest))
    sheet = Sheet(names, lead.sheet.first, max(height, start), rows, lead.sheet.merged)
    return replace(lead, sheet=sheet)
