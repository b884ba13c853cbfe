"""The strip over a list that is shown as of an earlier day: which day, another day, and back to today."""

from collections.abc import Callable
from datetime import date, timedelta

from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from commgov_desktop import clock
from commgov_desktop.i18n import N_, _
from commgov_desktop.ledger.fields import Field
from commgov_desktop.ui import ask, look
from commgov_desktop.ui.day_box import DayBox
from commgov_desktop.ui.day_words import show_day
from commgov_desktop.ui.widgets import quiet, sign, text


class DayStrip(QWidget):
    """Hidden as long as the list is today's. ``chosen`` is called with the day, or ``None`` for today."""

    def __init__(self, chosen: Callable[[date | None], object]) -> None:
        super().__init__()
        self._chosen = chosen
        frame = QFrame()
        frame.setProperty("tone", "warn")
        around = QHBoxLayout(self)
        around.setContentsMargins(0, 0, 0, 8)
        around.addWidget(frame)
        line = QHBoxLayout(frame)
        line.setContentsMargins(12, 6, 12, 6)
        line.setSpacing(10)
        self.sentence = text("", "strong")
        self.box = DayBox(Field("day", N_("The roster as it was on")))
        self.box.setFixedWidth(look.px(190))
        self.box.changed.connect(self._taken)
        self.box.line.returnPressed.connect(self._taken)
        self.back = quiet(_("Back to today"), lambda: chosen(None), icon="arrow-left")
        line.addWidget(sign("history", "amber"))
        line.addWidget(self.sentence)
        line.addStretch(1)
        line.addWidget(text(_("Another day"), "dim"))
        line.addWidget(self.box)
        line.addWidget(self.back)
        self.hide()

    def show_day(self, day: date | None) -> None:
        """Say which day is shown."""
        self.setVisible(day is not None)
        if day is not None:
            words = _("You are looking at the roster of {day}.").format(day=show_day(day))
            self.sentence.setText(words)
            self.setAccessibleName(words)
            if self.box.value() != day:
                self.box.set_value(day)

    def ask(self) -> None:
        """Show the strip with the last day of the month before, and put the keyboard into its box."""
        if not self.isVisible():
            day = clock.today().replace(day=1) - timedelta(1)
            self.show_day(day)
            self._chosen(day)
        self.box.line.setFocus()
        self.box.line.selectAll()

    def _taken(self) -> None:
        """A whole day that was typed or chosen; half a day is waited for."""
        day = self.box.value()
        if not isinstance(day, date):
            return
        if day > clock.today():
            ask.tell(self, _("This day lies in the future."))
        else:
            self._chosen(day)
