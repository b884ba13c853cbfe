"""A folder with its marker carries its data beside it and says so; an installed one and a checkout do not."""

from collections.abc import Callable
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from commgov_desktop import app, finding, paths, tabs
from commgov_desktop.ledger.office import Office
from commgov_desktop.main_window import MainWindow
from commgov_desktop.ui import tasks


@pytest.fixture
def carried(tmp_path: Path) -> Path:
    """The ``app`` folder of an installed program with the marker beside it."""
    root = tmp_path / "commgov" / "app"
    root.mkdir(parents=True)
    (root.parent / "files.sha256").touch()
    (root.parent / "portable.txt").touch()
    return root


def test_the_data_lie_beside_a_program_with_the_marker(carried: Path) -> None:
    assert paths.installed(carried) == carried.parent
    assert paths.portable_data(carried) == carried.parent / "data"


def test_without_the_marker_it_is_an_installed_one(carried: Path) -> None:
    (carried.parent / "portable.txt").unlink()
    assert paths.installed(carried) == carried.parent
    assert paths.portable_data(carried) is None


def test_a_checkout_is_neither(tmp_path: Path) -> None:
    (tmp_path / "portable.txt").touch()
    assert paths.installed(tmp_path / "app") is None
    assert paths.portable_data(tmp_path / "app") is None
    assert paths.installed() is None


def test_the_default_folder_goes_along(carried: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(paths, "portable_data", lambda: carried.parent / "data")
    assert paths.default_data_dir() == carried.parent / "data"


def test_every_screen_says_that_it_is_carried(
    make_office: Callable[[str], Office], qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    office = make_office("carried")
    monkeypatch.setattr(paths, "portable_data", lambda: office.places.data_dir)
    window = MainWindow(
        office,
        lambda made: tabs.all_tabs(office, made, lambda: None),
        finding.finder(office),
        lambda: ("", "green"),
    )
    qtbot.addWidget(window)
    assert "便携使用" in window.windowTitle()
    assert str(office.places.data_dir) in window.foot.place.text()
    qtbot.waitUntil(lambda: not tasks.running())
    window.let_go()


def test_a_newer_version_on_a_stick_is_said_at_the_foot(
    make_office: Callable[[str], Office], qtbot: QtBot
) -> None:
    office = make_office("offered")
    window = MainWindow(
        office,
        lambda made: tabs.all_tabs(office, made, lambda: None),
        finding.finder(office),
        lambda: ("", "green"),
    )
    qtbot.addWidget(window)

    class Found:
        class release:  # noqa: N801 - stands for an attribute
            version = "0.2.0"

    window.offer(None)
    assert "0.2.0" not in window.foot.place.text()
    window.offer(Found())
    assert "0.2.0" in window.foot.place.text()
    qtbot.waitUntil(lambda: not tasks.running())
    window.let_go()


def test_a_copy_opened_by_double_click_is_looked_into_after_unlocking(
    make_office: Callable[[str], Office], qapp: object, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    from commgov_desktop.backup.restore_card import RestoreCard

    seen: list[Path] = []
    monkeypatch.setattr(RestoreCard, "look_at", lambda _card, path, _secret="": seen.append(path))
    office = make_office("double")
    program = app.Program(qapp, office.places)  # type: ignore[arg-type]
    program.look_into(Path("stick/a.age"))
    assert seen == []
    program.open_office(office)
    assert seen == [Path("stick/a.age")]
    qtbot.waitUntil(lambda: not tasks.running())
    program.leave()
    program.window.deleteLater()  # type: ignore[union-attr]


def test_a_second_start_with_a_copy_hands_it_to_the_first(tmp_path: Path, qtbot: QtBot) -> None:
    first, second = app.SingleInstance(paths.Places(tmp_path)), app.SingleInstance(paths.Places(tmp_path))
    assert first.is_first()
    with qtbot.waitSignal(first.asked_to_open) as heard:
        assert not second.is_first("open D:/备份 一.age")
    assert heard.args == ["D:/备份 一.age"]
