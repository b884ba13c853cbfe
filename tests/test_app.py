"""From the start to the window and back: first start, practice, lock, a second start, another language."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication

from commgov_desktop import app, i18n, practice
from commgov_desktop.app import Program, SingleInstance
from commgov_desktop.ledger.office import Office
from commgov_desktop.main_window import MainWindow
from commgov_desktop.paths import Places
from commgov_desktop.ui import ask, tasks


@pytest.fixture
def program(qapp: QApplication, tmp_path: Path) -> Any:
    made = Program(qapp, Places(tmp_path / "data"))
    yield made
    made.leave()
    if made.window is not None:
        made.window.hide()
        made.window.deleteLater()
    app.page_head.show_practice(False)
    i18n.use("zh_CN")


def _open(program: Program, office: Office) -> MainWindow:
    program.places = program.home = office.places
    return program.open_office(office)


def test_the_first_start_makes_an_office_and_opens_it(program: Program, qtbot: Any) -> None:
    program.start()
    first: Any = program.window and program.window.centralWidget()
    first.office.setText("沙田社区居民委员会")
    first.next()
    first.name.setText("王敏")
    first.password.first.setText("四个词 很长 的密码 2026")
    first.password.second.setText("四个词 很长 的密码 2026")
    first.next()
    qtbot.waitUntil(lambda: bool(first.sheet), timeout=10_000)
    assert first.sheet.startswith(b"%PDF")
    first.finished.emit("empty", None)
    assert isinstance(program.window, MainWindow)
    assert program.window.office.name == "沙田社区居民委员会"


def test_locking_closes_the_office_and_the_password_opens_it_again(
    program: Program, make_office: Callable[[str], Office], qtbot: Any
) -> None:
    window = _open(program, make_office("locked"))
    qtbot.waitUntil(lambda: not tasks.running())
    window.lock()
    door: Any = program.window and program.window.centralWidget()
    assert program.office is None
    door.password.setText("practice")
    door.try_password()
    qtbot.waitUntil(lambda: isinstance(program.window, MainWindow), timeout=10_000)


def test_the_practice_community_lies_beside_and_locking_leads_back_home(
    program: Program, make_office: Callable[[str], Office], qtbot: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(practice, "RESIDENTS", 60)
    monkeypatch.setattr(practice.make, "__defaults__", (60, 1, lambda _done, _total: None))
    window = _open(program, make_office("home"))
    qtbot.waitUntil(lambda: not tasks.running())
    window.practice_wanted.emit()
    qtbot.waitUntil(lambda: program.office is not None and program.office.practice, timeout=20_000)
    assert program.places.data_dir == program.home.data_dir / "practice"
    assert "练习社区" in program.window.windowTitle()  # type: ignore[union-attr]
    qtbot.waitUntil(lambda: not tasks.running(), timeout=10_000)
    program.lock()
    assert program.places == program.home


def test_news_reach_the_open_page_and_undo_names_the_last_action(
    program: Program, make_office: Callable[[str], Office], qtbot: Any
) -> None:
    office = make_office("news")
    window = _open(program, office)
    page = window.show_tab("roster")
    from commgov_desktop.catalog import LEDGERS

    office.book.save(LEDGERS[0], None, {"name": "单小雨", "sex": "2"})
    qtbot.waitUntil(lambda: "单小雨" in window.undo_bar.undo_button.text())
    qtbot.waitUntil(lambda: page.people.table.count() == 1)
    window.undo_bar.take_back()
    qtbot.waitUntil(lambda: page.people.table.count() == 0)
    qtbot.waitUntil(lambda: not tasks.running())


def test_another_language_builds_the_window_anew(
    program: Program, make_office: Callable[[str], Office], qtbot: Any
) -> None:
    window = _open(program, make_office("english"))
    qtbot.waitUntil(lambda: not tasks.running())
    window.language_chosen.emit("en")
    assert isinstance(program.window, MainWindow)
    assert program.window.tab_bar.tabText(0) == "Today"
    qtbot.waitUntil(lambda: not tasks.running())


def test_a_second_start_brings_the_first_one_forward(qapp: QApplication, tmp_path: Path, qtbot: Any) -> None:
    first, second = SingleInstance(Places(tmp_path)), SingleInstance(Places(tmp_path))
    assert first.is_first()
    with qtbot.waitSignal(first.asked_to_show):
        assert not second.is_first()


def test_a_missing_office_file_is_said_at_the_door(
    program: Program, make_office: Callable[[str], Office], qtbot: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    office = make_office("gone")
    office.store.close()
    office.places.database.unlink()
    program.places = program.home = office.places
    program.start()
    door: Any = program.window and program.window.centralWidget()
    said: list[str] = []
    monkeypatch.setattr(ask, "warn", lambda _parent, sentence, *_more: said.append(sentence))
    door.password.setText("practice")
    door.try_password()
    qtbot.waitUntil(lambda: bool(door.problem.text()) or bool(said), timeout=10_000)
    assert "数据文件" in (door.problem.text() + "".join(said))
