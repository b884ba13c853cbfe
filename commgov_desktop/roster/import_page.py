"""Takes a clerk through an import: the file, what it would do, then the import itself, its result and its undo."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from commgov_desktop.errors import UserError
from commgov_desktop.i18n import _, ngettext
from commgov_desktop.ledger.office import Office
from commgov_desktop.ledger.sheet_sources import SUFFIXES
from commgov_desktop.roster import import_result, import_sheets, importing, number_repairs
from commgov_desktop.roster.duplicates.doubles import Decisions
from commgov_desktop.roster.duplicates.incoming_page import IncomingPage
from commgov_desktop.roster.headings_card import HeadingsCard
from commgov_desktop.roster.import_rows import CHANGED, NEW, REFUSED, SAME
from commgov_desktop.roster.importing import ImportPlan, Source
from commgov_desktop.roster.places import Homes
from commgov_desktop.roster.plan_rows import TROUBLED, PlanRows
from commgov_desktop.ui import ask, tasks
from commgov_desktop.ui.print_dialog import PaperDialog
from commgov_desktop.ui.side_by_side import SideBySide
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
    text,
)


class ImportPage(QWidget):
    """``closed`` when the clerk is through; ``taken_in`` after an import was saved."""

    closed = Signal()
    taken_in = Signal()

    def __init__(self, office: Office, homes: Homes, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._office, self._homes = office, homes
        self.path: Path | None = None
        self.sheet: str | None = None
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
        invitation = EmptyState(
            sentence,
            (_("Choose the roster file"), self.choose),
            icon="arrow-import",
            hint=_(
                "xlsx, xls, csv and WPS tables; title rows, merged cells and any order of columns are fine."
            ),
        )
        card.add(invitation)
        self.drop = DropArea(_("or drop the file here"), SUFFIXES, kind=_("Tables"), many=False)
        self.drop.dropped.connect(lambda files: self.open_file(files[0]))
        self.drop.button.hide()
        card.add(row(None, self.drop, None))
        card.add_stretch()
        self._show(card)
        if invitation.button is not None:
            invitation.button.setFocus()
        self.page.head.set_count("")

    def choose(self) -> None:
        """Let the clerk choose the file in a window."""
        path = ask.choose_file(self, _("Choose the roster file"), _("Tables"), SUFFIXES)
        if path is not None:
            self.open_file(path)

    def open_file(self, path: Path, sheet: str | None = None) -> None:
        """Read the file and make its trial run in the background, then show both.

        ``sheet`` is one of its sheets or ``import_sheets.ALL``; otherwise the one that fits best is read.
        """
        self.path, self.sheet = path, sheet

        def work(progress: tasks.Progress) -> ImportPlan:
            source = importing.open_source(self._office.store, path, sheet=sheet)
            return importing.trial(self._office.store, source, self._homes, progress=progress)

        tasks.run(self, _("Reading {file} (trial run)").format(file=path.name), work, self.show_plan)

    # ---- 2. the trial -------------------------------------------------------------------------

    def show_plan(self, plan: ImportPlan) -> None:
        """Show what the import would do: counts, how the headings were read, and the rows to look at."""
        self.plan, self.source = plan, plan.source
        self.page.head.set_count(plan.source.name)
        whole = SideBySide()
        self.headings = HeadingsCard(plan.source, plan.lenient, self.try_again)
        whole.add(self._left(plan.source), 2)
        whole.add(self._trial_card(plan), 4)
        self._show(whole)
        self.import_button.setFocus()

    def _left(self, source: Source) -> QWidget:
        """How the headings are read, below the choice of the sheet where the file has several."""
        whole = QWidget()
        left = QVBoxLayout(whole)
        left.setContentsMargins(0, 0, 0, 0)
        left.setSpacing(8)
        names = source.table.sheet_names
        self.sheet_box = QComboBox()
        self.sheet_box.setAccessibleName(_("Sheet of the workbook"))
        self.sheet_box.addItem(_("All sheets with the same headings"), import_sheets.ALL)
        for name in names:
            self.sheet_box.addItem(name, name)
        self.sheet_box.setCurrentIndex(max(0, self.sheet_box.findData(self.sheet or source.table.sheet.name)))
        self.sheet_box.activated.connect(
            lambda _place: self.open_file(self.path, self.sheet_box.currentData()) if self.path else None
        )
        if len(names) > 1:
            left.addLayout(row(text(_("Sheet")), self.sheet_box, None))
        left.addWidget(self.headings, 1)
        return whole

    def mend_number(self) -> None:
        """Show what the ruined number of the current row may have been; the clerk chooses or leaves it."""
        plan, number = self.plan, self.table.current_id
        planned = plan.rows.numbered(number) if plan else None
        if plan is None or planned is None or "id_number" not in plan.source.columns:
            return
        written = next(cells for n, cells in plan.source.table.rows() if n == planned.number)
        ruined = written[plan.source.columns["id_number"]]
        with self._office.store.read() as session:
            found = number_repairs.candidates(
                session, ruined, planned.name, planned.values.get("birth"), planned.values.get("sex", "")
            )
        if not found:
            ask.tell(
                self,
                _("No whole number can be made of “{written}”.").format(written=ruined),
                _("Ask for the document; the person is taken in without a number."),
            )
            return
        answers = [f"{one.number}　{one.reason}" for one in found]
        question = _("Row {n}, {name}: “{written}”. Which number is right?")
        chosen = ask.choose(
            self, question.format(n=planned.number, name=planned.name, written=ruined), answers
        )
        if chosen is not None:
            self._try(plan.source.mended(planned.number, found[chosen].number), plan.lenient)

    def try_again(self) -> None:
        """A new trial with the headings as they are chosen now."""
        if self.source is None:
            return
        source = self.source.mapped(self.headings.columns(), self.headings.rules())
        self._try(source, self.headings.lenient.isChecked())

    def _try(self, source: Source, lenient: bool) -> None:
        work = partial(importing.trial, self._office.store, source, self._homes, lenient=lenient)
        tasks.run(self, _("Trial run"), lambda progress: work(progress=progress), self.show_plan)

    def _trial_card(self, plan: ImportPlan) -> QWidget:
        card = Card(_("What would happen (nothing is saved yet)"))
        card.add(self._figures(plan))
        self._say_alike(card, plan)
        self.table = RecordTable(PlanRows(plan), name=_("Rows of the file"))
        taken = plan.counts[NEW] + plan.counts[CHANGED]
        words = ngettext("Import {n} row", "Import {n} rows", taken).format(n=f"{taken:,}")
        self.import_button = primary(words, self.import_now, icon="arrow-import")
        self.import_button.setEnabled(taken > 0)
        self.mend_button = quiet(_("Mend the number…"), self.mend_number, icon="edit")
        self.table.current_changed.connect(lambda _id: self._may_mend())
        self.filter_words = text("", "section")
        card.add(row(self.filter_words, None, self.mend_button))
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
        self.show_rows(TROUBLED if any(True for _at in plan.rows.spoken_of()) else "")
        return card

    def _say_alike(self, card: Card, plan: ImportPlan) -> None:
        """How many of the new people look like somebody who is there, and the way to look at them."""
        waiting = len({d.row for d in plan.doubles or ()} - plan.source.decided.keys())
        if plan.doubles is None:
            words = _(
                "So many people are not compared before they are taken in. Look for people entered twice afterwards."
            )
            card.add(Banner("info", words))
        elif waiting:
            words = ngettext(
                "{n} new row looks like somebody who is there already. Without your answer it is taken in as new and named.",
                "{n} new rows look like somebody who is there already. Without your answer they are taken in as new and named.",
                waiting,
            )
            self.alike = Banner("warn", words.format(n=f"{waiting:,}"), (_("Look at them"), self.show_alike))
            card.add(self.alike)
        elif plan.alike:
            words = _("Every new row that looks like somebody who is there has your answer.")
            self.alike = Banner("good", words, (_("Look at them again"), self.show_alike))
            card.add(self.alike)

    def show_alike(self) -> None:
        """The new people who look like somebody, side by side, in place of the trial."""
        plan = self.plan
        if plan is None:
            return

        def use(decided: Decisions) -> None:
            self._try(plan.source.judged(decided), plan.lenient)

        self.incoming = IncomingPage(self._office.store, plan, use, partial(self.show_plan, plan))
        self._show(self.incoming)
        self.incoming.table.focus_list()

    def _may_mend(self) -> None:
        """A number can be mended where the current row's is damaged or doubtful."""
        planned = self.plan.rows.numbered(self.table.current_id) if self.plan else None
        self.mend_button.setEnabled(planned is not None and "id_number" in planned.bad)

    def _figures(self, plan: ImportPlan) -> QWidget:
        """read = new + changed + same + refused, as numbers that open their rows."""
        counts = plan.counts
        line = QWidget()
        box = QHBoxLayout(line)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        households = ngettext("{n} new household", "{n} new households", plan.new_households)
        tiles = (
            ("", counts["read"], _("rows read"), households.format(n=f"{plan.new_households:,}")),
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
        self.table.filter_key = key
        self.table.refresh()

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
                quiet(_("Print the result"), self.print_result, icon="print", keys="Ctrl+P"),
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

    def print_result(self) -> None:
        """居民信息导入结果单."""
        plan = self.plan
        if plan is None:
            return
        name = import_result.TITLE
        note = partial(self._office.store.note, _("Print {paper}").format(paper=name))

        def show(pdf: bytes) -> None:
            PaperDialog(self, name, pdf, suggested=f"{name}.pdf", printed=note).open()

        make: Callable[[Any], bytes] = lambda _progress: import_result.sheet(self._office, plan)  # noqa: E731
        tasks.run(self, _("Print the result"), make, show)

    def _show(self, step: QWidget) -> None:
        old = self.steps.currentWidget()
        self.steps.addWidget(step)
        self.steps.setCurrentWidget(step)
        if old is not None:
            self.steps.removeWidget(old)
            old.deleteLater()
