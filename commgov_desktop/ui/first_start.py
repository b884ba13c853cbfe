"""The first start in four short pages: the office, you, the recovery sheet, and what to begin with."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLineEdit, QStackedWidget, QVBoxLayout, QWidget

from commgov_desktop.i18n import _
from commgov_desktop.ui import ask, look, print_dialog, tasks
from commgov_desktop.ui.buttons import Act, button, primary, quiet
from commgov_desktop.ui.cards import Card, row
from commgov_desktop.ui.labels import sign, text
from commgov_desktop.ui.password_boxes import PasswordBoxes
from commgov_desktop.ui.pdf_preview import PdfPreview
from commgov_desktop.ui.stage_rail import StageRail


@dataclass(frozen=True)
class Answers:
    """What the first two pages asked."""

    office: str
    code: str
    name: str
    password: str


class FirstStart(QWidget):
    """``found(answers)`` makes the office and gives the recovery sheet as PDF (runs in the background).

    ``finished`` carries ``"roster"``, ``"practice"`` or ``"empty"``, and the roster's file or ``None``.
    """

    finished = Signal(str, object)

    def __init__(self, found: Callable[[Answers], bytes], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._found = found
        self.sheet = b""
        self.rail = StageRail()
        self.stack = QStackedWidget()
        for page in (self._office_page(), self._you_page(), self._sheet_page(), self._begin_page()):
            self.stack.addWidget(page)
        self.problem = text("", "problem", wrap=True)
        self.back_button = quiet(_("Back"), self.back)
        self.next_button = primary(_("Next"), self.next)
        card = Card(padding=28)
        card.setFixedSize(look.px(720), look.px(560))
        card.add(self.rail)
        card.add_rule()
        card.add(self.stack, 1)
        card.add(self.problem)
        card.add(row(self.back_button, None, self.next_button))
        column = QVBoxLayout(self)
        column.addWidget(card, 0, Qt.AlignmentFlag.AlignCenter)
        self._go(0)

    # ---- the pages ----------------------------------------------------------------------------

    def _office_page(self) -> QWidget:
        self.office, self.code = _line(_("Name of the office")), _line(_("Code of the community"))
        self.office.setPlaceholderText(_("As on the seal, for instance 沙田社区居民委员会"))
        self.code.setPlaceholderText(_("12 digits; may stay empty and be filled in later"))
        self.code.setMaxLength(12)
        return _page(
            _("Your office"),
            _("These words stand on every paper the program prints."),
            _asked(_("Name of the office"), self.office),
            _asked(_("Code of the community"), self.code),
        )

    def _you_page(self) -> QWidget:
        self.name, self.password = _line(_("Your name")), PasswordBoxes()
        return _page(
            _("You"),
            _(
                "You will be in charge of this program: you let in the others. The password encrypts all data."
            ),
            _asked(_("Your name"), self.name),
            self.password,
        )

    def _sheet_page(self) -> QWidget:
        self.preview = PdfPreview(whole=True)
        self.preview.say(_("The recovery sheet is being made…"))
        self.sealed = QCheckBox(_("Printed, put into an envelope and sealed"))
        self.sealed.toggled.connect(lambda _on: self._refresh_next())
        self.print_button = primary(_("Print"), lambda: self._with_sheet(self._print), icon="print")
        self.save_button = quiet(_("Save to a stick"), lambda: self._with_sheet(self._save), icon="usb-stick")
        side = QWidget()
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        for sentence in (
            _(
                "If every password is lost, only this key opens the data. Nobody else has it, not even the maker."
            ),
            _("Print it, put it into an envelope, seal it, and lock it away, not beside this computer."),
        ):
            column.addWidget(text(sentence, wrap=True))
        for widget in (self.print_button, self.save_button):
            column.addWidget(widget)
        column.addStretch(1)
        column.addWidget(self.sealed)
        both = QWidget()
        line = QHBoxLayout(both)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(20)
        line.addWidget(self.preview, 3)
        line.addWidget(side, 2)
        return _page(_("Recovery sheet"), "", both, stretch=False)

    def _begin_page(self) -> QWidget:
        self.choices = [
            _choice(
                "arrow-import",
                _("Take in a roster"),
                _("An Excel file of residents; first a trial run"),
                self._roster,
            ),
            _choice(
                "people-community",
                _("Practice community"),
                _("Made-up people to try everything with; removed at any time"),
                lambda: self.finished.emit("practice", None),
            ),
            _choice(
                "document",
                _("Begin empty"),
                _("Enter the first building and the first household yourself"),
                lambda: self.finished.emit("empty", None),
            ),
        ]
        return _page(_("What to begin with"), _("You can do the others later."), *self.choices)

    # ---- going on -----------------------------------------------------------------------------

    def answers(self) -> Answers:
        """What was typed."""
        return Answers(
            self.office.text().strip(),
            self.code.text().strip(),
            self.name.text().strip(),
            self.password.password,
        )

    def next(self) -> None:
        """Go on, if this page is answered."""
        page = self.stack.currentIndex()
        problem = (self._office_problem, self._you_problem, lambda: "")[page]()
        self.problem.setText(problem)
        if problem:
            return
        if page == 1 and not self.sheet:
            self._make_office()
        else:
            self._go(page + 1)

    def back(self) -> None:
        """Back by a page; once the office is made there is no way back to the password."""
        self._go(self.stack.currentIndex() - 1)

    def _office_problem(self) -> str:
        answers = self.answers()
        if not answers.office:
            return _("Please type the name of the office.")
        if answers.code and not (answers.code.isdecimal() and len(answers.code) in (9, 12)):
            return _("The code has 12 digits (9 for a street). Leave it empty if it is not at hand.")
        return ""

    def _you_problem(self) -> str:
        return self.password.problem() if self.answers().name else _("Please type your name.")

    def _make_office(self) -> None:
        self.next_button.setEnabled(False)
        answers = self.answers()
        tasks.run(
            self, _("The office is being set up"), lambda _p: self._found(answers), self._made, self._failed
        )

    def _made(self, sheet: bytes) -> None:
        self.sheet = sheet
        self.preview.show_pdf(sheet)
        self._go(2)

    def _failed(self, error: BaseException) -> None:
        self.next_button.setEnabled(True)
        ask.show_error(self, error)

    def _go(self, page: int) -> None:
        names = (_("Office"), _("You"), _("Recovery sheet"), _("Begin"))
        states = ("done" if i < page else "now" if i == page else "open" for i in range(4))
        self.rail.show_stages(list(zip(names, states, strict=True)))
        self.stack.setCurrentIndex(page)
        self.problem.setText("")
        self.back_button.setVisible(page in (1, 3))
        self.next_button.setVisible(page < 3)
        self._refresh_next()
        first = (self.office, self.name, self.print_button, self.choices[0])[page]
        first.setFocus()

    def _refresh_next(self) -> None:
        self.next_button.setEnabled(self.stack.currentIndex() != 2 or self.sealed.isChecked())

    def _print(self) -> object:
        return print_dialog.print_pdf(self, self.sheet, _("Recovery sheet"))

    def _save(self) -> object:
        return print_dialog.save_pdf(self, self.sheet, _("Recovery sheet") + ".pdf")

    def _with_sheet(self, act: Act) -> None:
        from commgov_desktop.errors import UserError

        try:
            act()
        except UserError as error:
            ask.show_error(self, error)

    def _roster(self) -> None:
        from commgov_desktop.ledger.sheet_sources import SUFFIXES

        path: Path | None = ask.choose_file(self, _("Choose the roster"), _("Tables"), SUFFIXES)
        if path is not None:
            self.finished.emit("roster", path)


def _page(title: str, about: str, *things: QWidget, stretch: bool = True) -> QWidget:
    page = QWidget()
    column = QVBoxLayout(page)
    column.setContentsMargins(0, 8, 0, 0)
    column.setSpacing(10)
    column.addWidget(text(title, "title"))
    if about:
        column.addWidget(text(about, "dim", wrap=True))
    for thing in things:
        column.addWidget(thing, 0 if stretch else 1)
    if stretch:
        column.addStretch(1)
    return page


def _line(name: str) -> QLineEdit:
    box = QLineEdit()
    box.setAccessibleName(name)
    return box


def _asked(label: str, box: QLineEdit) -> QWidget:
    cell = QWidget()
    column = QVBoxLayout(cell)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(4)
    column.addWidget(text(label, "dim"))
    column.addWidget(box)
    return cell


def _choice(icon: str, words: str, about: str, act: Act) -> QWidget:
    made = button("", act, role="choice")
    made.setAccessibleName(words)
    made.setAccessibleDescription(about)
    line = QHBoxLayout(made)
    line.setContentsMargins(18, 12, 18, 12)
    line.setSpacing(16)
    said = QVBoxLayout()
    said.setSpacing(2)
    said.addWidget(text(words, "head"))
    said.addWidget(text(about, "dim"))
    line.addWidget(sign(icon, "accent", 28))
    line.addLayout(said, 1)
    line.addWidget(sign("chevron-right", "faint", 20))
    return made
