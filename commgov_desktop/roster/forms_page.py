"""Opens the forms of residents and households in place of their cards, and saves them."""

from collections.abc import Callable, Mapping
from typing import Protocol

from PySide6.QtWidgets import QStackedWidget

from commgov_desktop.errors import Invalid, UserError
from commgov_desktop.i18n import _
from commgov_desktop.ledger.ledger import Ledger
from commgov_desktop.ledger.office import Office
from commgov_desktop.roster import household
from commgov_desktop.roster.groups.lists import households_of
from commgov_desktop.roster.lookups import Lookups
from commgov_desktop.roster.models import HEAD
from commgov_desktop.roster.resident_form_card import ResidentForm, pickers
from commgov_desktop.ui import ask
from commgov_desktop.ui.list_page import ListPage
from commgov_desktop.ui.record_form import RecordForm


class Lists(Protocol):
    """The page with the two lists."""

    people: ListPage
    households: ListPage
    pages: QStackedWidget

    def refresh(self) -> None: ...
    def show_record(self, resident_id: int) -> None: ...


class Forms:
    """What is saved shows in its list at once."""

    def __init__(self, page: Lists, office: Office, lookups: Lookups) -> None:
        self._page, self._office, self._lookups = page, office, lookups

    def open(self, resident_id: int | None, given: Mapping[str, object] | None = None) -> None:
        """The form of a resident, an empty one for ``None``; ``given`` is filled in beforehand."""
        self._page.pages.setCurrentWidget(self._page.people)
        try:
            form = ResidentForm(self._office, self._lookups, resident_id, given)
        except UserError as error:
            ask.show_error(self._page.people, error)
            return
        form.save_asked.connect(lambda: self._save(form))
        form.leave_asked.connect(self._page.people.close_edit)
        form.similar.opened.connect(lambda other: self._see_other(form, other))
        self._page.people.show_edit(form)
        form.focus_first()

    def _see_other(self, form: ResidentForm, other: int) -> None:
        """Leave for the person who is there already; what was typed waits as a draft."""
        form.leave_asked.emit()
        self._page.show_record(other)

    def new_member(self, household_id: int) -> None:
        """A form for a new person of this household, with what follows from that filled in."""
        home = household.home(self._office.store, household_id)
        given: dict[str, object] = {"household_id": household_id, "dwelling_id": home.dwelling_id}
        if home.head:
            given["residence_kind"] = home.head.residence_kind
        else:
            given["relation"] = HEAD
        self.open(None, given)

    def _save(self, form: ResidentForm) -> None:
        saved: list[int] = []
        if _tried(form, lambda: saved.append(form.save())):
            self._page.people.close_edit()
            self._page.refresh()
            self._page.show_record(saved[0])

    def edit_household(self, household_id: int) -> None:
        """The form of a household in place of its card."""
        ledger = households_of(self._office)
        values = self._office.book.values(ledger, household_id)
        name = self._office.book.name(ledger, household_id)
        title = _("Edit {name}").format(name=name)
        form = RecordForm(ledger.form, title=title, pickers=pickers(self._lookups))
        form.set_values(values)
        form.save_asked.connect(lambda: self._save_household(form, ledger, household_id))
        form.leave_asked.connect(self._page.households.close_edit)
        self._page.households.show_edit(form)
        form.focus_first()

    def _save_household(self, form: RecordForm, ledger: Ledger, household_id: int) -> None:
        if _tried(form, lambda: self._office.book.save(ledger, household_id, form.values())):
            self._page.households.close_edit()
            self._page.refresh()


def _tried(form: RecordForm, save: Callable[[], object]) -> bool:
    """Save; what is wrong is shown in the form. Gives whether it is saved."""
    try:
        save()
    except Invalid as wrong:
        form.show_problems(wrong.problems)
        return False
    except UserError as error:
        ask.show_error(form, error)
        return False
    return True
