"""The desk's lists as pages: what they have in common is the way back and the counts beside the filters."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from commgov_desktop.i18n import _
from commgov_desktop.ledger.exporting import export_list
from commgov_desktop.ledger.ledger import Ledger
from commgov_desktop.ledger.listing import Listing
from commgov_desktop.ledger.office import Office
from commgov_desktop.ui import ask, print_dialog, tasks
from commgov_desktop.ui.buttons import Act, LinkButton, fill_menu, menu_button, shortcut
from commgov_desktop.ui.cards import EmptyState, empty_layout
from commgov_desktop.ui.list_page import ListPage
from commgov_desktop.ui.record_table import RecordTable
from commgov_desktop.ui.side_list import SideList, saved_filters


@dataclass(frozen=True)
class Yearly:
    """The years of which there is a register, the latest first, and the paper of one of them."""

    years: Callable[[Office], list[int]]
    paper: Callable[[Office, int], bytes]


class DeskCard(QWidget):
    """The card of one line: made anew by ``fill`` whenever another line is chosen."""

    def __init__(self, office: Office, nothing: str, icon: str) -> None:
        super().__init__()
        self._office, self._nothing, self._icon = office, nothing, icon
        self._id: int | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(16, 14, 16, 14)
        self._column.setSpacing(10)
        self.show_line(None)

    def show_line(self, line_id: object) -> None:
        """Show this line; ``None`` when none is chosen."""
        self._id = line_id if isinstance(line_id, int) else None
        empty_layout(self._column)
        if self._id is None:
            self._column.addWidget(EmptyState(self._nothing, icon=self._icon))
        else:
            self.fill(self._id)
            self._column.addStretch(1)

    def fill(self, line_id: int) -> None:
        """Put the facts of this line and what can be done with it into the card."""


class DeskList(ListPage):
    """A list of the desk with the link back to it. ``print_list`` prints the chosen lines, or all that are shown."""

    def __init__(
        self,
        office: Office,
        ledger: Ledger,
        back: Act,
        *,
        card: QWidget,
        first: Act,
        register: Callable[[Office, Sequence[int]], bytes] | None = None,
        sheet_title: str = "",
        yearly: Yearly | None = None,
        **more: Any,
    ) -> None:
        self.office, self.ledger = office, ledger
        self.listing = Listing(office.store, ledger)
        self._register, self._sheet_title, self._yearly = register, sheet_title, yearly
        remember = office.machine.part(f"desk.{ledger.key}")
        table = RecordTable(
            self.listing,
            remember=remember,
            empty=EmptyState(_(ledger.empty[0]), (_(ledger.empty[1]), first)),
            name=_(ledger.title),
        )
        super().__init__(
            _(ledger.title),
            table,
            side=SideList(saved_filters(ledger.filters, self._counts()), name=_("Filters")),
            card=card,
            remember=remember,
            print_=self.print_list,
            export=self.export_list,
            **more,
        )
        self.years_button = menu_button(_("Print a year"), self._years(), icon="print")
        if yearly is not None:
            self.head.add(self.years_button)
            if self.new_button is not None:
                self.head.add(self.new_button)  # the blue button stays the last
        self.head.put_first(LinkButton(f"‹ {_('Desk')}", back))
        shortcut(self, "Alt+Left", back)

    def _counts(self) -> dict[str, int]:
        return {key: self.listing.count(key) for key in ("", *(f.key for f in self.ledger.filters))}

    def read_again(self) -> None:
        """After news: the list and the counts beside the filters."""
        assert self.side is not None
        self.refresh()
        menu = self.years_button.menu()
        menu.clear()
        fill_menu(menu, self._years())
        self.side.show_counts(self._counts())

    def shown_ids(self) -> list[int]:
        """The lines that were chosen; without a choice all that are shown, in their order."""
        return self.ids_to_take()

    def print_list(self) -> None:
        """The register of these lines as a paper, to be looked at first."""
        ids = self.shown_ids()
        tasks.run(self, _("Making the list"), lambda progress: self._paper(ids, progress), self._show_paper)

    def _years(self) -> list[tuple[str, Act] | None]:
        years = self._yearly.years(self.office) if self._yearly else []
        return [(_("Register of {year}").format(year=year), partial(self.print_year, year)) for year in years]

    def print_year(self, year: int) -> None:
        """The whole register of one year, whatever is filtered, to be looked at first."""
        yearly = self._yearly
        if yearly is not None:
            words = _("Making the list")
            tasks.run(self, words, lambda _p: yearly.paper(self.office, year), self._show_paper)

    def _paper(self, ids: list[int], progress: tasks.Progress) -> bytes:
        if self._register is not None:
            return self._register(self.office, ids)
        from commgov_desktop.documents.list_register import list_register

        columns = [field.name for field in self.table.columns.shown()]
        return list_register(self.office, self.ledger, ids, columns, self._sheet_title, progress)

    def _show_paper(self, pdf: bytes) -> None:
        title = _(self.ledger.title)
        note = partial(self.office.store.note, _("Print {name}").format(name=title), self.ledger.table)
        print_dialog.PaperDialog(self, title, pdf, printed=note).open()

    def export_list(self) -> None:
        """These lines as a workbook, numbers masked."""
        title, ids = _(self.ledger.title), self.shown_ids()
        path = ask.save_file(self, _("Export the list"), f"{title}.xlsx", _("Workbooks"), (".xlsx",))
        if path is None:
            return
        columns = [field.name for field in self.table.columns.shown()]

        def work(progress: tasks.Progress) -> int:
            return export_list(self.office, self.ledger, ids, path, columns, progress=progress)

        tasks.run(self, _("Exporting {n} rows").format(n=len(ids)), work, partial(self._exported, path))

    def _exported(self, path: Path, count: int) -> None:
        sentence = _("Exported {n} rows to {file}.").format(n=f"{count:,}", file=path.name)
        ask.tell(self, sentence)
