"""The small change of a PDF page: numbers, colours, pictures and codes as the file wants them written."""

import io
from collections.abc import Iterator, Sequence
from typing import Any

from commgov_desktop.documents import fonts
from commgov_desktop.documents.measures import MM, Align, Anchor, Colour, Size
from commgov_desktop.documents.typesetting import Piece


def new_canvas(buffer: io.BytesIO, size: Size, zoom: float) -> Any:
    from reportlab.pdfgen.canvas import Canvas

    base = fonts.chain("song").first.embedded.fontName
    return Canvas(
        buffer,
        pagesize=in_points(size, zoom),
        invariant=1,
        pageCompression=1,
        initialFontName=base,
        lang="zh-CN",
        pdfVersion=(1, 7),
    )


def text_code(
    canvas: Any, pieces: Sequence[Piece], x: float, base: float, size: float, colour: Colour
) -> str:
    """The operators that draw the pieces of one line; all lengths in points from the lower left corner.

    ``base`` is the height of the line's optical middle. Changes of spacing and stretch are undone at the end.
    """
    code = [f"BT {colour_code(colour)} rg"]
    spacing, stretch, font_now = 0.0, 1.0, ""
    for piece in pieces:
        if piece.spacing != spacing:
            spacing = piece.spacing
            code.append(f"{number(spacing)} Tc")
        if piece.stretch != stretch:
            stretch = piece.stretch
            code.append(f"{number(stretch * 100)} Tz")
        code.append(f"1 0 0 1 {number(x + piece.x)} {number(base + piece.rise)} Tm")
        font = piece.font.embedded
        for subset, codes in font.splitString(piece.text, canvas._doc):
            name = font.getSubsetInternalName(subset, canvas._doc)
            code += [f"{name} {number(size)} Tf"] if name != font_now else []
            code.append(f"({canvas._escape(codes)}) Tj")
            font_now = name
    code += ["0 Tc"] if spacing else []
    code += ["100 Tz"] if stretch != 1.0 else []
    return " ".join([*code, "ET"])


def in_points(size: Size, zoom: float) -> tuple[float, float]:
    return round(size.width * MM * zoom, 3), round(size.height * MM * zoom, 3)


def share_before(align: Align) -> float:
    return {"left": 0.0, "centre": 0.5, "right": 1.0}[align]


def middle_of(y: float, size: float, anchor: Anchor) -> float:
    return y * MM + {"top": 0.5, "middle": 0.0, "bottom": -0.5}[anchor] * size


def number(value: float, digits: int = 4) -> str:
    text = f"{value:.{digits}f}".rstrip("0").rstrip(".")
    return "0" if text in ("", "-0") else text


def colour_code(colour: Colour) -> str:
    return " ".join(number(part, 3) for part in colour)


def dark_runs(line: Sequence[int]) -> Iterator[tuple[int, int]]:
    start = 0
    while start < len(line):
        end = start
        while end < len(line) and line[end]:
            end += 1
        if end > start:
            yield start, end - start
        start = end + 1


_TURNED = 0x0112
"""The EXIF field in which a phone says how it was held."""


def readable_picture(data: bytes) -> Any:
    """The picture in grey or red-green-blue on white, as PDF/A with an sRGB intent allows."""
    from PIL import Image, ImageOps
    from reportlab.lib.utils import ImageReader

    image: Any = Image.open(io.BytesIO(data))
    upright = image.getexif().get(_TURNED, 1) == 1
    if upright and image.format == "JPEG" and image.mode in ("RGB", "L"):
        return ImageReader(io.BytesIO(data))
    clear = ImageOps.exif_transpose(image).convert("RGBA")
    white = Image.new("RGBA", clear.size, (255, 255, 255, 255))
    return ImageReader(Image.alpha_composite(white, clear).convert("RGB"))
