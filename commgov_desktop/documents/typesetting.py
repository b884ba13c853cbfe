"""Places the characters of one line: whole squares for Chinese, their own widths for digits and Latin letters."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from commgov_desktop.documents.fonts import Face, FaceChain, Font, Glyph, chain
from commgov_desktop.documents.line_breaking import break_lines

NATURAL = 1.0


@dataclass(frozen=True, slots=True)
class Piece:
    """Characters of one font set with one spacing. ``x`` and ``rise`` in points from the line's start and middle."""

    font: Font
    text: str
    x: float
    spacing: float
    stretch: float
    rise: float


def compose(text: str, face: Face, size: float, *, extra: float = 0.0) -> tuple[list[Piece], float]:
    """The pieces of one line and its width in points. ``extra`` points are put after every character.

    The line is placed about its optical middle; a piece's baseline lies ``rise`` points above ``-middle``.
    """
    pieces: list[Piece] = []
    x = 0.0
    for glyphs, characters in _alike(text, chain(face)):
        head = glyphs[0]
        step = head.advance * size
        if _stacks(head):
            pieces.append(_piece(head, characters, x, extra, size))
            x += sum(glyph.advance for glyph in glyphs) * size + extra * len(glyphs)
            continue
        for glyph, character in zip(glyphs, characters, strict=True):
            pieces.append(_piece(glyph, character, x, 0.0, size))
            x += step + extra
    return pieces, x - (extra if text else 0.0)


def compose_on_grid(text: str, face: Face, size: float, cell: float) -> tuple[list[Piece], float]:
    """The pieces of a line whose Chinese characters stand in squares ``cell`` points wide, middle on middle.

    Digits and Latin letters share half squares, a run of them evenly (GB/T 9704-2012 grid).
    """
    pieces: list[Piece] = []
    x = 0.0
    for glyphs, characters in _alike(text, chain(face)):
        head, count = glyphs[0], len(glyphs)
        if head.full:
            inset = (cell - size) / 2
            if _stacks(head):
                pieces.append(_piece(head, characters, x + inset, cell - size, size))
            else:
                pieces.extend(
                    _piece(g, c, x + i * cell + inset, 0.0, size)
                    for i, (g, c) in enumerate(zip(glyphs, characters, strict=True))
                )
            x += cell * count
        else:
            slot = cell / 2 * count
            spacing = (slot - sum(glyph.width for glyph in glyphs) * size) / count
            pieces.append(_piece(head, characters, x + spacing / 2, spacing, size))
            x += slot
    return pieces, x


def measure(text: str, face: Face, size: float) -> float:
    """Width of a line in points, set without a grid."""
    asked = chain(face)
    return sum(asked.glyph(character, text).advance for character in text) * size


def wrap(text: str, width: float, face: Face, size: float, *, first: float | None = None) -> list[str]:
    """``text`` in lines at most ``width`` points wide (the first of each paragraph ``first``)."""
    asked = chain(face)
    if not text:
        return [""]

    def advance(character: str) -> float:
        return asked.glyph(character, text).advance * size

    return [line for part in text.split("\n") for line in break_lines(part, width, advance, first)]


def _stacks(glyph: Glyph) -> bool:
    return glyph.shift == 0.0 and glyph.stretch == NATURAL and (not glyph.full or glyph.width == 1.0)


def _piece(glyph: Glyph, text: str, x: float, spacing: float, size: float) -> Piece:
    rise = (glyph.rise - glyph.font.middle) * size
    return Piece(glyph.font, text, x + glyph.shift * size, spacing, glyph.stretch, rise)


def _alike(text: str, asked: FaceChain) -> Iterator[tuple[list[Glyph], str]]:
    pairs = [(asked.glyph(character, text), character) for character in text]
    for _, group in groupby(pairs, key=lambda pair: (id(pair[0].font), pair[0].full, _stacks(pair[0]))):
        members = list(group)
        yield [glyph for glyph, _ in members], "".join(character for _, character in members)
