"""One test for each fault of the PDF maker that is mended."""

import re
from collections.abc import Callable
from datetime import datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

import pikepdf
import pytest

from commgov_desktop import paths
from commgov_desktop.documents import rendering
from commgov_desktop.documents.fonts import FACES
from commgov_desktop.documents.paper import Paper
from commgov_desktop.documents.reportlab_repairs import GlyphTable, repair, unicode_map

RARE = "㛃䶮𬱖𠅤"


@pytest.fixture
def page(issued: datetime) -> bytes:
    paper = Paper("试印", issued)
    for i, face in enumerate(FACES):
        paper.text(20, 20 + i * 10, f"{RARE}·￥1,280.00〔2026〕", face, 14)
    return paper.finish()


def test_the_library_is_the_version_the_repairs_were_made_for() -> None:
    assert version("reportlab") == "5.1.0"


def test_rare_names_are_read_back_as_they_were_printed(page: bytes) -> None:
    assert rendering.page_text(page).split() == [f"{RARE}·￥1,280.00〔2026〕"] * len(FACES)


def test_the_text_map_has_at_most_a_hundred_characters_a_block() -> None:
    blocks = re.findall(r"(\d+) beginbfchar", unicode_map("F", list(range(0x4E00, 0x4E00 + 250))))
    assert [int(n) for n in blocks] == [100, 100, 50]


def test_every_stream_ends_with_a_line_end(page: bytes) -> None:
    ends = [m.start() for m in re.finditer(b"endstream", page)]
    assert ends
    assert all(page[end - 1 : end] == b"\n" for end in ends)


def test_the_stream_lengths_are_right(page: bytes, tmp_path: Path) -> None:
    (tmp_path / "page.pdf").write_bytes(page)
    with pikepdf.open(tmp_path / "page.pdf") as pdf:
        assert pdf.check_pdf_syntax() == []


def test_the_catalogue_says_which_colours_are_meant(page: bytes, tmp_path: Path) -> None:
    (tmp_path / "page.pdf").write_bytes(page)
    with pikepdf.open(tmp_path / "page.pdf") as pdf:
        intents: Any = pdf.Root.OutputIntents
        assert bytes(intents[0].DestOutputProfile.read_bytes())[36:40] == b"acsp"


def test_no_page_carries_an_empty_transition(page: bytes) -> None:
    assert b"/Trans" not in page


def test_no_stream_is_blown_up_to_plain_letters(page: bytes) -> None:
    assert b"ASCII85" not in page


def test_a_glyph_is_taken_without_copying_the_table() -> None:
    table = GlyphTable(b"xxabcdef", 2)
    assert table[1:3] == b"bc"


def test_fonts_cut_the_new_way_are_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    from reportlab.pdfbase import ttfonts

    repair()
    face = ttfonts.TTFontFace(str(paths.resources("fonts", "FandolFang-Regular.ttf")))
    codes = [0, *map(ord, "春风社区居民委员会")]
    new = face.makeSubset(codes)
    start, length = face.get_table_pos("glyf")
    plain = ttfonts.TTFontFile.get_table
    copied = face._ttf_data[start : start + length]
    monkeypatch.setattr(
        ttfonts.TTFontFile, "get_table", lambda self, tag: copied if tag == "glyf" else plain(self, tag)
    )
    assert face.makeSubset(codes) == new


def test_a_font_with_chinese_names_only_can_be_used(tmp_path: Path) -> None:
    from fontTools.ttLib import TTFont
    from reportlab.pdfbase import ttfonts

    repair()
    with TTFont(paths.resources("fonts", "FandolFang-Regular.ttf")) as font:
        font["name"].names = []
        font["name"].setName("仿宋", 1, 3, 1, 0x804)
        font["name"].setName("仿宋", 4, 3, 1, 0x804)
        font.save(tmp_path / "named.ttf")
    assert ttfonts.TTFont("named", str(tmp_path / "named.ttf")).face.charToGlyph[ord("国")]


def test_the_file_passes_as_an_archive_file(page: bytes, archivable: Callable[[bytes], list[object]]) -> None:
    assert archivable(page) == []
