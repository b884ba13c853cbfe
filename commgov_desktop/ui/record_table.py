"""The list of records on a page: sorted at a click, found as one types, quick with a hundred thousand rows."""

from array import array
from collections.abc import Mapping, MutableMapping, Sequence
from typing import Any

from PySide6.QtCore import (
    QEvent,
    QItemSelection,
    QItemSelectionModel,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtWidgets import QStackedLayout, QWidget

from commgov_desktop.i18n import _
from commgov_desktop.ledger.conditions import Condition
from commgov_desktop.ui import tasks
from commgov_desktop.ui.cards import EmptyState
from commgov_desktop.ui.cell_painter import CellPainter
from commgov_desktop.ui.columns import Columns
from commgov_desktop.ui.list_view import ListView
from commgov_desktop.ui.record_model import RecordModel, Rows

_FEWEST, _SPARE = 8, 2
"""Rows read at once at least, and beyond those that are seen."""


class RecordTable(QWidget):
    """Shows ``rows``. Widths, order, choice of columns and the sort are kept in ``remember``.

    ``opened`` carries an id (double click, Enter); ``current_changed`` an id or ``None``;
    ``selection_changed`` nothing; ``counted`` the number of rows after each reading.
    ``background=True`` asks ``Rows.ids`` in a worker thread.
    """

    opened = Signal(object)
    current_changed = Signal(object)
    selection_changed = Signal()
    counted = Signal(int)

    def __init__(
        self,
        rows: Rows,
        *,
        remember: MutableMapping[str, Any] | None = None,
        first_shown: Sequence[str] | None = None,
        empty: QWidget | None = None,
        background: bool = False,
        name: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.rows: Any = rows
        self._background = background
        self._remember: MutableMapping[str, Any] = {} if remember is None else remember
        self.words = ""
        self.filter_key = ""
        self.where: Mapping[str, Condition] = {}
        self.sort, self.descending = self._remembered_sort(rows)
        self._asked = 0
        self.model = RecordModel(rows)
        self.view = ListView()
        self.view.setModel(self.model)
        self.view.setAccessibleName(name or _("List"))
        self.painter = CellPainter(self.model, self.view)
        self.view.setItemDelegate(self.painter)
        shown = first_shown if first_shown is not None else getattr(rows, "first_shown", None)
        self.columns = Columns(self.view, self.model.columns, self._remember, shown)
        self.model.expect(n for n in range(len(self.model.columns)) if not self.view.isColumnHidden(n))
        self.empty = empty or EmptyState(_("Nothing here yet."))
        self.nothing_found = EmptyState(_("Nothing found."), icon="search")
        self._stack = QStackedLayout(self)
        for page in (self.view, self.empty, self.nothing_found):
            self._stack.addWidget(page)
        self._listen()

    def _remembered_sort(self, rows: Rows) -> tuple[str, bool]:
        name, down = self._remember.get("sort", ("", False))
        return (name, bool(down)) if name in [f.name for f in rows.columns] else ("", False)

    def _listen(self) -> None:
        self.view.activated.connect(lambda index: self.opened.emit(self.model.ids[index.row()]))
        self.view.horizontalHeader().sectionClicked.connect(self._sort_by)
        self.view.pointed.connect(self._point_at)
        self.view.resized.connect(self.columns.fit)
        self.view.resized.connect(self._expect_rows)
        chosen = self.view.selectionModel()
        chosen.currentRowChanged.connect(lambda *_rows: self.current_changed.emit(self.current_id))
        chosen.selectionChanged.connect(lambda *_rows: self.selection_changed.emit())
        self._show_sort()

    def _expect_rows(self) -> None:
        tall = self.view.verticalHeader().defaultSectionSize()
        self.model.stretch = max(_FEWEST, self.view.viewport().height() // tall + _SPARE)

    # ---- reading -------------------------------------------------------------------------------

    def show_find(self, words: str) -> None:
        """Show what answers these words."""
        if words != self.words:
            self.words = words
            self._read(keep=False)

    def show_filter(self, key: str) -> None:
        """Show what answers a saved filter; an empty key means all."""
        if key != self.filter_key:
            self.filter_key = key
            self._read(keep=False)

    def show_where(self, where: Mapping[str, Condition]) -> None:
        """Show what answers these questions by column, besides find box and saved filter; nothing means all."""
        if where != self.where:
            self.where = dict(where)
            self._read(keep=False)

    def refresh(self) -> None:
        """Read everything anew; the selection, the current row and the place in the list stay."""
        self._read(keep=True)

    def count(self) -> int:
        """How many rows the list has now."""
        return len(self.model.ids)

    def _read(self, *, keep: bool) -> None:
        self._asked += 1
        asked = self._asked
        question: dict[str, object] = {
            "find": self.words,
            "filter": self.filter_key,
            "sort": self.sort,
            "descending": self.descending,
        }
        if self.where:
            question["where"] = self.where
        if not self._background:
            self._show(self.rows.ids(**question), keep)
            return

        def done(ids: "array[int]") -> None:
            if asked == self._asked:
                self._show(ids, keep)

        tasks.fetch(self, lambda: self.rows.ids(**question), done)

    def _show(self, ids: "array[int]", keep: bool) -> None:
        current, chosen = self.current_id, self.selected_ids() if keep else []
        bar = self.view.verticalScrollBar()
        place = bar.value() if keep else 0
        selection = self.view.selectionModel()
        blocked = selection.blockSignals(True)
        self.model.show_ids(ids)
        rows = self._choose(chosen, current if keep else None)
        selection.blockSignals(blocked)
        self._show_page(len(ids))
        bar.setValue(place)
        if len(ids) and not rows and (not keep or self.current_id is None):
            self._go(0)
            if keep:  # the very first reading: whoever made the table has not begun to listen yet
                QTimer.singleShot(0, self, lambda: self.current_changed.emit(self.current_id))
        self.view.viewport().update()
        self.counted.emit(len(ids))
        if self.current_id != current:
            self.current_changed.emit(self.current_id)
        self.selection_changed.emit()

    def _show_page(self, count: int) -> None:
        asked = bool(self.words or self.filter_key or self.where)
        self._stack.setCurrentWidget(self.view if count else self.nothing_found if asked else self.empty)
        if not count and asked:
            words = (
                _("Nothing answers “{words}”.").format(words=self.words)
                if self.words
                else _("Nothing in this filter.")
            )
            self.nothing_found.say(words, self._other_ways())

    def _other_ways(self) -> str:
        if self.where:
            return _("Take away one of the conditions below the list.")
        return _("Try fewer words, or choose another filter on the left.") if self.words else ""

    # ---- choosing ------------------------------------------------------------------------------

    @property
    def current_id(self) -> int | None:
        """The id of the current row."""
        index = self.view.currentIndex()
        return self.model.ids[index.row()] if index.isValid() and index.row() < len(self.model.ids) else None

    def selected_ids(self) -> list[int]:
        """The ids of all selected rows, in the order of the list. Reads ranges, never single cells."""
        ids = self.model.ids
        ranges = list(self.view.selectionModel().selection())  # type: ignore[call-overload]
        spans = sorted({(r.top(), r.bottom()) for r in ranges})
        rows = dict.fromkeys(row for top, bottom in spans for row in range(top, bottom + 1) if row < len(ids))
        return [ids[row] for row in rows]

    def ids_to_take(self) -> list[int]:
        """What print and export take: the selected rows if there are several, otherwise all that are shown."""
        chosen = self.selected_ids()
        return chosen if len(chosen) > 1 else list(self.model.ids)

    def select_id(self, record_id: int) -> bool:
        """Go to a record. Gives whether it is in the list now."""
        rows = self.model.rows_of([record_id])
        if rows:
            self._go(rows[0])
        return bool(rows)

    def select_ids(self, ids: Sequence[int]) -> None:
        """Select these records, as far as they are in the list."""
        self._choose(ids, ids[0] if ids else None)

    def _go(self, row: int) -> None:
        """Whatever keys are held down just then: with Ctrl the view itself would not select the row."""
        index, flags = self.model.index(row, self._first_column()), QItemSelectionModel.SelectionFlag
        self.view.selectionModel().setCurrentIndex(index, flags.ClearAndSelect | flags.Rows)
        self.view.scrollTo(index)

    def _choose(self, ids: Sequence[int], current: int | None) -> list[int]:
        rows = self.model.rows_of(ids)
        selection, last = QItemSelection(), self.model.columnCount() - 1
        for top, bottom in _runs(rows):
            selection.select(self.model.index(top, 0), self.model.index(bottom, last))
        flags = QItemSelectionModel.SelectionFlag
        chosen = self.view.selectionModel()
        here = self.model.rows_of([current]) if current is not None else []
        if here:
            chosen.setCurrentIndex(self.model.index(here[0], self._first_column()), flags.NoUpdate)
        chosen.select(selection, flags.ClearAndSelect | flags.Rows)
        return rows

    def _first_column(self) -> int:
        header = self.view.horizontalHeader()
        order = (header.logicalIndex(v) for v in range(header.count()))
        return next((c for c in order if not self.view.isColumnHidden(c)), 0)

    def focus_list(self) -> None:
        """Bring the keyboard to the list, to its first row if none is chosen."""
        self.view.setFocus()
        if self.current_id is None and self.count():
            self._go(0)

    # ---- order and look ------------------------------------------------------------------------

    def _sort_by(self, column: int) -> None:
        name = self.model.columns[column].name
        self.descending = not self.descending if name == self.sort else False
        self.sort = name
        self._remember["sort"] = [self.sort, self.descending]
        self._show_sort()
        self._read(keep=True)

    def _show_sort(self) -> None:
        names = [f.name for f in self.model.columns]
        column = names.index(self.sort) if self.sort in names else -1
        order = Qt.SortOrder.DescendingOrder if self.descending else Qt.SortOrder.AscendingOrder
        self.view.horizontalHeader().setSortIndicator(column, order)

    def _point_at(self, row: int) -> None:
        self.painter.hovered = row
        self.view.viewport().update()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() in (QEvent.Type.StyleChange, QEvent.Type.PaletteChange) and hasattr(self, "columns"):
            self.painter.dress()
            self.view.dress()
            self.columns.fit()
        super().changeEvent(event)


def _runs(rows: Sequence[int]) -> list[tuple[int, int]]:
    """Rows in order as stretches (first, last)."""
    runs: list[tuple[int, int]] = []
    for row in rows:
        if runs and runs[-1][1] == row - 1:
            runs[-1] = (runs[-1][0], row)
        else:
            runs.append((row, row))
    return runs
