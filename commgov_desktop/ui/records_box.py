"""The box for several records at once, such as the residents whom a matter concerns: picked one by one, taken away again."""

from functools import partial

from PySide6.QtWidgets import QVBoxLayout, QWidget

from commgov_desktop.i18n import _
from commgov_desktop.ledger.fields import Field
from commgov_desktop.ui.buttons import icon_button
from commgov_desktop.ui.cards import empty_layout, row
from commgov_desktop.ui.field_boxes import FieldBox, Picker
from commgov_desktop.ui.labels import text
from commgov_desktop.ui.record_picker import RecordPicker


class RecordsBox(FieldBox):
    """Gives a list of ids in the order in which they were picked."""

    def __init__(self, field: Field, picker: Picker) -> None:
        self._one = RecordPicker(field, picker)
        super().__init__(field, self._one.line)
        self._picker = picker
        self._ids: list[int] = []
        self._names = QVBoxLayout()
        self._names.setSpacing(0)
        self._row.removeWidget(self._one.line)
        self._one._row.addWidget(
            self._one.line, 1
        )  # the line belongs into the picker, the picker into this box
        stack = QVBoxLayout()
        stack.setContentsMargins(0, 0, 0, 0)
        stack.setSpacing(2)
        stack.addWidget(self._one)
        stack.addLayout(self._names)
        self._row.addLayout(stack, 1)
        self._one.changed.connect(self._picked)

    def _picked(self) -> None:
        found = self._one.value()
        if isinstance(found, int):
            if found not in self._ids:
                self._ids.append(found)
                self._show()
            self._one.set_value(None)
        self.changed.emit()

    def _show(self) -> None:
        empty_layout(self._names)
        for number in self._ids:
            name = self._picker.name(number)
            words = _("Take {name} away").format(name=name)
            away = icon_button("dismiss", words, partial(self.take_away, number))
            inside = row(text(name), away, None, spacing=2)
            inside.setContentsMargins(4, 0, 0, 0)
            line = QWidget()
            line.setLayout(inside)
            self._names.addWidget(line)

    def take_away(self, number: int) -> None:
        """One of them no longer belongs to it."""
        self._ids.remove(number)
        self._show()
        self.changed.emit()

    def value(self) -> object:
        return list(self._ids)

    def set_value(self, value: object) -> None:
        self._ids = [n for n in value if isinstance(n, int)] if isinstance(value, (list, tuple)) else []
        self._one.set_value(None)
        self._show()

    def problem(self) -> str:
        return self._one.problem()

    def takes_enter(self) -> bool:
        return self._one.takes_enter()
