"""Says under the name of a form that somebody like this is in the roster already; it never keeps from saving."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from commgov_desktop.i18n import _
from commgov_desktop.roster.duplicates import finder
from commgov_desktop.roster.duplicates.finder import Similar
from commgov_desktop.store.store import Store
from commgov_desktop.ui.record_form import RecordForm
from commgov_desktop.ui.widgets import LinkButton, text

PAUSE = 350
"""Milliseconds after the last key before the roster is asked."""

_ASKED_OF = (
    "name", "name_reading", "id_kind", "id_number", "birth", "sex", "phone", "phone2", "dwelling_id", "household_id",
)  # fmt: skip


class SimilarHint(QWidget):
    """Stands under the name. ``opened`` carries the id of the other entry."""

    opened = Signal(int)

    def __init__(self, form: RecordForm, store: Store, resident_id: int | None) -> None:
        super().__init__()
        self._form, self._store, self._resident_id = form, store, resident_id
        self.found: list[Similar] = []
        self._asked: Mapping[str, Any] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self.words = text("", "problem", wrap=True)
        self.link = LinkButton("", self._open)
        column.addWidget(self.words)
        column.addWidget(self.link)
        self.hide()
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE)
        self._pause.timeout.connect(self.look)
        form.changed.connect(self._pause.start)

    def look(self) -> None:
        """Ask the roster now, if something has changed that matters."""
        values = {name: self._form.boxes[name].value() for name in _ASKED_OF if name in self._form.boxes}
        if values == self._asked:
            return
        self._asked = values
        self.found = finder.similar(self._store, values, self._resident_id) if values.get("name") else []
        self.setVisible(bool(self.found))
        if self.found:
            self._say(self.found[0], len(self.found))

    def _say(self, first: Similar, count: int) -> None:
        reasons = first.likeness.reasons
        sentence = _("{name} is in the roster already: {reasons}").format(name=first.name, reasons=reasons)
        if count > 1:
            sentence += _(" (and {n} more)").format(n=count - 1)
        self.words.setText(sentence)
        self._form.boxes["name"].editor.setAccessibleDescription(sentence)
        self.link.setText(_("See {name}").format(name=first.name))

    def _open(self) -> None:
        if self.found:
            self.opened.emit(self.found[0].resident_id)
