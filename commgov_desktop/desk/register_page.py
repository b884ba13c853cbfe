"""证明登记簿: every certificate that was issued, refused, voided or printed again."""

from PySide6.QtCore import Signal

from commgov_desktop.desk import certificates, registers
from commgov_desktop.desk.certificates import Line
from commgov_desktop.desk.ledger import CERTIFICATES, STATES
from commgov_desktop.desk.lists_page import DeskCard, DeskList, Yearly
from commgov_desktop.desk.models import ISSUED, VOIDED
from commgov_desktop.desk.paper_card import why_again
from commgov_desktop.desk.registers import certificates_listed
from commgov_desktop.errors import UserError
from commgov_desktop.i18n import _, ngettext
from commgov_desktop.ledger.office import Office
from commgov_desktop.ui import ask, print_dialog
from commgov_desktop.ui.buttons import Act, danger, primary, quiet
from commgov_desktop.ui.cards import KeyValues, row
from commgov_desktop.ui.day_words import show_day
from commgov_desktop.ui.labels import ChipLabel, text


class CertificateCard(DeskCard):
    """One line of the register and what can be done with it."""

    resident_wanted = Signal(int)

    def __init__(self, office: Office) -> None:
        super().__init__(office, _("Choose a line of the register."), "certificate")

    def fill(self, certificate_id: int) -> None:
        """The facts of this line and what can be done with it."""
        line = certificates.line(self._office, certificate_id)
        words, tone = STATES[line.state]
        self._column.addLayout(row(text(line.number, "head"), None, ChipLabel(_(words), tone)))
        self._column.addWidget(KeyValues(_facts(line)))
        self._column.addSpacing(4)
        if line.state != VOIDED:
            self._buttons(line)

    def _buttons(self, line: Line) -> None:
        self._column.addLayout(row(primary(_("Print again"), self.reprint, icon="print"), None))
        collected = (
            quiet(_("Collected"), self.collect) if line.state == ISSUED and not line.collected_by else None
        )
        voiding = danger(_("Void"), self.void)
        self._column.addLayout(row(*([collected] if collected else []), voiding, None))

    def reprint(self) -> None:
        """The same paper once more; counted when it was really printed."""
        if self._id is None:
            return
        number = self._id
        reason = why_again(self, self._office, number)
        if reason is not None:
            self._try(lambda: self._open_paper(number, reason))

    def _open_paper(self, certificate_id: int, reason: str) -> None:
        line = certificates.line(self._office, certificate_id)
        pdf = certificates.paper(self._office, certificate_id)

        def printed() -> None:
            certificates.reprint(self._office, certificate_id, reason)
            words = _("Print {number}").format(number=line.number)
            self._office.store.note(words, f"certificates:{certificate_id}")

        print_dialog.PaperDialog(
            self, f"{line.kind} {line.number}", pdf, suggested=f"{line.number}.pdf", printed=printed
        ).open()

    def void(self) -> None:
        """Void it; the reason is asked for."""
        if self._id is None:
            return
        number = certificates.number_of(self._office, self._id)
        question = _("Why is {number} voided? Its number stays in the register.").format(number=number)
        reason = ask.words(self, _("Void"), question)
        if reason is not None:
            self._try(lambda: certificates.void(self._office, self._id or 0, reason))

    def collect(self) -> None:
        """Write down who took it away."""
        if self._id is None:
            return
        line = certificates.line(self._office, self._id)
        by = ask.words(self, _("Collected"), _("Who collected it?"), line.name)
        if by:
            self._try(lambda: certificates.collect(self._office, self._id or 0, by))

    def _try(self, act: Act) -> None:
        try:
            act()
        except UserError as error:
            ask.show_error(self, error)


def _facts(line: Line) -> list[tuple[str, str]]:
    times = ngettext("{n} time", "{n} times", line.reprints).format(n=line.reprints) if line.reprints else ""
    return [
        (_("Applicant"), line.name),
        (_("Kind of certificate"), line.kind),
        (_("Date"), show_day(line.day)),
        (_("Purpose"), line.facts["purpose"]),
        (_("Required by"), line.facts["required_by"]),
        (_("How it was checked"), line.facts["checked_how"]),
        (_("Basis"), line.facts["basis"]),
        (_("Handled by"), line.facts["handled_by"]),
        (_("Approved by"), line.facts["approved_by"]),
        (_("Copies"), str(line.copies)),
        (_("Printed again"), "；".join([times, *line.reprint_reasons]) if times else ""),
        (_("Collected by"), line.collected_by),
        (_("Why voided"), line.void_reason),
    ]


class RegisterPage(DeskList):
    """The list with the card of the chosen line."""

    def __init__(self, office: Office, back: Act) -> None:
        self.certificate = CertificateCard(office)
        super().__init__(
            office,
            CERTIFICATES,
            back,
            card=self.certificate,
            first=back,
            register=certificates_listed,
            yearly=Yearly(registers.years, registers.year_register),
            new=(_("Issue a certificate"), back),
            find_hint=_("Name, number, phone, purpose"),
        )
        self.table.current_changed.connect(self.certificate.show_line)

    def read_again(self) -> None:
        super().read_again()
        self.certificate.show_line(self.table.current_id)
