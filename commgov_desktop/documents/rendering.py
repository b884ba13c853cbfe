"""Pages of a PDF as pictures, for the preview on screen and for the printer."""

import io
from collections.abc import Iterator
from contextlib import contextmanager
from threading import RLock
from typing import Any, NamedTuple

POINTS_AN_INCH = 72

_one_at_a_time = RLock()


class Picture(NamedTuple):
    """A page in pixels: grey (1 byte) or blue-green-red-unused (4 bytes), rows ``stride`` bytes long."""

    width: int
    height: int
    stride: int
    data: bytes


@contextmanager
def _opened(pdf: bytes) -> Iterator[Any]:
    """The file opened for reading; the reading library can do one thing at a time, so others wait."""
    import pypdfium2

    with _one_at_a_time:
        document = pypdfium2.PdfDocument(pdf)
        try:
            yield document
        finally:
            document.close()


def page_count(pdf: bytes) -> int:
    """How many pages a file has."""
    with _opened(pdf) as document:
        return len(document)


def page_size(pdf: bytes, index: int = 0) -> tuple[float, float]:
    """Width and height of a page in millimetres."""
    with _opened(pdf) as document:
        width, height = document.get_page_size(index)
    return width / POINTS_AN_INCH * 25.4, height / POINTS_AN_INCH * 25.4


def page_text(pdf: bytes, index: int = 0) -> str:
    """The text of a page, as a search or a copy finds it."""
    with _opened(pdf) as document:
        return str(document[index].get_textpage().get_text_range())


def render_page(pdf: bytes, index: int = 0, dpi: float = 108.0, *, grey: bool = False) -> Picture:
    """One page as a picture. Grey is what printers take; colour has four bytes a pixel (``QImage.Format_RGB32``)."""
    with _opened(pdf) as document:
        bitmap = document[index].render(scale=dpi / POINTS_AN_INCH, grayscale=grey, prefer_bgrx=not grey)
        return Picture(bitmap.width, bitmap.height, bitmap.stride, bytes(bitmap.buffer))


def save_png(pdf: bytes, path: str, index: int = 0, dpi: float = 108.0) -> None:
    """Write one page as a PNG file."""
    with _opened(pdf) as document:
        document[index].render(scale=dpi / POINTS_AN_INCH).to_pil().save(path)


def page_jpeg(pdf: bytes, index: int = 0, dpi: float = 150.0) -> bytes:
    """One page as a JPEG file, to be put on a sheet of another paper."""
    buffer = io.BytesIO()
    with _opened(pdf) as document:
        picture = document[index].render(scale=dpi / POINTS_AN_INCH).to_pil().convert("RGB")
    picture.save(buffer, "JPEG", quality=85)
    return buffer.getvalue()
