"""A page with a list: saved filters at the left, the list, and the card or the form of the chosen record."""

from collections.abc import Callable, MutableMapping
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from commgov_desktop.i18n import _
from commgov_desktop.ui.buttons import Act, primary, quiet, shortcut
from commgov_desktop.ui.cards import EmptyState
from commgov_desktop.ui.filter_box import FilterButton
from commgov_desktop.ui.list_foot import ListFoot
from commgov_desktop.ui.page_head import PageHead
from commgov_desktop.ui.record_table import RecordTable
from commgov_desktop.ui.search_box import SearchBox
from commgov_desktop.ui.side_list import SideList
from commgov_desktop.ui.three_panes import RightPane, ThreePanes


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
        self.panes = ThreePanes(self.side, self._middle, self._remember)
        if self.side is not None:
            self.head.put_first(self.panes.fold_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.head)
        column.addWidget(self.panes, 1)

    @property
    def right(self) -> RightPane:
        """The pane of the card or the form."""
        return self.panes.right

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

    def show_id(self, record_id: int) -> None:
        """Go to this line, leaving a filter or a find that hides it."""
        if not self.table.select_id(record_id):
            if self.side is not None:
                self.side.choose("")
            self.show_all()
            self.table.select_id(record_id)
        self.open_card()

    def _escape(self) -> None:
        """The drawer goes first, then the filter."""
        if self.panes.is_narrow() and self.right.isVisible():
            self.close_card()
        else:
            self.filter_button.clear()

    def edit_current(self) -> None:
        """Edit the current record, if there is one."""
        if self._edit and self.table.current_id is not None:
            self._edit(self.table.current_id)

    def put_above(self, thing: QWidget) -> None:
        """Stand something between the head and the panes."""
        line = QHBoxLayout()
        line.setContentsMargins(20, 0, 20, 0)
        line.addWidget(thing)
        layout = self.layout()
        assert isinstance(layout, QVBoxLayout)
        layout.insertLayout(1, line)

    # ---- the card and the form ----------------------------------------------------------------

    def show_card(self, card: QWidget) -> None:
        """Show the card of the current record (replaces the one before)."""
        self.right.show_card(card)

    def show_edit(self, form: QWidget) -> None:
        """Show a form in place of the card, wide enough for two columns, and put the keyboard into it."""
        self.panes.show_form(form)
        form.setFocus()

    def close_edit(self) -> None:
        """Take the form away and show the card again."""
        self.panes.close_form()
        self.left_edit.emit()
        self.table.view.setFocus()

    @property
    def is_editing(self) -> bool:
        """Whether a form is open in place of the card."""
        return self.right.is_form

    def open_card(self) -> None:
        """Bring the drawer out where there is no room for the card beside the list."""
        self.panes.open_card()

    def close_card(self) -> None:
        """Push the drawer in again; a card beside the list stays."""
        self.panes.close_card()

    def refresh(self, _changes: object = None) -> None:
        """Read the list anew, for instance after news."""
        self.table.refresh()
