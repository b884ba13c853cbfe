"""A list of records in the middle of the page, with its count and the choice of columns below."""

from array import array
from collections.abc import Sequence

from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from commgov_desktop.checklists.ledger import ITEMS
from commgov_desktop.ledger.conditions import Answer, Filterable
from commgov_desktop.ledger.fields import Field
from commgov_desktop.ledger.listing import Listing, Where
from commgov_desktop.ledger.office import Office
from commgov_desktop.ui.filter_box import FilterButton
from commgov_desktop.ui.list_foot import ListFoot
from commgov_desktop.ui.widgets import RecordTable, rule


class ItemRows:
    """The items of one list as rows of a table."""

    def __init__(self, office: Office) -> None:
        self._listing = Listing(office.store, ITEMS)
        self.list_id = 0
        self.columns: Sequence[Field] = self._listing.columns
        self.first_shown = self._listing.first_shown

    def ids(
        self, *, find: str, filter: str, sort: str, descending: bool, where: Where | None = None
    ) -> "array[int]":
        """Their ids in order."""
        asked: Where = {**(where or {}), "checklist_id": [self.list_id]}
        return self._listing.ids(
            find=find, filter=filter, sort=sort or "number", descending=descending, where=asked
        )

    def filterable(self) -> list[Filterable]:
        """The columns a clerk can filter by."""
        return [one for one in self._listing.filterable() if one.field.name != "checklist_id"]

    def has_few(self, name: str) -> bool:
        """Whether a column holds few enough different words for a list to tick."""
        return self._listing.has_few(name)

    def distinct(self, name: str) -> list[Answer]:
        """The different words of a column with their counts, over all lists."""
        return self._listing.distinct(name)

    def page(self, ids: Sequence[int]) -> dict[int, tuple[object, ...]]:
        """The values that are shown of these."""
        return self._listing.page(ids)


class TableCard(QFrame):
    """A table with a heading line of its own (``head``), a note below that, and a foot with the count."""

    def __init__(
        self, table: RecordTable, *, head: Sequence[QWidget | None] = (), note: QWidget | None = None
    ) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self.table = table
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 4)
        column.setSpacing(0)
        self.head = QHBoxLayout()
        self.head.setContentsMargins(16, 7, 10, 7)
        self.head.setSpacing(8)
        for thing in head:
            self.head.addStretch(1) if thing is None else self.head.addWidget(thing)
        self.filter_button = FilterButton(table)
        self.head.addWidget(self.filter_button)
        if head:
            column.addLayout(self.head)
            if note is not None:
                note.setContentsMargins(16, 0, 16, 8)
                column.addWidget(note)
            column.addWidget(rule())
        column.addWidget(table, 1)
        self.foot = ListFoot(table, self.filter_button)
        column.addWidget(self.foot)
