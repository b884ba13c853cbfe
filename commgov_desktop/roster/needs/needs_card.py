"""A resident's needs on their card: what is open, what became of the others, and the way to write one down."""

from collections.abc import Callable, Mapping
from functools import partial

from PySide6.QtWidgets import QVBoxLayout, QWidget

from commgov_desktop.i18n import _
from commgov_desktop.ledger.office import Office
from commgov_desktop.roster.needs import ledger
from commgov_desktop.ui.buttons import LinkButton, quiet
from commgov_desktop.ui.cards import row
from commgov_desktop.ui.day_words import show_day
from commgov_desktop.ui.labels import ChipLabel, ShortenedLabel, text

_SHOWN = 5


class NeedsCard(QWidget):
    """``open_need(id)`` goes to a need, ``write(given)`` opens the form of a new one."""

    def __init__(
        self,
        office: Office,
        resident_id: int,
        *,
        open_need: Callable[[int], object],
        write: Callable[[Mapping[str, object]], object],
    ) -> None:
        super().__init__()
        self.needs = ledger.of_person(office, resident_id)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(text(_("Needs"), "section"))
        for need in self.needs[:_SHOWN]:
            link = LinkButton(show_day(need.day), partial(open_need, need.id))
            line = row(link, ChipLabel(need.state.text, need.state.tone), spacing=6)
            line.addWidget(ShortenedLabel(need.words), 1)
            column.addLayout(line)
        if len(self.needs) > _SHOWN:
            more = _("{n} more").format(n=len(self.needs) - _SHOWN)
            column.addWidget(text(more, "small"))
        self.button = quiet(_("Write down a need"), partial(write, {"resident_id": resident_id}))
        column.addLayout(row(self.button, None))
