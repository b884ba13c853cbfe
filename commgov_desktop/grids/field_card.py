"""A grid's ground on the plan, and the tiles of its buildings that can be carried to another ground."""

from typing import Protocol

from PySide6.QtCore import QEvent, QMimeData, QPoint, QRect, QRectF, QSize, Qt, SignalInstance
from PySide6.QtGui import (
    QColor,
    QDrag,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDropEvent,
    QEnterEvent,
    QFocusEvent,
    QFontMetrics,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QApplication, QWidget

from commgov_desktop.grids.figures import BuildingView, GridView
from commgov_desktop.i18n import _
from commgov_desktop.ui import look

MIME = "application/x-community-buildings"
_HUES = (212, 110, 40, 262, 180, 350, 85, 235)
_TILE = QSize(78, 46)
GAP = 8
_EDGE, _HEAD = 14, 52


class OnPlan(Protocol):
    """What tiles and fields tell the plan on which they lie."""

    @property
    def dropped(self) -> SignalInstance: ...
    @property
    def opened(self) -> SignalInstance: ...
    def choose_building(self, building_id: int, *, more: bool = False) -> None: ...
    def choose_grid(self, grid_id: int | None) -> None: ...
    def chosen_buildings(self) -> list[int]: ...
    def reach(self, tile: "Tile") -> None: ...
    def step_from(self, place: "Tile | FieldOfGrid", event: QKeyEvent) -> bool: ...


class Tile(QWidget):
    """A building. Carried with the mouse; with the keyboard it is cut (Ctrl+X) and put elsewhere (Ctrl+V)."""

    def __init__(self, plan: OnPlan, building: BuildingView, words: str, share: float) -> None:
        super().__init__()
        self.building, self._plan, self._words, self._share = building, plan, words, share
        self.is_chosen = self.is_cut = self.is_faded = self._over = False
        self._pressed: QPoint | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(f"{building.name} {words}")
        self.setToolTip(f"{building.name}  {words}")
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFixedSize(look.px(_TILE.width()), look.px(_TILE.height()))

    def mark(self, *, chosen: bool, cut: bool, faded: bool) -> None:
        """Show it as chosen, as cut, as not among what is looked for."""
        if (chosen, cut, faded) != (self.is_chosen, self.is_cut, self.is_faded):
            self.is_chosen, self.is_cut, self.is_faded = chosen, cut, faded
            self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._pressed = event.position().toPoint()
            more = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
            if more or not self.is_chosen:
                self._plan.choose_building(self.building.id, more=more)
            self.setFocus(Qt.FocusReason.MouseFocusReason)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._pressed is None or not event.buttons() & Qt.MouseButton.LeftButton:
            return
        way = (event.position().toPoint() - self._pressed).manhattanLength()
        if way >= QApplication.startDragDistance():
            self._pressed = None
            self._carry()

    def mouseReleaseEvent(self, _event: QMouseEvent) -> None:
        self._pressed = None

    def _carry(self) -> None:
        drag = QDrag(self)
        data = QMimeData()
        data.setData(MIME, ",".join(map(str, self._plan.chosen_buildings())).encode())
        drag.setMimeData(data)
        drag.setPixmap(self.grab())
        drag.setHotSpot(self.rect().center())
        drag.exec(Qt.DropAction.MoveAction)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if event.reason() not in (Qt.FocusReason.MouseFocusReason, Qt.FocusReason.ActiveWindowFocusReason):
            self._plan.reach(self)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self._plan.step_from(self, event):
            super().keyPressEvent(event)

    def enterEvent(self, event: QEnterEvent) -> None:
        self._over = True
        self.update()
        super().enterEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        self._over = False
        self.update()
        super().leaveEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setOpacity(0.4 if self.is_cut or self.is_faded else 1.0)
        line, pen = (2.0, look.colour("accent")) if self._stands_out() else (1.0, look.colour("edge"))
        style = Qt.PenStyle.DashLine if self.is_cut else Qt.PenStyle.SolidLine
        painter.setPen(QPen(pen, line, style))
        painter.setBrush(_mixed(look.colour("surface"), look.colour("bar"), self._share * 0.42))
        half = line / 2
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(half, half, -half, -half), 4, 4)
        self._write(painter)

    def _stands_out(self) -> bool:
        return self.is_chosen or self.hasFocus() or self._over

    def _write(self, painter: QPainter) -> None:
        inner = self.rect().adjusted(4, 4, -4, -4)
        font = look.font(9.5, bold=self.is_chosen)
        painter.setFont(font)
        painter.setPen(look.colour("text"))
        name = QFontMetrics(font).elidedText(self.building.name, Qt.TextElideMode.ElideMiddle, inner.width())
        upper = QRect(inner.left(), inner.top() + 1, inner.width(), inner.height() // 2)
        painter.drawText(upper, Qt.AlignmentFlag.AlignCenter, name)
        painter.setFont(look.font(8.5))
        painter.drawText(
            upper.translated(0, inner.height() // 2 - 1), Qt.AlignmentFlag.AlignCenter, self._words
        )


class FieldOfGrid(QWidget):
    """The ground of one grid; ``grid`` is ``None`` for the buildings that lie in none."""

    def __init__(self, plan: OnPlan, grid: GridView | None, words: str, place: int) -> None:
        super().__init__()
        self.grid, self._plan, self._place = grid, plan, place
        self._words = words
        self.is_chosen = self._taking = False
        self.tiles: list[Tile] = []
        self.setAcceptDrops(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(f"{self.name} {self._person()} {words}")

    @property
    def grid_id(self) -> int | None:
        """The grid's id."""
        return self.grid.id if self.grid else None

    @property
    def name(self) -> str:
        """What stands over the field."""
        return self.grid.name if self.grid else _("In no grid")

    def _person(self) -> str:
        if self.grid is None:
            return ""
        worker = self.grid.posts.get("worker")
        return worker.person_name if worker else _("no grid worker")

    def add(self, tile: Tile) -> None:
        """Put a building on this ground."""
        tile.setParent(self)
        self.tiles.append(tile)

    def mark(self, chosen: bool) -> None:
        """Show it as the chosen grid."""
        if chosen != self.is_chosen:
            self.is_chosen = chosen
            self.update()

    def heightForWidth(self, width: int) -> int:
        """How high it must be, at this width, for all its buildings."""
        each, high = look.px(_TILE.width()) + GAP, look.px(_TILE.height()) + GAP
        across = max(1, (width - 2 * _EDGE + GAP) // each)
        lines = -(-len(self.tiles) // across)
        return look.px(_HEAD) + lines * high + _EDGE

    def resizeEvent(self, _event: QResizeEvent) -> None:
        each, high = look.px(_TILE.width()) + GAP, look.px(_TILE.height()) + GAP
        across = max(1, (self.width() - 2 * _EDGE + GAP) // each)
        for n, tile in enumerate(self.tiles):
            tile.move(_EDGE + n % across * each, look.px(_HEAD) + n // across * high)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        self._plan.choose_grid(self.grid_id)
        event.accept()

    def mouseDoubleClickEvent(self, _event: QMouseEvent) -> None:
        self._plan.opened.emit()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if event.reason() in (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason):
            self._plan.choose_grid(self.grid_id)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self._plan.step_from(self, event):
            super().keyPressEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasFormat(MIME):
            self._light(True)
            event.acceptProposedAction()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self._light(False)
        super().dragLeaveEvent(event)

    def dropEvent(self, event: QDropEvent) -> None:
        self._light(False)
        ids = [int(part) for part in bytes(event.mimeData().data(MIME).data()).decode().split(",") if part]
        event.acceptProposedAction()
        self._plan.dropped.emit(ids, self.grid_id)

    def _light(self, on: bool) -> None:
        self._taking = on
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        strong = self.is_chosen or self._taking or self.hasFocus()
        line = 2.0 if strong else 1.0
        ground = self._ground()
        edge = look.colour("accent") if strong else _mixed(ground, look.colour("edge"), 0.8)
        dashed = self._taking or self.grid is None
        painter.setPen(QPen(edge, line, Qt.PenStyle.DashLine if dashed else Qt.PenStyle.SolidLine))
        painter.setBrush(ground)
        half = line / 2
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(half, half, -half, -half), 8, 8)
        self._write(painter)

    def _ground(self) -> QColor:
        if self.grid is None:
            return look.colour("well")
        hue = _HUES[self._place % len(_HUES)] / 360
        return QColor.fromHslF(hue, 0.2, 0.17) if look.tokens().dark else QColor.fromHslF(hue, 0.6, 0.955)

    def _write(self, painter: QPainter) -> None:
        head = QRect(_EDGE, 8, self.width() - 2 * _EDGE, look.px(20))
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        left = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        worker = self.grid is None or "worker" in self.grid.posts
        painter.setFont(look.font(10))
        painter.setPen(look.colour("dim") if worker else look.ink("red"))
        painter.drawText(head, int(right), self._person())
        painter.setFont(look.font(10.5, bold=True))
        painter.setPen(look.colour("text"))
        painter.drawText(head, int(left), self.name)
        painter.setFont(look.font(9))
        painter.setPen(look.colour("dim"))
        painter.drawText(head.translated(0, look.px(18)), int(left), self._words)
        if not self.tiles:
            below = self.rect().adjusted(_EDGE, look.px(_HEAD), -_EDGE, -_EDGE)
            flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
            painter.drawText(below, int(flags), _("No building yet. Carry one here."))


def _mixed(one: QColor, other: QColor, share: float) -> QColor:
    """A colour between two; ``share`` 0 is the first, 1 the second."""
    return QColor(
        *(round(a + (b - a) * share) for a, b in zip(one.getRgb()[:3], other.getRgb()[:3], strict=True))  # type: ignore[index]
    )
