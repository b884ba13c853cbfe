"""Writes a notice: the form at the left, at the right the official page as it will hang."""

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from commgov_desktop.desk import notices
from commgov_desktop.desk.kinds import notice_kind
from commgov_desktop.desk.ledger import NOTICES
from commgov_desktop.desk.masked_list import MaskedList
from commgov_desktop.desk.names_dialog import Lists, NamesDialog, no_lists, said
from commgov_desktop.desk.paper_card import in_a_well
from commgov_desktop.desk.title_advice import title_words
from commgov_desktop.errors import Invalid, UserError
from commgov_desktop.i18n import _
from commgov_desktop.ledger.office import Office
from commgov_desktop.ui import ask, look, print_dialog
from commgov_desktop.ui.buttons import Act, primary, quiet, shortcut
from commgov_desktop.ui.cards import Card, row
from commgov_desktop.ui.draft_keeper import DraftKeeper
from commgov_desktop.ui.labels import ChipLabel, text
from commgov_desktop.ui.page_head import PageHead
from commgov_desktop.ui.pdf_preview import PdfPreview
from commgov_desktop.ui.record_form import RecordForm
from commgov_desktop.ui.side_by_side import SideBySide

PAUSE = 250
"""Milliseconds without a key after which the preview is drawn anew."""


TITLE_HEIGHT, BODY_HEIGHT = 66, 210
"""Pixels of the boxes: two lines of a title and nine of the body are seen."""


class NoticeEditor(QWidget):
    """``saved`` carries the notice's id; ``posted`` the id of its posting."""

    saved = Signal(int)
    posted = Signal(int)

    def __init__(
        self, office: Office, back: Act, lists: Lists = no_lists, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._office, self._back, self._lists = office, back, lists
        self.notice_id: int | None = None
        self.names = self._names_kept = MaskedList(())
        self._keeper: DraftKeeper | None = None
        self.head = PageHead(_("Write a notice"), back=(_("Notices"), self.leave))
        self.form_area = QFrame()
        self.form_area.setProperty("role", "card")
        QVBoxLayout(self.form_area).setContentsMargins(1, 1, 1, 1)
        self.form: RecordForm | None = None
        self.chip = ChipLabel("", "amber")
        self.preview = PdfPreview()
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE)
        self._pause.timeout.connect(self.draw)
        self._build()
        shortcut(self, "Ctrl+P", self.print_and_put_up)

    def _build(self) -> None:
        self.names_button = quiet(_("List of names"), self.choose_names, icon="people")
        self.names_words = text("", "dim", wrap=True)
        paper = Card(_("The official page (GB/T 9704-2012)"), corner=self.chip)
        self.title_words = text("", "dim", wrap=True)
        paper.add(self.title_words)
        paper.add(in_a_well(self.preview), 1)
        self.put_up_button = primary(_("Print and put up"), self.print_and_put_up, icon="print")
        self.put_up_button.setToolTip("Ctrl+P")
        self.save_button = quiet(_("Save draft"), self.save, icon="save")
        self.save_button.setToolTip("Ctrl+S")
        self.said = text("", "small")
        file_button = quiet(_("Save as PDF"), self.save_pdf)
        paper.add(row(self.put_up_button, self.save_button, file_button, self.said, None))
        writing = QWidget()
        writing.setMinimumWidth(look.px(380))
        left = QVBoxLayout(writing)
        left.setContentsMargins(0, 0, 0, 0)
        left.setSpacing(8)
        left.addWidget(self.form_area, 1)
        self._names_row = QFrame()
        self._names_row.setProperty("role", "card")
        line = row(self.names_button, self.names_words)
        line.setStretch(1, 1)
        line.setContentsMargins(16, 8, 16, 8)
        self._names_row.setLayout(line)
        left.addWidget(self._names_row)
        paper.setMinimumWidth(look.px(380))
        both = SideBySide()
        both.add(writing)
        both.add(paper)
        body = QVBoxLayout()
        body.setContentsMargins(20, 0, 20, 12)
        body.addWidget(both)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.head)
        column.addLayout(body, 1)

    # ---- opening ------------------------------------------------------------------------------

    def write(self, kind_name: str) -> None:
        """A new notice of this kind."""
        self.notice_id, self.names = None, MaskedList(())
        self._names_kept = self.names
        self.head.set_title(_("Write: {kind}").format(kind=kind_name))
        self._open(notices.start(self._office, kind_name))

    def edit(self, notice_id: int) -> None:
        """A draft once more. Raises ``UserError`` when it is final."""
        facts = notices.facts(self._office, notice_id)
        if facts.issued:
            raise UserError(_("This notice is final. Make a copy to change it."))
        self.notice_id = notice_id
        self.names = MaskedList(tuple(tuple(line) for line in facts.names), facts.names_left_out)
        self._names_kept = self.names
        self.head.set_title(_("Edit the notice"))
        self._open(dict(facts.values))

    def _open(self, values: dict[str, object]) -> None:
        if self.form is not None:
            self.form.hide()
            self.form.deleteLater()
        shown = notice_kind(str(values["kind"])).dates
        parts = [part for part in NOTICES.form if shown or part.title != "Publicity"]
        self.form = RecordForm(parts, title="", buttons=False)
        self.form.set_values(values)
        self._keeper = DraftKeeper(self.form, self._office, self._key(values))
        self.form.changed.connect(self._pause.start)
        self.form.save_asked.connect(self.save)
        self.form.leave_asked.connect(self.leave)
        layout = self.form_area.layout()
        assert layout is not None
        layout.addWidget(self.form)
        for name, height in (("title", TITLE_HEIGHT), ("body", BODY_HEIGHT)):
            self.form.boxes[name].editor.setFixedHeight(look.px(height))
        self._names_row.setVisible(shown)
        self._show_names()
        self.draw()
        self.form.boxes["title"].editor.setFocus()

    def _key(self, values: dict[str, object]) -> str:
        return f"notices:{self.notice_id or values['kind']}"

    # ---- acting -------------------------------------------------------------------------------

    def choose_names(self) -> None:
        """Open the list of a publicity."""
        dialog = NamesDialog(self, self._office, lists=self._lists)
        dialog.accepted.connect(lambda: self.take_names(dialog.found))
        dialog.open()

    def take_names(self, found: MaskedList) -> None:
        """Use this masked list."""
        self.names = found
        self._show_names()
        self.draw()

    def _show_names(self) -> None:
        self.names_words.setText(said(self.names) if self.names.rows else _("No names yet"))

    def draw(self) -> None:
        """Draw the page anew and say what is missing."""
        self._pause.stop()
        if self.form is None:
            return
        self.said.setText("")
        values = self.form.values()
        self._say_title_lines(str(values.get("title") or ""))
        try:
            self.preview.show_pdf(notices.preview(self._office, values, self.names))
        except UserError as error:
            self.preview.say(str(error))
        lacking = [_(label) for name, label in (("title", "Title"), ("body", "Body"), ("organ", "Organ"))
                   if not values.get(name)]  # fmt: skip
        words = _("Missing: {names}").format(names="、".join(lacking)) if lacking else _("Ready")
        self.chip.show_chip(words, "amber" if lacking else "green")

    def _say_title_lines(self, title: str) -> None:
        """How a title of several lines is set, and what is wrong with the clerk's own breaks."""
        words = title_words(title)
        self.title_words.setText(words)
        self.title_words.setVisible(bool(words))

    def save(self) -> bool:
        """Keep the draft; gives whether it was kept."""
        assert self.form is not None
        try:
            self.notice_id = notices.save(self._office, self.notice_id, self.form.values(), self.names)
        except Invalid as wrong:
            self.form.show_problems(wrong.problems)
            return False
        except UserError as error:
            ask.show_error(self, error)
            return False
        self.form.is_changed = False
        if self._keeper is not None:
            self._keeper.saved()
            self._keeper = DraftKeeper(self.form, self._office, self._key(self.form.values()))
        self._names_kept = self.names
        self.said.setText(_("Draft saved"))
        self.saved.emit(self.notice_id)
        return True

    def heed_news(self) -> None:
        """When the draft was taken back (Ctrl+Z), its words stay here and can be saved as a new one."""
        if self.notice_id is None or notices.is_there(self._office, self.notice_id):
            return
        self.notice_id = None
        if self.form is not None:
            self.form.is_changed = True
        self.said.setText(_("Draft taken back; its words stand here still"))

    def print_and_put_up(self) -> None:
        """Keep it, make it final, print it, and write down that it hangs on the board."""
        assert self.form is not None
        unreadable = self.form.unreadable()
        if unreadable or not self.save() or self.notice_id is None:
            self.form.show_problems(unreadable) if unreadable else None
            return
        try:
            posting = notices.put_up(self._office, self.notice_id)
            pdf, title = (
                notices.paper(self._office, self.notice_id),
                notices.title_of(self._office, self.notice_id),
            )
            if print_dialog.print_pdf(self, pdf, title):
                self._office.store.note(_("Print {name}").format(name=title), f"notices:{self.notice_id}")
        except UserError as error:
            ask.show_error(self, error)
        else:
            self.posted.emit(posting)

    def save_pdf(self) -> None:
        """Save the page as it stands, with its draft mark."""
        if not self.preview.pdf:
            return
        try:
            print_dialog.save_pdf(self, self.preview.pdf, _("Draft") + ".pdf")
        except UserError as error:
            ask.show_error(self, error)

    def leave(self) -> None:
        """Back to the list; what was typed is kept for the next time, a list of names is asked about."""
        if self._keeper is not None:
            self._keeper.keep_now()
        if self.form is not None and self.names != self._names_kept:
            answers = (_("Save draft"), _("Do not save"))
            answer = ask.choose(self, _("Keep this notice as a draft?"), answers)
            if answer is None or (answer == 0 and not self.save()):
                return
        self._back()
