"""Fills the rows of a table in an empty document a superior sent; everything else in it stays as it is."""

import zipfile
from collections.abc import Sequence
from dataclasses import dataclass

from commgov_desktop.ledger.sheet_sources import Merged
from commgov_desktop.roster.exchange import markup
from commgov_desktop.roster.exchange.markup import Node, prefix_of, replaced, text

PART = "word/document.xml"


@dataclass(frozen=True)
class DocxTable:
    """A table: which of the document it is, and the words of its cells, a wide cell standing in its first column."""

    number: int
    grid: list[list[str]]
    merged: tuple[Merged, ...]


def tables(parts: zipfile.ZipFile) -> list[DocxTable]:
    """Every table of the document, those inside others too."""
    root = markup.read(markup.part_of(parts, PART))
    found = []
    for number, table in enumerate(root.within("tbl")):
        grid, merged = _grid(table)
        found.append(DocxTable(number, grid, merged))
    return found


def _grid(table: Node) -> tuple[list[list[str]], tuple[Merged, ...]]:
    grid: list[list[str]] = []
    merged: list[Merged] = []
    begun: dict[int, tuple[int, int]] = {}
    for at, row in enumerate(_rows(table)):
        line: list[str] = []
        for cell in row.all("tc"):
            column, width = len(line), _width(cell)
            line += [_words(cell), *[""] * (width - 1)]
            down = _property(cell, "vMerge")
            top = at
            if down == "continue" and column in begun:
                top = begun[column][0]
                merged = [m for m in merged if m[0] != (top, column)]
            elif down == "restart":
                begun[column] = (at, width)
            if top != at or width > 1:
                merged.append(((top, column), (at, column + width - 1)))
        grid.append(line)
    width = max(map(len, grid), default=0)
    return [[*line, *[""] * (width - len(line))] for line in grid], tuple(merged)


def _rows(table: Node) -> list[Node]:
    """Rows, also those Word keeps inside a content control."""
    found: list[Node] = []
    for child in table.children:
        if child.name == "tr":
            found.append(child)
        elif child.name in ("sdt", "sdtContent"):
            found += _rows(child)
    return found


def _property(cell: Node, name: str) -> str:
    inside = cell.one("tcPr")
    found = inside.one(name) if inside else None
    if found is None:
        return ""
    return next((v for k, v in found.attributes.items() if k.rpartition(":")[2] == "val"), "continue")


def _width(cell: Node) -> int:
    words = _property(cell, "gridSpan")
    return int(words) if words.isdecimal() else 1


def _words(cell: Node) -> str:
    return "\n".join("".join(t.words for t in p.within("t")) for p in cell.all("p")).strip()


def fill(
    part: bytes,
    number: int,
    first: int,
    room: int,
    columns: Sequence[int],
    rows: Sequence[Sequence[str | int]],
) -> bytes:
    """The document with ``rows`` in its table ``number`` from its row ``first`` on, see ``xlsx_form.fill``."""
    root = markup.read(part)
    lines = _rows(root.within("tbl")[number])
    changes: list[tuple[int, int, bytes]] = []
    model = lines[first] if first < len(lines) and room else None
    made: list[bytes] = []
    for at, values in enumerate(rows):
        given = {c: str(v) for c, v in zip(columns, values, strict=True) if c >= 0 and v != ""}
        if at < room:
            line = lines[first + at]
            changes.append((line.start, line.end, _line(part, line, given)))
        else:
            made.append(_line(part, model or lines[first - 1], given, anew=model is None))
    if made:
        place = lines[first + room - 1].end
        changes.append((place, place, b"".join(made)))
    return replaced(part, changes)


def _line(part: bytes, row: Node, given: dict[int, str], *, anew: bool = False) -> bytes:
    """A row with these values; ``anew`` empties the cells of the row it is made like."""
    changes: list[tuple[int, int, bytes]] = []
    column = 0
    for cell in row.all("tc"):
        if anew:
            changes += [(run.start, run.end, b"") for p in cell.all("p") for run in p.all("r")]
        if column in given:
            changes += _put(part, cell, given[column])
        column += _width(cell)
    moved = [(start - row.start, end - row.start, new) for start, end, new in changes]
    return replaced(part[row.start : row.end], moved)


def _put(part: bytes, cell: Node, words: str) -> list[tuple[int, int, bytes]]:
    """The words as a run at the end of the cell's first paragraph, in the look set for that paragraph."""
    paragraph = cell.one("p")
    if paragraph is None:
        return []
    prefix = prefix_of(part, paragraph)
    run = b"<%sr>%s<%st xml:space=\"preserve\">%s</%st></%sr>" % (
        prefix, _look(part, paragraph), prefix, text(words), prefix, prefix,
    )  # fmt: skip
    if paragraph.is_bare:
        head = part[paragraph.start : paragraph.inner].rstrip(b"> ").rstrip(b"/").rstrip()
        return [(paragraph.start, paragraph.end, head + b">" + run + b"</" + prefix + b"p>")]
    return [(paragraph.inner_end, paragraph.inner_end, run)]


def _look(part: bytes, paragraph: Node) -> bytes:
    """The letters' look as the paragraph's mark has it, or its last run."""
    properties = paragraph.one("pPr")
    look = properties.one("rPr") if properties else None
    runs = paragraph.all("r")
    if look is None and runs:
        look = runs[-1].one("rPr")
    return part[look.start : look.end] if look else b""
