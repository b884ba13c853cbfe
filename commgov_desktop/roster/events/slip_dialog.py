"""The slip of an event on the screen, before it is printed."""

from PySide6.QtWidgets import QWidget

from commgov_desktop.errors import UserError
from commgov_desktop.i18n import _
from commgov_desktop.ledger.office import Office
from commgov_desktop.roster.events import slip
from commgov_desktop.ui import ask
from commgov_desktop.ui.print_dialog import PaperDialog


def show_slip(parent: QWidget, office: Office, number: int) -> None:
    """The slip before it is printed; printing it is put on record."""
    try:
        pdf = slip.slip_paper(office, number)
    except UserError as error:
        ask.show_error(parent, error)
        return
    label = _("Print {paper}").format(paper=slip.TITLE)
    PaperDialog(
        parent, slip.TITLE, pdf, suggested=f"{slip.TITLE}.pdf",
        printed=lambda: office.store.note(label, f"episodes:{number}"),
    ).open()  # fmt: skip
