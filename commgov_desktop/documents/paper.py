"""A printed paper being written: text, lines and pictures placed in millimetres from the top left corner."""

import io
import math
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from commgov_desktop.documents.archive_format import make_archivable
from commgov_desktop.documents.fonts import Face
from commgov_desktop.documents.measures import (
    A3,
    A4,
    BLACK,
    DRAFT_GREY,
    GREY,
    MM,
    ORDINARY,
    RED,
    Align,
    Anchor,
    Colour,
    Margins,
    Size,
)
from commgov_desktop.documents.pdf_operators import (
    colour_code,
    dark_runs,
    in_points,
    middle_of,
    new_canvas,
    number,
    readable_picture,
    share_before,
    text_code,
)
from commgov_desktop.documents.typesetting import Piece, compose, compose_on_grid, measure, wrap

__all__ = ["A3", "A4", "BLACK", "GREY", "MM", "ORDINARY", "RED", "Align", "Anchor", "Colour"]
__all__ += ["Footer", "Margins", "Paper", "Size"]

Footer = Callable[["Paper", int, int], None]
"""Draws what stands on every page; told the page's number and how many there are."""


class Paper:
    """One PDF/A-2b file. Lengths are millimetres from the top left corner, type sizes points.

    ``issued`` (aware) dates the file: the same input gives the same bytes. ``zoom`` prints the whole design
    larger, so that a page drawn for A4 comes out on A3 (√2). With ``draft`` every page says 草稿.
    ``common`` names, face by face, characters every paper of this kind has: they are embedded as one block
    that is made only once, which makes many separate files quick.
    """

    def __init__(
        self,
        title: str,
        issued: datetime,
        *,
        size: Size = A4,
        zoom: float = 1.0,
        author: str = "",
        subject: str = "",
        draft: bool = False,
        footer: Footer | None = None,
        common: "dict[Face, str] | None" = None,
    ) -> None:
        self.size = size
        self.page = 1
        self.draft = draft
        self._zoom = zoom
        self._footer = footer
        self._kept: list[dict[str, Any]] = []
        self._buffer = io.BytesIO()
        self._canvas = new_canvas(self._buffer, size, zoom)
        make_archivable(self._canvas, issued, title, author, subject)
        if common:
            from commgov_desktop.documents.subsets import embed_first

            embed_first(self._canvas._doc, common)
        self._start_page()

    # ---- pages -------------------------------------------------------------------------------------------

    @property
    def width(self) -> float:
        """Width of the page in millimetres, before zoom."""
        return self.size.width

    @property
    def height(self) -> float:
        """Height of the page in millimetres, before zoom."""
        return self.size.height

    def new_page(self, size: Size | None = None) -> None:
        """Finish this page and begin the next, of another size if one is given."""
        self._end_page()
        self.size = size or self.size
        self._canvas.setPageSize(in_points(self.size, self._zoom))
        self.page += 1
        self._start_page()

    def finish(self) -> bytes:
        """The finished file. Nothing can be drawn afterwards."""
        self._end_page()
        for page, (size, state) in enumerate([(k.pop("size of page"), k) for k in self._kept], 1):
            self._canvas.__dict__.update(state)
            self.size = size
            assert self._footer is not None
            self._footer(self, page, len(self._kept))
            self._canvas.showPage()
        self._canvas.save()
        return self._buffer.getvalue()

    def _start_page(self) -> None:
        if self._zoom != 1.0:
            self._canvas.scale(self._zoom, self._zoom)
        if self.draft:
            self._draft_mark()

    def _end_page(self) -> None:
        self._canvas._doc.updateSignature("\n".join(self._canvas._code))
        if self._footer is None:
            self._canvas.showPage()
        else:
            self._kept.append({**vars(self._canvas), "size of page": self.size})
            self._canvas._startPage()

    def _draft_mark(self) -> None:
        reach = min(self.size) * MM * 0.27
        with self.turned(self.width / 2, self.height / 2, 35):
            self.text(self.width / 2, self.height / 2, "草　稿", "hei", reach, "centre", "middle", DRAFT_GREY)

    # ---- text --------------------------------------------------------------------------------------------

    def text(
        self,
        x: float,
        y: float,
        text: str,
        face: Face = "song",
        size: float = 12.0,
        align: Align = "left",
        anchor: Anchor = "top",
        colour: Colour = BLACK,
        *,
        spacing: float = 0.0,
    ) -> float:
        """One line. ``y`` is the top, middle or bottom of the type; ``spacing`` points follow each character.

        Returns the width in millimetres. Raises ``MissingGlyph``.
        """
        pieces, width = compose(text, face, size, extra=spacing)
        self._show(pieces, x * MM - share_before(align) * width, middle_of(y, size, anchor), size, colour)
        return width / MM

    def grid_text(
        self, x: float, y: float, text: str, face: Face, size: float, cell: float, colour: Colour = BLACK
    ) -> float:
        """One line on the official grid: ``y`` is its middle, ``cell`` the square's width in points."""
        pieces, width = compose_on_grid(text, face, size, cell)
        self._show(pieces, x * MM, y * MM, size, colour)
        return width / MM

    def text_box(
        self,
        x: float,
        y: float,
        width: float,
        height: float,
        text: str,
        face: Face = "song",
        size: float = 12.0,
        align: Align = "left",
        valign: Anchor = "middle",
        *,
        pitch: float | None = None,
        shrink_to: float | None = None,
        colour: Colour = BLACK,
    ) -> float:
        """Wrapped text in a box; ``pitch`` is the line pitch in points (1.3 sizes by default).

        With ``shrink_to`` the type gets smaller, down to that size, until the text fits. Returns the size used.
        """
        ratio = (pitch or size * 1.3) / size
        lines = wrap(text, width * MM, face, size)
        while shrink_to and size > shrink_to and len(lines) * size * ratio > height * MM + 0.5:
            size = max(shrink_to, size - 0.5)
            lines = wrap(text, width * MM, face, size)
        step = size * ratio / MM
        spare = height - len(lines) * step
        top = y + {"top": 0.0, "middle": spare / 2, "bottom": spare}[valign]
        left = x + share_before(align) * width
        for i, line in enumerate(lines):
            self.text(left, top + (i + 0.5) * step, line.rstrip(" "), face, size, align, "middle", colour)
        return size

    def width_of(self, text: str, face: Face = "song", size: float = 12.0) -> float:
        """Width of a line in millimetres."""
        return measure(text, face, size) / MM

    def lines_of(self, text: str, width: float, face: Face = "song", size: float = 12.0) -> list[str]:
        """``text`` in lines at most ``width`` millimetres wide."""
        return wrap(text, width * MM, face, size)

    def _show(self, pieces: Sequence[Piece], x: float, middle: float, size: float, colour: Colour) -> None:
        """Draw pieces from ``x`` with their optical middle ``middle`` points below the page's top."""
        if not pieces:
            return
        base = self.size.height * MM - middle
        self._canvas._doc.updateSignature("".join(piece.text for piece in pieces))
        self._canvas._code.append(text_code(self._canvas, pieces, x, base, size, colour))

    # ---- lines, areas, pictures --------------------------------------------------------------------------

    def line(
        self,
        x1: float,
        y1: float,
        x2: float,
        y2: float,
        weight: float = 0.5,
        colour: Colour = BLACK,
        dash: Sequence[float] = (),
    ) -> None:
        """A line ``weight`` points thick; ``dash`` gives strokes and gaps in millimetres."""
        height = self.size.height
        points = (x1 * MM, (height - y1) * MM, x2 * MM, (height - y2) * MM)
        a, b, c, d = map(number, points)
        pattern = f"[{' '.join(number(v * MM) for v in dash)}] 0 d " if dash else ""
        self._canvas._code.append(
            f"q {colour_code(colour)} RG {number(weight)} w {pattern}{a} {b} m {c} {d} l S Q"
        )

    def rect(
        self,
        x: float,
        y: float,
        width: float,
        height: float,
        weight: float = 0.5,
        colour: Colour = BLACK,
        fill: Colour | None = None,
    ) -> None:
        """A rectangle; ``weight`` 0 leaves the border out, ``fill`` colours the area."""
        box = self._box(x, y, width, height)
        paint = "B" if fill and weight else "f" if fill else "S"
        inside = f"{colour_code(fill)} rg " if fill else ""
        edge = f"{colour_code(colour)} RG {number(weight)} w " if weight else ""
        self._canvas._code.append(f"q {inside}{edge}{' '.join(map(number, box))} re {paint} Q")

    def image(self, x: float, y: float, width: float, height: float, data: bytes) -> None:
        """A JPEG or PNG picture, as large as fits the box, centred in it. Raises ``ValueError`` if unreadable."""
        box = self._box(x, y, width, height)
        self._canvas.drawImage(readable_picture(data), *box, preserveAspectRatio=True, anchor="c")

    def qr(self, x: float, y: float, side: float, text: str, error: str = "m") -> None:
        """A QR code ``side`` millimetres wide without its quiet zone; leave four modules white around it."""
        import segno

        matrix = segno.make(text, error=error, mask=2, micro=False, boost_error=False).matrix
        module = side / len(matrix)
        boxes = [
            self._box(x + start * module, y + row * module, length * module, module)
            for row, line in enumerate(matrix)
            for start, length in dark_runs(line)
        ]
        areas = " ".join(f"{' '.join(map(number, box))} re" for box in boxes)
        self._canvas._code.append(f"q 0 0 0 rg {areas} f Q")

    def _box(self, x: float, y: float, width: float, height: float) -> tuple[float, float, float, float]:
        """A rectangle in points from the lower left corner."""
        return x * MM, (self.size.height - y - height) * MM, width * MM, height * MM

    @contextmanager
    def turned(self, x: float, y: float, degrees: float) -> Iterator[None]:
        """Draw what follows turned anticlockwise about a point."""
        turn = math.radians(degrees)
        px, py = x * MM, (self.size.height - y) * MM
        cos, sin = math.cos(turn), math.sin(turn)
        shift = (px - px * cos + py * sin, py - px * sin - py * cos)
        matrix = " ".join(number(v, 6) for v in (cos, sin, -sin, cos, *shift))
        self._canvas._code.append(f"q {matrix} cm")
        yield
        self._canvas._code.append("Q")

    # ---- parts that repeat -------------------------------------------------------------------------------

    def define_part(self, name: str, draw: Callable[["Paper"], None]) -> None:
        """Draw something once, to be placed on many pages by ``place_part``; it is stored a single time."""
        self._canvas.beginForm(name)
        draw(self)
        self._canvas.endForm()

    def place_part(self, name: str) -> None:
        """Put a part defined before on this page, where it was drawn."""
        self._canvas.doForm(name)
