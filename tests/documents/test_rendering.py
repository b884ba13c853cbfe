"""Pages become pictures of the right size in grey and in colour."""

from datetime import datetime

import pytest

from commgov_desktop.documents import rendering
from commgov_desktop.documents.paper import A4, RED, Paper


@pytest.fixture
def pdf(issued: datetime) -> bytes:
    paper = Paper("试印", issued)
    paper.rect(0, 0, 210, 297, 0, fill=RED)
    paper.new_page(A4.landscape)
    return paper.finish()


def test_pages_are_counted_and_measured(pdf: bytes) -> None:
    assert rendering.page_count(pdf) == 2
    assert rendering.page_size(pdf, 1) == pytest.approx((297, 210), abs=0.01)


def test_colour_comes_as_blue_green_red(pdf: bytes) -> None:
    page = rendering.render_page(pdf, dpi=36)
    assert (page.width, page.height) == (298, 421)
    assert page.data[page.stride * 100 + 400 : page.stride * 100 + 403] == b"\x00\x00\xff"


def test_grey_has_one_byte_a_pixel(pdf: bytes) -> None:
    page = rendering.render_page(pdf, 1, 36, grey=True)
    assert len(page.data) == page.stride * page.height
    assert set(page.data[: page.width]) == {255}


def test_a_page_is_saved_as_a_picture_file(pdf: bytes, tmp_path: object) -> None:
    rendering.save_png(pdf, f"{tmp_path}/page.png", 0, 36)
    with open(f"{tmp_path}/page.png", "rb") as file:
        assert file.read(4) == b"\x89PNG"
