"""What the head of the roster's lists offers: print, export, tables and forms of superiors, and what is wanted now and then."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from commgov_desktop.i18n import _
from commgov_desktop.ledger.office import Office
from commgov_desktop.roster.asking.closed_lists import Closed
from commgov_desktop.roster.exchange.superiors_card import Superiors
from commgov_desktop.roster.ledger import RESIDENTS
from commgov_desktop.roster.list_tasks import Assigning
from commgov_desktop.roster.list_tasks_dialog import ask_tasks
from commgov_desktop.ui import ask, tasks
from commgov_desktop.ui.widgets import Act, ListPage, menu_button, quiet, shortcut

if TYPE_CHECKING:
    from commgov_desktop.roster.page import RosterPage

Everything = Callable[[Path, Callable[[int, int], None]], Path]
"""Writes all data of the office into a folder, with progress; gives the folder it made."""

Menu = list[tuple[str, Act] | None]


class Offers:
    """Belongs to the roster's page. ``side_page`` is the page about the list that is open, if any."""

    def __init__(
        self,
        page: "RosterPage",
        office: Office,
        everything: Everything | None,
        assigning: Assigning | None = None,
    ) -> None:
        self._page, self._office, self._everything = page, office, everything
        self._assigning = assigning
        self.superiors = Superiors(
            page, office, page.own_lists[RESIDENTS.key].lists, self._list_as_it_stands, self._at_hand
        )
        self.superiors.opened.connect(self._open)
        self.side_page: Any = None

    def put_into(self, shown: ListPage, *, of_people: bool) -> None:
        """The buttons of one list's head: what is done daily in words, the rest behind the three dots."""
        page = self._page
        for button in (
            quiet(_("Import"), page.ask_for_file, icon="arrow-import"),
            menu_button(_("Print"), self._printing(), icon="print"),
            menu_button(_("Export"), self._exporting(), icon="arrow-export"),
        ):
            shown.head.add(button)
        if shown.new_button is not None:
            shown.head.add(shown.new_button)
        past = page.strip_of(shown).ask
        shortcut(shown, "Ctrl+H", page.open_events_of_current)
        shortcut(shown, "Ctrl+D", past)
        more = menu_button(
            "⋯",
            [
                (_("Household events…") + "\tCtrl+H", page.open_events_of_current),
                (_("The roster as it was on a day…") + "\tCtrl+D", past),
                None,
                *page.tidy.menu(shown, of_people=of_people),
                *(self._assigned() if of_people else ()),
                None,
                *page.needs.menu(),
                *page.groups.menu(),
            ],
        )
        more.setAccessibleName(_("More"))
        shown.head.add(more)

    def _assigned(self) -> Menu:
        return [(_("Make tasks about this list…"), self.assign)] if self._assigning is not None else []

    def assign(self) -> None:
        """Tasks about those who are chosen, or about the whole list as it stands today."""
        page, assigning = self._page, self._assigning
        if assigning is None:
            return
        if page.day is not None:
            ask.tell(page, _("Tasks are made about the list of today. Go back to today first."))
            return
        if Closed(self._office).is_filter(page.people.table.filter_key, page.own_lists[RESIDENTS.key].lists):
            words = _("This list tells of a group that is not open to everybody, and tasks are read by all.")
            ask.warn(page, words, _("Show another list of the same people, then make the tasks."))
            return
        name, ids = self._list_as_it_stands()
        ask_tasks(page, self._office, name, ids, assigning).open()

    def _printing(self) -> Menu:
        page = self._page
        return [
            (_("Register of this list"), page.print_),
            (_("Monthly report of population changes"), lambda: page.papers.monthly(page.day)),
            (_("Sheet of the person or household"), lambda: page.papers.sheet(*page.shown)),
        ]

    def _exporting(self) -> Menu:
        page, chair = self._page, self._office.account.may_see_restricted
        found: Menu = [(_("This list, numbers masked"), page.export)]
        if chair:
            found.append((_("This list, whole numbers (on record)"), partial(page.export, full=True)))
        found += [
            None,
            (_("Fill a superior's form…"), self.superiors.fill_form),
            (_("Tables for superiors…"), self.superiors.show_sets),
        ]
        if chair and self._everything is not None:
            found += [None, (_("All data of the office (on record)…"), self.export_everything)]
        return found

    def export_everything(self) -> None:
        """All ledgers, attachments and what every column means, into a folder the chair chooses."""
        carry = self._everything
        folder = ask.choose_folder(self._page, _("Where to write all data")) if carry else None
        if folder is None or carry is None:
            return
        tasks.run(
            self._page,
            _("Writing all data"),
            lambda progress: carry(folder, progress),
            lambda made: ask.tell(self._page, _("All data were written to {folder}.").format(folder=made)),
        )

    def _list_as_it_stands(self) -> tuple[str, list[int]]:
        """What is chosen in the list of residents, or all of it, by the name of its filter."""
        return self._page.name_of_list() or _("All residents"), self._page.people.ids_to_take()

    def _at_hand(self) -> int | None:
        """The resident whose card is open."""
        return self._page.people.table.current_id

    def _open(self, page: Any) -> None:
        """A page about the list, in place of the list until it is closed; of two pages the later stays."""
        if self.side_page is not None:
            self.close()
        self.side_page = page
        page.closed.connect(self.close)
        self._page.pages.addWidget(page)
        self._page.pages.setCurrentWidget(page)

    def close(self) -> None:
        """Back to the list of people."""
        if self.side_page is not None:
            self._page.pages.removeWidget(self.side_page)
            self.side_page.deleteLater()
            self.side_page = None
        self._page.pages.setCurrentWidget(self._page.people)
        self._page.people.table.focus_list()
