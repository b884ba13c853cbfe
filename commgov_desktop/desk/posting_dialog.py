"""Puts a notice up, or takes it down: where, until when, what was objected, and the photo of the board."""

from datetime import date
from pathlib import Path

from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from commgov_desktop.desk import notices
from commgov_desktop.errors import Invalid, UserError
from commgov_desktop.i18n import N_, _
from commgov_desktop.ledger.fields import Field, section
from commgov_desktop.ledger.office import Office
from commgov_desktop.ui import ask
from commgov_desktop.ui.buttons import primary, quiet
from commgov_desktop.ui.cards import row
from commgov_desktop.ui.labels import text
from commgov_desktop.ui.record_form import RecordForm

PLACE = (
    section(
        "",
        Field("place", N_("Board"), required=True, wide=True),
        Field("put_up_on", N_("Put up on"), "day"),
        Field("due_down", N_("Due down"), "day"),
    ),
)
RESULT = (
    section(
        "",
        Field("objections", N_("Objections received"), "paragraph", wide=True, hint=N_("Leave empty if there were none")),
        Field("handling", N_("How they were settled"), "paragraph", wide=True),
    ),
)  # fmt: skip


class _Dialog(QDialog):
    """A small form with one blue button."""

    def __init__(self, parent: QWidget | None, title: str, subject: str, form: RecordForm, yes: str) -> None:
        super().__init__(parent)
        self.form = form
        self.setWindowTitle(title)
        self.setMinimumWidth(520)
        self.resize(560, 420)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 14, 12, 14)
        column.setSpacing(10)
        head = text(subject, "head", wrap=True)
        head.setContentsMargins(18, 0, 18, 0)
        column.addWidget(head)
        column.addWidget(form, 1)
        self.yes = primary(yes, self.try_accept)
        self.foot = row(None, quiet(_("Cancel"), self.reject), self.yes)
        self.foot.setContentsMargins(18, 0, 18, 0)
        column.addLayout(self.foot)
        form.save_asked.connect(self.try_accept)
        form.leave_asked.connect(self.reject)
        form.focus_first()

    def try_accept(self) -> None:
        """Do it, or say at the boxes what is wrong."""
        try:
            self.do()
        except Invalid as wrong:
            self.form.show_problems(wrong.problems)
        except UserError as error:
            ask.show_error(self, error)
        else:
            self.accept()

    def do(self) -> None:
        """What the blue button does."""


class PutUpDialog(_Dialog):
    """Where it hangs and until when."""

    def __init__(
        self, parent: QWidget | None, office: Office, notice_id: int, place: str, due_down: date
    ) -> None:
        self._office, self._notice_id = office, notice_id
        form = RecordForm(PLACE, title="", buttons=False)
        from commgov_desktop import clock

        form.set_values({"place": place, "put_up_on": clock.today(), "due_down": due_down})
        title = notices.title_of(office, notice_id)
        super().__init__(parent, _("Put up on another board"), title, form, _("Put up"))

    def do(self) -> None:
        values = self.form.values()
        due_down, first = values["due_down"], values["put_up_on"]
        notices.put_up(
            self._office,
            self._notice_id,
            str(values["place"]),
            due_down if isinstance(due_down, date) else None,
            first if isinstance(first, date) else None,
        )


class TakeDownDialog(_Dialog):
    """Objections, how they were settled, a photo: all may stay empty."""

    def __init__(self, parent: QWidget | None, office: Office, posting_id: int) -> None:
        self._office, self._posting_id = office, posting_id
        self.photo: Path | None = None
        form = RecordForm(RESULT, title="", buttons=False)
        title = notices.title_of_posting(office, posting_id)
        super().__init__(parent, _("Taken down"), title, form, _("Taken down"))
        self._photo_button = quiet(_("Photo of the board"), self._choose_photo, icon="camera")
        self.foot.insertWidget(0, self._photo_button)

    def _choose_photo(self) -> None:
        kinds = (".jpg", ".jpeg", ".png", ".bmp")
        self.photo = ask.choose_file(self, _("Photo of the board"), _("Pictures"), kinds) or self.photo
        if self.photo is not None:
            self._photo_button.setText(self.photo.name)

    def do(self) -> None:
        values = self.form.values()
        notices.take_down(
            self._office,
            self._posting_id,
            objections=str(values["objections"]),
            handling=str(values["handling"]),
            photo=self.photo,
        )
