"""Opens the spreadsheet files offices have, whatever their names say: xlsx, xls, et, ods, csv, saved web pages."""

import csv
import io
import threading
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from html.parser import HTMLParser
from typing import TYPE_CHECKING

from commgov_desktop.errors import UserError
from commgov_desktop.i18n import _

if TYPE_CHECKING:
    from python_calamine import CalamineSheet, CalamineWorkbook

Cell = str | int | float | bool | date | datetime | time | timedelta
Row = Sequence[Cell]
Merged = tuple[tuple[int, int], tuple[int, int]]

_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
_DELIMITERS = ",\t;，"


@dataclass(frozen=True)
class Sheet:
    """One sheet of a file. ``rows`` starts anew at each call; ``first`` is the number of its first row."""

    name: str
    first: int
    height: int
    rows: Callable[[], Iterator[Row]]
    merged: tuple[Merged, ...] = ()
    """Merged cells as ((row, column), (row, column)), counted from 0 at the first row given."""


def open_sheets(content: bytes, name: str) -> list[Sheet]:
    """The sheets of a file given as bytes; ``name`` only appears in sentences.

    The content decides what it is, never the name: an old system's xls is often a web page. Raises
    UserError for files that are empty, protected by a password, damaged, or no table at all.
    """
    if not content.strip():
        raise UserError(_("The file {name} is empty.").format(name=name))
    if content.startswith((_ZIP, _OLE)):
        return _open_workbook(content, name)
    text = decode(content, name)
    if "<table" in text[:20000].lower():
        return [_plain_sheet(name, _html_rows(text))]
    return [_csv_sheet(name, text)]


def decode(content: bytes, name: str) -> str:
    """Text by its mark, else as UTF-8 where it is valid, else as GB18030. Raises UserError for neither."""
    encodings = ["utf-8", "gb18030"] if b"\0" not in content else []
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        encodings = ["utf-16"]
    elif content.startswith(b"\xef\xbb\xbf"):
        encodings = ["utf-8-sig"]
    for encoding in encodings:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise UserError(_unreadable(name))


def _unreadable(name: str) -> str:
    return _("{name} is not a table the program can read. Save it as xlsx or csv and try again.").format(
        name=name
    )


def _open_workbook(content: bytes, name: str) -> list[Sheet]:
    from python_calamine import CalamineError, CalamineWorkbook, PasswordError

    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        return [_calamine_sheet(book.get_sheet_by_name(title), title) for title in _visible(book)]
    except PasswordError as error:
        raise UserError(_protected(name)) from error
    except (CalamineError, ValueError, OSError) as error:
        if content.startswith(_OLE) and "EncryptedPackage".encode("utf-16-le") in content:
            raise UserError(_protected(name)) from error
        raise UserError(_unreadable(name)) from error


def _protected(name: str) -> str:
    return _("{name} is protected by a password. Open it, save it without one, and try again.").format(
        name=name
    )


def _visible(book: "CalamineWorkbook") -> list[str]:
    """The sheets a clerk sees; a file that hides all of them gives them all."""
    from python_calamine import SheetTypeEnum, SheetVisibleEnum

    shown = [
        m.name
        for m in book.sheets_metadata
        if m.typ == SheetTypeEnum.WorkSheet and m.visible == SheetVisibleEnum.Visible
    ]
    return shown or list(book.sheet_names)


def _calamine_sheet(sheet: "CalamineSheet", title: str) -> Sheet:
    left = sheet.start[1] if sheet.start else 0
    merged = tuple(((a, b - left), (c, d - left)) for (a, b), (c, d) in sheet.merged_cell_ranges or ())
    height = sheet.end[0] + 1 if sheet.end else 0
    return Sheet(title, 1, height, sheet.iter_rows, merged)


def _csv_sheet(name: str, text: str) -> Sheet:
    """The sign that parts most cells of the first lines parts them all. Quoted cells may hold line ends."""
    head = text[:20000]
    parted = max(_DELIMITERS, key=head.count)

    def rows() -> Iterator[Row]:
        return _csv_rows(csv.reader(io.StringIO(text, newline=""), delimiter=parted), len(text) + 1)

    return Sheet(name, 1, text.count("\n") + (not text.endswith("\n")), rows)


def _csv_rows(reader: Iterator[list[str]], longest: int) -> Iterator[Row]:
    """Row by row. Python has one limit of a cell's length for the whole program: it is lifted for one row each."""
    while True:
        with _LIFTING:
            before = csv.field_size_limit(longest)
            try:
                row = next(reader, None)
            finally:
                csv.field_size_limit(before)
        if row is None:
            return
        yield row


_LIFTING = threading.Lock()


def _plain_sheet(name: str, rows: list[Row]) -> Sheet:
    return Sheet(name, 1, len(rows), lambda: iter(rows))


def _html_rows(text: str) -> list[Row]:
    reader = _TableReader()
    reader.feed(text)
    return reader.rows


class _TableReader(HTMLParser):
    """The rows of a web page saved as xls, as old population systems export them."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: list[Row] = []
        self._row: list[Cell] = []
        self._cell: list[str] | None = None
        self._span = 1

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "tr":
            self._row = []
        elif tag in ("td", "th"):
            span = dict(attrs).get("colspan") or "1"
            self._cell, self._span = [], int(span) if span.isdecimal() else 1
        elif tag == "br" and self._cell is not None:
            self._cell.append("\n")

    def handle_data(self, data: str) -> None:
        if self._cell is not None:
            self._cell.append(data)

    def handle_endtag(self, tag: str) -> None:
        if tag in ("td", "th") and self._cell is not None:
            self._row += ["".join(self._cell).strip(), *[""] * (min(self._span, 200) - 1)]
            self._cell = None
        elif tag == "tr" and self._row:
            self.rows.append(self._row)
            self._row = []
