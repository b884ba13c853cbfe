"""Fills the rows of an empty workbook a superior sent: only the cells that are filled are written, all else stays."""

import re
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from commgov_desktop.errors import UserError
from commgov_desktop.i18n import _
from commgov_desktop.ledger.sheet_sources import Merged
from commgov_desktop.roster.exchange import markup
from commgov_desktop.roster.exchange.markup import Node, prefix_of, replaced

Rows = Sequence[Sequence[str | int]]
_REF = re.compile(r"([A-Z]{1,3})(\d+)")
MOST_ROWS = 1_048_576


@dataclass(frozen=True)
class XlsxSheet:
    """One sheet of the workbook: its name, its part, and what stands in its cells (row and column from 0)."""

    name: str
    part: str
    grid: list[list[str]]
    merged: tuple[Merged, ...]
    cells: frozenset[tuple[int, int]] = frozenset()
    """The cells that are written in the file, with or without words."""


def sheets(parts: zipfile.ZipFile) -> list[XlsxSheet]:
    """The visible sheets with their words. Raises ``UserError`` for a file that is no workbook."""
    book = markup.read(markup.part_of(parts, "xl/workbook.xml"))
    links = markup.read(markup.part_of(parts, "xl/_rels/workbook.xml.rels"))
    targets = {n.attributes["Id"]: n.attributes["Target"] for n in links.within("Relationship")}
    shared = _shared_words(parts)
    found = []
    for node in book.within("sheet"):
        target = next((v for k, v in node.attributes.items() if k.rpartition(":")[2] == "id"), "")
        path = targets.get(target, "").lstrip("/")
        path = path if path.startswith("xl/") else f"xl/{path}"
        if node.attributes.get("state", "visible") == "visible" and "worksheet" in path:
            found.append(_sheet(node.attributes.get("name", ""), path, parts, shared))
    return found


def shared_part(parts: zipfile.ZipFile) -> bytes:
    """The part of the words that cells share; empty where there is none."""
    there = "xl/sharedStrings.xml" in parts.namelist()
    return markup.part_of(parts, "xl/sharedStrings.xml") if there else b""


def _shared_words(parts: zipfile.ZipFile) -> list[str]:
    part = shared_part(parts)
    if not part:
        return []
    root = markup.read(part)
    return ["".join(t.words for t in spoken(si)) for si in root.within("si")]


def spoken(node: Node) -> Iterator[Node]:
    """Its texts without the readings Japanese workbooks keep beside them."""
    for child in node.children:
        if child.name == "t":
            yield child
        elif child.name != "rPh":
            yield from spoken(child)


def _sheet(name: str, path: str, parts: zipfile.ZipFile, shared: list[str]) -> XlsxSheet:
    root = markup.read(markup.part_of(parts, path))
    grid: list[list[str]] = []
    cells: set[tuple[int, int]] = set()
    for row in rows_of(root):
        at = int(row.attributes["r"]) - 1
        while len(grid) <= at:
            grid.append([])
        for cell in row.all("c"):
            column = place_of(cell.attributes["r"])[1]
            cells.add((at, column))
            words = _words(cell, shared)
            if words:
                grid[at] += [""] * (column + 1 - len(grid[at]))
                grid[at][column] = words
    width = max(map(len, grid), default=0)
    merged = tuple(_span(n.attributes["ref"]) for n in root.within("mergeCell"))
    whole = [[*row, *[""] * (width - len(row))] for row in grid]
    return XlsxSheet(name, path, whole, merged, frozenset(cells))


def rows_of(root: Node) -> list[Node]:
    """The rows with what Excel may leave out put in: numbers of rows and names of cells."""
    data = root.within("sheetData")
    number = 0
    rows = data[0].all("row") if data else []
    for row in rows:
        number = int(row.attributes.setdefault("r", str(number + 1)))
        column = -1
        for cell in row.all("c"):
            column = place_of(cell.attributes.setdefault("r", f"{letters(column + 1)}{number}"))[1]
    return rows


def _words(cell: Node, shared: list[str]) -> str:
    value, kind = cell.one("v"), cell.attributes.get("t", "n")
    if kind == "inlineStr":
        return "".join(t.words for t in spoken(cell))
    if value is None or not value.words:
        return ""
    if kind == "s":
        place = int(value.words)
        return shared[place] if place < len(shared) else ""
    return value.words


def place_of(reference: str) -> tuple[int, int]:
    found = _REF.fullmatch(reference.replace("$", ""))
    if found is None:
        raise UserError(_("The form is damaged. Ask for it again, or open and save it once."))
    column = 0
    for letter in found[1]:
        column = column * 26 + ord(letter) - 64
    return int(found[2]) - 1, column - 1


def letters(column: int) -> str:
    """A column counted from 0 as a spreadsheet names it: 0 is A, 26 is AA."""
    name = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(65 + rest) + name
    return name


def _span(reference: str) -> Merged:
    first, _colon, last = reference.partition(":")
    return place_of(first), place_of(last or first)


# ---- filling -------------------------------------------------------------------------------------------


def fill(part: bytes, first: int, room: int, columns: Sequence[int], rows: Rows) -> bytes:
    """The sheet with ``rows`` from row ``first`` (from 0) on; ``columns`` says where each value goes, -1 nowhere.

    ``room`` is how many empty rows the form has there. Further rows are made like the first empty one, and what
    stands below moves down. Raises ``UserError`` where that would break formulas.
    """
    root = markup.read(part)
    [data] = root.within("sheetData")[:1]
    prefix = prefix_of(part, data)
    known = {int(row.attributes["r"]) - 1: row for row in rows_of(root)}
    more = max(0, len(rows) - room)
    if first + len(rows) + more > MOST_ROWS:
        raise UserError(_("The form does not have so many rows."))
    changes: list[tuple[int, int, bytes]] = []
    model = known.get(first)
    end = first + room
    if more:
        changes += _moved_down(part, root, known, end, more)
    made: list[bytes] = []
    for at, values in enumerate(rows):
        number = first + at
        given = {c: v for c, v in zip(columns, values, strict=True) if c >= 0}
        old = known.get(number) if number < end else None
        new = _row(part, old or model, number, given, prefix)
        if old is not None:
            changes.append((old.start, old.end, new))
        else:
            made.append(new)
    if made:
        place = _insertion(data, known, first + len(rows) - len(made), end)
        changes.append((place, place, b"".join(made)))
    out = replaced(part, _wrapped(part, data, changes, prefix))
    return _dimension(out, first + len(rows))


def fill_cells(part: bytes, values: Mapping[tuple[int, int], str | int]) -> bytes:
    """The sheet with these values by row and column (from 0) in it, each in the look of its cell."""
    if not values:
        return part
    root = markup.read(part)
    [data] = root.within("sheetData")[:1]
    prefix = prefix_of(part, data)
    known = {int(row.attributes["r"]) - 1: row for row in rows_of(root)}
    changes: list[tuple[int, int, bytes]] = []
    for number in sorted({row for row, _column in values}):
        given = {column: value for (row, column), value in values.items() if row == number}
        old = known.get(number)
        if old is None or old.is_bare:
            place = _insertion(data, known, number, number)
            start, end = (old.start, old.end) if old else (place, place)
            changes.append((start, end, _row(part, old, number, given, prefix)))
        else:
            changes += _cells(part, old, number, given, prefix)
    out = replaced(part, _wrapped(part, data, changes, prefix))
    return _dimension(out, max((row + 1 for row, _column in values), default=0))


def _cells(
    part: bytes, row: Node, number: int, given: Mapping[int, str | int], prefix: bytes
) -> list[tuple[int, int, bytes]]:
    """The cells of a row that get a value; nothing else of the row is written anew."""
    there = {place_of(cell.attributes["r"])[1]: cell for cell in row.all("c")}
    changes = []
    for column, value in sorted(given.items()):
        old = there.get(column)
        new = _cell(
            f"{letters(column)}{number + 1}", old.attributes.get("s", "") if old else "", value, prefix
        )
        later = [cell.start for at, cell in there.items() if at > column]
        place = min(later, default=row.inner_end)
        changes.append((old.start, old.end, new) if old else (place, place, new))
    return changes


def _wrapped(
    part: bytes, data: Node, changes: list[tuple[int, int, bytes]], prefix: bytes
) -> list[tuple[int, int, bytes]]:
    """``<sheetData/>`` without contents gets an end tag of its own."""
    if not data.is_bare:
        return changes
    inside = b"".join(new for start, _end, new in changes if start == data.inner)
    rest = [change for change in changes if change[0] != data.inner]
    head = part[data.start : data.inner].rstrip(b"/> ").rstrip() + b">"
    return [*rest, (data.start, data.end, head + inside + b"</" + prefix + b"sheetData>")]


def _insertion(data: Node, known: dict[int, Node], number: int, end: int) -> int:
    """Where rows from ``number`` on are put in: before the first later row, else at the end of the data."""
    later = [row for at, row in known.items() if at >= min(number, end)]
    before = [row for row in later if int(row.attributes["r"]) - 1 >= end]
    if before:
        return min(row.start for row in before)
    return data.inner if data.is_bare else data.inner_end


def _row(part: bytes, like: Node | None, number: int, given: dict[int, str | int], prefix: bytes) -> bytes:
    """A row with these values, its look and its other cells those of ``like``."""
    cells: dict[int, bytes] = {}
    styles: dict[int, str] = {}
    for old in like.all("c") if like else ():
        column = place_of(old.attributes["r"])[1]
        styles[column] = old.attributes.get("s", "")
        cells[column] = _renumbered(part, old, f"{letters(column)}{number + 1}")
    for column, value in given.items():
        if value != "" or column not in cells:
            cells[column] = _cell(f"{letters(column)}{number + 1}", styles.get(column, ""), value, prefix)
    head = _row_head(part, like, number, prefix)
    return head + b"".join(cells[c] for c in sorted(cells)) + b"</" + prefix + b"row>"


def _row_head(part: bytes, like: Node | None, number: int, prefix: bytes) -> bytes:
    if like is None:
        return b"<" + prefix + f'row r="{number + 1}">'.encode()
    head = part[like.start : like.inner].rstrip(b">").rstrip(b"/").rstrip()
    if re.search(rb"\sr=", head):
        return re.sub(rb'(\sr=)(["\'])\d+\2', rb'\1"%d"' % (number + 1), head, count=1) + b">"
    return head + b' r="%d">' % (number + 1)


def _renumbered(part: bytes, cell: Node, reference: str) -> bytes:
    """A cell as it was, under another name; a formula does not come along, its look does."""
    source = part[cell.start : cell.end]
    head, rest = source[: cell.inner - cell.start], source[cell.inner - cell.start :]
    moved = cell.attributes["r"] != reference
    if moved and cell.one("f") is not None:
        return re.sub(rb"\st=([\"'])\w+\1", b"", head).rstrip(b"/> ") + b' r="' + reference.encode() + b'"/>' \
            if not re.search(rb"\sr=", head) else _bare(head, reference)  # fmt: skip
    if re.search(rb"\sr=", head):
        head = re.sub(rb'(\sr=)(["\'])[A-Z]+\d+\2', rb'\1"%s"' % reference.encode(), head, count=1)
    return head + rest


def _bare(head: bytes, reference: str) -> bytes:
    head = re.sub(rb"\st=([\"'])\w+\1", b"", head)
    head = re.sub(rb'(\sr=)(["\'])[A-Z]+\d+\2', rb'\1"%s"' % reference.encode(), head, count=1)
    return head.rstrip(b"> ").rstrip(b"/") + b"/>"


def _cell(reference: str, style: str, value: str | int, prefix: bytes) -> bytes:
    look = f' s="{style}"' if style else ""
    if isinstance(value, int):
        return b"<%sc r=\"%s\"%s><%sv>%d</%sv></%sc>" % (
            prefix, reference.encode(), look.encode(), prefix, value, prefix, prefix,
        )  # fmt: skip
    if value == "":
        return b'<%sc r="%s"%s/>' % (prefix, reference.encode(), look.encode())
    return with_own_words(reference, style, markup.spoken(prefix, value), prefix)


def with_own_words(reference: str, style: str, words: bytes, prefix: bytes) -> bytes:
    """A cell that holds its words itself, instead of the number of those that cells share."""
    look = f' s="{style}"' if style else ""
    return b'<%sc r="%s"%s t="inlineStr"><%sis>%s</%sis></%sc>' % (
        prefix, reference.encode(), look.encode(), prefix, words, prefix, prefix,
    )  # fmt: skip


# ---- what stands below moves down ----------------------------------------------------------------------


def _moved_down(
    part: bytes, root: Node, known: dict[int, Node], end: int, more: int
) -> list[tuple[int, int, bytes]]:
    changes: list[tuple[int, int, bytes]] = []
    below = [row for at, row in known.items() if at >= end]
    if below and any(cell.one("f") is not None for row in known.values() for cell in row.all("c")):
        raise UserError(
            _(
                "The form has formulas and too few empty rows. Put in {n} more empty rows and try again."
            ).format(n=more)
        )
    for row in below:
        number = int(row.attributes["r"]) - 1 + more
        head = _row_head(part, row, number, b"")
        if row.is_bare:
            head = head[:-1] + b"/>"
        changes.append((row.start, row.inner, head))
        for cell in row.all("c"):
            column = place_of(cell.attributes["r"])[1]
            new = _renumbered(part, cell, f"{letters(column)}{number + 1}")
            changes.append((cell.start, cell.end, new))
    for node in (*root.within("mergeCell"), *root.within("dataValidation"), *root.within("conditionalFormatting"),
                 *root.within("hyperlink")):  # fmt: skip
        changes += _reference(part, node, end, more)
    return changes


def _reference(part: bytes, node: Node, end: int, more: int) -> list[tuple[int, int, bytes]]:
    """The ``ref`` or ``sqref`` of an element, moved or stretched where it lies below or reaches to the end."""
    head = part[node.start : node.inner]
    found = re.search(rb'\s(?:sq)?ref=(["\'])([^"\']*)\1', head)
    if found is None:
        return []
    old = found[2].decode()
    new = " ".join(_stretched(one, end, more) for one in old.split())
    return [(node.start + found.start(2), node.start + found.end(2), new.encode())] if new != old else []


def _stretched(reference: str, end: int, more: int) -> str:
    first, colon, last = reference.partition(":")
    if not _REF.fullmatch(first) or (colon and not _REF.fullmatch(last)):
        return reference
    ends = []
    for at, one in enumerate((first, last) if colon else (first,)):
        row, column = place_of(one)
        # what begins below moves; what covers the last empty row stretches over the new ones
        moved = row >= end or (at == 1 and row == end - 1 and place_of(first)[0] < row)
        ends.append(f"{letters(column)}{row + 1 + (more if moved else 0)}")
    return ":".join(ends)


def _dimension(part: bytes, rows: int) -> bytes:
    """The extent a reader may trust; made larger where rows were added."""

    def grow(found: re.Match[bytes]) -> bytes:
        last = max(int(found[3]), rows)
        return found[1] + found[2] + str(last).encode() + found[4]

    return re.sub(rb'(<(?:\w+:)?dimension ref="[A-Z]+\d+:)([A-Z]+)(\d+)(")', grow, part, count=1)
