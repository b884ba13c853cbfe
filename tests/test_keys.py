"""Every key the program promises does what it says, on the page that shows it."""

import re
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QCalendarWidget, QComboBox, QDialog, QMenu, QWidget

from commgov_desktop import clock, i18n
from commgov_desktop.checklists import tasks
from commgov_desktop.ui.choice_box import ChoiceBox
from commgov_desktop.ui.day_box import DayBox
from commgov_desktop.ui.filter_box import FilterButton
from commgov_desktop.ui.keys import KEYS, KeysDialog
from commgov_desktop.ui.list_page import ListPage
from commgov_desktop.ui.print_dialog import PaperDialog
from commgov_desktop.ui.record_form import RecordForm
from commgov_desktop.ui.record_table import RecordTable
from commgov_desktop.ui.search_box import SearchBox
from tests import screen_reading as reading
from tests.test_screens import SCREENS, Walk, open_walk

KEY = re.compile(r"(?:(?:Ctrl|Alt|Shift)\+)+(?:[A-Z0-9]|Enter|Left|Right)(?![A-Za-z+…])|\bF\d\b")


@pytest.fixture(scope="module")
def _open(
    _practice_template: Path, tmp_path_factory: pytest.TempPathFactory, qapp: QApplication
) -> Iterator[Walk]:
    clock.pretend(date(2026, 3, 5))
    i18n.use("zh_CN")
    patch = pytest.MonkeyPatch()
    patch.setattr(QDialog, "exec", lambda dialog: dialog.show() or 0)
    walk = open_walk(_practice_template, tmp_path_factory.mktemp("keys") / "office", qapp)
    yield walk
    walk.program.leave()
    patch.undo()


@pytest.fixture
def walk(_open: Walk) -> Iterator[Walk]:
    """The window on the practice community, in front, and left without forms and questions."""
    _open.window.resize(1366, 768)
    _open.window.show()
    _open.window.activateWindow()
    reading.wait_for(_open.window.isActiveWindow)
    yield _open
    for dialog in dialogs(_open):
        dialog.close()
        dialog.deleteLater()
    for form in shown(_open, RecordForm):
        form.leave_asked.emit()
    reading.settle()


def press(walk: Walk, keys: str) -> None:
    """Press keys where the keyboard is, and let the program answer."""
    pressed = QKeySequence(keys)[0]
    target = QApplication.focusWidget() or walk.window
    QTest.keyClick(target, pressed.key(), pressed.keyboardModifiers())
    reading.settle()


def shown(walk: Walk, kind: type[Any]) -> list[Any]:
    """The widgets of a kind that can be seen."""
    return [widget for widget in walk.window.findChildren(kind) if widget.isVisible()]


def dialogs(walk: Walk) -> list[QDialog]:
    """The windows over the main window."""
    return [w for w in reading.windows(walk.window)[1:] if isinstance(w, QDialog)]


# ---- everywhere ----------------------------------------------------------------------------------


def test_the_list_of_keys_names_no_key_that_is_not_tested_here() -> None:
    named = {keys for group in KEYS for keys, _words in group.keys}
    assert named == {
        *("Ctrl+1, 2 …", "Ctrl+K", "Ctrl+B", "Ctrl+Z", "Ctrl+Y", "Ctrl+L", "F1"),
        *("F5", "F6", "F7", "F8", "Ctrl+P"),
        *("Ctrl+F", "Ctrl+Shift+F", "↓", "Enter", "Ctrl+N", "F2", "Shift+↑ ↓", "Ctrl+A"),
        *("Shift+Tab", "Ctrl+S", "Esc", "Ctrl+↓", "Alt+↓"),
    }


def test_the_keys_of_the_window(walk: Walk) -> None:
    window = walk.window
    for number, tab in enumerate((tab for tab in window.tabs if not tab.hidden), start=1):
        press(walk, f"Ctrl+{number}")
        assert window.current == tab.key
    press(walk, "Ctrl+K")
    assert window.find_anything.hasFocus()
    press(walk, "Ctrl+B")
    assert window.current == "backup"
    press(walk, "F1")
    assert [type(dialog) for dialog in dialogs(walk)] == [KeysDialog]
    dialogs(walk)[0].close()


def test_ctrl_l_locks(walk: Walk) -> None:
    locked: list[bool] = []
    walk.window.locked.disconnect()
    walk.window.locked.connect(lambda: locked.append(True))
    walk.tab("today")
    press(walk, "Ctrl+L")
    assert locked == [True]


def test_undo_and_redo(walk: Walk) -> None:
    office = walk.window.office
    tasks.add(office, "检查消防通道", date(2026, 3, 6), "王敏", "")
    reading.settle()
    walk.tab("roster")
    press(walk, "Ctrl+Z")
    assert office.store.redoable() is not None
    press(walk, "Ctrl+Y")
    assert office.store.redoable() is None
    assert office.store.undoable() is not None


@pytest.mark.parametrize(
    ("keys", "tab", "form"),
    [("F5", "roster", True), ("F6", "desk", False), ("F7", "mediation", True), ("F8", "backup", False)],
)
def test_the_large_buttons_of_today(walk: Walk, keys: str, tab: str, form: bool) -> None:
    walk.tab("today")
    press(walk, keys)
    assert walk.window.current == tab
    assert bool(shown(walk, RecordForm)) == form


class _Strays(QObject):
    """Notes every window that comes up by itself."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: list[str] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            self.seen.append(type(watched).__name__)
        return super().eventFilter(watched, event)


def test_no_stray_window_takes_the_keyboard_away_while_a_page_is_made(
    _practice_template: Path,  # noqa: PT019
    tmp_path: Path,
    qapp: QApplication,
) -> None:
    """A button shown before it has a place is a window of its own for a moment, and the keys go there."""
    walk = open_walk(_practice_template, tmp_path / "office", qapp)
    walk.window.show()
    strays = _Strays()
    qapp.installEventFilter(strays)
    try:
        for tab in walk.window.tabs:
            walk.window.show_tab(tab.key)
    finally:
        qapp.removeEventFilter(strays)
        walk.program.leave()
    assert not strays.seen


# ---- in a list -----------------------------------------------------------------------------------

LISTS: dict[str, Callable[[Walk], object]] = {
    "residents": lambda w: w.tab("roster").show_record(w.some("residents")),
    "households": lambda w: w.tab("roster").show_view("households", 0),
    "cases": lambda w: w.tab("mediation").show_list(),
    "checklist": lambda w: w.tab("checklists").show_list(w.some("checklists")),
    "tasks": lambda w: w.tab("checklists").show_register(),
    "certificates": lambda w: w.tab("desk").show_certificate(w.some("certificates")),
    "notices": lambda w: w.tab("desk").show_notice(w.some("notices")),
    "postings": lambda w: w.tab("desk").show_record(w.some("postings")),
    "certificate-kinds": lambda w: w.tab("desk").show_kinds(),
    "audit": lambda w: w.tab("audit"),
}
NOT_FILTERED = ("audit",)
NOT_EDITED = ("certificates", "postings", "audit")
"""Papers that were issued and what was done stay as they are."""


@pytest.fixture(params=LISTS)
def listed(request: pytest.FixtureRequest, walk: Walk) -> tuple[str, Walk]:
    """A page with a list, the keyboard in the list, its first line chosen."""
    LISTS[request.param](walk)
    reading.settle()
    (table,) = shown(walk, RecordTable)
    table.select_id(table.model.ids[0])
    table.view.setFocus()
    reading.settle()
    return request.param, walk


def test_ctrl_f_finds_and_the_arrow_leads_back_into_the_list(listed: tuple[str, Walk]) -> None:
    _name, walk = listed
    press(walk, "Ctrl+F")
    assert isinstance(QApplication.focusWidget(), SearchBox)
    assert not walk.window.find_anything.hasFocus()
    press(walk, "Down")
    assert shown(walk, RecordTable)[0].view.hasFocus()


def test_ctrl_shift_f_opens_the_filter(listed: tuple[str, Walk]) -> None:
    name, walk = listed
    press(walk, "Ctrl+Shift+F")
    buttons = shown(walk, FilterButton)
    assert bool(buttons) == (name not in NOT_FILTERED)
    assert all(button.panel is not None and button.panel.isVisible() for button in buttons)
    for button in buttons:
        button.toggle()


def test_several_lines_and_all_lines_are_chosen(listed: tuple[str, Walk]) -> None:
    _name, walk = listed
    (table,) = shown(walk, RecordTable)
    press(walk, "Shift+Down")
    assert len(table.selected_ids()) == 2
    press(walk, "Ctrl+A")
    assert len(table.selected_ids()) == table.count()


def test_ctrl_p_prints(listed: tuple[str, Walk]) -> None:
    _name, walk = listed
    press(walk, "Ctrl+P")
    assert [type(dialog) for dialog in dialogs(walk)] == [PaperDialog]
    dialogs(walk)[0].close()


def test_f2_edits(listed: tuple[str, Walk]) -> None:
    name, walk = listed
    before = walk.window.grab().toImage()
    press(walk, "F2")
    opened = bool(shown(walk, RecordForm) or dialogs(walk)) or walk.window.grab().toImage() != before
    assert opened == (name not in NOT_EDITED), name
    for dialog in dialogs(walk):
        dialog.close()


def test_enter_brings_the_card_out_on_a_small_screen(walk: Walk) -> None:
    walk.window.resize(1000, 600)
    walk.tab("roster").show_record(walk.some("residents"))
    page = walk.window.page("roster").people
    page.table.view.setFocus()
    press(walk, "Escape")
    assert not page.right.isVisible()
    press(walk, "Return")
    assert page.right.isVisible()


@pytest.mark.parametrize("name", ["residents", "cases", "checklist", "tasks", "certificate-kinds"])
def test_ctrl_n_begins_a_new_one(walk: Walk, name: str) -> None:
    LISTS[name](walk)
    reading.settle()
    shown(walk, RecordTable)[0].view.setFocus()
    press(walk, "Ctrl+N")
    assert shown(walk, RecordForm)


# ---- in a form -----------------------------------------------------------------------------------


def test_the_keys_of_a_form(walk: Walk) -> None:
    walk.tab("roster").new()
    reading.settle()
    (form,) = shown(walk, RecordForm)
    saved: list[bool] = []
    form.save_asked.connect(lambda: saved.append(True))
    names = list(form.boxes)
    form.boxes[names[0]].editor.setFocus()
    press(walk, "Return")
    second = QApplication.focusWidget()
    assert second is not form.boxes[names[0]].editor
    press(walk, "Shift+Tab")
    assert QApplication.focusWidget() is form.boxes[names[0]].editor
    press(walk, "Ctrl+S")
    assert saved == [True]
    press(walk, "Escape")
    assert not shown(walk, RecordForm)


def test_the_keys_of_a_day_and_of_a_choice(walk: Walk) -> None:
    walk.tab("roster").new()
    reading.settle()
    (form,) = shown(walk, RecordForm)
    day = next(box for box in shown(walk, DayBox) if form.isAncestorOf(box))
    day.line.setFocus()
    QTest.keyClick(day.line, Qt.Key.Key_Down, Qt.KeyboardModifier.ControlModifier)
    calendars = day.findChildren(QCalendarWidget)
    assert calendars
    assert calendars[0].isVisible()
    calendars[0].window().close()
    choice = shown(walk, ChoiceBox)[0]
    combo = choice.findChildren(QComboBox)[0]
    combo.setFocus()
    reading.settle()
    QTest.keyClick(combo, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    reading.wait_for(combo.view().isVisible)
    combo.hidePopup()


# ---- hints ---------------------------------------------------------------------------------------


def _promised(window: QWidget) -> Iterator[tuple[str, str]]:
    """The keys that stand in tool tips, in hints and in menus, and where."""
    for widget in reading.shown(window):
        said = [widget.toolTip()]
        if widget.property("role") in ("key", "small"):
            said.append(getattr(widget, "text", str)())
        for words in said:
            for found in KEY.finditer(words):
                yield found[0], f"{reading.called(widget)}: {words}"
    for menu in window.findChildren(QMenu):
        owner = menu.parentWidget()
        if owner is not None and owner.isVisible():
            for action in menu.actions():
                for found in KEY.finditer(action.text()):
                    yield found[0], f"menu: {action.text()}"


def _bound(window: QWidget) -> set[str]:
    """The keys something listens to on what can be seen."""
    heard = {
        shortcut.key().toString()
        for shortcut in window.findChildren(QShortcut)
        if isinstance(parent := shortcut.parent(), QWidget) and parent.isVisible() and shortcut.isEnabled()
    }
    return {keys.replace("Return", "Enter") for keys in heard}


@pytest.mark.parametrize(
    "name",
    [
        *("today", "roster", "roster-edit", "households", "grids", "mediation", "case", "case-new"),
        *("checklists", "task", "checklist", "task-register", "desk", "certificates", "notices"),
        *("notice-new", "postings", "certificate-kinds", "backup", "settings", "audit"),
    ],
)
def test_every_key_in_a_hint_is_listened_to(walk: Walk, name: str) -> None:
    walk.tab("roster")
    SCREENS[name](walk)
    reading.settle()
    bound = _bound(walk.window)
    empty = [f"{keys}: {where}" for keys, where in _promised(walk.window) if keys not in bound]
    assert not empty, "\n".join(dict.fromkeys(empty))


def _import_done(walk: Walk) -> None:
    page = walk.tab("roster")
    page.import_file(Path(__file__).parent / "files" / "roster_libreoffice.xlsx")
    reading.wait_for(lambda: page.importing.plan is not None)
    page.importing.import_now()
    reading.wait_for(lambda: page.importing.plan.people != (0, 0))


OVER_THE_ROSTER: dict[str, Callable[[Walk], object]] = {
    "import": _import_done,
    "group": lambda walk: walk.window.open_record("roster:group", walk.some("groups")),
    "missing": lambda walk: walk.tab("roster").groups.show_missing(),
    "visits": lambda walk: walk.tab("roster").groups.show_visits(),
}


@pytest.mark.parametrize("over", OVER_THE_ROSTER)
def test_ctrl_p_over_the_roster_prints_the_page_that_is_open(
    walk: Walk, over: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = walk.tab("roster")
    printed: list[str] = []
    monkeypatch.setattr(page.papers, "register", lambda *_asked: printed.append("roster"))
    OVER_THE_ROSTER[over](walk)
    reading.settle()
    for _again in range(2):
        walk.window.activateWindow()
        reading.wait_for(walk.window.isActiveWindow)
        current = page.pages.currentWidget()
        (current.find_box if isinstance(current, ListPage) else current.table.view).setFocus()
        press(walk, "Ctrl+P")
        reading.wait_for(lambda: PaperDialog in [type(dialog) for dialog in dialogs(walk)])
        for dialog in dialogs(walk):
            dialog.close()
            dialog.deleteLater()
        reading.settle()
    assert printed == []
    if over == "import":  # one of them has a character that only Windows' own fonts can print
        walk.window.office.store.undo()
