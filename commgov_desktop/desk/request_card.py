"""The few facts that are still to be said before a certificate can be issued."""

from collections.abc import Mapping, Sequence
from functools import partial
from itertools import pairwise

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QLabel, QVBoxLayout, QWidget

from commgov_desktop.desk.facts import ASKED_LABELS, HINTS, neat
from commgov_desktop.desk.flow_card import Flow
from commgov_desktop.desk.kinds import offers
from commgov_desktop.i18n import _
from commgov_desktop.ledger.fields import Field
from commgov_desktop.ui.buttons import LinkButton
from commgov_desktop.ui.cards import empty_layout, row
from commgov_desktop.ui.field_boxes import FieldBox, Help, box_for
from commgov_desktop.ui.labels import key_hint, text

MOST_OFFERS = 9
DAYS = ("since", "birth")
_KINDS = {"statement": "paragraph", "id_number": "id_number", "phone": "phone"}


class RequestForm(QWidget):
    """One box a fact, in two columns, with words to take at a click or by Alt and a digit. ``changed`` after every change."""

    changed = Signal()
    done = Signal()
    """Enter in the last box."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.boxes: dict[str, FieldBox] = {}
        self._problems: dict[str, QLabel] = {}
        self._labels: Mapping[str, str] = ASKED_LABELS
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 4, 0, 4)
        self._grid.setHorizontalSpacing(16)
        self._grid.setVerticalSpacing(8)
        self._grid.setColumnStretch(0, 1)
        self._grid.setColumnStretch(1, 1)
        self.hide()

    def ask(
        self, keys: Sequence[str], values: Mapping[str, str], labels: Mapping[str, str] = ASKED_LABELS
    ) -> None:
        """Ask for these facts; ``values`` stand there already. ``labels`` say what each is called."""
        self._labels = labels
        empty_layout(self._grid)
        self.boxes, self._problems = {}, {}
        place = 0
        for key in keys:
            cell = self._cell(key, values.get(key, ""))
            if key == "statement":
                place += place % 2
                self._grid.addLayout(cell, place // 2, 0, 1, 2)
                place += 2
            else:
                self._grid.addLayout(cell, place // 2, place % 2)
                place += 1
        self.setVisible(bool(keys))
        self._order()

    def _cell(self, key: str, value: str) -> QVBoxLayout:
        box = box_for(
            Field(key, self._labels[key], _KINDS.get(key, "text"), hint=HINTS.get(key, "")), Help({})
        )
        box.set_value(value)
        box.changed.connect(self._changed)
        box.editor.installEventFilter(self)
        problem = text("", "problem", wrap=True)
        problem.hide()
        self.boxes[key], self._problems[key] = box, problem
        label = text(_(self._labels[key]))
        label.setBuddy(box.editor)
        offered = offers(key)[:MOST_OFFERS]
        first = offered and not any(offers(name) for name in self.boxes if name != key)
        column = QVBoxLayout()
        column.setSpacing(3)
        column.addLayout(row(label, None, key_hint(f"Alt+1…{len(offered)}")) if first else row(label))
        column.addWidget(box)
        if offered:
            column.addWidget(_side_by_side([self._link(key, n, w) for n, w in enumerate(offered, start=1)]))
        column.addWidget(problem)
        column.addStretch(1)
        return column

    def _link(self, key: str, place: int, words: str) -> LinkButton:
        link = LinkButton(words, partial(self._take, key, words))
        link.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        link.setToolTip(f"Alt+{place}")
        return link

    def _take(self, key: str, words: str) -> None:
        self.boxes[key].set_value(words)
        self._changed()
        empty = next((box for name, box in self.boxes.items() if not self.values().get(name)), None)
        (empty or self.boxes[key]).editor.setFocus()

    def _order(self) -> None:
        editors = [box.editor for box in self.boxes.values()]
        for before, after in pairwise(editors):
            QWidget.setTabOrder(before, after)

    def _changed(self) -> None:
        for key, problem in self._problems.items():
            if problem.isVisible() and self.values().get(key):
                problem.hide()
                self.boxes[key].mark(False)
        self.changed.emit()

    def values(self) -> dict[str, str]:
        """What was typed, by fact."""
        return {key: str(box.value() or "") for key, box in self.boxes.items()}

    def fill(self, values: Mapping[str, str]) -> None:
        """Put these words into the boxes that are there."""
        for key, words in values.items():
            if key in self.boxes:
                self.boxes[key].set_value(words)

    def show_problems(self, problems: Mapping[str, str]) -> None:
        """Say at each box what is missing; days that cannot be read are said to be so."""
        first: FieldBox | None = None
        for key, label in self._problems.items():
            words = problems.get(key, "")
            if words and self.values()[key] and key in DAYS:
                words = _("This cannot be read. Write it such as {hint}.").format(hint=_(HINTS.get(key, "")))
            label.setText(words)
            label.setVisible(bool(words))
            self.boxes[key].mark(bool(words))
            first = first or (self.boxes[key] if words else None)
        if first is not None:
            first.editor.setFocus()

    def focus_first(self) -> None:
        """Put the keyboard into the first box that is still empty."""
        values = self.values()
        empty = [box for key, box in self.boxes.items() if not neat(key, values[key])]
        if empty or self.boxes:
            (empty or list(self.boxes.values()))[0].editor.setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            plain = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers()
            statement = self.boxes.get("statement")
            if self._offer(watched, event):
                return True
            if plain and not (statement and watched is statement.editor):
                return self._enter(watched)
        return super().eventFilter(watched, event)

    def _offer(self, watched: QObject, event: QKeyEvent) -> bool:
        """Alt+1, Alt+2 …: the words offered for the box; with nothing left to say on to the print button.

        Not from the keys at the right, where Windows makes signs by their codes.
        """
        place = event.key() - Qt.Key.Key_1
        key = next((name for name, box in self.boxes.items() if box.editor is watched), "")
        offered = offers(key)[:MOST_OFFERS] if key else []
        if event.modifiers() != Qt.KeyboardModifier.AltModifier or not 0 <= place < len(offered):
            return False
        self._take(key, offered[place])
        if all(self.values().values()):
            self.done.emit()
        return True

    def _enter(self, watched: QObject) -> bool:
        editors = [box.editor for box in self.boxes.values()]
        place = next((i for i, editor in enumerate(editors) if editor is watched), len(editors))
        if place + 1 < len(editors):
            editors[place + 1].setFocus()
        else:
            self.done.emit()
        return True


def _side_by_side(links: Sequence[LinkButton]) -> Flow:
    flow = Flow(4)
    for link in links:
        flow.add(link)
    return flow
