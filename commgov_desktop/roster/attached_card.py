"""Scans and photos of a person or a household: an identity card, a lease, a disability card, kept encrypted with them."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtWidgets import QVBoxLayout, QWidget

from commgov_desktop.errors import UserError
from commgov_desktop.i18n import _
from commgov_desktop.ledger.attachments import attach, take_away
from commgov_desktop.ledger.office import Office
from commgov_desktop.ui import ask
from commgov_desktop.ui.attached_files import AttachedFiles
from commgov_desktop.ui.labels import text


class AttachedCard(QWidget):
    """The files of one record. Adding and taking away are steps of their own, which undo takes back."""

    def __init__(self, office: Office, table: str, row_id: int, name: str) -> None:
        super().__init__()
        self._office, self._about, self._name = office, (table, row_id), name
        self.files = AttachedFiles(office.store)
        self.files.added.connect(self.add)
        self.files.removed.connect(self.remove)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(text(_("Scans and photos"), "section"))
        column.addWidget(self.files)
        self.files.show_record(*self._about)

    def add(self, files: Sequence[Path]) -> None:
        """Keep these files with the record, all or none."""
        table, row_id = self._about
        try:
            with self._office.store.write(_("Files for {name}").format(name=self._name)) as session:
                for file in files:
                    attach(session, table, row_id, file, title=self._name)
        except UserError as error:
            ask.show_error(self, error)

    def remove(self, attachment_id: int) -> None:
        """Take a file away."""
        try:
            take_away(self._office.store, attachment_id)
        except UserError as error:
            ask.show_error(self, error)
