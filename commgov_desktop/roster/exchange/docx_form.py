"""Fills the rows of a table in an empty document a superior sent; everything else in it stays as it is."""

import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from commgov_desktop.ledger.sheet_sources import Merged
from commgov_desktop.roster.exchange import blanks, inner_blanks, markup
from commgov_desktop.roster.exchange.markup import Node, prefix_of, replaced, spoken

PART = "word/document.xml"
LINES = -1
"""Instead of the number of a table: the paragraphs outside all tables, each as a row of one cell."""


@dataclass(frozen=True)
class DocxTable:
    """A table: which of the document it is, and the words of its cells, a wide cell standing in its first column."""

    number: int
    grid: list[list[str]]
    merged: tuple[Merged, ...]
    cells: frozenset[tuple[int, int]] = frozenset()
    """Where a cell begins that words can be put into."""


def tables(parts: zipfile.ZipFile) -> list[DocxTable]:
    """Every table of the document, those inside others too."""
    root = markup.read(markup.part_of(parts, PART))
    found = []
    for number, table in enumerate(root.within("tbl")):
        grid, merged = _grid(table)
        found.append(DocxTable(number, grid, merged, frozenset(_open_cells(table))))
    return found


def lines(parts: zipfile.ZipFile) -> DocxTable:
    """The paragraphs outside all tables."""
    found = _paragraphs_of(markup.read(markup.part_of(parts, PART)))
    grid = [[_words(paragraph)] for paragraph in found]
    return DocxTable(LINES, grid, (), frozenset((at, 0) for at in range(len(found))))


def _paragraphs_of(root: Node) -> list[Node]:
    return [p for body in root.within("body") for p in body.all("p")]


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


def _open_cells(table: Node) -> Iterator[tuple[int, int]]:
    """Not those whose paragraphs lie inside a control of Word: what stands there is not read."""
    return (place for place, cell in _cells(table).items() if cell.one("p") is not None)


def _cells(table: Node) -> dict[tuple[int, int], Node]:
    """The cells by row and column."""
    found: dict[tuple[int, int], Node] = {}
    for at, row in enumerate(_rows(table)):
        column = 0
        for cell in row.all("tc"):
            found[at, column] = cell
            column += _width(cell)
    return found


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
    return _raw_words(cell).strip()


def _raw_words(cell: Node) -> str:
    return "\n".join("".join(t.words for t in p.within("t")) for p in _paragraphs(cell))


def _paragraphs(cell: Node) -> list[Node]:
    """Of a cell, or a paragraph that stands for one."""
    return [cell] if cell.name == "p" else cell.all("p")


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


def fill_cells(
    part: bytes, number: int, values: Mapping[tuple[int, int], str | int], rooms: inner_blanks.Rooms
) -> bytes:
    """The document with these values by row and column in its table ``number``, each in the look of its cell.

    Of a cell that holds words already (年 月 日, boxes to tick) the words are replaced; ``rooms`` are those within
    the words of a cell, which stay around them.
    """
    root = markup.read(part)
    if number == LINES:
        cells = {(at, 0): paragraph for at, paragraph in enumerate(_paragraphs_of(root))}
    else:
        cells = _cells(root.within("tbl")[number])
    changes: list[tuple[int, int, bytes]] = []
    for place, inside in rooms.items():
        changes += _into_rooms(part, cells[place], inside)
    for place, value in values.items():
        cell, what = cells[place], blanks.kind(_words(cells[place]))
        if what == blanks.TICKS:
            changes += _tick(part, cell, [sign == blanks.TICKED for sign in blanks.signs(str(value))])
        elif what == blanks.FREE and not _words(cell):
            changes += _put(part, cell, str(value))
        else:
            changes += _instead(part, _spoken(cell), str(value))
    return replaced(part, changes)


def _into_rooms(part: bytes, cell: Node, values: Mapping[int, str]) -> list[tuple[int, int, bytes]]:
    """Only the runs that hold the rooms are written anew, in their own look."""
    made = inner_blanks.changes(_raw_words(cell), values)
    changes: list[tuple[int, int, bytes]] = []
    at = 0
    for paragraph in _paragraphs(cell):
        nodes = paragraph.within("t")
        length = sum(len(node.words) for node in nodes)
        mine = [(start - at, end - at, words) for start, end, words in made if at <= start <= at + length]
        for node, words in zip(nodes, inner_blanks.spread([n.words for n in nodes], mine), strict=True):
            if words != node.words:
                changes.append((node.start, node.end, _element(part, node, words)))
                if words.count(blanks.TICKED) > node.words.count(blanks.TICKED):
                    changes += _tell_control(part, cell, node)
        at += length + 1
    return changes


def _spoken(cell: Node) -> list[Node]:
    return [t for p in cell.all("p") for t in p.within("t")]


def _tick(part: bytes, cell: Node, ticked: Sequence[bool]) -> list[tuple[int, int, bytes]]:
    """The boxes that are to be ticked; a box that is a control of Word is told so too."""
    changes, wanted = [], iter(ticked)
    for node in _spoken(cell):
        words = "".join(
            blanks.TICKED if blanks.is_sign(sign) and next(wanted) else sign for sign in node.words
        )
        if words == node.words:
            continue
        changes.append((node.start, node.end, _element(part, node, words)))
        changes += _tell_control(part, cell, node)
    return changes


def _tell_control(part: bytes, cell: Node, ticked: Node) -> list[tuple[int, int, bytes]]:
    """Where the ticked words lie in a control of Word, what says that it is ticked."""
    around = [one for one in cell.within("sdt") if one.start < ticked.start < one.end]
    return [
        _checked(part, state) for one in around if one.within("checkbox") for state in one.within("checked")
    ]


def _checked(part: bytes, state: Node) -> tuple[int, int, bytes]:
    return state.start, state.end, part[state.start : state.end].replace(b'val="0"', b'val="1"')


def _element(part: bytes, node: Node, words: str) -> bytes:
    return spoken(prefix_of(part, node), words)


def _instead(part: bytes, spoken: Sequence[Node], words: str) -> list[tuple[int, int, bytes]]:
    """The words in place of those that are there, in the look of the first that is no blank to write on."""
    chosen = next((t for t in spoken if t.words.strip(" \u3000_＿")), spoken[0])
    return [(node.start, node.end, _element(part, node, words if node is chosen else "")) for node in spoken]


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
    run = b"<%sr>%s%s</%sr>" % (prefix, _look(part, paragraph), spoken(prefix, words), prefix)
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
