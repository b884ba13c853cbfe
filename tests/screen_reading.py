"""Reads a window the way a clerk, a screen reader and a narrow monitor do: what it says, names, clips and overlaps."""

import re
import time
from collections import Counter
from collections.abc import Callable, Iterator

from PySide6.QtCore import QAbstractItemModel, QAbstractListModel, QEventLoop, QPoint, QRect, Qt
from PySide6.QtGui import QAccessible, QTextDocument
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractScrollArea,
    QApplication,
    QCheckBox,
    QComboBox,
    QDialog,
    QGroupBox,
    QLabel,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QTabBar,
    QTextEdit,
    QToolButton,
    QWidget,
)
from shiboken6 import isValid

from commgov_desktop.ui import tasks
from commgov_desktop.ui.labels import ShortenedLabel
from commgov_desktop.ui.page_stack import PageRoom

PATIENCE = 20.0
"""Seconds a page may read."""

ROWS = 30
"""Rows of a list that are read; the rest is data of the same kind."""

_MARKED_UP = re.compile(r"</?[a-z][^<>]*>")
_MNEMONIC = re.compile(r"&([A-Za-z0-9])")


def settle() -> None:
    """Wait until nothing is read in the background and nothing waits to be laid out."""
    until = time.monotonic() + PATIENCE
    quiet = 0
    while quiet < 5:
        QApplication.sendPostedEvents()
        QApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 20)
        quiet = 0 if tasks.running() else quiet + 1
        assert time.monotonic() < until, "the page never finished reading"


def wait_for(true: Callable[[], bool]) -> None:
    """Let the program go on until something is so."""
    until = time.monotonic() + PATIENCE
    while not true():
        QApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 20)
        assert time.monotonic() < until, "it never came about"


def windows(main: QWidget) -> list[QWidget]:
    """The main window and every window that lies open over it."""
    over = [w for w in QApplication.topLevelWidgets() if isinstance(w, QDialog) and w.isVisible()]
    return [main, *over]


def shown(window: QWidget) -> Iterator[QWidget]:
    """Every widget of the window that can be seen."""
    for widget in window.findChildren(QWidget):
        if isValid(widget) and widget.isVisibleTo(window) and widget.window() is window:
            yield widget


def called(widget: QWidget) -> str:
    """What to look for in the code: the class with its parents' classes."""
    chain = []
    one: QWidget | None = widget
    while one is not None and len(chain) < 4:
        chain.append(type(one).__name__)
        one = one.parentWidget()
    return " < ".join(chain)


# ---- words -------------------------------------------------------------------------------------------


def plain(text: str) -> str:
    """Text without mark-up."""
    if _MARKED_UP.search(text):
        document = QTextDocument()
        document.setHtml(text)
        return document.toPlainText()
    return text


def words_of(window: QWidget) -> Iterator[tuple[str, str]]:
    """Everything the window says: where, and what. What a clerk has typed is data and left out."""
    yield "title", window.windowTitle()
    for widget in shown(window):
        where = called(widget)
        for text in (
            *_own_words(widget),
            widget.toolTip(),
            widget.accessibleName(),
            widget.accessibleDescription(),
        ):
            if text:
                yield where, plain(text)
    for menu in window.findChildren(QMenu):
        menu.aboutToShow.emit()
        for action in menu.actions():
            yield f"menu {called(menu)}", action.text()


def _own_words(widget: QWidget) -> Iterator[str]:
    if isinstance(widget, (QLabel, QAbstractButton)):
        yield widget.text()
    elif isinstance(widget, QGroupBox):
        yield widget.title()
    elif isinstance(widget, QTabBar):
        for place in range(widget.count()):
            yield widget.tabText(place)
            yield widget.tabToolTip(place)
    elif isinstance(widget, (QLineEdit, QPlainTextEdit, QTextEdit)):
        yield widget.placeholderText()
    elif isinstance(widget, QComboBox):
        for place in range(widget.count()):
            yield widget.itemText(place)
    elif isinstance(widget, QAbstractItemView) and widget.model() is not None:
        yield from _cells(widget.model())


def _cells(model: QAbstractItemModel) -> Iterator[str]:
    for column in range(1 if isinstance(model, QAbstractListModel) else model.columnCount()):
        heading = model.headerData(column, Qt.Orientation.Horizontal)
        if isinstance(heading, str):
            yield heading
        for row in range(min(ROWS, model.rowCount())):
            text = model.index(row, column).data()
            if isinstance(text, str):
                yield text


# ---- names for those who cannot see ------------------------------------------------------------------


def nameless(window: QWidget) -> list[str]:
    """Controls the keyboard reaches and a screen reader cannot name."""
    return [
        called(widget)
        for widget in shown(window)
        if widget.isEnabled() and widget.focusPolicy() != Qt.FocusPolicy.NoFocus
        if not _is_inner(widget) and not _accessible_name(widget)
    ]


def _is_inner(widget: QWidget) -> bool:
    """Parts of a control that are spoken for by the control itself."""
    parent = widget.parentWidget()
    if widget.objectName().startswith("qt_") or isinstance(widget, QScrollArea):
        return True
    return isinstance(parent, QComboBox) or (
        isinstance(parent, QAbstractScrollArea) and not isinstance(parent, QScrollArea)
    )


def _accessible_name(widget: QWidget) -> str:
    interface = QAccessible.queryAccessibleInterface(widget)
    return interface.text(QAccessible.Text.Name) if interface else widget.accessibleName()


# ---- keys --------------------------------------------------------------------------------------------


def doubled_mnemonics(window: QWidget) -> list[str]:
    """Alt letters that two controls of the window share."""
    letters: Counter[str] = Counter()
    for widget in shown(window):
        has_keys = isinstance(widget, (QAbstractButton, QGroupBox))
        has_keys = has_keys or (isinstance(widget, QLabel) and widget.buddy() is not None)
        if has_keys:
            text = widget.title() if isinstance(widget, QGroupBox) else widget.text()  # type: ignore[attr-defined]
            found = _MNEMONIC.search(plain(text).replace("&&", ""))
            if found:
                letters[found[1].upper()] += 1
    return [letter for letter, count in letters.items() if count > 1]


# ---- room --------------------------------------------------------------------------------------------


def clipped(window: QWidget) -> list[str]:
    """Labels and buttons that have less room than their words need."""
    return [
        f"{_words(widget)!r} has {widget.width()} x {widget.height()}, needs {need[0]} x {need[1]}: {called(widget)}"
        for widget in shown(window)
        if (need := _need(widget)) is not None
        and (need[0] > widget.width() + 1 or need[1] > widget.height() + 2)
    ]


def _words(widget: QWidget) -> str:
    text = getattr(widget, "text", None)
    return plain(text())[:40] if callable(text) else ""


def _need(widget: QWidget) -> tuple[int, int] | None:
    """The least room for a widget's words, where it has words and may not shorten them by itself."""
    if isinstance(widget, ShortenedLabel):
        return None  # ends in … by itself, with all of it in the tip
    if widget.sizePolicy().horizontalPolicy() == QSizePolicy.Policy.Ignored and widget.toolTip():
        return None  # gives way on purpose: the tip has all of it
    if isinstance(widget, QLabel) and widget.text() and widget.pixmap().isNull():
        if widget.wordWrap():
            return 0, widget.heightForWidth(widget.width())
        return widget.sizeHint().width(), min(widget.sizeHint().height(), widget.fontMetrics().height())
    if isinstance(widget, (QPushButton, QToolButton, QCheckBox)) and widget.text():
        return widget.minimumSizeHint().width(), widget.fontMetrics().height()
    return None


def outside(window: QWidget) -> list[str]:
    """Widgets that reach beyond the right or lower edge of the window, or of the frame that does not scroll."""
    whole = QRect(QPoint(0, 0), window.size()).adjusted(-1, -1, 1, 1)
    found = []
    for widget in shown(window):
        if _scrolls(widget) or widget.isWindow():
            continue
        place = QRect(widget.mapTo(window, QPoint(0, 0)), widget.size())
        if not whole.contains(place) and not place.isEmpty():
            found.append(f"{_words(widget)!r} {place.getRect()}: {called(widget)}")
    return found


def _scrolls(widget: QWidget) -> bool:
    """Whether it lies in something that scrolls, where it may be longer than the window."""
    one = widget.parentWidget()
    while one is not None:
        if isinstance(one, QAbstractScrollArea) and (not isinstance(one, PageRoom) or scrolled(one)):
            return True
        one = one.parentWidget()
    return False


def scrolled(room: QAbstractScrollArea) -> bool:
    """Whether the window is too low for a page, so that it is scrolled as a whole."""
    return room.verticalScrollBar().maximum() > 0


def sideways(window: QWidget) -> list[str]:
    """Pages that must be scrolled sideways to be read; lists may."""
    return [
        called(widget)
        for widget in shown(window)
        if isinstance(widget, QScrollArea) and widget.horizontalScrollBar().maximum() > 0
    ]
