"""The tab 清单 as a clerk uses it."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QImage
from pytestqt.qtbot import QtBot

from commgov_desktop.checklists import lists, month, tasks
from commgov_desktop.checklists.page import ChecklistsPage
from commgov_desktop.checklists.reason_dialog import ReasonDialog
from commgov_desktop.ledger.attachments import attachments
from commgov_desktop.ledger.office import Office
from commgov_desktop.ui import ask
from commgov_desktop.ui.print_dialog import PaperDialog


@pytest.fixture
def page(office: Office, qtbot: QtBot) -> Iterator[ChecklistsPage]:
    """The page of an empty office on 5 March 2026, hearing the news as in the window."""
    made = ChecklistsPage(office)
    qtbot.addWidget(made)
    forget = office.store.subscribe(made.refresh)
    made.resize(1366, 660)
    with qtbot.waitExposed(made):
        made.show()
    yield made
    forget()


@pytest.fixture
def photo(tmp_path: Path, qapp: object) -> Path:
    """A small made-up photo."""
    image = QImage(120, 90, QImage.Format.Format_RGB32)
    image.fill(QColor("teal"))
    path = tmp_path / "photo.png"
    image.save(str(path))
    return path


def _choose(page: ChecklistsPage, title: str) -> int:
    groups = month.month_groups(page._office, page.month_card.month)
    number = next(line.id for g in groups for line in g.lines if line.title == title)
    page.month_card.list.choose(number)
    return number


def test_the_month_is_there_at_once_with_its_first_task_chosen(page: ChecklistsPage) -> None:
    assert "本月要办" in page.head.count.text()
    assert page.month_card.name.text() == "2026年3月"
    assert page.task_card.facts is not None


def test_space_ticks_the_task_and_goes_on_to_the_next(page: ChecklistsPage, qtbot: QtBot) -> None:
    number = _choose(page, "低保名单变动核对")
    qtbot.keyClick(page.month_card.list, Qt.Key.Key_Space)
    assert month.task_facts(page._office, number).line.state == "done"
    assert page.month_card.list.current_id != number
    page._office.store.undo()
    assert month.task_facts(page._office, number).line.state == "due"


def test_ticking_with_a_photo_as_proof_takes_five_steps_at_most(
    page: ChecklistsPage, qtbot: QtBot, photo: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ask, "choose_files", lambda *_a, **_k: [photo])
    steps = 1  # the tab
    number = _choose(page, "安全检查")
    steps += 1  # the line
    page.task_card.proofs.drop.button.click()
    steps += 2  # the field, and the file in the window
    qtbot.mouseClick(page.task_card.done_button, Qt.MouseButton.LeftButton)
    steps += 1
    assert month.task_facts(page._office, number).line.state == "done"
    assert len(attachments(page._office.store, "tasks", number)) == 1
    assert steps <= 5


def test_a_tick_that_needs_a_proof_asks_for_it_and_says_so_when_none_is_given(
    page: ChecklistsPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ask, "choose_files", lambda *_a, **_k: [])
    number = _choose(page, "安全检查")
    page.verbs.tick(number)
    assert month.task_facts(page._office, number).line.state == "due"
    assert page.task_card.banner.isVisibleTo(page)


def test_a_half_written_result_comes_back_and_is_kept_by_the_tick(page: ChecklistsPage) -> None:
    number = _choose(page, "低保名单变动核对")
    page.task_card.result.setPlainText("核对 12 户")
    _choose(page, "网格工作例会")
    assert page.task_card.result.toPlainText() == ""
    _choose(page, "低保名单变动核对")
    assert page.task_card.result.toPlainText() == "核对 12 户"
    page.task_card.finish()
    assert month.task_facts(page._office, number).result == "核对 12 户"


def test_putting_off_asks_for_day_and_reason(page: ChecklistsPage) -> None:
    number = _choose(page, "低保名单变动核对")
    page.verbs.put_off()
    dialog = page.findChild(ReasonDialog)
    assert dialog is not None
    dialog.try_accept()
    assert month.task_facts(page._office, number).moved_from is None
    dialog.form.set_values({"due_on": date(2026, 4, 2), "why": "等街道名单"})
    dialog.try_accept()
    assert month.task_facts(page._office, number).line.due_on == date(2026, 4, 2)


def test_the_next_month_is_made_when_it_is_opened(page: ChecklistsPage) -> None:
    page.month_card.after.click()
    assert page.month_card.name.text() == "2026年4月"
    assert page.month_card.list.ids()
    page.month_card.before.click()
    page.month_card.before.click()
    assert page.month_card.stack.currentWidget() is page.month_card.empty


def test_an_empty_slot_is_filled_in_its_form_and_undone(page: ChecklistsPage) -> None:
    party = next(line for line in lists.lists(page._office) if line.short == "党建工作")
    page.show_list(party.id)
    page.items.table.focus_list()
    page.edit()
    form = page.forms.form
    assert form is not None
    form.set_values({"name": "组织生活会", "rhythm": "quarterly"})
    form.ask_save()
    filled = next(line for line in lists.lists(page._office) if line.short == "党建工作")
    assert filled.filled == 1
    assert (
        "1/28" in [page.side.list.item(n).text() for n in range(page.side.list.count())] or filled.slots == 28
    )
    page._office.store.undo()
    assert next(line for line in lists.lists(page._office) if line.short == "党建工作").filled == 0


def test_a_list_of_ones_own_takes_items_that_make_tasks(page: ChecklistsPage) -> None:
    page.new_list()
    assert page.forms.form is not None
    page.forms.form.set_values({"name": "消防月检"})
    page.forms.form.ask_save()
    assert page.items.name == "消防月检"
    page.new()
    assert page.forms.form is not None
    page.forms.form.set_values({"name": "通道检查", "rhythm": "monthly", "by_day": 20})
    page.forms.form.ask_save()
    page.show_month(date(2026, 3, 5))
    assert _choose(page, "通道检查")


def test_a_new_task_with_ctrl_n_names_what_is_missing(page: ChecklistsPage) -> None:
    page.new()
    form = page.forms.form
    assert form is not None
    form.ask_save()
    assert page.forms.form is form
    form.set_values({"title": "慰问"})
    form.ask_save()
    assert page.forms.form is None
    assert page.task_card.title.text() == "慰问"


def test_find_narrows_the_month_and_the_lists(page: ChecklistsPage, qtbot: QtBot) -> None:
    page.find_box.setText("低保")
    with qtbot.waitSignal(page.find_box.searched):
        qtbot.keyClick(page.find_box, Qt.Key.Key_Return)
    assert len(page.month_card.list.ids()) == 1
    year = next(line for line in lists.lists(page._office) if line.short == "全年工作")
    page.show_list(year.id)
    page._find("低保")
    assert page.items.table.count() == 2


def test_today_and_find_anything_lead_to_the_record(page: ChecklistsPage) -> None:
    number = tasks.add(page._office, "旧账", date(2026, 2, 20))
    page.show_register()
    page.show_record(number)
    assert page.task_card.title.text() == "旧账"
    item = month.task_facts(page._office, _choose(page, "居务公开")).item
    assert item is not None
    page.show_view("items", item.id)
    assert page.items.table.current_id == item.id


def test_printing_shows_the_paper_of_what_is_on_the_page(page: ChecklistsPage, qtbot: QtBot) -> None:
    page.print_()
    qtbot.waitUntil(lambda: page.findChild(PaperDialog) is not None, timeout=20000)
    dialog = page.findChild(PaperDialog)
    assert dialog is not None
    assert dialog.windowTitle() == "2026年3月任务单"
    dialog.reject()


def test_the_register_is_exported_as_it_is_shown(
    page: ChecklistsPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[str] = []
    monkeypatch.setattr(ask, "save_file", lambda *_a, **_k: tmp_path / "登记簿.xlsx")
    monkeypatch.setattr(ask, "tell", lambda _p, sentence, *_a: said.append(sentence))
    page.show_register()
    page.export()
    assert (tmp_path / "登记簿.xlsx").exists()
    assert f"共 {page.register.table.count()} 行" in said[0]


def test_on_a_small_screen_the_card_comes_as_a_drawer(page: ChecklistsPage, qtbot: QtBot) -> None:
    page.resize(910, 420)
    qtbot.waitUntil(lambda: not page.panes.right.isVisible())
    qtbot.keyClick(page.month_card.list, Qt.Key.Key_Return)
    assert page.panes.right.isVisible()
    page.panes.right.close_button.click()
    assert not page.panes.right.isVisible()
