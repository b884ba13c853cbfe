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
from commgov_desktop.roster.exchange import forms, single_forms
from commgov_desktop.roster.exchange.columns_card import ColumnsCard
from commgov_desktop.roster.exchange.forms import Form
from commgov_desktop.roster.exchange.single_forms import Filled
from commgov_desktop.ui import ask, look, tasks
from commgov_desktop.ui.side_by_side import SideBySide
from commgov_desktop.ui.widgets import Banner, Card, LinkButton, PlainPage, primary, quiet, row, text

Source = tuple[str, Callable[[], Sequence[int]]]
"""A list by its name, and how to get those who are on it now."""

SHOWN_ROWS = 8


class FillPage(QWidget):
    """``closed`` when the clerk is through. The first of ``sources`` is the list the clerk came from."""

    closed = Signal()
    turned = Signal()
    """The clerk wants the form read in its other way."""

    def __init__(
        self,
        office: Office,
        facts: Registry,
        form: Form,
        sources: Sequence[Source],
        *,
        may_turn: bool = False,
    ) -> None:
        super().__init__()
        self._office, self._facts, self.form, self._sources = office, facts, form, list(sources)
        self._may_turn = may_turn
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
        left = Card(_("What goes into the cells") if self.form.is_single else _("What goes into the columns"))
        left.setMinimumWidth(look.px(460))
        left.add(self._way())
        if self.form.remembered:
            left.add(text(_("As you said the last time for a form with these headings."), "small"))
        left.add(self.columns, 1)
        right = Card(_("The filled form"))
        right.add(row(text(_("Whom it is about")), self.source_box, None))
        right.add(self.words)
        right.add(self.table, 1)
        right.add(self.done)
        right.add(row(None, self.other_button, self.fill_button))
        both = SideBySide()
        both.add(left, 5)
        both.add(right, 6)
        self.page.body.addWidget(both, 1)
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.page)

    def _way(self) -> QHBoxLayout:
        """In which way the form is read, and the other way where there is one."""
        said, other = _("A list: one line for each person."), _("It is for one person each")
        if self.form.is_single:
            said, other = _("For one person: each gets a copy."), _("It is a list")
        line = row(text(said, "dim"))
        if self._may_turn:
            self.turn_button = LinkButton(other, self.turned.emit)
            line.addWidget(self.turn_button)
        line.addStretch(1)
        return line

    def chosen(self) -> Form:
        """The form with what is chosen for its columns."""
        return replace(self.form, columns=self.columns.columns())

    def ids(self) -> Sequence[int]:
        """Who goes into it, in the order of the list."""
        return self._sources[max(0, self.source_box.currentIndex())][1]()

    def _show_rows(self) -> None:
        ids, form = self.ids(), self.chosen()
        self.words.setText(self._where(form, ids))
        first = list(ids)[:SHOWN_ROWS]
        if form.is_single:
            self._show_copies(form, first)
        else:
            self._show_lines(form, first)
        self.table.resizeColumnsToContents()
        self.fill_button.setEnabled(any(column.fact for column in form.columns) and bool(ids))
        self.done.hide()

    def _where(self, form: Form, ids: Sequence[int]) -> str:
        if form.is_single and len(ids) == 1:
            return _("One file beside the empty form; the form keeps its layout.")
        if form.is_single:
            said = ngettext("{n} file", "{n} files", len(ids)).format(n=f"{len(ids):,}")
            return _(
                "{files} in a new folder, each named after its person; the form keeps its layout."
            ).format(files=said)
        said = ngettext("{n} row", "{n} rows", len(ids)).format(n=f"{len(ids):,}")
        place = _("from row {row} of “{sheet}” on").format(row=form.first_row() + 1, sheet=form.sheet)
        return _("{rows}, {place}; the form keeps its layout.").format(rows=said, place=place)

    def _show_lines(self, form: Form, ids: Sequence[int]) -> None:
        """A list as it will stand, one line for each person."""
        shown = list(out.table(self._office, self._facts, form.columns, ids))
        self._show_cells([c.heading.rpartition("/")[2] for c in form.columns], shown)
        self.table.verticalHeader().hide()

    def _show_copies(self, form: Form, ids: Sequence[int]) -> None:
        """One column for each person's copy, the labels down the side."""
        copies = single_forms.shown(self._office, form, self._facts, ids)
        people = [self._office.people.person(i).name for i in ids]
        self._show_cells(people, list(zip(*copies, strict=True)))
        self.table.setVerticalHeaderLabels([slot.label for slot in form.slots])
        self.table.verticalHeader().show()

    def _show_cells(self, heads: Sequence[str], shown: Sequence[Sequence[object]]) -> None:
        self.table.setColumnCount(len(heads))
        self.table.setHorizontalHeaderLabels(heads)
        self.table.setRowCount(len(shown))
        for at, cells in enumerate(shown):
            for column, words in enumerate(cells):
                self.table.setItem(at, column, QTableWidgetItem(str(words)))

    def _beside(self) -> Path:
        """Where it is written when nothing else is said: a new file or folder beside the empty form."""
        ids = self.ids()
        if not self.form.is_single:
            return forms.target_beside(self.form.path)
        if len(ids) == 1:
            return single_forms.file_beside(self.form, self._office.people.person(ids[0]).name)
        return single_forms.folder_beside(self.form.path.parent, self.form)

    def fill(self) -> None:
        """Write the filled form beside the empty one, under a new name."""
        self._fill(self._beside())

    def fill_as(self) -> None:
        """Ask where to write it."""
        beside = self._beside()
        if self.form.is_single and len(self.ids()) != 1:
            folder = ask.choose_folder(self, _("Where to write the filled forms"))
            if folder is not None:
                self._fill(single_forms.folder_beside(folder, self.form))
            return
        path = ask.save_file(self, _("Save the filled form"), str(beside), "", (self.form.path.suffix,))
        if path is not None:
            self._fill(path)

    def _fill(self, target: Path) -> None:
        form, ids = self.chosen(), list(self.ids())

        def work(progress: tasks.Progress) -> Filled:
            if form.is_single and len(ids) == 1:
                return single_forms.fill_one(self._office, form, self._facts, ids[0], target)
            if form.is_single:
                return single_forms.fill_each(self._office, form, self._facts, ids, target, progress)
            return Filled(target, forms.fill(self._office, form, self._facts, ids, target, progress))

        def done(filled: Filled) -> None:
            self.made = target
            self.done.say(_done_words(form, filled))

        tasks.run(self, _("Filling {file}").format(file=form.path.name), work, done)


def _done_words(form: Form, filled: Filled) -> str:
    """What was written where, and what was left as it was printed."""
    if not form.is_single:
        return _("{n} rows written to {file}.").format(n=f"{filled.count:,}", file=filled.path)
    said = ngettext("{n} form written to {file}.", "{n} forms written to {file}.", filled.count)
    words = said.format(n=f"{filled.count:,}", file=filled.path)
    if filled.left:
        labels = "、".join(f"{label} {count}" for label, count in filled.left.items())
        left = _("Left as printed, because no box there says the same: {labels}. Fill these in by hand.")
        words += " " + left.format(labels=labels)
    return words
