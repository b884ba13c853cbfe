"""What hangs on the boards, how long it still hangs, and what came down with which objections."""

from PySide6.QtCore import Signal

from commgov_desktop import clock
from commgov_desktop.desk import notices, registers
from commgov_desktop.desk.ledger import POSTINGS, posting_chip
from commgov_desktop.desk.lists_page import DeskCard, DeskList, Yearly
from commgov_desktop.desk.posting_dialog import TakeDownDialog
from commgov_desktop.errors import UserError
from commgov_desktop.i18n import _
from commgov_desktop.ledger.attachments import attachments
from commgov_desktop.ledger.office import Office
from commgov_desktop.ui import ask
from commgov_desktop.ui.buttons import Act, primary, quiet
from commgov_desktop.ui.cards import KeyValues, row
from commgov_desktop.ui.day_words import show_day
from commgov_desktop.ui.labels import ChipLabel, text


class PostingCard(DeskCard):
    """One posting; ``notice_wanted`` carries the id of what hangs there."""

    notice_wanted = Signal(int)

    def __init__(self, office: Office) -> None:
        super().__init__(office, _("Choose a posting."), "board")

    def fill(self, posting_id: int) -> None:
        """The facts of this line and what can be done with it."""
        found = notices.posting(self._office, posting_id)
        chip = posting_chip(found.due_down, found.taken_down_on, clock.today())
        self._column.addLayout(row(ChipLabel(chip.text, chip.tone), None))
        self._column.addWidget(text(found.title, "head", wrap=True))
        photos = "、".join(a.file_name for a in attachments(self._office.store, "postings", posting_id))
        facts = [
            (_("Board"), found.place),
            (_("Put up on"), show_day(found.put_up_on)),
            (_("Due down"), show_day(found.due_down)),
            (_("Taken down on"), show_day(found.taken_down_on)),
            (_("Objections received"), found.objections),
            (_("How they were settled"), found.handling),
            (_("Photo of the board"), photos),
        ]
        self._column.addWidget(KeyValues(facts))
        self._column.addSpacing(4)
        notice_id = found.notice_id
        look = quiet(_("Look at the notice"), lambda: self.notice_wanted.emit(notice_id))
        if found.taken_down_on is None:
            self._column.addLayout(
                row(primary(_("Taken down"), self.take_down, icon="checkmark"), look, None)
            )
        else:
            self._column.addLayout(row(look, None))
        self._column.addLayout(row(quiet(_("Add a photo"), self.add_photo, icon="camera"), None))

    def take_down(self) -> None:
        """Ask what was objected, then write it down."""
        if self._id is not None:
            TakeDownDialog(self, self._office, self._id).open()

    def add_photo(self) -> None:
        """Keep a photo of the board."""
        kinds = (".jpg", ".jpeg", ".png", ".bmp")
        photo = ask.choose_file(self, _("Photo of the board"), _("Pictures"), kinds)
        if photo is None or self._id is None:
            return
        try:
            notices.add_photo(self._office, self._id, photo)
        except UserError as error:
            ask.show_error(self, error)


class PostingsPage(DeskList):
    """The list with the card of the chosen posting."""

    def __init__(self, office: Office, back: Act, write: Act) -> None:
        self.posting = PostingCard(office)
        super().__init__(
            office, POSTINGS, back, card=self.posting, first=write, register=registers.postings_listed,
            yearly=Yearly(registers.posting_years, registers.posting_register_of),
            new=(_("Write a notice"), write), find_hint=_("Title or board"),
        )  # fmt: skip
        self.table.current_changed.connect(self.posting.show_line)

    def read_again(self) -> None:
        super().read_again()
        self.posting.show_line(self.table.current_id)
