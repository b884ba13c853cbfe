"""How one cell of a big list is drawn: words, chips, the line below, the row that is chosen or pointed at."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from commgov_desktop.ledger.fields import Chip
from commgov_desktop.ui import look
from commgov_desktop.ui.record_model import RecordModel, chips_of, shown

_FLAGS = {
    "left": int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft),
    "right": int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight),
    "center": int(Qt.AlignmentFlag.AlignCenter),
}
MARGIN = 10


class CellPainter(QStyledItemDelegate):
    """Draws cells without asking Qt for seven roles each. Colours are prepared once per look."""

    def __init__(self, model: RecordModel, parent: QWidget) -> None:
        super().__init__(parent)
        self._model = model
        self.hovered = -1
        self.first_shown = 0
        self.dress()

    def dress(self) -> None:
        """Take the colours and fonts of the look in use."""
        t = look.tokens()
        self._text, self._line = QColor(t.text), QColor(t.line)
        self._chosen, self._hover = QColor(t.chosen), QColor(t.hover)
        self._accent = QColor(t.accent)
        self._tones = {name: (QColor(a), QColor(b)) for name, (a, b, _c) in t.tones.items()}
        self._plain, self._bold = look.font(), look.font(bold=True)
        self._small = look.font(9)
        self._metrics, self._small_metrics = QFontMetrics(self._plain), QFontMetrics(self._small)
        self._row = look.px(36)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        rect: QRect = option.rect
        row, column = index.row(), index.column()
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        if chosen:
            painter.fillRect(rect, self._chosen)
        elif row == self.hovered:
            painter.fillRect(rect, self._hover)
        painter.setPen(self._line)
        painter.drawLine(rect.left(), rect.bottom(), rect.right(), rect.bottom())
        if chosen and column == self.first_shown:
            painter.fillRect(rect.left(), rect.top(), 3, rect.height(), self._accent)
        value = self._model.cell(row, column)
        if value is None or value == "":
            return
        inner = rect.adjusted(MARGIN, 0, -MARGIN, 0)
        chips = chips_of(value)
        if chips:
            self._chips(painter, inner, chips)
        else:
            self._words(painter, inner, shown(value), column, chosen)

    def _words(self, painter: QPainter, rect: QRect, words: str, column: int, chosen: bool) -> None:
        painter.setFont(self._bold if chosen and column == self.first_shown else self._plain)
        painter.setPen(self._text)
        width = rect.width()
        if len(words) * self._metrics.maxWidth() > width and self._metrics.horizontalAdvance(words) > width:
            words = self._metrics.elidedText(words, Qt.TextElideMode.ElideRight, width)
        painter.drawText(rect, _FLAGS[self._model.columns[column].align], words)

    def _chips(self, painter: QPainter, rect: QRect, chips: tuple[Chip, ...]) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
        painter.setFont(self._small)
        left = rect.left() - 2
        for place, chip in enumerate(chips):
            room = rect.right() - left
            rest = len(chips) - place
            wide = self._small_metrics.horizontalAdvance(chip.text) + 18
            if place and wide + (look.px(30) if rest > 1 else 0) > room:
                chip = Chip(f"+{rest}")  # how many more there are, rather than a word cut short
            at = QPoint(left, rect.center().y() + 1)
            left += draw_chip(painter, at, room, chip, self._tones, self._small_metrics)
            if chip is not chips[place]:
                break
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)

    def sizeHint(self, _option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(80, self._row)


def draw_chip(
    painter: QPainter,
    at: QPoint,
    room: int,
    chip: Chip,
    tones: dict[str, tuple[QColor, QColor]],
    metrics: QFontMetrics,
) -> int:
    """Draw a chip with its left middle at ``at``; gives the width used with the gap after it."""
    ground, ink = tones.get(chip.tone, tones["grey"])
    high = look.px(20)
    width = min(metrics.horizontalAdvance(chip.text) + 18, room)
    box = QRect(at.x(), at.y() - high // 2, width, high)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(ground)
    painter.drawRoundedRect(box, high / 2, high / 2)
    painter.setPen(ink)
    words = metrics.elidedText(chip.text, Qt.TextElideMode.ElideRight, width - 14)
    painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), words)
    return width + 5
