"""清单: the month's tasks, the lists they come from, and the register of what was done."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from commgov_desktop.checklists.ledger import TABLES, TASKS
from commgov_desktop.i18n import _
from commgov_desktop.ledger.listing import Listing
from commgov_desktop.ledger.office import Office
from commgov_desktop.store.store import Changes
from commgov_desktop.ui.widgets import ListPage, RecordTable


class ChecklistsPage(QWidget):
    """The tab."""

    open_elsewhere = Signal(str, int)

    def __init__(self, office: Office, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.list = ListPage(_("Checklists"), RecordTable(Listing(office.store, TASKS)))
        column = QVBoxLayout(self)
        column.addWidget(self.list)

    def find_here(self) -> None:
        """Find."""
        self.list.find_here()

    def new(self) -> None:
        """New."""

    def print_(self) -> None:
        """Print."""

    def show_record(self, record_id: int) -> None:
        """Show a task."""
        self.list.table.select_id(record_id)

    def refresh(self, changes: Changes | None = None) -> None:
        """Read again."""
        if changes is None or changes.touches(*TABLES):
            self.list.refresh()
