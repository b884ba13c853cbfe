"""The office's own list of what it certifies and what it does not: added to, changed, retired."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from commgov_desktop.desk import kinds
from commgov_desktop.desk.facts_card import FactsToPlace
from commgov_desktop.desk.ledger import KINDS
from commgov_desktop.desk.lists_page import DeskList
from commgov_desktop.desk.models import ISSUED
from commgov_desktop.i18n import _
from commgov_desktop.ledger.office import Office
from commgov_desktop.ui.buttons import Act, primary
from commgov_desktop.ui.cards import EmptyState, KeyValues, empty_layout, row
from commgov_desktop.ui.draft_keeper import DraftKeeper
from commgov_desktop.ui.form_saving import saved
from commgov_desktop.ui.labels import ChipLabel, text
from commgov_desktop.ui.record_form import RecordForm


class KindsPage(DeskList):
    """The list with the card, and the form, of the chosen kind."""

    def __init__(self, office: Office, back: Act) -> None:
        self._card = QWidget()
        self._column = QVBoxLayout(self._card)
        self._column.setContentsMargins(16, 14, 16, 14)
        self._column.setSpacing(10)
        super().__init__(
            office, KINDS, back, card=self._card, first=self.add_kind, new=(_("Add a kind"), self.add_kind),
            edit=self.edit_kind, find_hint=_("Name of the certificate"),
            sheet_title="证明事项清单",
        )  # fmt: skip
        self.table.current_changed.connect(self.show_kind)
        self.show_kind(self.table.current_id)

    def show_kind(self, kind_id: object) -> None:
        """What is said of this kind, and how sure it is."""
        empty_layout(self._column)
        if not isinstance(kind_id, int):
            self._column.addWidget(EmptyState(_("Choose a kind of certificate."), icon="certificate"))
            return
        found = kinds.kind(self.office, kind_id)
        sure = (_("Confirmed"), "green") if found.verified else (_("To be confirmed"), "amber")
        self._column.addLayout(row(text(found.name, "head"), None, ChipLabel(*sure)))
        issued = found.answer == ISSUED
        facts = [
            (_("Basis"), found.basis),
            (_("Where to go instead"), found.go),
            (_("Exception"), found.exception),
            (_("Text of the certificate"), found.text),
            (_("Form of the number"), found.number_form if issued else ""),
            (_("Who checks what"), found.checked_by),
        ]
        self._column.addWidget(KeyValues(facts))
        self._column.addLayout(row(primary(_("Edit"), lambda: self.edit_kind(kind_id), icon="edit"), None))
        self._column.addStretch(1)

    def add_kind(self) -> None:
        """An empty form."""
        start = {"answer": ISSUED, "whole_number": True, "needs": ["checked_how"],
                 "number_form": "{mark}证〔{year}〕第{serial}号"}  # fmt: skip
        self._open(None, start, _("Add a kind"))

    def edit_kind(self, kind_id: int) -> None:
        """The form of this kind."""
        name = kinds.kind(self.office, kind_id).name
        self._open(kind_id, self.office.book.values(KINDS, kind_id), _("Edit {name}").format(name=name))

    def _open(self, kind_id: int | None, values: dict[str, object], title: str) -> None:
        form = RecordForm(KINDS.form, title=title)
        form.set_values(values)
        form.add_under("body", FactsToPlace(self.office, form.boxes["body"].editor))
        keeper = DraftKeeper(form, self.office, f"certificate_kinds:{kind_id or 'new'}")
        form.leave_asked.connect(self.close_edit)

        def keep(values: dict[str, object]) -> None:
            self.office.book.save(KINDS, kind_id, values | {"answer": values["answer"] or ISSUED})

        def save() -> None:
            if saved(form, keep):
                keeper.saved()
                self.close_edit()

        form.save_asked.connect(save)
        self.show_edit(form)
        form.focus_first()

    def read_again(self) -> None:
        super().read_again()
        self.show_kind(self.table.current_id)
