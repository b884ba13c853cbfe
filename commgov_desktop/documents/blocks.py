"""The parts a form or certificate is put together from: lines, paragraphs, signatures, cut lines, codes.

Lengths are millimetres, type sizes and line pitches points.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from commgov_desktop.documents.block import Block, Solid, laid_once
from commgov_desktop.documents.fonts import Face
from commgov_desktop.documents.paper import BLACK, GREY, MM, Align, Colour, Paper
from commgov_desktop.documents.paragraphs import Fill, Paragraph, Text, fill, plain
from commgov_desktop.documents.typesetting import wrap

__all__ = [
    "Block",
    "Code",
    "CutLine",
    "Drawing",
    "Fill",
    "Gap",
    "Lines",
    "Paragraph",
    "Signatures",
    "Signing",
    "Solid",
    "Text",
    "Together",
    "chinese_date",
    "fill",
    "plain",
]

_LONE = 0.3  # a single column of signatures begins this far in


def chinese_date(day: date | None) -> str:
    """2026年3月5日, without leading zeros (GB/T 9704-2012); without a day the blanks to write one in."""
    return f"{day.year}年{day.month}月{day.day}日" if day else "　　　　年　　月　　日"


@dataclass(frozen=True)
class Gap(Solid):
    """White space."""

    tall: float

    def height(self, width: float) -> float:
        """As given."""
        return self.tall

    def draw(self, paper: Paper, x: float, y: float, width: float) -> None:
        """Nothing is drawn."""


@dataclass(frozen=True)
class Lines(Solid):
    """Centred or flush lines without justification: titles, numbers, notes."""

    text: str
    face: Face = "song"
    size: float = 12.0
    align: Align = "left"
    pitch: float = 0.0
    spacing: float = 0.0
    colour: Colour = BLACK
    tied: bool = False

    @property
    def keep_with_next(self) -> bool:
        """As given by ``tied``."""
        return self.tied

    def _step(self) -> float:
        return (self.pitch or self.size * 1.4) / MM

    @laid_once
    def _lines(self, width: float) -> list[str]:
        room = width * MM * (self.size / (self.size + self.spacing))
        return wrap(self.text, room, self.face, self.size)

    def height(self, width: float) -> float:
        """One pitch a line."""
        return len(self._lines(width)) * self._step()

    def draw(self, paper: Paper, x: float, y: float, width: float) -> None:
        """Each line placed by itself."""
        left = x + {"left": 0.0, "centre": width / 2, "right": width}[self.align]
        for i, line in enumerate(self._lines(width)):
            middle = y + (i + 0.5) * self._step()
            words = line.rstrip(" ")
            paper.text(
                left,
                middle,
                words,
                self.face,
                self.size,
                self.align,
                "middle",
                self.colour,
                spacing=self.spacing,
            )


@dataclass(frozen=True)
class Signatures(Solid):
    """Places to sign: each label with a line after it, in one or more columns, and the date below if wanted."""

    labels: tuple[str, ...]
    columns: int = 1
    face: Face = "fang"
    size: float = 12.0
    gap: float = 13.0
    dated: bool = False
    ruled: bool = True

    @property
    def never_alone(self) -> bool:
        """It needs text above it."""
        return True

    def _rows(self) -> int:
        return -(-len(self.labels) // self.columns)

    def height(self, width: float) -> float:
        """``gap`` a row, and one more for the dates."""
        return self._rows() * self.gap * (2 if self.dated else 1)

    def draw(self, paper: Paper, x: float, y: float, width: float) -> None:
        """Labels on the lower part of their rows, with room to write above the line."""
        room = width / self.columns
        for i, label in enumerate(self.labels):
            row, column = divmod(i, self.columns)
            top = y + row * self.gap * (2 if self.dated else 1)
            inset = width * _LONE if self.columns == 1 else 0.0
            self._place(paper, x + column * room + inset, top, room - inset - 3, label)

    def _place(self, paper: Paper, x: float, top: float, room: float, label: str) -> None:
        middle = top + self.gap * 0.62
        shown = label if label.endswith("：") else label + "："
        wide = paper.text(x, middle, shown, self.face, self.size, "left", "middle")
        if self.ruled:
            below = middle + 0.55 * self.size / MM
            paper.line(x + wide, below, x + room, below, 0.5)
        if self.dated:
            right = x + room
            paper.text(right, middle + self.gap, chinese_date(None), self.face, self.size, "right", "middle")


@dataclass(frozen=True)
class Signing(Solid):
    """The organ and the day at the lower right, with room for the seal on them."""

    organ: str
    day: date | None
    sealed: bool = True
    face: Face = "fang"
    size: float = 14.0
    note: str = ""

    @property
    def never_alone(self) -> bool:
        """It needs text above it."""
        return True

    def _space(self) -> float:
        return 14.0 if self.sealed else 4.0

    def height(self, width: float) -> float:
        """Two lines, and for a seal (42 mm across) the room above and below them."""
        return self._space() + 2 * self.size * 1.8 / MM + (10.0 if self.sealed else 0.0)

    def draw(self, paper: Paper, x: float, y: float, width: float) -> None:
        """Name centred over date, four characters from the right edge (GB/T 9704-2012 7.3.5.1)."""
        step = self.size * 1.8 / MM
        name = self.organ + self.note
        wide = max(
            paper.width_of(name, self.face, self.size),
            paper.width_of(chinese_date(self.day), self.face, self.size),
        )
        centre = min(x + width - 2 * self.size / MM - wide / 2, x + width - wide / 2)
        top = y + self._space() + step / 2
        paper.text(centre, top, name, self.face, self.size, "centre", "middle")
        paper.text(centre, top + step, chinese_date(self.day), self.face, self.size, "centre", "middle")


@dataclass(frozen=True)
class CutLine(Solid):
    """The dashed line between a certificate and its stub, with the number that is cut through."""

    text: str = ""
    tall: float = 16.0

    def height(self, width: float) -> float:
        """As given."""
        return self.tall

    def draw(self, paper: Paper, x: float, y: float, width: float) -> None:
        """Dashes from edge to edge, broken by the text."""
        middle = y + self.tall / 2
        half = paper.width_of(self.text, "fang", 12) / 2 + 3 if self.text else 0.0
        for start, end in ((x, x + width / 2 - half), (x + width / 2 + half, x + width)):
            paper.line(start, middle, end, middle, 0.7, GREY, (2.2, 1.6))
        if self.text:
            paper.text(x + width / 2, middle, self.text, "fang", 12, "centre", "middle")


@dataclass(frozen=True)
class Code(Solid):
    """A QR code with words below it."""

    text: str
    side: float = 30.0
    caption: str = ""
    align: Align = "centre"

    def height(self, width: float) -> float:
        """Code, quiet zone and caption."""
        return self.side + 6 + (6 if self.caption else 0)

    def draw(self, paper: Paper, x: float, y: float, width: float) -> None:
        """The code with white around it."""
        left = (
            x + {"left": 3.0, "centre": (width - self.side) / 2, "right": width - self.side - 3}[self.align]
        )
        paper.qr(left, y + 3, self.side, self.text)
        if self.caption:
            paper.text(
                left + self.side / 2, y + self.side + 8, self.caption, "song", 9, "centre", "middle", GREY
            )


@dataclass(frozen=True)
class Drawing(Solid):
    """Whatever a paper draws by itself in a strip of the sheet."""

    tall: float
    paint: Callable[[Paper, float, float, float], None]

    def height(self, width: float) -> float:
        """As given."""
        return self.tall

    def draw(self, paper: Paper, x: float, y: float, width: float) -> None:
        """Calls ``paint(paper, x, y, width)``."""
        self.paint(paper, x, y, width)


@dataclass(frozen=True)
class Together(Solid):
    """Blocks that stay on one page."""

    blocks: tuple[Block, ...]

    def height(self, width: float) -> float:
        """All of them."""
        return sum(block.height(width) for block in self.blocks)

    def draw(self, paper: Paper, x: float, y: float, width: float) -> None:
        """One below the other."""
        for block in self.blocks:
            block.draw(paper, x, y, width)
            y += block.height(width)
