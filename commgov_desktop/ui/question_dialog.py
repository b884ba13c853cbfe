"""The filter builder: conditions in rows, the sentence they make, how many answer, and a name to keep it under."""

from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QCheckBox, QDialog, QLineEdit, QVBoxLayout, QWidget

from commgov_desktop.errors import Invalid, UserError
from commgov_desktop.i18n import _, ngettext
from commgov_desktop.ledger import questions
from commgov_desktop.ledger.question_facts import Registry
from commgov_desktop.ledger.question_words import say
from commgov_desktop.ledger.questions import Asked, Question
from commgov_desktop.ui import ask, look, tasks
from commgov_desktop.ui.buttons import primary, quiet, shortcut
from commgov_desktop.ui.cards import row
from commgov_desktop.ui.labels import rule, text
from commgov_desktop.ui.plain_page import scrolling
from commgov_desktop.ui.question_rows import QuestionRows

PAUSE = 250
"""Milliseconds without a change after which those who answer are counted."""

Keep = Callable[[str, Question, bool], object]


class QuestionDialog(QDialog):
    """``used`` carries the question to be shown in the list; ``keep(name, question, shared)`` saves it.

    ``count`` runs in the background. ``name`` and ``shared`` are those of a saved filter that is changed.
    """

    used = Signal(object)

    def __init__(
        self,
        parent: QWidget | None,
        facts: Registry,
        count: Callable[[Question], int],
        keep: Keep,
        question: Question | None = None,
        *,
        name: str = "",
        shared: bool = False,
    ) -> None:
        super().__init__(parent)
        self._facts, self._count, self._keep = facts, count, keep
        self._asked = 0
        self.setWindowTitle(_("Filter by conditions"))
        self.setAccessibleName(_("Filter by conditions"))
        wide = parent.window().width() - 40 if parent else look.px(1000)
        self.resize(min(look.px(1000), wide), look.px(580))
        self.sentence = text("", "strong", wrap=True)
        self.hint = text("", "dim", wrap=True)
        self.rows = QuestionRows(facts, question or Question())
        self.rows.changed.connect(self._changed)
        self.count_words = text("", "head")
        self.name_line = QLineEdit(name)
        self.name_line.setPlaceholderText(_("Name, to keep this filter"))
        self.name_line.setAccessibleName(_("Name of the filter"))
        self.shared_box = QCheckBox(_("for all clerks"))
        self.shared_box.setChecked(shared)
        self.save_button = quiet(_("Save"), self.save, icon="save", keys="Ctrl+S")
        self.use_button = primary(_("Show in the list"), self.use, keys="Ctrl+Return")
        self.use_button.setToolTip(_("Show in the list") + "  Ctrl+Enter")
        self.close_button = quiet(_("Cancel"), self.reject)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE)
        self._pause.timeout.connect(self._count_now)
        self._build()
        shortcut(self, "Ctrl+N", self.rows.add_condition)
        if question is None:
            self.rows.add_condition()
        self._changed()

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(10)
        column.addWidget(self.sentence)
        column.addWidget(self.hint)
        column.addWidget(rule())
        inside = QWidget()
        lines = QVBoxLayout(inside)
        lines.setContentsMargins(0, 4, 8, 4)
        lines.addWidget(self.rows)
        lines.addStretch(1)
        room = scrolling(inside)
        room.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        column.addWidget(room, 1)
        column.addWidget(rule())
        self.name_line.setMinimumWidth(look.px(200))
        lower = (self.count_words, None, self.name_line, self.shared_box, self.save_button)
        column.addLayout(row(*lower))
        column.addLayout(row(None, self.use_button, self.close_button))

    def question(self) -> Question:
        """The question as it stands."""
        return questions.named(self.rows.question(), self._facts)

    def _changed(self) -> None:
        question = self.rows.question()
        problems = questions.problems(question, self._facts)
        started = [asked for asked in question.conditions() if asked != Asked("", "")]
        self.sentence.setText(say(question, self._facts) if started else _("Whom do you look for?"))
        retired = questions.retired(question, self._facts)
        notes = [_("Retired, answered from what was entered: {facts}").format(facts="、".join(retired))]
        self.hint.setText("\n".join([*dict.fromkeys(problems), *(notes if retired else [])]))
        for button in (self.use_button, self.save_button):
            button.setEnabled(not problems)
        self.count_words.setText("…" if not problems else "")
        self._asked += 1
        if problems:
            self._pause.stop()
        else:
            self._pause.start()

    def _count_now(self) -> None:
        asked, question = self._asked, self.rows.question()

        def show(number: int) -> None:
            if asked == self._asked:
                words = ngettext("{n} answers", "{n} answer", number)
                self.count_words.setText(words.format(n=f"{number:,}"))

        tasks.fetch(self, lambda: self._count(question), show)

    def use(self) -> None:
        """Show those who answer in the list."""
        if self.use_button.isEnabled():
            self.used.emit(self.question())
            self.accept()

    def save(self) -> None:
        """Keep the question under its name, and show it."""
        if not self.save_button.isEnabled():
            return
        try:
            self._keep(self.name_line.text(), self.question(), self.shared_box.isChecked())
        except Invalid as error:
            self.hint.setText(str(error))
            self.name_line.setFocus()
        except UserError as error:
            ask.show_error(self, error)
        else:
            self.accept()
