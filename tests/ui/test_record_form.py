"""The form: values in and out, problems in words, keys, drafts."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QFocusEvent, QInputMethodEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from commgov_desktop.ledger.fields import Field, Section
from commgov_desktop.ui.choice_box import ChoiceBox
from commgov_desktop.ui.day_words import read_day, show_day
from commgov_desktop.ui.field_boxes import Picker
from commgov_desktop.ui.private_boxes import IdNumberBox
from commgov_desktop.ui.record_form import RecordForm
from commgov_desktop.ui.record_picker import RecordPicker

KINDS = [("1", "未婚"), ("2", "已婚"), ("3", "丧偶")]
INITIALS = {"未婚": "wh", "已婚": "yh", "丧偶": "so", "党员": "dy", "志愿者": "zyz"}
PEOPLE = {1: ("张伟", "3号楼"), 2: ("张惟", "4号楼")}
FORM = (
    Section(
        "Person",
        (
            Field("name", "Name", required=True),
            Field("number", "ID number", "id_number"),
            Field("born", "Born", "day"),
            Field("met", "Met", "moment"),
            Field("married", "Married", "choice", choices=lambda: KINDS),
            Field("height", "Height", "number"),
            Field("rent", "Rent", "money", align="right"),
            Field("phone", "Phone", "phone"),
            Field("agrees", "Agrees", "flag"),
            Field("groups", "Groups", "tags", choices=lambda: [("a", "党员"), ("b", "志愿者")]),
            Field("head", "Head", "reference", to="people"),
            Field("note", "Note", "paragraph"),
        ),
    ),
)
VALUES: dict[str, object] = {
    "name": "张伟",
    "number": "999999198501011234",
    "born": date(1985, 1, 1),
    "met": datetime(2026, 3, 5, 6, 30, tzinfo=UTC),
    "married": "2",
    "height": 172.5,
    "rent": 150050,
    "phone": "13812345678",
    "agrees": True,
    "groups": ["b", "a"],
    "head": 1,
    "note": "第一行\n第二行",
}


def type_text(box: QWidget, words: str) -> None:
    """What an input method does; Qt's own keyClicks cannot type Chinese."""
    event = QInputMethodEvent()
    event.setCommitString(words)
    QApplication.sendEvent(box, event)


def leave(box: QWidget) -> None:
    QApplication.sendEvent(box, QFocusEvent(QEvent.Type.FocusOut))


@pytest.fixture
def form(qtbot: Any) -> RecordForm:
    def find(words: str) -> list[tuple[int, str, str]]:
        return [(i, n, h) for i, (n, h) in PEOPLE.items() if words in n]

    made = RecordForm(
        FORM,
        title="登记",
        pickers={"people": Picker(find, lambda i: PEOPLE[i][0])},
        initials=lambda words: INITIALS.get(words, ""),
    )
    qtbot.addWidget(made)
    made.resize(460, 700)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    return made


def test_values_come_back_as_they_went_in(form: RecordForm) -> None:
    form.set_values(VALUES)
    assert form.values() == VALUES
    assert not form.is_changed


def test_an_empty_form_gives_empty_values(form: RecordForm) -> None:
    nothing = {
        **dict.fromkeys(("born", "met", "married", "height", "rent", "head")),
        **dict.fromkeys(("name", "number", "phone", "note"), ""),
        "agrees": False,
        "groups": [],
    }
    assert form.values() == nothing


@pytest.mark.parametrize(
    "words",
    ["2026-3-5", "20260305", "2026年3月5日", "2026.3.5", "2026/03/05", "3-5", "3月5日", "今天"],
)
def test_a_day_is_read_however_it_is_written(words: str) -> None:
    assert read_day(words) == date(2026, 3, 5)
    assert show_day(date(2026, 3, 5)) == "2026年3月5日"


@pytest.mark.parametrize("words", ["2026-2-30", "abc", "13-45", "2026"])
def test_what_is_no_day_is_said(form: RecordForm, words: str) -> None:
    type_text(form.boxes["born"].editor, words)
    assert form.values()["born"] is None
    leave(form.boxes["born"].editor)
    assert "2026-3-5" in form._problems["born"].text()


def test_problems_stand_under_their_boxes_and_the_keyboard_goes_there(qtbot: Any, form: RecordForm) -> None:
    form.show_problems({"phone": "电话应为 11 位。", "": "这条记录已存在。"})
    assert form._problems["phone"].isVisible()
    assert form.banner.sentence.text() == "这条记录已存在。"
    qtbot.waitUntil(form.boxes["phone"].editor.hasFocus)
    type_text(form.boxes["phone"].editor, "1")
    assert not form._problems["phone"].isVisible()


def test_saving_is_asked_only_when_all_can_be_read(qtbot: Any, form: RecordForm) -> None:
    type_text(form.boxes["rent"].editor, "很多")
    with qtbot.assertNotEmitted(form.save_asked):
        form.ask_save()
    form.boxes["rent"].set_value(1200)
    with qtbot.waitSignal(form.save_asked):
        qtbot.keyClick(form.boxes["rent"].editor, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)


def test_enter_goes_on_and_escape_leaves(qtbot: Any, form: RecordForm) -> None:
    form.focus_first()
    qtbot.waitUntil(form.boxes["name"].editor.hasFocus)
    qtbot.keyClick(form.boxes["name"].editor, Qt.Key.Key_Return)
    qtbot.waitUntil(form.boxes["number"].editor.hasFocus)
    with qtbot.waitSignal(form.leave_asked):
        qtbot.keyClick(form.boxes["number"].editor, Qt.Key.Key_Escape)


def test_the_draft_is_handed_out_after_a_pause(qtbot: Any, form: RecordForm) -> None:
    with qtbot.waitSignal(form.draft_changed, timeout=3000) as draft:
        type_text(form.boxes["name"].editor, "张")
        type_text(form.boxes["name"].editor, "伟")
    assert draft.args[0]["name"] == "张伟"
    assert form.is_changed


def test_an_id_number_is_masked_until_one_types_in_it(qtbot: Any, form: RecordForm) -> None:
    box = form.boxes["number"]
    assert isinstance(box, IdNumberBox)
    form.focus_first()
    box.set_value("999999198501011234")
    assert box.line.text() == "999999********1234"
    box.line.setFocus()
    qtbot.waitUntil(lambda: box.line.text() == "999999198501011234")
    form.boxes["name"].editor.setFocus()
    qtbot.waitUntil(lambda: box.line.text() == "999999********1234")
    assert box.value() == "999999198501011234"
    QApplication.sendEvent(box.line, QFocusEvent(QEvent.Type.FocusIn))
    QApplication.sendEvent(box.line, QFocusEvent(QEvent.Type.FocusOut, Qt.FocusReason.PopupFocusReason))
    assert box.line.text() == "999999198501011234", "a paste from the box's own menu must not mix with stars"


@pytest.mark.parametrize("words", ["2", "yh", "已婚", "已", "Yh"])
def test_a_choice_is_found_by_code_words_and_first_letters(form: RecordForm, words: str) -> None:
    box = form.boxes["married"]
    assert isinstance(box, ChoiceBox)
    line = box.combo.lineEdit()
    assert line is not None
    line.selectAll()
    type_text(line, words)
    assert box.value() == "2"
    line.editingFinished.emit()
    assert box.combo.currentText() == "已婚"


def test_what_is_no_choice_is_said_and_an_old_code_is_kept(form: RecordForm) -> None:
    box = form.boxes["married"]
    assert isinstance(box, ChoiceBox)
    line = box.combo.lineEdit()
    assert line is not None
    type_text(line, "xyz")
    assert box.value() is None
    assert "xyz" in box.problem()
    box.set_value("9")
    assert box.value() == "9"
    assert not box.problem()


def test_tags_are_typed_by_words_or_first_letters(form: RecordForm) -> None:
    box = form.boxes["groups"]
    type_text(box.editor, "zyz、党员")
    assert box.value() == ["b", "a"]
    box.set_value([])
    type_text(box.editor, "党员 不知道")
    assert "不知道" in box.problem()


@pytest.mark.parametrize(
    ("words", "fen"), [("500", 50000), ("12.5", 1250), ("1,200.05", 120005), ("¥3", 300), ("-2元", -200)]
)
def test_money_is_whole_fen(form: RecordForm, words: str, fen: int) -> None:
    type_text(form.boxes["rent"].editor, words)
    assert form.values()["rent"] == fen


def test_a_mobile_number_loses_its_blanks_but_a_land_line_keeps_its_dash(form: RecordForm) -> None:
    box = form.boxes["phone"]
    type_text(box.editor, "138 1234-5678")
    assert box.value() == "13812345678"
    box.set_value("")
    type_text(box.editor, "010-62345678")
    assert box.value() == "010-62345678"


def test_a_record_is_picked_as_one_types(qtbot: Any, form: RecordForm) -> None:
    box = form.boxes["head"]
    assert isinstance(box, RecordPicker)
    box.line.setFocus()
    qtbot.waitUntil(box.line.hasFocus)
    type_text(box.line, "张")
    qtbot.waitUntil(lambda: box.popup.isVisible() and box.popup.count() == 2)
    qtbot.keyClick(box.line, Qt.Key.Key_Down)
    qtbot.keyClick(box.line, Qt.Key.Key_Return)
    assert box.value() == 2
    assert box.line.text() == "张惟"
    type_text(box.line, "x")
    assert box.value() is None
    assert box.problem()
    box.search()
    with qtbot.assertNotEmitted(form.leave_asked):
        qtbot.keyClick(box.line, Qt.Key.Key_Escape)
    assert box.popup.isHidden()


def test_a_picker_can_make_what_it_did_not_find(qtbot: Any) -> None:
    box = RecordPicker(
        Field("head", "Head", "reference", to="people"),
        Picker(lambda words: [], lambda i: "新人", make=lambda words: 7),
    )
    qtbot.addWidget(box)
    box.show()
    type_text(box.line, "新人")
    box.search()
    box._take(box.popup.currentItem())
    assert box.value() == 7


def test_every_box_has_its_name_and_its_label(form: RecordForm) -> None:
    for box in form.boxes.values():
        assert box.editor.accessibleName(), box.field.name
    assert all(
        w.accessibleName() for w in form.findChildren(QLineEdit) if w.focusPolicy() != Qt.FocusPolicy.NoFocus
    )
