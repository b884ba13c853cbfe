"""Writes tables as xlsx: lists for other offices, and an imported file with a column of reasons."""

import os
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from commgov_desktop import clock
from commgov_desktop.errors import UserError
from commgov_desktop.i18n import _
from commgov_desktop.ledger.sheet_sources import Cell

if TYPE_CHECKING:
    from commgov_desktop.ledger.sheets import Table

FONT = "Microsoft YaHei"
_NARROWEST, _WIDEST = 6, 50
_MEASURED = 200
_LONG_NUMBER = 1e10


@dataclass(frozen=True)
class Column:
    """A column of a written table. ``text`` cells stay text in every spreadsheet: numbers of documents, phones."""

    heading: str
    text: bool = False
    width: float = 0
    """In characters; 0 lets the contents decide."""


def write_workbook(
    path: Path,
    title: str,
    columns: Sequence[Column | str],
    rows: Iterable[Sequence[Cell | None]],
    text_columns: Collection[str] = (),
    notes: Sequence[str] = (),
) -> int:
    """Write a list as xlsx with its title, frozen headings and a filter; the number of rows written.

    Every string is written as text, never as a formula. The file is written beside and renamed: an
    interrupted export leaves what was there. Raises UserError if the place cannot be written.
    """
    wanted = [c if isinstance(c, Column) else Column(c, text=c in text_columns) for c in columns]
    with _Workbook(path) as book:
        sheet = book.add_sheet(title)
        top = _write_top(book, sheet, title, notes, len(wanted))
        for at, column in enumerate(wanted):
            sheet.write_string(top, at, column.heading, book.heading)
        written = 0
        widths = [_breadth(c.heading) + 2 for c in wanted]
        for written, row in enumerate(rows, 1):
            for at, (cell, column) in enumerate(zip(row, wanted, strict=True)):
                book.put(sheet, top + written, at, cell, column.text)
                if written <= _MEASURED:
                    widths[at] = max(widths[at], _breadth(cell) + 1)
        _finish(book, sheet, top, written, [c.width or w for c, w in zip(wanted, widths, strict=True)])
    return written


def write_result(
    path: Path, table: "Table", reasons: Callable[[int], tuple[str, Collection[str | int]]]
) -> None:
    """The imported rows as they came, with a last column saying what became of each, bad cells coloured.

    ``reasons`` gives for a row number its sentence and the headings (or column numbers from 0) of the cells
    that are to blame. Raises UserError if the place cannot be written.
    """
    headings = table.headings
    with _Workbook(path) as book:
        sheet = book.add_sheet(table.sheet.name or table.name)
        top = _write_title(book, sheet, table)
        for at, heading in enumerate((*headings, _("Result of the import"))):
            sheet.write_string(top, at, heading, book.heading)
        widths = [_breadth(h) + 2 for h in (*headings, "")]
        written = 0
        for written, (number, row) in enumerate(table.rows(), 1):
            sentence, bad = reasons(number)
            for at, cell in enumerate(row):
                ill = at in bad or (at < len(headings) and headings[at] in bad)
                book.put(sheet, top + written, at, cell, False, ill)
                if written <= _MEASURED and at < len(widths) - 1:
                    widths[at] = max(widths[at], _breadth(cell) + 1)
            if sentence:
                sheet.write_string(top + written, len(headings), sentence, book.bad if bad else book.plain)
        widths[-1] = 48
        _finish(book, sheet, top, written, widths)


def _write_title(book: "_Workbook", sheet: Any, table: "Table") -> int:
    """The rows above the headings as they were; the row number of the headings, from 0."""
    for at, row in enumerate(table.title):
        for column, cell in enumerate(row):
            if cell not in ("", None):
                book.put(sheet, at, column, cell, False)
    return len(table.title)


def _write_top(book: "_Workbook", sheet: Any, title: str, notes: Sequence[str], width: int) -> int:
    sheet.set_row(0, 30)
    if width > 1:
        sheet.merge_range(0, 0, 0, width - 1, title, book.title)
    else:
        sheet.write_string(0, 0, title, book.title)
    for at, note in enumerate(notes, 1):
        sheet.write_string(at, 0, note, book.note)
    return 1 + len(notes)


def _finish(book: "_Workbook", sheet: Any, top: int, written: int, widths: Sequence[float]) -> None:
    """Widths, frozen headings, filter, and a page that prints: landscape A4, headings on every page."""
    for at, width in enumerate(widths):
        sheet.set_column(at, at, min(max(width, _NARROWEST), _WIDEST))
    sheet.freeze_panes(top + 1, 0)
    if written:
        sheet.autofilter(top, 0, top + written, len(widths) - 1)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(top)
    sheet.set_footer("&C&P / &N")


class _Workbook:
    """An xlsx being written beside its place, with the formats the program uses."""

    def __init__(self, path: Path) -> None:
        from xlsxwriter import Workbook

        self._path = path
        # Rows wait in temporary files; they lie beside the target, so that what the clerk exports to one
        # disk never lies in the open on another, and go with their folder whatever happens.
        self._aside = TemporaryDirectory(prefix="~", dir=_folder(path), ignore_cleanup_errors=True)
        self._part = Path(self._aside.name) / "part.xlsx"
        options = {"constant_memory": True, "tmpdir": self._aside.name}
        self._book = Workbook(str(self._part), options)
        self._book.set_properties({"created": clock.local(clock.now()).replace(tzinfo=None)})
        plain = {"font_name": FONT, "font_size": 10, "valign": "vcenter"}
        add = self._book.add_format
        self.plain = add(plain)
        self.number = add({**plain, "align": "right", "indent": 1})
        self.text = add({**plain, "num_format": "@"})
        self.day = add({**plain, "num_format": "yyyy-mm-dd", "align": "left"})
        self.bad = add({**plain, "bg_color": "#FDE7E9", "font_color": "#A4262C"})
        self.bad_text = add({**plain, "bg_color": "#FDE7E9", "font_color": "#A4262C", "num_format": "@"})
        self.bad_day = add(
            {**plain, "bg_color": "#FDE7E9", "font_color": "#A4262C", "num_format": "yyyy-mm-dd"}
        )
        self.title = add({**plain, "font_size": 16, "bold": True, "align": "center"})
        self.note = add({**plain, "font_color": "#5C6670"})
        self.heading = add({**plain, "bold": True, "bg_color": "#EAF1F8", "bottom": 1, "text_wrap": True})

    def add_sheet(self, title: str) -> Any:
        """A sheet; its name may have 31 characters and none of the signs a spreadsheet forbids."""
        name = "".join(c for c in title if c not in "[]:*?/\\'").strip()[:31]
        return self._book.add_worksheet(name or None)

    def put(
        self, sheet: Any, row: int, column: int, cell: Cell | None, as_text: bool, bad: bool = False
    ) -> None:
        """One cell. Strings stay strings; a long number is a document or phone number, so it is text too."""
        if isinstance(cell, str):
            if cell or bad:
                sheet.write_string(row, column, cell, self._format(bad, True)) if cell else sheet.write_blank(
                    row, column, None, self.bad
                )
        elif cell is None:
            if bad:
                sheet.write_blank(row, column, None, self.bad)
        elif isinstance(cell, bool):
            sheet.write_string(row, column, "是" if cell else "否", self._format(bad, False))
        elif isinstance(cell, (date, datetime)):
            sheet.write_datetime(row, column, cell, self.bad_day if bad else self.day)
        elif isinstance(cell, (time, timedelta)):
            sheet.write_string(row, column, str(cell), self._format(bad, False))
        elif as_text or abs(cell) >= _LONG_NUMBER:
            sheet.write_string(row, column, _digits(cell), self._format(bad, True))
        else:
            sheet.write_number(row, column, cell, self.bad if bad else self.number)

    def _format(self, bad: bool, as_text: bool) -> Any:
        if bad:
            return self.bad_text if as_text else self.bad
        return self.text if as_text else self.plain

    def __enter__(self) -> "_Workbook":
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: object) -> None:
        """A cancelled or failed export leaves neither half a file nor its rows in the open."""
        from xlsxwriter.exceptions import XlsxWriterException

        try:
            if kind is None:
                self._book.close()
                os.replace(self._part, self._path)
            elif isinstance(error, OSError):
                raise UserError(_cannot_write(self._path)) from error
        except (OSError, XlsxWriterException) as trouble:
            raise UserError(_cannot_write(self._path)) from trouble
        finally:
            for sheet in self._book.worksheets():
                sheet._opt_close()  # an open file would keep its folder on Windows
            self._aside.cleanup()


def _folder(path: Path) -> Path:
    if not path.parent.is_dir():
        raise UserError(_cannot_write(path))
    return path.parent


def _cannot_write(path: Path) -> str:
    sentence = _(
        "{name} cannot be written. Make room if the disk is full, close it if it is open elsewhere, or choose another folder."
    )
    return sentence.format(name=path.name)


def _digits(number: float) -> str:
    return str(int(number)) if abs(number) < 1e15 else f"{number:.14E}"


def _breadth(cell: object) -> float:
    """How broad a cell shows, in characters of Latin text: Chinese ones count about double."""
    if cell is None:
        return 0
    words = str(cell)[:200]
    if isinstance(cell, (date, datetime)):
        return 11
    return max((sum(2.1 if ord(c) > 0x2E7F else 1.1 for c in line) for line in words.splitlines()), default=0)
