"""The list: order, selection, pages, speed, and what it remembers."""

import time
from array import array
from collections.abc import Iterable, Sequence
from typing import Any

import pytest
from PySide6.QtCore import QItemSelectionModel, QModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QAbstractItemDelegate, QAbstractItemView, QTableView

from commgov_desktop.ui.record_model import KEPT, PAGE, RecordModel, shown
from commgov_desktop.ui.record_table import RecordTable
from tests.ui.conftest import People


def _open(qtbot: Any, people: People, wide: int, tall: int, **how: Any) -> RecordTable:
    """A list on the screen, read for the first time."""
    made = RecordTable(people, **how)
    qtbot.addWidget(made)
    made.resize(wide, tall)
    made.show()
    made.refresh()
    return made


@pytest.fixture
def table(qtbot: Any, people: People) -> RecordTable:
    return _open(qtbot, people, 700, 500)


def test_the_model_keeps_qts_contract(people: People) -> None:
    model = RecordModel(people)
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    model.show_ids(people.ids(find="", filter="", sort="", descending=False))
    model.show_ids(array("q"))
    model.show_ids(array("q", [3, 1, 2]))
    model.forget()
    assert model.data(model.index(1, 0)) == "居民1"
    assert model.data(QModelIndex()) is None


class Counted(People):
    """People who count how many rows were read."""

    def __init__(self, many: int) -> None:
        super().__init__(many)
        self.read = self.times = 0

    def page(self, ids: Sequence[int]) -> dict[int, tuple[object, ...]]:
        self.read += len(ids)
        self.times += 1
        return super().page(ids)


def _look_at(model: RecordModel, rows: Iterable[int]) -> list[object]:
    return [model.cell(row, 0) for row in rows]


def test_only_a_few_stretches_are_kept() -> None:
    people = Counted(PAGE * (KEPT + 20))
    model = RecordModel(people)
    model.show_ids(people.ids(find="", filter="", sort="", descending=False))
    _look_at(model, range(0, people.many, PAGE))
    assert people.read == people.many
    _look_at(model, range(20 * PAGE, people.many))  # the last that were looked at are still there
    assert people.read == people.many
    assert _look_at(model, [0]) == ["居民1"]
    assert people.read == people.many + PAGE


def test_a_jump_reads_one_stretch_wherever_it_lands_and_scrolling_either_way_reads_no_row_twice() -> None:
    people = Counted(2000)
    model = RecordModel(people)
    model.show_ids(people.ids(find="", filter="", sort="", descending=False))
    assert _look_at(model, range(1005, 1005 + PAGE)) == [f"居民{n + 1}" for n in range(1005, 1005 + PAGE)]
    assert people.read == PAGE
    for top in range(1005, 705, -3):
        _look_at(model, range(top, top + PAGE - 4))
    assert people.read <= 301 + 2 * PAGE
    assert people.times <= 301 // PAGE + 3
    for top in range(705, 1205, 3):
        _look_at(model, range(top, top + PAGE - 4))
    assert people.read <= 501 + 5 * PAGE


def test_a_list_reads_no_more_than_its_window_shows_and_a_few(qtbot: Any) -> None:
    people = Counted(2000)
    table = _open(qtbot, people, 700, 400)
    table.view.viewport().grab()
    before = people.read
    table.view.scrollTo(table.model.index(1000, 0), QAbstractItemView.ScrollHint.PositionAtTop)
    table.view.viewport().grab()
    seen = table.view.viewport().height() // table.view.rowHeight(0) + 1
    assert seen <= people.read - before <= seen + 3


class PartlyRead(People):
    """People whose columns can be read one by one; remembers which were."""

    def __init__(self) -> None:
        super().__init__(200)
        self.read: set[int] = set()

    def some(self, ids: Sequence[int], places: Iterable[int]) -> dict[int, tuple[object, ...]]:
        wanted = set(places)
        self.read |= wanted
        whole = self.page(ids)
        return {i: tuple(v if n in wanted else None for n, v in enumerate(row)) for i, row in whole.items()}


def test_only_the_columns_on_the_screen_are_read(qtbot: Any) -> None:
    people = PartlyRead()
    table = _open(qtbot, people, 700, 400, first_shown=("name", "groups"))
    table.view.viewport().grab()
    assert people.read == {0, 3}
    table.columns.choose(2, True)
    table.view.viewport().grab()
    assert people.read == {0, 2, 3}
    assert table.model.cell(0, 2) == "1号楼101"
    assert table.model.cell(0, 0) == "居民1"


def test_a_column_that_is_not_shown_can_be_asked_for(qtbot: Any) -> None:
    table = RecordTable(PartlyRead(), first_shown=("name",))
    qtbot.addWidget(table)
    table.refresh()
    assert [table.model.cell(6, column) for column in (0, 1, 2)] == ["居民7", 7, "7号楼701"]


def test_a_record_that_vanished_meanwhile_shows_empty(people: People) -> None:
    model = RecordModel(people)
    people.page = lambda ids: {}  # type: ignore[method-assign]
    model.show_ids(array("q", [1]))
    assert model.data(model.index(0, 0)) == ""


def test_values_are_shown_as_a_clerk_writes_them() -> None:
    from datetime import UTC, date, datetime

    assert shown(date(2026, 3, 5)) == "2026-03-05"
    assert shown(datetime(2026, 3, 5, 6, 30, tzinfo=UTC)) == "2026-03-05 14:30"
    assert shown(True) == "是"
    assert shown(["甲", "乙"]) == "甲、乙"
    assert shown(None) == ""


def test_a_click_on_a_heading_sorts_and_a_second_one_turns_round(table: RecordTable) -> None:
    table.view.horizontalHeader().sectionClicked.emit(1)
    assert (table.sort, table.descending) == ("age", False)
    assert table.model.ids[0] == 90
    table.view.horizontalHeader().sectionClicked.emit(1)
    assert table.descending


def test_the_selection_stays_when_the_list_is_read_anew(table: RecordTable, people: People) -> None:
    table.select_ids([5, 6, 7, 20])
    assert table.selected_ids() == [5, 6, 7, 20]
    people.removed = {1, 2, 6}
    table.refresh()
    assert table.selected_ids() == [5, 7, 20]
    assert table.current_id == 5


def test_a_great_selection_is_read_by_ranges(table: RecordTable) -> None:
    table.view.selectAll()
    assert len(table.selected_ids()) == 1000


def test_the_current_record_is_told(qtbot: Any, table: RecordTable) -> None:
    heard: list[object] = []
    table.current_changed.connect(heard.append)
    assert table.select_id(500)
    assert heard[-1] == 500
    assert not table.select_id(5000)
    table.show_find("99")
    assert heard[-1] == 99


def test_removing_the_current_record_is_told(table: RecordTable, people: People) -> None:
    heard: list[object] = []
    table.select_id(7)
    table.current_changed.connect(heard.append)
    people.removed = {7}
    table.refresh()
    assert table.current_id != 7
    assert heard
    assert heard[-1] == table.current_id


def test_enter_opens_the_current_record(qtbot: Any, table: RecordTable) -> None:
    table.select_id(3)
    with qtbot.waitSignal(table.opened) as opened:
        qtbot.keyClick(table.view, Qt.Key.Key_Return)
    assert opened.args == [3]


def test_an_empty_list_says_so_and_an_empty_answer_says_something_else(
    table: RecordTable, people: People
) -> None:
    table.show_find("no such thing")
    assert table.nothing_found.isVisible()
    assert "no such thing" in table.nothing_found.sentence.text()
    table.show_find("")
    assert table.view.isVisible()
    people.many = 0
    table.refresh()
    assert table.empty.isVisible()


def test_reading_in_the_background_ends_with_the_last_question(qtbot: Any, people: People) -> None:
    table = RecordTable(people, background=True)
    qtbot.addWidget(table)
    with qtbot.waitSignal(table.counted):
        table.refresh()
    table.show_find("1")
    with qtbot.waitSignal(table.counted) as counted:
        table.show_find("777")
    assert counted.args == [1]


def test_widths_order_and_choice_of_columns_are_remembered(qtbot: Any, people: People) -> None:
    remember: dict[str, Any] = {}
    first = RecordTable(people, remember=remember)
    qtbot.addWidget(first)
    first.resize(700, 400)
    first.show()
    first.view.horizontalHeader().resizeSection(0, 150)
    first.columns.choose(1, False)
    first.view.horizontalHeader().moveSection(2, 0)
    first.view.horizontalHeader().sectionClicked.emit(0)
    second = RecordTable(people, remember=remember)
    qtbot.addWidget(second)
    second.resize(700, 400)
    second.show()
    assert [f.name for f in second.columns.shown()] == ["address", "name", "groups"]
    assert second.view.columnWidth(0) == 150
    assert second.sort == "name"
    second.columns.reset()
    assert [f.name for f in second.columns.shown()] == ["name", "age", "address", "groups"]


def test_columns_fill_the_room_and_the_last_one_is_never_cut(qtbot: Any, table: RecordTable) -> None:
    for width in (500, 700, 1200):
        table.resize(width, 400)
        qtbot.waitUntil(lambda: table.view.horizontalHeader().length() == table.view.viewport().width())


def test_columns_not_shown_at_first_wait_in_the_menu(qtbot: Any, people: People) -> None:
    table = RecordTable(people, first_shown=("name", "groups"))
    qtbot.addWidget(table)
    assert [f.name for f in table.columns.shown()] == ["name", "groups"]
    menu = table.columns.menu()
    assert [a.isChecked() for a in menu.actions()[:4]] == [True, False, False, True]


def test_a_frame_of_a_hundred_thousand_rows_is_quick(qtbot: Any) -> None:
    people = People(100_000)
    table = _open(qtbot, people, 1300, 800)
    bar, took = table.view.verticalScrollBar(), []
    for step in range(40):
        start = time.perf_counter()
        bar.setValue(step * 2411 % 99_000)
        table.view.viewport().repaint()
        took.append(time.perf_counter() - start)
    assert sorted(took)[20] < 0.016, "a frame may take 16 ms"


def test_rows_grow_with_large_type(qtbot: Any, qapp: Any, table: RecordTable) -> None:
    from commgov_desktop.ui import look

    assert table.view.rowHeight(0) == 36
    look.apply(qapp, dark=True, large=True)
    assert table.view.rowHeight(0) == 45


def test_the_view_takes_no_edits(table: RecordTable) -> None:
    assert table.view.editTriggers() == QTableView.EditTrigger.NoEditTriggers
    assert isinstance(table.view.itemDelegate(), QAbstractItemDelegate)
    assert not table.view.selectionModel().isSelected(QModelIndex())
    flags = QItemSelectionModel.SelectionFlag
    table.view.selectionModel().select(table.model.index(0, 0), flags.Select | flags.Rows)
    assert 1 in table.selected_ids()
