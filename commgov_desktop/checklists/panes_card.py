"""Three panes side by side; where the window is narrow the card comes as a drawer over the middle."""

from collections.abc import MutableMapping
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QScrollArea,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from commgov_desktop.i18n import _
from commgov_desktop.ui import look
from commgov_desktop.ui.list_page import DRAWER_BELOW
from commgov_desktop.ui.widgets import Act, icon_button

PANES = (196, 1000, 348)
"""Widths of side list, middle and card at first, in pixels of ordinary type."""


class RightPane(QFrame):
    """The card of what is chosen, or a form in its place."""

    def __init__(self, close: Act) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self.setMinimumWidth(look.px(270))
        self.form: QWidget | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        self.close_button = icon_button("dismiss", _("Close"), close)
        self.close_button.setParent(self)
        self.stack = QStackedWidget()
        column.addWidget(self.stack, 1)
        self._cards: dict[QWidget, QScrollArea] = {}

    def show_card(self, card: QWidget, *, keep: bool = False) -> None:
        """Show a card; one that is not kept is thrown away with the next."""
        if card not in self._cards:
            self._cards[card] = _scrolling(card)
            self.stack.addWidget(self._cards[card])
        for other, area in list(self._cards.items()):
            if other is not card and not other.property("kept"):
                del self._cards[other]
                self.stack.removeWidget(area)
                area.hide()
                area.deleteLater()
        card.setProperty("kept", keep)
        if self.form is None:
            self.stack.setCurrentWidget(self._cards[card])
        self._shown = self._cards[card]

    def show_form(self, form: QWidget) -> None:
        """Show a form in place of the card."""
        self.close_form()
        self.form = form
        self.stack.addWidget(form)
        self.stack.setCurrentWidget(form)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.close_button.adjustSize()
        self.close_button.move(self.width() - self.close_button.width() - look.px(20), look.px(8))
        self.close_button.raise_()

    def close_form(self) -> None:
        """Take the form away and show the card again."""
        if self.form is not None:
            self.stack.removeWidget(self.form)
            self.form.hide()
            self.form.deleteLater()
            self.form = None
            self.stack.setCurrentWidget(self._shown)


def _scrolling(card: QWidget) -> QScrollArea:
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.viewport().setAutoFillBackground(False)
    area.setWidget(card)
    card.setAutoFillBackground(False)
    return area


class ThreePanes(QWidget):
    """Side list, middle, card. ``remember`` keeps the widths."""

    def __init__(self, side: QWidget, middle: QWidget, remember: MutableMapping[str, Any]) -> None:
        super().__init__()
        self._remember = remember
        self.right = RightPane(self.close_card)
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.setHandleWidth(12)
        side.setMinimumWidth(look.px(150))
        middle.setMinimumWidth(look.px(320))
        for number, pane in enumerate((side, middle, self.right)):
            self.splitter.addWidget(pane)
            self.splitter.setStretchFactor(number, 1 if number == 1 else 0)
        self.splitter.splitterMoved.connect(self._moved)
        line = QHBoxLayout(self)
        line.setContentsMargins(20, 0, 20, 12)
        line.addWidget(self.splitter)
        self._set_sizes()

    def open_card(self) -> None:
        """Bring the drawer out where the card has no room of its own."""
        if self.is_narrow():
            self.right.setVisible(True)
            self._arrange()

    def close_card(self) -> None:
        """Push the drawer in again; a card beside the list stays, and so does an open form."""
        if self.is_narrow() and self.right.form is None:
            self.right.setVisible(False)

    def show_form(self, form: QWidget) -> None:
        """Show a form in place of the card, wide enough for two columns."""
        self.right.show_form(form)
        self.open_card()
        sizes = self.splitter.sizes()
        if not self.is_narrow() and sizes[-1] < look.px(440):
            sizes[-2] -= look.px(440) - sizes[-1]
            sizes[-1] = look.px(440)
            self.splitter.setSizes(sizes)

    def close_form(self) -> None:
        """Take the form away."""
        if self.right.form is not None:
            self.right.close_form()
            self._arrange()
            if not self.is_narrow():
                self._set_sizes()

    def is_narrow(self) -> bool:
        """Whether the card is a drawer."""
        return self.width() < DRAWER_BELOW

    def _set_sizes(self) -> None:
        kept = self._remember.get("panes")
        self.splitter.setSizes(
            kept if isinstance(kept, list) else [look.px(PANES[0]), PANES[1], look.px(PANES[2])]
        )

    def _moved(self, *_where: int) -> None:
        if self.right.form is None and not self.is_narrow():
            self._remember["panes"] = self.splitter.sizes()

    def _arrange(self) -> None:
        narrow = self.is_narrow()
        inside = self.splitter.indexOf(self.right) >= 0
        if narrow and inside:
            self.right.setParent(self)
            self.right.setVisible(self.right.form is not None)
        elif not narrow and not inside:
            self.splitter.addWidget(self.right)
            self._set_sizes()
            self.right.show()
        self.right.close_button.setVisible(narrow and self.right.form is None)
        if narrow and self.right.isVisible():
            wide = min(look.px(460 if self.right.form else 370), self.width() - 60)
            self.right.setGeometry(self.width() - wide - 12, 0, wide, self.height() - 12)
            self.right.raise_()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()
