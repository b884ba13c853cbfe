"""A page with a list: saved filters at the left, the list, and the card or the form of the chosen record."""

from collections.abc import Callable, MutableMapping
from typing import Any

from PySide6.QtCore import Qt, Signal
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
from commgov_desktop.ui.buttons import Act, icon_button, primary, quiet, shortcut
from commgov_desktop.ui.cards import EmptyState
from commgov_desktop.ui.filter_box import FilterButton
from commgov_desktop.ui.list_foot import ListFoot
from commgov_desktop.ui.page_head import PageHead
from commgov_desktop.ui.record_table import RecordTable
from commgov_desktop.ui.search_box import SearchBox
from commgov_desktop.ui.side_list import SideList

DRAWER_BELOW = 1200
"""Below this width in pixels the card leaves the splitter and comes as a drawer over the list."""


class ListPage(QWidget):
    """Head, three panes and the line with the count. What to show in the card is the page's own affair.

    ``new`` is ``(words, act)`` of the blue button (Ctrl+N); ``edit`` takes an id (F2, and Enter when
    ``open_edits``); ``print_`` and ``export`` take nothing (ask ``ids_to_take()``).
    """

    left_edit = Signal()

    def __init__(
        self,
        title: str,
        table: RecordTable,
        *,
        side: SideList | None = None,
        card: QWidget | None = None,
        remember: MutableMapping[str, Any] | None = None,
        new: tuple[str, Act] | None = None,
        edit: Callable[[int], object] | None = None,
        print_: Act | None = None,
        export: Act | None = None,
        find_hint: str = "",
        count_words: Callable[[int], str] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.table, self.side, self._edit = table, side, edit
        self._remember: MutableMapping[str, Any] = {} if remember is None else remember
        self.head = PageHead(title)
        self.find_box = SearchBox(find_hint or _("Find here"), "Ctrl+F", width=260)
        self.head.add(self.find_box)
        self.filter_button = FilterButton(table)
        self.head.add(self.filter_button)
        self._add_buttons(new, print_, export)
        self.foot = ListFoot(table, self.filter_button, count_words)
        self.status = self.foot.status
        self.right = _Right(self.close_card)
        self._build()
        self._listen(new, edit, print_)
        self.show_card(card or EmptyState(_("Choose a line to see its card."), icon="panel-left"))
        table.refresh()

    def _add_buttons(self, new: tuple[str, Act] | None, print_: Act | None, export: Act | None) -> None:
        self.print_button = self.head.add(quiet(_("Print"), print_, icon="print")) if print_ else None
        self.export_button = (
            self.head.add(quiet(_("Export"), export, icon="arrow-export")) if export else None
        )
        self.new_button = self.head.add(primary(*new, icon="add")) if new else None
        if self.print_button:
            self.print_button.setToolTip(_("Print") + "  Ctrl+P")
        if self.new_button:
            self.new_button.setToolTip("Ctrl+N")

    def _build(self) -> None:
        self._middle = QFrame()
        self._middle.setProperty("role", "card")
        inner = QVBoxLayout(self._middle)
        inner.setContentsMargins(1, 4, 1, 4)
        inner.setSpacing(0)
        inner.addWidget(self.table, 1)
        inner.addWidget(self.foot)
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.setHandleWidth(12)
        for pane, stretch in ((self.side, 0), (self._middle, 1), (self.right, 0)):
            if pane is not None:
                self.splitter.addWidget(pane)
                self.splitter.setStretchFactor(self.splitter.indexOf(pane), stretch)
        if self.side is not None:
            self.side.setMinimumWidth(look.px(150))
        self._middle.setMinimumWidth(look.px(320))
        self.splitter.splitterMoved.connect(self._moved)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.head)
        self._body = QHBoxLayout()
        self._body.setContentsMargins(20, 0, 20, 12)
        self._body.addWidget(self.splitter)
        column.addLayout(self._body, 1)
        self.splitter.setSizes(self._panes())

    def put_below_head(self, thing: QWidget) -> None:
        """A strip between the head and the panes that says something about the whole list."""
        column = self.layout()
        assert isinstance(column, QVBoxLayout)
        column.insertWidget(1, thing)

    def _panes(self) -> list[int]:
        """The widths as they were left; at first the list gets at least three fifths, in large type too."""
        wide = self.width() if self.isVisible() else 1366
        first = [min(look.px(184), wide * 15 // 100), wide, min(look.px(330), wide * 27 // 100)]
        return list(self._remember.get("panes") or (first if self.side is not None else first[1:]))

    def _listen(
        self, new: tuple[str, Act] | None, edit: Callable[[int], object] | None, print_: Act | None
    ) -> None:
        self.find_box.searched.connect(self.table.show_find)
        self.find_box.left_below.connect(self.table.focus_list)
        if self.side is not None:
            self.side.chosen.connect(self.table.show_filter)
            self.table.filter_key = self.side.key or ""
        shortcut(self, "Ctrl+F", self.find_here)
        if new:
            shortcut(self, "Ctrl+N", new[1])
        if edit:
            shortcut(self, "F2", self.edit_current)
        if print_:
            shortcut(self, "Ctrl+P", print_)
        if not self.filter_button.isHidden():
            shortcut(self, "Ctrl+Shift+F", self.filter_button.toggle)
        shortcut(self.table, "Escape", self._escape)
        self.table.opened.connect(lambda _id: self.open_card())

    def find_here(self) -> None:
        """Put the keyboard into the find box."""
        self.find_box.setFocus()
        self.find_box.selectAll()

    def ids_to_take(self) -> list[int]:
        """What print and export take: the selected rows if there are several, otherwise all that are shown."""
        return self.table.ids_to_take()

    def show_all(self) -> None:
        """Empty the find box and take every filter by column away, so that any record can be gone to."""
        self.find_box.clear()
        self.table.show_find("")
        self.filter_button.clear()

    def _escape(self) -> None:
        """The drawer goes first, then the filter."""
        if self._is_narrow() and self.right.isVisible():
            self.close_card()
        else:
            self.filter_button.clear()

    def edit_current(self) -> None:
        """Edit the current record, if there is one."""
        if self._edit and self.table.current_id is not None:
            self._edit(self.table.current_id)

    # ---- the card and the form ----------------------------------------------------------------

    def show_card(self, card: QWidget) -> None:
        """Show the card of the current record (replaces the one before)."""
        self.right.show_card(card)

    def show_edit(self, form: QWidget) -> None:
        """Show a form in place of the card, wide enough for two columns, and put the keyboard into it."""
        self.right.show_form(form)
        self.open_card()
        self._widen(look.px(460))
        form.setFocus()

    def close_edit(self) -> None:
        """Take the form away and show the card again."""
        self.right.close_form()
        self._arrange()
        self.left_edit.emit()
        self.table.view.setFocus()

    @property
    def is_editing(self) -> bool:
        """Whether a form is open in place of the card."""
        return self.right.form is not None

    def open_card(self) -> None:
        """Bring the drawer out where there is no room for the card beside the list."""
        if self._is_narrow():
            self.right.setVisible(True)
            self._arrange()

    def close_card(self) -> None:
        """Push the drawer in again; a card beside the list stays."""
        if self._is_narrow() and not self.is_editing:
            self.right.setVisible(False)

    def refresh(self, _changes: object = None) -> None:
        """Read the list anew, for instance after news."""
        self.table.refresh()

    # ---- room ---------------------------------------------------------------------------------

    def _is_narrow(self) -> bool:
        return self.width() < DRAWER_BELOW

    def _widen(self, least: int) -> None:
        sizes = self.splitter.sizes()
        if self.splitter.indexOf(self.right) >= 0 and sizes[-1] < least:
            sizes[-2] -= least - sizes[-1]
            sizes[-1] = least
            self.splitter.setSizes(sizes)

    def _moved(self, *_where: int) -> None:
        if not self.is_editing and not self._is_narrow():
            self._remember["panes"] = self.splitter.sizes()

    def _arrange(self) -> None:
        narrow = self._is_narrow()
        inside = self.splitter.indexOf(self.right) >= 0
        if narrow and inside:
            self.right.setParent(self)
            self.right.hide()
        elif not narrow and not inside:
            self.splitter.addWidget(self.right)
            self.splitter.setSizes(self._panes())
            self.right.show()
        self.right.close_button.setVisible(narrow and not self.is_editing)
        if narrow and self.right.isVisible():
            wide = min(look.px(460 if self.is_editing else 360), self.width() - 60)
            top = self.head.height()
            self.right.setGeometry(self.width() - wide - 12, top, wide, self.height() - top - 12)
            self.right.raise_()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()


class _Right(QFrame):
    """The third pane: the card, or the form in its place."""

    def __init__(self, close: Act) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self.setMinimumWidth(look.px(260))
        self.form: QWidget | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        self.close_button = icon_button("dismiss", _("Close"), close)
        self.close_button.hide()
        column.addWidget(self.close_button, 0, Qt.AlignmentFlag.AlignRight)
        self.stack = QStackedWidget()
        column.addWidget(self.stack, 1)
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.viewport().setAutoFillBackground(False)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.stack.addWidget(self._scroll)

    def show_card(self, card: QWidget) -> None:
        card.setAutoFillBackground(False)
        self._scroll.setWidget(card)
        card.setAutoFillBackground(False)

    def show_form(self, form: QWidget) -> None:
        self.close_form()
        self.form = form
        self.stack.addWidget(form)
        self.stack.setCurrentWidget(form)

    def close_form(self) -> None:
        if self.form is not None:
            self.stack.removeWidget(self.form)
            self.form.hide()
            self.form.deleteLater()
            self.form = None
        self.stack.setCurrentWidget(self._scroll)
