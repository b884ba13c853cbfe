"""One box of a form for each kind of field: what is typed is read, checked, and given back as a plain value."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLineEdit, QPlainTextEdit, QWidget

from commgov_desktop import clock
from commgov_desktop.i18n import _
from commgov_desktop.ledger.fields import Field
from commgov_desktop.ui import look
from commgov_desktop.ui.labels import restyle

Find = Callable[[str], Sequence[tuple[int, str, str]]]
"""Words to at most some twenty (id, name, hint such as an address)."""


@dataclass(frozen=True)
class Picker:
    """How a reference is found and named. ``make`` opens the form of a new record and gives its id back."""

    find: Find
    name: Callable[[int], str]
    make: Callable[[str], int | None] | None = None


@dataclass(frozen=True)
class Help:
    """What boxes need from outside: pickers by ledger key, and the pinyin initials of a text."""

    pickers: Mapping[str, Picker]
    initials: Callable[[str], str] | None = None


class FieldBox(QWidget):
    """A box. ``changed`` after each change by hand; ``value`` is plain; ``problem`` is a sentence or empty."""

    changed = Signal()

    def __init__(self, field: Field, editor: QWidget) -> None:
        super().__init__()
        self.field, self.editor = field, editor
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(4)
        self._row.addWidget(editor, 1)
        self.setFocusProxy(editor)
        editor.setAccessibleName(_(field.label))

    def value(self) -> object:
        """What the box holds, as a plain value."""
        raise LookupError(self.field.kind)

    def set_value(self, value: object) -> None:
        """Show a value."""
        raise LookupError(self.field.kind)

    def problem(self) -> str:
        """Why what stands in the box cannot be read; empty when it can."""
        return ""

    def takes_enter(self) -> bool:
        """Whether Enter still has something to do in this box before it leads on."""
        return False

    def mark(self, on: bool) -> None:
        """Draw the red frame, or take it away."""
        if bool(self.editor.property("problem")) != on:
            self.editor.setProperty("problem", on)
            restyle(self.editor)


class TextBox(FieldBox):
    """A line of words; gives them without the blanks around them."""

    def __init__(self, field: Field, line: QLineEdit | None = None) -> None:
        self.line = line or QLineEdit()
        super().__init__(field, self.line)
        self.line.setPlaceholderText(_(field.hint))
        self.line.textEdited.connect(lambda _words: self.changed.emit())
        if field.align == "right":
            self.line.setAlignment(Qt.AlignmentFlag.AlignRight)

    def put_inside(self, button: QWidget) -> None:
        """Stand a small button at the right end within the box."""
        inner = QHBoxLayout(self.line)
        inner.setContentsMargins(0, 0, 4, 0)
        inner.addStretch(1)
        inner.addWidget(button)
        self.line.setTextMargins(0, 0, look.px(26), 0)

    def value(self) -> object:
        return self.line.text().strip()

    def set_value(self, value: object) -> None:
        self.line.setText("" if value is None else str(value))
        self.line.setCursorPosition(0)


class ParagraphBox(FieldBox):
    """Several lines of words. Ctrl+Enter or Tab leads on; Enter makes a new line."""

    def __init__(self, field: Field) -> None:
        self.area = QPlainTextEdit()
        super().__init__(field, self.area)
        self.area.setPlaceholderText(_(field.hint))
        self.area.setTabChangesFocus(True)
        self.area.setMinimumHeight(look.px(84))
        self.area.setMaximumHeight(look.px(110))
        self.area.textChanged.connect(self.changed)

    def value(self) -> object:
        return self.area.toPlainText().strip()

    def set_value(self, value: object) -> None:
        self.area.blockSignals(True)
        self.area.setPlainText("" if value is None else str(value))
        self.area.blockSignals(False)


class NumberBox(TextBox):
    """A number; whole ones come back as ``int``, others as ``float``, none as ``None``."""

    def value(self) -> object:
        words = self.line.text().strip().replace(",", "")
        try:
            number = float(words)
        except ValueError:
            return None
        return int(number) if number.is_integer() else number

    def set_value(self, value: object) -> None:
        super().set_value(f"{value:g}" if isinstance(value, float) else value)

    def problem(self) -> str:
        words = self.line.text().strip()
        return _("This is not a number. Write digits such as 12.") if words and self.value() is None else ""


_MONEY = re.compile(r"-?\d+(\.\d{1,2})?")


class MoneyBox(TextBox):
    """Yuan with up to two places; the value is whole fen."""

    def __init__(self, field: Field) -> None:
        super().__init__(field)
        self.line.setPlaceholderText(_(field.hint) or _("Yuan"))
        self.line.editingFinished.connect(
            lambda: self.set_value(self.value()) if not self.problem() else None
        )

    def _words(self) -> str:
        return self.line.text().strip().replace(",", "").removeprefix("¥").removesuffix("元").strip()

    def value(self) -> object:
        words = self._words()
        if not _MONEY.fullmatch(words):
            return None
        whole, _point, rest = words.lstrip("-").partition(".")
        fen = int(whole) * 100 + int((rest + "00")[:2])
        return -fen if words.startswith("-") else fen

    def set_value(self, value: object) -> None:
        self.line.setText(f"{value / 100:,.2f}" if isinstance(value, int) else "")

    def problem(self) -> str:
        words = self._words()
        return _("Write the amount in yuan, such as 500 or 12.50.") if words and self.value() is None else ""


class MomentBox(TextBox):
    """A day with the time in China's clock; the value is an aware UTC moment."""

    def __init__(self, field: Field) -> None:
        super().__init__(field)
        self.line.setPlaceholderText(_(field.hint) or "2026-03-05 14:30")

    def value(self) -> object:
        try:
            return self._read()
        except ValueError:
            return None

    def _read(self) -> datetime | None:
        from commgov_desktop.ui.day_words import read_day

        words = self.line.text().strip().replace("：", ":")
        if not words:
            return None
        found = re.fullmatch(r"(.*?)(?:[\sT]+(\d{1,2}):(\d{2})(?::\d{2})?)?", words)
        day = read_day(found[1]) if found else None
        if day is None or found is None:
            raise ValueError(words)
        clocked = time(int(found[2] or 0), int(found[3] or 0))
        return datetime.combine(day, clocked, clock.CHINA).astimezone(UTC)

    def set_value(self, value: object) -> None:
        moment = datetime.fromisoformat(value) if isinstance(value, str) and value else value
        self.line.setText(f"{clock.local(moment):%Y-%m-%d %H:%M}" if isinstance(moment, datetime) else "")

    def problem(self) -> str:
        try:
            self._read()
        except ValueError:
            return _("Write day and time such as 2026-03-05 14:30.")
        return ""


class FlagBox(FieldBox):
    """Yes or no as a tick; the label stands beside it."""

    def __init__(self, field: Field) -> None:
        self.tick = QCheckBox(_(field.hint) or _(field.label))
        super().__init__(field, self.tick)
        self.tick.clicked.connect(lambda _on: self.changed.emit())

    def value(self) -> object:
        return self.tick.isChecked()

    def set_value(self, value: object) -> None:
        self.tick.setChecked(bool(value))


def box_for(field: Field, helps: Help) -> FieldBox:
    """The box of a field."""
    from commgov_desktop.ui.choice_box import ChoiceBox
    from commgov_desktop.ui.day_box import DayBox
    from commgov_desktop.ui.private_boxes import IdNumberBox, PhoneBox
    from commgov_desktop.ui.record_picker import RecordPicker
    from commgov_desktop.ui.records_box import RecordsBox
    from commgov_desktop.ui.tags_box import TagsBox

    if field.kind == "choice":
        return ChoiceBox(field, helps.initials)
    if field.kind == "tags":
        return TagsBox(field, helps.initials)
    if field.kind == "reference":
        return RecordPicker(field, helps.pickers[field.to])
    if field.kind == "references":
        return RecordsBox(field, helps.pickers[field.to])
    plain: dict[str, Callable[[Field], FieldBox]] = {
        "text": TextBox,
        "paragraph": ParagraphBox,
        "day": DayBox,
        "moment": MomentBox,
        "number": NumberBox,
        "flag": FlagBox,
        "id_number": IdNumberBox,
        "phone": PhoneBox,
        "money": MoneyBox,
    }
    return plain[field.kind](field)


def same_day(value: object) -> date | None:
    """A day from what a record or a kept draft holds."""
    if isinstance(value, datetime):
        return clock.local(value).date()
    return (
        value
        if isinstance(value, date)
        else date.fromisoformat(value)
        if isinstance(value, str) and value
        else None
    )


def moves_on(event: QKeyEvent) -> bool:
    """Whether a key is the Enter that leads to the next box."""
    return event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers()
