"""What goes into each column: the superior's heading, the fact under it, and whether in words, as code, masked or whole."""

from collections.abc import Sequence
from datetime import date
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from commgov_desktop import name_readings
from commgov_desktop.i18n import N_, _
from commgov_desktop.ledger.fact_values import FORM_WORDS, PATTERNS, cell, forms_of
from commgov_desktop.ledger.fields import Field
from commgov_desktop.ledger.question_facts import Registry
from commgov_desktop.roster.exchange.columns import EMPTY, OutColumn, names
from commgov_desktop.ui import look
from commgov_desktop.ui.buttons import LinkButton, icon_button
from commgov_desktop.ui.choice_box import ChoiceBox
from commgov_desktop.ui.labels import text
from commgov_desktop.ui.plain_page import scrolling

SAMPLE = date(1985, 3, 5)
"""The day with which the ways to write a day are shown."""

HEADING, FACT, FORM = 140, 230, 128
"""Widths of the three boxes of a line, in pixels at 100 %; the second gives way where there is no room."""

LONGEST = 10
"""Characters of a form's own heading that are shown; the whole of it stands in its tip."""


class ColumnLine(QWidget):
    """One column. With ``fixed`` its heading is the form's own and cannot be changed."""

    changed = Signal()

    def __init__(
        self,
        facts: Registry,
        column: OutColumn,
        offered: Sequence[tuple[str, str]],
        *,
        fixed: bool,
        may_full: bool,
    ) -> None:
        super().__init__()
        self._facts, self._fixed, self._may_full = facts, fixed, may_full
        self.heading: QLineEdit | QLabel = _heading(column.heading, fixed)
        field = Field(
            "fact", N_("What stands in it"), "choice", choices=lambda: offered, hint=N_("left empty")
        )
        self.fact_box = ChoiceBox(field, name_readings.initials)
        self.fact_box.setMinimumWidth(look.px(FACT // 2))
        self.fact_box.setMaximumWidth(look.px(FACT))
        self.fact_box.set_value(column.fact or None)
        self.form_box = QComboBox()
        self.form_box.setAccessibleName(_("How it is written"))
        self.form_box.setFixedWidth(look.px(FORM))
        self.form_box.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.line = QHBoxLayout(self)
        self.line.setContentsMargins(0, 0, 0, 0)
        self.line.setSpacing(8)
        for thing, stretch in ((self.heading, 0), (self.fact_box, 8), (self.form_box, 0)):
            self.line.addWidget(thing, stretch)
        self._offer_forms(column.form)
        self.fact_box.changed.connect(self._fact_chosen)
        self.form_box.activated.connect(lambda _place: self.changed.emit())
        if isinstance(self.heading, QLineEdit):
            self.heading.textEdited.connect(lambda _words: self.changed.emit())

    def _fact_chosen(self) -> None:
        if not self.fact_box.settled:
            return
        key = self.fact_box.value()
        if isinstance(self.heading, QLineEdit) and not self.heading.text().strip() and key:
            self.heading.setText(self.fact_box.combo.currentText())
        self._offer_forms("")
        self.changed.emit()

    def _offer_forms(self, chosen: str) -> None:
        key = self.fact_box.value()
        forms = forms_of(self._facts[key]) if isinstance(key, str) and key in self._facts else ()
        forms = tuple(form for form in forms if form != "full" or self._may_full)
        self.form_box.clear()
        for form in forms:
            self.form_box.addItem(self._form_words(str(key), form), form)
        self.form_box.setCurrentIndex(max(0, self.form_box.findData(chosen)))
        policy = self.form_box.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        self.form_box.setSizePolicy(policy)
        self.form_box.setVisible(len(forms) > 1)

    def _form_words(self, key: str, form: str) -> str:
        """A day as it will look, 1985-03-05; the other ways in words."""
        if form in PATTERNS:
            return str(cell(self._facts[key], form, SAMPLE, SAMPLE))
        return _(FORM_WORDS[form])

    def column(self) -> OutColumn:
        """What is chosen."""
        key = self.fact_box.value()
        words = self.heading.toolTip() if self._fixed else self.heading.text().strip()
        return OutColumn(str(key) if key else EMPTY, words, str(self.form_box.currentData() or ""))


def _heading(words: str, fixed: bool) -> QLineEdit | QLabel:
    if fixed:
        last = words.rpartition("/")[2].strip() or _("(no heading)")
        label = text(last if len(last) <= LONGEST else f"{last[: LONGEST - 1]}…")
        label.setToolTip(words)
        label.setFixedWidth(look.px(HEADING))
        return label
    line = QLineEdit(words)
    line.setPlaceholderText(_("Heading"))
    line.setAccessibleName(_("Heading"))
    line.setFixedWidth(look.px(HEADING))
    return line


class ColumnsCard(QWidget):
    """The lines, one below the other. ``fixed`` for a form whose columns are given."""

    changed = Signal()

    def __init__(
        self, facts: Registry, columns: Sequence[OutColumn], *, fixed: bool = False, may_full: bool = False
    ) -> None:
        super().__init__()
        self._facts, self._fixed, self._may_full = facts, fixed, may_full
        self._offered = names(facts)
        self.lines: list[ColumnLine] = []
        inside = QWidget()
        self._room = QVBoxLayout(inside)
        self._room.setContentsMargins(0, 0, 8, 0)
        self._room.setSpacing(6)
        self._room.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(scrolling(inside), 1)
        self.add_button = LinkButton("＋ " + _("Add a column"), self.add)
        self.add_button.setVisible(not fixed)
        column.addWidget(self.add_button)
        self.show_columns(columns)

    def show_columns(self, columns: Sequence[OutColumn]) -> None:
        """Show other columns."""
        for line in self.lines:
            self._room.removeWidget(line)
            line.hide()
            line.deleteLater()
        self.lines = []
        for column in columns:
            self._put(column)

    def _put(self, column: OutColumn) -> ColumnLine:
        line = ColumnLine(self._facts, column, self._offered, fixed=self._fixed, may_full=self._may_full)
        line.changed.connect(self.changed)
        if not self._fixed:
            for icon, words, act in (
                ("chevron-up", _("Move up"), partial(self._move, line, -1)),
                ("chevron-down", _("Move down"), partial(self._move, line, 1)),
                ("dismiss", _("Take this column away"), partial(self._take, line)),
            ):
                line.line.addWidget(icon_button(icon, words, act))
        line.line.addStretch(1)
        self.lines.append(line)
        self._room.insertWidget(self._room.count() - 1, line)
        return line

    def add(self) -> None:
        """A new column at the end, with the keyboard in it."""
        self._put(OutColumn(EMPTY, "")).fact_box.setFocus()
        self.changed.emit()

    def _move(self, line: ColumnLine, by: int) -> None:
        at = self.lines.index(line)
        if not 0 <= at + by < len(self.lines):
            return
        self.lines.insert(at + by, self.lines.pop(at))
        self._room.removeWidget(line)
        self._room.insertWidget(at + by, line)
        self.changed.emit()

    def _take(self, line: ColumnLine) -> None:
        self.lines.remove(line)
        self._room.removeWidget(line)
        line.hide()
        line.deleteLater()
        self.changed.emit()

    def columns(self) -> tuple[OutColumn, ...]:
        """What is chosen, in order."""
        return tuple(line.column() for line in self.lines)
