"""What is asked of the columns of a list, as chips below it: a click takes one away, the link takes all."""

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QWidget

from commgov_desktop.i18n import _
from commgov_desktop.ui import look
from commgov_desktop.ui.buttons import Act, LinkButton
from commgov_desktop.ui.filter_box import FilterButton


class ConditionChips(QWidget):
    """What is asked, as chips that take it away at a click, and a link that takes all of it away."""

    def __init__(self, button: FilterButton) -> None:
        super().__init__()
        self._button = button
        self._line = QHBoxLayout(self)
        self._line.setContentsMargins(0, 4, 0, 2)
        self._line.setSpacing(6)
        button.changed.connect(self._show)
        self._show()

    def _show(self) -> None:
        while (item := self._line.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        self.chips = [_Chip(one.words, self._taker(name)) for name, one in self._button.chosen.items()]
        for chip in self.chips:
            self._line.addWidget(chip)
        if self.chips:
            self.clear_button = LinkButton(_("Clear filter"), self._button.clear)
            self._line.addWidget(self.clear_button)
        self._line.addStretch(1)
        self.setVisible(bool(self.chips))

    def _taker(self, name: str) -> Callable[[], None]:
        return lambda: self._button.ask(name, None)


class _Chip(QPushButton):
    """One question with a cross; its words are shortened before anything is cut off."""

    def __init__(self, words: str, act: Act) -> None:
        super().__init__()
        self._words = words
        self.setProperty("role", "condition")
        self.setAutoDefault(False)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName(_("Take away the filter {words}").format(words=words))
        self.setToolTip(self.accessibleName())
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setMinimumWidth(look.px(56))
        self.clicked.connect(lambda: act())
        self._fit(10_000)

    def _fit(self, room: int) -> None:
        words = self.fontMetrics().elidedText(self._words, Qt.TextElideMode.ElideRight, room)
        self.setText(f"{words}  ×")

    def sizeHint(self) -> QSize:
        metrics = self.fontMetrics()
        return QSize(metrics.horizontalAdvance(f"{self._words}  ×") + look.px(24), look.px(24))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit(self.width() - self.fontMetrics().horizontalAdvance("  ×") - look.px(20))
