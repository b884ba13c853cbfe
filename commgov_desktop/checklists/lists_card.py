"""The lines at the left, the items of a list, and the register of tasks."""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtWidgets import QComboBox, QMenu

from commgov_desktop.checklists import month
from commgov_desktop.checklists.ledger import ITEMS, TASKS
from commgov_desktop.checklists.lists import ListLine, lists
from commgov_desktop.checklists.models import OWN_LIST, THREE_LISTS
from commgov_desktop.checklists.table_card import ItemRows, TableCard
from commgov_desktop.checklists.wording import list_kinds
from commgov_desktop.i18n import _
from commgov_desktop.ledger.ledger import Filter, Ledger
from commgov_desktop.ledger.listing import Listing
from commgov_desktop.ledger.office import Office
from commgov_desktop.settings import Part
from commgov_desktop.ui.labels import ShortenedLabel
from commgov_desktop.ui.widgets import Act, EmptyState, Entry, RecordTable, heading, icon_button, text


def entries(office: Office) -> list[Entry]:
    """Tasks, then the lists under the headings of their kinds, with how many of their slots are filled."""
    waiting, late = month.open_count(office)
    made = [
        heading(_("Tasks")),
        Entry(_("To do this month"), "month", str(waiting), "red" if late else ""),
        Entry(_("Register of tasks"), "register"),
    ]
    found = lists(office)
    for kind, words in list_kinds():
        mine = [line for line in found if line.kind == kind]
        if mine or kind == OWN_LIST:
            slots = sum(line.slots for line in mine)
            counted = _("{name} ({n} items)").format(name=words, n=slots) if kind == THREE_LISTS else words
            made.append(heading(counted))
            made += [Entry(line.short, f"list:{line.id}", _counted(line)) for line in mine]
    return made


def _counted(line: ListLine) -> str:
    return str(line.slots) if line.filled == line.slots else f"{line.filled}/{line.slots}"


def _filters(ledger: Ledger, chosen: Callable[[str], object]) -> QComboBox:
    box = QComboBox()
    box.setAccessibleName(_("Filter"))
    box.addItem(_("All"), "")
    for saved in ledger.filters:
        box.addItem(_(saved.label), saved.key)
    box.currentIndexChanged.connect(lambda _place: chosen(box.currentData()))
    return box


class ItemsCard(TableCard):
    """The items of one list, with its name above and what can be done with it."""

    def __init__(self, office: Office, remember: Any, new: Act, menu: Callable[[], QMenu]) -> None:
        self._office, self._rows = office, ItemRows(office)
        sentence, words = ITEMS.empty
        table = RecordTable(
            self._rows, remember=Part(remember, "items"), name=_(ITEMS.title),
            empty=EmptyState(_(sentence), (_(words), new), icon="bullet-list"),
        )  # fmt: skip
        self.title = ShortenedLabel("", "strong")
        self.source = text("", "small", wrap=True, copyable=True)
        self.filters = _filters(ITEMS, table.show_filter)
        more = icon_button("more-horizontal", _("More about this list"))
        more.clicked.connect(lambda: menu().popup(more.mapToGlobal(more.rect().bottomLeft())))
        super().__init__(table, head=(self.title, None, self.filters, more), note=self.source)

    @property
    def list_id(self) -> int:
        """The list that is shown."""
        return self._rows.list_id

    @property
    def name(self) -> str:
        """Its name."""
        return self.title.words

    def show_list(self, line: ListLine, words: str) -> None:
        """Show another list."""
        other = self._rows.list_id != line.id
        self._rows.list_id = line.id
        self._say(line)
        if other:
            self.filters.setCurrentIndex(0)
            self.table.filter_key = ""
            self.table.view.selectionModel().clear()
        self.filter_button.clear()
        self.table.words = words
        self.table.refresh()
        self.table.focus_list() if other else None

    def _say(self, line: ListLine) -> None:
        self.title.say(line.name)
        self.source.setText(line.source)
        self.source.setVisible(bool(line.source))

    def reread(self) -> bool:
        """Say again what the list is called; whether it is still there."""
        line = next((one for one in lists(self._office) if one.id == self.list_id), None)
        if line is not None:
            self._say(line)
        return line is not None

    def wanted_ids(self) -> Sequence[int]:
        """The chosen items, or all that are shown."""
        return wanted(self.table)


class RegisterCard(TableCard):
    """Every task the office ever had."""

    def __init__(self, office: Office, remember: Any, new: Act) -> None:
        sentence, words = TASKS.empty
        table = RecordTable(
            Listing(office.store, TASKS), remember=Part(remember, "register"), name=_(TASKS.title),
            empty=EmptyState(_(sentence), (_(words), new), icon="task-list"),
        )  # fmt: skip
        self.filters = _filters(TASKS, table.show_filter)
        super().__init__(table, head=(text(_(TASKS.title), "strong"), None, self.filters))

    def show_tasks(self, key: str = "", words: str = "") -> None:
        """Show the tasks that answer a saved filter."""
        self.filters.setCurrentIndex(max(0, self.filters.findData(key)))
        self.table.words = words
        self.table.refresh()
        self.table.focus_list()

    def filter_words(self) -> str:
        """What the chosen filter is called, in Chinese on paper as on the screen; empty for all."""
        found: Filter | None = next((f for f in TASKS.filters if f.key == self.table.filter_key), None)
        return _(found.label) if found else ""

    def wanted_ids(self) -> Sequence[int]:
        """The chosen tasks if there are several, otherwise all that are shown."""
        return wanted(self.table)


def wanted(table: RecordTable) -> Sequence[int]:
    """The selected ids if there are several, otherwise all that are shown."""
    return table.ids_to_take()
