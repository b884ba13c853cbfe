"""A list of records in the middle of the page, with its count and the choice of columns below."""

from array import array
from collections.abc import Sequence
from typing import Any

from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from commgov_desktop.checklists.ledger import ITEMS
from commgov_desktop.i18n import _, ngettext
from commgov_desktop.ledger.fields import Field
from commgov_desktop.ledger.listing import Listing
from commgov_desktop.ledger.office import Office
from commgov_desktop.ui.widgets import RecordTable, icon_button, rule, text


class ItemRows:
    """The items of one list as rows of a table."""

    def __init__(self, office: Office) -> None:
        self._listing = Listing(office.store, ITEMS)
        self.list_id = 0
        self.columns: Sequence[Field] = self._listing.columns
        self.first_shown = self._listing.first_shown

    def ids(self, *, find: str, filter: str, sort: str, descending: bool) -> "array[int]":
        """Their ids in order."""
        where = {"checklist_id": [self.list_id]}
        return self._listing.ids(
            find=find, filter=filter, sort=sort or "number", descending=descending, where=where
        )

    def page(self, ids: Sequence[int]) -> dict[int, tuple[object, ...]]:
        """The values that are shown of these."""
        return self._listing.page(ids)


class TableCard(QFrame):
    """A table with a heading line of its own (``head``) and a foot with the count."""

    def __init__(self, table: RecordTable, *, head: Sequence[QWidget | None] = ()) -> None:
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
        if head:
            column.addLayout(self.head)
            column.addWidget(rule())
        column.addWidget(table, 1)
        column.addWidget(self._foot())
        table.counted.connect(self._count)

    def _foot(self) -> QWidget:
        foot = QWidget()
        line = QHBoxLayout(foot)
        line.setContentsMargins(12, 2, 6, 2)
        self.status = text("", "small")
        line.addWidget(self.status, 1)
        self.columns_button = icon_button("column-triple", _("Choose columns"), self._choose)
        line.addWidget(self.columns_button)
        return foot

    def _choose(self) -> None:
        at: Any = self.columns_button
        self.table.columns.menu().popup(at.mapToGlobal(at.rect().topLeft()))

    def _count(self, count: int) -> None:
        if self.table.words:
            words = ngettext("{n} answers “{words}”", "{n} answer “{words}”", count)
            self.status.setText(words.format(n=count, words=self.table.words))
        else:
            self.status.setText(ngettext("{n} record", "{n} records", count).format(n=count))
