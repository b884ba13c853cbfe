"""The boxes for what is nobody else's business: ID numbers and phones."""

import re

from PySide6.QtCore import Qt
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QLineEdit

from commgov_desktop import masking
from commgov_desktop.ledger.fields import Field
from commgov_desktop.ui.field_boxes import TextBox


class PhoneBox(TextBox):
    """A phone number; blanks and dashes of mobile numbers are taken out."""

    def value(self) -> object:
        words = self.line.text().strip()
        digits = re.sub(r"[\s\-－]", "", words)
        return digits if re.fullmatch(r"(\+?86)?1\d{10}", digits) else words


class _MaskedLine(QLineEdit):
    """Shows the number masked until the keyboard is in it (GB 11643-1999 numbers: first 6, last 4)."""

    def __init__(self) -> None:
        super().__init__()
        self.whole = ""
        self.setMaxLength(32)
        self.textEdited.connect(self._edited)

    def _edited(self, words: str) -> None:
        self.whole = words.strip().upper()

    def show_whole(self, words: str) -> None:
        self.whole = words
        self.setText(words if self.hasFocus() else masking.id_number(words))

    def focusInEvent(self, event: QFocusEvent) -> None:
        self.setText(self.whole)
        super().focusInEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if (
            event.reason() != Qt.FocusReason.PopupFocusReason
        ):  # its own menu: pasting goes on in the whole number
            self.setText(masking.id_number(self.whole))


class IdNumberBox(TextBox):
    """An ID number; masked on the screen while one is not typing in it."""

    def __init__(self, field: Field) -> None:
        self.masked = _MaskedLine()
        super().__init__(field, self.masked)

    def value(self) -> object:
        return self.masked.whole.strip().upper()

    def set_value(self, value: object) -> None:
        self.masked.show_whole("" if value is None else str(value))
