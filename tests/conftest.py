"""Rooms every test may use: an empty office, a practice community, a stopped clock, Chinese on the screen."""

import gc
import os
import shutil
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QApplication

from commgov_desktop import clock, i18n, opening
from commgov_desktop.ledger.office import Office
from commgov_desktop.opening import NewOffice
from commgov_desktop.paths import Places
from commgov_desktop.store import ballast

ROOT = Path(__file__).resolve().parent.parent
TODAY = date(2026, 3, 5)
PASSWORD = "practice"


@pytest.fixture(autouse=True)
def _stopped_clock() -> Iterator[None]:
    clock.pretend(TODAY)
    i18n.use("zh_CN")
    yield
    clock.pretend(None)


_THE_PROGRAMS_OWN = (Qt.WindowType.Window, Qt.WindowType.Dialog)
"""Lists that drop down belong to their boxes, which reach for them when they go."""


MANY_WIDGETS = 20
"""So many windows, menus and loose cards more than after the last cleaning."""
_left = [0]


@pytest.fixture(autouse=True)
def _pages_put_away() -> Iterator[None]:
    """Pages of tests that are over hang together in circles; each new look would dress all of them again."""
    yield
    if QApplication.instance() is None or len(QApplication.topLevelWidgets()) < _left[0] + MANY_WIDGETS:
        return
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    gc.collect()
    _left[0] = len(QApplication.topLevelWidgets())


@pytest.fixture(scope="module", autouse=True)
def _windows_put_away() -> Iterator[None]:
    """No window outlives its tests: every new look would have to dress it again, and it would stand in front."""
    yield
    application = QApplication.instance()
    if application is None:
        return
    for window in QApplication.topLevelWidgets():
        if window.parent() is None and window.windowType() in _THE_PROGRAMS_OWN:
            window.hide()
            window.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture(scope="session", autouse=True)
def _small_ballast() -> Iterator[None]:
    """The offices of the tests are copied a thousand times; a reserve of a quarter megabyte is enough for them."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(ballast, "SIZE", 256 * 1024)
        yield


@pytest.fixture(scope="session", autouse=True)
def _compiled_texts() -> None:
    from installer import catalogues

    catalogues.compile_all(ROOT / "i18n")


@pytest.fixture(scope="session")
def _office_template(tmp_path_factory: pytest.TempPathFactory, _compiled_texts: None) -> Path:
    clock.pretend(TODAY)
    i18n.use("zh_CN")
    folder = tmp_path_factory.mktemp("template") / "office"
    new = NewOffice(
        "沙田社区居民委员会", "沙田社区", "王敏", PASSWORD, code="999999001001", mark="沙", practice=False
    )
    office, key = opening.create(Places(folder), new, quick=True)
    office.store.close()
    (folder / "recovery-key.txt").write_text(key)
    return folder


@pytest.fixture(scope="session")
def _practice_template(tmp_path_factory: pytest.TempPathFactory, _compiled_texts: None) -> Path:
    from commgov_desktop import practice

    clock.pretend(TODAY)
    i18n.use("zh_CN")
    folder = tmp_path_factory.mktemp("practice") / "office"
    practice.make(Places(folder), residents=300, seed=7).store.close()
    return folder


@pytest.fixture
def make_office(_office_template: Path, tmp_path: Path) -> Iterator[Callable[[str], Office]]:
    """Opens a copy of the empty office under a name of its own; closes it when the test is over."""
    opened: list[Office] = []

    def make(name: str = "office") -> Office:
        shutil.copytree(_office_template, tmp_path / name)
        opened.append(opening.unlock(Places(tmp_path / name), 1, PASSWORD))
        return opened[-1]

    yield make
    for office in opened:
        office.store.close()


@pytest.fixture
def office(make_office: Callable[[str], Office]) -> Office:
    """An empty office, its chair 王敏 at the desk, on 5 March 2026."""
    return make_office("office")


@pytest.fixture
def practice_office(_practice_template: Path, tmp_path: Path) -> Iterator[Office]:
    """A practice community of 300 made-up people with cases, tasks and papers."""
    shutil.copytree(_practice_template, tmp_path / "practice")
    opened = opening.unlock(Places(tmp_path / "practice"), 1, PASSWORD)
    yield opened
    opened.store.close()
