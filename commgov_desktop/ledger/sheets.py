"""Takes in the tables an office already has, whatever they look like, and gives tables back as xlsx."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from commgov_desktop.errors import UserError
from commgov_desktop.i18n import _
from commgov_desktop.ledger.sheet_files import Content
from commgov_desktop.ledger.sheet_headings import (
    LOOKED_AT,
    Found,
    Match,
    Synonyms,
    fallback,
    find_headings,
    match_headings,
    signature,
    synonyms,
)
from commgov_desktop.ledger.sheet_sources import Cell, Row, Sheet, open_sheets
from commgov_desktop.ledger.sheet_writing import Column, write_result, write_workbook

__all__ = [
    "Cell",
    "Column",
    "Match",
    "Table",
    "match_headings",
    "read_table",
    "signature",
    "synonyms",
    "write_result",
    "write_workbook",
]


@dataclass(frozen=True)
class Table:
    """An office's table: what stands above its headings, the headings, and its rows one after another.

    Row numbers are those the spreadsheet shows at the left, from 1.
    """

    name: str
    sheet: Sheet
    sheet_names: tuple[str, ...]
    found: Found
    title: tuple[Row, ...]

    @property
    def headings(self) -> tuple[str, ...]:
        """One heading for each column; a column under a group is called ``group/name``."""
        return self.found.headings

    @property
    def signature(self) -> str:
        """The same for every file with these headings in this order."""
        return signature(self.headings)

    @property
    def heading_rows(self) -> tuple[int, int]:
        """The row numbers of the first and the last row of the headings."""
        return self.found.first + self.sheet.first, self.found.last + self.sheet.first

    @property
    def row_count(self) -> int:
        """Rows below the headings, empty ones and totals too: for the progress bar only."""
        return max(0, self.sheet.height - self.found.last - 1)

    def rows(self) -> Iterator[tuple[int, Row]]:
        """(row number, cells) of each row that holds something, as often as asked. Totals are left out."""
        width = len(self.headings)
        start = self.found.last + 1
        for number, row in enumerate(islice(self.sheet.rows(), start, None), start + self.sheet.first):
            first = next((cell for cell in row if cell != "" and cell is not None), None)
            if first is None or (isinstance(first, str) and _FOOT.fullmatch(first)):
                continue
            yield number, row if len(row) >= width else [*row, *[""] * (width - len(row))]

    def by_field(self, matches: Mapping[str, Match]) -> Iterator[tuple[int, dict[str, Cell]]]:
        """(row number, field to cell) of each row, through what ``match_headings`` found."""
        columns = [(field, match.column) for field, match in matches.items()]
        for number, row in self.rows():
            yield number, {field: row[column] for field, column in columns}


def read_table(
    source: Path | bytes, name: str = "", fields: Synonyms | None = None, sheet: str | None = None
) -> Table:
    """Read a table from a file or its bytes. ``fields`` are the wordings by which headings are known (``synonyms``).

    Takes the named sheet, or the one whose headings name most fields. Nothing is saved. Raises UserError
    with a sentence for the clerk if there is no table.
    """
    name = name or (source.name if isinstance(source, Path) else "")
    sheets = open_sheets(Content(source, name))
    known = fields or {}
    wanted = [s for s in sheets if sheet is None or s.name == sheet]
    tables = [t for s in wanted if (t := _table(name, s, tuple(s.name for s in sheets), known))]
    if not tables:
        raise UserError(
            _("No headings were found in {name}. The table needs a row of headings.").format(name=name)
        )
    return max(tables, key=lambda t: (len(match_headings(t.headings, known)), t.row_count))


def _table(name: str, sheet: Sheet, names: tuple[str, ...], fields: Synonyms) -> Table | None:
    top = [list(row) for row in islice(sheet.rows(), LOOKED_AT + 3)]
    found = find_headings(top, sheet.merged, fields) or fallback(top)
    if found is None:
        return None
    return Table(name, sheet, names, found, tuple(top[: found.first]))


_FOOT = re.compile(
    r"\s*(?:[合总小共]\s*计[：:]?|(?:(?:填表|制表|审核|填报|负责)人|注|说明|备注)\s*[：:].*)\s*", re.DOTALL
)
"""Lines of sums, and of who filled the form in, at the foot of many tables."""
