"""从U盘更新 as a clerk sees it: found, read, one button; nothing starts before a backup is made."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from commgov_desktop import newer_version, paths
from commgov_desktop.errors import UserError
from commgov_desktop.ledger.office import Office
from commgov_desktop.ui import ask
from commgov_desktop.updating import exchange
from commgov_desktop.updating.setup_file import Progress
from commgov_desktop.updating.update_dialog import Here, UpdateDialog
from tests.updating.test_setup_file import OURS, sealed


class Desk:
    """A computer with one stick; writes down what was done on it, in order."""

    def __init__(self, folder: Path) -> None:
        self.stick = folder / "stick"
        self.stick.mkdir()
        self.done: list[str] = []
        self.here = Here(
            program=folder / "program",
            version="0.1.0",
            keys=OURS,
            data=folder / "data",
            updates=folder / "data" / "updates",
            kept=folder / "data" / "kept",
            sticks=lambda: [self.stick],
            back_up=self.back_up,
        )

    def back_up(self, folder: Path, progress: Progress) -> None:
        progress(1000, 1000)
        self.done.append(f"backup to {folder.name}")

    def start(self, setup: Path, _program: Path, _data: Path) -> None:
        self.done.append(f"start {setup.name}")


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    made = Desk(tmp_path)
    monkeypatch.setattr(exchange, "start", made.start)
    return made


def _dialog(desk: Desk, qtbot: QtBot, here: Here | None = None) -> UpdateDialog:
    dialog = UpdateDialog(None, here or desk.here, lambda: desk.done.append("leave"))
    qtbot.addWidget(dialog)
    dialog.show()
    return dialog


def test_backup_first_then_the_setup_file_then_the_program_leaves(desk: Desk, qtbot: QtBot) -> None:
    sealed(desk.stick / "n-setup.exe")
    dialog = _dialog(desk, qtbot)
    qtbot.waitUntil(lambda: dialog.start_button.isVisible())
    assert "0.2.0" in dialog.head.text()
    assert "更快了" in dialog.news.text()
    dialog.start_button.click()
    qtbot.waitUntil(lambda: "leave" in desk.done)
    assert desk.done == ["backup to stick", "start n-setup.exe", "leave"]


def test_a_backup_that_fails_ends_it(desk: Desk, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[str] = []
    monkeypatch.setattr(ask, "show_error", lambda _parent, error: told.append(str(error)))

    def fails(_folder: Path, _progress: Progress) -> None:
        raise UserError("U盘已满。")

    sealed(desk.stick / "n-setup.exe")
    dialog = _dialog(desk, qtbot, replace(desk.here, back_up=fails))
    qtbot.waitUntil(lambda: dialog.start_button.isVisible())
    dialog.start_button.click()
    qtbot.waitUntil(lambda: told == ["U盘已满。"])
    assert desk.done == []


def test_without_a_stick_it_says_what_to_do_and_looks_again(desk: Desk, qtbot: QtBot) -> None:
    dialog = _dialog(desk, qtbot)
    qtbot.waitUntil(lambda: "没有找到" in dialog.head.text())
    assert not dialog.start_button.isVisible()
    sealed(desk.stick / "n-setup.exe")
    dialog.again_button.click()
    qtbot.waitUntil(lambda: dialog.start_button.isVisible())


def test_a_chosen_file_that_is_not_ours_is_refused_with_a_sentence(
    desk: Desk, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[str] = []
    other = tmp_path / "game.exe"
    other.write_bytes(b"MZ" + bytes(1000))
    monkeypatch.setattr(ask, "choose_file", lambda *_words: other)
    monkeypatch.setattr(ask, "show_error", lambda _parent, error: told.append(str(error)))
    dialog = _dialog(desk, qtbot)
    dialog.file_button.click()
    assert len(told) == 1
    assert "不是本程序的安装文件" in told[0]


def test_a_file_from_no_stick_is_backed_up_on_this_computer(
    desk: Desk, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = sealed(tmp_path / "downloaded-setup.exe")
    monkeypatch.setattr(ask, "choose_file", lambda *_words: file)
    dialog: Any = _dialog(desk, qtbot)
    qtbot.waitUntil(lambda: "没有找到" in dialog.head.text())
    dialog.file_button.click()
    dialog.start_button.click()
    qtbot.waitUntil(lambda: "leave" in desk.done)
    assert desk.done[0] == "backup to kept"


def test_a_checkout_says_that_it_is_not_updated_this_way(
    make_office: Callable[[str], Office], monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[str] = []
    monkeypatch.setattr(ask, "tell", lambda _parent, sentence, _detail="": told.append(sentence))
    newer_version.show(None, make_office("checkout"), lambda: None)  # type: ignore[arg-type]
    assert "不能用安装文件更新" in told[0]


def test_after_an_update_the_clerk_hears_what_came_of_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[str] = []
    monkeypatch.setattr(paths, "installed", lambda: tmp_path)
    monkeypatch.setattr(ask, "warn", lambda _parent, sentence, detail: told.append(f"{sentence}{detail}"))
    (tmp_path / "updates").mkdir()
    (tmp_path / exchange.RESULT).write_text("stopped 3 0.2.0\n没有通过自检。\n", "utf-16")
    newer_version.tell_result(None, tmp_path / "updates")
    newer_version.tell_result(None, tmp_path / "updates")
    assert told == ["程序没有更新，一切照旧。没有通过自检。"]
    assert not (tmp_path / "updates").exists()
