"""Words on the screen in their few sizes, and the thin line between two parts."""

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QLabel, QSizePolicy, QWidget

from commgov_desktop.i18n import _
from commgov_desktop.ui import icons, look


def text(words: str, role: str = "", *, wrap: bool = False, copyable: bool = False) -> QLabel:
    """A label. ``role``: title, head, section, strong, dim, count, small, figure, problem, key, or nothing."""
    label = QLabel(words)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(wrap)
    if role:
        label.setProperty("role", role)
    if copyable:
        label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return label


class ShortenedLabel(QLabel):
    """Words that end in … where there is no room for all of them; all of them stand in the tool tip then."""

    def __init__(self, words: str, role: str = "") -> None:
        super().__init__()
        self.setTextFormat(Qt.TextFormat.PlainText)
        if role:
            self.setProperty("role", role)
        self.say(words)

    def say(self, words: str) -> None:
        """Show other words."""
        self.words = words
        self.setAccessibleName(words)
        self._fit()
        self.updateGeometry()

    def _fit(self) -> None:
        shown = self.words
        if self.isVisible():
            room = self.contentsRect().width()
            shown = self.fontMetrics().elidedText(shown, Qt.TextElideMode.ElideRight, room)
        if shown != self.text():
            self.setText(shown)
        self.setToolTip(self.words if shown != self.words else "")

    def sizeHint(self) -> QSize:
        wide = self.fontMetrics().horizontalAdvance(self.words) + 1
        return QSize(wide, super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        least = self.fontMetrics().horizontalAdvance(self.words[:1] + "…")
        return QSize(min(least, self.sizeHint().width()), super().minimumSizeHint().height())

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._fit()


def sign(name: str, role: str = "dim", size: int = 20) -> QLabel:
    """An icon that stands beside words and says nothing by itself."""
    label = QLabel()
    icons.put(label, name, role, size)
    return label


def key_hint(keys: str) -> QLabel:
    """A small frame with a key combination, such as ``Ctrl+F``."""
    label = text(keys, "key")
    label.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
    return label


def rule() -> QFrame:
    """A thin line across."""
    line = QFrame()
    line.setProperty("role", "rule")
    return line


def restyle(widget: QWidget) -> None:
    """Let the style sheet look again after a property changed."""
    widget.style().unpolish(widget)
    widget.style().polish(widget)
    widget.update()


class BoxName(QLabel):
    """The name of a box in a form; one that must be filled has a red star, in the colours of the look in use."""

    _star = False

    def __init__(self, words: str, box: QWidget, *, required: bool = False) -> None:
        super().__init__(words)
        self._words, self._star = words, required
        self.setWordWrap(True)
        self.setProperty("role", "dim")
        self.setBuddy(box)
        if required:
            self.setToolTip(_("Required"))
            self._mark()

    def _mark(self) -> None:
        words = f'{self._words}&nbsp;<span style="color:{look.ink("red").name()}">*</span>'
        if words != self.text():
            self.setText(words)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if self._star and event.type() == QEvent.Type.StyleChange:
            self._mark()


class ChipLabel(QLabel):
    """A short word on a coloured ground: green done, amber due, red overdue, grey draft, blue filed."""

    def __init__(self, words: str = "", tone: str = "grey", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.show_chip(words, tone)

    def show_chip(self, words: str, tone: str = "grey") -> None:
        """Say something else, in another tone. An empty word hides the chip."""
        self.setText(words)
        self.setProperty("chip", tone)
        self.setFixedHeight(look.px(20))
        self.setVisible(bool(words)) if self.parentWidget() else None
        restyle(self)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and self.height() != look.px(20):
            self.setFixedHeight(look.px(20))
