"""The two entries of the export menu for superiors: fill the form they sent, or write the table they always want."""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from commgov_desktop.errors import UserError
from commgov_desktop.i18n import _
from commgov_desktop.ledger.listing import Listing
from commgov_desktop.ledger.office import Office
from commgov_desktop.roster.asking.lists import AskedLists
from commgov_desktop.roster.exchange import forms
from commgov_desktop.roster.exchange.fill_page import FillPage, Source
from commgov_desktop.roster.exchange.forms import Form
from commgov_desktop.roster.exchange.sets_page import SetsPage
from commgov_desktop.roster.ledger import RESIDENTS
from commgov_desktop.ui import ask


class Superiors(QObject):
    """``opened`` carries a page that is to be shown in place of the list."""

    opened = Signal(object)

    def __init__(
        self,
        parent: QWidget,
        office: Office,
        lists: AskedLists,
        here: Callable[[], tuple[str, Sequence[int]]],
        person: Callable[[], int | None] = lambda: None,
    ) -> None:
        """``here`` is the list as it stands, ``person`` whom the clerk looks at."""
        super().__init__(parent)
        self._person = person
        self._window, self._office, self._lists, self._here = parent, office, lists, here

    def fill_form(self) -> None:
        """Ask for the empty form, and show what would go where."""
        path = ask.choose_file(
            self._window, _("Choose the form to fill"), _("Forms (xlsx, docx)"), forms.SUFFIXES
        )
        if path is not None:
            self.open_form(path)

    def open_form(self, path: Path) -> None:
        """Show what would go where in this form."""
        try:
            readings = forms.readings(self._office.store, path, self._lists.facts)
        except UserError as error:
            ask.show_error(self._window, error)
            return
        self._show(readings)

    def _show(self, readings: Sequence[Form]) -> None:
        """The page of the first reading; from there one may turn to the other."""
        form = readings[0]
        page = FillPage(
            self._office, self._lists.facts, form, self._sources(form), may_turn=len(readings) > 1
        )
        page.turned.connect(lambda: self._show(readings[::-1]))
        self.opened.emit(page)

    def _sources(self, form: Form) -> list[Source]:
        """The list as it stands comes first, then everybody, then each saved filter.

        A form for one person is for the person at hand unless somebody says otherwise.
        """
        name, ids = self._here()
        everybody = Listing(self._office.store, RESIDENTS)
        first = _("The list as it stands: {name}").format(name=name)
        found: list[Source] = [(first, lambda: ids), (_("All residents"), everybody.ids)]
        person = self._person() if form.is_single else None
        if person is not None:
            found.insert(0, (self._office.people.person(person).name, lambda: [person]))
        return [*found, *self._lists.named_lists()]

    def show_sets(self) -> None:
        """The tables superiors want."""
        saved = [
            (one.name, one.kept) for one in self._lists.saved.values() if not self._lists.trouble(one.key)
        ]
        self.opened.emit(SetsPage(self._office, self._lists.facts, saved))
