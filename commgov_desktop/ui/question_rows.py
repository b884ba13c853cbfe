"""The rows of a filter: 什么 · 怎样 · 值, each with a cross, joined by 满足全部, 任一 or 都不."""

from functools import partial

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from commgov_desktop import name_readings
from commgov_desktop.i18n import N_, _
from commgov_desktop.ledger.fields import Field
from commgov_desktop.ledger.question_facts import HOW_WORDS, Registry, offered
from commgov_desktop.ledger.questions import DEEPEST, Asked, Question
from commgov_desktop.ui import look
from commgov_desktop.ui.buttons import LinkButton, icon_button
from commgov_desktop.ui.cards import row
from commgov_desktop.ui.choice_box import ChoiceBox
from commgov_desktop.ui.labels import text
from commgov_desktop.ui.question_values import ValuesBox

WAYS = (("all", N_("all of them hold")), ("any", N_("any of them holds")), ("none", N_("none of them holds")))


class ConditionRow(QWidget):
    """One condition. ``gone`` when the clerk takes it away."""

    changed = Signal()
    gone = Signal()

    def __init__(self, facts: Registry, asked: Asked | None = None) -> None:
        super().__init__()
        self._facts = facts
        self._unknown = asked if asked is not None and asked.fact not in facts else None
        field = Field(
            "fact", N_("What is asked"), "choice", choices=lambda: offered(facts), hint=N_("What is asked")
        )
        self.fact_box = ChoiceBox(field, name_readings.initials)
        self.fact_box.setFixedWidth(look.px(190))
        self.how_box = QComboBox()
        self.how_box.setAccessibleName(_("How it is asked"))
        self.how_box.setFixedWidth(look.px(104))
        self.values_box: ValuesBox | None = None
        self._line = QHBoxLayout(self)
        self._line.setContentsMargins(0, 0, 0, 0)
        self._line.setSpacing(8)
        self._line.addWidget(self.fact_box)
        self._line.addWidget(self.how_box)
        self._line.addStretch(1)
        self._line.addWidget(icon_button("dismiss", _("Take this condition away"), self.gone.emit))
        self.setFocusProxy(self.fact_box)
        self._key = ""
        if asked is not None:
            self._show(asked)
        self.fact_box.changed.connect(self._fact_chosen)
        self.how_box.activated.connect(lambda _place: self._how_chosen())
        self.how_box.setVisible(bool(self._key))

    def _show(self, asked: Asked) -> None:
        if self._unknown:
            self.fact_box.set_value(asked.label or asked.fact)
            return
        self._key = asked.fact
        self.fact_box.set_value(asked.fact)
        self._offer_hows(asked.how)
        self._make_values()
        if self.values_box:
            self.values_box.show_values(asked.values, asked.period)

    def _fact_chosen(self) -> None:
        key = self.fact_box.value() if self.fact_box.settled else None
        if not isinstance(key, str) or key not in self._facts or key == self._key:
            return
        self._key, self._unknown = key, None
        self._offer_hows("")
        self._how_chosen()

    def _offer_hows(self, chosen: str) -> None:
        hows = self._facts[self._key].hows
        self.how_box.clear()
        for how in hows:
            self.how_box.addItem(_(HOW_WORDS[how]), how)
        self.how_box.setCurrentIndex(hows.index(chosen) if chosen in hows else 0)
        self.how_box.setVisible(True)

    def _how_chosen(self) -> None:
        before = self.values_box.values() if self.values_box else ()
        self._make_values()
        if self.values_box and before:
            self.values_box.show_values(before, None)
        self.changed.emit()

    def _make_values(self) -> None:
        if self.values_box:
            self._line.removeWidget(self.values_box)
            self.values_box.hide()
            self.values_box.deleteLater()
        self.values_box = ValuesBox(self._facts[self._key], str(self.how_box.currentData()))
        self.values_box.changed.connect(self.changed)
        self._line.insertWidget(2, self.values_box, 1)

    def asked(self) -> Asked:
        """The condition as it stands; a fact that is gone keeps its name until another is chosen."""
        if self._unknown:
            return self._unknown
        if not self._key or self.values_box is None:
            return Asked("", "")
        label = _(self._facts[self._key].label)
        box = self.values_box
        return Asked(self._key, str(self.how_box.currentData()), box.values(), box.period(), label)


class QuestionRows(QFrame):
    """A group of conditions, with further groups within it."""

    changed = Signal()
    gone = Signal()

    def __init__(self, facts: Registry, question: Question, depth: int = 1) -> None:
        super().__init__()
        self._facts, self._depth = facts, depth
        self.rows: list[ConditionRow | QuestionRows] = []
        self.way = QComboBox()
        self.way.setAccessibleName(_("How the conditions go together"))
        for key, words in WAYS:
            self.way.addItem(_(words), key)
        self.way.setCurrentIndex([key for key, _words in WAYS].index(question.way))
        self.way.activated.connect(lambda _place: self.changed.emit())
        if depth > 1:
            self.setProperty("role", "well")
        column = QVBoxLayout(self)
        edge = 12 if depth > 1 else 0
        column.setContentsMargins(edge, edge * 2 // 3, edge, edge * 2 // 3)
        column.setSpacing(8)
        head: list[QWidget | None] = [text(_("Those of whom")), self.way, None]
        if depth > 1:
            head.append(icon_button("dismiss", _("Take this group away"), self.gone.emit))
        column.addLayout(row(*head))
        self._lines = QVBoxLayout()
        self._lines.setSpacing(8)
        column.addLayout(self._lines)
        self.add_button = LinkButton("＋ " + _("Add a condition"), self.add_condition)
        self.group_button = LinkButton("＋ " + _("Add a group of conditions"), self.add_group)
        self.group_button.setVisible(depth < DEEPEST)
        column.addLayout(row(self.add_button, self.group_button, None))
        for part in question.parts:
            made = (
                QuestionRows(facts, part, depth + 1)
                if isinstance(part, Question)
                else ConditionRow(facts, part)
            )
            self._put(made)

    def minimumSizeHint(self) -> QSize:
        """Its full height: the links below the rows would be the first to be squeezed away."""
        return QSize(super().minimumSizeHint().width(), self.sizeHint().height())

    def add_condition(self) -> None:
        """A new row with the keyboard in it."""
        made = ConditionRow(self._facts)
        self._put(made)
        made.setFocus()
        self.changed.emit()

    def add_group(self) -> None:
        """A group within this one, with an empty row."""
        made = QuestionRows(self._facts, Question("any"), self._depth + 1)
        self._put(made)
        made.add_condition()

    def _put(self, made: "ConditionRow | QuestionRows") -> None:
        made.changed.connect(self.changed)
        made.gone.connect(partial(self._take, made))
        self.rows.append(made)
        self._lines.addWidget(made)

    def _take(self, gone: "ConditionRow | QuestionRows") -> None:
        self.rows.remove(gone)
        self._lines.removeWidget(gone)
        gone.hide()
        gone.deleteLater()
        (self.rows[-1] if self.rows else self.add_button).setFocus()
        self.changed.emit()

    def question(self) -> Question:
        """The whole group as it stands."""
        parts = tuple(r.asked() if isinstance(r, ConditionRow) else r.question() for r in self.rows)
        return Question(str(self.way.currentData()), parts)
