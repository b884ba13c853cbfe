"""All notices: drafts, final ones, and where they hang."""

from functools import partial

from PySide6.QtCore import Signal

from commgov_desktop import clock
from commgov_desktop.desk import notices
from commgov_desktop.desk.kinds import notice_kind
from commgov_desktop.desk.ledger import NOTICES, posting_chip
from commgov_desktop.desk.lists_page import DeskCard, DeskList
from commgov_desktop.desk.posting_dialog import PutUpDialog, TakeDownDialog
from commgov_desktop.errors import UserError
from commgov_desktop.i18n import _
from commgov_desktop.ledger.office import Office
from commgov_desktop.ui import ask, print_dialog
from commgov_desktop.ui.buttons import Act, LinkButton, danger, primary, quiet
from commgov_desktop.ui.cards import KeyValues, row
from commgov_desktop.ui.day_words import show_day
from commgov_desktop.ui.labels import ChipLabel, text


class NoticeCard(DeskCard):
    """One notice, where it hangs, and the next step."""

    edit_wanted = Signal(int)

    def __init__(self, office: Office) -> None:
        super().__init__(office, _("Choose a notice."), "notice")

    def fill(self, notice_id: int) -> None:
        """The facts of this line and what can be done with it."""
        facts = notices.facts(self._office, notice_id)
        values = facts.values
        chip = (_("Final"), "green") if facts.issued else (_("Draft"), "grey")
        self._column.addLayout(row(ChipLabel(str(values["kind"]), "blue"), ChipLabel(*chip), None))
        self._column.addWidget(text(str(values["title"]), "head", wrap=True))
        day, end = values["day"], values["shown_to"]
        shown = [
            (_("Date"), show_day(day)),  # type: ignore[arg-type]
            (_("Publicity ends"), show_day(end)),  # type: ignore[arg-type]
            (_("Names shown"), str(max(0, len(facts.names) - 1) or "")),
        ]
        self._column.addWidget(KeyValues(shown))
        self._buttons(facts.issued)
        self._boards(str(values["kind"]))

    def _buttons(self, issued: bool) -> None:
        number = self._id or 0
        paper = quiet(_("Look and print"), self.open_paper, icon="print")
        if issued:
            self._column.addLayout(row(paper, quiet(_("Copy as a new draft"), self.copy), None))
        else:
            edit = primary(_("Edit"), lambda: self.edit_wanted.emit(number), icon="edit")
            self._column.addLayout(row(edit, paper, None))
            self._column.addLayout(row(danger(_("Remove the draft"), self.discard), None))

    def _boards(self, kind: str) -> None:
        hung = notices.postings_of(self._office, self._id or 0)
        if hung:
            self._column.addWidget(text(_("On the boards"), "section"))
        for found in hung:
            chip = posting_chip(found.due_down, found.taken_down_on, clock.today())
            down = None
            if found.taken_down_on is None:
                down = LinkButton(_("Taken down"), partial(self.take_down, found.id))
            things = [text(found.place), ChipLabel(chip.text, chip.tone), None, *([down] if down else [])]
            self._column.addLayout(row(*things))
        put_up = quiet(_("Put up on another board") if hung else _("Put up"), self.put_up, icon="board")
        self._column.addLayout(row(put_up, None))

    def open_paper(self) -> None:
        """The page as it prints; a draft says so."""
        if self._id is None:
            return
        try:
            pdf, title = notices.paper(self._office, self._id), notices.title_of(self._office, self._id)
        except UserError as error:
            ask.show_error(self, error)
            return
        words, subject = _("Print {name}").format(name=title), f"notices:{self._id}"
        note = lambda: self._office.store.note(words, subject)  # noqa: E731
        print_dialog.PaperDialog(self, title, pdf, printed=note).open()

    def put_up(self) -> None:
        """Ask for the board and the last day."""
        if self._id is None:
            return
        from datetime import timedelta

        values = notices.facts(self._office, self._id).values
        days = notice_kind(str(values["kind"])).days
        end = values["shown_to"] or clock.today() + timedelta(max(1, days) - 1)
        PutUpDialog(self, self._office, self._id, notices.BOARD, end).open()  # type: ignore[arg-type]

    def take_down(self, posting_id: int) -> None:
        """Ask what was objected, then write it down."""
        TakeDownDialog(self, self._office, posting_id).open()

    def discard(self) -> None:
        """Throw the draft away; Ctrl+Z brings it back."""
        if self._id is not None:
            try:
                notices.discard(self._office, self._id)
            except UserError as error:
                ask.show_error(self, error)

    def copy(self) -> None:
        """A new draft with the same words."""
        if self._id is not None:
            self.edit_wanted.emit(notices.copy(self._office, self._id))


class NoticesPage(DeskList):
    """The list with the card of the chosen notice."""

    edit_wanted = Signal(int)

    def __init__(self, office: Office, back: Act, write: Act) -> None:
        self.notice = NoticeCard(office)
        super().__init__(
            office, NOTICES, back, card=self.notice, first=write, new=(_("Write a notice"), write),
            edit=self.edit_notice, find_hint=_("Title or text"),
            sheet_title="通知公告登记表",
        )  # fmt: skip
        self.table.current_changed.connect(self.notice.show_line)
        self.notice.edit_wanted.connect(self.edit_wanted)

    def edit_notice(self, notice_id: int) -> None:
        """Edit a draft; a final one is shown instead."""
        if notices.facts(self.office, notice_id).issued:
            self.notice.open_paper()
        else:
            self.edit_wanted.emit(notice_id)

    def read_again(self) -> None:
        super().read_again()
        self.notice.show_line(self.table.current_id)
