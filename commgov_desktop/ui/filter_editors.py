"""How a column is asked in the filter: words to tick, a word to hold, days or numbers from–to, filled in or not."""

from collections.abc import Sequence
from datetime import date
from functools import partial

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QHBoxLayout,
    QLineEdit,
    QRadioButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from commgov_desktop import clock
from commgov_desktop.i18n import N_, _
from commgov_desktop.ledger.conditions import Answer, Between, Condition, Contains, Filled, Missing, OneOf
from commgov_desktop.ledger.fields import Field
from commgov_desktop.ui import look
from commgov_desktop.ui.buttons import LinkButton
from commgov_desktop.ui.cards import row
from commgov_desktop.ui.day_words import show_day
from commgov_desktop.ui.field_boxes import FieldBox, Help, box_for
from commgov_desktop.ui.labels import text
from commgov_desktop.ui.search_box import PAUSE

_NAMED = 3
"""Ticked words that are named in a chip; of more only the number is said."""


class Editor(QWidget):
    """``changed`` when something else is asked; ``condition()`` is ``None`` when nothing is."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(6)

    def condition(self) -> Condition | None:
        """What is asked."""
        return None

    def words(self) -> str:
        """What is asked, as words after the name of the column."""
        return ""

    def show_condition(self, condition: Condition | None) -> None:
        """Show what is asked already, without saying that it changed."""


class WordsEditor(Editor):
    """The words that occur, each with its count, to be ticked."""

    def __init__(self, answers: Sequence[Answer]) -> None:
        super().__init__()
        self._lines: list[tuple[QCheckBox, Answer]] = []
        inside = QWidget()
        inside.setProperty("role", "plain")
        lines = QVBoxLayout(inside)
        lines.setContentsMargins(0, 0, 8, 0)
        lines.setSpacing(4)
        for answer in answers:
            tick = QCheckBox(_("Not filled in") if answer.missing else answer.words)
            tick.setAccessibleDescription(f"{answer.count:,}")
            tick.toggled.connect(self.changed)
            lines.addLayout(row(tick, None, text(f"{answer.count:,}", "small")))
            self._lines.append((tick, answer))
        if not answers:
            lines.addWidget(text(_("Nothing is filled in here yet."), "dim", wrap=True))
        lines.addStretch(1)
        room = QScrollArea()
        room.setWidgetResizable(True)
        room.setWidget(inside)
        inside.setAutoFillBackground(False)
        room.viewport().setAutoFillBackground(False)
        self.column.addWidget(room, 1)

    def _ticked(self) -> list[Answer]:
        return [answer for tick, answer in self._lines if tick.isChecked()]

    def condition(self) -> Condition | None:
        found = self._ticked()
        if not found:
            return None
        values = tuple(value for answer in found for value in answer.values)
        return OneOf(values, any(answer.missing for answer in found))

    def words(self) -> str:
        found = [_("Not filled in") if answer.missing else answer.words for answer in self._ticked()]
        if len(found) <= _NAMED:
            return "、".join(found)
        return _("{first} and {n} more").format(first=found[0], n=len(found) - 1)

    def show_condition(self, condition: Condition | None) -> None:
        for tick, answer in self._lines:
            on = isinstance(condition, OneOf) and (
                condition.missing if answer.missing else bool(set(answer.values) & set(condition.values))
            )
            _set(tick, on)


class TextEditor(Editor):
    """A word the column must hold; asked when the typing pauses."""

    def __init__(self, label: str) -> None:
        super().__init__()
        self.line = QLineEdit()
        self.line.setPlaceholderText(_("Holds these words"))
        self.line.setAccessibleName(_("{column} holds").format(column=label))
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE)
        self._pause.timeout.connect(self.changed)
        self.line.textEdited.connect(lambda _words: self._pause.start())
        self.presence = _Presence(self._asked)
        self.column.addWidget(self.line)
        self.column.addWidget(self.presence)
        self.column.addStretch(1)

    def _asked(self) -> None:
        self.line.setEnabled(self.presence.condition() is None)
        self.changed.emit()

    def condition(self) -> Condition | None:
        words = self.line.text().strip()
        return self.presence.condition() or (Contains(words) if words else None)

    def words(self) -> str:
        return self.presence.words() or _("holds “{words}”").format(words=self.line.text().strip())

    def show_condition(self, condition: Condition | None) -> None:
        self.line.setText(condition.words if isinstance(condition, Contains) else "")
        self.presence.show_condition(condition)
        self.line.setEnabled(self.presence.condition() is None)


class RangeEditor(Editor):
    """From–to for days, numbers and money, both ends counted in."""

    def __init__(self, field: Field) -> None:
        super().__init__()
        days = field.kind in ("day", "moment")
        self._kind = "day" if days else field.kind
        self.first, self.last = self._box(field, N_("From")), self._box(field, N_("Up to"))
        for box in (self.first, self.last):
            box.changed.connect(self._asked)
            self.column.addWidget(text(_(box.field.label), "small"))
            self.column.addWidget(box)
        if days:
            self.column.addLayout(self._near_days())
        self.problem = text("", "problem", wrap=True)
        self.problem.hide()
        self.column.addWidget(self.problem)
        self.presence = _Presence(self._asked)
        self.column.addWidget(self.presence)
        self.column.addStretch(1)

    def _box(self, field: Field, label: str) -> FieldBox:
        return box_for(Field(field.name, label, self._kind), Help({}))

    def _near_days(self) -> QHBoxLayout:
        today = clock.today()
        year = today.replace(month=1, day=1)
        spans = (
            (_("Today"), today, today),
            (_("This month"), today.replace(day=1), today),
            (_("This year"), year, today),
        )
        return row(*(LinkButton(words, partial(self._span, a, b)) for words, a, b in spans), None)

    def _span(self, first: date, last: date) -> None:
        self.presence.show_condition(None)
        self.show_condition(Between(first, last))
        self._asked()

    def _asked(self) -> None:
        ends = (self.first, self.last)
        wrong = next((box.problem() for box in ends if box.problem()), "")
        self.problem.setText(wrong)
        self.problem.setVisible(bool(wrong))
        for box in ends:
            box.setEnabled(self.presence.condition() is None)
        if not wrong:
            self.changed.emit()

    def condition(self) -> Condition | None:
        first, last = self.first.value(), self.last.value()
        ends = Between(first, last) if (first, last) != (None, None) else None
        return self.presence.condition() or ends

    def words(self) -> str:
        if said := self.presence.words():
            return said
        first, last = (self._word(box.value()) for box in (self.first, self.last))
        if not last:
            return _("{first} and above").format(first=first) if self._kind != "day" else f"{first} ～"
        if not first:
            return _("up to {last}").format(last=last) if self._kind != "day" else f"～ {last}"
        return first if first == last else f"{first}～{last}"

    def _word(self, value: object) -> str:
        if isinstance(value, date):
            return show_day(value)
        if self._kind == "money" and isinstance(value, int):
            return f"{value / 100:,.2f}"
        return "" if value is None else f"{value}"

    def show_condition(self, condition: Condition | None) -> None:
        ends = condition if isinstance(condition, Between) else Between()
        self.first.set_value(ends.first)
        self.last.set_value(ends.last)
        self.presence.show_condition(condition)
        for box in (self.first, self.last):
            box.setEnabled(self.presence.condition() is None)


class PresenceEditor(Editor):
    """Only whether something is filled in: for numbers that are shown masked."""

    def __init__(self) -> None:
        super().__init__()
        self.group = QButtonGroup(self)
        for place, words in enumerate((_("Either way"), _("Filled in"), _("Not filled in"))):
            choice = QRadioButton(words)
            self.group.addButton(choice, place)
            self.column.addWidget(choice)
        self.group.button(0).setChecked(True)
        self.group.idClicked.connect(lambda _place: self.changed.emit())
        self.column.addStretch(1)

    def condition(self) -> Condition | None:
        return (None, Filled(), Missing())[max(0, self.group.checkedId())]

    def words(self) -> str:
        return ("", _("Filled in"), _("Not filled in"))[max(0, self.group.checkedId())]

    def show_condition(self, condition: Condition | None) -> None:
        place = {Filled: 1, Missing: 2}.get(type(condition), 0) if condition else 0
        self.group.button(place).setChecked(True)


class _Presence(QCheckBox):
    """“Not filled in”, which makes every other question about the column idle."""

    def __init__(self, asked: object) -> None:
        super().__init__(_("Not filled in"))
        self.toggled.connect(asked)

    def condition(self) -> Condition | None:
        return Missing() if self.isChecked() else None

    def words(self) -> str:
        return _("Not filled in") if self.isChecked() else ""

    def show_condition(self, condition: Condition | None) -> None:
        _set(self, isinstance(condition, Missing))


def _set(tick: QCheckBox, on: bool) -> None:
    tick.blockSignals(True)
    tick.setChecked(on)
    tick.blockSignals(False)
    tick.setMinimumHeight(look.px(26))
