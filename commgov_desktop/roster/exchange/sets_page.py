"""上报口径: the tables superiors want, each with its columns and whom it is about; written, put on record, sent again."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QGridLayout, QHBoxLayout, QLineEdit, QWidget

from commgov_desktop import clock
from commgov_desktop.errors import Invalid, UserError
from commgov_desktop.i18n import _, ngettext
from commgov_desktop.ledger.listing import Listing
from commgov_desktop.ledger.office import Office
from commgov_desktop.ledger.question_facts import Registry
from commgov_desktop.ledger.sheet_sources import SUFFIXES
from commgov_desktop.roster.exchange import sets
from commgov_desktop.roster.exchange.columns_card import ColumnsCard
from commgov_desktop.roster.exchange.sets import SENDINGS, Selection, Sent, Wanted
from commgov_desktop.ui import ask, look, tasks
from commgov_desktop.ui.print_dialog import PaperDialog
from commgov_desktop.ui.widgets import (
    Card,
    EmptyState,
    Entry,
    PlainPage,
    RecordTable,
    SideList,
    menu_button,
    primary,
    quiet,
    row,
    text,
)

NEW, SENT = "new", "sent"
Asked = tuple[str, dict[str, Any]]
"""A saved filter: its name, and the question as it is kept."""


class SetsPage(QWidget):
    """``closed`` when the clerk is through. ``questions`` are the saved filters a table may be about."""

    closed = Signal()

    def __init__(self, office: Office, facts: Registry, questions: Sequence[Asked]) -> None:
        super().__init__()
        self._office, self._facts, self._questions = office, facts, list(questions)
        self.wanted = Wanted()
        self.page = PlainPage(_("Tables for superiors"), back=(_("Residents"), self.closed.emit))
        self.page.head.add(quiet(_("From a superior's table…"), self.read_file, icon="arrow-import"))
        self.page.head.add(primary(_("New table"), self.new, icon="add"))
        self.side = SideList(name=_("Tables for superiors"))
        self.side.setFixedWidth(look.px(200))
        self.side.chosen.connect(self._chosen)
        self._right = QHBoxLayout()
        both = QHBoxLayout()
        both.setSpacing(12)
        both.addWidget(self.side)
        both.addLayout(self._right, 1)
        self.page.body.addLayout(both, 1)
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.page)
        self._show_list(None)

    def _show_list(self, number: int | None) -> None:
        self._sets = {f"{one.id}": one for one in sets.all_sets(self._office.store)}
        lines = [Entry(one.name, key) for key, one in self._sets.items()]
        self.side.list.blockSignals(True)
        self.side.show_entries([*lines, Entry(_("Records")), Entry(_("Tables sent"), SENT)])
        key = f"{number}" if number else next(iter(self._sets), "")
        self.side.choose(key)
        self.side.list.blockSignals(False)
        self._chosen(key)

    def _chosen(self, key: str) -> None:
        if key == SENT:
            self._show(self._sent_card())
        elif key in self._sets:
            self.edit(self._sets[key])
        else:
            sentence = _("No table yet. Make one, or let the program read one a superior sent.")
            self._show(EmptyState(sentence, (_("New table"), self.new), icon="table"))

    def _show(self, thing: QWidget) -> None:
        while (item := self._right.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        self._right.addWidget(thing, 1)

    def new(self) -> None:
        """An empty table."""
        self.edit(Wanted())
        self.name_line.setFocus()

    def read_file(self) -> None:
        """Make a table from one that a superior sent, empty or filled."""
        path = ask.choose_file(self, _("Choose the superior's table"), _("Tables"), SUFFIXES)
        if path is None:
            return
        try:
            self.edit(sets.from_file(path, self._facts))
        except UserError as error:
            ask.show_error(self, error)

    # ---- one table --------------------------------------------------------------------------------

    def edit(self, wanted: Wanted) -> None:
        """Show a table with its columns."""
        self.wanted = wanted
        card = Card(wanted.name or _("New table"))
        card.add(self._facts_of(wanted))
        full = self._office.account.may_see_restricted
        self.columns = ColumnsCard(self._facts, wanted.columns, may_full=full)
        card.add(text(_("Columns, in the superior's order and words"), "section"))
        card.add(self.columns, 1)
        self.said = text("", "dim", wrap=True)
        card.add(self.said)
        self.save_button = quiet(_("Save"), self.save, icon="save", keys="Ctrl+S")
        self.send_button = primary(_("Write the table…"), self.send, icon="arrow-export", keys="Ctrl+E")
        lines: list[QWidget | None] = [None, self.save_button, self.send_button]
        if wanted.id:
            lines.insert(0, menu_button("⋯", [(_("Delete"), self.delete), (_("Copy"), self.copy)]))
        card.add(row(*lines))
        self._show(card)
        self._say()

    def _facts_of(self, wanted: Wanted) -> QWidget:
        self.name_line = _line(wanted.name, _("Name of the table"))
        self.superior_line = _line(wanted.superior, _("Superior"))
        self.title_line = _line(wanted.title, _("Title above the table"))
        self.question_box = QComboBox()
        self.question_box.setAccessibleName(_("Whom it is about"))
        self.question_box.addItem(_("All residents"), None)
        for name, kept in self._questions:
            self.question_box.addItem(name, kept)
        if wanted.question is not None:
            at = next((n for n, (_name, kept) in enumerate(self._questions, 1) if kept == wanted.question), 0)
            if not at:
                self.question_box.addItem(_("as it was asked then"), wanted.question)
                at = self.question_box.count() - 1
            self.question_box.setCurrentIndex(at)
        self.changes_box = QCheckBox(_("Only what is new or changed since it was sent last"))
        self.changes_box.setChecked(wanted.only_changes)
        inside = QWidget()
        grid = QGridLayout(inside)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(12)
        for at, (label, box) in enumerate(
            (
                (_("Name of the table"), self.name_line),
                (_("Superior"), self.superior_line),
                (_("Title above the table"), self.title_line),
                (_("Whom it is about"), self.question_box),
            )
        ):
            grid.addWidget(text(label, "small"), at // 2 * 2, at % 2)
            grid.addWidget(box, at // 2 * 2 + 1, at % 2)
        grid.addWidget(self.changes_box, 4, 0, 1, 2)
        return inside

    def chosen(self) -> Wanted:
        """The table as it stands on the screen."""
        columns = tuple(c for c in self.columns.columns() if c.heading or c.fact)
        return replace(
            self.wanted, name=self.name_line.text(), superior=self.superior_line.text(),
            title=self.title_line.text(), columns=columns, question=self.question_box.currentData(),
            only_changes=self.changes_box.isChecked(),
        )  # fmt: skip

    def _say(self) -> None:
        last = sets.last_sending(self._office.store, self.wanted.id) if self.wanted.id else None
        if last is None:
            self.said.setText(_("Not sent yet."))
            return
        sent = last[0]
        words = _("Sent last on {day} to {whom}, {n} rows: {file}")
        self.said.setText(
            words.format(
                day=f"{clock.local(sent.at):%Y-%m-%d}",
                whom=sent.to_whom or "—",
                n=sent.rows,
                file=sent.file_name,
            )
        )

    def save(self) -> bool:
        """Keep the table; gives whether it could be kept."""
        try:
            number = sets.save(self._office.store, self.chosen())
        except Invalid as error:
            self.said.setText(str(error))
            return False
        self._show_list(number)
        return True

    def delete(self) -> None:
        """No longer offer this table; undo brings it back."""
        if self.wanted.id:
            sets.retire(self._office.store, self.wanted.id)
            self._show_list(None)

    def copy(self) -> None:
        """Begin another table with the same columns."""
        self.edit(replace(self.chosen(), id=None, name=_("{name} (copy)").format(name=self.wanted.name)))

    # ---- sending ----------------------------------------------------------------------------------

    def send(self) -> None:
        """Keep the table, see who goes into it, ask for the file, write it and put it on record."""
        if not self.save():
            return
        wanted = self.wanted
        try:
            selection = sets.select_people(self._office, wanted, self._facts)
        except UserError as error:
            ask.show_error(self, error)
            return
        if not selection.ids:
            ask.tell(self, _nobody(selection))
            return
        name = f"{wanted.title or wanted.name}_{clock.today():%Y%m%d}.xlsx"
        path = ask.save_file(self, _how_many(selection), name, _("Tables"), sets.SUFFIXES)
        if path is not None:
            self._write(wanted, selection, path)

    def _write(self, wanted: Wanted, selection: Selection, path: Path) -> None:
        def work(progress: tasks.Progress) -> Sent:
            return sets.send(self._office, wanted, self._facts, selection, path, progress=progress)

        def done(sent: Sent) -> None:
            self._say()
            ask.tell(
                self, _("{n} rows written to {file}.").format(n=f"{sent.rows:,}", file=path), _put_down(sent)
            )

        tasks.run(self, _("Exporting {n} rows").format(n=len(selection.ids)), work, done)

    # ---- what was sent ----------------------------------------------------------------------------

    def _sent_card(self) -> QWidget:
        card = Card(_("Tables sent"))
        self.sent_table = RecordTable(
            Listing(self._office.store, SENDINGS), empty=EmptyState(_(SENDINGS.empty[0]), icon="arrow-export")
        )
        card.add(self.sent_table, 1)
        card.add(row(None, quiet(_("Print the register"), self.print_register, icon="print", keys="Ctrl+P")))
        self.sent_table.refresh()
        return card

    def print_register(self) -> None:
        """报送登记簿."""
        note: Callable[[], object] = partial(
            self._office.store.note, _("Print {paper}").format(paper="报送登记簿")
        )
        pdf = sets.register(self._office)
        PaperDialog(self, "报送登记簿", pdf, suggested="报送登记簿.pdf", printed=note).open()


def _line(words: str, name: str) -> QLineEdit:
    made = QLineEdit(words)
    made.setAccessibleName(name)
    return made


def _how_many(selection: Selection) -> str:
    words = ngettext("Write {n} row", "Write {n} rows", len(selection.ids)).format(
        n=f"{len(selection.ids):,}"
    )
    if selection.since is None:
        return words
    since = _("changed since {day}").format(day=f"{clock.local(selection.since.at):%Y-%m-%d}")
    gone = _(", {n} more are no longer reported").format(n=selection.gone) if selection.gone else ""
    return f"{words} · {since}{gone}"


def _nobody(selection: Selection) -> str:
    if selection.since is None:
        return _("Nobody answers this filter now.")
    return _("Nothing has changed since it was sent last.")


def _put_down(sent: Sent) -> str:
    return _("Put on record, fingerprint {mark}…").format(mark=sent.sha256[:16])
