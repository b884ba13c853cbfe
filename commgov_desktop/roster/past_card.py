"""The card of a line in the roster of an earlier day: what was so then, and the way to the card of today."""

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtWidgets import QVBoxLayout, QWidget

from commgov_desktop.i18n import _
from commgov_desktop.ledger.exporting import shown_text
from commgov_desktop.roster.people_rows import PeopleRows
from commgov_desktop.ui.day_words import show_day
from commgov_desktop.ui.widgets import ChipLabel, KeyValues, primary, row, rule, text

OF_PERSON = (
    "sex", "age", "address", "grid", "residence_kind", "head", "relation", "registered_address", "house_match", "groups",
    "id_number", "phone", "marital_status", "political_status", "education", "occupation", "workplace",
)  # fmt: skip
OF_HOME = ("members", "address", "grid", "number", "kind")


class PastCard(QWidget):
    """Shows the columns of one record as the list of that day has them."""

    def __init__(
        self, rows: PeopleRows, number: int, day: date, names: Sequence[str], see_today: Callable[[], object]
    ) -> None:
        super().__init__()
        fields = {field.name: place for place, field in enumerate(rows.columns)}
        values = rows.page([number]).get(number, ())
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(8)
        title = fields["name"] if "name" in fields else fields["head"]
        column.addWidget(text(str(values[title]) if values else "", "head", copyable=True))
        column.addLayout(row(ChipLabel(show_day(day), "amber"), None))
        column.addWidget(rule())
        self.facts = [
            (
                _(rows.columns[fields[name]].label),
                shown_text(rows.columns[fields[name]], values[fields[name]]),
            )
            for name in names
            if name in fields and values
        ]
        column.addWidget(KeyValues(self.facts))
        column.addStretch(1)
        column.addLayout(row(primary(_("See it as it is today"), see_today), None))
