"""调解: the list of cases with their stages and clocks, the case itself, and the form that opens a new one."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from commgov_desktop.errors import UserError
from commgov_desktop.i18n import _
from commgov_desktop.ledger.listing import Listing
from commgov_desktop.ledger.office import Office
from commgov_desktop.mediation import history, stage
from commgov_desktop.mediation.case_card import CaseCard, nothing_chosen
from commgov_desktop.mediation.case_page import CasePage
from commgov_desktop.mediation.casefile import read
from commgov_desktop.mediation.ledger import CASES
from commgov_desktop.mediation.new_case_page import NewCasePage
from commgov_desktop.store.store import Changes
from commgov_desktop.ui import ask
from commgov_desktop.ui.print_dialog import PaperDialog
from commgov_desktop.ui.side_list import saved_filters
from commgov_desktop.ui.widgets import EmptyState, ListPage, RecordTable, SideList

TABLES = (*CASES.heard_tables(), "mediation_confirmations", "mediation_papers", "attachments")
Export = Callable[[Path, list[int]], object]


class MediationPage(QWidget):
    """The tab. ``export`` writes the chosen cases into a workbook."""

    open_elsewhere = Signal(str, int)

    def __init__(
        self,
        office: Office,
        parent: QWidget | None = None,
        *,
        export: Export | None = None,
    ) -> None:
        super().__init__(parent)
        self._office, self._export = office, export
        self._listing = Listing(office.store, CASES)
        self.list = self._list_page(office.machine)
        self.case = CasePage(office, self.show_list)
        self.case.open_elsewhere.connect(self.open_elsewhere.emit)
        self.case.gone.connect(self.show_list)
        self.new_case: NewCasePage | None = None
        self.pages = QStackedWidget()
        for page in (self.list, self.case):
            self.pages.addWidget(page)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.pages)
        self._show_counts()

    def _list_page(self, machine: Any) -> ListPage:
        remember = machine.part("mediation") if hasattr(machine, "part") else {}
        sentence, words = CASES.empty
        table = RecordTable(
            self._listing, remember=remember, empty=EmptyState(_(sentence), (_(words), self.new), icon="handshake"),
            name=_(CASES.title),
        )  # fmt: skip
        self._side = SideList(saved_filters(CASES.filters, {}), name=_("Saved filters"))
        made = ListPage(
            _(CASES.title), table, side=self._side, card=nothing_chosen(), remember=remember,
            new=(_("Open a case"), self.new), edit=self.show_record, print_=self.print_,
            export=self.export if self._export else None, count_words=history.count_words,
            find_hint=_("Number, names, pinyin, cause"),
        )  # fmt: skip
        table.current_changed.connect(self._show_card)
        table.opened.connect(self.show_record)
        return made

    def _show_counts(self) -> None:
        counts = {key: self._listing.count(key) for key in ("", *(f.key for f in CASES.filters))}
        chosen = self._side.key
        self._side.show_entries(saved_filters(CASES.filters, counts))
        if chosen:
            self._side.choose(chosen)
        running = history.count_words(counts["running"])
        self.list.head.set_count(_("{cases} running").format(cases=running))

    def _show_card(self, case_id: object) -> None:
        if not isinstance(case_id, int):
            self.list.show_card(nothing_chosen())
            return
        try:
            file = read(self._office, case_id)
        except UserError:
            return
        card = CaseCard(file, stage.warn_days(self._office), partial(self.show_record, case_id))
        self.list.show_card(card)

    # ---- what the window asks -----------------------------------------------------------------

    def find_here(self) -> None:
        """Put the keyboard into the find box of the list."""
        self.show_list()
        self.list.find_here()

    def new(self) -> None:
        """Open the form of a new case."""
        self._drop_new()
        self.new_case = NewCasePage(self._office)
        self.new_case.opened.connect(self._opened)
        self.new_case.left.connect(self.show_list)
        self.pages.addWidget(self.new_case)
        self.pages.setCurrentWidget(self.new_case)
        self.new_case.form.focus_first()

    def _opened(self, case_id: int) -> None:
        self.show_record(case_id)

    def _drop_new(self) -> None:
        if self.new_case is not None:
            self.pages.removeWidget(self.new_case)
            self.new_case.deleteLater()
            self.new_case = None

    def show_record(self, case_id: int) -> None:
        """Show this case."""
        try:
            self.case.show_case(case_id)
        except UserError as error:
            ask.show_error(self, error)
            return
        self.pages.setCurrentWidget(self.case)
        self._drop_new()

    def show_list(self) -> None:
        """Go back to the list."""
        self.pages.setCurrentWidget(self.list)
        self._drop_new()
        self.list.table.focus_list()

    def print_(self) -> None:
        """On a case its folder's menu; on the list the register of what is shown or chosen."""
        if self.pages.currentWidget() is self.case:
            self.case.print_button.showMenu()
            return
        from commgov_desktop.mediation.register_paper import register_of

        ids = self.list.ids_to_take()
        title = _("Register of mediation cases")
        try:
            pdf = register_of(self._office, ids)
        except UserError as error:
            ask.show_error(self, error)
            return
        note = partial(self._office.store.note, _("Print {paper}").format(paper=title))
        PaperDialog(self, title, pdf, printed=note).open()

    def export(self) -> None:
        """Write the shown or chosen cases into a workbook."""
        path = ask.save_file(
            self, _("Export the list"), _("Mediation cases") + ".xlsx", _("Workbooks"), (".xlsx",)
        )
        if path and self._export:
            ids = self.list.ids_to_take()
            self.case.entries.do(lambda: self._export and self._export(path, ids))

    def refresh(self, changes: Changes | None = None) -> None:
        """Read anew what is shown, when the news concern it."""
        if changes is not None and not changes.touches(*TABLES):
            return
        self.list.refresh()
        self._show_counts()
        self._show_card(self.list.table.current_id)
        self.case.refresh()
