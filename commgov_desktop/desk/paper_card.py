"""The right half of the desk: the page that prints, what is still missing, and the buttons that send it out."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from commgov_desktop.desk import certificates
from commgov_desktop.desk.kinds import offers
from commgov_desktop.i18n import _, ngettext
from commgov_desktop.ledger.office import Office
from commgov_desktop.ui import ask, look
from commgov_desktop.ui.banner import Banner
from commgov_desktop.ui.buttons import primary, quiet
from commgov_desktop.ui.cards import Card, row
from commgov_desktop.ui.labels import ChipLabel, text
from commgov_desktop.ui.pdf_preview import PdfPreview


class PaperCard(Card):
    """``print_asked`` (Ctrl+P), ``save_asked``, ``open_asked``, ``next_asked`` (the next resident, please).

    ``register_asked`` wants the line of the register.
    """

    print_asked = Signal()
    save_asked = Signal()
    open_asked = Signal()
    register_asked = Signal()
    next_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        self.chip = ChipLabel("", "amber")
        super().__init__(_("The paper"), corner=self.chip, parent=parent)
        self.chip.hide()
        self.banner = Banner("good", "", (_("To the register"), self.register_asked.emit))
        self.banner.hide()
        self.note = text("", "dim", wrap=True)
        self.preview = PdfPreview()
        self.print_button = primary(_("Number and print"), self.print_asked.emit, icon="print", keys="Ctrl+P")
        self.save_button = quiet(_("Save as PDF"), self.save_asked.emit, icon="save")
        self.open_button = quiet(_("Open"), self.open_asked.emit, icon="open")
        self.next_button = quiet(_("Next resident"), self.next_asked.emit, icon="arrow-right")
        self.add(self.note)
        self.add(self.banner)
        self.add(in_a_well(self.preview), 1)
        self.add(row(self.print_button, self.save_button, self.open_button, None, self.next_button))
        self.setMinimumWidth(look.px(360))
        self.show_nothing()

    def _title(self, title: str, chip: str = "", tone: str = "grey") -> None:
        assert self.heading is not None
        self.heading.setText(title)
        self.chip.show_chip(chip, tone)
        self.chip.setVisible(bool(chip))

    def show_nothing(self, sentence: str = "") -> None:
        """No paper is being made; ``sentence`` says why, or what to do."""
        self._title(_("The paper"))
        self._say("")
        self.banner.hide()
        self.preview.say(
            sentence or _("Choose who has come and what they need; the page that prints appears here.")
        )
        self._enable(False, False)
        self.next_button.hide()

    def show_draft(self, title: str, number: str, pdf: bytes, missing: Sequence[str]) -> None:
        """A draft: the number it will get, and the names of the facts that are missing."""
        words = ngettext("{n} missing: {names}", "{n} missing: {names}", len(missing))
        chip = words.format(n=len(missing), names=_short(missing)) if missing else _("Ready")
        self._title(_("{title} · draft").format(title=title), chip, "amber" if missing else "green")
        self._say(_("It gets its number when it is printed: {number}").format(number=number))
        self.banner.hide()
        self.preview.show_pdf(pdf)
        self.print_button.setText(_("Number and print"))
        self._enable(True, True)
        self.next_button.hide()

    def show_issued(self, title: str, pdf: bytes, sentence: str, *, printed: bool) -> None:
        """The numbered paper; ``sentence`` says what became of it."""
        self._title(title, _("Numbered"), "green")
        self._say("")
        self.banner.say(sentence)
        self.preview.show_pdf(pdf)
        self.print_button.setText(_("Print again") if printed else _("Print"))
        self._enable(True, True)
        self.next_button.show()

    def _say(self, words: str) -> None:
        self.note.setText(words)
        self.note.setVisible(bool(words))

    def _enable(self, can_print: bool, can_save: bool) -> None:
        self.print_button.setEnabled(can_print)
        self.save_button.setEnabled(can_save)
        self.open_button.setEnabled(can_save)


def why_again(parent: QWidget, office: Office, certificate_id: int | None) -> str | None:
    """Ask why a paper is printed once more; ``None`` when the clerk leaves or says nothing."""
    number = certificates.number_of(office, certificate_id or 0)
    question = _("Why is {number} printed again? The register keeps the reason.").format(number=number)
    reasons = offers("reprinted")
    answer = ask.choose(parent, question, [*reasons, _("Other reason")])
    if answer is not None and answer < len(reasons):
        return reasons[answer]
    return ask.words(parent, _("Print again"), question) or None if answer is not None else None


def in_a_well(preview: PdfPreview) -> QFrame:
    """The paper on a grey ground, as it lies on a desk."""
    well = QFrame()
    well.setProperty("role", "well")
    column = QVBoxLayout(well)
    column.setContentsMargins(2, 2, 2, 2)
    column.addWidget(preview)
    return well


def _short(names: Sequence[str]) -> str:
    return "、".join(names[:3]) + ("…" if len(names) > 3 else "")
