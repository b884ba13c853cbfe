"""What the program brings along from others: locked by hash, free of addresses, every licence listed."""

import re
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

from dev import LOCK, ROOT

NOTICES = (ROOT / "THIRD_PARTY_NOTICES.md").read_text("utf-8")
PINS = dict(re.findall(r"^([a-z0-9-]+)==([0-9.]+)", LOCK.read_text("utf-8"), re.MULTILINE))
FONTS = sorted((ROOT / "resources" / "fonts").glob("*.ttf"))
PROJECT_FILES = [
    LOCK,
    *ROOT.glob("*.toml"),
    ROOT / "dev.py",
    *ROOT.glob("installer/*.py"),
    ROOT / ".ci" / "run",
]


@pytest.mark.parametrize("package", PINS)
def test_every_locked_package_is_listed_with_its_series_and_licence(package: str) -> None:
    line = re.search(rf"^\| {package} \| (\d+\.\d+)\.\* \| \S.*\|$", NOTICES, re.MULTILINE)
    assert line, f"{package} is missing in THIRD_PARTY_NOTICES.md"
    assert f"{PINS[package]}.".startswith(f"{line[1]}."), f"{package} has moved on: look at its licence again"


def test_no_package_is_listed_that_is_not_locked() -> None:
    assert set(re.findall(r"^\| ([a-z0-9-]+) \| \d", NOTICES, re.MULTILINE)) == set(PINS)


def test_every_locked_package_has_hashes() -> None:
    blocks = re.split(r"^(?=[a-z])", LOCK.read_text("utf-8"), flags=re.MULTILINE)
    assert all("--hash=sha256:" in block for block in blocks if block)


@pytest.mark.parametrize("path", PROJECT_FILES, ids=lambda path: path.name)
def test_no_project_file_holds_an_address(path: Path) -> None:
    assert not re.findall(r"https?://", path.read_text("utf-8"))


def test_the_window_library_stays_below_the_series_that_loses_references() -> None:
    assert PINS["pyside6-essentials"].startswith("6.11.")
    assert not {"pyside6", "pyside6-addons", "numpy"} & set(PINS)


@pytest.mark.parametrize("font", FONTS, ids=lambda path: path.name)
def test_every_font_is_listed_with_a_licence_that_is_there(font: Path) -> None:
    line = re.search(rf"^\| {re.escape(font.name)} \|.*$", NOTICES, re.MULTILINE)
    assert line, f"{font.name} is missing in THIRD_PARTY_NOTICES.md"
    texts = re.findall(r"[\w-]+\.txt", line[0])
    assert texts
    assert all((ROOT / "resources" / "licences" / text).stat().st_size > 100 for text in texts)


def test_the_fonts_are_all_there_and_no_bigger_than_agreed() -> None:
    assert [font.stem for font in FONTS] == [
        "FandolFang-Regular",
        "LXGWWenKai-Regular",
        "NotoSansSC-Regular",
        "NotoSerifSC-Bold",
        "NotoSerifSC-Regular",
    ]
    assert sum(font.stat().st_size for font in FONTS) <= 65_000_000


def test_fandols_dollar_never_stands_for_a_yen() -> None:
    with TTFont(ROOT / "resources" / "fonts" / "FandolFang-Regular.ttf", lazy=True) as font:
        assert 0xFFE5 not in font.getBestCmap()
        assert "glyf" in font
        assert "convert_fandol.py" in font["name"].getDebugName(10)


def test_every_icon_is_a_picture_of_twenty_pixels_or_the_programs_own_mark() -> None:
    icons = sorted((ROOT / "resources" / "icons").glob("*.svg"))
    assert len(icons) > 50
    odd = [icon.stem for icon in icons if 'viewBox="0 0 20 20"' not in icon.read_text("utf-8")]
    assert odd == ["commgov"]
