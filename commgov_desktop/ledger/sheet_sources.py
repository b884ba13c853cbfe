"""Opens the spreadsheet files offices have, whatever their names say: xlsx, xls, et, ods, csv, saved web pages."""

import codecs
import csv
import io
import threading
import zlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from html.parser import HTMLParser
from itertools import chain, islice
from typing import TYPE_CHECKING
from zipfile import BadZipFile

from commgov_desktop.errors import UserError
from commgov_desktop.i18n import _
from commgov_desktop.ledger import sheet_parts
from commgov_desktop.ledger.sheet_files import Content
from commgov_desktop.ledger.sheet_parts import LargeBook, LargeSheet
from commgov_desktop.ledger.sheet_shared import Unusual

if TYPE_CHECKING:
    from python_calamine import CalamineSheet, CalamineWorkbook

Cell = str | int | float | bool | date | datetime | time | timedelta
Row = Sequence[Cell]
Merged = tuple[tuple[int, int], tuple[int, int]]

SUFFIXES = (".xlsx", ".xls", ".csv", ".et", ".ods", ".xlsm")
"""What the files are called that a clerk is shown to choose from; what is in one is another matter (``open_sheets``)."""

_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
_DELIMITERS = ",\t;，"
_LOOKED_AT = 20_000
"""Characters at the beginning of a text that tell how it is written."""


@dataclass(frozen=True)
class Sheet:
    """One sheet of a file. ``rows`` starts anew at each call; ``first`` is the number of its first row."""

    name: str
    first: int
    height: int
    rows: Callable[[], Iterator[Row]]
    merged: tuple[Merged, ...] = ()
    """Merged cells as ((row, column), (row, column)), counted from 0 at the first row given."""


def open_sheets(content: Content) -> list[Sheet]:
    """The sheets of a file.

    The content decides what it is, never the name: an old system's xls is often a web page. Raises
    UserError for files that are empty, protected by a password, damaged, or no table at all.
    """
    start = content.start(_LOOKED_AT)
    if not start.strip() and not content.whole().strip():
        raise UserError(_("The file {name} is empty.").format(name=content.name))
    if start.startswith(_ZIP) and (large := sheet_parts.opened(content.open)):
        return _open_large(content, large)
    if start.startswith((_ZIP, _OLE)):
        return _open_workbook(content.whole(), content.name)
    written = read_text(content)
    if "<table" in written.head.lower():
        return [_plain_sheet(content.name, _html_rows(content.whole().decode(written.encoding)))]
    return [_csv_sheet(content, written)]


@dataclass(frozen=True)
class Text:
    """How a text file is written, its first characters, and how many lines and characters it has."""

    encoding: str
    head: str
    lines: int
    length: int


def read_text(content: Content) -> Text:
    """Text by its mark, else as UTF-8 where it is valid, else as GB18030. Raises UserError for neither."""
    start = content.start(4)
    encodings = ["utf-8", "gb18030"]
    if start.startswith((b"\xff\xfe", b"\xfe\xff")):
        encodings = ["utf-16"]
    elif start.startswith(b"\xef\xbb\xbf"):
        encodings = ["utf-8-sig"]
    elif any(b"\0" in piece for piece in content.pieces()):
        encodings = []
    for encoding in encodings:
        try:
            return _read_as(content, encoding)
        except UnicodeDecodeError:
            continue
    raise UserError(_unreadable(content.name))


def _read_as(content: Content, encoding: str) -> Text:
    decoder = codecs.getincrementaldecoder(encoding)()
    head, lines, length, last = "", 0, 0, ""
    for piece in chain(content.pieces(), (b"",)):
        text = decoder.decode(piece, final=not piece)
        head += text[: _LOOKED_AT - len(head)]
        lines, length, last = lines + text.count("\n"), length + len(text), text[-1:] or last
    return Text(encoding, head, lines + (last != "\n"), length)


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


def _open_large(content: Content, book: LargeBook) -> list[Sheet]:
    from python_calamine import CalamineError, CalamineWorkbook

    try:
        titles = _visible(CalamineWorkbook.from_filelike(io.BytesIO(book.frame())))
        return [_large_sheet(content, book.sheet(title), title) for title in titles]
    except (Unusual, CalamineError):  # it is right, maybe, but large only in the memory it takes
        return _open_workbook(content.whole(), content.name)
    except (BadZipFile, zlib.error, EOFError) as error:
        raise UserError(_unreadable(content.name)) from error


def _large_sheet(content: Content, sheet: LargeSheet, title: str) -> Sheet:
    def rows() -> Iterator[Row]:
        from python_calamine import CalamineError

        given = 0
        try:
            for row in sheet.rows():
                yield row
                given += 1
        except (Unusual, CalamineError):
            whole = next(one for one in _open_workbook(content.whole(), content.name) if one.name == title)
            yield from islice(whole.rows(), given, None)

    return Sheet(title, 1, sheet.height, rows, sheet.merged)


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


def _csv_sheet(content: Content, written: Text) -> Sheet:
    """The sign that parts most cells of the first lines parts them all. Quoted cells may hold line ends."""
    parted = max(_DELIMITERS, key=written.head.count)

    def rows() -> Iterator[Row]:
        with io.TextIOWrapper(content.open(), written.encoding, newline="") as text:
            yield from _csv_rows(csv.reader(text, delimiter=parted), written.length + 1)

    return Sheet(content.name, 1, written.lines, rows)


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
