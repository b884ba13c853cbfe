"""The form of a record: two columns, labels on top, what is wrong said in words under its box."""

from collections.abc import Callable, Mapping, Sequence
from itertools import pairwise
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from commgov_desktop.i18n import _
from commgov_desktop.ledger.fields import Field, Section
from commgov_desktop.ui import look
from commgov_desktop.ui.banner import Banner
from commgov_desktop.ui.buttons import primary, quiet, shortcut
from commgov_desktop.ui.field_boxes import FieldBox, Help, Picker, box_for, moves_on
from commgov_desktop.ui.labels import BoxName, rule, text

DRAFT_PAUSE = 1000
"""Milliseconds after the last change before the draft is handed out."""


class RecordForm(QFrame):
    """``save_asked`` (Ctrl+S, button) comes only when every box can be read; ``leave_asked`` on Esc.

    ``values()`` gives by kind: text, paragraph, phone, id_number ``str`` (empty: ""), day ``date|None``,
    moment aware UTC ``datetime|None``, number ``int|float|None``, money whole fen ``int|None``, choice
    code ``str|None``, reference id ``int|None``, flag ``bool``, tags ``list[str]``.
    """

    changed = Signal()
    save_asked = Signal()
    leave_asked = Signal()
    draft_changed = Signal(dict)

    def __init__(
        self,
        sections: Sequence[Section],
        *,
        title: str = "",
        pickers: Mapping[str, Picker] | None = None,
        initials: Callable[[str], str] | None = None,
        save_words: str = "",
        buttons: bool = True,
        columns: int = 2,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._helps = Help(pickers or {}, initials)
        self._columns = columns
        self.boxes: dict[str, FieldBox] = {}
        self._problems: dict[str, QLabel] = {}
        self.is_changed = False
        self.setAccessibleName(title or _("Form"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self.title = text(title, "head", wrap=True)
        self.banner = Banner("error", "")
        self.banner.hide()
        self._build(column, sections, title)
        if buttons:
            column.addWidget(self._foot(save_words))
        self._draft = QTimer(self)
        self._draft.setSingleShot(True)
        self._draft.setInterval(DRAFT_PAUSE)
        self._draft.timeout.connect(self._hand_out_draft)
        shortcut(self, "Ctrl+S", self.ask_save)
        shortcut(self, "Ctrl+Return", self.ask_save)
        shortcut(self, "Escape", self.leave_asked.emit)
        self._set_tab_order()

    # ---- building -----------------------------------------------------------------------------

    def _build(self, column: QVBoxLayout, sections: Sequence[Section], title: str) -> None:
        paper = QWidget()
        paper.setProperty("role", "plain")
        inside = QVBoxLayout(paper)
        inside.setContentsMargins(18, 14, 18, 14)
        inside.setSpacing(6)
        inside.addWidget(self.title)
        self.title.setVisible(bool(title))
        inside.addWidget(self.banner)
        for part in sections:
            if part.title:
                inside.addSpacing(8)
                inside.addWidget(text(_(part.title), "section"))
                inside.addWidget(rule())
            inside.addLayout(self._grid(part.fields))
        self._below = inside
        inside.addStretch(1)
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setWidget(paper)
        column.addWidget(self.area, 1)

    def add_below(self, thing: QWidget) -> None:
        """Put something that is no box, such as a list of people to tick, under the boxes."""
        self._below.insertWidget(self._below.count() - 1, thing)

    def _grid(self, fields: Sequence[Field]) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(8)
        row = column = 0
        for field in fields:
            wide = field.wide or field.kind == "paragraph"
            if wide and column:
                row, column = row + 1, 0
            span = self._columns if wide else 1
            grid.addWidget(self._cell(field), row, column, 1, span, Qt.AlignmentFlag.AlignTop)
            column += span
            if column >= self._columns:
                row, column = row + 1, 0
        for number in range(self._columns):
            grid.setColumnStretch(number, 1)
        return grid

    def _cell(self, field: Field) -> QWidget:
        cell = QWidget()
        cell.setMinimumWidth(look.px(120))
        stack = QVBoxLayout(cell)
        stack.setContentsMargins(0, 0, 0, 0)
        stack.setSpacing(3)
        box = box_for(field, self._helps)
        if field.kind != "flag" or field.hint:  # a tick without a hint has its label beside it
            stack.addWidget(BoxName(_(field.label), box.editor, required=field.required))
        stack.addWidget(box)
        problem = text("", "problem", wrap=True)
        problem.hide()
        stack.addWidget(problem)
        self.boxes[field.name], self._problems[field.name] = box, problem
        box.changed.connect(lambda name=field.name: self._changed(name))
        box.editor.installEventFilter(self)
        return cell

    def _foot(self, save_words: str) -> QFrame:
        foot = QFrame()
        foot.setProperty("role", "foot")
        line = QHBoxLayout(foot)
        line.setContentsMargins(18, 10, 18, 10)
        self.save_button = primary(save_words or _("Save"), self.ask_save, icon="save")
        self.save_button.setToolTip("Ctrl+S")
        self.leave_button = quiet(_("Leave"), self.leave_asked.emit)
        self.leave_button.setToolTip("Esc")
        self.note = text("", "small")
        line.addWidget(self.save_button)
        line.addWidget(self.leave_button)
        line.addStretch(1)
        line.addWidget(self.note)
        return foot

    def _set_tab_order(self) -> None:
        editors = [box.editor for box in self.boxes.values()]
        for before, after in pairwise(editors):
            QWidget.setTabOrder(before, after)
        if editors:
            self.setFocusProxy(editors[0])

    # ---- values -------------------------------------------------------------------------------

    def values(self) -> dict[str, object]:
        """What the form holds, by field name, as plain values."""
        return {name: box.value() for name, box in self.boxes.items()}

    def set_values(self, values: Mapping[str, Any]) -> None:
        """Fill the boxes; fields that are not named stay. The form then counts as unchanged."""
        for name, value in values.items():
            if name in self.boxes:
                self.boxes[name].set_value(value)
        self._draft.stop()
        self.is_changed = False

    def show_draft(self, values: Mapping[str, Any], note: str = "") -> None:
        """Fill in a kept draft; the form counts as changed."""
        self.set_values(values)
        self.is_changed = True
        self.say(note)

    def say(self, note: str) -> None:
        """A grey word beside the buttons, such as 草稿 14:30 已存."""
        if hasattr(self, "note"):
            self.note.setText(note)

    def focus_first(self) -> None:
        """Put the keyboard into the first box that is empty and required, otherwise the first."""
        wanted = [b for b in self.boxes.values() if b.field.required and b.value() in (None, "", [])]
        for box in wanted or list(self.boxes.values()):
            box.editor.setFocus()
            return

    # ---- problems -----------------------------------------------------------------------------

    def show_problems(self, problems: Mapping[str, str]) -> None:
        """Write each sentence under its box and go to the first; those of no box stand at the top."""
        self.clear_problems()
        for name in (n for n in problems if n in self.boxes):
            self._show_problem(name, problems[name])
        self.banner.say("　".join(s for n, s in problems.items() if n not in self.boxes))
        first = next((n for n in self.boxes if n in problems), None)
        if first:
            self.boxes[first].editor.setFocus()
            self.area.ensureWidgetVisible(self.boxes[first], 0, 60)
        elif self.banner.isVisibleTo(self):
            self.area.ensureWidgetVisible(self.banner)

    def clear_problems(self) -> None:
        """Take all sentences away."""
        self.banner.say("")
        for name in self.boxes:
            self._show_problem(name, "")

    def _show_problem(self, name: str, sentence: str) -> None:
        label, box = self._problems[name], self.boxes[name]
        label.setText(sentence)
        label.setVisible(bool(sentence))
        box.mark(bool(sentence))
        box.editor.setAccessibleDescription(sentence)

    def say_under(self, name: str, sentence: str) -> None:
        """Say something under a box that does not keep the record from being saved; empty takes it away."""
        self._show_problem(name, sentence)

    def add_under(self, name: str, hint: QWidget) -> None:
        """Let a hint of the page's own stand under a box."""
        cell = self._problems[name].parentWidget()
        layout = cell.layout() if cell is not None else None
        assert layout is not None
        layout.addWidget(hint)

    def unreadable(self) -> dict[str, str]:
        """The sentences of the boxes that cannot be read."""
        found = {name: box.problem() for name, box in self.boxes.items()}
        return {name: sentence for name, sentence in found.items() if sentence}

    def ask_save(self) -> None:
        """What Ctrl+S does: show what cannot be read, or ask the page to save."""
        problems = self.unreadable()
        self.show_problems(problems)
        if not problems:
            self.save_asked.emit()

    # ---- while typing -------------------------------------------------------------------------

    def _changed(self, name: str) -> None:
        self.is_changed = True
        if self._problems[name].text():
            self._show_problem(name, "")
        self._draft.start()
        self.changed.emit()

    def _hand_out_draft(self) -> None:
        self.draft_changed.emit(self.values())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusOut:
            self._left(watched)
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and moves_on(event):
            return self._enter(watched)
        return super().eventFilter(watched, event)

    def _enter(self, editor: QObject) -> bool:
        """Enter leads to the next box; in a paragraph it makes a new line."""
        if isinstance(editor, QPlainTextEdit):
            return False
        names = list(self.boxes)
        here = next((i for i, n in enumerate(names) if self.boxes[n].editor is editor), None)
        if here is None or self.boxes[names[here]].takes_enter():
            return False
        if here + 1 < len(names):
            self.boxes[names[here + 1]].editor.setFocus(Qt.FocusReason.TabFocusReason)
        elif hasattr(self, "save_button"):
            self.save_button.setFocus(Qt.FocusReason.TabFocusReason)
        return True

    def _left(self, editor: QObject) -> None:
        for name, box in self.boxes.items():
            if box.editor is editor and box.problem():
                self._show_problem(name, box.problem())
