"""A page without a list: its head, and room for cards below."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from commgov_desktop.ui.buttons import Act
from commgov_desktop.ui.page_head import PageHead


class PlainPage(QWidget):
    """``head`` is the ``PageHead``; put cards into ``body`` (12 px apart, page margins)."""

    def __init__(
        self,
        title: str,
        count: str = "",
        *,
        back: tuple[str, Act] | None = None,
        scroll: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.head = PageHead(title, count, back=back)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.head)
        inside = QWidget()
        inside.setProperty("role", "plain")
        self.body = QVBoxLayout(inside)
        self.body.setContentsMargins(20, 0, 20, 12)
        self.body.setSpacing(12)
        column.addWidget(scrolling(inside) if scroll else inside, 1)


def scrolling(inside: QWidget) -> QScrollArea:
    """Let ``inside`` be scrolled down when there is not room enough."""
    inside.setProperty("role", "plain")
    area = QScrollArea()
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setWidgetResizable(True)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setWidget(inside)
    return area


class ClearGround(QWidget):
    """What a scrolling area scrolls over, given to it with ``setViewport``: the ground behind it shines through.

    Asking Qt for the ground it has made itself costs PySide a twentieth of a second the first time: it looks
    through every kind of widget there is, to find what kind this one might be.
    """
