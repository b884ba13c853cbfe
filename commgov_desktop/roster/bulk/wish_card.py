"""One line of a change of many people: which box, in which way, and what it becomes."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QFrame, QVBoxLayout

from commgov_desktop.errors import UserError
from commgov_desktop.i18n import _
from commgov_desktop.ledger.fields import Field
from commgov_desktop.roster.bulk import wishes
from commgov_desktop.roster.bulk.wishes import CLEAR, WAYS, Wish
from commgov_desktop.ui.field_boxes import FieldBox, Help, box_for
from commgov_desktop.ui.widgets import empty_layout, icon_button, row


class WishRow(QFrame):
    """One change: the box, the way, the value."""

    changed = Signal()
    removed = Signal()

    def __init__(self, fields: Sequence[Field], helps: Help, number: int) -> None:
        super().__init__()
        self._fields, self._helps = fields, helps
        self.setProperty("role", "well")
        self.box: FieldBox | None = None
        self.what, self.way = QComboBox(), QComboBox()
        self.what.setAccessibleName(_("What is changed ({n})").format(n=number))
        self.way.setAccessibleName(_("How it is changed ({n})").format(n=number))
        for field in fields:
            self.what.addItem(_(field.label), field.name)
        remove = icon_button("dismiss", _("Take this line away"), self.removed.emit)
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 8, 10, 8)
        column.setSpacing(6)
        head = row(self.what, self.way, remove, spacing=6)
        head.setStretch(0, 3)
        head.setStretch(1, 2)
        column.addLayout(head)
        self._value = QVBoxLayout()
        column.addLayout(self._value)
        self.what.currentIndexChanged.connect(lambda _row: self._field_chosen())
        self.way.currentIndexChanged.connect(lambda _row: self._way_chosen())
        self._field_chosen()

    @property
    def field(self) -> Field:
        """The box that is changed."""
        return self._fields[max(0, self.what.currentIndex())]

    def choose(self, name: str, way: str, value: object = None) -> None:
        """Fill the line in."""
        self.what.setCurrentIndex(self.what.findData(name))
        self.way.setCurrentIndex(self.way.findData(way))
        if self.box is not None:
            self.box.set_value(value)
        self.changed.emit()

    def _field_chosen(self) -> None:
        self.way.blockSignals(True)
        self.way.clear()
        for way in wishes.ways(self.field):
            self.way.addItem(_(WAYS[way]), way)
        self.way.blockSignals(False)
        empty_layout(self._value)
        self.box = box_for(self.field, self._helps)
        self.box.changed.connect(self.changed.emit)
        self._value.addWidget(self.box)
        self._way_chosen()

    def _way_chosen(self) -> None:
        if self.box is not None:
            self.box.setVisible(self.way.currentData() != CLEAR)
        self.changed.emit()

    def wish(self) -> Wish:
        """What is asked for. Raises ``UserError`` where the value cannot be read."""
        problem = self.box.problem() if self.box is not None else ""
        if problem:
            raise UserError(problem)
        way = str(self.way.currentData())
        value = None if way == CLEAR or self.box is None else self.box.value()
        return Wish(self.field, way, value.strip() if isinstance(value, str) else value)
