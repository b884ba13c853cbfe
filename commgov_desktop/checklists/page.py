"""清单: the month's tasks, the lists they come from, and the register of what was done."""

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtCore import QPoint, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from commgov_desktop import clock
from commgov_desktop.checklists import lists, making, month, tasks
from commgov_desktop.checklists.doing_page import TaskVerbs
from commgov_desktop.checklists.forms_page import Forms
from commgov_desktop.checklists.item_card import ItemCard
from commgov_desktop.checklists.ledger import ITEMS, TABLES, TASKS
from commgov_desktop.checklists.list_menu_page import ListMenu
from commgov_desktop.checklists.lists_card import ItemsCard, RegisterCard, entries
from commgov_desktop.checklists.month_card import MonthCard
from commgov_desktop.checklists.printing_page import Printing
from commgov_desktop.checklists.task_card import TaskCard
from commgov_desktop.errors import UserError
from commgov_desktop.i18n import _
from commgov_desktop.ledger.office import Office
from commgov_desktop.store.store import Changes
from commgov_desktop.ui import ask
from commgov_desktop.ui.three_panes import ThreePanes
from commgov_desktop.ui.widgets import (
    Act,
    EmptyState,
    PageHead,
    SearchBox,
    SideList,
    menu_button,
    primary,
    shortcut,
)

MONTH, REGISTER, LIST = "month", "register", "list:"


class ChecklistsPage(QWidget):
    """The tab. Its views: the month, the register of all tasks, and each list with its items."""

    open_elsewhere = Signal(str, int)

    def __init__(self, office: Office, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._office = office
        self._words = ""
        remember = office.machine.part("checklists")
        self.month_card = MonthCard(EmptyState("", (_("New task"), self.new_task), icon="checklist"))
        self.items = ItemsCard(office, remember, self.new, lambda: self.list_menu.menu(self.items.list_id))
        self.register = RegisterCard(office, remember, self.new)
        self.middle = QStackedWidget()
        for card in (self.month_card, self.items, self.register):
            self.middle.addWidget(card)
        self.side = SideList(
            name=_("Lists and tasks"), add=("＋ " + _("New list"), self.new_list), menu=self._menu_at
        )
        self.panes = ThreePanes(self.side, self.middle, remember, card_width=348)
        self.forms = Forms(office, self.panes, self._back_to_list)
        self.printing = Printing(office, self)
        self.list_menu = ListMenu(office, self, self.forms, self.printing, self._list_made)
        self.task_card = TaskCard(office)
        self.verbs = TaskVerbs(office, self, self.task_card, self.month_card.list, self.panes)
        self._nothing = EmptyState(_("Choose a line to see its card."), icon="panel-left")
        self._build_head()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.head)
        column.addWidget(self.panes, 1)
        self._listen()
        self._show_side()
        self.show_month(clock.today())
        self.month_card.list.choose_first()
        self._task_chosen()

    # ---- building -----------------------------------------------------------------------------

    def _build_head(self) -> None:
        self.head = PageHead(_("Checklists"))
        self.head.put_first(self.panes.fold_button)
        self.find_box = SearchBox(_("Task, person, item"), "Ctrl+F", width=240)
        printed: Sequence[tuple[str, Act] | None] = (
            (_("What is shown here") + "\tCtrl+P", self.print_),
            None,
            (_("Task sheet of the month"), lambda: self.printing.month(self.month_card.month)),
            (_("Register of the month"), lambda: self.printing.register(_span(self.month_card.month))),
            (_("Register of the year"), lambda: self.printing.register(self.month_card.month.year)),
            None,
            (_("Export as a workbook…"), self.export),
        )
        self.print_button = menu_button(_("Print"), printed, icon="print")
        self.new_button = primary(_("New task"), self.new, icon="add")
        self.new_button.setToolTip("Ctrl+N")
        for thing in (self.find_box, self.print_button, self.new_button):
            self.head.add(thing)

    def _listen(self) -> None:
        self.side.chosen.connect(self._side_chosen)
        self.find_box.searched.connect(self._find)
        self.find_box.left_below.connect(self._back_to_list)
        self.month_card.month_chosen.connect(self.show_month)
        ticks, card = self.month_card.list, self.task_card
        ticks.currentItemChanged.connect(lambda *_items: self._task_chosen())
        ticks.opened.connect(lambda _id: self.panes.open_card())
        for view in (self.items, self.register):
            view.table.current_changed.connect(self._record_chosen)
        self.items.table.opened.connect(lambda _id: self.panes.open_card())
        self.register.table.opened.connect(lambda _id: self.panes.open_card())
        card.edit.connect(self.edit)
        card.item_wanted.connect(self.show_item)
        card.task_wanted.connect(self.show_record)
        for keys, act in (
            ("Ctrl+F", self.find_here), ("Ctrl+N", self.new), ("Ctrl+P", self.print_), ("F2", self.edit),
            ("Alt+Left", lambda: self.month_card.step(-1)), ("Alt+Right", lambda: self.month_card.step(1)),
        ):  # fmt: skip
            shortcut(self, keys, act)

    # ---- what is shown ------------------------------------------------------------------------

    @property
    def view(self) -> str:
        """month, register, or ``list:`` with the number of the list."""
        shown = self.middle.currentWidget()
        if shown is self.items:
            return f"{LIST}{self.items.list_id}"
        return REGISTER if shown is self.register else MONTH

    def show_month(self, day: date) -> None:
        """The month in which ``day`` lies; its tasks are made if they were not yet."""
        self._do(lambda: making.ensure_month(self._office, day))
        self._go(self.month_card, MONTH)
        self._read_month(day.replace(day=1))
        if self.month_card.list.current_id is None:
            self.month_card.list.choose_first()
        self._task_chosen()

    def _read_month(self, first: date) -> None:
        groups = month.month_groups(self._office, first, self._words)
        self.month_card.show_month(first, groups, found=bool(self._words))
        self._show_count()

    def show_list(self, list_id: int) -> None:
        """The items of a list."""
        line = next((one for one in lists.lists(self._office) if one.id == list_id), None)
        if line is not None:
            self._go(self.items, f"{LIST}{list_id}")
            self.items.show_list(line, self._words)
            self._record_chosen()

    def show_register(self, key: str = "") -> None:
        """All tasks ever, or those that answer a saved filter."""
        self._go(self.register, REGISTER)
        self.register.show_tasks(key, self._words)
        self._record_chosen()

    def _go(self, card: QWidget, key: str) -> None:
        if self.middle.currentWidget() is not card or self.view != key:
            self.forms.close() if self.forms.form else None
            self._clear_find()
        self.middle.setCurrentWidget(card)
        blocked = self.side.list.blockSignals(True)
        self.side.choose(key)
        self.side.list.blockSignals(blocked)
        self.new_button.setText(_("New item") if card is self.items else _("New task"))

    def _clear_find(self) -> None:
        self._words = ""
        self.find_box.clear()

    def _side_chosen(self, key: str) -> None:
        if key.startswith(LIST):
            self.show_list(int(key.removeprefix(LIST)))
        elif key == REGISTER:
            self.show_register()
        else:
            self.show_month(self.month_card.month)

    def _show_side(self) -> None:
        chosen = self.side.key
        blocked = self.side.blockSignals(True)
        self.side.show_entries(entries(self._office))
        self.side.blockSignals(blocked)
        if chosen:
            self.side.choose(chosen)

    def _show_count(self) -> None:
        waiting, late = month.open_count(self._office)
        words = _("{n} to do this month").format(n=waiting)
        self.head.set_count(words + (_(", {n} overdue").format(n=late) if late else ""))

    # ---- the card -----------------------------------------------------------------------------

    def _current_task(self) -> int | None:
        shown = self.middle.currentWidget()
        if shown is self.items:
            return None
        return self.register.table.current_id if shown is self.register else self.month_card.list.current_id

    def _record_chosen(self, _record_id: object = None) -> None:
        if self.middle.currentWidget() is self.items:
            self._item_chosen()
        else:
            self._task_chosen()

    def _task_chosen(self) -> None:
        number = self._current_task()
        if number is None:
            self._show_nothing()
            return
        try:
            self.task_card.show_task(month.task_facts(self._office, number))
        except UserError:
            self._show_nothing()
        else:
            self.panes.right.show_card(self.task_card, keep=True)

    def _show_nothing(self) -> None:
        self.panes.right.show_card(self._nothing, keep=True)
        self.panes.close_card()

    def _item_chosen(self) -> None:
        number = self.items.table.current_id
        try:
            facts = month.item_facts(self._office, number) if number is not None else None
        except UserError:
            facts = None
        if facts is None:
            self._show_nothing()
            return
        card = ItemCard(*facts)
        card.edit.connect(lambda _id: self.edit())
        card.begin.connect(self.begin)
        card.remove.connect(lambda i: self._do(lambda: lists.remove_item(self._office, i)))
        card.checked.connect(lambda i: self._do(lambda: lists.mark_checked(self._office, i)))
        card.task_wanted.connect(self.show_record)
        self.panes.right.show_card(card)

    def _do(self, act: Callable[[], object]) -> bool:
        return self.verbs.try_to(act)

    # ---- forms --------------------------------------------------------------------------------

    def begin(self, item_id: int) -> None:
        """Make a task of an item, for today."""
        made: list[int] = []
        if self._do(lambda: made.append(tasks.begin(self._office, item_id, clock.today()))):
            self.show_record(made[0])

    def new_task(self) -> None:
        """The form of a task written by hand."""
        self.forms.new_task(self.show_record)

    def new_list(self) -> None:
        """The form of a list of the office's own."""
        self.forms.new_list(self._list_made)

    def _list_made(self, list_id: int) -> None:
        self._show_side()
        self.show_list(list_id) if list_id else self.show_month(clock.today())

    def edit(self) -> None:
        """F2: the task or the item that is chosen."""
        item, task = self._current_item(), self._current_task()
        if item is not None:
            self._do(lambda: self.forms.edit_item(item, lambda _id: self._item_chosen()))
        elif task is not None:
            self._do(lambda: self.forms.edit_task(task, lambda _id: self._task_chosen()))

    def _current_item(self) -> int | None:
        return self.items.table.current_id if self.middle.currentWidget() is self.items else None

    def _back_to_list(self) -> None:
        shown = self.middle.currentWidget()
        if shown is self.month_card:
            self.month_card.list.setFocus()
        else:
            (self.items if shown is self.items else self.register).table.focus_list()

    def _menu_at(self, key: str, at: QPoint) -> None:
        if key.startswith(LIST):
            self.list_menu.menu(int(key.removeprefix(LIST))).popup(at)

    # ---- what the window asks -----------------------------------------------------------------

    def find_here(self) -> None:
        """Put the keyboard into the find box."""
        self.find_box.setFocus()
        self.find_box.selectAll()

    def _find(self, words: str) -> None:
        self._words = words
        shown = self.middle.currentWidget()
        if shown is self.month_card:
            self._read_month(self.month_card.month)
            if self.month_card.list.current_id is None:
                self.month_card.list.choose_first()
            self._task_chosen()
        else:
            (self.items if shown is self.items else self.register).table.show_find(words)

    def new(self) -> None:
        """A new item where a list is shown, otherwise a new task."""
        if self.middle.currentWidget() is self.items:
            list_id = self.items.list_id
            self.forms.new_item(list_id, lambda number: self.items.table.select_id(number))
        else:
            self.new_task()

    def print_(self) -> None:
        """The paper of what is shown: the month's task sheet, the list, the register."""
        shown = self.middle.currentWidget()
        if shown is self.month_card:
            self.printing.month(self.month_card.month)
        elif shown is self.items:
            chosen = self.items.table.selected_ids()
            self.printing.list(self.items.list_id, self.items.name, chosen if len(chosen) > 1 else ())
        else:
            self.printing.chosen_tasks(self.register.wanted_ids(), self.register.filter_words())

    def export(self) -> None:
        """Write what is shown into a workbook."""
        shown = self.middle.currentWidget()
        if shown is self.items:
            self.printing.export(ITEMS, self.items.wanted_ids(), self.items.name)
        elif shown is self.register:
            self.printing.export(TASKS, self.register.wanted_ids(), _("Register of tasks"))
        else:
            self.printing.export(TASKS, self.month_card.list.ids(), _("Task sheet of the month"))

    def show_record(self, record_id: int) -> None:
        """Show a task in its month, with its card."""
        try:
            line = month.task_facts(self._office, record_id).line
        except UserError as error:
            ask.show_error(self, error)
            return
        open_now = not line.is_over and line.due_on < clock.today()
        self.show_month(clock.today() if open_now else line.due_on)
        self.month_card.list.choose(record_id)
        self._task_chosen()
        self.panes.open_card()
        self.month_card.list.setFocus()

    def show_item(self, item_id: int) -> None:
        """Show an item in its list, with its card."""
        try:
            facts, _past = month.item_facts(self._office, item_id)
        except UserError as error:
            ask.show_error(self, error)
            return
        self.show_list(facts.list_id)
        self.items.table.select_id(item_id)
        self.panes.open_card()

    def show_view(self, view: str, record_id: int) -> None:
        """A record of another kind than tasks: ``items``."""
        if view == "items" and record_id:
            self.show_item(record_id)

    def show_filter(self, key: str) -> None:
        """The register under a saved filter (overdue, week, month, done, put_aside, moved)."""
        self.show_register(key)

    def refresh(self, changes: Changes | None = None) -> None:
        """Read again what these changes touch; ``None`` means everything."""
        if changes is not None and not changes.touches(*TABLES):
            return
        self._show_side()
        shown = self.middle.currentWidget()
        if shown is self.month_card:
            making.ensure_month(self._office, self.month_card.month)
            self._read_month(self.month_card.month)
        else:
            self._show_count()
            if shown is self.items and not self.items.reread():
                self.show_month(clock.today())
                return
            (self.items if shown is self.items else self.register).table.refresh()
        self._record_chosen()

    def let_go(self) -> None:
        """Keep half-written words before the window closes."""
        self.task_card.keep_draft()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not self.forms.form:
            self._back_to_list()


def _span(first: date) -> int:
    return first.year * 100 + first.month
