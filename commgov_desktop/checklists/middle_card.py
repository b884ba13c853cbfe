"""The middle of the page of checklists: the month, the items of a list, or the register of tasks, one at a time."""

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QMenu, QStackedWidget

from commgov_desktop.checklists.ledger import ITEMS, TASKS
from commgov_desktop.checklists.lists_card import ItemsCard, RegisterCard
from commgov_desktop.checklists.month_card import MonthCard
from commgov_desktop.checklists.printing_page import Printing
from commgov_desktop.i18n import _
from commgov_desktop.ledger.office import Office
from commgov_desktop.settings import Part
from commgov_desktop.ui.widgets import Act, EmptyState

MONTH, REGISTER, LIST = "month", "register", "list:"


class Middle(QStackedWidget):
    """What is shown, which task or item is ``chosen`` in it, and what print and export take of it."""

    chosen = Signal()
    opened = Signal()

    def __init__(
        self, office: Office, remember: Part, new: Act, new_task: Act, menu: Callable[[], QMenu]
    ) -> None:
        super().__init__()
        self.month_card = MonthCard(EmptyState("", (_("New task"), new_task), icon="checklist"))
        self.items = ItemsCard(office, remember, new, menu)
        self.register = RegisterCard(office, remember, new)
        for card in (self.month_card, self.items, self.register):
            self.addWidget(card)
        self.month_card.list.currentItemChanged.connect(lambda *_items: self.chosen.emit())
        self.month_card.list.opened.connect(lambda _id: self.opened.emit())
        for table in (self.items.table, self.register.table):
            table.current_changed.connect(lambda _id: self.chosen.emit())
            table.opened.connect(lambda _id: self.opened.emit())

    @property
    def is_items(self) -> bool:
        """Whether the items of a list are shown."""
        return self.currentWidget() is self.items

    @property
    def is_month(self) -> bool:
        """Whether the month is shown."""
        return self.currentWidget() is self.month_card

    @property
    def view(self) -> str:
        """month, register, or ``list:`` with the number of the list."""
        if self.is_items:
            return f"{LIST}{self.items.list_id}"
        return MONTH if self.is_month else REGISTER

    @property
    def task_id(self) -> int | None:
        """The task that is chosen."""
        if self.is_items:
            return None
        return self.month_card.list.current_id if self.is_month else self.register.table.current_id

    @property
    def item_id(self) -> int | None:
        """The item that is chosen."""
        return self.items.table.current_id if self.is_items else None

    def focus_list(self) -> None:
        """Put the keyboard into what is shown."""
        if self.is_month:
            self.month_card.list.setFocus()
        else:
            (self.items if self.is_items else self.register).table.focus_list()

    def print_(self, printing: Printing) -> None:
        """The paper of what is shown: the month's task sheet, the list, the register."""
        if self.is_month:
            printing.month(self.month_card.month)
        elif self.is_items:
            chosen = self.items.table.selected_ids()
            printing.list(self.items.list_id, self.items.name, chosen if len(chosen) > 1 else ())
        else:
            printing.chosen_tasks(self.register.wanted_ids(), self.register.filter_words())

    def export(self, printing: Printing) -> None:
        """What is shown as a workbook."""
        if self.is_items:
            printing.export(ITEMS, self.items.wanted_ids(), self.items.name)
        elif self.is_month:
            printing.export(TASKS, self.month_card.list.ids(), _("Task sheet of the month"))
        else:
            printing.export(TASKS, self.register.wanted_ids(), _("Register of tasks"))
