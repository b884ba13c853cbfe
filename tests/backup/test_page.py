"""The page of copies as a clerk uses it: plug in, one press, read what came of it; and the way back."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from commgov_desktop import clock, opening
from commgov_desktop.access import clerks
from commgov_desktop.backup import record
from commgov_desktop.backup.page import BackupPage
from commgov_desktop.backup.sticks import Stick
from commgov_desktop.ledger import office as facts
from commgov_desktop.ledger.office import Office
from commgov_desktop.opening import NewOffice
from commgov_desktop.paths import Places
from commgov_desktop.ui import ask, tasks
from commgov_desktop.ui.print_dialog import PaperDialog
from commgov_desktop.ui.widgets import Banner, LinkButton

NAMES = {"settings": "设置", "accounts": "账号"}


@pytest.fixture
def stick(tmp_path: Path) -> Stick:
    (tmp_path / "usb").mkdir()
    return Stick(tmp_path / "usb", "社区甲", 14_200_000_000, 16_000_000_000, "exFAT")


@pytest.fixture
def plugged(stick: Stick) -> list[Stick]:
    return [stick]


@pytest.fixture
def said(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    heard: list[str] = []
    for name in ("tell", "warn"):
        monkeypatch.setattr(ask, name, lambda _parent, sentence, detail="": heard.append(sentence))
    monkeypatch.setattr(ask, "confirm", lambda *_asked, **_more: True)
    return heard


@pytest.fixture
def page(office: Office, plugged: list[Stick], qtbot: QtBot, said: list[str]) -> Iterator[BackupPage]:
    made = BackupPage(office, NAMES, restored=lambda: said.append("restored"), sticks=lambda: plugged)
    qtbot.addWidget(made)
    made.resize(1366, 690)
    made.show()
    yield made
    qtbot.waitUntil(lambda: not tasks.running())


def _back_up(page: BackupPage, qtbot: QtBot) -> record.Copy:
    with qtbot.waitSignal(page.target.made, timeout=20_000) as made:
        page.target.start()
    copy = made.args[0]
    assert isinstance(copy, record.Copy)
    return copy


def _links(page: BackupPage, words: str) -> list[LinkButton]:
    return [b for b in page.copies.findChildren(LinkButton) if b.text() == words and b.isVisible()]


def test_enter_makes_a_proven_copy_on_the_stick(page: BackupPage, qtbot: QtBot, stick: Stick) -> None:
    qtbot.waitUntil(page.target.button.hasFocus)
    with qtbot.waitSignal(page.target.made, timeout=20_000):
        qtbot.keyClick(page.target.button, Qt.Key.Key_Space)
    assert len(list(stick.path.glob("*.age"))) == 1
    assert page.target.result.isVisible()
    qtbot.waitUntil(lambda: "今天 10:00" in page.head.count.text())
    qtbot.waitUntil(lambda: len(_links(page, "再核对")) == 1)


def test_a_stick_is_recognised_while_the_page_is_open(
    page: BackupPage, plugged: list[Stick], stick: Stick
) -> None:
    plugged.clear()
    page.target.look_for_sticks()
    assert not page.target.button.isEnabled()
    assert page.target.title.text() == "请插入U盘"
    plugged.append(stick)
    page.target.look_for_sticks()
    assert page.target.button.isEnabled()
    assert "社区甲" in page.target.title.text()


def test_of_two_sticks_the_clerk_chooses(
    page: BackupPage, plugged: list[Stick], tmp_path: Path, qtbot: QtBot
) -> None:
    (tmp_path / "second").mkdir()
    plugged.append(Stick(tmp_path / "second", "社区乙", 9_000_000_000, 16_000_000_000, "exFAT"))
    page.target.look_for_sticks()
    page.target.choose(tmp_path / "second")
    assert _back_up(page, qtbot).stick == "社区乙"


def test_a_folder_in_this_computer_is_warned_of_and_remembered(
    page: BackupPage, office: Office, plugged: list[Stick], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    plugged.clear()
    (tmp_path / "copies").mkdir()
    monkeypatch.setattr(ask, "choose_folder", lambda *_asked: tmp_path / "copies")
    page.target.choose_folder()
    assert "本机硬盘" in page.target.warning.sentence.text()
    assert page.target.warning.isVisible()
    assert office.machine.part("backup")["folder"] == str(tmp_path / "copies")


def test_a_cancelled_copy_leaves_nothing(page: BackupPage, qtbot: QtBot, stick: Stick) -> None:
    page.target.start()
    page.target.cancel()
    qtbot.waitUntil(lambda: not page.target.is_busy, timeout=20_000)
    assert list(stick.path.iterdir()) == []
    assert "已停止" in page.target.steps.words.text()


def test_a_stick_that_went_away_is_said_in_words(
    page: BackupPage, qtbot: QtBot, stick: Stick, plugged: list[Stick]
) -> None:
    stick.path.rmdir()
    page.target.start()
    qtbot.waitUntil(lambda: not page.target.is_busy, timeout=20_000)
    assert page.target.result.isVisible()
    assert page.target.button.isEnabled()


def test_a_copy_is_checked_and_rehearsed_from_its_line(
    page: BackupPage, qtbot: QtBot, office: Office, said: list[str]
) -> None:
    _back_up(page, qtbot)
    qtbot.waitUntil(lambda: len(_links(page, "再核对")) == 1)
    _links(page, "再核对")[0].click()
    qtbot.waitUntil(lambda: len(said) == 1, timeout=20_000)
    qtbot.waitUntil(lambda: len(_links(page, "演练")) == 1)
    _links(page, "演练")[0].click()
    qtbot.waitUntil(lambda: len(said) == 2, timeout=20_000)
    last = record.last_good(office)
    assert last is not None
    assert last.result == "rehearsed"


def test_the_slip_is_shown_before_it_is_printed(page: BackupPage, qtbot: QtBot) -> None:
    _back_up(page, qtbot)
    page.target.result.print_button.click()
    qtbot.waitUntil(lambda: page.findChild(PaperDialog) is not None, timeout=20_000)
    page.findChild(PaperDialog).reject()


def test_an_alarm_stands_at_the_top(page: BackupPage, qtbot: QtBot) -> None:
    _back_up(page, qtbot)
    assert not page.alarm.isVisible()
    clock.pretend(clock.now() + timedelta(days=9))
    page.refresh()
    assert page.alarm.isVisible()
    assert "9天" in page.alarm.sentence.text()


def test_restore_shows_what_differs_and_goes_back(
    page: BackupPage, qtbot: QtBot, office: Office, said: list[str]
) -> None:
    copy = _back_up(page, qtbot)
    office.settings.save({"office.phone": "0571-1", "office.address": "沙田路"})
    page.restore.start_button.click()
    page.restore.look_at(copy.path)
    qtbot.waitUntil(lambda: hasattr(page.restore, "restore_button"), timeout=20_000)
    shown = " ".join(
        label.text() for label in page.restore.findChildren(type(page.restore.heading or page.alarm.sentence))
    )
    assert "设置" in shown
    assert "少 2" in shown
    page.restore.restore_button.click()
    qtbot.waitUntil(lambda: "restored" in said, timeout=20_000)
    again = opening.unlock(office.places, 1, "practice")
    try:
        assert again.settings[facts.PHONE] == ""
    finally:
        again.store.close()


def test_a_foreign_copy_asks_for_its_own_key(
    page: BackupPage, qtbot: QtBot, tmp_path: Path, stick: Stick
) -> None:
    new = NewOffice("红星社区居民委员会", "红星社区", "赵敏", "practice")
    neighbour, key = opening.create(Places(tmp_path / "neighbour"), new, quick=True)
    copy = record.make_backup(neighbour, stick.path)
    neighbour.store.close()
    page.restore.look_at(copy.path)
    qtbot.waitUntil(lambda: hasattr(page.restore, "key_box"), timeout=20_000)
    page.restore.key_box.setText("nonsense")
    page.restore._try_key()
    assert not hasattr(page.restore, "restore_button")
    page.restore.key_box.setText(key)
    page.restore._try_key()
    qtbot.waitUntil(lambda: hasattr(page.restore, "restore_button"), timeout=20_000)
    warning = page.restore.findChild(Banner)
    assert "红星社区" in warning.sentence.text()


def test_a_clerk_cannot_restore(office: Office, qtbot: QtBot, plugged: list[Stick]) -> None:
    clerk = clerks.add_clerk(office, "李海燕", "worker", "correct horse 42")
    desk = opening.unlock(office.places, clerk.id, "correct horse 42")
    page = BackupPage(desk, NAMES, restored=lambda: None, sticks=lambda: plugged)
    qtbot.addWidget(page)
    assert not hasattr(page.restore, "start_button")
    desk.store.close()
