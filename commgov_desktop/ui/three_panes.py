"""Three panes side by side: a list to choose from, the middle, and a card; they give way where there is no room."""

from collections.abc import MutableMapping
from typing import Any

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from commgov_desktop.i18n import _
from commgov_desktop.ui import look
from commgov_desktop.ui.buttons import Act, icon_button

DRAWER_BELOW = 1200
"""Below this width in pixels the card leaves the splitter and comes as a drawer over the middle."""

FOLD_BELOW = 800
"""Below this width, in pixels of ordinary type, the list at the left is folded until it is asked for."""

_EDGE = 2
"""A line and a pixel of room around what is shown in the pane of the card."""

SIDE, CARD, FORM = 184, 340, 450
"""Widths at first, in pixels of ordinary type; a form is wide enough for two columns."""


class RightPane(QFrame):
    """The card of what is chosen, or a form in its place."""

    def __init__(self, close: Act) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self.form: QWidget | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        self.close_button = icon_button("dismiss", _("Close"), close)
        self.close_button.setParent(self)
        self.close_button.hide()
        self.stack = QStackedWidget()
        column.addWidget(self.stack, 1)
        self._cards: dict[QWidget, QScrollArea] = {}
        self._shown: QScrollArea | None = None
        self._last: QScrollArea | None = None

    @property
    def is_form(self) -> bool:
        """Whether a form is open."""
        return self.form is not None

    def show_card(self, card: QWidget, *, keep: bool = False) -> None:
        """Show a card; one that is not kept is thrown away with the next."""
        if isinstance(card, QLabel):  # a sentence in place of a card
            card.setContentsMargins(16, 16, 16, 16)
            card.setAlignment(Qt.AlignmentFlag.AlignCenter)
        if card not in self._cards:
            self._cards[card] = _CardRoom(card)
            self.stack.addWidget(self._cards[card])
        for other, area in list(self._cards.items()):
            if other is not card and not other.property("kept"):
                del self._cards[other]
                self._put_away(area)
        card.setProperty("kept", keep)
        self._shown = self._cards[card]
        if self.form is None:
            self.stack.setCurrentWidget(self._shown)

    def _put_away(self, area: QScrollArea) -> None:
        """Out of the pane at once, thrown away when the press of a button in it has been answered."""
        self.stack.removeWidget(area)
        area.hide()
        area.setParent(None)
        area.deleteLater()
        self._last = area

    def show_form(self, form: QWidget) -> None:
        """Show a form in place of the card."""
        self.close_form()
        self.form = form
        self.stack.addWidget(form)
        self.stack.setCurrentWidget(form)

    def close_form(self) -> None:
        """Take the form away and show the card again."""
        if self.form is not None:
            self.stack.removeWidget(self.form)
            self.form.hide()
            self.form.deleteLater()
            self.form = None
        if self._shown is not None:
            self.stack.setCurrentWidget(self._shown)

    def minimumSizeHint(self) -> QSize:
        """As wide as what is shown needs to be read; how high is no matter, it scrolls."""
        shown = self.stack.currentWidget()
        needed = shown.minimumSizeHint().width() + 2 * _EDGE if shown else 0
        return QSize(max(look.px(260), needed), look.px(160))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.close_button.adjustSize()
        self.close_button.move(self.width() - self.close_button.width() - look.px(16), look.px(8))
        self.close_button.raise_()


class _CardRoom(QScrollArea):
    """A card that is scrolled down when it is long, and never cut off at its right."""

    def __init__(self, card: QWidget) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.viewport().setAutoFillBackground(False)
        self.setWidget(card)
        card.setAutoFillBackground(False)

    def minimumSizeHint(self) -> QSize:
        card = self.widget()
        needed = card.minimumSizeHint().width() if card else 0
        return QSize(needed + self.verticalScrollBar().sizeHint().width(), look.px(120))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A card that says something else may need another width."""
        if watched is self.widget() and event.type() == QEvent.Type.LayoutRequest:
            self.updateGeometry()
        return super().eventFilter(watched, event)


class ThreePanes(QWidget):
    """``side``, if any, can be folded with ``fold_button``. ``remember`` keeps the widths and what is folded."""

    def __init__(
        self,
        side: QWidget | None,
        middle: QWidget,
        remember: MutableMapping[str, Any],
        *,
        card_width: int = CARD,
        least_side: int = 150,
    ) -> None:
        super().__init__()
        self._remember, self._card_width, self._side = remember, card_width, side
        self.right = RightPane(self.close_card)
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.setHandleWidth(12)
        if side is not None:
            side.setMinimumWidth(look.px(least_side))
        middle.setMinimumWidth(look.px(320))
        for pane, stretch in ((side, 0), (middle, 1), (self.right, 0)):
            if pane is not None:
                self.splitter.addWidget(pane)
                self.splitter.setStretchFactor(self.splitter.indexOf(pane), stretch)
        self.fold_button = icon_button("panel-left", _("Fold or unfold the list at the left"), self.fold)
        self.splitter.splitterMoved.connect(self._moved)
        line = QHBoxLayout(self)
        line.setContentsMargins(20, 0, 20, 12)
        line.addWidget(self.splitter)
        self._set_sizes()

    # ---- the card and the form ------------------------------------------------------------------

    def open_card(self) -> None:
        """Bring the drawer out where the card has no room of its own."""
        if self.is_narrow():
            self.right.setVisible(True)
            self._arrange()

    def close_card(self) -> None:
        """Push the drawer in again; a card beside the middle stays, and so does an open form."""
        if self.is_narrow() and not self.right.is_form:
            self.right.setVisible(False)

    def show_form(self, form: QWidget) -> None:
        """Show a form in place of the card, wide enough for two columns."""
        self.right.show_form(form)
        self.open_card()
        sizes, least = self.splitter.sizes(), look.px(FORM)
        if not self.is_narrow() and sizes[-1] < least:
            sizes[-2] -= least - sizes[-1]
            sizes[-1] = least
            self.splitter.setSizes(sizes)

    def close_form(self) -> None:
        """Take the form away."""
        if self.right.is_form:
            self.right.close_form()
            self._arrange()
            if not self.is_narrow():
                self._set_sizes()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc pushes the drawer in, when nothing else wanted it."""
        if event.key() == Qt.Key.Key_Escape and self.is_narrow() and self.right.isVisible():
            self.close_card()
        else:
            super().keyPressEvent(event)

    # ---- room -----------------------------------------------------------------------------------

    def is_narrow(self) -> bool:
        """Whether the card is a drawer."""
        return self.width() < max(DRAWER_BELOW, look.px(1000))

    @property
    def is_folded(self) -> bool:
        """Whether the list at the left is put away: as the clerk left it, otherwise where there is no room."""
        return bool(self._remember.get("folded", self.width() < look.px(FOLD_BELOW)))

    def fold(self) -> None:
        """Put the list at the left away, or bring it back."""
        self._remember["folded"] = not self.is_folded
        self._arrange()

    def minimumSizeHint(self) -> QSize:
        """Of the middle alone: the card is a drawer and the list is folded before anything is cut off."""
        return QSize(look.px(320) + 40, look.px(200))

    def _set_sizes(self) -> None:
        """The widths as they were left; at first the middle gets at least three fifths, in large type too."""
        wide = self.width() if self.isVisible() else 1366
        first = [min(look.px(SIDE), wide * 15 // 100), wide, min(look.px(self._card_width), wide * 27 // 100)]
        kept = self._remember.get("panes")
        shown = 3 if self._side is not None else 2
        self.splitter.setSizes(kept if isinstance(kept, list) and len(kept) == shown else first[-shown:])

    def _moved(self, *_where: int) -> None:
        if not self.right.is_form and not self.is_narrow() and not self.is_folded:
            self._remember["panes"] = self.splitter.sizes()

    def _arrange(self) -> None:
        if self._side is not None:
            self._side.setVisible(not self.is_folded)
        narrow = self.is_narrow()
        inside = self.splitter.indexOf(self.right) >= 0
        if narrow and inside:
            self.right.setParent(self)
            self.right.setVisible(self.right.is_form)
        elif not narrow and not inside:
            self.splitter.addWidget(self.right)
            self._set_sizes()
            self.right.show()
        self.right.close_button.setVisible(narrow and not self.right.is_form)
        if narrow and self.right.isVisible():
            wide = max(look.px(FORM if self.right.is_form else 370), self.right.minimumSizeHint().width())
            wide = min(wide, self.width() - 40)
            self.right.setGeometry(self.width() - wide - 12, 0, wide, self.height() - 12)
            self.right.raise_()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()
