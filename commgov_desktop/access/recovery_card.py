"""The recovery sheet once more, for a new sealed envelope; only the chair, after their password, and on record."""

from collections.abc import Callable
from datetime import date

from commgov_desktop import clock
from commgov_desktop.access.clerks import refuse_unless_chair
from commgov_desktop.access.password_dialog import ask_own_password
from commgov_desktop.errors import UserError
from commgov_desktop.i18n import _
from commgov_desktop.ledger.office import Office
from commgov_desktop.store import keyring
from commgov_desktop.ui import ask, tasks
from commgov_desktop.ui.print_dialog import PaperDialog
from commgov_desktop.ui.widgets import Card, quiet, row, text

Sheet = Callable[[str, str, date], bytes]
"""(office, recovery key, day) to the page as PDF; handed in, the paper belongs to the backup."""


class RecoveryCard(Card):
    """``sheet`` makes the page."""

    def __init__(self, office: Office, sheet: Sheet) -> None:
        super().__init__(_("Recovery sheet"), padding=20)
        self._office, self._sheet = office, sheet
        for sentence in (
            _(
                "If every password is lost, only this key opens the data. Nobody else has it, not even the maker."
            ),
            _(
                "Print it again when the envelope was opened or is lost. Every time it is shown is written down."
            ),
            _(
                "The key stays the same: an old sheet that turns up opens the data too. Look for it and destroy it."
            ),
        ):
            self.add(text(sentence, wrap=True))
        self.button = quiet(_("Show and print the sheet…"), self.show_sheet, icon="key")
        self.button.setEnabled(office.account.may_see_restricted)
        self.body.addSpacing(4)
        self.add(row(self.button, None))
        if not office.account.may_see_restricted:
            self.add(text(_("Only the chair can do this. Ask them to unlock the program."), "dim", wrap=True))
        self.add_stretch()

    def show_sheet(self) -> None:
        """Ask for the password, write it down, show the page."""
        question = _("Type your password to see the recovery key.")
        password = ask_own_password(self, question)
        if password is None:
            return
        office = self._office
        try:
            refuse_unless_chair(office)
            keyring.open_with_password(office.places.keyring, office.account.id, password)
            secret = keyring.recovery_secret(office.places.keyring, office.key)
            office.store.note(_("Show the recovery sheet"))
        except UserError as error:
            ask.show_error(self, error)
            return
        name, today = office.name, clock.today()
        tasks.fetch(self, lambda: self._sheet(name, secret, today), self._show)

    def _show(self, pdf: bytes) -> None:
        def printed() -> None:
            self._office.store.note(_("Print {paper}").format(paper="恢复密钥"))

        PaperDialog(self, "恢复密钥", pdf, suggested="恢复密钥.pdf", printed=printed).open()
