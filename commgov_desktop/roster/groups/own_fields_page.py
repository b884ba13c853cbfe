"""The office's own fields on residents and households: added, renamed, put in order, retired; entered values stay."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from commgov_desktop.i18n import N_, _
from commgov_desktop.ledger import extra_fields
from commgov_desktop.ledger.office import Office
from commgov_desktop.roster.groups.fields_card import FieldsCard
from commgov_desktop.ui import look
from commgov_desktop.ui.buttons import Act, shortcut
from commgov_desktop.ui.cards import Card, row
from commgov_desktop.ui.labels import text
from commgov_desktop.ui.plain_page import PlainPage, scrolling

_TABLES = (
    ("residents", N_("On residents"), N_("Change the own fields of residents")),
    ("households", N_("On households"), N_("Change the own fields of households")),
)


class OwnFieldsPage(PlainPage):
    """Two lists side by side. What is changed shows at once in form, list, filter, import and export."""

    def __init__(self, office: Office, back: Act) -> None:
        super().__init__(_("Fields of this office"), back=(_("Residents"), back))
        self._office = office
        sentence = _(
            "A field added here stands at once in the form, in the list (choose columns), in filters, in files taken in "
            "whose heading has its name, in exports and on the printed sheet. A field is never removed: one that is no "
            "longer wanted is retired, and what was entered can still be looked up."
        )
        self.body.addWidget(text(sentence, "dim", wrap=True))
        self.cards = {table: self._card(table, title, label) for table, title, label in _TABLES}
        holders = []
        for card in self.cards.values():
            inside = QWidget()
            column = QVBoxLayout(inside)
            column.setContentsMargins(0, 0, 8, 0)
            column.addWidget(card)
            column.addStretch(1)
            holder = Card()
            holder.add(scrolling(inside), 1)
            holder.setMinimumWidth(look.px(320))
            holders.append(holder)
        self.body.addLayout(row(*holders, spacing=12), 1)
        shortcut(self, "Alt+Left", back)
        self.read_again()

    def _card(self, table: str, title: str, label: str) -> FieldsCard:
        return FieldsCard(_(title), extra_fields.KINDS, lambda fields: self._keep(table, label, fields))

    def _keep(self, table: str, label: str, fields: object) -> None:
        extra_fields.keep(self._office.store, table, fields, _(label))  # type: ignore[arg-type]
        self.read_again()

    def read_again(self) -> None:
        """Show the fields as they are kept."""
        for table, card in self.cards.items():
            card.show_fields(extra_fields.fields_of(self._office.store, table))
