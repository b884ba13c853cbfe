"""Pages of a PDF as pictures, for the preview on screen and for the printer."""

from typing import Any, NamedTuple

POINTS_AN_INCH = 72


class Picture(NamedTuple):
    """A page in pixels: grey (1 byte) or blue-green-red-unused (4 bytes), rows ``stride`` bytes long."""

    width: int
    height: int
    stride: int
    data: bytes


def _document(pdf: bytes) -> Any:
    import pypdfium2

    return pypdfium2.PdfDocument(pdf)


def page_count(pdf: bytes) -> int:
    """How many pages a file has."""
    document = _document(pdf)
    try:
        return len(document)
    finally:
        document.close()


def page_size(pdf: bytes, index: int = 0) -> tuple[float, float]:
    """Width and height of a page in millimetres."""
    document = _document(pdf)
    try:
        width, height = document.get_page_size(index)
        return width / POINTS_AN_INCH * 25.4, height / POINTS_AN_INCH * 25.4
    finally:
        document.close()


def page_text(pdf: bytes, index: int = 0) -> str:
    """The text of a page, as a search or a copy finds it."""
    document = _document(pdf)
    try:
        return str(document[index].get_textpage().get_text_range())
    finally:
        document.close()


def render_page(pdf: bytes, index: int = 0, dpi: float = 108.0, *, grey: bool = False) -> Picture:
    """One page as a picture. Grey is what printers take; colour has four bytes a pixel (``QImage.Format_RGB32``)."""
    document = _document(pdf)
    try:
        bitmap = document[index].render(scale=dpi / POINTS_AN_INCH, grayscale=grey, prefer_bgrx=not grey)
        return Picture(bitmap.width, bitmap.height, bitmap.stride, bytes(bitmap.buffer))
    finally:
        document.close()


def save_png(pdf: bytes, path: str, index: int = 0, dpi: float = 108.0) -> None:
    """Write one page as a PNG file."""
    document = _document(pdf)
    try:
        document[index].render(scale=dpi / POINTS_AN_INCH).to_pil().save(path)
    finally:
        document.close()
