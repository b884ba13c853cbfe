"""Registers: any list printed as a table, with its headings on every page."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from commgov_desktop.documents.fonts import Face
from commgov_desktop.documents.paper import A4, GREY, MM, Align, Paper, Size
from commgov_desktop.documents.typesetting import measure, wrap

_SIDE, _TOP, _BOTTOM = 15.0, 15.0, 16.0  # margins in millimetres
_TYPE, _LEAST_TYPE = 10.0, 7.0  # points
_ROW, _PADDING, _HEAD = 7.4, 1.2, 9.0
_MOST_LINES = 6
_HEAD_FILL = (0.93, 0.94, 0.95)

Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class Column:
    """A column: its heading, its share of the width, and how its cells stand."""

    title: str
    weight: float = 1.0
    align: Align = "left"


def register(
    title: str,
    subtitle: str,
    columns: Sequence[Column],
    rows: Iterable[Sequence[str]],
    *,
    issued: datetime,
    landscape: bool = False,
    size: Size = A4,
    footer: str = "",
    progress: Progress | None = None,
    face: Face = "song",
) -> bytes:
    """A list as PDF. ``subtitle`` (office, filter, count) stands under the title, ``footer`` at every foot.

    Long cells are wrapped; one that would need more than six lines is set smaller, down to 7 points.
    ``progress(done, total)`` may raise to stop. Raises ``MissingGlyph``.
    """
    sheet = _Sheet(title, subtitle, columns, footer, face, size.landscape if landscape else size)
    return sheet.print(list(rows), issued, progress)


@dataclass
class _Sheet:
    title: str
    subtitle: str
    columns: Sequence[Column]
    footer: str
    face: Face
    size: Size

    def __post_init__(self) -> None:
        room = self.size.width - 2 * _SIDE
        total = sum(column.weight for column in self.columns)
        self.edges = [_SIDE]
        for column in self.columns:
            self.edges.append(self.edges[-1] + column.weight / total * room)

    def print(self, rows: Sequence[Sequence[str]], issued: datetime, progress: Progress | None) -> bytes:
        paper = Paper(self.title, issued, size=self.size, footer=self._foot)
        y = self._top(paper, first=True)
        start = y
        for done, row in enumerate(rows):
            cells, tall = self._broken(row)
            if y + tall > self.size.height - _BOTTOM:
                self._frame(paper, start, y)
                paper.new_page()
                y = start = self._top(paper, first=False)
            self._row(paper, cells, y, tall)
            y += tall
            if progress and done % 200 == 0:
                progress(done, len(rows))
        self._frame(paper, start, y)
        if progress:
            progress(len(rows), len(rows))
        return paper.finish()

    def _top(self, paper: Paper, *, first: bool) -> float:
        y = _TOP
        if first:
            paper.text_box(
                _SIDE, y, self.edges[-1] - _SIDE, 10, self.title, "title", 18, "centre", shrink_to=12
            )
            y += 11
            if self.subtitle:
                room = self.edges[-1] - _SIDE
                size = min(_TYPE, _TYPE * room * MM / measure(self.subtitle, self.face, _TYPE))
                paper.text(
                    self.size.width / 2, y + 3, self.subtitle, self.face, size, "centre", "middle", GREY
                )
                y += 7
            y += 1
        return self._headings(paper, y)

    def _headings(self, paper: Paper, y: float) -> float:
        paper.rect(_SIDE, y, self.edges[-1] - _SIDE, _HEAD, 0, fill=_HEAD_FILL)
        for column, left, right in zip(self.columns, self.edges, self.edges[1:], strict=False):
            width = right - left - 1.0
            paper.text_box(
                left + 0.5, y, width, _HEAD, column.title, "hei", _TYPE, "centre", pitch=12, shrink_to=7
            )
        paper.line(_SIDE, y, self.edges[-1], y, 1.0)
        paper.line(_SIDE, y + _HEAD, self.edges[-1], y + _HEAD, 0.7)
        for edge in self.edges:
            paper.line(edge, y, edge, y + _HEAD, 1.0 if edge in (self.edges[0], self.edges[-1]) else 0.4)
        return y + _HEAD

    def _broken(self, row: Sequence[str]) -> tuple[list[tuple[list[str], float]], float]:
        """The cells' lines with their type size, and the height of the row."""
        cells = list(self._cells(row))
        tall = max((len(lines) * size * 1.25 / MM for lines, size in cells), default=0.0)
        return cells, max(_ROW, tall + 2 * _PADDING)

    def _cells(self, row: Sequence[str]) -> Iterator[tuple[list[str], float]]:
        for text, left, right in zip(row, self.edges, self.edges[1:], strict=False):
            yield _fitted(text, (right - left - 2 * _PADDING) * MM, self.face)

    def _row(self, paper: Paper, cells: Sequence[tuple[list[str], float]], y: float, tall: float) -> None:
        for (lines, size), column, left, right in zip(
            cells, self.columns, self.edges, self.edges[1:], strict=False
        ):
            x = {"left": left + _PADDING, "centre": (left + right) / 2, "right": right - _PADDING}[
                column.align
            ]
            step = size * 1.25 / MM
            middle = y + (tall - len(lines) * step) / 2 + step / 2
            for line in lines:
                paper.text(x, middle, line.rstrip(" "), self.face, size, column.align, "middle")
                middle += step
        paper.line(_SIDE, y + tall, self.edges[-1], y + tall, 0.4)

    def _frame(self, paper: Paper, start: float, end: float) -> None:
        for edge in self.edges[1:-1]:
            paper.line(edge, start, edge, end, 0.4)
        for edge in (self.edges[0], self.edges[-1]):
            paper.line(edge, start, edge, end, 1.0)
        paper.line(_SIDE, end, self.edges[-1], end, 1.0)

    def _foot(self, paper: Paper, page: int, pages: int) -> None:
        y = self.size.height - _BOTTOM / 2
        paper.text(_SIDE, y, self.footer, self.face, 8.5, "left", "middle", GREY)
        words = f"第 {page} 页　共 {pages} 页"
        paper.text(self.edges[-1], y, words, self.face, 8.5, "right", "middle", GREY)


def _fitted(text: str, room: float, face: Face) -> tuple[list[str], float]:
    if not text:
        return [], _TYPE
    if "\n" not in text and measure(text, face, _TYPE) <= room:
        return [text], _TYPE
    size = _TYPE
    if "\n" not in text and measure(text, face, _TYPE) <= room * 1.12:
        size = (
            _TYPE * room / measure(text, face, _TYPE) - 0.01
        )  # a little too long: smaller rather than two lines
        return [text], size
    lines = wrap(text, room, face, size)
    while len(lines) > _MOST_LINES and size > _LEAST_TYPE:
        size -= 0.5
        lines = wrap(text, room, face, size)
    return lines, size
