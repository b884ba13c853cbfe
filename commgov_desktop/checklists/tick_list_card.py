"""The month's tasks under their headings, each with a box to tick."""

from collections.abc import Sequence

from PySide6.QtCore import (
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QPointF,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPen, QPolygonF
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from commgov_desktop.checklists.month import Group, Line
from commgov_desktop.i18n import _
from commgov_desktop.ui import look
from commgov_desktop.ui.cell_painter import draw_chip

_LINE, _GROUP = (int(Qt.ItemDataRole.UserRole) + n for n in range(2))
_BOX_LEFT, _BOX = 16, 18


class TickList(QListWidget):
    """Tasks with boxes. ``ticked`` and ``opened`` carry a task's id; Space ticks, Enter opens."""

    ticked = Signal(int)
    opened = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(_("Tasks of the month"))
        self.setItemDelegate(_Painter(self))
        self.setMouseTracking(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.itemActivated.connect(lambda _item: self._open())

    @property
    def current_id(self) -> int | None:
        """The id of the current task."""
        item = self.currentItem()
        line = item.data(_LINE) if item else None
        return line.id if isinstance(line, Line) else None

    def ids(self) -> list[int]:
        """The tasks that are shown, in order."""
        lines = [self.item(number).data(_LINE) for number in range(self.count())]
        return [line.id for line in lines if line]

    def show_groups(self, groups: Sequence[Group]) -> None:
        """Show other lines; the current task stays if it is still there, otherwise its place does."""
        current, place, scrolled = self.current_id, self.currentRow(), self.verticalScrollBar().value()
        blocked = self.blockSignals(True)
        self.clear()
        for group in groups:
            self._add(group, None)
            for line in group.lines:
                self._add(group, line)
        if current is not None and not self.choose(current):
            self.choose_near(place)
        self.blockSignals(blocked)
        self.verticalScrollBar().setValue(scrolled)
        if self.current_id != current:
            self.currentItemChanged.emit(self.currentItem(), None)

    def _add(self, group: Group, line: Line | None) -> None:
        item = QListWidgetItem(line.title if line else f"{group.title} {len(group.lines)}")
        item.setData(_GROUP, group)
        item.setData(_LINE, line)
        item.setSizeHint(QSize(10, look.px(40 if line else 38)))
        if line is None:
            item.setFlags(Qt.ItemFlag.NoItemFlags)
        else:
            said = ", ".join(part for part in (line.title, line.chip.text, line.owner) if part)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, said)
            item.setToolTip(line.title)
        self.addItem(item)

    def choose_near(self, place: int) -> None:
        """Go to the task at this place of the list, or the nearest one."""
        rows = [n for n in range(self.count()) if self.item(n).data(_LINE)]
        if rows:
            self.setCurrentRow(min(rows, key=lambda n: (abs(n - place), n)))

    def choose(self, task_id: int) -> bool:
        """Go to a task; whether it is in the month that is shown."""
        for number in range(self.count()):
            line = self.item(number).data(_LINE)
            if line and line.id == task_id:
                self.setCurrentRow(number)
                self.scrollToItem(self.item(number))
                return True
        return False

    def choose_first(self) -> None:
        """Go to the first task."""
        self.choose_near(0)

    def tick_box(self, item: QListWidgetItem) -> QRect:
        """Where the box of a line is, with room around it for a hand that trembles."""
        rect = self.visualItemRect(item)
        return QRect(rect.left(), rect.top(), look.px(_BOX_LEFT * 2 + _BOX), rect.height())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        item = self.itemAt(event.position().toPoint())
        if item and item.data(_LINE) and event.button() == Qt.MouseButton.LeftButton:
            if self.tick_box(item).contains(event.position().toPoint()):
                self.ticked.emit(item.data(_LINE).id)
            else:
                self._open()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space and self.current_id is not None:
            self.ticked.emit(self.current_id)
            return
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._open()
            return
        super().keyPressEvent(event)

    def _open(self) -> None:
        if self.current_id is not None:
            self.opened.emit(self.current_id)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            for number in range(self.count()):
                item = self.item(number)
                item.setSizeHint(QSize(10, look.px(40 if item.data(_LINE) else 38)))


class _Painter(QStyledItemDelegate):
    """Draws a heading, or a line: its box, its words, who, the clip of a proof, and its chip."""

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect: QRect = option.rect
        line = index.data(_LINE)
        if line is None:
            self._heading(painter, rect, index)
        else:
            self._line(painter, rect, option, line)
        painter.restore()

    def _heading(self, painter: QPainter, rect: QRect, index: QModelIndex | QPersistentModelIndex) -> None:
        group = index.data(_GROUP)
        painter.setFont(look.font(9.5, bold=True))
        painter.setPen(look.ink("red") if group.tone == "red" else look.colour("dim"))
        flags = Qt.AlignmentFlag.AlignBottom | Qt.AlignmentFlag.AlignLeft
        painter.drawText(rect.adjusted(look.px(_BOX_LEFT), 0, -8, -look.px(8)), int(flags), str(index.data()))
        painter.setPen(look.colour("line"))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())

    def _line(self, painter: QPainter, rect: QRect, option: QStyleOptionViewItem, line: Line) -> None:
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        if chosen or option.state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(rect, look.colour("chosen" if chosen else "hover"))
        if chosen:
            painter.fillRect(rect.left(), rect.top(), 3, rect.height(), look.colour("accent"))
        painter.setPen(look.colour("line"))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        self._box(painter, rect, line)
        right = self._chip(painter, rect, line)
        right = self._aside(painter, rect, right, line)
        left = rect.left() + look.px(_BOX_LEFT + _BOX + 12)
        room = QRect(left, rect.top(), right - left - 8, rect.height())
        painter.setFont(look.font(bold=chosen))
        painter.setPen(look.colour("faint" if line.is_over else "text"))
        words = QFontMetrics(painter.font()).elidedText(line.title, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, int(Qt.AlignmentFlag.AlignVCenter), words)

    def _box(self, painter: QPainter, rect: QRect, line: Line) -> None:
        size = look.px(_BOX)
        box = QRectF(rect.left() + look.px(_BOX_LEFT), rect.center().y() - size / 2 + 0.5, size, size)
        done = line.done_on is not None
        painter.setPen(QPen(look.colour("green" if done else "edge" if line.not_needed else "faint"), 1.2))
        painter.setBrush(
            look.colour("green") if done else look.colour("well" if line.not_needed else "surface")
        )
        painter.drawRoundedRect(box, 4, 4)
        if done:
            painter.setPen(QPen(look.colour("surface"), 2.0, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
            points = [(0.24, 0.52), (0.43, 0.71), (0.77, 0.31)]
            tick = [QPointF(box.left() + size * x, box.top() + size * y) for x, y in points]
            painter.drawPolyline(QPolygonF(tick))
        elif line.not_needed:
            middle = box.center().y()
            painter.drawLine(
                QPointF(box.left() + size * 0.28, middle), QPointF(box.right() - size * 0.28, middle)
            )

    def _chip(self, painter: QPainter, rect: QRect, line: Line) -> int:
        chip = line.chip
        tones = {name: (QColor(a), QColor(b)) for name, (a, b, _c) in look.tokens().tones.items()}
        painter.setFont(look.font(9))
        metrics = QFontMetrics(painter.font())
        width = metrics.horizontalAdvance(chip.text) + 18
        at = QPoint(rect.right() - look.px(14) - width, rect.center().y() + 1)
        draw_chip(painter, at, width, chip, tones, metrics)
        return at.x()

    def _aside(self, painter: QPainter, rect: QRect, right: int, line: Line) -> int:
        """Who, and how many proofs; gives where the words of the task must end."""
        parts = [line.owner] if line.owner else []
        if line.proofs:
            parts.insert(0, _("{n} proofs").format(n=line.proofs))
        elif line.proof_needed and not line.is_over:
            parts.insert(0, _("needs proof"))
        words = " · ".join(parts)
        painter.setFont(look.font(9))
        painter.setPen(look.colour("faint"))
        width = QFontMetrics(painter.font()).horizontalAdvance(words)
        left = right - look.px(12) - width
        painter.drawText(
            QRect(left, rect.top(), width + 2, rect.height()), int(Qt.AlignmentFlag.AlignVCenter), words
        )
        return left
