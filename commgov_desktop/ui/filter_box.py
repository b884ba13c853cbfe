"""The button 筛选 of a list: any column can be asked, what is asked stands as chips below the list."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QHideEvent, QKeySequence, QMouseEvent, QResizeEvent, QShortcut
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QGraphicsDropShadowEffect,
    QHBoxLayout,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from commgov_desktop.i18n import _, ngettext
from commgov_desktop.ledger.conditions import Answer, Condition, Filterable
from commgov_desktop.ui import icons, look
from commgov_desktop.ui.buttons import LinkButton, primary, shortcut
from commgov_desktop.ui.cards import row
from commgov_desktop.ui.filter_editors import Editor, PresenceEditor, RangeEditor, TextEditor, WordsEditor
from commgov_desktop.ui.labels import restyle, rule, sign, text
from commgov_desktop.ui.record_table import RecordTable
from commgov_desktop.ui.side_list import Entry, SideList


class FilterRows(Protocol):
    """Rows whose columns can be asked; ``ledger.Listing`` is one."""

    def filterable(self) -> Sequence[Filterable]:
        """The columns that can be asked, in order."""

    def has_few(self, name: str) -> bool:
        """Whether a column holds few enough different words for a list to tick."""

    def distinct(self, name: str) -> Sequence[Answer]:
        """The different words of a column with their counts."""


@dataclass(frozen=True)
class Chosen:
    """What is asked of one column, and its words: 性别：女."""

    condition: Condition
    words: str


class FilterButton(QPushButton):
    """Opens the filter of ``table``; hidden when its rows cannot be asked. ``chosen`` holds what is asked."""

    changed = Signal()

    def __init__(self, table: RecordTable) -> None:
        super().__init__(_("Filter"))
        self.table = table
        self.chosen: dict[str, Chosen] = {}
        self.panel: FilterPanel | None = None
        self.setAutoDefault(False)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setToolTip(_("Filter by any column") + "  Ctrl+Shift+F")
        self.setProperty("arrow", True)
        icons.put(self, "filter", "dim", 16)
        self._arrow = sign("chevron-down", "dim", 14)
        self._arrow.setParent(self)
        self._arrow.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.clicked.connect(self.toggle)
        keys = QShortcut(QKeySequence("Ctrl+Shift+F"), self)
        keys.activated.connect(lambda: self.toggle() if self.isVisible() else None)
        if not hasattr(table.rows, "filterable"):
            self.hide()
        self._say()

    def toggle(self) -> None:
        """Open the filter, or close it when it is open."""
        if self.panel is not None:
            self.panel.close()
        elif hasattr(self.table.rows, "filterable"):
            self.panel = FilterPanel(self)
            self.panel.left.connect(self._left)
            self.panel.open_below()

    def _left(self) -> None:
        self.panel = None

    def ask(self, name: str, chosen: Chosen | None) -> None:
        """Ask something of a column, or nothing more."""
        before = dict(self.chosen)
        if chosen is None:
            self.chosen.pop(name, None)
        else:
            self.chosen[name] = chosen
        if self.chosen != before:
            self._show()

    def clear(self) -> None:
        """Ask nothing of any column."""
        if self.chosen:
            self.chosen.clear()
            self._show()

    def _show(self) -> None:
        self.table.show_where({name: one.condition for name, one in self.chosen.items()})
        self._say()
        self.changed.emit()

    def _say(self) -> None:
        count = len(self.chosen)
        self.setText(_("Filter · {n}").format(n=count) if count else _("Filter"))
        self.setAccessibleName(self.text())
        self.setProperty("on", bool(count))
        restyle(self)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrow.adjustSize()
        self._arrow.move(self.width() - self._arrow.width() - 9, (self.height() - self._arrow.height()) // 2)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        if self.panel is not None:
            self.panel.close()


class FilterPanel(QFrame):
    """Columns at the left, the question at the right; what is ticked shows in the list at once. Esc closes it.

    It lies in the window, not in one of its own: Chinese typing stays where it is on Windows.
    """

    left = Signal()

    def __init__(self, button: FilterButton) -> None:
        super().__init__(button.window())
        self._button, self._rows = button, button.table.rows
        self.setProperty("role", "panel")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAccessibleName(_("Filter by any column"))
        self._columns = {one.field.name: one for one in self._rows.filterable()}
        self.columns = SideList(self._entries(), name=_("Columns"))
        self.columns.setProperty("role", "plain")
        self.columns.layout().setContentsMargins(0, 0, 0, 0)  # type: ignore[union-attr]
        self.columns.setFixedWidth(look.px(184))
        self.title = text("", "strong")
        self.editor: Editor | None = None
        self.count = text("", "dim")
        self.clear_button = LinkButton(_("Clear filter"), self._clear)
        self.done_button = primary(_("Close"), self.close)
        self._build()
        button.table.counted.connect(self._show_count)
        button.changed.connect(self._show_state)
        self.columns.chosen.connect(self._open)
        shortcut(self, "Escape", self.close)
        QApplication.instance().installEventFilter(self)  # type: ignore[union-attr]
        first = next(iter(button.chosen), next(iter(self._columns), ""))
        self.columns.choose(first)
        self._open(first)
        self._show_state()
        self._show_count(button.table.count())

    def _entries(self) -> list[Entry]:
        return [
            Entry(_(one.field.label), name, "●" if name in self._button.chosen else "", "blue")
            for name, one in self._columns.items()
        ]

    def _build(self) -> None:
        shadow = QGraphicsDropShadowEffect(self)
        shadow.setBlurRadius(24)
        shadow.setOffset(0, 6)
        shade = look.colour("text" if not look.tokens().dark else "window")
        shade.setAlpha(60 if not look.tokens().dark else 200)
        shadow.setColor(shade)
        self.setGraphicsEffect(shadow)
        self._asks = QVBoxLayout()
        self._asks.setContentsMargins(0, 4, 0, 0)
        self._asks.setSpacing(8)
        self._asks.addWidget(self.title)
        upper = QHBoxLayout()
        upper.setSpacing(16)
        upper.addWidget(self.columns)
        upper.addLayout(self._asks, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 12, 16, 12)
        column.setSpacing(10)
        column.addLayout(upper, 1)
        column.addWidget(rule())
        column.addLayout(row(self.count, None, self.clear_button, self.done_button))

    def open_below(self) -> None:
        """Show it below the button, or above where there is more room, with the keyboard in the list of columns."""
        window = self._button.window()
        upper = self._button.mapTo(window, QPoint(0, 0))
        under = upper.y() + self._button.height() + 4
        wide = min(look.px(500), window.width() - 24)
        high = look.px(430)
        if window.height() - under - 12 >= min(high, upper.y()):
            top, high = under, min(high, window.height() - under - 12)
        else:
            top = max(12, upper.y() - 4 - high)
            high = upper.y() - 4 - top
        self.setGeometry(max(12, min(upper.x(), window.width() - wide - 12)), top, wide, high)
        self.show()
        self.raise_()
        self.columns.list.setFocus()

    # ---- asking -----------------------------------------------------------------------------------

    def _open(self, name: str) -> None:
        if self.editor is not None:
            self._asks.removeWidget(self.editor)
            self.editor.hide()
            self.editor.deleteLater()
            self.editor = None
        if name not in self._columns:
            return
        self.title.setText(_(self._columns[name].field.label))
        editor = self.editor = self._editor(self._columns[name])
        chosen = self._button.chosen.get(name)
        editor.show_condition(chosen.condition if chosen else None)
        editor.changed.connect(lambda: self._asked(name, editor))
        self._asks.addWidget(editor, 1)
        editor.show()

    def _editor(self, one: Filterable) -> Editor:
        name = one.field.name
        if one.way == "presence":
            return PresenceEditor()
        if one.way in ("days", "numbers"):
            return RangeEditor(one.field)
        if one.way == "words" or self._rows.has_few(name):
            return WordsEditor(self._rows.distinct(name))
        return TextEditor(_(one.field.label))

    def _asked(self, name: str, editor: Editor) -> None:
        condition = editor.condition()
        label = _(self._columns[name].field.label)
        words = _("{column}: {words}").format(column=label, words=editor.words()) if condition else ""
        self._button.ask(name, Chosen(condition, words) if condition else None)

    def _clear(self) -> None:
        self._button.clear()
        self._open(self.columns.key or "")

    def _show_state(self) -> None:
        self.columns.show_counts({n: "●" if n in self._button.chosen else "" for n in self._columns})
        self.clear_button.setEnabled(bool(self._button.chosen))

    def _show_count(self, count: int) -> None:
        self.count.setText(ngettext("{n} record", "{n} records", count).format(n=f"{count:,}"))

    # ---- leaving ----------------------------------------------------------------------------------

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A press of the mouse elsewhere in the window closes it; one in a calendar does not."""
        if event.type() == QEvent.Type.MouseButtonPress and isinstance(watched, QWidget):
            assert isinstance(event, QMouseEvent)
            same = watched.window() is self.window()
            inside = watched is self or self.isAncestorOf(watched) or watched is self._button
            if same and not inside:
                self.close()
        return super().eventFilter(watched, event)

    def closeEvent(self, event: Any) -> None:
        app = QApplication.instance()
        if app is not None:
            app.removeEventFilter(self)
        super().closeEvent(event)
        self.left.emit()
        self._button.table.view.setFocus()
