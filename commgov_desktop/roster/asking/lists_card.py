"""The clerk's own filters in the side list: made in the builder, shown with live counts, renamed, changed, deleted."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, QPoint, Signal
from PySide6.QtWidgets import QMenu, QWidget

from commgov_desktop.errors import UserError
from commgov_desktop.i18n import _
from commgov_desktop.ledger import filters_on_today, saved_filters
from commgov_desktop.ledger.ledger import Ledger
from commgov_desktop.ledger.office import Office
from commgov_desktop.ledger.question_facts import Registry
from commgov_desktop.ledger.questions import Question
from commgov_desktop.roster.asking.lists import ASKED, AskedLists, tables
from commgov_desktop.store.store import Changes
from commgov_desktop.ui import ask, tasks
from commgov_desktop.ui.buttons import Act, fill_menu
from commgov_desktop.ui.question_dialog import QuestionDialog
from commgov_desktop.ui.side_list import Entry, SideList, heading


class OwnLists(QObject):
    """Belongs to one list page. ``wanted`` carries the key of a filter that is to be shown."""

    wanted = Signal(str)

    def __init__(
        self, parent: QWidget, office: Office, ledger: Ledger, facts: Callable[[], Registry]
    ) -> None:
        super().__init__(parent)
        self._window, self._office = parent, office
        self.lists = AskedLists(office, ledger, facts)
        self.dialog: QuestionDialog | None = None
        self.side: SideList | None = None

    def entries(self) -> list[Entry]:
        """The lines of the side list; counts follow as soon as they are there."""
        made: list[Entry] = []
        if self.lists.current is not None:
            made.append(Entry(self.lists.name(ASKED), ASKED))
        shared = [one for one in self.lists.saved.values() if one.shared]
        mine = [one for one in self.lists.saved.values() if not one.shared]
        for title, some in ((_("Saved for all"), shared), (_("Saved for me"), mine)):
            if some:
                made.append(heading(title))
                made += [Entry(one.name, one.key, *self._state(one.key)) for one in some]
        return made

    def _state(self, key: str) -> tuple[str, str]:
        return ("!", "amber") if self.lists.trouble(key) else ("", "")

    def show_counts(self) -> None:
        """Count in the background and write the counts beside the lines."""

        def show(counts: dict[str, int]) -> None:
            if self.side is not None:
                self.side.show_counts(counts)

        if self.lists.saved or self.lists.current is not None:
            tasks.fetch(self, self.lists.counts, show)

    def hear(self, changes: Changes | None) -> None:
        """News: read again what can be asked and what is saved."""
        if changes is None or changes.touches(*tables()):
            self.lists.forget()

    # ---- the builder ------------------------------------------------------------------------------

    def build(self) -> None:
        """Open the builder, with the question that is shown now if it is not saved."""
        self._open(self.lists.current if self.side is not None and self.side.key == ASKED else None)

    def change(self, key: str) -> None:
        """Open the builder with a saved question."""
        one = self.lists.saved[key]
        try:
            question = self.lists.question(key)
        except UserError:
            question = Question()
        self._open(question, number=one.id, name=one.name, shared=one.shared)

    def _open(
        self, question: Question | None, *, number: int | None = None, name: str = "", shared: bool = False
    ) -> None:
        keep = partial(self._keep, number)
        dialog = QuestionDialog(
            self._window, self.lists.facts, self.lists.count, keep, question, name=name, shared=shared
        )
        dialog.used.connect(self.use)
        self.dialog = dialog
        dialog.open()

    def use(self, question: Question) -> None:
        """Show those who answer, without saving the question."""
        self.lists.current = question
        self.wanted.emit(ASKED)

    def _keep(self, number: int | None, name: str, question: Question, shared: bool) -> None:
        key = self.lists.keep(name, question, shared, number)
        self.lists.current = None
        self.wanted.emit(key)

    # ---- the menu of a line -----------------------------------------------------------------------

    def menu(self, key: str, at: QPoint) -> None:
        """What can be done with a saved filter."""
        acts = self.acts(key)
        if acts:
            fill_menu(QMenu(self.side), acts).popup(at)

    def acts(self, key: str) -> list[tuple[str, Act] | None]:
        """The entries of that menu."""
        if key == ASKED:
            return [(_("Change or save…"), self.build), (_("Take this filter away"), self._drop)]
        if key not in self.lists.saved:
            return []
        on_today = self.lists.saved[key].id in filters_on_today.numbers(self._office)
        words = _("Take from the page of today") if on_today else _("Show the count on the page of today")
        return [
            (_("Change…"), partial(self.change, key)),
            (_("Rename…"), partial(self.rename, key)),
            (words, partial(self.show_on_today, key, not on_today)),
            None,
            (_("Delete"), partial(self.delete, key)),
        ]

    def _drop(self) -> None:
        self.lists.current = None
        self.wanted.emit("")

    def rename(self, key: str) -> None:
        """Ask for another name."""
        one = self.lists.saved[key]
        name = ask.words(self._window, _("Rename the filter"), _("Name of the filter"), one.name)
        if name is None or name == one.name:
            return
        try:
            saved_filters.rename(self._office.store, one.id, name)
        except UserError as error:
            ask.show_error(self._window, error)

    def show_on_today(self, key: str, shown: bool) -> None:
        """Whether how many answer stands on the page of today; undo takes it back."""
        one, office = self.lists.saved[key], self._office
        try:
            if shown:
                filters_on_today.put(office, one, saved_filters.all_numbers(office.store))
            else:
                filters_on_today.take_away(office, one)
        except UserError as error:
            ask.show_error(self._window, error)

    def delete(self, key: str) -> None:
        """Take a saved filter away; undo brings it back."""
        saved_filters.remove(self._office.store, self.lists.saved[key].id)
