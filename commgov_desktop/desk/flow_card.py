"""Lets small buttons flow like words: as many in a line as there is room for."""

from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from commgov_desktop.ui import look


class Flow(QWidget):
    """Children in rows from left to right; it is as high as its rows need."""

    def __init__(self, gap: int = 8, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._gap = gap
        self._things: list[QWidget] = []

    def add(self, thing: QWidget) -> None:
        """Put something at the end."""
        thing.setParent(self)
        self._things.append(thing)

    def empty(self) -> None:
        """Take everything out again."""
        for thing in self._things:
            thing.hide()
            thing.deleteLater()
        self._things = []

    def arrange(self) -> None:
        """Place everything for the present width."""
        gap, x, y, high = look.px(self._gap), 0, 0, 0
        for thing in self._things:
            size = thing.sizeHint()
            if x and x + size.width() > self.width():
                x, y, high = 0, y + high + gap, 0
            thing.setGeometry(QRect(x, y, size.width(), size.height()))
            x, high = x + size.width() + gap, max(high, size.height())
        if self.minimumHeight() != y + high:
            self.setFixedHeight(y + high)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.arrange()

    def sizeHint(self) -> QSize:
        widest = max((t.sizeHint().width() for t in self._things), default=0)
        return QSize(widest, self.height())


class Tiles(Flow):
    """Large buttons of one width side by side: as many as show their words whole, at most ``most``."""

    def __init__(self, most: int, gap: int = 10, parent: QWidget | None = None) -> None:
        super().__init__(gap, parent)
        self._most = most

    def arrange(self) -> None:
        """Share out the present width."""
        sizes = [thing.sizeHint() for thing in self._things]
        gap, widest = look.px(self._gap), max((size.width() for size in sizes), default=1)
        across = max(1, min(self._most, (self.width() + gap) // (widest + gap)))
        room = self.width() + gap
        high = max((size.height() for size in sizes), default=0)
        for place, thing in enumerate(self._things):
            row, column = divmod(place, across)
            left, end = room * column // across, room * (column + 1) // across - gap
            thing.setGeometry(QRect(left, row * (high + gap), end - left, high))
        rows = -(-len(self._things) // across)
        if self.minimumHeight() != (tall := rows * high + max(0, rows - 1) * gap):
            self.setFixedHeight(tall)
