"""The boxes of a group or of a form, for a clerk to add, rename, put in order and retire; entered values are kept."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from PySide6.QtWidgets import QVBoxLayout, QWidget

from commgov_desktop.errors import UserError
from commgov_desktop.i18n import _
from commgov_desktop.ledger.own_fields import OwnField
from commgov_desktop.roster.groups.field_dialog import ask_field, detail
from commgov_desktop.roster.groups.lines_card import Line, LinesCard
from commgov_desktop.ui import ask

Keep = Callable[[Sequence[OwnField]], object]


class FieldsCard(QWidget):
    """``keep`` takes all boxes in their new order and state, as one action; ``None`` where a clerk may only look."""

    def __init__(self, title: str, kinds: Sequence[str], keep: Keep | None) -> None:
        super().__init__()
        self._kinds, self._keep = kinds, keep
        self.fields: list[OwnField] = []
        nothing = _("No field of its own yet.")
        if keep is None:
            self.lines = LinesCard(title, nothing)
        else:
            self.lines = LinesCard(
                title,
                nothing,
                add=(_("Add a field"), self.add),
                move=self.put,
                edit=self.edit,
                retire=self.retire,
            )
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.lines)

    def show_fields(self, fields: Sequence[OwnField]) -> None:
        """Show these boxes."""
        self.fields = list(fields)
        self.lines.show_lines([Line(f.label, detail(f), f.retired) for f in fields])

    def add(self) -> None:
        """Ask for a new box; it comes last."""
        ask_field(self, None, self._kinds, lambda made: self._do([*self.fields, made])).exec()

    def edit(self, place: int) -> None:
        """Ask for another name, hint or other choices."""
        ask_field(
            self, self.fields[place], self._kinds, lambda made: self._do(self._with(place, made))
        ).exec()

    def retire(self, place: int) -> None:
        """Ask a box no more, or again."""
        field = self.fields[place]
        self._try(self._with(place, replace(field, retired=not field.retired)))

    def put(self, place: int, by: int) -> None:
        """Put a box higher or lower."""
        moved = list(self.fields)
        moved.insert(place + by, moved.pop(place))
        self._try(moved)

    def _with(self, place: int, made: OwnField) -> list[OwnField]:
        return [made if at == place else field for at, field in enumerate(self.fields)]

    def _do(self, fields: Sequence[OwnField]) -> None:
        assert self._keep is not None
        self._keep(fields)

    def _try(self, fields: Sequence[OwnField]) -> None:
        try:
            self._do(fields)
        except UserError as error:
            ask.show_error(self, error)
