"""The hand that plays the clerk: real clicks and keys in the real window, each counted as a step.

A step is one click, one key combination, or one word or number typed; a longer text typed into one box is one
step. Turning the mouse wheel to what is to be clicked is none.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from time import monotonic
from typing import Any

from PySide6.QtCore import QEvent, QEventLoop, QPoint, Qt
from PySide6.QtGui import QInputMethodEvent, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QMenu, QPushButton, QScrollArea, QWidget

from commgov_desktop.errors import UserError
from commgov_desktop.i18n import _
from commgov_desktop.paths import safe_name
from commgov_desktop.ui import ask, print_dialog, tasks

PATIENCE_SECONDS = 60.0
KEYBOARD_SECONDS = 0.5


class Hand:
    """``steps`` counts clicks, key combinations and typed words since ``begin``."""

    def __init__(self, folder: Path) -> None:
        self.pictures, self.papers = folder / "pictures", folder / "papers"
        for each in (self.pictures, self.papers):
            each.mkdir(parents=True, exist_ok=True)
        self.steps = 0
        self.files: list[Path] = []
        self.window: QWidget | None = None
        self.next_files: list[Path] = []
        """What the next question for a file is answered with."""

    # ---- counted --------------------------------------------------------------------------------

    def click(self, widget: QWidget) -> None:
        """One click in the middle of a widget that can be seen. Raises ``UserError`` when it cannot be pressed."""
        self.click_at(widget, widget.rect().center())

    def click_at(self, widget: QWidget, place: QPoint) -> None:
        """One click at a place of a widget."""
        self._awake()
        _wheel_to(widget)
        if not (widget.isVisible() and widget.isEnabled() and widget.visibleRegion().contains(place)):
            raise UserError(_("“{what}” cannot be pressed now.").format(what=widget.accessibleName()))
        self.steps += 1
        QTest.mouseClick(widget, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, place)
        self.settle()

    def choose(self, button: QPushButton, words: str) -> None:
        """Two clicks: a button with a menu, and the line of it that holds these words."""
        self.click(button)
        menu: QMenu = button.menu()
        line = next((a for a in menu.actions() if words in a.text()), None)
        if line is None:
            raise UserError(_("There is no button “{words}” here.").format(words=words))
        self.click_at(menu, menu.actionGeometry(line).center())

    def keys(self, combination: str) -> None:
        """One key combination, where the keyboard is now: an open list of suggestions has it first."""
        self._awake()
        self.steps += 1
        where = QApplication.activePopupWidget() or self._focus(self.window)
        QTest.keySequence(where, QKeySequence(combination))
        self.settle()

    def type(self, words: str) -> None:
        """Words as an input method gives them; each word is a step."""
        self._commit(words)
        self.steps += max(1, len(words.split()))

    def _commit(self, words: str) -> None:
        event = QInputMethodEvent()
        event.setCommitString(words)
        QApplication.sendEvent(self._focus(), event)
        self.settle()

    def write(self, text: str) -> None:
        """A longer text into one box, typed or pasted: one step however long it is."""
        self._commit(text)
        self.steps += 1

    def write_freely(self, text: str) -> None:
        """The text of an agreement, which its target leaves out (“beside its text”)."""
        self._commit(text)

    # ---- not counted ----------------------------------------------------------------------------

    def begin(self) -> None:
        """A new job."""
        self.steps = 0

    def _awake(self) -> None:
        """Off screen no window system keeps a window active when another one goes; the hand does."""
        front = _dialog() or self.window
        if front is not None and not front.isActiveWindow():
            front.activateWindow()
            self.wait(front.isActiveWindow)

    def _focus(self, otherwise: QWidget | None = None) -> QWidget:
        """Where the keyboard is. A real screen hands it over a moment after it shows a window, and without a window
        manager sometimes not at all: then it is the widget that the window itself will give it to.
        """
        self._awake()
        until = monotonic() + KEYBOARD_SECONDS
        while QApplication.focusWidget() is None and monotonic() < until:
            self.look(100)
        front = _dialog() or self.window
        waiting = front.focusWidget() if front is not None else None
        found = QApplication.focusWidget() or waiting or otherwise
        if found is None:
            raise UserError(_("The keyboard is nowhere."))
        return found

    def settle(self, more: Callable[[], bool] = lambda: True) -> None:
        """Wait until nothing is under way in the background and ``more`` holds."""
        self.wait(lambda: not tasks.running() and more())
        self.look(40)

    def wait(self, condition: Callable[[], bool]) -> None:
        """Wait until ``condition`` holds. Raises ``UserError`` when it does not within a minute."""
        until = monotonic() + PATIENCE_SECONDS
        while not condition():
            QApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 20)
            if monotonic() > until:
                raise UserError(_("Waited in vain."))

    def look(self, milliseconds: int) -> None:
        """Let timers run that answer when the typing pauses."""
        until = monotonic() + milliseconds / 1000
        while monotonic() < until:
            QApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 10)
            QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)

    def paused(self) -> None:
        """After typing into a find box: until the answers are there."""
        self.look(260)
        self.settle()

    def bring(self, window: QWidget) -> None:
        """Play in this window from now on."""
        self.window = window
        window.activateWindow()
        self.wait(window.isActiveWindow)

    def picture(self, name: str, of: QWidget | None = None) -> None:
        """Keep a picture of the window, or of a dialog in front of it."""
        self.settle()
        path = self.pictures / f"{len(list(self.pictures.glob('*.png'))) + 1:02}-{name}.png"
        (of or self.window or self._focus().window()).grab().save(str(path))
        self.files.append(path)

    def dialog(self) -> Any:
        """The dialog in front."""
        self.wait(lambda: _dialog() is not None)
        return _dialog()

    def named(self, name: str, within: QWidget) -> QPushButton:
        """The button that a screen reader calls by this name."""
        for found in within.findChildren(QPushButton):
            if found.isVisible() and found.accessibleName() == name:
                return found
        raise UserError(_("There is no button “{words}” here.").format(words=name))

    def button(self, words: str, within: QWidget | None = None) -> QPushButton:
        """The button with these words that can be pressed now."""
        place = within or self.window
        assert place is not None
        for found in place.findChildren(QPushButton):
            if found.isVisible() and found.isEnabled() and words in found.text().replace("&", ""):
                return found
        raise UserError(_("There is no button “{words}” here.").format(words=words))

    def keep(self, pdf: bytes, name: str) -> Path:
        """Keep a printed paper."""
        path = self.papers / f"{safe_name(name).removesuffix('.pdf')}.pdf"
        path.write_bytes(pdf)
        self.files.append(path)
        return path

    @contextmanager
    def stand_ins(self) -> Iterator[None]:
        """In place of the system's windows for files and printers, which nobody could answer here."""
        played: dict[Any, dict[str, Callable[..., object]]] = {
            ask: {
                **dict.fromkeys(("choose_file", "save_file", "choose_folder"), self._answer),
                "choose_files": lambda *_w, **_m: [f for f in (self._answer(),) if f],
                "tell": lambda *_w, **_m: None,
                "confirm": lambda *_w, **_m: True,
                "warn": _refuse,
            },
            print_dialog: {
                "print_pdf": self._printed,
                "save_pdf": lambda _parent, pdf, name: self.keep(pdf, name),
            },
        }
        real = {module: {name: getattr(module, name) for name in ours} for module, ours in played.items()}
        try:
            _put(played)
            yield
        finally:
            _put(real)

    def _printed(self, _parent: QWidget | None, pdf: bytes, title: str) -> bool:
        """The system's printer window, answered with Enter: one step."""
        self.steps += 1
        return bool(self.keep(pdf, title))

    def _answer(self, *_words: object, **_more: object) -> Path | None:
        """The next file; to name it and press Enter are two steps."""
        self.steps += 2
        return self.next_files.pop(0) if self.next_files else None


def _wheel_to(widget: QWidget) -> None:
    """Bring a widget into the visible part of the areas it lies in, as the mouse wheel does."""
    above = widget.parentWidget()
    while above is not None:
        if isinstance(above, QScrollArea):
            above.ensureWidgetVisible(widget)
        above = above.parentWidget()


def _put(functions: dict[Any, dict[str, Callable[..., object]]]) -> None:
    for module, named in functions.items():
        for name, function in named.items():
            setattr(module, name, function)


def _refuse(_parent: object, sentence: str, *_more: object) -> None:
    """A warning in the middle of a day ends the job, with its sentence."""
    raise UserError(sentence)


def _dialog() -> QDialog | None:
    shown = [w for w in QApplication.topLevelWidgets() if isinstance(w, QDialog) and w.isVisible()]
    return shown[-1] if shown else None
