"""The box for several words at once: those offered are ticked in a menu, or typed with 、 between them."""

import re
from collections.abc import Callable

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QMenu

from commgov_desktop.i18n import _
from commgov_desktop.ledger.fields import Field
from commgov_desktop.ui.buttons import icon_button
from commgov_desktop.ui.field_boxes import TextBox

_PARTS = re.compile(r"[、，,;；\s]+")


class TagsBox(TextBox):
    """Gives a list: codes where the field has choices, otherwise the words. Unknown words are a problem."""

    def __init__(self, field: Field, initials: Callable[[str], str] | None = None) -> None:
        super().__init__(field)
        self._initials = initials
        self.line.setPlaceholderText(_(field.hint) or _("Several, with 、 between them"))
        self.button = icon_button("add", _("Choose {field}").format(field=_(field.label)), self.open_menu)
        if field.choices is not None:
            self.put_inside(self.button)

    def _choices(self) -> list[tuple[str, str]]:
        return list(self.field.choices()) if self.field.choices else []

    def _words(self) -> list[str]:
        return list(dict.fromkeys(w for w in _PARTS.split(self.line.text()) if w))

    def _code(self, word: str) -> str | None:
        if self.field.choices is None:
            return word
        for code, shown in self._choices():
            letters = self._initials(shown).lower() if self._initials else ""
            if word.lower() in (code.lower(), shown.lower(), letters):
                return code
        return None

    def value(self) -> object:
        return [code for code in map(self._code, self._words()) if code is not None]

    def set_value(self, value: object) -> None:
        names = dict(self._choices())
        parts = value if isinstance(value, (list, tuple, set, frozenset)) else []
        self.line.setText("、".join(names.get(str(p), str(p)) for p in parts))

    def problem(self) -> str:
        unknown = [w for w in self._words() if self._code(w) is None]
        return _("“{words}” is not among the choices.").format(words="、".join(unknown)) if unknown else ""

    def open_menu(self) -> None:
        """Offer the choices as ticks."""
        menu = QMenu(self)
        chosen = self.value()
        assert isinstance(chosen, list)
        for code, shown in self._choices():
            action = menu.addAction(shown)
            action.setCheckable(True)
            action.setChecked(code in chosen)
            action.toggled.connect(lambda on, c=code: self._tick(c, on))
        menu.popup(self.button.mapToGlobal(QPoint(0, self.button.height())))

    def _tick(self, code: str, on: bool) -> None:
        now = self.value()
        assert isinstance(now, list)
        self.set_value([*now, code] if on else [c for c in now if c != code])
        self.changed.emit()
