"""A superior's empty form is filled in front of the clerk: what goes where, from which list, the first rows, the file."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QTableWidget, QTableWidgetItem, QWidget

from commgov_desktop.i18n import _, ngettext
from commgov_desktop.ledger.office import Office
from commgov_desktop.ledger.question_facts import Registry
from commgov_desktop.roster.exchange import columns as out
from commgov_desktop.roster.exchange import forms
from commgov_desktop.roster.exchange.columns_card import ColumnsCard
from commgov_desktop.roster.exchange.forms import Form
from commgov_desktop.ui import ask, look, tasks
from commgov_desktop.ui.widgets import Banner, Card, PlainPage, primary, quiet, row, text

Source = tuple[str, Callable[[], Sequence[int]]]
"""A list by its name, and how to get those who are on it now."""

SHOWN_ROWS = 8


class FillPage(QWidget):
    """``closed`` when the clerk is through. The first of ``sources`` is the list the clerk came from."""

    closed = Signal()

    def __init__(self, office: Office, facts: Registry, form: Form, sources: Sequence[Source]) -> None:
        super().__init__()
        self._office, self._facts, self.form, self._sources = office, facts, form, list(sources)
        self.made: Path | None = None
        self.page = PlainPage(_("Fill a form"), form.path.name, back=(_("Residents"), self.closed.emit))
        self.source_box = QComboBox()
        self.source_box.setAccessibleName(_("Whom the form is about"))
        for name, _ids in self._sources:
            self.source_box.addItem(name)
        self.source_box.activated.connect(lambda _place: self._show_rows())
        self.columns = ColumnsCard(
            facts, form.columns, fixed=True, may_full=office.account.may_see_restricted
        )
        self.columns.changed.connect(self._show_rows)
        self.table = QTableWidget(0, 0)
        self.table.setAccessibleName(_("The first rows as they will stand in the form"))
        self.table.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        self.table.verticalHeader().hide()
        self.words = text("", "dim", wrap=True)
        self.done = Banner("good", "")
        self.done.hide()
        self.fill_button = primary(_("Fill and save"), self.fill, icon="save", keys="Ctrl+S")
        self.other_button = quiet(_("Save under another name…"), self.fill_as)
        self._build()
        self._show_rows()
        self.fill_button.setFocus()

    def _build(self) -> None:
        left = Card(_("What goes into the columns"))
        left.setMinimumWidth(look.px(590))
        if self.form.remembered:
            left.add(text(_("As you said the last time for a form with these headings."), "small"))
        left.add(self.columns, 1)
        right = Card(_("The filled form"))
        right.add(row(text(_("Whom it is about")), self.source_box, None))
        right.add(self.words)
        right.add(self.table, 1)
        right.add(self.done)
        right.add(row(None, self.other_button, self.fill_button))
        both = QHBoxLayout()
        both.setSpacing(12)
        both.addWidget(left)
        both.addWidget(right, 1)
        self.page.body.addLayout(both, 1)
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.page)

    def chosen(self) -> Form:
        """The form with what is chosen for its columns."""
        return replace(self.form, columns=self.columns.columns())

    def ids(self) -> Sequence[int]:
        """Who goes into it, in the order of the list."""
        return self._sources[max(0, self.source_box.currentIndex())][1]()

    def _show_rows(self) -> None:
        ids, form = self.ids(), self.chosen()
        said = ngettext("{n} row", "{n} rows", len(ids)).format(n=f"{len(ids):,}")
        place = _("from row {row} of “{sheet}” on").format(row=form.first_row() + 1, sheet=form.sheet)
        self.words.setText(_("{rows}, {place}; the form keeps its layout.").format(rows=said, place=place))
        shown = list(out.table(self._office, self._facts, form.columns, list(ids)[:SHOWN_ROWS]))
        self.table.setColumnCount(len(form.columns))
        self.table.setHorizontalHeaderLabels([c.heading.rpartition("/")[2] for c in form.columns])
        self.table.setRowCount(len(shown))
        for at, cells in enumerate(shown):
            for column, words in enumerate(cells):
                self.table.setItem(at, column, QTableWidgetItem(str(words)))
        self.table.resizeColumnsToContents()
        self.fill_button.setEnabled(any(column.fact for column in form.columns) and bool(ids))
        self.done.hide()

    def fill(self) -> None:
        """Write the filled form beside the empty one, under a new name."""
        self._fill(forms.target_beside(self.form.path))

    def fill_as(self) -> None:
        """Ask where to write it."""
        beside = forms.target_beside(self.form.path)
        path = ask.save_file(self, _("Save the filled form"), str(beside), "", (self.form.path.suffix,))
        if path is not None:
            self._fill(path)

    def _fill(self, target: Path) -> None:
        form, ids = self.chosen(), list(self.ids())

        def work(progress: tasks.Progress) -> int:
            return forms.fill(self._office, form, self._facts, ids, target, progress)

        def done(rows: int) -> None:
            self.made = target
            self.done.say(_("{n} rows written to {file}.").format(n=f"{rows:,}", file=target))

        tasks.run(self, _("Filling {file}").format(file=form.path.name), work, done)
