"""Reads a very large sheet of an xlsx by parts: each few thousand rows as a workbook of their own.

The reader of spreadsheets (calamine) holds a sheet whole, a million rows would not fit. It reads the parts too,
so that a cell is the same however large its file is.
"""

import io
import re
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any, BinaryIO
from xml.etree import ElementTree
from zipfile import ZIP_STORED, BadZipFile, ZipFile

from commgov_desktop.ledger.sheet_shared import SharedTexts, Unusual

if TYPE_CHECKING:
    from python_calamine import CalamineSheet

Merged = tuple[tuple[int, int], tuple[int, int]]
LARGE = 112 * 1024 * 1024
"""Bytes of XML (a sheet and the texts it shares) above which it is read by parts: some 100,000 rows of 20 columns."""

PART = 4 * 1024 * 1024
"""Bytes of rows in a part."""

_READ_AT_ONCE = 1 << 20
_LARGEST_ROW = 64 * 1024 * 1024
_BOOK, _RELATIONS, _TEXTS = "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/sharedStrings.xml"
_KEPT = (_BOOK, _RELATIONS, "xl/styles.xml", "[Content_Types].xml", "_rels/.rels")
_RELATED = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_RELATED_STRICT = "{http://purl.oclc.org/ooxml/officeDocument/relationships}id"


class LargeBook:
    """A workbook that is too large to be held; ``opened`` says whether a file is one."""

    def __init__(self, open_file: Callable[[], BinaryIO]) -> None:
        self._open = open_file
        with open_file() as file, ZipFile(file) as parts:
            names = {name.lower(): name for name in parts.namelist()}
            self._frame = {name: parts.read(names[name.lower()]) for name in _KEPT if name.lower() in names}
            self._paths = _paths(self._frame)
            self.texts: SharedTexts | None = None
            if _TEXTS.lower() in names:
                with parts.open(names[_TEXTS.lower()]) as shared:
                    self.texts = SharedTexts(shared)

    def frame(self) -> bytes:
        """The workbook without any rows: it tells the names of its sheets."""
        empty = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData/></worksheet>'
        return self._zipped(dict.fromkeys(self._paths.values(), empty))

    def sheet(self, title: str) -> "LargeSheet":
        """The sheet of this name; see there for what may go wrong."""
        if title not in self._paths:
            raise Unusual
        return LargeSheet(self, title)

    def pieces(self, title: str) -> Iterator[bytes]:
        """The XML of a sheet, piece by piece."""
        with self._open() as file, ZipFile(file) as parts, parts.open(self._paths[title]) as sheet:
            while piece := sheet.read(_READ_AT_ONCE):
                if b"<!" in piece:  # a comment or CDATA may hold whatever looks like the end of a row
                    raise Unusual
                yield piece

    def read(self, title: str, xml: bytes, texts: bytes | None) -> "CalamineSheet":
        """The sheet as if its XML were this."""
        from python_calamine import CalamineWorkbook

        shared = {_TEXTS: texts} if texts is not None else {}
        content = self._zipped({self._paths[title]: xml, **shared})
        return CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_name(title)

    def _zipped(self, more: dict[str, bytes]) -> bytes:
        whole = io.BytesIO()
        with ZipFile(whole, "w", ZIP_STORED) as parts:
            for name, content in {**self._frame, **more}.items():
                parts.writestr(name, content)
        return whole.getvalue()


def opened(open_file: Callable[[], BinaryIO]) -> LargeBook | None:
    """The file as a large workbook, or ``None`` where it is none or is written in an unusual way."""
    try:
        with open_file() as file, ZipFile(file) as parts:
            sizes = {one.filename.lower(): one.file_size for one in parts.infolist()}
        sheets = [size for name, size in sizes.items() if name.startswith("xl/worksheets/")]
        if _BOOK not in sizes or max(sheets, default=0) + sizes.get(_TEXTS.lower(), 0) <= LARGE:
            return None
        return LargeBook(open_file)
    except (BadZipFile, KeyError, ElementTree.ParseError, Unusual, NotImplementedError, RuntimeError):
        return None


def _paths(frame: dict[str, bytes]) -> dict[str, str]:
    """By its title, where each sheet lies in the file."""
    targets = {}
    for one in ElementTree.fromstring(frame[_RELATIONS]):
        target = one.attrib["Target"]
        targets[one.attrib["Id"]] = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
    found = {}
    for one in ElementTree.fromstring(frame[_BOOK]).iter():
        if one.tag.rpartition("}")[2] == "sheet":
            related = one.get(_RELATED) or one.get(_RELATED_STRICT) or ""
            found[one.attrib["name"]] = targets[related]
    return found


class LargeSheet:
    """One sheet, read through once to know its bounds, then again whenever its rows are asked for.

    Raises ``Unusual`` where it cannot be taken apart, and what zip files and calamine raise.
    """

    def __init__(self, book: LargeBook, title: str) -> None:
        self._book, self._title = book, title
        self._head, self._foot, self._prefix = b"", b"", b""
        self._left, self._right = 1 << 20, -1
        self.height = 0
        """The number of its last row that holds anything."""
        self._measure()

    @property
    def merged(self) -> tuple[Merged, ...]:
        """The merged cells, counted from the first column that holds anything."""
        part = next(self._parts(), b"")
        found = self._read(part, self._foot).merged_cell_ranges if part else None
        return tuple(((a, b - self._left), (c, d - self._left)) for (a, b), (c, d) in found or ())

    def rows(self) -> Iterator[list[Any]]:
        """The rows from the first of the sheet to the last that holds anything."""
        given = 0
        for part in self._parts():
            sheet = self._read(part)
            if sheet.start is None or sheet.end is None:
                continue
            (top, left), (bottom, right) = sheet.start, sheet.end
            yield from ([""] * (self._right - self._left + 1) for _missing in range(given, top))
            before, after = [""] * (left - self._left), [""] * (self._right - right)
            for row in sheet.to_python():
                yield [*before, *row, *after] if before or after else row
            given = bottom + 1

    # ---- its bounds ---------------------------------------------------------------------------

    def _measure(self) -> None:
        """The first and last column and the last row that hold anything: what calamine knows of a sheet it holds."""
        cell: re.Pattern[bytes] | None = None
        last = b""
        for part in self._parts():
            cell = cell or re.compile(rb'<%sc\s(?:[^<>]*?\s)?r="([A-Z]+)' % self._prefix)
            used = {_column(letters) for letters in set(cell.findall(part))}
            if not used and b"<%sc" % self._prefix in part:
                raise Unusual
            if used and not self._left <= min(used) <= max(used) <= self._right:
                self._widen(part)
            last = part
        if last:
            self._widen(last)

    def _widen(self, part: bytes) -> None:
        sheet = self._read(part)
        if sheet.start is not None and sheet.end is not None:
            self._left = min(self._left, sheet.start[1])
            self._right = max(self._right, sheet.end[1])
            self.height = max(self.height, sheet.end[0] + 1)

    # ---- its XML ------------------------------------------------------------------------------

    def _parts(self) -> Iterator[bytes]:
        """The rows, some megabytes at once; what stands before and behind them is noted."""
        pieces = self._book.pieces(self._title)
        left = self._begin(pieces)
        last, found = b"</%ssheetData>" % self._prefix, -1
        while (found := left.find(last)) < 0:
            if len(left) >= PART and (cut := self._cut(left)):
                yield left[:cut]
                left = left[cut:]
            if (piece := next(pieces, None)) is None or len(left) > _LARGEST_ROW:
                raise Unusual
            left += piece
        rows, self._foot = left[:found], left[found + len(last) :] + b"".join(pieces)
        if rows.strip():
            yield rows

    def _cut(self, rows: bytes) -> int:
        """Where the last whole row ends."""
        end = b"</%srow>" % self._prefix
        return rows.rfind(end) + len(end) if end in rows else 0

    def _begin(self, pieces: Iterator[bytes]) -> bytes:
        """What stands before the rows goes into the head; the beginning of the rows is given back."""
        read = b""
        for piece in pieces:
            read += piece
            if found := re.search(rb"<((?:[A-Za-z_][\w.-]*:)?)sheetData(?:\s[^<>]*)?>", read):
                if found[0].endswith(b"/>"):
                    raise Unusual
                self._prefix = found[1]
                self._head = re.sub(rb"<[\w.:-]*dimension\b[^<>]*/>", b"", read[: found.end()])
                return read[found.end() :]
        raise Unusual

    def _read(self, rows: bytes, foot: bytes = b"") -> "CalamineSheet":
        """Some rows as a sheet of their own, the texts they share numbered anew."""
        if not re.match(rb"\s*<%srow\s(?:[^<>]*?\s)?r=" % self._prefix, rows):
            raise Unusual
        texts = None
        if self._book.texts is not None:
            rows, used = self._renumbered(rows)
            texts = self._book.texts.only(used)
        elif b't="s"' in rows or b"t='s'" in rows:
            raise Unusual
        close = b"</%ssheetData>" % self._prefix + (foot or b"</%sworksheet>" % self._prefix)
        return self._book.read(self._title, self._head + rows + close, texts)

    def _renumbered(self, rows: bytes) -> tuple[bytes, list[int]]:
        cell = rb'(<%sc\s[^<>]*\bt="s"[^<>]*>\s*<%sv>)(\d+)(?=<)' % (self._prefix, self._prefix)
        split = re.split(cell, rows)
        numbers = split[2::3]
        if len(numbers) != rows.count(b't="s"') or b"t='s'" in rows:
            raise Unusual
        anew = {number: b"%d" % at for at, number in enumerate(dict.fromkeys(numbers))}
        split[2::3] = map(anew.__getitem__, numbers)
        return b"".join(split), [int(number) for number in anew]


def _column(letters: bytes) -> int:
    """A is 0, Z is 25, AA is 26."""
    number = 0
    for letter in letters:
        number = 26 * number + letter - 64
    return number - 1
