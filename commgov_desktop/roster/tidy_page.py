"""Puts the roster in order from its own page: people entered twice, merges taken apart, many people changed at once."""

from collections.abc import Mapping, Sequence
from datetime import date
from functools import partial
from typing import Any, Protocol

from PySide6.QtWidgets import QStackedWidget, QWidget

from commgov_desktop import clock
from commgov_desktop.i18n import _
from commgov_desktop.ledger.office import Office
from commgov_desktop.roster.bulk.bulk_page import BulkPage
from commgov_desktop.roster.duplicates import merges
from commgov_desktop.roster.duplicates.duplicates_page import DuplicatesPage
from commgov_desktop.roster.duplicates.merged_card import part_again
from commgov_desktop.roster.lookups import Lookups
from commgov_desktop.roster.resident_card import Events
from commgov_desktop.store.store import Changes
from commgov_desktop.ui.buttons import Act
from commgov_desktop.ui.list_page import ListPage


class Roster(Protocol):
    """The page with the lists."""

    people: ListPage
    households: ListPage
    pages: QStackedWidget

    def show_record(self, resident_id: int) -> None: ...


class Tidy:
    """Opens its pages over the lists and closes them again."""

    def __init__(self, page: Roster, office: Office, lookups: Lookups, names: Mapping[str, str]) -> None:
        self._page, self._office, self._lookups, self._names = page, office, lookups, names
        self.open: QWidget | None = None

    def menu(self, shown: ListPage, *, of_people: bool) -> list[tuple[str, Act] | None]:
        """What stands in the menu of the page head; only people can be changed many at once."""
        acts: list[tuple[str, Act] | None] = [(_("Find people entered twice"), self.find_duplicates)]
        if of_people:
            acts.append((_("Change many people at once…"), partial(self.change_many, shown)))
        return acts

    def find_duplicates(self) -> DuplicatesPage:
        """Open the page of duplicates and search the whole roster."""
        page = self._duplicates()
        page.search()
        return page

    def find_others(self, resident_id: int) -> DuplicatesPage:
        """Open the page of duplicates with those who look like one person."""
        page = self._duplicates()
        page.search_for(resident_id)
        return page

    def _duplicates(self) -> DuplicatesPage:
        page = DuplicatesPage(self._office, self._names, self._see)
        page.closed.connect(self.close)
        self._show(page)
        return page

    def change_many(self, shown: ListPage) -> BulkPage:
        """Change the chosen people, or everybody in the list as it stands."""
        page = BulkPage(self._office, self._lookups, shown.ids_to_take())
        page.closed.connect(self.close)
        self._show(page)
        return page

    def _show(self, page: QWidget) -> None:
        self.close()
        self.open = page
        self._page.pages.addWidget(page)
        self._page.pages.setCurrentWidget(page)

    def _see(self, resident_id: int) -> None:
        self.close()
        self._page.show_record(resident_id)

    def close(self) -> None:
        """Back to the list."""
        if self.open is None:
            return
        self._page.pages.setCurrentWidget(self._page.people)
        self._page.pages.removeWidget(self.open)
        self.open.deleteLater()
        self.open = None
        self._page.people.table.focus_list()

    def refresh(self, changes: Changes | None) -> None:
        """Let the open page hear the news."""
        if isinstance(self.open, DuplicatesPage):
            self.open.refresh(changes)

    # ---- the card of a resident ---------------------------------------------------------------

    def person_acts(self, resident_id: int) -> Sequence[tuple[str, Act] | None]:
        """What the card offers: look for a second entry, and part each merge that stands."""
        acts: list[tuple[str, Act] | None] = [
            (_("Look for a second entry…"), partial(self.find_others, resident_id))
        ]
        for merge in merges.merges(self._office.store, resident_id, standing=True):
            words = _("Part from the entry {name}…").format(name=merge.gone_name)
            acts.append((words, partial(self._part, merge.id)))
        return [*acts, None]

    def with_merges(self, events: Events | None) -> Events:
        """The time line with the merges of this person; a click parts them again."""

        def found(resident_id: int) -> list[tuple[date, str, Any]]:
            known = list(events(resident_id)) if events else []
            for merge in merges.merges(self._office.store, resident_id, standing=True):
                words = _("Merged with another entry: {name} (part again)").format(name=merge.gone_name)
                known.append((clock.local(merge.at).date(), words, partial(self._part, merge.id)))
            return known

        return found

    def _part(self, merge_id: int) -> None:
        parent = self._page if isinstance(self._page, QWidget) else None
        part_again(parent or self._page.people, self._office, merge_id, self._names)
