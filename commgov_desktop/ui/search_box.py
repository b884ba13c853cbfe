"""The box one types into to find something; it answers when the typing pauses."""

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from commgov_desktop.i18n import _
from commgov_desktop.ui import icons, look
from commgov_desktop.ui.buttons import icon_button
from commgov_desktop.ui.labels import key_hint, sign

PAUSE = 150
"""Milliseconds without a key after which the find begins."""


class SearchBox(QLineEdit):
    """A find box with a lens, the keys that lead to it, and a cross to empty it.

    ``searched`` carries the words after a pause or on Enter; ``Esc`` empties the box; ``Down`` asks to
    go to the results (``left_below``).
    """

    searched = Signal(str)
    left_below = Signal()

    def __init__(self, hint: str, keys: str = "", *, width: int = 280, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setPlaceholderText(hint)
        self.setAccessibleName(hint)
        self._last = ""
        self._lens = sign("search", "faint", 16)
        self._keys = key_hint(keys)
        self._clear = icon_button("dismiss", _("Empty the find box"), self._empty)
        icons.put(self._clear, "dismiss", "dim", 12)
        self._clear.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        for part in (self._lens, self._keys, self._clear):
            part.setParent(self)
        self.setTextMargins(look.px(22), 0, look.px(28), 0)
        needed = self.fontMetrics().horizontalAdvance(hint) + self._keys.sizeHint().width() + look.px(56)
        self._best = max(look.px(width), needed)
        self.setMaximumWidth(self._best)
        self.setMinimumWidth(look.px(120))
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE)
        self._pause.timeout.connect(self._search)
        self.textChanged.connect(self._typed)
        self.returnPressed.connect(self._search)
        self._typed("")
        self._pause.stop()

    def sizeHint(self) -> QSize:
        return QSize(self._best, super().sizeHint().height())

    def _typed(self, words: str) -> None:
        self._keys.setVisible(not words and bool(self._keys.text()) and self.width() >= self._best)
        self._clear.setVisible(bool(words))
        self._pause.start()

    def _search(self) -> None:
        self._pause.stop()
        words = self.text().strip()
        if words != self._last:
            self._last = words
            self.searched.emit(words)

    def _empty(self) -> None:
        self.clear()
        self._search()
        self.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.text():
            self._empty()
        elif event.key() == Qt.Key.Key_Down:
            self._search()
            self.left_below.emit()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._keys.adjustSize()
        self._clear.resize(QSize(look.px(24), look.px(24)))
        self._lens.adjustSize()
        self._keys.setVisible(bool(self._keys.text()) and not self.text() and self.width() >= self._best)
        middle = self.height() // 2
        self._lens.move(look.px(10), middle - self._lens.height() // 2)
        self._keys.move(self.width() - self._keys.width() - 8, middle - self._keys.height() // 2)
        self._clear.move(self.width() - self._clear.width() - 5, middle - self._clear.height() // 2)
