"""The office's facts and everything it has set, as one form that is saved as one step."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Signal

from commgov_desktop.errors import Invalid, UserError
from commgov_desktop.i18n import _
from commgov_desktop.ledger.fields import Field, Section
from commgov_desktop.ledger.office import CODE, Office, code_problem
from commgov_desktop.settings import Setting
from commgov_desktop.ui import ask
from commgov_desktop.ui.record_form import RecordForm
from commgov_desktop.ui.widgets import Card

LONG = 24
"""A text longer than this gets the whole width of the form."""


class OfficeCard(Card):
    """``saved`` after a save. The kind of a box follows the default's type: words, a number, or a tick."""

    saved = Signal()

    def __init__(self, office: Office, settings: Sequence[Setting[Any]]) -> None:
        super().__init__(padding=0)
        self._office = office
        self._settings = {setting.key: setting for setting in settings if setting.label}
        self.form = RecordForm(_sections(list(self._settings.values())))
        self.form.leave_button.setText(_("As saved"))
        self.form.save_asked.connect(self.save)
        self.form.leave_asked.connect(self.read)
        self.add(self.form, 1)
        self.read()

    def read(self) -> None:
        """Show what is saved."""
        self.form.set_values(self._saved())
        self.form.clear_problems()
        self.form.say("")

    def _saved(self) -> dict[str, Any]:
        return {key: self._office.settings[setting] for key, setting in self._settings.items()}

    def save(self) -> None:
        """Keep what was altered, as one step that can be undone."""
        try:
            altered = self._altered()
            if altered:
                self._office.settings.save(altered, _label([self._settings[key] for key in altered]))
        except Invalid as wrong:
            self.form.show_problems(wrong.problems)
        except UserError as error:
            ask.show_error(self, error)
        else:
            self.form.is_changed = False
            self.form.say(_("Settings saved") if altered else _("Nothing was altered"))
            self.saved.emit()

    def _altered(self) -> dict[str, object]:
        before, values = self._saved(), self.form.values()
        problems = {
            key: _("Please write a whole number.")
            for key, setting in self._settings.items()
            if _kind(setting) == "number" and not isinstance(values[key], int)
        }
        altered = CODE.key in values and values[CODE.key] != before[CODE.key]
        if altered and (wrong := code_problem(str(values[CODE.key]))):  # a code of old may stay as it is
            problems[CODE.key] = wrong
        if problems:
            raise Invalid(problems)
        return {key: value for key, value in values.items() if value != before[key]}


def _label(settings: Sequence[Setting[Any]]) -> str:
    if len(settings) == 1:
        return _("Set “{name}”").format(name=_(settings[0].label))
    return _("Change the settings")


def _sections(settings: Sequence[Setting[Any]]) -> list[Section]:
    groups: dict[str, list[Field]] = {}
    for setting in settings:
        groups.setdefault(setting.group, []).append(_field(setting))
    return [Section(group, tuple(fields)) for group, fields in groups.items()]


def _field(setting: Setting[Any]) -> Field:
    hint = "" if _kind(setting) == "flag" else setting.hint
    long = _kind(setting) == "paragraph" or len(str(setting.default)) > LONG
    return Field(setting.key, setting.label, _kind(setting), hint=hint, wide=long)


def _kind(setting: Setting[Any]) -> str:
    if isinstance(setting.default, bool):
        return "flag"
    if isinstance(setting.default, int):
        return "number"
    return "paragraph" if "\n" in str(setting.default) or len(str(setting.default)) > 2 * LONG else "text"
