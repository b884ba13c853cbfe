"""Every word on the screen can be told from its ground: WCAG 2.2 AA, 4.5 to 1, in the light look and the dark one."""

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QWidget

from commgov_desktop import app as application
from commgov_desktop import opening, practice
from commgov_desktop.main_window import MainWindow
from commgov_desktop.paths import Places
from commgov_desktop.ui import look
from commgov_desktop.ui.sheet import style_sheet
from commgov_desktop.ui.tokens import DARK, LIGHT, Tokens
from tests import screen_reading as reading

LEAST = 4.5
LOOKS = pytest.mark.parametrize("t", [LIGHT, DARK], ids=["light", "dark"])

INKS = ("text", "dim", "faint", "link")
GROUNDS = ("window", "surface", "raised", "hover", "well", "chosen")
"""Words of any of these colours may stand on any of these grounds."""

_RULE = re.compile(r"^([^{}\n][^{}]*)\{([^}]*)\}", re.MULTILINE)
_COLOUR = re.compile(r"(?:^|;)\s*color:\s*(#[0-9a-f]{6})")
_GROUND = re.compile(r"background(?:-color)?:\s*(#[0-9a-f]{6})")


def _light(colour: str) -> float:
    """Relative luminance of WCAG 2.2."""
    parts = [
        c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in QColor(colour).getRgbF()[:3]
    ]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


def contrast(one: str, other: str) -> float:
    """How far two colours are apart, 1 (the same) to 21 (black and white)."""
    high, low = sorted((_light(one), _light(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def _pairs(t: Tokens) -> Iterator[tuple[str, str, str]]:
    """What it is, its ink, its ground."""
    for ink in INKS:
        for ground in GROUNDS:
            yield f"{ink} on {ground}", getattr(t, ink), getattr(t, ground)
    for name, (ground, ink, _strong) in t.tones.items():
        yield f"{name} chip", ink, ground
        for under in GROUNDS:
            yield f"{name} words on {under}", ink, getattr(t, under)
    for under in ("window", "surface", "raised", "hover"):
        yield f"accent on {under}", t.accent, getattr(t, under)
    yield "chosen line", t.chosen_text, t.chosen


@LOOKS
def test_every_ink_can_be_read_on_every_ground_it_may_stand_on(t: Tokens) -> None:
    weak = [f"{what}: {contrast(ink, ground):.2f}" for what, ink, ground in _pairs(t)
            if contrast(ink, ground) < LEAST]  # fmt: skip
    assert not weak


@LOOKS
def test_every_rule_of_the_style_sheet_that_names_both_can_be_read(t: Tokens) -> None:
    weak, seen = [], 0
    for selector, body in _RULE.findall(style_sheet(t, 1.0)):
        ink, ground = _COLOUR.search(body), _GROUND.search(body)
        if ink and ground:
            seen += 1
            if contrast(ink[1], ground[1]) < LEAST:
                weak.append(f"{selector.strip()}: {contrast(ink[1], ground[1]):.2f}")
    assert seen > 20
    assert not weak


def _measured(picture: QImage, widget: QWidget, window: QWidget) -> float:
    """The greatest contrast among the pixels of a widget's middle, against the colour most of them have."""
    corner = widget.mapTo(window, widget.rect().topLeft())
    area = picture.copy(
        corner.x() + 2, corner.y() + 1, max(1, widget.width() - 4), max(1, widget.height() - 2)
    )
    count: dict[int, int] = {}
    for y in range(area.height()):
        for x in range(area.width()):
            pixel = area.pixel(x, y)
            count[pixel] = count.get(pixel, 0) + 1
    ground = QColor(max(count, key=lambda pixel: count[pixel])).name()
    return max(contrast(QColor(pixel).name(), ground) for pixel in count)


def _pale(window: QWidget) -> list[str]:
    """Words of the window that are drawn too close to their ground, as they are on the screen now."""
    picture = window.grab().toImage()
    found = []
    for widget in reading.shown(window):
        has_words = isinstance(widget, (QLabel, QAbstractButton)) and widget.text().strip() not in ("", "·")
        if not has_words or not widget.isEnabled() or widget.visibleRegion().isEmpty():
            continue
        if widget.visibleRegion().boundingRect().size() != widget.size():
            continue  # half scrolled away
        ratio = _measured(picture, widget, window)
        if ratio < LEAST - 0.3:  # edges of thin strokes are softened
            found.append(f"{ratio:.2f} {widget.text()[:20]!r}: {reading.called(widget)}")
    return found


@pytest.fixture
def window(_practice_template: Path, tmp_path: Path, qapp: QApplication) -> Iterator[MainWindow]:
    """The window on the practice community, every tab opened in the light look."""
    shutil.copytree(_practice_template, tmp_path / "office")
    places = Places(tmp_path / "office")
    program = application.Program(qapp, places)
    window = program.open_office(opening.unlock(places, 1, practice.PASSWORD))
    window.resize(1366, 768)
    for tab in window.tabs:
        window.show_tab(tab.key)
        reading.settle()
    yield window
    program.leave()
    look.apply(qapp)


def test_pages_that_are_open_follow_into_the_dark(window: MainWindow, qapp: QApplication) -> None:
    window.dress(dark=True, large=False)
    pale = []
    for tab in window.tabs:
        window.show_tab(tab.key)
        reading.settle()
        pale += [f"{tab.key}: {line}" for line in _pale(window)]
    assert not pale, "\n".join(pale)


def test_words_are_not_pale_in_the_light(window: MainWindow) -> None:
    pale = []
    for tab in window.tabs:
        window.show_tab(tab.key)
        reading.settle()
        pale += [f"{tab.key}: {line}" for line in _pale(window)]
    assert not pale, "\n".join(pale)
