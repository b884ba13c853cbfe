"""A paper holds what was drawn on it, where it was drawn, and is the same file each time."""

import io
from collections.abc import Callable
from datetime import datetime, timedelta

import pikepdf
import pytest
import zxingcpp
from PIL import Image, ImageChops

from commgov_desktop.documents import rendering
from commgov_desktop.documents.paper import A3, A4, Paper

Check = Callable[[bytes], list[object]]


def _sheet(issued: datetime, words: str = "春风社区居民委员会", **more: bool) -> bytes:
    paper = Paper("证明", issued, author="春风社区居民委员会", **more)
    paper.text(30, 40, words, "fang", 16)
    paper.line(20, 60, 190, 60, dash=(2, 1))
    paper.rect(20, 70, 60, 30, fill=(0.9, 0.9, 0.9))
    return paper.finish()


def test_the_same_input_gives_the_same_bytes(issued: datetime) -> None:
    assert _sheet(issued) == _sheet(issued)


def test_another_moment_or_another_word_gives_another_file(issued: datetime) -> None:
    files = {_sheet(issued), _sheet(issued + timedelta(seconds=1)), _sheet(issued, "春风社区居民委员")}
    assert len(files) == 3


def test_different_papers_of_one_moment_have_different_identities(issued: datetime) -> None:
    def identity(words: str) -> bytes:
        with pikepdf.open(io.BytesIO(_sheet(issued, words))) as pdf:
            return bytes(pdf.trailer.ID[0])

    assert identity("春风") != identity("秋风")


def test_title_language_and_date_are_in_the_file(issued: datetime) -> None:
    with pikepdf.open(io.BytesIO(_sheet(issued))) as pdf:
        assert pdf.docinfo["/Title"] == "证明"
        assert pdf.docinfo["/CreationDate"] == "D:20260305100000+08'00'"
        assert pdf.Root.Lang == "zh-CN"
        with pdf.open_metadata() as description:
            assert description["dc:title"] == "证明"
            assert description["xmp:CreateDate"] == "2026-03-05T10:00:00+08:00"


def test_it_passes_as_an_archive_file_with_everything_on_it(issued: datetime, archivable: Check) -> None:
    paper = Paper("全部", issued, draft=True, footer=lambda p, n, of: None)
    paper.text(30, 40, "〔2026〕㛃䶮𬱖𠅤", "kai", 20)
    paper.image(30, 60, 30, 40, _png("RGBA"))
    paper.image(70, 60, 30, 40, _png("RGB", "JPEG"))
    paper.qr(120, 60, 30, "春风社区")
    paper.new_page(A3)
    paper.text(30, 40, "第二页", "hei", 20)
    assert archivable(paper.finish()) == []


def test_text_lies_where_it_was_put(
    issued: datetime, origins: Callable[..., list[tuple[str, float, float]]]
) -> None:
    paper = Paper("试印", issued)
    paper.text(30, 40, "春风", "song", 36)
    paper.text(105, 80, "社区", "song", 36, "centre")
    paper.text(180, 120, "居委", "song", 36, "right")
    starts = {character: x for character, x, _ in origins(paper.finish())}
    wide = 36 / 72 * 25.4
    assert starts["春"] == pytest.approx(30, abs=0.01)
    assert starts["社"] == pytest.approx(105 - wide, abs=0.01)
    assert starts["居"] == pytest.approx(180 - 2 * wide, abs=0.01)


def test_one_changed_character_shows_in_the_picture(
    issued: datetime, picture: Callable[..., Image.Image]
) -> None:
    first, second = picture(_sheet(issued, "丰")), picture(_sheet(issued, "车"))
    assert ImageChops.difference(first, second).getbbox()
    assert not ImageChops.difference(first, picture(_sheet(issued, "丰"))).getbbox()


def test_a_draft_says_so_on_every_page(issued: datetime) -> None:
    paper = Paper("通知", issued, draft=True)
    paper.new_page()
    pdf = paper.finish()
    assert ["草" in rendering.page_text(pdf, i) for i in range(2)] == [True, True]


def test_a_footer_knows_how_many_pages_there_are(issued: datetime) -> None:
    paper = Paper("册", issued, footer=lambda p, n, of: p.text(20, 280, f"第{n}页共{of}页") and None)
    paper.text(20, 20, "甲")
    paper.new_page()
    paper.text(20, 20, "乙")
    pdf = paper.finish()
    assert [rendering.page_text(pdf, i).split() for i in range(2)] == [
        ["甲", "第1页共2页"],
        ["乙", "第2页共2页"],
    ]


@pytest.mark.parametrize("zoom", [1.0, 2**0.5])
def test_zoom_prints_the_same_design_on_a_larger_sheet(issued: datetime, zoom: float) -> None:
    paper = Paper("公示牌", issued, zoom=zoom)
    paper.text(105, 148, "网格", "hei", 60, "centre")
    size = rendering.page_size(paper.finish())
    assert size == pytest.approx((A4.width * zoom, A4.height * zoom), abs=0.1)


def test_a_code_is_read_from_the_printed_page(issued: datetime, picture: Callable[..., Image.Image]) -> None:
    paper = Paper("密钥", issued)
    paper.qr(80, 80, 40, "AGE-SECRET-KEY-1" + "Q" * 58)
    found = zxingcpp.read_barcodes(picture(paper.finish(), dpi=120))
    assert [code.text for code in found] == ["AGE-SECRET-KEY-1" + "Q" * 58]


def test_long_text_shrinks_into_its_box(issued: datetime) -> None:
    paper = Paper("试印", issued)
    assert paper.text_box(20, 20, 40, 10, "短", size=12, shrink_to=6) == 12
    assert paper.text_box(20, 40, 40, 10, "很长的文字" * 8, size=12, shrink_to=6) < 12


def test_a_clear_picture_is_put_on_white(issued: datetime, picture: Callable[..., Image.Image]) -> None:
    paper = Paper("照片", issued)
    paper.image(0, 0, 210, 297, _png("RGBA"))
    assert picture(paper.finish(), dpi=20).getextrema() == (255, 255)


def _png(mode: str, kind: str = "PNG") -> bytes:
    out = io.BytesIO()
    Image.new(mode, (30, 40)).save(out, kind)
    return out.getvalue()
