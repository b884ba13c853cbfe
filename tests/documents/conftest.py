"""Papers in tests are printed with the bundled fonts alone and read back the way a reader's program does."""

import ctypes
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from io import BytesIO

import pypdfium2
import pytest
from PIL import Image

from commgov_desktop.documents import fonts, rendering

ISSUED = datetime(2026, 3, 5, 2, tzinfo=UTC)

Origin = tuple[str, float, float]


@pytest.fixture(autouse=True)
def _bundled_fonts() -> Iterator[None]:
    fonts.use_bundled_only(True)
    yield
    fonts.use_bundled_only(False)


@pytest.fixture
def issued() -> datetime:
    return ISSUED


@pytest.fixture
def picture() -> Callable[..., Image.Image]:
    """A page in grey at 150 dpi."""

    def take(pdf: bytes, index: int = 0, dpi: float = 150) -> Image.Image:
        page = rendering.render_page(pdf, index, dpi, grey=True)
        return Image.frombuffer("L", (page.width, page.height), page.data, "raw", "L", page.stride, 1)

    return take


@pytest.fixture
def origins() -> Callable[..., list[Origin]]:
    """Every character of a page with its origin, in millimetres from the top left corner."""

    def read(pdf: bytes, index: int = 0) -> list[Origin]:
        document = pypdfium2.PdfDocument(BytesIO(pdf))
        page = document[index]
        text, tall = page.get_textpage(), page.get_height()
        x, y = ctypes.c_double(), ctypes.c_double()
        found = []
        for i in range(text.count_chars()):
            pypdfium2.raw.FPDFText_GetCharOrigin(text.raw, i, x, y)
            code = pypdfium2.raw.FPDFText_GetUnicode(text.raw, i)
            if not chr(code).isspace():
                found.append((chr(code), x.value / 72 * 25.4, (tall - y.value) / 72 * 25.4))
        document.close()
        return found

    return read


@pytest.fixture
def archivable(tmp_path_factory: pytest.TempPathFactory) -> Callable[[bytes], list[object]]:
    """What a PDF/A-2b check finds wrong with a file: an empty list when all is well."""
    from pikepdf import pdfa

    def check(pdf: bytes) -> list[object]:
        path = tmp_path_factory.mktemp("pdfa") / "paper.pdf"
        path.write_bytes(pdf)
        return list(pdfa.validate_written(path, "2b").findings)

    return check
