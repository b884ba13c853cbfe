"""The lists behind the plan of the grids: what they have in common is the way back, the counts, the export and the news."""

from collections.abc import Sequence
from functools import partial
from typing import Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from commgov_desktop.i18n import _
from commgov_desktop.ledger.exporting import export_list
from commgov_desktop.ledger.listing import Listing
from commgov_desktop.ledger.office import Office
from commgov_desktop.ui import ask, print_dialog, tasks
from commgov_desktop.ui.buttons import Act, LinkButton, shortcut
from commgov_desktop.ui.cards import EmptyState, empty_layout
from commgov_desktop.ui.list_page import ListPage
from commgov_desktop.ui.record_table import RecordTable
from commgov_desktop.ui.side_list import SideList, saved_filters


class GridList(ListPage):
    """``fill_card(id)`` puts the facts of a line into ``column``; ``paper(ids)`` makes the register of these lines."""

    def __init__(
        self, office: Office, listing: Listing, back: Act, *, title: str, icon: str, first: Act, **more: Any
    ) -> None:
        self.office, self.ledger, self.listing, self.icon = office, listing.ledger, listing, icon
        self._title = title
        remember = office.machine.part(f"grids.{self.ledger.key}")
        sentence, words = self.ledger.empty
        empty = EmptyState(_(sentence), (_(words), first), icon=icon)
        self.card = QWidget()
        self.column = QVBoxLayout(self.card)
        self.column.setContentsMargins(16, 14, 16, 14)
        self.column.setSpacing(8)
        super().__init__(
            _(self.ledger.title),
            RecordTable(listing, remember=remember, empty=empty, name=_(self.ledger.title)),
            side=SideList(saved_filters(self.ledger.filters, self._counts()), name=_("Saved filters")),
            card=self.card,
            remember=remember,
            print_=self.print_,
            export=self.export,
            **more,
        )
        self.head.put_first(LinkButton(f"‹ {_('Grids')}", back))
        shortcut(self, "Alt+Left", back)
        self.table.current_changed.connect(self.show_line)
        self.show_line(self.table.current_id)

    def _counts(self) -> dict[str, int]:
        return {key: self.listing.count(key) for key in ("", *(f.key for f in self.ledger.filters))}

    def show_line(self, line_id: object) -> None:
        """The card of one line."""
        empty_layout(self.column)
        found = self.listing.page([line_id]) if isinstance(line_id, int) else {}
        if not isinstance(line_id, int) or line_id not in found:
            self.column.addWidget(EmptyState(_("Choose a line to see its card."), icon=self.icon))
            return
        names = (field.name for field in self.listing.columns)
        self.fill_card(line_id, dict(zip(names, found[line_id], strict=True)))
        self.column.addStretch(1)

    def fill_card(self, line_id: int, shown: dict[str, Any]) -> None:
        """The facts of this line and what can be done with it."""

    def paper(self, ids: Sequence[int]) -> bytes:
        """The register of these lines; a list without a form of its own is printed with the columns shown."""
        from commgov_desktop.documents.list_register import list_register

        return list_register(self.office, self.ledger, ids, self._shown())

    def _shown(self) -> list[str]:
        return [field.name for field in self.table.columns.shown()]

    def read_again(self) -> None:
        """After news: the list, the counts, the card."""
        self.refresh()
        assert self.side is not None
        self.side.show_counts(self._counts())
        self.show_line(self.table.current_id)

    # ---- out of the program ---------------------------------------------------------------------

    def print_(self) -> None:
        """The register of what is chosen, or of all that is shown."""
        ids = self.ids_to_take()
        tasks.run(
            self, _("Making the register"), lambda _p: self.paper(ids), partial(self.show_paper, self._title)
        )

    def show_paper(self, title: str, pdf: bytes) -> None:
        """A paper before it goes out; that it was printed is put on record."""
        note = partial(self.office.store.note, _("Print {paper}").format(paper=title), self.ledger.table)
        print_dialog.PaperDialog(self, title, pdf, suggested=f"{title}.pdf", printed=note).open()

    def export(self) -> None:
        """The same as a workbook."""
        path = ask.save_file(self, _("Export the list"), f"{self._title}.xlsx", _("Workbooks"), (".xlsx",))
        if path is None:
            return
        ids, columns = self.ids_to_take(), self._shown()

        def told(count: int) -> None:
            ask.tell(self, _("Exported {n} rows to {file}.").format(n=f"{count:,}", file=path.name))

        tasks.run(
            self,
            _("Exporting {n} rows").format(n=len(ids)),
            lambda progress: self.write_workbook(path, ids, columns, progress),
            told,
        )

    def write_workbook(self, path: Any, ids: Sequence[int], columns: Sequence[str], progress: Any) -> int:
        """These lines as a workbook. Gives the number of rows."""
        return export_list(self.office, self.ledger, ids, path, columns, progress=progress)
