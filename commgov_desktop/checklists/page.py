"""清单: the month's tasks, the lists they come from, and the register of what was done."""

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import QPoint, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from commgov_desktop import clock
from commgov_desktop.checklists import lists, making, month, tasks
from commgov_desktop.checklists.cards_page import Cards
from commgov_desktop.checklists.doing_page import TaskVerbs
from commgov_desktop.checklists.forms_page import Forms
from commgov_desktop.checklists.head_card import ChecklistHead
from commgov_desktop.checklists.item_card import ItemCard
from commgov_desktop.checklists.ledger import TABLES
from commgov_desktop.checklists.list_menu_page import ListMenu
from commgov_desktop.checklists.lists_card import entries
from commgov_desktop.checklists.middle_card import LIST, MONTH, REGISTER, Middle
from commgov_desktop.checklists.printing_page import Printing
from commgov_desktop.checklists.task_card import TaskCard
from commgov_desktop.errors import UserError
from commgov_desktop.i18n import _
from commgov_desktop.ledger.office import Office
from commgov_desktop.store.store import Changes
from commgov_desktop.ui import ask
from commgov_desktop.ui.three_panes import ThreePanes
from commgov_desktop.ui.widgets import SideList, shortcut


class ChecklistsPage(QWidget):
    """The tab. Its views: the month, the register of all tasks, and each list with its items."""

    open_elsewhere = Signal(str, int)

    def __init__(self, office: Office, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._office = office
        self._words = ""
        remember = office.machine.part("checklists")
        self.middle = Middle(
            office, remember, self.new, self.new_task, lambda: self.list_menu.menu(self.items.list_id)
        )
        self.month_card, self.items = self.middle.month_card, self.middle.items
        self.register = self.middle.register
        self.side = SideList(
            name=_("Lists and tasks"), add=("＋ " + _("New list"), self.new_list), menu=self._menu_at
        )
        self.panes = ThreePanes(self.side, self.middle, remember, card_width=348)
        self.forms = Forms(office, self.panes, self.middle.focus_list)
        self.printing = Printing(office, self)
        self.list_menu = ListMenu(office, self, self.forms, self.printing, self._list_made)
        self.task_card = TaskCard(office)
        self.verbs = TaskVerbs(office, self, self.task_card, self.month_card.list, self.panes)
        self.cards = Cards(office, self.panes, self.task_card, self._item_card)
        self._build_head()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.head)
        column.addWidget(self.panes, 1)
        self._listen()
        self._show_side()
        self.show_month(clock.today())

    # ---- building -----------------------------------------------------------------------------

    def _build_head(self) -> None:
        self.head = ChecklistHead(
            self.printing, lambda: self.month_card.month, self.new, self.print_, self.export
        )
        self.head.put_first(self.panes.fold_button)
        self.find_box, self.new_button = self.head.find_box, self.head.new_button

    def _listen(self) -> None:
        self.side.chosen.connect(self._side_chosen)
        self.find_box.searched.connect(self._find)
        self.find_box.left_below.connect(self.middle.focus_list)
        self.month_card.month_chosen.connect(self.show_month)
        self.middle.chosen.connect(self._record_chosen)
        self.middle.opened.connect(self.panes.open_card)
        card = self.task_card
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
        return self.middle.view

    def show_month(self, day: date) -> None:
        """The month in which ``day`` lies; its tasks are made if they were not yet."""
        self._do(lambda: making.ensure_month(self._office, day))
        self._go(self.month_card, MONTH)
        self._show_first_of(day.replace(day=1))

    def _show_first_of(self, first: date) -> None:
        self._read_month(first)
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
            self._words = ""
            self.find_box.clear()
        self.middle.setCurrentWidget(card)
        self.side.choose_quietly(key)
        self.new_button.setText(_("New item") if card is self.items else _("New task"))

    def _side_chosen(self, key: str) -> None:
        if key.startswith(LIST):
            self.show_list(int(key.removeprefix(LIST)))
        elif key == REGISTER:
            self.show_register()
        else:
            self.show_month(self.month_card.month)

    def _show_side(self) -> None:
        self.side.show_quietly(entries(self._office))

    def _show_count(self) -> None:
        self.head.show_count(*month.open_count(self._office))

    # ---- the card -----------------------------------------------------------------------------

    def _record_chosen(self) -> None:
        if self.middle.is_items:
            self._item_chosen()
        else:
            self._task_chosen()

    def _task_chosen(self) -> None:
        self.cards.show_task(self.middle.task_id)

    def _item_chosen(self) -> None:
        self.cards.show_item(self.items.table.current_id)

    def _item_card(self, card: ItemCard) -> None:
        card.edit.connect(lambda _id: self.edit())
        card.begin.connect(self.begin)
        card.remove.connect(lambda i: self._do(lambda: lists.remove_item(self._office, i)))
        card.checked.connect(lambda i: self._do(lambda: lists.mark_checked(self._office, i)))
        card.task_wanted.connect(self.show_record)

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
        item, task = self.middle.item_id, self.middle.task_id
        if item is not None:
            self._do(lambda: self.forms.edit_item(item, lambda _id: self._item_chosen()))
        elif task is not None:
            self._do(lambda: self.forms.edit_task(task, lambda _id: self._task_chosen()))

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
            self._show_first_of(self.month_card.month)
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
        self.middle.print_(self.printing)

    def export(self) -> None:
        """Write what is shown into a workbook."""
        self.middle.export(self.printing)

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
            self.middle.focus_list()
