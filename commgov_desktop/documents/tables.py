"""Bordered tables of labels and values, as Chinese offices print their forms; cells grow with what is in them."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from commgov_desktop.documents.block import laid_once
from commgov_desktop.documents.blocks import Block, Gap
from commgov_desktop.documents.cells import Cell, TableLook, cell
from commgov_desktop.documents.paper import MM, Paper
from commgov_desktop.documents.typesetting import measure, wrap

__all__ = ["Cell", "LaidTable", "Rows", "Table", "TableLook", "cell"]

_SQUEEZE = 1.25  # how much too long a value may be to be set smaller on one line
_LEAST_SHARE = 0.6  # of a row's height that must be left when its white space is cut
_TALL_ROW = 35.0  # millimetres; a taller row may be parted by the end of a page


@dataclass(frozen=True)
class _Placed:
    """A cell in its place, its text broken into lines."""

    row: int
    column: int
    rows: int
    span: int
    cell: Cell
    lines: tuple[str, ...]

    @property
    def end(self) -> int:
        return self.row + self.rows


Rows = Sequence[Sequence[Cell | str]]


@dataclass(frozen=True)
class Table:
    """Rows of cells; ``widths`` share out the width of the sheet. ``head`` rows are repeated on every page."""

    rows: Rows
    widths: Sequence[float]
    look: TableLook = field(default_factory=TableLook)
    head: int = 0

    @property
    def keep_with_next(self) -> bool:
        """Not tied to what follows."""
        return False

    @property
    def never_alone(self) -> bool:
        """It may stand alone."""
        return False

    def height(self, width: float) -> float:
        """Height of all rows."""
        return self._laid(width).tall

    def split(self, width: float, room: float) -> tuple[Block, Block] | None:
        """See ``LaidTable.split``."""
        return self._laid(width).split(width, room)

    def draw(self, paper: Paper, x: float, y: float, width: float) -> None:
        """All of it."""
        self._laid(width).draw(paper, x, y, width)

    @laid_once
    def _laid(self, width: float) -> "LaidTable":
        edges = _edges(self.widths, width)
        placed = _place(self.rows, edges, self.look)
        count = max((p.end for p in placed), default=0)
        return LaidTable(placed, _heights(placed, count, self.look), edges, self.look, self.head)


@dataclass(frozen=True)
class LaidTable:
    """A table whose lines, heights and edges are known."""

    placed: tuple[_Placed, ...]
    heights: tuple[float, ...]
    edges: tuple[float, ...]
    look: TableLook
    head: int

    @property
    def keep_with_next(self) -> bool:
        """Not tied to what follows."""
        return False

    @property
    def never_alone(self) -> bool:
        """It may stand alone."""
        return False

    @cached_property
    def tops(self) -> tuple[float, ...]:
        """Upper edge of every row, and the lower edge of the last."""
        tops = [0.0]
        for tall in self.heights:
            tops.append(tops[-1] + tall)
        return tuple(tops)

    @property
    def tall(self) -> float:
        """Height of all rows."""
        return self.tops[-1]

    def height(self, width: float) -> float:
        """Height of all rows."""
        return self.tall

    def split(self, width: float, room: float) -> tuple[Block, Block] | None:
        """Between two rows, or within a tall row between two lines; labels are repeated."""
        whole = [i for i, top in enumerate(self.tops) if 0 < i < len(self.heights) and top <= room + 1e-6]
        edge = whole[-1] if whole else 0
        shrunk = self._shrink_row(edge, room - self.tops[edge])
        if shrunk:
            return shrunk._cut(edge + 1) if edge + 1 < len(self.heights) else (shrunk, Gap(0.0))
        if self.heights[edge] > min(_TALL_ROW, room):
            parted = self._part_row(edge, room - self.tops[edge])
            if parted:
                return parted._cut(edge + 1)
        return self._cut(edge) if edge > self.head else None

    def _shrink_row(self, row: int, room: float) -> "LaidTable | None":
        """The same table with the white space of a tall row cut down to ``room``, if its text allows that."""
        own = [p for p in self.placed if p.row == row and p.rows == 1]
        least = max([_text_height(p, self.look) for p in own] + [self.heights[row] * _LEAST_SHARE])
        if not own or not least <= room < self.heights[row]:
            return None
        return replace(self, heights=(*self.heights[:row], room, *self.heights[row + 1 :]))

    def _part_row(self, row: int, room: float) -> "LaidTable | None":
        """The same table with one row made into two, the first at most ``room`` high."""
        own = [p for p in self.placed if p.row == row and p.rows == 1]
        if not own:
            return None
        longest = max(own, key=lambda p: len(p.lines) * self.look.step_of(p.cell))
        count = int((room - 2 * self.look.padding) / self.look.step_of(longest.cell))
        count = min(count, len(longest.lines) - 1)
        if count < 2:
            return None
        share = count / len(longest.lines)
        placed = tuple(part for p in self.placed for part in _parted(p, row, count, longest))
        first = max(_needed(p, self.look) for p in placed if p.row == row and p.rows == 1)
        second = max(_needed(p, self.look) for p in placed if p.row == row + 1 and p.rows == 1)
        second = max(second, self.heights[row] * (1 - share) if len(longest.lines) == 1 else second)
        heights = (*self.heights[:row], first, second, *self.heights[row + 1 :])
        return LaidTable(placed, heights, self.edges, self.look, self.head)

    def _cut(self, edge: int) -> tuple[Block, Block]:
        above: list[_Placed] = []
        below: list[_Placed] = [replace(p) for p in self.placed if p.end <= self.head]
        for p in self.placed:
            if p.row < edge:
                above.append(replace(p, rows=min(p.end, edge) - p.row))
            if p.end > edge:
                start = max(p.row, edge)
                lines = p.lines if p.row >= edge or p.cell.label else ()
                moved = start - edge + self.head
                below.append(replace(p, row=moved, rows=p.end - start, lines=lines))
        heads = self.heights[: self.head]
        first = LaidTable(tuple(above), self.heights[:edge], self.edges, self.look, self.head)
        rest = LaidTable(tuple(below), (*heads, *self.heights[edge:]), self.edges, self.look, self.head)
        return first, rest

    def draw(self, paper: Paper, x: float, y: float, width: float) -> None:
        """Every cell with its border, then the heavier border around all."""
        for p in self.placed:
            left, right = x + self.edges[p.column], x + self.edges[p.column + p.span]
            top, bottom = y + self.tops[p.row], y + self.tops[p.end]
            paper.rect(left, top, right - left, bottom - top, self.look.inner)
            _draw_cell(paper, p, self.look, (left, top, right - left, bottom - top))
        if self.look.border:
            paper.rect(x, y, self.edges[-1], self.tall, self.look.border)


def _edges(widths: Sequence[float], width: float) -> tuple[float, ...]:
    total = sum(widths)
    edges = [0.0]
    for part in widths:
        edges.append(edges[-1] + part * width / total)
    return tuple(edges)


def _place(rows: Rows, edges: tuple[float, ...], look: TableLook) -> tuple[_Placed, ...]:
    """Put the cells row by row into the first free column, as HTML does."""
    taken: set[tuple[int, int]] = set()
    placed: list[_Placed] = []
    for r, row in enumerate(rows):
        column = 0
        for item in row:
            value = item if isinstance(item, Cell) else Cell(item)
            while (r, column) in taken:
                column += 1
            room = edges[column + value.span] - edges[column] - 2 * look.padding
            placed.append(_Placed(r, column, value.rows, value.span, *_fitted(value, room, look)))
            taken |= {(r + i, column + j) for i in range(value.rows) for j in range(value.span)}
            column += value.span
    return tuple(placed)


def _fitted(item: Cell, room: float, look: TableLook) -> tuple[Cell, tuple[str, ...]]:
    """The cell and its lines; a value only a little too long for one line is set smaller instead.

    Running text (with an indent) is wrapped, so that it has one size throughout the form.
    """
    if item.vertical or not item.text:
        return item, tuple(item.text)
    indent = "\u3000" * item.indent
    text = "\n".join(indent + part for part in item.text.split("\n"))
    face, size = look.face_of(item), look.size_of(item)
    natural = measure(text.replace("\n", ""), face, size)
    if "\n" not in text and room * MM < natural <= room * MM * _SQUEEZE and not (item.label or item.indent):
        return replace(item, size=size * room * MM / natural - 0.01), (text,)
    lines = wrap(text, room * MM, face, size)
    if item.label and "\n" not in text and len(lines) > 1:
        lines = wrap(text, max(natural / len(lines) + size * 0.6, size), face, size)
    return item, tuple(lines)


def _text_height(p: _Placed, look: TableLook) -> float:
    return len(p.lines) * look.step_of(p.cell) + 2 * look.padding


def _needed(p: _Placed, look: TableLook) -> float:
    return max(_text_height(p, look), p.cell.height if p.rows == 1 else 0.0)


def _heights(placed: Sequence[_Placed], count: int, look: TableLook) -> tuple[float, ...]:
    heights = [look.row_height] * count
    for p in placed:
        if p.rows == 1:
            heights[p.row] = max(heights[p.row], _needed(p, look))
    for p in placed:
        lacking = max(_needed(p, look), p.cell.height) - sum(heights[p.row : p.end])
        if p.rows > 1 and lacking > 0:
            for row in range(p.row, p.end):
                heights[row] += lacking / p.rows
    return tuple(heights)


def _parted(p: _Placed, row: int, count: int, longest: _Placed) -> list[_Placed]:
    """What becomes of a cell when ``row`` is made into two after ``count`` lines of its longest cell."""
    if p.row > row:
        return [replace(p, row=p.row + 1)]
    if p.end <= row:
        return [p]
    if p.rows > 1:
        return [replace(p, rows=p.rows + 1)]
    item = replace(p.cell, height=0.0, valign="top" if p is longest else p.cell.valign)
    if len(p.lines) > count and not p.cell.label:
        head, rest = p.lines[:count], p.lines[count:]
    else:
        head, rest = p.lines, p.lines if p.cell.label else ()
    return [replace(p, cell=item, lines=head), replace(p, row=row + 1, cell=item, lines=rest)]


def _draw_cell(paper: Paper, p: _Placed, look: TableLook, box: tuple[float, float, float, float]) -> None:
    left, top, width, height = box
    pad = look.padding
    if p.cell.image:
        paper.image(left + pad, top + pad, width - 2 * pad, height - 2 * pad, p.cell.image)
        return
    step = look.step_of(p.cell)
    spare = height - len(p.lines) * step
    start = top + {"top": pad, "middle": spare / 2, "bottom": spare - pad}[p.cell.valign]
    align = p.cell.align or ("centre" if p.cell.label or p.cell.vertical or len(p.lines) == 1 else "left")
    x = left + {"left": pad, "centre": width / 2, "right": width - pad}[align]
    for i, line in enumerate(p.lines):
        middle = start + (i + 0.5) * step
        paper.text(x, middle, line.rstrip(" "), look.face_of(p.cell), look.size_of(p.cell), align, "middle")
