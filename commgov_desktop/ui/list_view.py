"""Qt's table dressed for registers: whole rows, one height, a line below each, the row pointed at lit."""

from PySide6.QtCore import QEvent, QItemSelection, QItemSelectionModel, QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from commgov_desktop.i18n import _
from commgov_desktop.ui import look


class ListView(QTableView):
    """Qt's table with the habits of this program: whole rows, fixed height, no grid."""

    pointed = Signal(int)
    resized = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._row = -1
        self._anchor = 0
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setMouseTracking(True)
        self.setCornerButtonEnabled(False)
        self.setTabKeyNavigation(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setFrameShape(QTableView.Shape.NoFrame)
        header = self.horizontalHeader()
        header.setSectionsMovable(True)
        header.setSectionsClickable(True)
        header.setHighlightSections(False)
        header.setSortIndicatorShown(True)
        header.setSortIndicatorClearable(False)
        header.setMinimumSectionSize(48)
        header.setAccessibleName(_("Column headings"))
        down = self.verticalHeader()
        down.hide()
        down.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.dress()

    def dress(self) -> None:
        """Take the row height of the look in use."""
        self.verticalHeader().setDefaultSectionSize(look.px(36))
        self.horizontalHeader().setFixedHeight(look.px(38))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._point(self.rowAt(event.position().toPoint().y()))
        super().mouseMoveEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        self._point(-1)
        super().leaveEvent(event)

    def _point(self, row: int) -> None:
        if row != self._row:
            self._row = row
            self.pointed.emit(row)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.resized.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self.activated.emit(QModelIndex(self.currentIndex()))
            return
        steps = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
        if event.modifiers() == Qt.KeyboardModifier.ShiftModifier and event.key() in steps:
            self._extend(steps[Qt.Key(event.key())])
            return
        super().keyPressEvent(event)

    def _extend(self, step: int) -> None:
        """Shift and an arrow choose one line more or less; Qt counts from where the mouse was last, wherever that is."""
        current, chosen = self.currentIndex(), self.selectionModel()
        row = current.row() + step
        if not current.isValid() or not 0 <= row < self.model().rowCount():
            return
        if len(chosen.selectedRows(current.column())) < 2:
            self._anchor = current.row()
        flags = QItemSelectionModel.SelectionFlag
        last = self.model().columnCount() - 1
        lines = QItemSelection(
            self.model().index(min(self._anchor, row), 0), self.model().index(max(self._anchor, row), last)
        )
        there = self.model().index(row, current.column())
        chosen.setCurrentIndex(there, flags.NoUpdate)
        chosen.select(lines, flags.ClearAndSelect | flags.Rows)
        self.scrollTo(there)
