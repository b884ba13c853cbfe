"""A large number with its name and what it was counted from; pressing it opens the names behind it."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QPushButton, QSizePolicy, QVBoxLayout, QWidget

from commgov_desktop.ui.buttons import Act
from commgov_desktop.ui.labels import ShortenedLabel, text


class FigureTile(QPushButton):
    """``detail`` holds numerator and denominator in words: ``21 / 22 受理 · 目标 95%``."""

    def __init__(
        self, number: str, label: str, detail: str = "", act: Act | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setProperty("role", "tile")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if act else Qt.FocusPolicy.NoFocus)
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 4, 10, 4)
        column.setSpacing(0)
        self.number = text("", "figure")
        self.label = ShortenedLabel("")
        self.detail = ShortenedLabel("", "small")
        for part in (self.number, self.label, self.detail):
            part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            column.addWidget(part)
        if act:
            self.setCursor(Qt.CursorShape.PointingHandCursor)
            self.clicked.connect(lambda: act())
        else:
            self.setProperty("still", True)
        self.show_figure(number, label, detail)

    def minimumSizeHint(self) -> QSize:
        """The number is never cut off; the words below it end in … where they must."""
        layout = self.layout()
        assert layout is not None
        return layout.totalMinimumSize()

    def show_figure(self, number: str, label: str, detail: str = "") -> None:
        """Show another figure."""
        self.number.setText(number)
        self.label.say(label)
        self.detail.say(detail)
        self.setAccessibleName(f"{label} {number} {detail}".strip())
        self.setToolTip(self.accessibleName())
