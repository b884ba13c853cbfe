"""An item of a list as a card: its yardstick, when it is due, and how it was done before."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from commgov_desktop.checklists.models import REFUSED
from commgov_desktop.checklists.month import ItemFacts, Past
from commgov_desktop.checklists.task_card import chips_of, past_events, yardstick
from commgov_desktop.checklists.wording import kind_words
from commgov_desktop.i18n import N_, _
from commgov_desktop.ui.widgets import (
    Banner,
    ChipLabel,
    KeyValues,
    LinkButton,
    Timeline,
    primary,
    quiet,
    row,
    text,
)


class ItemCard(QWidget):
    """Shows one item; made anew for each."""

    edit = Signal(int)
    begin = Signal(int)
    remove = Signal(int)
    checked = Signal(int)
    task_wanted = Signal(int)

    def __init__(self, item: ItemFacts, past: Sequence[Past]) -> None:
        super().__init__()
        self.item = item
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(18, 16, 18, 14)
        self._column.setSpacing(9)
        self._column.addWidget(
            text(item.called, "head" if item.name else "section", wrap=True, copyable=True)
        )
        self._show_chips()
        if not item.name:
            self._column.addWidget(text(_(EMPTY), "dim", wrap=True))
        elif not item.verified:
            check = (_("It is right"), lambda: self.checked.emit(item.id))
            self._column.addWidget(Banner("warn", _("No source was found for this item."), check))
        owner = item.owner or (_("nobody yet") if item.name and item.kind != REFUSED else "")
        place = _("{list}, no. {n}").format(list=item.list_name, n=item.number)
        known = [(_("Person responsible"), owner), (_("Duty list"), place)]
        self._column.addWidget(KeyValues([*known, *yardstick(item)]))
        self._show_buttons()
        if past:
            self._column.addWidget(text(_("How it went"), "section"))
            self._column.addWidget(Timeline(past_events(list(past), self.task_wanted.emit)))
        self._column.addStretch(1)

    def _show_chips(self) -> None:
        chips = chips_of(self.item)
        if words := kind_words(self.item.kind):
            chips.insert(0, ChipLabel(words, "red" if self.item.kind == REFUSED else "green"))
        if chips:
            self._column.addLayout(row(*chips, None, spacing=6))

    def _show_buttons(self) -> None:
        number = self.item.id
        remove = LinkButton(_("Remove"), lambda: self.remove.emit(number))
        if not self.item.name:
            line = row(primary(_("Fill the slot"), lambda: self.edit.emit(number), icon="edit"), None)
        elif self.item.kind == REFUSED:
            line = row(quiet(_("Edit"), lambda: self.edit.emit(number), icon="edit"), None)
        else:
            begin = primary(_("Make a task of it"), lambda: self.begin.emit(number), icon="add")
            line = row(begin, quiet(_("Edit"), lambda: self.edit.emit(number), icon="edit"), None)
        self._column.addLayout(line)
        self._column.addLayout(row(remove, None))


EMPTY = N_(
    "No public source gives the wording of this slot. Fill it in from the list your street office sent; until then"
    " it makes no tasks."
)
