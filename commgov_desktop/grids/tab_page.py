"""The tab 网格: the plan in front, behind it the situation reports, their kinds, and the estates."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from commgov_desktop.grids.estates.estates_page import EstatesPage
from commgov_desktop.grids.lists_page import GridList
from commgov_desktop.grids.page import GridsPage
from commgov_desktop.grids.situations.reports_page import KindsPage, ReportsPage
from commgov_desktop.i18n import _
from commgov_desktop.ledger.office import Office
from commgov_desktop.store.store import Changes
from commgov_desktop.ui.buttons import menu_button

REPORTS, KINDS, ESTATES = "reports", "kinds", "estates"


class GridsTab(QWidget):
    """Shows one of its pages at a time. ``open_elsewhere`` carries the key of a tab and a record's id."""

    open_elsewhere = Signal(str, int)

    def __init__(
        self,
        office: Office,
        parent: QWidget | None = None,
        *,
        see_residents: Callable[[str, Sequence[int]], object] | None = None,
    ) -> None:
        super().__init__(parent)
        self.office, self._see = office, see_residents
        self.plan_page = GridsPage(office, see_residents=see_residents)
        self.plan_page.open_elsewhere.connect(self.open_elsewhere)
        self.lists: dict[str, GridList] = {}
        self.registers_button = menu_button(
            _("Registers"),
            [
                (_("Situation reports"), self.show_reports),
                (_("Six must-reports"), self.show_kinds),
                None,
                (_("Estates"), self.show_estates),
            ],
            icon="bullet-list",
        )
        self.plan_page.head.add_register(self.registers_button)
        self.stack = QStackedWidget()
        self.stack.addWidget(self.plan_page)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.stack)

    # ---- going about ----------------------------------------------------------------------------

    def show_plan(self) -> GridsPage:
        """The plan of the grids."""
        self.stack.setCurrentWidget(self.plan_page)
        return self.plan_page

    def show_reports(self, report_id: int = 0) -> GridList:
        """情况报告, with this report where one is named."""
        return self._list(REPORTS, report_id)

    def show_kinds(self, kind_id: int = 0) -> GridList:
        """六必报: the list of kinds."""
        return self._list(KINDS, kind_id)

    def show_estates(self, estate_id: int = 0) -> GridList:
        """小区, with this estate where one is named."""
        return self._list(ESTATES, estate_id)

    def _list(self, key: str, record_id: int) -> GridList:
        if key not in self.lists:
            self.lists[key] = self._make(key)
            self.stack.addWidget(self.lists[key])
        page = self.lists[key]
        self.stack.setCurrentWidget(page)
        page.table.focus_list()
        if record_id:
            page.read_again()
            page.show_id(record_id)
        return page

    def _make(self, key: str) -> GridList:
        if key == REPORTS:
            return ReportsPage(self.office, self.show_plan, self.show_kinds, self._open_person)
        if key == KINDS:
            return KindsPage(self.office, self.show_plan)
        return EstatesPage(self.office, self.show_plan, self._see, self.show_building)

    def _open_person(self, number: int) -> None:
        self.open_elsewhere.emit("roster", number)

    # ---- what the window asks -------------------------------------------------------------------

    @property
    def _shown(self) -> GridsPage | GridList:
        page = self.stack.currentWidget()
        return page if isinstance(page, GridList) else self.plan_page

    def find_here(self) -> None:
        """Ctrl+F: the box of the page that is shown."""
        self._shown.find_here()

    def new(self) -> None:
        """Ctrl+N: a new grid, or a new line of the list that is shown."""
        page = self._shown
        if isinstance(page, ReportsPage | KindsPage | EstatesPage | GridsPage):
            page.new()

    def print_(self) -> None:
        """Ctrl+P: the paper of the page that is shown."""
        page = self._shown
        if isinstance(page, GridsPage | GridList):
            page.print_()

    def edit(self) -> None:
        """F2: what is chosen."""
        page = self._shown
        page.edit_current() if isinstance(page, GridList) else page.edit()

    def new_building(self) -> None:
        """Begin one or several new buildings."""
        self.show_plan().new_building()

    def show_record(self, record_id: int) -> None:
        """A grid on the plan."""
        self.show_plan().show_record(record_id)

    def show_building(self, record_id: int) -> None:
        """A building on the plan."""
        self.show_plan().show_building(record_id)

    def show_dwelling(self, record_id: int) -> None:
        """A home on the plan."""
        self.show_plan().show_dwelling(record_id)

    def refresh(self, changes: Changes | None = None) -> None:
        """Read again what these changes touch; ``None`` means everything."""
        self.plan_page.refresh(changes)
        for page in self.lists.values():
            if changes is None or changes.touches(*page.ledger.heard_tables()):
                page.read_again()
