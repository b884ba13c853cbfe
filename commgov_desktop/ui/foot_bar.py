"""The foot of the window: what was saved last with its undo at the left, whose data it is at the right."""

from collections.abc import Callable

from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from commgov_desktop.ui.labels import text
from commgov_desktop.ui.undo import UndoBar


class FootBar(QFrame):
    """``undo`` and ``redo`` do the work and raise what goes wrong."""

    def __init__(
        self, undo: Callable[[], object], redo: Callable[[], object], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setProperty("role", "foot")
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 20, 0)
        self.undo_bar = UndoBar(undo, redo)
        line.addWidget(self.undo_bar, 1)
        self.place = text("", "dim")
        line.addWidget(self.place)

    def show_place(self, words: str) -> None:
        """The office, or that it is practice."""
        self.place.setText(words)


def practice_line() -> QFrame:
    """The coloured edge of the window that tells made-up people from real ones on every screen."""
    line = QFrame()
    line.setFixedHeight(4)
    line.setProperty("role", "practice")
    return line
