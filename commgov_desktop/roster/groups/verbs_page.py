"""What the groups add to the tab of residents: their lists, sheets and visits, and the pages where an office edits them."""

from collections.abc import Callable, Mapping
from datetime import date
from functools import partial
from typing import Any, Protocol

from PySide6.QtWidgets import QStackedWidget, QWidget

from commgov_desktop.errors import UserError
from commgov_desktop.i18n import _
from commgov_desktop.ledger.office import Office
from commgov_desktop.roster.groups import many_dialog, sheets, visits
from commgov_desktop.roster.groups.completeness_page import CompletenessPage
from commgov_desktop.roster.groups.former_page import FormerPage
from commgov_desktop.roster.groups.group_page import GroupPage
from commgov_desktop.roster.groups.groups_page import GroupsPage
from commgov_desktop.roster.groups.own_fields_page import OwnFieldsPage
from commgov_desktop.roster.groups.sheet_card import SheetForm
from commgov_desktop.roster.groups.visits_page import VisitForm, VisitsPage
from commgov_desktop.roster.lookups import Lookups
from commgov_desktop.ui import ask
from commgov_desktop.ui.buttons import Act
from commgov_desktop.ui.list_page import ListPage


class Lists(Protocol):
    """The tab of residents."""

    people: ListPage
    pages: QStackedWidget

    def refresh(self) -> None: ...
    def show_record(self, resident_id: int) -> None: ...
    def shown_list(self) -> ListPage: ...
    def card_of(self, resident_id: int) -> QWidget | None: ...
    def edit_person(self, resident_id: int) -> None: ...


class GroupVerbs:
    """One page of its own at a time stands before the lists; ``close`` leads back to them."""

    def __init__(self, page: Lists, office: Office, lookups: Lookups) -> None:
        self._page, self._office, self._lookups = page, office, lookups
        self.open_page: Any = None

    def menu(self) -> list[tuple[str, Act] | None]:
        """The entries of the menu behind ⋯."""
        return [
            (_("Put the chosen people into a group…"), self.put_chosen),
            (_("Visits"), self.show_visits),
            (_("Missing facts"), self.show_missing),
            None,
            (_("Groups of people"), self.show_groups),
            (_("Fields of this office"), self.show_own_fields),
        ]

    def events(self, resident_id: int) -> list[tuple[date, str, Act | None]]:
        """For the time line of a resident: visits, and the groups they came into and left."""
        found: list[tuple[date, str, Act | None]] = [
            (day, words, partial(self.show_visits, visit_id))
            for visit_id, day, words in visits.of_person(self._office, resident_id)
        ]
        for day, words in sheets.turns(self._office, resident_id):
            found.append((day, words, None))
        return found

    # ---- sheets and visits --------------------------------------------------------------------

    def open_sheet(self, group_id: int, resident_id: int) -> None:
        """The sheet of a resident in a group, in place of the card."""
        page = self._page.shown_list()
        try:
            form = SheetForm(self._office, group_id, resident_id, partial(self._kept, page))
        except UserError as error:
            ask.show_error(page, error)
            return
        self._show_form(page, form)

    def record_visit(self, given: Mapping[str, object]) -> None:
        """The form of a new visit, in place of the card."""
        self.show_form(lambda done: VisitForm(self._office, self._lookups, None, given, done))

    def show_form(self, make: Callable[[Act], Any]) -> None:
        """A form in place of the card; ``make`` is given what is to be done when it was kept."""
        page = self._page.shown_list()
        self._show_form(page, make(partial(self._kept, page)))

    def _show_form(self, page: ListPage, form: Any) -> None:
        form.leave_asked.connect(page.close_edit)
        page.show_edit(form)
        form.focus_first()

    def _kept(self, page: ListPage) -> None:
        page.close_edit()
        self._page.refresh()

    def put_chosen(self) -> None:
        """Ask into which group the selected people go."""
        chosen = self._page.people.table.selected_ids()
        if not chosen:
            ask.tell(self._page.people, _("Choose people in the list first; hold Ctrl or Shift for several."))
            return
        many_dialog.ask_many(self._page.people, self._office, chosen).exec()

    # ---- pages of their own -------------------------------------------------------------------

    def show_group(self, group_id: int, sub: str = "") -> None:
        """The list of a group; ``sub`` is one of its filters."""

        def edit(resident_id: int) -> None:
            self.open_sheet(group_id, resident_id)

        def add() -> None:
            many_dialog.ask_who(self._page.shown_list(), self._office, group_id).exec()

        def make() -> QWidget:
            return GroupPage(
                self._office, group_id, back=self.close, card_of=self._page.card_of, edit=edit,
                open_group=self.show_group, show_former=lambda: self.show_former(group_id), add=add,
            )  # fmt: skip

        page = self._open(make)
        if sub and isinstance(page, GroupPage):
            page.show_sub(sub)

    def show_former(self, group_id: int) -> None:
        """The list of those who were in a group."""

        def make() -> QWidget:
            return FormerPage(
                self._office, group_id, back=self.close, card_of=self._page.card_of,
                show_present=lambda: self.show_group(group_id), open_group=self.show_former,
            )  # fmt: skip

        self._open(make)

    def show_visits(self, visit_id: int = 0) -> None:
        """Every visit."""
        page = self._open(lambda: VisitsPage(self._office, self._lookups, self.close))
        if visit_id and isinstance(page, VisitsPage):
            page.show_id(visit_id)

    def show_missing(self) -> None:
        """Who lacks which fact."""
        self._open(
            lambda: CompletenessPage(
                self._office, back=self.close, open_person=self._open_person, edit=self._edit_person
            )
        )

    def show_groups(self) -> None:
        """The groups, to be edited."""
        self._open(lambda: GroupsPage(self._office, self.close))

    def show_own_fields(self) -> None:
        """The office's own fields, to be edited."""
        self._open(lambda: OwnFieldsPage(self._office, self.close))

    def _open_person(self, resident_id: int) -> None:
        self.close()
        self._page.show_record(resident_id)

    def _edit_person(self, resident_id: int) -> None:
        self.close()
        self._page.edit_person(resident_id)

    def stand_before(self, make: Callable[[], QWidget]) -> QWidget | None:
        """Show a page of another part of the roster before the lists; ``close`` leads back from it too."""
        return self._open(make)

    def _open(self, make: Callable[[], QWidget]) -> QWidget | None:
        self.close()
        try:
            made = make()
        except UserError as error:
            ask.show_error(self._page.people, error)
            return None
        self.open_page = made
        self._page.pages.addWidget(made)
        self._page.pages.setCurrentWidget(made)
        return made

    def close(self) -> None:
        """Back to the list of residents."""
        if self.open_page is not None:
            self._page.pages.removeWidget(self.open_page)
            self.open_page.hide()
            self.open_page.deleteLater()
            self.open_page = None
            self._page.pages.setCurrentWidget(self._page.people)

    def read_again(self) -> None:
        """After news."""
        if self.open_page is not None:
            self.open_page.read_again()
