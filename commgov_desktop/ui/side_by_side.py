"""Cards beside each other; one below the other where the window is too narrow for all of them (low screen, large type)."""

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QWidget

from commgov_desktop.ui import look

_ACROSS, _DOWN = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
_LEAST_HEIGHT = 280
"""Pixels at ordinary size that a card keeps when it stands below another; the page is scrolled down then."""
_MOST = 16777215
"""Qt's word for no limit."""


class SideBySide(QWidget):
    """Panes from left to right. The page around it must scroll down, as every page of the window does."""

    def __init__(self, gap: int = 12, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._line = QBoxLayout(_ACROSS, self)
        self._line.setContentsMargins(0, 0, 0, 0)
        self._line.setSpacing(gap)
        self._widths: dict[QWidget, int] = {}

    def add(self, pane: QWidget, stretch: int = 1, *, width: int = 0) -> None:
        """Put a pane at the right; ``width`` (pixels at ordinary size) holds while it stands beside the others."""
        self._widths[pane] = look.px(width)
        self._line.addWidget(pane, 0 if width else stretch)
        self._place()

    @property
    def is_stacked(self) -> bool:
        """Whether the panes stand one below the other."""
        return self._line.direction() == _DOWN

    def _needed(self) -> int:
        """The width that all panes need beside each other."""
        gaps = self._line.spacing() * max(0, len(self._widths) - 1)
        return sum(width or _least(pane).width() for pane, width in self._widths.items()) + gaps

    def _place(self) -> None:
        down = self.width() < self._needed()
        for pane, width in self._widths.items():
            pane.setMinimumHeight(look.px(_LEAST_HEIGHT) if down else 0)
            if width:
                pane.setMinimumWidth(0 if down else width)
                pane.setMaximumWidth(_MOST if down else width)
        if down != self.is_stacked:
            self._line.setDirection(_DOWN if down else _ACROSS)
            self.updateGeometry()

    def minimumSizeHint(self) -> QSize:
        """No wider than the widest pane: there is always the way down."""
        sizes = [_least(pane) for pane in self._widths]
        heights = [size.height() for size in sizes]
        gaps = self._line.spacing() * max(0, len(sizes) - 1)
        high = (
            sum(max(h, look.px(_LEAST_HEIGHT)) for h in heights) + gaps
            if self.is_stacked
            else max(heights, default=0)
        )
        widths = [size.width() for size, width in zip(sizes, self._widths.values(), strict=True) if not width]
        return QSize(max(widths, default=0), high)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()


def _least(pane: QWidget) -> QSize:
    hint = pane.minimumSizeHint().expandedTo(QSize(0, 0))
    return QSize(max(hint.width(), pane.minimumWidth()), hint.height())
