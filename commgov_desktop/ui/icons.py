"""The program's signs: Fluent outlines in the colours of the look, sharp at every magnification."""

from functools import cache

from PySide6.QtCore import QByteArray, QObject, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QAction, QColor, QIcon, QIconEngine, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QStyleOption

from commgov_desktop import paths
from commgov_desktop.ui import look


@cache
def _drawing(name: str) -> bytes:
    return paths.resources("icons", f"{name}.svg").read_bytes()


def pixmap(name: str, role: str = "text", size: int = 20, ratio: float = 1.0) -> QPixmap:
    """The sign as a picture of ``size`` logical pixels. ``role`` is a colour name of ``look.colour``."""
    return _paint(_drawing(name), look.colour(role), size, ratio)


class _Engine(QIconEngine):
    """Draws a sign when it is first asked for, at the magnification of the screen it is on: most are only ever seen
    at one of them, and few are ever disabled."""

    def __init__(self, drawing: bytes, inks: tuple[QColor, QColor], size: int, gap: int) -> None:
        super().__init__()
        self._made_of = drawing, inks, size, gap
        self._whole = QSize(size + gap, size)
        self._drawn: dict[tuple[int, float, bool], QPixmap] = {}

    def scaledPixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State, scale: float) -> QPixmap:
        """``size`` in logical pixels."""
        drawing, inks, _size, _gap = self._made_of
        room = self.actualSize(size, mode, state)
        if room.isEmpty():  # a tool bar that is only just being laid out
            return QPixmap()
        key = room.height(), scale, mode == QIcon.Mode.Disabled
        if key not in self._drawn:
            gap = room.width() - room.height()
            self._drawn[key] = _paint(drawing, inks[key[2]], room.height(), scale, gap)
        return _chosen(self._drawn[key]) if mode == QIcon.Mode.Selected else self._drawn[key]

    def actualSize(self, size: QSize, _mode: QIcon.Mode, _state: QIcon.State) -> QSize:
        """A sign is never drawn larger than it was meant, only smaller."""
        fits = self._whole.width() <= size.width() and self._whole.height() <= size.height()
        return self._whole if fits else self._whole.scaled(size, Qt.AspectRatioMode.KeepAspectRatio)

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        return self.scaledPixmap(size, mode, state, 1.0)

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        ratio = painter.device().devicePixelRatio()
        painter.drawPixmap(rect, self.scaledPixmap(rect.size(), mode, state, ratio))

    def clone(self) -> QIconEngine:
        return _Engine(*self._made_of)


def _chosen(drawn: QPixmap) -> QPixmap:
    """As the style shows a sign in a chosen row."""
    option = QStyleOption()
    option.palette = QApplication.palette()
    return QApplication.style().generatedIconPixmap(QIcon.Mode.Selected, drawn, option)


@cache
def _icon(name: str, role: str, size: int, gap: int, _dark: bool) -> QIcon:
    return QIcon(_Engine(_drawing(name), (look.colour(role), look.colour("faint")), size, gap))


def icon(name: str, role: str = "text", size: int = 20, gap: int = 0) -> QIcon:
    """The sign in a colour of the look in use. For buttons rather use ``put``, which follows dark mode.

    ``gap`` is empty room at its right, in logical pixels, before the words of a button.
    """
    return _icon(name, role, size, gap, look.tokens().dark)


def put(target: QAbstractButton | QAction | QLabel, name: str, role: str = "text", size: int = 20) -> None:
    """Put the sign on a button, an action or a label, and keep its colour right when the look changes."""
    target.setProperty("sign", f"{name}|{role}|{size}")
    _show(target)


def fit(target: QAbstractButton) -> None:
    """Close the gap beside a button's sign when its words are gone, and open it when they are back."""
    _show(target)


def repaint_all() -> None:
    """Colour every sign anew after the look has changed."""
    for widget in QApplication.allWidgets():
        for bearer in (widget, *widget.actions(), *widget.findChildren(QAction)):
            _show(bearer)


def _show(target: QObject) -> None:
    sign = target.property("sign")
    if not sign:
        return
    name, role, size = str(sign).split("|")
    pixels = look.px(int(size))
    if isinstance(target, QLabel):
        target.setFixedSize(pixels, pixels)
        target.setPixmap(pixmap(name, role, pixels, _sharpest(target)))
    elif isinstance(target, QAbstractButton):
        gap = 4 if target.text() else 0
        target.setIcon(icon(name, role, pixels, gap))
        target.setIconSize(QSize(pixels + gap, pixels))
    elif isinstance(target, QAction):
        target.setIcon(icon(name, role, pixels))


def _sharpest(widget: QLabel) -> float:
    return max(2.0, widget.devicePixelRatioF())


def _paint(drawing: bytes, ink: QColor, size: int, ratio: float, gap: int = 0) -> QPixmap:
    picture = QPixmap(round((size + gap) * ratio), round(size * ratio))
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    square = QRectF(0, 0, size * ratio, size * ratio)
    QSvgRenderer(QByteArray(_coloured(drawing, ink.name()))).render(painter, square)
    painter.end()
    picture.setDevicePixelRatio(ratio)
    return picture


def _coloured(drawing: bytes, ink: str) -> bytes:
    """Fluent drawings name no colour; those that do (the program's own sign) keep theirs."""
    if b"fill=" in drawing:
        return drawing
    return drawing.replace(b"<svg ", f'<svg fill="{ink}" '.encode(), 1)
