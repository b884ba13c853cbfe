"""Takes a clerk through an import: the file, what it would do, then the import itself, its result and its undo."""

from array import array
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QFrame, QGridLayout, QHBoxLayout, QStackedWidget, QWidget

from commgov_desktop.errors import UserError
from commgov_desktop.i18n import N_, _, ngettext
from commgov_desktop.ledger.fields import Chip, Field
from commgov_desktop.ledger.office import Office
from commgov_desktop.roster import importing
from commgov_desktop.roster.import_boxes import BOXES
from commgov_desktop.roster.import_rows import CHANGED, NEW, REFUSED, SAME, PlannedRow
from commgov_desktop.roster.importing import ImportPlan, Source
from commgov_desktop.roster.places import Homes
from commgov_desktop.ui import ask, look, tasks
from commgov_desktop.ui.widgets import (
    Banner,
    Card,
    DropArea,
    EmptyState,
    FigureTile,
    PlainPage,
    RecordTable,
    primary,
    quiet,
    row,
    scrolling,
    text,
)

SUFFIXES = (".xlsx", ".xls", ".csv", ".et", ".ods", ".xlsm")
TROUBLED = "troubled"
"""The filter that shows what a clerk must look at: refused rows, and rows taken in with a remark."""

_TONES = {NEW: "green", CHANGED: "blue", SAME: "grey", REFUSED: "red"}


class PlanRows:
    """The rows of a plan as a list shows them."""

    columns: Sequence[Field] = (
        Field("number", N_("Row"), "number", width=56),
        Field("name", N_("Name"), width=110),
        Field("outcome", N_("What happens"), "chip", width=96),
        Field("why", N_("Why, and what to look at"), width=560),
    )

    def __init__(self, plan: ImportPlan) -> None:
        self._rows = {row.number: row for row in plan.rows}

    def ids(self, *, find: str, filter: str, sort: str, descending: bool) -> "array[int]":
        """Row numbers, filtered by what happens to them."""
        found = [r for r in self._rows.values() if _belongs(r, filter) and (not find or find in r.name)]
        if filter == TROUBLED and not sort:
            found.sort(key=lambda r: r.status != REFUSED)
        elif sort == "name":
            found.sort(key=lambda r: r.name)
        elif sort in ("outcome", "why"):
            found.sort(key=lambda r: (r.status, r.sentence))
        numbers = array("q", (r.number for r in found))
        if descending:
            numbers.reverse()
        return numbers

    def page(self, ids: Sequence[int]) -> dict[int, tuple[object, ...]]:
        """The shown values of these rows."""
        return {i: self._shown(self._rows[i]) for i in ids}

    def _shown(self, planned: PlannedRow) -> tuple[object, ...]:
        why = planned.sentence or "；".join(
            _("{field}: {before} → {after}").format(field=label, before=_short(before), after=_short(after))
            for label, before, after in importing.differences(planned)
        )
        chip = Chip(_WORDS[planned.status](), _TONES[planned.status])
        return planned.number, planned.name, chip, why


_WORDS: dict[str, Callable[[], str]] = {
    NEW: lambda: _("New"),
    CHANGED: lambda: _("Completed with"),
    SAME: lambda: _("Already so"),
    REFUSED: lambda: _("Not taken in"),
}


def _short(value: object) -> str:
    if isinstance(value, (list, tuple)):
        value = "、".join(str(v) for v in value)
    return str(value) if value not in (None, "") else _("(empty)")


def _belongs(planned: PlannedRow, key: str) -> bool:
    if key == TROUBLED:
        return planned.status == REFUSED or bool(planned.remarks)
    return not key or planned.status == key


class ImportPage(QWidget):
    """``closed`` when the clerk is through; ``taken_in`` after an import was saved."""

    closed = Signal()
    taken_in = Signal()

    def __init__(self, office: Office, homes: Homes, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._office, self._homes = office, homes
        self.path: Path | None = None
        self.source: Source | None = None
        self.plan: ImportPlan | None = None
        self.page = PlainPage(_("Import roster"), back=(_("Residents"), self.close_page))
        self.steps = QStackedWidget()
        self.page.body.addWidget(self.steps, 1)
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.page)
        self.show_choice()

    def close_page(self) -> None:
        """Leave; nothing that was not imported is kept."""
        self.closed.emit()

    # ---- 1. the file --------------------------------------------------------------------------

    def show_choice(self) -> None:
        """Ask for the file."""
        card = Card()
        card.add_stretch()
        sentence = _(
            "Bring the roster file you already have. Nothing is saved before you have seen what would happen."
        )
        card.add(EmptyState(sentence, (_("Choose the roster file"), self.choose), icon="arrow-import",
                            hint=_("xlsx, xls, csv and WPS tables; title rows, merged cells and any order of columns are fine.")))  # fmt: skip
        self.drop = DropArea(_("or drop the file here"), SUFFIXES, kind=_("Tables"), many=False)
        self.drop.dropped.connect(lambda files: self.open_file(files[0]))
        self.drop.button.hide()
        card.add(row(None, self.drop, None))
        card.add_stretch()
        self._show(card)
        self.page.head.set_count("")

    def choose(self) -> None:
        """Let the clerk choose the file in a window."""
        path = ask.choose_file(self, _("Choose the roster file"), _("Tables"), SUFFIXES)
        if path is not None:
            self.open_file(path)

    def open_file(self, path: Path) -> None:
        """Read the file and make its trial run in the background, then show both."""
        self.path = path

        def work(progress: tasks.Progress) -> ImportPlan:
            source = importing.open_source(self._office.store, path)
            return importing.trial(self._office.store, source, self._homes, progress=progress)

        tasks.run(self, _("Reading {file} (trial run)").format(file=path.name), work, self.show_plan)

    # ---- 2. the trial -------------------------------------------------------------------------

    def show_plan(self, plan: ImportPlan) -> None:
        """Show what the import would do: counts, how the headings were read, and the rows to look at."""
        self.plan, self.source = plan, plan.source
        self.page.head.set_count(plan.source.name)
        whole = QWidget()
        column = QHBoxLayout(whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self._headings_card(plan.source), 0)
        column.addWidget(self._trial_card(plan), 1)
        self._show(whole)
        self.import_button.setFocus()

    def _headings_card(self, source: Source) -> QWidget:
        """Each column of the file and the box it fills; a clerk may say otherwise."""
        card = Card(_("How the headings are read"))
        card.setFixedWidth(look.px(352))
        if source.remembered:
            card.add(text(_("As you said the last time for a file with these headings."), "small", wrap=True))
        inside = QWidget()
        grid = QGridLayout(inside)
        grid.setContentsMargins(0, 0, 8, 0)
        grid.setVerticalSpacing(4)
        grid.setColumnStretch(1, 1)
        fills = {column: box for box, column in source.columns.items()}
        self.choices: list[QComboBox] = []
        for column, heading in enumerate(source.table.headings):
            box = self._choice(heading, fills.get(column, ""))
            grid.addWidget(text(_cut(heading) or _("(no heading)")), column, 0)
            grid.addWidget(box, column, 1)
            self.choices.append(box)
        card.add(scrolling(inside), 1)
        self.again_button = quiet(_("Try again with this"), self.try_again)
        self.again_button.setEnabled(False)
        self.lenient = QCheckBox(_("Leave cells empty that cannot be read"))
        self.lenient.setChecked(bool(self.plan and self.plan.lenient))
        self.lenient.toggled.connect(lambda _on: self.try_again())
        card.add(self.lenient)
        card.add(row(self.again_button, None))
        return card

    def _choice(self, heading: str, chosen: str) -> QComboBox:
        combo = QComboBox()
        combo.setAccessibleName(_("What “{heading}” means").format(heading=heading))
        combo.addItem(_("— leave out —"), "")
        for box in BOXES:
            combo.addItem(_(box.label), box.name)
        combo.setCurrentIndex(max(0, combo.findData(chosen)))
        combo.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        combo.activated.connect(lambda _row: self.again_button.setEnabled(True))
        return combo

    def try_again(self) -> None:
        """A new trial with the headings as they are chosen now."""
        if self.source is None:
            return
        columns: dict[str, int] = {}
        for column, combo in enumerate(self.choices):
            box = str(combo.currentData() or "")
            if box:
                columns.setdefault(box, column)
        source, lenient = self.source.mapped(columns), self.lenient.isChecked()
        work = partial(importing.trial, self._office.store, source, self._homes, lenient=lenient)
        tasks.run(self, _("Trial run"), lambda progress: work(progress=progress), self.show_plan)

    def _trial_card(self, plan: ImportPlan) -> QWidget:
        card = Card(_("What would happen (nothing is saved yet)"))
        card.add(self._figures(plan))
        self.table = RecordTable(PlanRows(plan), name=_("Rows of the file"))
        taken = plan.counts[NEW] + plan.counts[CHANGED]
        words = ngettext("Import {n} row", "Import {n} rows", taken).format(n=f"{taken:,}")
        self.import_button = primary(words, self.import_now, icon="arrow-import")
        self.import_button.setEnabled(taken > 0)
        self.filter_words = text("", "section")
        card.add(self.filter_words)
        frame = QFrame()
        box = QHBoxLayout(frame)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self.table)
        card.add(frame, 1)
        card.add(
            row(
                self.import_button,
                quiet(_("Save result table"), self.save_result, icon="save"),
                quiet(_("Other file"), self.show_choice),
                None,
            )
        )
        self.show_rows(TROUBLED if any(_belongs(r, TROUBLED) for r in plan.rows) else "")
        return card

    def _figures(self, plan: ImportPlan) -> QWidget:
        """read = new + changed + same + refused, as numbers that open their rows."""
        counts = plan.counts
        line = QWidget()
        box = QHBoxLayout(line)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        households = ngettext("{n} new household", "{n} new households", plan.new_households)
        tiles = (
            ("", counts["read"], _("rows read"), households.format(n=plan.new_households)),
            (NEW, counts[NEW], _("new"), _("entered in the roster")),
            (CHANGED, counts[CHANGED], _("completed"), _("empty cells wipe nothing")),
            (SAME, counts[SAME], _("already so"), _("left as they are")),
            (REFUSED, counts[REFUSED], _("not taken in"), _("with the reason")),
            (TROUBLED, plan.remarked, _("to look at"), _("taken in, with a remark")),
        )
        for key, number, label, detail in tiles:
            box.addWidget(FigureTile(f"{number:,}", label, detail, partial(self.show_rows, key)))
        return line

    def show_rows(self, key: str) -> None:
        """Show the rows of one kind."""
        words: dict[str, Callable[[], str]] = {
            "": lambda: _("All rows"),
            TROUBLED: lambda: _("Rows to look at"),
            NEW: lambda: _("New people"),
            CHANGED: lambda: _("People who are completed"),
            SAME: lambda: _("People who stay as they are"),
            REFUSED: lambda: _("Rows that are not taken in"),
        }
        self.filter_words.setText(words[key]())
        self.table.show_filter(key)

    # ---- 3. the import ------------------------------------------------------------------------

    def import_now(self) -> None:
        """Take the rows in, in the background; cancel leaves nothing behind."""
        plan = self.plan
        if plan is None:
            return
        work: Callable[[Any], ImportPlan] = lambda progress: importing.apply(  # noqa: E731
            self._office.store, plan, self._homes, progress
        )
        tasks.run(self, _("Importing {file}").format(file=plan.source.name), work, self.show_done)

    def show_done(self, plan: ImportPlan) -> None:
        """Say what was done, offer the result table and the undo."""
        self.plan = plan
        step = self._office.store.undoable()
        card = Card(_("Imported"))
        counts = plan.counts
        sentence = _(
            "{read} rows read: {new} new, {changed} completed, {same} already so, {refused} not taken in."
        )
        card.add(Banner("good", sentence.format(**{k: f"{v:,}" for k, v in counts.items()})))
        card.add(self._figures(plan))
        self.filter_words = text("", "section")
        self.table = RecordTable(PlanRows(plan), name=_("Rows of the file"))
        card.add(self.filter_words)
        card.add(self.table, 1)
        self.done_button = primary(_("See the residents"), self.close_page)
        self.undo_button = quiet(
            _("Undo this import"), lambda: self._take_back(step.action_id if step else 0), icon="arrow-undo"
        )
        card.add(
            row(
                self.done_button,
                quiet(_("Save result table"), self.save_result, icon="save"),
                self.undo_button,
                None,
                quiet(_("Import another file"), self.show_choice),
            )
        )
        self._show(card)
        self.show_rows(TROUBLED if counts[REFUSED] or plan.remarked else "")
        self.done_button.setFocus()
        self.taken_in.emit()

    def _take_back(self, action_id: int) -> None:
        def done(_step: object) -> None:
            ask.tell(self, _("The import was taken back; the roster is as it was before."))
            self.show_choice()
            self.taken_in.emit()

        work = lambda _progress: self._office.store.take_back(action_id)  # noqa: E731
        tasks.run(self, _("Undo this import"), work, done)

    def save_result(self) -> None:
        """Write the file's rows with what became of each, bad cells coloured."""
        if self.plan is None:
            return
        stem = Path(self.plan.source.name).stem
        suggested = _("{file} - result.xlsx").format(file=stem)
        path = ask.save_file(self, _("Save result table"), suggested, _("Workbooks"), (".xlsx",))
        if path is None:
            return
        try:
            importing.write_result(path, self.plan)
        except UserError as error:
            ask.show_error(self, error)
            return
        self._office.store.note(_("Save the result table of {file}").format(file=self.plan.source.name))
        ask.tell(self, _("Saved: {file}").format(file=path.name))

    def _show(self, step: QWidget) -> None:
        old = self.steps.currentWidget()
        self.steps.addWidget(step)
        self.steps.setCurrentWidget(step)
        if old is not None:
            self.steps.removeWidget(old)
            old.deleteLater()


def _cut(heading: str) -> str:
    heading = heading.rpartition("/")[2].strip()
    return heading if len(heading) <= 12 else f"{heading[:11]}…"
