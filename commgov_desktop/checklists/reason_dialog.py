"""Asks for the reason: why a task is put off and to which day, or why it is not needed."""

from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from commgov_desktop.i18n import N_, _
from commgov_desktop.ledger.fields import Field, Section, section
from commgov_desktop.ui import look
from commgov_desktop.ui.form_saving import saved
from commgov_desktop.ui.record_form import RecordForm
from commgov_desktop.ui.widgets import primary, quiet, row, text

PUT_OFF = (
    section(
        "",
        Field("due_on", N_("New day"), "day", required=True),
        Field("why", N_("Why it is put off"), "paragraph", required=True, wide=True),
    ),
)
NOT_NEEDED = (section("", Field("why", N_("Why it is not needed"), "paragraph", required=True, wide=True)),)


class ReasonDialog(QDialog):
    """``keep`` takes the form's values and raises what is wrong; the window closes when it succeeds."""

    def __init__(
        self,
        parent: QWidget | None,
        title: str,
        subject: str,
        form: tuple[Section, ...],
        values: Mapping[str, Any],
        yes: str,
        keep: Callable[[dict[str, Any]], object],
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        self._keep = keep
        self.form = RecordForm(form, buttons=False)
        self.form.set_values(values)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 16, 12, 14)
        head = text(subject, "head", wrap=True)
        head.setContentsMargins(18, 0, 18, 0)
        column.addWidget(head)
        column.addWidget(self.form, 1)
        self.yes = primary(yes, self.try_accept)
        foot = row(None, quiet(_("Cancel"), self.reject), self.yes)
        foot.setContentsMargins(18, 0, 18, 0)
        column.addLayout(foot)
        self.form.save_asked.connect(self.try_accept)
        self.form.leave_asked.connect(self.reject)
        self.resize(look.px(440), look.px(300 if len(form[0].fields) > 1 else 250))
        self.form.focus_first()

    def try_accept(self) -> None:
        """Keep it, or say at the boxes what is wrong."""
        if saved(self.form, self._keep):
            self.accept()
