"""White cards with a heading, lists of facts, time lines, and what an empty page says."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QPointF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLayout,
    QSizePolicy,
    QStyle,
    QStyleOptionButton,
    QStylePainter,
    QVBoxLayout,
    QWidget,
)

from commgov_desktop.ui import look
from commgov_desktop.ui.buttons import Act, LinkButton, primary
from commgov_desktop.ui.labels import ChipLabel, rule, sign, text

Shown = str | QWidget | tuple[str, Callable[[], object]]
"""A fact: words, a widget, or words that open something."""


class Card(QFrame):
    """A white surface with 8 px corners. Put things in with ``add``; ``corner`` stands right of the heading."""

    def __init__(
        self,
        title: str = "",
        *,
        corner: QWidget | None = None,
        padding: int = 16,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(padding, padding, padding, padding)
        self.body.setSpacing(8)
        self.heading: QLabel | None = None
        if title or corner:
            self._head(title, corner)

    def _head(self, title: str, corner: QWidget | None) -> None:
        line = QHBoxLayout()
        self.heading = text(title, "section")
        line.addWidget(self.heading, 1)
        if corner:
            line.addWidget(corner)
        self.body.addLayout(line)
        self.setAccessibleName(title)

    def add(self, thing: QWidget | QLayout, stretch: int = 0) -> None:
        """Put a widget or a layout at the end."""
        if isinstance(thing, QLayout):
            self.body.addLayout(thing, stretch)
        else:
            self.body.addWidget(thing, stretch)

    def add_rule(self) -> None:
        """A thin line before the next part."""
        self.body.addSpacing(4)
        self.body.addWidget(rule())
        self.body.addSpacing(4)

    def add_stretch(self) -> None:
        """Leave the rest of the card empty."""
        self.body.addStretch(1)

    def clear(self) -> None:
        """Take everything out, the heading too."""
        empty_layout(self.body)
        self.heading = None


def empty_layout(layout: QLayout) -> None:
    """Remove and delete everything in a layout."""
    while (item := layout.takeAt(0)) is not None:
        widget, inner = item.widget(), item.layout()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
        elif inner is not None:
            empty_layout(inner)


def row(*things: QWidget | None, spacing: int = 8) -> QHBoxLayout:
    """Things side by side; ``None`` takes the room that is left."""
    line = QHBoxLayout()
    line.setSpacing(spacing)
    for thing in things:
        if thing is None:
            line.addStretch(1)
        else:
            line.addWidget(thing)
    return line


class KeyValues(QWidget):
    """Facts as two columns: what it is in grey, and what it says."""

    def __init__(self, facts: Sequence[tuple[str, Shown]] = (), parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(5)
        self._grid.setColumnMinimumWidth(0, look.px(64))
        self._grid.setColumnStretch(1, 1)
        self.show_facts(facts)

    def show_facts(self, facts: Sequence[tuple[str, Shown]]) -> None:
        """Show other facts; those without a word are left out."""
        empty_layout(self._grid)
        for line, (name, fact) in enumerate(f for f in facts if f[1]):
            label = text(name, "dim")
            self._grid.addWidget(label, line, 0, Qt.AlignmentFlag.AlignTop)
            shown = show_fact(fact)
            if not shown.accessibleName():
                shown.setAccessibleName(f"{name} {fact if isinstance(fact, str) else ''}".strip())
            link = isinstance(shown, (LinkButton, ChipLabel))
            label.setContentsMargins(0, 2 if link else 0, 0, 0)
            self._grid.addWidget(shown, line, 1, Qt.AlignmentFlag.AlignLeft if link else Qt.AlignmentFlag(0))


def show_fact(fact: Shown) -> QWidget:
    """The widget that shows a fact."""
    if isinstance(fact, QWidget):
        return fact
    if isinstance(fact, tuple):
        return _FactLink(fact[0], fact[1])
    return text(fact, wrap=True, copyable=True)


class _FactLink(LinkButton):
    """A link that ends in … rather than pushing its card wider than the pane."""

    def minimumSizeHint(self) -> QSize:
        whole = super().minimumSizeHint()
        return QSize(min(whole.width(), look.px(72)), whole.height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        option = QStyleOptionButton()
        self.initStyleOption(option)
        words, room = self.text(), self.width() - 2
        option.text = self.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, room)
        QStylePainter(self).drawControl(QStyle.ControlElement.CE_PushButton, option)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        cut = self.fontMetrics().horizontalAdvance(self.text()) > self.width() - 2
        self.setToolTip(self.text() if cut else "")


class Timeline(QWidget):
    """What happened, the latest first: a date, a dot on a line, a sentence that may open its record."""

    def __init__(self, events: Sequence[tuple[str, Shown]] = (), parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lines = QVBoxLayout(self)
        self._lines.setContentsMargins(0, 0, 0, 0)
        self._lines.setSpacing(0)
        self.show_events(events)

    def show_events(self, events: Sequence[tuple[str, Shown]]) -> None:
        """Show other events, each as (date in words, sentence)."""
        empty_layout(self._lines)
        for number, (when, what) in enumerate(events):
            self._lines.addWidget(_Event(when, what, number == 0, number == len(events) - 1))


class _Event(QWidget):
    def __init__(self, when: str, what: Shown, first: bool, last: bool) -> None:
        super().__init__()
        self._first, self._last = first, last
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 4, 0, 4)
        line.setSpacing(0)
        date = text(when, "dim")
        date.setFixedWidth(look.px(64))
        self._date = date
        line.addWidget(date, 0, Qt.AlignmentFlag.AlignTop)
        line.addSpacing(look.px(24))
        fact = show_fact(what)
        link = isinstance(fact, LinkButton)
        date.setContentsMargins(0, 2 if link else 0, 0, 0)
        line.addWidget(fact, 1, Qt.AlignmentFlag.AlignLeft if link else Qt.AlignmentFlag(0))

    def paintEvent(self, _event: QPaintEvent) -> None:
        x = self._date.geometry().right() + look.px(12)
        y = self._date.geometry().top() + self._date.fontMetrics().height() / 2
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(look.colour("edge"), 1))
        painter.drawLine(QPointF(x, y if self._first else 0), QPointF(x, y if self._last else self.height()))
        painter.setPen(QPen(look.colour("surface"), 2))
        painter.setBrush(look.colour("accent" if self._first else "faint"))
        painter.drawEllipse(QPointF(x, y), 4.5, 4.5)


class EmptyState(QWidget):
    """What a list says when nothing is in it: a sign, a sentence, and a button with the next step."""

    def __init__(
        self,
        sentence: str,
        action: tuple[str, Act] | None = None,
        *,
        icon: str = "note",
        hint: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 24)
        column.setSpacing(10)
        column.addStretch(2)
        column.addWidget(sign(icon, "edge", 48), 0, Qt.AlignmentFlag.AlignHCenter)
        self.sentence = text(sentence, "head", wrap=True)
        self.hint = text(hint, "dim", wrap=True)
        for label in (self.sentence, self.hint):
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            label.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
            column.addWidget(label)
        self.hint.setVisible(bool(hint))
        self.button = primary(*action) if action else None
        if self.button:
            column.addSpacing(4)
            column.addWidget(self.button, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(3)

    def say(self, sentence: str, hint: str = "") -> None:
        """Say something else."""
        self.sentence.setText(sentence)
        self.hint.setText(hint)
        self.hint.setVisible(bool(hint))
