"""A bar that shows whether a number lies within the size it should have."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QVBoxLayout, QWidget

from commgov_desktop.i18n import _
from commgov_desktop.ui import look
from commgov_desktop.ui.cards import row
from commgov_desktop.ui.labels import ChipLabel, text


class BalanceBar(QWidget):
    """The number, the reference from ``low`` to ``high`` in words and as a marked zone, and the verdict."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        self.number, self.reference, self.verdict = (
            text("", "strong"),
            text("", "dim"),
            ChipLabel("", "grey", self),
        )
        column.addLayout(row(self.number, self.verdict, None, self.reference))
        self.bar = _Bar()
        column.addWidget(self.bar)

    def show_balance(self, value: int, low: int, high: int, unit: str = "") -> None:
        """Show ``value`` against the reference, such as 718 against 300 to 500 households."""
        words, tone = self._judge(value, low, high)
        self.number.setText(f"{value:,} {unit}".strip())
        self.reference.setText(
            _("reference {low}–{high} {unit}").format(low=low, high=high, unit=unit).strip()
        )
        self.verdict.show_chip(words, tone)
        self.verdict.setVisible(True)
        self.bar.show_bar(value, low, high, tone)
        self.setAccessibleName(f"{self.number.text()} {words} {self.reference.text()}")

    @staticmethod
    def _judge(value: int, low: int, high: int) -> tuple[str, str]:
        if value > high:
            return _("{n} too many").format(n=value - high), "amber"
        if value < low:
            return _("{n} too few").format(n=low - value), "blue"
        return _("fitting"), "green"


class _Bar(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self.setFixedHeight(14)
        self._shares = (0.0, 0.0, 0.0)
        self._tone = "green"

    def show_bar(self, value: int, low: int, high: int, tone: str) -> None:
        whole = max(value, high) * 1.15 or 1
        self._shares, self._tone = (value / whole, low / whole, high / whole), tone
        self.update()

    def show_share(self, share: float, tone: str) -> None:
        """A plain share of the whole, without a zone to lie in."""
        self._shares, self._tone = (share, 0.0, 0.0), tone
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        value, low, high = self._shares
        wide, painter = self.width(), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.colour("line"))
        painter.drawRoundedRect(QRectF(0, 3, wide, 8), 4, 4)
        painter.setBrush(look.colour(self._tone))
        painter.drawRoundedRect(QRectF(0, 3, max(8.0, wide * value), 8), 4, 4)
        painter.setPen(QPen(look.colour("text"), 1.5))
        for share in (low, high) if high else ():
            painter.drawLine(round(wide * share), 0, round(wide * share), 14)


class PercentBar(QWidget):
    """How much of a whole there is: a bar, the percentage, and in words of what."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        self.number, self.words = text("", "strong"), text("", "dim")
        column.addLayout(row(self.number, None, self.words))
        self.bar = _Bar()
        column.addWidget(self.bar)

    def show_percent(self, percent: int, words: str = "") -> None:
        """Show ``percent`` from 0 to 100: green from 90, amber from 60, red below."""
        self.number.setText(f"{percent}%")
        self.words.setText(words)
        tone = "green" if percent >= 90 else "amber" if percent >= 60 else "red"
        self.bar.show_share(percent / 100, tone)
        self.setAccessibleName(f"{percent}% {words}".strip())
