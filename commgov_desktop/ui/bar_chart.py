"""Twelve months as pairs of bars, to be read on the screen, on a grey print, and by ear."""

from collections.abc import Sequence
from math import ceil, log10

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from commgov_desktop.i18n import _
from commgov_desktop.ui import look


class BarChart(QWidget):
    """One or two series. The first is light and hatched, the second solid; values show on pointing and with ← →."""

    def __init__(self, title: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title = title
        self._labels: list[str] = []
        self._series: list[tuple[str, list[float]]] = []
        self._unit = ""
        self.pointed = -1
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName(title or _("Chart"))

    def show_series(
        self, labels: Sequence[str], series: Sequence[tuple[str, Sequence[float]]], unit: str = ""
    ) -> None:
        """``labels`` under the bars; each series as (name, values)."""
        self._labels = list(labels)
        self._series = [(name, list(values)) for name, values in series]
        self._unit, self.pointed = unit, -1
        self.setAccessibleDescription("；".join(self.words(i) for i in range(len(labels))))
        self.update()

    def words(self, place: int) -> str:
        """One month in words: 3月：受理 9 件，调成 8 件."""
        parts = "，".join(
            f"{name} {_number(values[place])} {self._unit}".strip() for name, values in self._series
        )
        return f"{self._labels[place]}：{parts}"

    def sizeHint(self) -> QSize:
        return QSize(look.px(420), look.px(210))

    def minimumSizeHint(self) -> QSize:
        return QSize(look.px(220), look.px(112))

    # ---- pointing -----------------------------------------------------------------------------

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        area = self._area()
        inside = area.left() <= event.position().x() <= area.right()
        self._point(int((event.position().x() - area.left()) / self._step(area)) if inside else -1)

    def leaveEvent(self, event: QEvent) -> None:
        self._point(-1)
        super().leaveEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        moves = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
        if event.key() in moves and self._labels:
            self._point(min(len(self._labels) - 1, max(0, self.pointed + moves[Qt.Key(event.key())])))
        else:
            super().keyPressEvent(event)

    def _point(self, place: int) -> None:
        place = place if 0 <= place < len(self._labels) else -1
        if place != self.pointed:
            self.pointed = place
            self.update()

    # ---- drawing ------------------------------------------------------------------------------

    def _area(self) -> QRectF:
        return QRectF(look.px(34), look.px(30), self.width() - look.px(40), self.height() - look.px(54))

    def _step(self, area: QRectF) -> float:
        return area.width() / max(1, len(self._labels))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(look.font(9))
        area = self._area()
        self._legend(painter)
        top = nice_top(max((v for _name, values in self._series for v in values), default=0))
        self._lines(painter, area, top)
        for place in range(len(self._labels)):
            self._month(painter, area, place, top)
        if self.hasFocus():
            painter.setPen(QPen(look.colour("accent"), 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 6, 6)

    def _legend(self, painter: QPainter) -> None:
        x = float(look.px(34))
        for number, (name, _values) in enumerate(self._series):
            _fill(painter, QRectF(x, 6, 12, 12), number, len(self._series))
            painter.setPen(look.colour("dim"))
            wide = painter.fontMetrics().horizontalAdvance(name)
            painter.drawText(QRectF(x + 18, 0, wide + 4, 24), int(Qt.AlignmentFlag.AlignVCenter), name)
            x += wide + 40
        if self.pointed >= 0:
            painter.setPen(look.colour("text"))
            box = QRectF(x, 0, self.width() - x - 6, 24)
            painter.drawText(
                box,
                int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight),
                self.words(self.pointed),
            )

    def _lines(self, painter: QPainter, area: QRectF, top: float) -> None:
        for part in range(5):
            y = area.bottom() - area.height() * part / 4
            painter.setPen(QPen(look.colour("edge" if part == 0 else "line"), 1))
            painter.drawLine(QPointF(area.left(), y), QPointF(area.right(), y))
            painter.setPen(look.colour("faint"))
            box = QRectF(0, y - 10, area.left() - 6, 20)
            painter.drawText(
                box, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight), _number(top * part / 4)
            )

    def _month(self, painter: QPainter, area: QRectF, place: int, top: float) -> None:
        step = self._step(area)
        left = area.left() + place * step
        if place == self.pointed:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(look.colour("hover"))
            painter.drawRoundedRect(QRectF(left, area.top() - 4, step, area.height() + 4), 4, 4)
        wide = min(look.px(16), step * 0.68 / max(1, len(self._series)))
        x = left + (step - wide * len(self._series) - 2 * (len(self._series) - 1)) / 2
        for number, (_name, values) in enumerate(self._series):
            high = area.height() * values[place] / top if top else 0
            _fill(painter, QRectF(x, area.bottom() - high, wide, high), number, len(self._series))
            x += wide + 2
        if (len(self._labels) - 1 - place) % self._every(painter, step):
            return
        painter.setPen(look.colour("text" if place == self.pointed else "faint"))
        room = max(step + 12, painter.fontMetrics().horizontalAdvance(self._labels[place]) + 4.0)
        start = min(left + (step - room) / 2, self.width() - room)
        box = QRectF(start, area.bottom() + 4, room, 20)
        painter.drawText(
            box, int(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop), self._labels[place]
        )

    def _every(self, painter: QPainter, step: float) -> int:
        """Every how many-th label is written, counted from the last: long words would run into each other."""
        widest = max(painter.fontMetrics().horizontalAdvance(label) for label in self._labels)
        return max(1, -int(-(widest + 6) // max(1.0, step)))


def _fill(painter: QPainter, box: QRectF, number: int, of: int) -> None:
    """A bar with round upper corners; the lighter one is hatched, so that grey paper tells them apart."""
    if box.height() <= 0:
        return
    light = of > 1 and number == 0
    painter.setPen(QPen(look.colour("bar"), 1) if light else Qt.PenStyle.NoPen)
    painter.setBrush(look.colour("bar_light" if light else "bar"))
    round_ = min(2.5, box.height() / 2)
    painter.drawRoundedRect(box, round_, round_)
    if light:
        ink = QColor(look.colour("bar"))
        ink.setAlpha(70)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QBrush(ink, Qt.BrushStyle.BDiagPattern))
        painter.drawRoundedRect(box, round_, round_)


def nice_top(highest: float) -> float:
    """The end of the scale: four even steps of a round number above ``highest``."""
    if highest <= 4:
        return 4
    size = 10 ** int(log10(highest / 4))
    for factor in (1, 2, 2.5, 3, 5, 10):
        if factor * size != int(factor * size):
            continue  # things are counted: no step of two and a half
        if factor * size * 4 >= highest:
            return float(factor * size * 4)
    return float(ceil(highest))


def _number(value: float) -> str:
    return f"{value:,.0f}" if float(value).is_integer() else f"{value:,.1f}"
