"""Keeps what is being typed into a form, and brings it back when the form is opened again."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QObject

from commgov_desktop import clock
from commgov_desktop.errors import UserError
from commgov_desktop.i18n import _
from commgov_desktop.ledger import drafts
from commgov_desktop.ledger.office import Office
from commgov_desktop.ui.banner import Banner
from commgov_desktop.ui.record_form import RecordForm


class DraftKeeper(QObject):
    """Make it after ``form.set_values``: a kept draft is filled in at once, with a strip that says so.

    ``key`` names the form, such as ``residents:12`` or ``residents:new``. Call ``saved()`` after the record was
    saved; leaving with Esc keeps the draft. It lives as long as the form.
    """

    def __init__(self, form: RecordForm, office: Office, key: str) -> None:
        super().__init__(form)
        self._form, self._office, self._key = form, office, key
        self._before = form.values()
        self._over = False
        self.strip: Banner | None = None
        form.draft_changed.connect(self._keep)
        form.leave_asked.connect(self.keep_now)
        self._bring_back()

    def keep_now(self) -> None:
        """Keep what is typed this moment (before leaving, locking or closing the window)."""
        if self._form.is_changed and not self._over:
            self._keep(self._form.values())

    def saved(self) -> None:
        """The record is saved: its draft is not needed any more."""
        self._over = True
        self._drop()

    def discard(self) -> None:
        """The clerk does not want the draft: the form is as it was without it."""
        self._drop()
        self._form.set_values(self._before)
        self._form.clear_problems()
        self._form.say("")
        if self.strip is not None:
            self.strip.hide()
        self._form.focus_first()

    def _bring_back(self) -> None:
        draft = drafts.find(self._office.store, self._office.account.id, self._key)
        if draft is None or not self._differs(draft.values):
            return
        self._form.show_draft(draft.values)
        when = f"{clock.local(draft.saved_at):%m-%d %H:%M}"
        words = _("What you had not finished is back ({when}). It is not saved yet.").format(when=when)
        self.strip = Banner("info", words, (_("Start over without it"), self.discard))
        paper = self._form.banner.parentWidget().layout()  # type: ignore[union-attr]
        paper.insertWidget(paper.indexOf(self._form.banner), self.strip)  # type: ignore[union-attr]

    def _differs(self, values: Mapping[str, Any]) -> bool:
        return any(self._before[name] != value for name, value in values.items() if name in self._before)

    def _keep(self, values: Mapping[str, Any]) -> None:
        if self._over:
            return
        try:
            moment = drafts.keep(self._office.store, self._office.account.id, self._key, values)
        except UserError as trouble:
            self._form.say(str(trouble))  # a full disk must not stop the typing; saving will say it loudly
        else:
            self._form.say(_("Draft kept {time}").format(time=f"{clock.local(moment):%H:%M}"))

    def _drop(self) -> None:
        drafts.drop(self._office.store, self._office.account.id, self._key)
