"""The head of the page of checklists: find, print, and a new task or item."""

from collections.abc import Callable, Sequence
from datetime import date

from commgov_desktop.checklists.printing_page import Printing
from commgov_desktop.i18n import _
from commgov_desktop.ui.widgets import Act, PageHead, SearchBox, menu_button, primary


class ChecklistHead(PageHead):
    """``month`` gives the month that is shown; the acts take nothing."""

    def __init__(
        self, printing: Printing, month: Callable[[], date], new: Act, print_: Act, export: Act
    ) -> None:
        super().__init__(_("Checklists"))
        self.find_box = SearchBox(_("Task, person, item"), "Ctrl+F", width=240)
        printed: Sequence[tuple[str, Act] | None] = (
            (_("What is shown here") + "\tCtrl+P", print_),
            None,
            (_("Task sheet of the month"), lambda: printing.month(month())),
            (_("Register of the month"), lambda: printing.register(month().year * 100 + month().month)),
            (_("Register of the year"), lambda: printing.register(month().year)),
            None,
            (_("Export as a workbook…"), export),
        )
        self.print_button = menu_button(_("Print"), printed, icon="print")
        self.new_button = primary(_("New task"), new, icon="add")
        self.new_button.setToolTip("Ctrl+N")
        for thing in (self.find_box, self.print_button, self.new_button):
            self.add(thing)

    def show_count(self, waiting: int, late: int) -> None:
        """How many tasks of this month wait, and how many are late."""
        words = _("{n} to do this month").format(n=waiting)
        self.set_count(words + (_(", {n} overdue").format(n=late) if late else ""))
