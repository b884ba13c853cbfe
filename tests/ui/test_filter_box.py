"""The filter by any column: what is ticked shows at once, stands as a chip, and is taken away at a click."""

from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QCheckBox, QMainWindow

from commgov_desktop.ledger.conditions import Between, Contains, Filled, Missing, OneOf
from commgov_desktop.ledger.listing import Listing
from commgov_desktop.ledger.office import Office
from commgov_desktop.roster.ledger import RESIDENTS
from commgov_desktop.ui.filter_box import FilterPanel
from commgov_desktop.ui.filter_editors import PresenceEditor, RangeEditor, TextEditor, WordsEditor
from commgov_desktop.ui.widgets import ListPage, RecordTable
from tests.ui.conftest import People


@pytest.fixture
def page(qtbot: Any, practice_office: Office) -> ListPage:
    made = ListPage("居民", RecordTable(Listing(practice_office.store, RESIDENTS)))
    window = QMainWindow()
    window.setCentralWidget(made)
    qtbot.addWidget(window)
    window.resize(1366, 768)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    made.window_ = window  # type: ignore[attr-defined]
    return made


def opened(page: ListPage, column: str = "") -> FilterPanel:
    if page.filter_button.panel is None:
        page.filter_button.click()
    panel = page.filter_button.panel
    assert panel is not None
    if column:
        assert panel.columns.choose(column)
    return panel


def tick(panel: FilterPanel, words: str) -> None:
    assert panel.editor is not None
    next(box for box in panel.editor.findChildren(QCheckBox) if box.text() == words).click()


def test_ticked_words_narrow_the_list_at_once(page: ListPage) -> None:
    everybody = page.table.count()
    panel = opened(page, "sex")
    tick(panel, "女")
    assert page.table.where == {"sex": OneOf(("2",))}
    assert 0 < page.table.count() < everybody
    assert [chip.text() for chip in page.foot.chips.chips] == ["性别：女  ×"]
    assert page.filter_button.text() == "筛选 · 1"
    assert panel.count.text() == f"共 {page.table.count()} 条"
    tick(panel, "男")
    assert page.table.count() == everybody
    tick(panel, "女")
    tick(panel, "男")
    assert not page.filter_button.chosen
    assert not page.foot.chips.isVisible()


def test_a_chip_takes_its_condition_away_and_the_link_takes_all(page: ListPage) -> None:
    everybody = page.table.count()
    tick(opened(page, "sex"), "女")
    tick(opened(page, "residence_kind"), "户籍")
    page.filter_button.panel.close()  # type: ignore[union-attr]
    page.foot.chips.chips[0].click()
    assert list(page.table.where) == ["residence_kind"]
    page.foot.chips.clear_button.click()
    assert page.table.where == {}
    assert page.table.count() == everybody


def test_escape_closes_the_filter_first_and_clears_it_next(qtbot: Any, page: ListPage) -> None:
    tick(opened(page, "sex"), "女")
    panel = opened(page)
    panel.columns.list.setFocus()
    qtbot.keyClick(panel.columns.list, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: page.filter_button.panel is None)
    assert page.table.where
    page.table.view.setFocus()
    qtbot.keyClick(page.table.view, Qt.Key.Key_Escape)
    assert page.table.where == {}


def test_the_keys_open_the_filter(qtbot: Any, page: ListPage) -> None:
    page.table.view.setFocus()
    both = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    qtbot.keyClick(page.table.view, Qt.Key.Key_F, both)
    panel = page.filter_button.panel
    assert panel is not None
    qtbot.waitUntil(panel.columns.list.hasFocus)


def test_a_press_elsewhere_closes_the_filter(qtbot: Any, page: ListPage) -> None:
    opened(page)
    qtbot.mouseClick(page.head, Qt.MouseButton.LeftButton, pos=QPoint(5, 5))
    assert page.filter_button.panel is None


def test_numbers_are_asked_from_and_to(page: ListPage) -> None:
    panel = opened(page, "age")
    editor = panel.editor
    assert isinstance(editor, RangeEditor)
    editor.first.line.setText("60")  # type: ignore[attr-defined]
    editor.first.changed.emit()
    assert page.table.where == {"age": Between(60, None)}
    assert page.foot.chips.chips[0].accessibleName() == "去掉筛选 年龄：60 及以上"
    editor.last.line.setText("eighty")  # type: ignore[attr-defined]
    editor.last.changed.emit()
    assert editor.problem.isVisible()
    assert page.table.where == {"age": Between(60, None)}
    editor.last.line.setText("80")  # type: ignore[attr-defined]
    editor.last.changed.emit()
    assert page.table.where == {"age": Between(60, 80)}


def test_days_have_the_near_spans_at_hand(page: ListPage) -> None:
    from datetime import date

    panel = opened(page, "lives_here_since")
    editor = panel.editor
    assert isinstance(editor, RangeEditor)
    editor._span(date(2026, 1, 1), date(2026, 3, 5))
    assert page.table.where == {"lives_here_since": Between(date(2026, 1, 1), date(2026, 3, 5))}
    tick(panel, "没有填")
    assert page.table.where == {"lives_here_since": Missing()}
    assert not editor.first.isEnabled()


def test_a_column_of_many_words_is_asked_by_a_word(qtbot: Any, page: ListPage) -> None:
    panel = opened(page, "address")
    editor = panel.editor
    assert isinstance(editor, TextEditor)
    with qtbot.waitSignal(page.filter_button.changed):
        qtbot.keyClicks(editor.line, "3")
    assert page.table.where == {"address": Contains("3")}


def test_masked_numbers_are_only_there_or_not(page: ListPage) -> None:
    panel = opened(page, "phone")
    editor = panel.editor
    assert isinstance(editor, PresenceEditor)
    editor.group.button(1).click()
    assert page.table.where == {"phone": Filled()}


def test_what_is_asked_already_is_shown_again(page: ListPage) -> None:
    tick(opened(page, "sex"), "女")
    page.filter_button.panel.close()  # type: ignore[union-attr]
    panel = opened(page)
    assert panel.columns.key == "sex"
    assert isinstance(panel.editor, WordsEditor)
    assert panel.editor.condition() == OneOf(("2",))


def test_rows_that_cannot_be_asked_have_no_filter(qtbot: Any, people: People) -> None:
    page = ListPage("居民", RecordTable(people))
    qtbot.addWidget(page)
    page.show()
    assert not page.filter_button.isVisible()
    page.filter_button.toggle()
    assert page.filter_button.panel is None


def test_going_to_a_record_takes_everything_away_that_hides_it(page: ListPage) -> None:
    tick(opened(page, "sex"), "女")
    page.table.show_find("zzz")
    assert page.table.nothing_found.isVisible()
    page.show_all()
    assert (page.table.words, page.table.where) == ("", {})


def test_print_and_export_take_the_chosen_rows_or_all_that_are_shown(page: ListPage) -> None:
    tick(opened(page, "sex"), "女")
    shown = list(page.table.model.ids)
    page.table.select_id(shown[3])
    assert page.ids_to_take() == shown
    page.table.select_ids(shown[2:5])
    assert page.ids_to_take() == shown[2:5]
    page.table.view.selectAll()
    assert page.ids_to_take() == shown
