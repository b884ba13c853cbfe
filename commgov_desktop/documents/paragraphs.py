"""Running text: paragraphs with both edges straight, and values written into their blanks.

Lengths are millimetres, type sizes and line pitches points.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from commgov_desktop.documents.block import Block, laid_once
from commgov_desktop.documents.fonts import Face, chain
from commgov_desktop.documents.line_breaking import break_lines
from commgov_desktop.documents.paper import MM, Align, Paper

_LOOSEST = 2.2  # a line shorter by more than this many characters is left ragged
_UNDERLINE = 0.62  # below the middle of the line, in type sizes


@dataclass(frozen=True)
class Fill:
    """A value written into a blank of printed text; see ``fill``."""

    text: str
    face: Face | None = None
    underline: bool = True


Text = str | Sequence[str | Fill]


def fill(text: str, *, characters: int = 0, face: Face | None = None, underline: bool = True) -> Fill:
    """A value in a blank: underlined, and the blank at least ``characters`` Chinese characters wide."""
    spare = max(0, characters - len(text))
    return Fill("\u3000" * ((spare + 1) // 2) + text + "\u3000" * (spare // 2), face, underline)


def plain(text: Text) -> str:
    """The text without its marks."""
    return (
        text
        if isinstance(text, str)
        else "".join(part if isinstance(part, str) else part.text for part in text)
    )


@dataclass(frozen=True)
class Paragraph:
    """Running text with a fixed line pitch, indented two characters, both edges straight."""

    text: Text
    face: Face = "fang"
    size: float = 14.0
    pitch: float = 0.0
    indent: float = 2.0
    align: Align = "left"
    tied: bool = False

    @property
    def never_alone(self) -> bool:
        """It may stand alone."""
        return False

    @property
    def keep_with_next(self) -> bool:
        """As given by ``tied``."""
        return self.tied

    @property
    def step(self) -> float:
        """Line pitch in millimetres."""
        return (self.pitch or self.size * 1.6) / MM

    @laid_once
    def _laid(self, width: float) -> list["_Line"]:
        return list(_set(self, width))

    def height(self, width: float) -> float:
        """One pitch a line."""
        return len(self._laid(width)) * self.step

    def split(self, width: float, room: float) -> tuple[Block, Block] | None:
        """Between lines, leaving two at least on both pages."""
        lines = self._laid(width)
        count = min(int(room / self.step + 1e-6), len(lines) - 2)
        if count < 2:
            return None
        return _SetLines(self, tuple(lines[:count])), _SetLines(self, tuple(lines[count:]))

    def draw(self, paper: Paper, x: float, y: float, width: float) -> None:
        """All lines."""
        _SetLines(self, tuple(self._laid(width))).draw(paper, x, y, width)


@dataclass(frozen=True)
class _Line:
    text: str
    styles: tuple[int, ...]
    indent: float  # millimetres
    ends: bool  # last of its paragraph


@dataclass(frozen=True)
class _SetLines:
    """Lines of a paragraph already broken, so that both halves of a split one stay as they were."""

    source: Paragraph
    lines: tuple[_Line, ...]

    @property
    def never_alone(self) -> bool:
        return False

    @property
    def keep_with_next(self) -> bool:
        return self.source.tied

    def height(self, width: float) -> float:
        return len(self.lines) * self.source.step

    def split(self, width: float, room: float) -> tuple[Block, Block] | None:
        count = min(int(room / self.source.step + 1e-6), len(self.lines) - 2)
        if count < 2:
            return None
        return replace(self, lines=self.lines[:count]), replace(self, lines=self.lines[count:])

    def draw(self, paper: Paper, x: float, y: float, width: float) -> None:
        for i, line in enumerate(self.lines):
            _draw_line(paper, self.source, line, x, y + (i + 0.5) * self.source.step, width)


def _parts(text: Text) -> list[Fill]:
    parts: Sequence[str | Fill] = [text] if isinstance(text, str) else text
    return [part if isinstance(part, Fill) else Fill(part, None, False) for part in parts]


def _set(source: Paragraph, width: float) -> Iterator[_Line]:
    parts = _parts(source.text)
    faces = {part.face or source.face for part in parts} | {source.face}
    chains = [chain(face) for face in sorted(faces)]
    whole = plain(source.text)
    styles = [i for i, part in enumerate(parts) for _ in part.text]

    def advance(character: str) -> float:
        return max(c.glyph(character, whole).advance for c in chains) * source.size / MM

    indent = source.indent * source.size / MM
    start = 0
    for paragraph in whole.split("\n"):
        lines = break_lines(paragraph, width, advance, width - indent)
        for i, line in enumerate(lines):
            here = tuple(styles[start : start + len(line)])
            yield _Line(line, here, 0.0 if i else indent, i == len(lines) - 1)
            start += len(line)
        start += 1


def _draw_line(paper: Paper, source: Paragraph, line: _Line, x: float, middle: float, width: float) -> None:
    parts = _parts(source.text)
    words = line.text.rstrip(" ")
    segments: list[tuple[Fill, str]] = []
    start = 0
    for style, group in groupby(line.styles[: len(words)]):
        count = len(list(group))
        segments.append((parts[style], words[start : start + count]))
        start += count
    natural = sum(paper.width_of(text, part.face or source.face, source.size) for part, text in segments)
    spare = width - line.indent - natural
    loose = (
        source.align == "left" and not line.ends and spare * MM < _LOOSEST * source.size and len(words) > 1
    )
    extra = max(spare, 0.0) * MM / (len(words) - 1) if loose else 0.0
    left = x + line.indent
    if source.align != "left":
        left += spare * (0.5 if source.align == "centre" else 1.0)
    for part, text in segments:
        wide = paper.text(
            left, middle, text, part.face or source.face, source.size, "left", "middle", spacing=extra
        )
        if part.underline:
            below = middle + _UNDERLINE * source.size / MM
            paper.line(left, below, left + wide, below, 0.5)
        left += wide + extra / MM
