"""The page of what was done: look at a step, take it back, check the chain, print the list."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from commgov_desktop.access.audit_page import AuditPage
from commgov_desktop.ledger import attachments
from commgov_desktop.ledger import office as facts
from commgov_desktop.ledger.office import Office
from commgov_desktop.store import engine
from commgov_desktop.store.store import Actor
from commgov_desktop.ui import ask, tasks
from commgov_desktop.ui.print_dialog import PaperDialog


@pytest.fixture
def heard(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    said: list[str] = []
    monkeypatch.setattr(ask, "warn", lambda _parent, sentence, detail="": said.append(f"{sentence}|{detail}"))
    monkeypatch.setattr(ask, "confirm", lambda *_asked, **_more: True)
    return said


@pytest.fixture
def page(office: Office, qtbot: QtBot, heard: list[str]) -> Iterator[AuditPage]:
    office.settings.save({"office.phone": "0571-1"}, "登记电话")
    office.settings.save({"office.address": "沙田路12号"}, "登记地址")
    office.store.actor = Actor(2, "李海燕")
    office.settings.save({"office.phone": "0571-2"}, "修改电话")
    made = AuditPage(office, lambda _table, column: column, settings=facts.OFFICE_SETTINGS)
    qtbot.addWidget(made)
    made.resize(1366, 690)
    made.show()
    yield made
    qtbot.waitUntil(lambda: not tasks.running())


def _choose(page: AuditPage, label: str) -> None:
    ids = page.trail.ids(find=label)
    assert page.table.select_id(ids[-1])


def _words(page: AuditPage) -> str:
    return " ".join(label.text() for label in page.right.findChildren(QLabel))


def test_the_card_shows_before_and_after(page: AuditPage) -> None:
    _choose(page, "修改电话")
    assert "设置 办公电话" in _words(page)
    assert "0571-1 → 0571-2" in _words(page)


def test_an_earlier_step_is_taken_back(page: AuditPage, office: Office, qtbot: QtBot) -> None:
    _choose(page, "登记地址")
    found = page.trail.ids(find="登记地址")[-1]
    from commgov_desktop.access.trail import deed

    shown = deed(office.store, found, page._words)
    assert shown is not None
    page.take_back(shown)
    qtbot.waitUntil(lambda: office.settings[facts.ADDRESS] == "", timeout=5000)
    qtbot.waitUntil(lambda: not tasks.running())
    assert office.settings[facts.PHONE] == "0571-2"


def test_a_step_others_stand_on_names_them(
    page: AuditPage, office: Office, qtbot: QtBot, heard: list[str]
) -> None:
    from commgov_desktop.access.trail import deed

    shown = deed(office.store, page.trail.ids(find="登记电话")[-1], page._words)
    assert shown is not None
    page.take_back(shown)
    qtbot.waitUntil(lambda: bool(heard), timeout=5000)
    assert "修改电话" in heard[0]


def test_the_clerk_box_narrows_the_list(page: AuditPage) -> None:
    page.clerk_box.setCurrentIndex(page.clerk_box.findData("李海燕"))
    page.clerk_box.activated.emit(0)
    assert page.table.count() == 1


def test_an_untouched_chain_holds(page: AuditPage, qtbot: QtBot) -> None:
    page.check_chain()
    qtbot.waitUntil(page.verdict.isVisible, timeout=5000)
    assert "完整" in page.verdict.sentence.text()


def test_an_altered_step_is_found(page: AuditPage, office: Office, qtbot: QtBot) -> None:
    number = page.trail.ids(find="登记地址")[-1]
    connection = engine.connect(office.places.database, office.key)
    connection.execute("update actions set account_name = '别人' where id = ?", (number,))
    connection.close()
    page.check_chain()
    qtbot.waitUntil(page.verdict.isVisible, timeout=5000)
    assert f"第 {number} 步" in page.verdict.sentence.text()


def test_an_attached_file_that_is_damaged_is_named(
    page: AuditPage, office: Office, qtbot: QtBot, tmp_path: Path
) -> None:
    scan = tmp_path / "租房合同.pdf"
    scan.write_bytes(b"%PDF-1.4 made up")
    with office.store.write("附件") as session:
        attachments.attach(session, "residents", 7, scan)
    connection = engine.connect(office.store.path, office.key)
    connection.execute("update contents set data = x'78'")
    connection.close()
    page.check_chain()
    qtbot.waitUntil(lambda: page.verdict.isVisible())
    assert "租房合同.pdf" in page.verdict.sentence.text()
    assert page.verdict.property("tone") == "error"


def test_the_list_is_printed_as_it_is_shown(page: AuditPage, qtbot: QtBot) -> None:
    from commgov_desktop.documents.rendering import page_text

    page.table.show_find("电话")
    page.print_()
    qtbot.waitUntil(lambda: page.findChild(PaperDialog) is not None, timeout=20_000)
    dialog = page.findChild(PaperDialog)
    said = page_text(dialog._pdf, 0)
    assert "登记电话" in said
    assert "登记地址" not in said
    dialog.reject()
