"""The rail of stages a matter passes: ticked what is done, filled what is under way, grey what is to come."""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from commgov_desktop.i18n import _
from commgov_desktop.ui import look


class StageRail(QWidget):
    """``show_stages([("受理", "done"), ("调查", "now"), ("调解", "open")])``; ``pressed`` carries the place."""

    pressed = Signal(int)

    def __init__(
        self,
        stages: Sequence[tuple[str, str]] = (),
        *,
        clickable: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._stages: list[tuple[str, str]] = []
        self._clickable = clickable
        self._spots: list[QRectF] = []
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        if clickable:
            self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.show_stages(stages)

    def show_stages(self, stages: Sequence[tuple[str, str]]) -> None:
        """Each stage as (word, ``done`` | ``now`` | ``open``)."""
        self._stages = list(stages)
        words = {"done": _("done"), "now": _("under way"), "open": _("to come")}
        self.setAccessibleName("，".join(f"{name} {words[state]}" for name, state in stages))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(look.px(90) * max(1, len(self._stages)), look.px(30))

    def minimumSizeHint(self) -> QSize:
        metrics = QFontMetrics(look.font(bold=True))
        words = sum(metrics.horizontalAdvance(name) for name, _state in self._stages)
        return QSize(words + len(self._stages) * look.px(44), look.px(30))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._clickable:
            for place, spot in enumerate(self._spots):
                if spot.contains(event.position()):
                    self.pressed.emit(place)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        radius, middle = look.px(11), self.height() / 2
        fonts = [look.font(bold=state == "now") for _name, state in self._stages]
        words = [
            QFontMetrics(f).horizontalAdvance(name)
            for f, (name, _state) in zip(fonts, self._stages, strict=True)
        ]
        taken = sum(words) + len(words) * (2 * radius + look.px(8))
        gap = max(look.px(10), (self.width() - taken) / max(1, len(words) - 1))
        x = 0.0
        self._spots = []
        for place, ((name, state), font, wide) in enumerate(zip(self._stages, fonts, words, strict=True)):
            self._dot(painter, QPointF(x + radius, middle), radius, place, state)
            painter.setFont(font)
            painter.setPen(look.colour({"done": "text", "now": "accent", "open": "dim"}[state]))
            box = QRectF(x + 2 * radius + look.px(8), 0, wide + 4, self.height())
            painter.drawText(box, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), name)
            self._spots.append(QRectF(x, 0, box.right() - x, self.height()))
            x = box.right() - 4
            if place + 1 < len(words):
                self._line(painter, x, gap, middle, place)
            x += gap

    def _dot(self, painter: QPainter, at: QPointF, radius: int, place: int, state: str) -> None:
        painter.setPen(Qt.PenStyle.NoPen if state != "open" else QPen(look.colour("edge"), 1.5))
        ground = {"done": "green", "now": "accent", "open": "surface"}[state]
        painter.setBrush(look.colour(ground))
        painter.drawEllipse(
            at, radius - (0 if state != "open" else 0.75), radius - (0 if state != "open" else 0.75)
        )
        painter.setPen(look.colour("dim" if state == "open" else "on_accent"))
        if state == "done":
            draw_tick(painter, at, radius)
            return
        painter.setFont(look.font(9, bold=True))
        square = QRectF(at.x() - radius, at.y() - radius, 2 * radius, 2 * radius)
        painter.drawText(square, int(Qt.AlignmentFlag.AlignCenter), str(place + 1))

    def _line(self, painter: QPainter, x: float, gap: float, middle: float, place: int) -> None:
        here, there = self._stages[place][1], self._stages[place + 1][1]
        role = "green" if here == "done" and there != "open" else "line"
        painter.setPen(QPen(look.colour(role), 2))
        inset = min(look.px(12), gap / 4)
        painter.drawLine(QPointF(x + inset, middle), QPointF(x + gap - inset, middle))


def draw_tick(painter: QPainter, at: QPointF, radius: float) -> None:
    """A tick in the middle of a round sign."""
    pen = QPen(look.colour("on_accent"), 2)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    painter.setPen(pen)
    x, y, r = at.x(), at.y(), radius
    painter.drawPolyline(
        [
            QPointF(x - 0.42 * r, y + 0.02 * r),
            QPointF(x - 0.1 * r, y + 0.34 * r),
            QPointF(x + 0.44 * r, y - 0.3 * r),
        ]
    )
