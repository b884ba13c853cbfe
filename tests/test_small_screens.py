"""Scaled laptops and large type: pages give way, and nothing is cut off or must be scrolled sideways."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from commgov_desktop.ui import look
from tests import screen_reading as reading
from tests.test_screens import SCREENS, Walk, open_walk

LOW = (910, 470)
"""1366 x 768 at 150 %, less the title bar of the window and the task bar."""
FULL_HD = (1280, 680)
"""1920 x 1080 at 150 %."""

SIZES = {"scaled": (LOW, False), "large-type": (FULL_HD, True), "scaled-large-type": (LOW, True)}

SHOWN = (
    "today", "roster", "roster-card", "roster-edit", "households", "grids", "grid", "mediation",
    "checklists", "task", "checklist", "checklist-edit", "backup", "audit", "roster-import-alike",
    "roster-import", "roster-form", "roster-duplicates", "roster-bulk", "five-checks", "event-move-in",
    "event-divorce", "case", "desk", "notice-new", "settings",
)  # fmt: skip
"""What is looked at in every size: each tab, a card and a form."""


@pytest.fixture(params=SIZES)
def small(
    request: pytest.FixtureRequest, _practice_template: Path, tmp_path: Path, qapp: QApplication
) -> Iterator[Walk]:
    """The window on the practice community in one of the sizes."""
    (width, height), large = SIZES[request.param]
    walk = open_walk(_practice_template, tmp_path / "office", qapp)
    walk.window.dress(dark=False, large=large)
    walk.window.resize(width, height)
    yield walk
    assert (walk.window.width(), walk.window.height()) == (width, height), "a page made the window grow"
    walk.program.leave()
    look.apply(qapp)


def test_nothing_is_cut_off_on_a_small_screen(small: Walk) -> None:
    wrong = []
    for name in SHOWN:
        SCREENS[name](small)
        reading.settle()
        found = (
            *reading.clipped(small.window),
            *reading.outside(small.window),
            *reading.sideways(small.window),
        )
        wrong += [f"{name}: {line}" for line in found]
    assert not wrong, "\n".join(wrong)
