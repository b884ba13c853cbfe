"""Shows the new people of a file who look like somebody who is there already, and asks what to do with each."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QSplitter, QVBoxLayout, QWidget

from commgov_desktop.i18n import N_, _, ngettext
from commgov_desktop.ledger.fields import Chip, Field
from commgov_desktop.roster.duplicates import pair_rows
from commgov_desktop.roster.duplicates.doubles import ANSWERS, OPEN, OUT, SAME, TWO, Decision, Double, by_row
from commgov_desktop.roster.duplicates.sides import Side, sides
from commgov_desktop.roster.importing import ImportPlan
from commgov_desktop.store.store import Store
from commgov_desktop.ui import look
from commgov_desktop.ui.widgets import (
    Act,
    Card,
    ChipLabel,
    RecordTable,
    empty_layout,
    primary,
    quiet,
    row,
    rule,
    scrolling,
    shortcut,
    text,
)

Decided = dict[int, Decision]


class IncomingPage(QWidget):
    """``use`` is called with what was decided, by row number; ``back`` leaves everything as it was."""

    def __init__(self, store: Store, plan: ImportPlan, use: Callable[[Decided], object], back: Act) -> None:
        super().__init__()
        self._store, self._plan, self._use = store, plan, use
        self.doubles = list(plan.doubles or ())
        self._of_row = by_row(self.doubles)
        self._rows = plan.rows
        self.decided: Decided = dict(plan.source.decided)
        self.table = RecordTable(self._listed(), name=_("New people who look like somebody"))
        self.table.current_changed.connect(lambda _place: self._show_current())
        self.table.selection_changed.connect(self._may)
        self.same_button = quiet(_("The same person"), partial(self.say, SAME))
        self.two_button = quiet(_("Two people"), partial(self.say, TWO))
        self.out_button = quiet(_("Do not take in"), partial(self.say, OUT))
        self.open_button = quiet(_("Leave open"), partial(self.say, OPEN))
        self.use_button = primary(_("Use these answers"), self.finish, keys="Ctrl+Return")
        self.words = text("", "dim", wrap=True)
        self.right = Card(_("Side by side"))
        self._build(back)
        shortcut(self, "Escape", back)
        self.table.refresh()
        self._say_counts()
        self.table.focus_list()

    def _listed(self) -> pair_rows.Rows:
        columns = (
            Field("row", N_("Row"), "number", width=52),
            Field("name", N_("In the file"), width=84),
            Field("who", N_("There already"), width=190),
            Field("answer", N_("What happens"), "chip", width=150),
            Field("why", N_("Why"), width=190, wide=True),
        )
        found = pair_rows.Rows(columns, self._shown)
        found.things = self.doubles
        return found

    def _shown(self, double: Double) -> tuple[object, ...]:
        answer = self._answer(double)
        words, tone = ANSWERS[answer]
        return double.row, double.name, double.who, Chip(_(words), tone), double.likeness.reasons

    def _answer(self, double: Double) -> str:
        """What was said of the row; of several it looks like it is the same person as only one."""
        decision = self.decided.get(double.row)
        if decision is None:
            return OPEN
        others = decision.answer == SAME and decision.double.resident_id != double.resident_id
        return TWO if others else decision.answer

    def _build(self, back: Act) -> None:
        left = Card(_("New people who look like somebody who is there already"))
        left.add(
            text(
                _(
                    "Without an answer they are taken in as new people: nothing is lost, and two entries of one person"
                    " can be merged on any later day. Choose one or several lines (Ctrl+A: all) and say what is so."
                ),
                "dim",
                wrap=True,
            )
        )
        left.add(self.table, 1)
        left.add(row(self.same_button, self.two_button, self.out_button, self.open_button, None))
        left.add(self.words)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.setChildrenCollapsible(False)
        split.setHandleWidth(12)
        for pane, wide in ((left, 760), (self.right, 500)):
            split.addWidget(pane)
            pane.setMinimumWidth(look.px(320 if pane is left else 290))
            split.setStretchFactor(split.indexOf(pane), wide)
        split.setSizes([look.px(760), look.px(500)])
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addWidget(split, 1)
        column.addLayout(row(None, quiet(_("Back without answers"), back), self.use_button))

    # ---- answers ------------------------------------------------------------------------------

    def chosen(self) -> list[Double]:
        """The lines that are selected."""
        return [self.doubles[place] for place in self.table.selected_ids()]

    def say(self, answer: str) -> None:
        """This is so for the selected lines. Of several lines of one row the most alike counts."""
        said: set[int] = set()
        for double in self.chosen():
            if double.row in said or (answer == SAME and double.resident_id is None):
                continue
            said.add(double.row)
            if answer == OPEN:
                self.decided.pop(double.row, None)
            else:
                self.decided[double.row] = Decision(answer, double)
        only = len(said) == 1 and len(self.table.selected_ids()) == 1
        self.table.refresh()
        self._say_counts()
        if only:
            self._next()

    def _next(self) -> None:
        """On to the next line without an answer."""
        place = self.table.current_id
        order = list(self.table.model.ids)
        after = order[order.index(place) + 1 :] if place in order else order
        found = next((i for i in after if self.doubles[i].row not in self.decided), None)
        if found is not None:
            self.table.select_id(found)
        self.table.focus_list()

    def _may(self) -> None:
        chosen = self.chosen()
        for button in (self.two_button, self.out_button, self.open_button):
            button.setEnabled(bool(chosen))
        self.same_button.setEnabled(any(double.resident_id is not None for double in chosen))

    def _say_counts(self) -> None:
        left = len(self._of_row.keys() - self.decided.keys())
        words = ngettext("{n} row without an answer", "{n} rows without an answer", left).format(
            n=f"{left:,}"
        )
        self.words.setText(words if left else _("Every row has an answer."))
        self._may()

    def finish(self) -> None:
        """Make the trial anew with these answers."""
        self._use(self.decided)

    # ---- side by side -------------------------------------------------------------------------

    def _show_current(self) -> None:
        empty_layout(self.right.body)
        place = self.table.current_id
        if place is None:
            return
        double = self.doubles[place]
        chip = pair_rows.level(double.likeness)
        why = row(ChipLabel(chip.text, chip.tone))
        why.addWidget(text(double.likeness.reasons, "dim", wrap=True), 1)
        self.right.add(text(_("Side by side"), "head"))
        self.right.add(why)
        with self._store.read() as session:
            found = sides(session, self._rows, double)
        inside = QWidget()
        both = QVBoxLayout(inside)
        both.setContentsMargins(0, 0, 8, 0)
        both.addLayout(_grid(double, found))
        both.addStretch(1)
        self.right.add(scrolling(inside), 1)


def _grid(double: Double, found: list[Side]) -> QGridLayout:
    grid = QGridLayout()
    grid.setHorizontalSpacing(10)
    grid.setVerticalSpacing(1)
    grid.setColumnStretch(0, 1)
    grid.setColumnStretch(1, 1)
    there = _("In the roster") if double.resident_id is not None else double.where
    for column, words in enumerate((_("Row {n} of the file").format(n=double.row), there)):
        grid.addWidget(text(words, "section", wrap=True), 0, column)
    grid.addWidget(rule(), 1, 0, 1, 2)
    for place, side in enumerate(found, 1):
        label = text(side.label, "small")
        label.setContentsMargins(0, 4, 0, 0)
        grid.addWidget(label, 2 * place, 0, 1, 2)
        for column, words in enumerate((side.row, side.other)):
            grid.addWidget(_said(words, side.differs), 2 * place + 1, column)
    return grid


def _said(words: str, differs: bool) -> QWidget:
    """A value; where the two differ on amber ground, as among the pairs of the roster."""
    label = text(words or "—", wrap=True, copyable=True)
    if not differs:
        return label
    frame = QFrame()
    frame.setProperty("tone", "warn")
    inside = QHBoxLayout(frame)
    inside.setContentsMargins(8, 3, 8, 3)
    inside.addWidget(label)
    return frame
