"""Prints and carries out what the page shows: the month, a list, the register."""

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtWidgets import QWidget

from commgov_desktop.checklists.models import ChecklistItem, Task
from commgov_desktop.errors import UserError
from commgov_desktop.i18n import _
from commgov_desktop.ledger.ledger import Ledger
from commgov_desktop.ledger.office import Office
from commgov_desktop.ui import ask, tasks
from commgov_desktop.ui.print_dialog import PaperDialog


class Printing:
    """Makes papers in the background and shows them; each print is put on record."""

    def __init__(self, office: Office, parent: QWidget) -> None:
        self._office, self._parent = office, parent

    def month(self, month: date) -> None:
        """The task sheet of a month."""

        def make() -> bytes:
            from commgov_desktop.checklists.papers import task_sheet

            return task_sheet(self._office, month.year * 100 + month.month)

        self._show(f"{month.year}年{month.month}月任务单", make)

    def register(self, span: int) -> None:
        """What became of the tasks of a month (202603) or a year (2026)."""

        def make() -> bytes:
            from commgov_desktop.checklists.papers import completion_register

            return completion_register(self._office, span)

        self._show(f"任务完成情况登记簿-{span}", make)

    def chosen_tasks(self, ids: Sequence[int], words: str) -> None:
        """The register of these tasks."""

        def make() -> bytes:
            from commgov_desktop.checklists.papers import tasks_register

            return tasks_register(self._office, words, Task.id.in_(list(ids)))

        self._show("任务完成情况登记簿", make)

    def list(self, list_id: int, name: str, chosen: Sequence[int] = ()) -> None:
        """A whole list, or only the chosen items of it."""

        def make() -> bytes:
            from commgov_desktop.checklists.papers import items_paper, list_paper

            if chosen:
                return items_paper(self._office, name, "", ChecklistItem.id.in_(list(chosen)))
            return list_paper(self._office, list_id)

        self._show(name, make)

    def _show(self, title: str, make: Callable[[], bytes]) -> None:
        def done(pdf: bytes) -> None:
            def note() -> None:
                self._office.store.note(_("Print {paper}").format(paper=title))

            PaperDialog(self._parent, title, pdf, suggested=f"{title}.pdf", printed=note).open()

        tasks.run(self._parent, _("Making {paper}").format(paper=title), lambda _progress: make(), done)

    def export(self, ledger: Ledger, ids: Sequence[int], name: str) -> None:
        """Write these records into a workbook."""
        from commgov_desktop.ledger.exporting import export_list

        path = ask.save_file(self._parent, _("Export the list"), f"{name}.xlsx", _("Workbooks"), (".xlsx",))
        if path is None:
            return
        try:
            rows = export_list(self._office, ledger, ids, path)
        except UserError as error:
            ask.show_error(self._parent, error)
        else:
            ask.tell(self._parent, _("{n} rows were written to {file}.").format(n=rows, file=path.name))
