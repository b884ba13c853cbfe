"""A form in a window of its own, with its draft: a session, an agreement, a party of a case."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from commgov_desktop import name_readings
from commgov_desktop.errors import Invalid, UserError
from commgov_desktop.i18n import _
from commgov_desktop.ledger import drafts
from commgov_desktop.ledger.fields import Section
from commgov_desktop.ledger.office import Office
from commgov_desktop.mediation import forms
from commgov_desktop.ui import ask, look
from commgov_desktop.ui.field_boxes import Picker
from commgov_desktop.ui.record_form import RecordForm
from commgov_desktop.ui.widgets import danger, row


class Draft:
    """What was typed in one form and not saved: kept every second, offered again, gone when saved."""

    def __init__(self, office: Office, form: str) -> None:
        self._store, self._account, self._form = office.store, office.account.id, form

    def keep(self, values: Mapping[str, Any]) -> None:
        """Keep what is typed."""
        drafts.keep(self._store, self._account, self._form, values)

    def find(self) -> dict[str, Any]:
        """What was typed before; empty when nothing is kept."""
        found = drafts.find(self._store, self._account, self._form)
        return found.values if found else {}

    def drop(self) -> None:
        """Forget it."""
        drafts.drop(self._store, self._account, self._form)


class EntryDialog(QDialog):
    """``save`` takes the form's values and raises what is wrong; the window closes when it succeeds."""

    def __init__(
        self,
        parent: QWidget | None,
        title: str,
        form: Sequence[Section],
        values: Mapping[str, object],
        save: Callable[[dict[str, object]], object],
        *,
        draft: Draft | None = None,
        pickers: Mapping[str, Picker] | None = None,
        size: tuple[int, int] = (860, 700),
        columns: int = 2,
        remove: Callable[[], object] | None = None,
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        self._sections, self._save, self._draft = form, save, draft
        shown = [replace(form[0], title="")] if len(form) == 1 else form  # the window's heading says it
        self.form = RecordForm(
            shown, title=title, pickers=pickers, initials=name_readings.initials, columns=columns
        )
        self.form.set_values(dict(values))
        self._offer_draft()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.form, 1)
        if remove:
            self.remove_button = danger(
                _("Remove from the file"), partial(self._remove, remove), icon="delete"
            )
            foot = row(None, self.remove_button)
            foot.setContentsMargins(18, 0, 18, 12)
            column.addLayout(foot)
        room = self.screen().availableGeometry()
        self.resize(min(look.px(size[0]), room.width() - 40), min(look.px(size[1]), room.height() - 60))
        self.form.save_asked.connect(self.save)
        self.form.leave_asked.connect(self.reject)
        self.form.draft_changed.connect(self._keep_draft)
        self.form.focus_first()

    def _offer_draft(self) -> None:
        if self._draft and (kept := self._draft.find()):
            self.form.show_draft(kept, _("What was typed before is filled in again."))

    def _keep_draft(self, values: dict[str, Any]) -> None:
        if self._draft:
            self._draft.keep(values)

    def save(self) -> None:
        """Keep what the form holds, or show what is wrong at its boxes."""
        try:
            self._save(forms.filled(self._sections, self.form.values()))
        except Invalid as wrong:
            self.form.show_problems(wrong.problems)
        except UserError as error:
            ask.show_error(self, error)
        else:
            self._forget_draft()
            self.accept()

    def _remove(self, act: Callable[[], object]) -> None:
        if not ask.confirm(self, _("Remove this from the file?"), _("Remove"), detail=_("It can be undone.")):
            return
        try:
            act()
        except UserError as error:
            ask.show_error(self, error)
        else:
            self._forget_draft()
            super().reject()

    def _forget_draft(self) -> None:
        if self._draft:
            self._draft.drop()

    def closeEvent(self, event: QCloseEvent) -> None:
        if self.form.is_changed:
            self._keep_draft(self.form.values())
        super().closeEvent(event)

    def reject(self) -> None:
        """Leave; what was typed stays as a draft."""
        if self.form.is_changed:
            self._keep_draft(self.form.values())
        super().reject()
