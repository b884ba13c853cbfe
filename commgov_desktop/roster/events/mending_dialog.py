"""Asks for the right day and reason of a line in somebody's history, or strikes the line out."""

from collections.abc import Callable
from datetime import date

from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from commgov_desktop.errors import Invalid, UserError
from commgov_desktop.i18n import N_, _
from commgov_desktop.ledger.fields import Field, section
from commgov_desktop.roster.events import mending
from commgov_desktop.roster.events.life import Moment
from commgov_desktop.store.store import Store
from commgov_desktop.ui import ask, look
from commgov_desktop.ui.record_form import RecordForm
from commgov_desktop.ui.widgets import danger, primary, quiet, row, text

_FORM = (
    section(
        "",
        Field("day", N_("Day"), "day", required=True),
        Field("why", N_("What happened, why"), wide=True),
    ),
)


class MendingDialog(QDialog):
    """One line of the history. An event is struck by undoing it whole."""

    def __init__(self, parent: QWidget | None, store: Store, moment: Moment, why: str) -> None:
        super().__init__(parent)
        self._store, self._moment = store, moment
        self.setWindowTitle(_("Correct the history"))
        self.setMinimumWidth(look.px(460))
        self.form = RecordForm(_FORM, buttons=False, columns=1)
        self.form.set_values({"day": moment.day, "why": why})
        self.form.boxes["why"].setEnabled(not moment.ended)
        self.form.save_asked.connect(self.save)
        self.form.leave_asked.connect(self.reject)
        self.save_button = primary(_("Save"), self.form.ask_save, icon="save")
        words = _("Undo the whole event") if moment.slip else _("This never happened: strike it")
        self.strike_button = danger(words, self.strike)
        self.strike_button.setVisible(not moment.ended)
        self.always_button = quiet(_("It was always so, what stood before was a mistake"), self.always)
        column = QVBoxLayout(self)
        column.setContentsMargins(2, 16, 2, 16)
        for words in (moment.words,):
            said = text(words, "strong", wrap=True)
            said.setContentsMargins(18, 0, 18, 0)
            column.addWidget(said)
        column.addWidget(self.form, 1)
        if moment.span and not moment.ended:
            second = row(self.always_button, None)
            second.setContentsMargins(18, 0, 18, 8)
            column.addLayout(second)
        foot = row(self.strike_button, None, quiet(_("Cancel"), self.reject), self.save_button)
        foot.setContentsMargins(18, 0, 18, 0)
        column.addLayout(foot)

    @property
    def _episode(self) -> int:
        return self._moment.slip or self._moment.span or 0

    def save(self) -> None:
        """Keep the other day and reason."""
        values = self.form.values()
        day = values["day"]
        if not isinstance(day, date):
            self.form.show_problems({"day": _("Say on which day it was.")})
            return
        why = str(values["why"] or "")
        self._try(lambda: mending.correct(self._store, self._episode, day, why, ended=self._moment.ended))

    def strike(self) -> None:
        """Strike the line, or undo the event."""
        verb = mending.take_event_back if self._moment.slip else mending.strike
        self._try(lambda: verb(self._store, self._episode))

    def always(self) -> None:
        """What the line says was so all along."""
        self._try(lambda: mending.always_so(self._store, self._episode))

    def _try(self, act: Callable[[], object]) -> None:
        try:
            act()
        except Invalid as wrong:
            self.form.show_problems(wrong.problems)
        except UserError as error:
            ask.show_error(self, error)
        else:
            self.accept()
