"""Which font draws which character, and what happens when none can."""

from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont
from PIL import Image, ImageOps

from commgov_desktop import paths
from commgov_desktop.documents import fonts
from commgov_desktop.documents.fonts import FACES, Face, MissingGlyph
from commgov_desktop.documents.paper import MM, Paper

FANG = "FandolFang-Regular"


def _font_of(character: str, face: Face) -> str:
    return fonts.glyph(character, face).font.path.stem


def test_the_yen_sign_is_never_taken_from_the_font_that_draws_a_dollar() -> None:
    assert _font_of("￥", "fang") != FANG
    assert _font_of("国", "fang") == FANG


def test_a_rare_character_comes_from_the_next_font() -> None:
    cut = fonts.runs("李𬱖", "fang")
    assert [(font.path.stem, text) for font, text in cut] == [(FANG, "李"), ("NotoSerifSC-Regular", "𬱖")]


@pytest.mark.parametrize("face", FACES)
def test_quotes_and_middle_dots_fill_a_whole_square(face: Face) -> None:
    assert all(fonts.glyph(c, face).advance == 1.0 for c in "“”‘’·…—")


@pytest.mark.parametrize("face", FACES)
def test_every_character_of_gb2312_can_be_printed_in_every_face(face: Face) -> None:
    rows = (bytes([high, low]) for high in range(0xB0, 0xF8) for low in range(0xA1, 0xFF))
    fonts.check([row.decode("gb2312") for row in rows if not (row[0] == 0xD7 and row[1] > 0xF9)], face)


def test_a_character_no_font_has_is_named_with_its_number_and_its_words() -> None:
    with pytest.raises(MissingGlyph, match=r"U\+20001") as caught:
        fonts.check(["张\U00020001面"], "song")
    assert caught.value.character == "\U00020001"
    assert "张\U00020001面" in str(caught.value)


def test_a_paper_with_such_a_character_is_not_printed(issued: datetime) -> None:
    paper = Paper("试印", issued)
    with pytest.raises(MissingGlyph):
        paper.text(20, 20, "\U00020001", "fang")


@pytest.mark.parametrize("face", FACES)
def test_characters_stand_in_the_middle_of_their_line(
    face: Face, issued: datetime, picture: Callable[..., Image.Image]
) -> None:
    paper = Paper("试印", issued)
    paper.text(20, 50, "国田国田", face, 40, anchor="middle")
    box = ImageOps.invert(picture(paper.finish(), dpi=300)).getbbox()
    assert box
    assert (box[1] + box[3]) / 2 / 300 * 25.4 == pytest.approx(50, abs=0.5 / MM)


@pytest.fixture
def windows_fonts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A fonts folder as Windows has one, empty at first."""
    fonts.use_bundled_only(False)
    monkeypatch.setattr(fonts, "font_folders", lambda: [tmp_path])
    monkeypatch.setattr(fonts, "_faces", {})
    monkeypatch.setattr(fonts, "_skipped", {})
    yield tmp_path
    fonts._faces.clear()


def _put(folder: Path, name: str, allowed: int) -> None:
    with TTFont(paths.resources("fonts", f"{FANG}.ttf")) as font:
        font["OS/2"].fsType = allowed
        font.save(folder / name)


def test_the_offices_own_font_is_used_first(windows_fonts: Path) -> None:
    _put(windows_fonts, "SIMFANG.TTF", 0)
    assert _font_of("国", "fang") == "SIMFANG"
    assert _font_of("𬱖", "fang") == "NotoSerifSC-Regular"


@pytest.mark.parametrize("restriction", [0x0002, 0x0100, 0x0200])
def test_a_font_that_may_not_be_embedded_is_passed_over_and_named(
    windows_fonts: Path, restriction: int
) -> None:
    _put(windows_fonts, "simfang.ttf", restriction)
    assert _font_of("国", "fang") == FANG
    assert list(fonts.skipped_fonts()) == ["simfang.ttf"]


def test_a_damaged_font_file_is_passed_over_and_named(windows_fonts: Path) -> None:
    (windows_fonts / "simkai.ttf").write_bytes(b"\0\1\0\0 not a font")
    assert _font_of("国", "kai") == "LXGWWenKai-Regular"
    assert list(fonts.skipped_fonts()) == ["simkai.ttf"]
