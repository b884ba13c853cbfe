"""The list of a publicity: people picked from the roster or pasted from a table, shown as it will hang."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QMenu,
    QPlainTextEdit,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from commgov_desktop import clock
from commgov_desktop.desk import masked_list, own_facts
from commgov_desktop.desk.masked_list import ADDRESS, HEADINGS, NAME, NUMBER, PHONE, MaskedList
from commgov_desktop.errors import UserError
from commgov_desktop.i18n import N_, _, ngettext
from commgov_desktop.ledger.fields import Field
from commgov_desktop.ledger.office import Office
from commgov_desktop.ledger.own_fields import OwnField
from commgov_desktop.people import Named, Person
from commgov_desktop.ui import look, tasks
from commgov_desktop.ui.banner import Banner
from commgov_desktop.ui.buttons import primary, quiet
from commgov_desktop.ui.cards import row
from commgov_desktop.ui.field_boxes import Picker
from commgov_desktop.ui.labels import text
from commgov_desktop.ui.record_picker import RecordPicker

PICK = Field(
    "person", N_("Resident"), "reference", to="residents", hint=N_("Name, pinyin, phone or document number")
)


Lists = Callable[[], Sequence[Named]]
MOST = 1000
"""People of one list; a publicity of more is a register, and no board holds it."""


def no_lists() -> Sequence[Named]:
    """Where no list has a name."""
    return ()


class NamesDialog(QDialog):
    """Left what comes in, right what hangs on the board. ``found`` is the masked list when it was accepted."""

    def __init__(
        self, parent: QWidget | None, office: Office, people: Sequence[int] = (), lists: Lists = no_lists
    ) -> None:
        super().__init__(parent)
        self._office, self._lists = office, lists
        self._people: list[Person] = [office.people.person(number) for number in people]
        self.found = MaskedList(())
        self.setWindowTitle(_("List of names"))
        self.resize(900, 520)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(10)
        halves = QHBoxLayout()
        halves.setSpacing(16)
        halves.addLayout(self._left(), 1)
        halves.addLayout(self._right(), 1)
        column.addLayout(halves, 1)
        self.banner = Banner("info", "")
        column.addWidget(self.banner)
        self.use = primary(_("Use this list"), self.accept, keys="Ctrl+Return")
        column.addLayout(row(None, quiet(_("Cancel"), self.reject), self.use))
        self._show()
        self.area.setFocus()

    def _left(self) -> QVBoxLayout:
        column = QVBoxLayout()
        self.picker = RecordPicker(PICK, Picker(self._find, lambda _id: ""))
        self.picker.changed.connect(self._picked)
        self.area = QPlainTextEdit()
        self.area.setPlaceholderText(
            _("Paste from Excel or Word: one person a line, with or without headings")
        )
        self.area.setAccessibleName(_("Pasted list"))
        self.area.setTabChangesFocus(True)
        self.area.textChanged.connect(self._show)
        column.addWidget(text(_("From the roster"), "section"))
        column.addWidget(self.picker)
        self.lists_button = quiet(_("Everybody on a list…"), self.choose_list, icon="people-team")
        self.empty_button = quiet(_("Take all out"), self.take_all_out)
        column.addLayout(row(self.lists_button, self.empty_button, None))
        column.addLayout(row(text(_("Shown besides the name")), self._columns_button(), None))
        column.addWidget(text(_("Or pasted"), "section"))
        column.addWidget(self.area, 1)
        return column

    def _columns_button(self) -> QWidget:
        """What is shown of people from the roster: number, address, phone, and the office's own fields."""
        with self._office.store.read() as session:
            self._own = own_facts.offered(own_facts.fields(session))
        self.columns: dict[str, QAction] = {}
        menu = QMenu(self)
        for key, words in (*((k, HEADINGS[k]) for k in (NUMBER, ADDRESS, PHONE)), *_own_words(self._own)):
            action = menu.addAction(words)
            action.setCheckable(True)
            action.setChecked(key in masked_list.USUAL)
            action.toggled.connect(lambda _on: self._show())
            self.columns[key] = action
        button = quiet(_("Choose…"), lambda: None)
        button.setMenu(menu)
        return button

    def _chosen(self) -> tuple[list[str], list[masked_list.Own]]:
        """The columns of people from the roster, the name first, and the own fields behind them."""
        shown = [key for key, action in self.columns.items() if action.isChecked()]
        asked = [field for field in self._own if field.key in shown]
        columns = [NAME, *(key for key in shown if key in HEADINGS)]
        if not asked:
            return columns, []
        with self._office.store.read() as session:
            found = {
                p.id: own_facts.of_person(session, p.id, asked, whole=False) for p in self._people if p.id
            }
        own: list[masked_list.Own] = [
            (f.label, {i: known[f.key] for i, known in found.items() if f.key in known}) for f in asked
        ]
        return columns, own

    def _right(self) -> QVBoxLayout:
        column = QVBoxLayout()
        self.shown = QTableWidget()
        self.shown.setAccessibleName(_("As it will hang on the board"))
        self.shown.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        self.shown.setShowGrid(False)
        self.shown.verticalHeader().setVisible(False)
        self.shown.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft)
        line = look.tokens().line
        self.shown.setStyleSheet(
            f"QTableWidget {{ border: 1px solid {line}; border-radius: 6px; }} QTableWidget::item {{ padding-left: 7px; }}"
        )
        column.addWidget(text(_("As it will hang on the board"), "section"))
        column.addWidget(self.shown, 1)
        return column

    def _find(self, words: str) -> list[tuple[int, str, str]]:
        return [(number, name, hint) for number, name, hint in self._office.people.find(words)]

    def _picked(self) -> None:
        found = self.picker.value()
        if isinstance(found, int):
            self.picker.set_value(None)
            self._join([self._office.people.person(found)])

    def _join(self, people: Sequence[Person]) -> None:
        """Those who are not on the list yet, behind those who are."""
        there = {person.id for person in self._people}
        self._people += [person for person in people if person.id not in there]
        self._show()

    def choose_list(self) -> None:
        """Offer the saved filters and the groups of the roster."""
        lists = list(self._lists())
        menu = QMenu(self)
        for name, ids in lists:
            menu.addAction(name, partial(self.add_list, name, ids))
        if not lists:
            menu.addAction(_("No filter is saved and no group is in use.")).setEnabled(False)
        menu.popup(self.lists_button.mapToGlobal(self.lists_button.rect().bottomLeft()))

    def add_list(self, name: str, ids: Callable[[], Sequence[int]]) -> None:
        """Put everybody who is on a list now on this one, in its order."""

        def work(progress: tasks.Progress) -> list[Person]:
            wanted = ids()
            if len(wanted) > MOST:
                words = _(
                    "{n} people are on “{name}”. At most {most} can hang on a board: choose a narrower list."
                )
                raise UserError(words.format(n=f"{len(wanted):,}", name=name, most=f"{MOST:,}"))
            people = []
            for done, number in enumerate(wanted):
                progress(done, len(wanted))
                people.append(self._office.people.person(number))
            return people

        tasks.run(self, _("Reading the list “{name}”").format(name=name), work, self._join)

    def take_all_out(self) -> None:
        """Begin the list from the roster anew; what was pasted stays."""
        self._people.clear()
        self._show()

    def _show(self) -> None:
        words, today = self.area.toPlainText(), clock.today()
        if words.strip():
            self.found = masked_list.pasted(words, today)
        else:
            columns, own = self._chosen()
            self.found = masked_list.of_people(self._people, today, columns=columns, own=own)
        self._fill(self.found.rows)
        self.banner.say(said(self.found))
        self.banner.setVisible(bool(self.found.rows or self.found.minors))
        self.use.setEnabled(bool(self.found.rows))
        self.empty_button.setEnabled(bool(self._people))

    def _fill(self, rows: Sequence[Sequence[str]]) -> None:
        heads = [words or " " for words in rows[0]] if rows else []
        self.shown.setColumnCount(len(heads))
        self.shown.setHorizontalHeaderLabels(heads)
        self.shown.setRowCount(max(0, len(rows) - 1))
        for number, line in enumerate(rows[1:]):
            for column, words in enumerate(line):
                self.shown.setItem(number, column, QTableWidgetItem(words))
        self.shown.resizeColumnsToContents()
        for column in range(len(heads)):
            self.shown.setColumnWidth(column, self.shown.columnWidth(column) + look.px(20))


def _own_words(own: Sequence[OwnField]) -> list[tuple[str, str]]:
    return [(field.key, field.label) for field in own]


def said(found: MaskedList) -> str:
    """What happened to the list, in words."""
    parts = [
        ngettext("{n} person is shown, masked.", "{n} people are shown, masked.", found.count).format(
            n=found.count
        )
    ]
    if found.minors:
        words = ngettext("{n} minor is left out.", "{n} minors are left out.", found.minors)
        parts.append(words.format(n=found.minors))
    if found.age_unknown:
        words = ngettext("The age of {n} is not known: see that no minor is among them.",
                         "The age of {n} is not known: see that no minor is among them.", found.age_unknown)  # fmt: skip
        parts.append(words.format(n=found.age_unknown))
    return " ".join(parts)
