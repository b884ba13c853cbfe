"""Prints and exports what the roster's lists show: sheets, registers, workbooks."""

from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QWidget

from commgov_desktop.errors import UserError
from commgov_desktop.i18n import _
from commgov_desktop.ledger.ledger import Ledger
from commgov_desktop.ledger.office import Office
from commgov_desktop.roster import exporting
from commgov_desktop.roster.ledger import RESIDENTS
from commgov_desktop.ui import ask, tasks
from commgov_desktop.ui.print_dialog import PaperDialog
from commgov_desktop.ui.widgets import ListPage


class PaperVerbs:
    """What is printed or carried out is put on record."""

    def __init__(self, parent: QWidget, office: Office) -> None:
        self._parent, self._office = parent, office

    def register(self, page: ListPage, ledger: Ledger, day: date | None = None) -> None:
        """The register of what is chosen, or of the whole list as it stands (as it stood on ``day``)."""
        from commgov_desktop.roster import papers

        ids = page.ids_to_take()
        columns = [field.name for field in page.table.columns.shown()]
        title = _title(ledger)

        def work(progress: tasks.Progress) -> bytes:
            return papers.register_of(self._office, ledger, ids, columns=columns, day=day, progress=progress)

        tasks.run(self._parent, _("Making the register"), work, partial(self._show, title, ledger.table))

    def sheet(self, page: ListPage, ledger: Ledger) -> None:
        """The sheet of the current person or household."""
        current = page.table.current_id
        if current is None:
            ask.tell(self._parent, _("Choose a line first."))
        elif ledger.table == RESIDENTS.table:
            self.person(current)
        else:
            self.household(current)

    def person(self, resident_id: int) -> None:
        """居民信息登记表."""
        from commgov_desktop.roster import papers

        self._one("居民信息登记表", papers.resident_sheet, "residents", resident_id)

    def household(self, household_id: int) -> None:
        """户情况登记表."""
        from commgov_desktop.roster import papers

        self._one("户情况登记表", papers.household_sheet, "households", household_id)

    def monthly(self, day: date | None = None) -> None:
        """人口变动月报 of the last month that has ended, or of the month of ``day``."""
        from commgov_desktop.roster.events.monthly_paper import TITLE, monthly_paper

        which = day.year * 100 + day.month if day else 0
        tasks.run(
            self._parent,
            _("Counting the changes of the month"),
            lambda _progress: monthly_paper(self._office, which),
            partial(self._show, TITLE, ""),
        )

    def _one(self, title: str, make: Callable[[Office, int], bytes], table: str, number: int) -> None:
        try:
            pdf = make(self._office, number)
        except UserError as error:
            ask.show_error(self._parent, error)
            return
        self._show(title, f"{table}:{number}", pdf)

    def _show(self, title: str, subject: str, pdf: bytes) -> None:
        note = partial(self._office.store.note, _("Print {paper}").format(paper=title), subject)
        PaperDialog(self._parent, title, pdf, suggested=f"{title}.pdf", printed=note).open()

    def export(self, page: ListPage, ledger: Ledger, *, full: bool = False, day: date | None = None) -> None:
        """Write what is chosen, or the whole list, as a workbook; ``day`` stands in its name where it is not today."""
        name = f"{_title(ledger)}{day or ''}.xlsx"
        path = ask.save_file(self._parent, _("Export the list"), name, _("Workbooks"), (".xlsx",))
        if path is None:
            return
        ids = page.ids_to_take()
        columns = [] if full else [field.name for field in page.table.columns.shown()]

        def work(progress: Any) -> int:
            return exporting.export(
                self._office, path, full=full, ids=ids, columns=columns, ledger=ledger, progress=progress
            )

        tasks.run(
            self._parent, _("Exporting {n} rows").format(n=len(ids)), work, partial(self._exported, path)
        )

    def _exported(self, path: Path, count: int) -> None:
        sentence = _("Exported {n} rows to {file}.").format(n=f"{count:,}", file=path.name)
        ask.tell(self._parent, sentence)


def _title(ledger: Ledger) -> str:
    return "居民花名册" if ledger.table == RESIDENTS.table else "住户花名册"
