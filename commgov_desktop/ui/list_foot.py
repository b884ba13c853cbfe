"""The line below a list: how many rows, what is asked of the columns, and the choice of columns."""

from collections.abc import Callable

from PySide6.QtWidgets import QHBoxLayout, QWidget

from commgov_desktop.i18n import _, ngettext
from commgov_desktop.ui.buttons import icon_button
from commgov_desktop.ui.condition_chips import ConditionChips
from commgov_desktop.ui.filter_box import FilterButton
from commgov_desktop.ui.labels import text
from commgov_desktop.ui.record_table import RecordTable


class ListFoot(QWidget):
    """Listens to ``table``. ``filter_button`` stands elsewhere, usually beside the find box."""

    def __init__(
        self,
        table: RecordTable,
        filter_button: FilterButton,
        count_words: Callable[[int], str] | None = None,
    ) -> None:
        super().__init__()
        self._table, self._count_words = table, count_words or records
        self.status = text("", "small")
        self.chips = ConditionChips(filter_button)
        self.columns_button = icon_button("column-triple", _("Choose columns"), self._choose_columns)
        line = QHBoxLayout(self)
        line.setContentsMargins(12, 2, 6, 2)
        line.setSpacing(10)
        line.addWidget(self.status)
        line.addWidget(self.chips, 1)
        line.addStretch()
        line.addWidget(self.columns_button)
        table.counted.connect(self._count)

    def _choose_columns(self) -> None:
        button = self.columns_button
        self._table.columns.menu().popup(button.mapToGlobal(button.rect().topLeft()))

    def _count(self, count: int) -> None:
        if self._table.words:
            words = ngettext("{n} answers “{words}”", "{n} answer “{words}”", count)
            self.status.setText(words.format(n=f"{count:,}", words=self._table.words))
        else:
            self.status.setText(self._count_words(count))


def records(count: int) -> str:
    """How many rows, where a page has no word of its own for them."""
    return ngettext("{n} record", "{n} records", count).format(n=f"{count:,}")
