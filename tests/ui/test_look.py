"""Colours that can be read, signs that are sharp, widgets that say their names."""

import sys
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton, QWidget

from commgov_desktop.ui import icons, look
from commgov_desktop.ui.bar_chart import nice_top
from commgov_desktop.ui.keys import KeysDialog, as_text
from commgov_desktop.ui.widgets import (
    BalanceBar,
    Banner,
    BarChart,
    Card,
    ChipLabel,
    DropArea,
    EmptyState,
    Entry,
    FigureTile,
    KeyValues,
    LinkButton,
    ListPage,
    PlainPage,
    RecordTable,
    SearchBox,
    SideList,
    StageRail,
    StepBar,
    Timeline,
    heading,
    icon_button,
    large,
    menu_button,
    primary,
    quiet,
)
from tests.ui.conftest import People


def test_void_calls_into_qt_do_not_wear_out_none(qtbot: Any) -> None:
    """PySide6 6.12 on Python 3.11 loses a reference at each; after some 5,700 the program dies."""
    label = QLabel("x")
    qtbot.addWidget(label)
    before = sys.getrefcount(None)
    for _round in range(1000):
        label.update()
    assert abs(sys.getrefcount(None) - before) < 50
    before = sys.getrefcount(True)
    for _round in range(1000):
        label.linkActivated.emit("x")
    assert abs(sys.getrefcount(True) - before) < 50


@pytest.mark.parametrize("ratio", [1.0, 1.25, 1.5, 2.0])
def test_signs_are_sharp_at_every_magnification(ratio: float) -> None:
    drawn = icons.icon("print", "accent", 20).pixmap(icons.QSize(20, 20), ratio)
    assert drawn.width() == round(20 * ratio)
    assert drawn.devicePixelRatio() == ratio


def test_signs_follow_the_look(qtbot: Any, qapp: QApplication) -> None:
    button = quiet("打印", icon="print")
    qtbot.addWidget(button)
    before = button.icon().pixmap(16).toImage()
    look.apply(qapp, dark=True)
    assert button.icon().pixmap(16).toImage() != before


def test_every_class_of_widget_keeps_the_screen_font(qapp: QApplication) -> None:
    look.apply(qapp, large=True)
    for name in ("QMenu", "QTableView", "QHeaderView", "QToolTip"):
        assert qapp.font(name).pointSizeF() == 12.5


def _everything(people: People) -> list[QWidget]:
    page = PlainPage("今日", "要办 3 件", back=("返回", lambda: None))
    page.head.add(primary("打印", icon="print"))
    card = Card("卷宗", corner=ChipLabel("还缺 2 件", "amber"))
    card.add(KeyValues([("户", ("张伟户", lambda: None)), ("电话", "138****5678"), ("空", "")]))
    card.add(Timeline([("3月5日", "走访"), ("1月", ("调解", lambda: None))]))
    chart, rail, steps, bar = (
        BarChart("十二个月"),
        StageRail(),
        StepBar(["写入", "核对"], cancel=print),
        BalanceBar(),
    )
    chart.show_series(["1月", "2月"], [("受理", [3, 2]), ("调成", [2, 2])], "件")
    rail.show_stages([("受理", "done"), ("调查", "now"), ("调解", "open")])
    steps.show_step(1, "正在核对")
    bar.show_balance(718, 300, 500, "户")
    side = SideList(
        [Entry("全部", "", "12"), heading("待补"), Entry("缺证件", "x", "3", "amber")], add=("＋", print)
    )
    table = RecordTable(people, empty=EmptyState("还没有", ("登记", print)))
    listing = ListPage("居民", table, side=side, card=card, new=("登记", print), print_=print, export=print)
    return [
        page,
        listing,
        chart,
        rail,
        steps,
        bar,
        Banner("warn", "三天没有备份", ("备份", print), closable=True),
        DropArea("拖入文件", (".pdf",)),
        FigureTile("95%", "成功率", "21 / 22", print),
        SearchBox("查找", "Ctrl+F"),
        EmptyState("没有", ("登记", print)),
        LinkButton("显示"),
        large("登记", icon="add", hint="Ctrl+1"),
        icon_button("add", "添加"),
        menu_button("打印", [("名册", print), None]),
        KeysDialog(None, print),
    ]


def test_every_control_says_its_name(qtbot: Any, people: People) -> None:
    nameless: list[str] = []
    for whole in _everything(people):
        qtbot.addWidget(whole)
        whole.show()
        for widget in (whole, *whole.findChildren(QWidget)):
            if widget.isVisible() and widget.focusPolicy() != Qt.FocusPolicy.NoFocus:
                interface = QAccessible.queryAccessibleInterface(widget)
                if not interface.text(QAccessible.Text.Name):
                    nameless.append(f"{type(whole).__name__}: {type(widget).__name__}")
    assert not nameless


@pytest.mark.parametrize("large_type", [False, True])
@pytest.mark.parametrize("dark", [False, True])
def test_everything_can_be_drawn_in_every_look(
    qtbot: Any, qapp: QApplication, people: People, dark: bool, large_type: bool
) -> None:
    look.apply(qapp, dark, large_type)
    for widget in _everything(people):
        qtbot.addWidget(widget)
        widget.resize(900, 500)
        assert not widget.grab().isNull()


def test_a_chart_can_be_read_by_ear_and_walked_with_arrows(qtbot: Any) -> None:
    chart = BarChart("十二个月")
    qtbot.addWidget(chart)
    chart.show_series(["1月", "2月"], [("受理", [9, 12]), ("调成", [8, 11])], "件")
    assert chart.accessibleDescription() == "1月：受理 9 件，调成 8 件；2月：受理 12 件，调成 11 件"
    qtbot.keyClick(chart, Qt.Key.Key_Right)
    qtbot.keyClick(chart, Qt.Key.Key_Right)
    assert chart.pointed == 1


@pytest.mark.parametrize(
    ("highest", "top"), [(0, 4), (3, 4), (10, 12), (14, 20), (40, 40), (95, 100), (41, 80), (950, 1000)]
)
def test_a_scale_ends_on_a_round_number(highest: float, top: float) -> None:
    assert nice_top(highest) == top


def test_balance_is_said_in_words(qtbot: Any) -> None:
    bar = BalanceBar()
    qtbot.addWidget(bar)
    bar.show_balance(718, 300, 500, "户")
    assert bar.accessibleName() == "718 户 多 218 参考 300–500 户"


def test_a_rail_is_said_in_words(qtbot: Any) -> None:
    rail = StageRail([("受理", "done"), ("调查", "now"), ("归档", "open")])
    qtbot.addWidget(rail)
    assert rail.accessibleName() == "受理 已完成，调查 进行中，归档 未开始"


def test_the_find_box_answers_after_a_pause_and_empties_on_escape(qtbot: Any) -> None:
    box = SearchBox("查找", "Ctrl+F")
    qtbot.addWidget(box)
    box.show()
    with qtbot.waitSignal(box.searched) as found:
        qtbot.keyClicks(box, "zw")
    assert found.args == ["zw"]
    with qtbot.waitSignal(box.searched) as found:
        qtbot.keyClick(box, Qt.Key.Key_Escape)
    assert found.args == [""]


def test_no_two_keys_in_the_list_are_the_same_within_their_place() -> None:
    assert "Ctrl+K" in as_text()
    lines = [line for line in as_text().splitlines() if line.startswith("    ")]
    assert len(lines) == len(set(lines))


def test_boxes_and_buttons_are_of_one_height(qtbot: Any) -> None:
    button, box = QPushButton("保存"), QLineEdit()
    for widget in (button, box):
        qtbot.addWidget(widget)
        widget.show()
    assert abs(button.height() - box.height()) <= 2
