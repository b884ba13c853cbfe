"""On a resident's card: which of the five checks and five visits concern them, by which day, and the way to each."""

from collections.abc import Callable, Mapping
from datetime import date
from functools import partial

from PySide6.QtWidgets import QVBoxLayout, QWidget

from commgov_desktop import calendar_words, clock
from commgov_desktop.i18n import _
from commgov_desktop.ledger.office import Office
from commgov_desktop.roster.duties import due, lists
from commgov_desktop.ui.buttons import LinkButton
from commgov_desktop.ui.cards import row
from commgov_desktop.ui.day_words import show_day
from commgov_desktop.ui.labels import ChipLabel, ShortenedLabel, text


class DutiesCard(QWidget):
    """``record_visit(given)`` opens the form of a visit, which then carries the line's name. Hidden without a line."""

    def __init__(
        self, office: Office, resident_id: int, record_visit: Callable[[Mapping[str, object]], object]
    ) -> None:
        super().__init__()
        self.lines = due.of_person(office, resident_id)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(text(_(lists.ALL), "section"))
        for duty, day in self.lines:
            given = {"resident_id": resident_id, "duty_id": str(duty.id)}
            by = _("by {day}").format(day=_short(day))
            late = ChipLabel(_("Overdue"), "amber") if day < clock.today() else None
            things = [
                thing for thing in (late, LinkButton(_("Record it"), partial(record_visit, given))) if thing
            ]
            line = row(spacing=6)
            line.addWidget(ShortenedLabel(f"{duty.words} · {by}"), 1)
            for thing in things:
                line.addWidget(thing)
            column.addLayout(line)
        if not self.lines:  # never shown by itself: before it stands in a card that would open a window
            self.hide()


def _short(day: date) -> str:
    return calendar_words.short_day(day) if day.year == clock.today().year else show_day(day)
