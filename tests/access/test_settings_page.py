"""The settings as a clerk uses them: one form, one step; accounts; this computer; the recovery sheet."""

from collections.abc import Iterator
from datetime import date

import pytest
from pytestqt.qtbot import QtBot

from commgov_desktop import opening
from commgov_desktop.access import clerks
from commgov_desktop.access.accounts import accounts
from commgov_desktop.access.password_dialog import PasswordDialog
from commgov_desktop.access.settings_page import SettingsPage
from commgov_desktop.access.trail import Trail
from commgov_desktop.ledger import office as facts
from commgov_desktop.ledger.office import Office
from commgov_desktop.settings import Setting
from commgov_desktop.ui import ask, tasks
from commgov_desktop.ui.print_dialog import PaperDialog

DAYS = Setting("test.days", 3, "Days", "Test")
LOUD = Setting("test.loud", False, "Loud", "Test")
SETTINGS = (*facts.OFFICE_SETTINGS, DAYS, LOUD)
GOOD = "correct horse 42"


@pytest.fixture
def spoken() -> list[object]:
    return []


@pytest.fixture
def page(office: Office, qtbot: QtBot, spoken: list[object]) -> Iterator[SettingsPage]:
    made = SettingsPage(
        office,
        SETTINGS,
        recovery_sheet=_sheet,
        speak=spoken.append,
        watch_idle=spoken.append,
    )
    qtbot.addWidget(made)
    made.resize(1366, 690)
    made.show()
    yield made
    qtbot.waitUntil(lambda: not tasks.running())


def _sheet(office: str, secret: str, day: date) -> bytes:
    from commgov_desktop.backup.sheet import recovery_sheet

    return recovery_sheet(office, secret, day)


def test_altered_settings_are_saved_as_one_step(page: SettingsPage, office: Office) -> None:
    boxes = page.office.form.boxes
    boxes["office.phone"].set_value("0571-88881234")
    boxes["test.days"].set_value(5)
    boxes["test.loud"].set_value(True)
    page.office.save()
    assert office.settings[facts.PHONE] == "0571-88881234"
    assert office.settings[DAYS] == 5
    assert office.settings[LOUD] is True
    office.store.undo()
    page.refresh()
    assert office.settings[DAYS] == 3
    assert boxes["office.phone"].value() == ""


def test_nothing_altered_makes_no_step(page: SettingsPage, office: Office) -> None:
    before = len(Trail(office.store).ids())
    page.office.save()
    assert len(Trail(office.store).ids()) == before


def test_a_number_that_is_none_is_said_at_its_box(page: SettingsPage, office: Office) -> None:
    page.office.form.boxes["test.days"].set_value("")
    page.office.save()
    assert page.office.form._problems["test.days"].text() == "请填写整数。"
    assert office.settings[DAYS] == 3


def test_the_chair_adds_a_clerk(page: SettingsPage, office: Office) -> None:
    page.show_part("accounts")
    page.accounts.add_clerk()
    dialog = page.findChild(PasswordDialog)
    dialog.name_box.setText("李海燕")
    dialog.boxes.first.setText(GOOD)
    dialog.boxes.second.setText(GOOD + "x")
    dialog.do()
    assert dialog.problem.text()
    dialog.boxes.second.setText(GOOD)
    dialog.do()
    assert [(a.name, a.role) for a in accounts(office.store)] == [("王敏", "chair"), ("李海燕", "worker")]


def test_the_own_password_needs_the_present_one(page: SettingsPage, office: Office) -> None:
    page.accounts.change_own()
    dialog = page.findChild(PasswordDialog)
    dialog.boxes.first.setText(GOOD)
    dialog.boxes.second.setText(GOOD)
    dialog.old_box.setText("not it")
    dialog.do()
    assert dialog.problem.text()
    dialog.old_box.setText("practice")
    dialog.do()
    opening.unlock(office.places, 1, GOOD).store.close()


def test_retiring_asks_and_names_the_only_chair(
    page: SettingsPage, office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    clerk = clerks.add_clerk(office, "李海燕", "worker", GOOD)
    monkeypatch.setattr(ask, "confirm", lambda *_asked, **_more: True)
    page.accounts.retire(clerk)
    assert [a.name for a in accounts(office.store)] == ["王敏"]


def test_locking_and_language_reach_the_window(
    page: SettingsPage, office: Office, spoken: list[object]
) -> None:
    page.machine.lock.setCurrentIndex(page.machine.lock.findData("30"))
    page.machine.lock.activated.emit(0)
    assert office.machine.part("lock")["minutes"] == 30
    page.machine.language.setCurrentIndex(page.machine.language.findData("en"))
    page.machine.language.activated.emit(0)
    assert office.machine["language"] == "en"
    assert spoken == [30, "en"]


def test_the_recovery_sheet_needs_the_password_and_is_written_down(
    page: SettingsPage, office: Office, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    heard: list[str] = []
    monkeypatch.setattr(ask, "warn", lambda _parent, sentence, detail="": heard.append(sentence))
    monkeypatch.setattr(ask, "words", lambda *_asked, **_more: "not it")
    page.recovery.show_sheet()
    assert len(heard) == 1
    monkeypatch.setattr(ask, "words", lambda *_asked, **_more: "practice")
    page.recovery.show_sheet()
    qtbot.waitUntil(lambda: page.findChild(PaperDialog) is not None, timeout=20_000)
    page.findChild(PaperDialog).reject()
    trail = Trail(office.store)
    assert trail.page(trail.ids())[trail.ids()[0]][2] == "查看恢复密钥单"


def test_a_clerk_sees_neither_sheet_nor_the_accounts_buttons(office: Office, qtbot: QtBot) -> None:
    clerk = clerks.add_clerk(office, "李海燕", "worker", GOOD)
    desk = opening.unlock(office.places, clerk.id, GOOD)
    page = SettingsPage(desk, SETTINGS, recovery_sheet=_sheet)
    qtbot.addWidget(page)
    page.show()
    page.show_part("accounts")
    assert not page.accounts.add_button.isVisible()
    assert page.accounts.own_button.isVisible()
    assert not page.recovery.button.isEnabled()
    desk.store.close()
