"""Work in the background: results, errors, cancel, the window that shows how far it is."""

import threading
from typing import Any

import pytest
from PySide6.QtCore import QThread
from PySide6.QtWidgets import QApplication, QWidget

from commgov_desktop.errors import Cancelled, UserError
from commgov_desktop.ui import ask, tasks


@pytest.fixture
def window(qtbot: Any) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    made.show()
    return made


def test_the_work_runs_elsewhere_and_its_result_comes_back_here(qtbot: Any, window: QWidget) -> None:
    seen: list[object] = []

    def work(progress: tasks.Progress) -> int:
        progress(1, 2)
        seen.append(threading.current_thread() is threading.main_thread())
        return 42

    def done(result: int) -> None:
        seen.append(result)
        seen.append(QThread.currentThread() is QApplication.instance().thread())  # type: ignore[union-attr]

    tasks.run(window, "读取", work, done)
    qtbot.waitUntil(lambda: len(seen) == 3)
    assert seen == [False, 42, True]
    assert tasks.running() == 0


def test_cancel_stops_the_work_at_its_next_step(qtbot: Any, window: QWidget) -> None:
    begun, errors = threading.Event(), []

    def work(progress: tasks.Progress) -> None:
        begun.set()
        while True:
            progress(0, 0)

    task = tasks.run(window, "导入", work, lambda _r: None, errors.append)
    assert begun.wait(5)
    task.cancel()
    qtbot.waitUntil(lambda: bool(errors))
    assert isinstance(errors[0], Cancelled)


def test_an_error_of_the_clerk_is_shown_as_its_sentence(
    qtbot: Any, window: QWidget, monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[str] = []
    monkeypatch.setattr(ask, "warn", lambda _parent, sentence, detail="": said.append(sentence))

    def work(_progress: tasks.Progress) -> None:
        raise UserError("文件是空的，请另选一个。")

    tasks.run(window, "导入", work, lambda _r: None)
    qtbot.waitUntil(lambda: said == ["文件是空的，请另选一个。"])


def test_the_progress_window_comes_only_after_a_while(
    qtbot: Any, window: QWidget, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tasks, "PATIENCE", 20)
    go, done = threading.Event(), []

    def work(progress: tasks.Progress) -> str:
        progress(3, 10)
        go.wait(10)
        return "好"

    tasks.run(window, "逐表清点", work, done.append)
    progress = window.findChild(tasks._ProgressWindow)
    assert progress is not None
    assert not progress.isVisible()
    qtbot.waitUntil(progress.isVisible)
    assert progress.how_far.text() == "3 / 10"
    go.set()
    qtbot.waitUntil(lambda: done == ["好"])


def test_nothing_is_done_for_a_window_that_is_gone(qtbot: Any) -> None:
    go, done, gone = threading.Event(), [], []
    window = QWidget()
    window.destroyed.connect(lambda: gone.append(True))
    tasks.fetch(window, lambda: go.wait(10), done.append)
    tasks.run(window, "读取", lambda _p: go.wait(10), done.append)
    window.deleteLater()
    qtbot.waitUntil(lambda: bool(gone))
    go.set()
    qtbot.waitUntil(lambda: tasks.running() == 0)
    assert done == []


def test_what_only_reads_does_not_hold_the_window_open(qtbot: Any) -> None:
    go_on = threading.Event()
    read: list[str] = []
    tasks.fetch(None, lambda: go_on.wait(10) and "read", read.append)
    assert (tasks.running(), tasks.working()) == (1, 0)
    go_on.set()
    qtbot.waitUntil(lambda: read == ["read"])
    assert tasks.running() == 0
