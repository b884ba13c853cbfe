"""居民: everybody in a list with their card, the same people by household, and the import of a roster file."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from commgov_desktop.i18n import _, ngettext
from commgov_desktop.ledger import saved_filters
from commgov_desktop.ledger.column_facts import registry_of
from commgov_desktop.ledger.ledger import Ledger
from commgov_desktop.ledger.office import Office
from commgov_desktop.ledger.question_facts import Registry
from commgov_desktop.roster import household
from commgov_desktop.roster.asking.lists import tables as asked_tables
from commgov_desktop.roster.asking.lists_card import OwnLists
from commgov_desktop.roster.day_strip_card import DayStrip
from commgov_desktop.roster.events.events_page import EventsPage
from commgov_desktop.roster.filter_entries_card import entries
from commgov_desktop.roster.forms_page import Forms
from commgov_desktop.roster.groups import lists
from commgov_desktop.roster.groups.strip_card import GroupStrip
from commgov_desktop.roster.groups.verbs_page import GroupVerbs
from commgov_desktop.roster.household_card import Hanging
from commgov_desktop.roster.household_ledger import HOUSEHOLDS
from commgov_desktop.roster.import_page import ImportPage
from commgov_desktop.roster.ledger import RESIDENTS
from commgov_desktop.roster.list_tasks import Assigning
from commgov_desktop.roster.lookups import Lookups
from commgov_desktop.roster.needs.verbs_page import NeedVerbs
from commgov_desktop.roster.offers_page import Everything, Offers
from commgov_desktop.roster.paper_verbs_dialog import PaperVerbs
from commgov_desktop.roster.past_page import PastDays
from commgov_desktop.roster.past_reading import Past
from commgov_desktop.roster.people_rows import MODE, POINTED_AT, PeopleRows, former_filter
from commgov_desktop.roster.places import Homes
from commgov_desktop.roster.resident_card import Events
from commgov_desktop.roster.shown_page import Cards
from commgov_desktop.roster.tidy_page import Tidy
from commgov_desktop.store.store import Changes
from commgov_desktop.ui import tasks
from commgov_desktop.ui.buttons import shortcut
from commgov_desktop.ui.widgets import (
    EmptyState,
    ListPage,
    RecordTable,
    SideList,
    text,
)

_TABLES = (
    *RESIDENTS.heard_tables(), *HOUSEHOLDS.heard_tables(), *asked_tables(), "groups", "group_sheets", "visits",
    "extra_fields", "completeness_facts", "resident_needs", "need_services", "visit_duties",
)  # fmt: skip


class RosterPage(QWidget):
    """The tab. ``serve`` opens the desk for a resident; ``events`` and ``hanging`` tell what others know of them."""

    open_elsewhere = Signal(str, int)
    people: ListPage
    households: ListPage
    own_lists: dict[str, OwnLists]

    def __init__(
        self,
        office: Office,
        parent: QWidget | None = None,
        *,
        homes: Homes,
        facts: Callable[[Ledger], Registry] = registry_of,
        serve: Callable[[int], object] | None = None,
        events: Events | None = None,
        hanging: Hanging | None = None,
        table_names: Mapping[str, str] | None = None,
        everything: Everything | None = None,
        assigning: Assigning | None = None,
    ) -> None:
        super().__init__(parent)
        self._office, self._homes = office, homes
        self._lookups = Lookups(office.store, homes)
        self.papers = PaperVerbs(self, office)
        self.tidy = Tidy(self, office, self._lookups, table_names or {})
        self.own_lists = {
            led.key: OwnLists(self, office, led, partial(facts, led)) for led in (RESIDENTS, HOUSEHOLDS)
        }
        for key, own in self.own_lists.items():
            own.wanted.connect(partial(self._show_own, key))
        self.offers = Offers(self, office, everything, assigning)
        self.cards = Cards(self, office, serve=serve, events=events, hanging=hanging)
        self._given_name = ""
        self._sides: dict[str, SideList] = {}
        self._strips: dict[ListPage, DayStrip] = {}
        self.day: date | None = None
        self.past = PastDays(self, office.store)
        self.importing: ImportPage | None = None
        self.events_page: EventsPage | None = None
        self.forms = Forms(self, office, self._lookups)
        self.groups = GroupVerbs(self, office, self._lookups)
        self.needs = NeedVerbs(self.groups, office, self._lookups)
        self.pages = QStackedWidget()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.pages)
        self._make_lists()
        self._before_events: ListPage = self.people

    def _make_lists(self) -> None:
        """The two lists, with the fields and groups that the office has now."""
        self._shape = lists.shape(self._office)
        ledgers = lists.residents_of(self._office), lists.households_of(self._office)
        self._rows = {
            ledger.key: PeopleRows(self._office.store, ledger, self.own_lists[ledger.key].lists.filter)
            for ledger in ledgers
        }
        self.people = self._list(ledgers[0], _("Name, pinyin, number, phone, address"))
        self.households = self._list(ledgers[1], _("Name of a member, household number, address"))
        for page in (self.people, self.households):
            self.pages.addWidget(page)
        self._show_counts()
        self._sides["households"].choose("")
        for page in (self.people, self.households):
            if page.table.count():
                page.table.select_id(page.table.model.ids[0])

    def _make_lists_anew(self) -> None:
        """A field or a group was added or changed: other columns, filters and boxes; of today."""
        self.day = None
        old = (self.people, self.households)
        at, current, key = (
            self.pages.currentWidget(),
            self.people.table.current_id,
            self._sides["residents"].key,
        )
        self._make_lists()
        for page, new in zip(old, (self.people, self.households), strict=True):
            if at is page:
                self.pages.setCurrentWidget(new)
            self.pages.removeWidget(page)
            page.hide()
            page.deleteLater()
        if key:
            self._sides["residents"].choose(key)
        if current is not None:
            self.people.table.select_id(current)

    # ---- the two lists ------------------------------------------------------------------------

    def _list(self, ledger: Ledger, hint: str) -> ListPage:
        of_people = ledger.key == RESIDENTS.key
        remember = self._office.machine.part("roster" if of_people else "households")
        sentence, words = ledger.empty
        empty = EmptyState(_(sentence), (_(words), self.ask_for_file) if words else None, icon="people")
        table = RecordTable(self._rows[ledger.key], remember=remember, empty=empty, name=_(ledger.title))
        own = self.own_lists[ledger.key]
        side = self._sides[ledger.key] = own.side = SideList(
            entries(ledger, {}, 0),
            name=_("Saved filters"),
            add=("＋ " + _("Filter by conditions"), own.build),
            menu=own.menu,
        )
        side.chosen.connect(partial(self._entry_chosen, ledger))
        page = ListPage(
            _("Residents"),
            table,
            side=side,
            card=text(_("Choose a line to see its card."), "dim", wrap=True),
            remember=remember,
            new=(_("Register resident"), self.new),
            edit=self.edit_person if of_people else self._edit_household,
            find_hint=hint,
            count_words=_people_words if of_people else _household_words,
        )
        shortcut(page, "Ctrl+P", self.print_)  # of the list alone: pages that open over it print themselves
        strip = self._strips[page] = DayStrip(self.show_day)
        page.put_above(strip)
        self.offers.put_into(page, of_people=of_people)
        if of_people:
            groups = GroupStrip(self._office, self.groups.show_group)
            side.chosen.connect(groups.show_key)
            page.put_above(groups)
        table.current_changed.connect(self._show_person if of_people else self._show_home)
        return page

    def strip_of(self, page: ListPage) -> DayStrip:
        """The strip over a list that says of which day it is."""
        return self._strips[page]

    def rows_of(self, key: str) -> PeopleRows:
        """What a list shows, by the key of its ledger."""
        return self._rows[key]

    def name_of_list(self) -> str:
        """The filter that the list of people shows, in words."""
        item = self._sides[RESIDENTS.key].list.currentItem()
        return item.text() if item else ""

    def _entry_chosen(self, ledger: Ledger, key: str) -> None:
        if key == MODE:
            other = self.households if ledger.key == RESIDENTS.key else self.people
            self._sides[ledger.key].choose("")
            self.pages.setCurrentWidget(other)
            other.table.focus_list()
        elif self.own_lists[ledger.key].lists.trouble(key):
            self.own_lists[ledger.key].change(key)

    def _show_own(self, of: str, key: str) -> None:
        """Show a filter a clerk has made, or made otherwise, in the list."""
        page = self.people if of == RESIDENTS.key else self.households
        self._show_counts()
        page.table.filter_key = ""
        if not self._sides[of].choose(key):
            self._sides[of].choose("")
        page.table.show_filter(key)
        page.table.refresh()

    def _show_counts(self) -> None:
        for key, rows in self._rows.items():
            other = HOUSEHOLDS.key if key == RESIDENTS.key else RESIDENTS.key
            others = self._rows[other].count()
            given = (self._given_name, len(self._rows["residents"].given)) if self._given_name else None
            own = self.own_lists[key]
            lines = entries(rows.listing.ledger, rows.counts(), others, given, own.entries())
            self._sides[key].show_entries(lines)
            own.show_counts()
        tasks.fetch(self, self._rows["residents"].group_counts, self._show_group_counts)
        words = _("{people} · {households}").format(
            people=_people_words(self._rows["residents"].count()),
            households=_household_words(self._rows["households"].count()),
        )
        self.people.head.set_count(words)
        self.households.head.set_count(words)

    def _show_group_counts(self, counts: dict[str, int]) -> None:
        """The groups are counted in the background: some rules look at every household."""
        self._sides["residents"].show_counts(counts)

    @property
    def shown(self) -> tuple[ListPage, Ledger]:
        """The list that is open, and the ledger it shows."""
        by_household = self.pages.currentWidget() is self.households
        page, key = (self.households, HOUSEHOLDS.key) if by_household else (self.people, RESIDENTS.key)
        return page, self._rows[key].listing.ledger

    def shown_list(self) -> ListPage:
        """The list in place of whose card a form is shown: the one that is open."""
        current = self.pages.currentWidget()
        return current if isinstance(current, ListPage) else self.people

    # ---- cards --------------------------------------------------------------------------------

    def _show_person(self, resident_id: object) -> None:
        if not isinstance(resident_id, int):
            self.people.show_card(text(_("Choose a line to see its card."), "dim", wrap=True))
            return
        card = self.card_of(resident_id)
        if card is not None:
            self.people.show_card(card)

    def edit_person(self, resident_id: int) -> None:
        """The form of a resident in the list of all; what is edited is always the roster of today."""
        self.show_day(None)
        self.groups.close()
        self.forms.open(resident_id)

    def card_of(self, resident_id: int) -> QWidget | None:
        """The card of a resident; ``None`` when they are no longer there."""
        return self.cards.person(resident_id)

    def _show_home(self, household_id: object) -> None:
        if not isinstance(household_id, int):
            self.households.show_card(text(_("Choose a line to see its card."), "dim", wrap=True))
            return
        card = self.cards.home(household_id)
        if card is not None:
            self.households.show_card(card)

    # ---- the roster of an earlier day ---------------------------------------------------------

    def show_day(self, day: date | None) -> None:
        """Show both lists as they were on ``day``; ``None`` as they are."""
        self.past.go(day)

    def lists_of_day(self) -> list[tuple[str, PeopleRows, RecordTable]]:
        """The lists that an earlier day has, each with its table."""
        pages = {RESIDENTS.key: self.people, HOUSEHOLDS.key: self.households}
        return [(key, self._rows[key], page.table) for key, page in pages.items()]

    def put_day(self, day: date | None, read: Mapping[str, Past]) -> None:
        """Show what was read of a day; of another one than before all of it, without find words and filters."""
        other, self.day = day != self.day, day
        for ledger, page in ((RESIDENTS, self.people), (HOUSEHOLDS, self.households)):
            if other:
                page.show_all()
                page.table.filter_key = ""
                self._sides[ledger.key].choose("")
            self._rows[ledger.key].show_past(read.get(ledger.key))
        self.show_strips()
        self._show_lists()

    def show_strips(self) -> None:
        """Say over both lists of which day they are."""
        for strip in self._strips.values():
            strip.show_day(self.day)

    def see_today(self, show: Callable[[int], object], number: int) -> None:
        """Show a person or household as they are now."""
        self.show_day(None)
        show(number)

    # ---- household events ---------------------------------------------------------------------

    def open_events(self, event: str = "", **start: object) -> None:
        """Ask what happened in a household, or begin with an event; ``start`` says whose life it is."""
        self.show_day(None)
        self._before_events = self.shown[0]
        self._close_events()
        page = self.events_page = EventsPage(
            self._office, self._lookups, show_person=self.show_record, show_household=self.show_household
        )
        page.closed.connect(self._close_events)
        self.pages.addWidget(page)
        self.pages.setCurrentWidget(page)
        page.begin(event, **start)

    def open_events_of_current(self) -> None:
        """The same for the person or household chosen in the list."""
        page, ledger = self.shown
        current = page.table.current_id
        if current is None:
            self.open_events()
        elif ledger.key == RESIDENTS.key:
            self.open_events(person=current, household=household.of_resident(self._office.store, current))
        else:
            head = household.home(self._office.store, current).head
            self.open_events(household=current, head=head.id if head else None)

    def _close_events(self) -> None:
        if self.events_page is not None:
            closing, self.events_page = self.events_page, None
            self.pages.setCurrentWidget(self._before_events)
            self.pages.removeWidget(closing)
            closing.deleteLater()
            self.shown[0].table.focus_list()

    # ---- what the window asks -----------------------------------------------------------------

    def find_here(self) -> None:
        """Put the keyboard into the find box of the list."""
        self.shown_list().find_here()

    def refresh(self, changes: Changes | None = None) -> None:
        """Read again what the news may have changed."""
        self.tidy.refresh(changes)
        for own in self.own_lists.values():
            own.hear(changes)
        if changes is not None and not changes.touches(*_TABLES):
            return
        self.groups.read_again()
        if lists.shape(self._office) != self._shape:
            self._make_lists_anew()
            return
        if self.day is not None:
            self.past.read_again()
            return
        self._show_lists()

    def _show_lists(self) -> None:
        for page, show in ((self.people, self._show_person), (self.households, self._show_home)):
            page.refresh()
            show(page.table.current_id)
        self._show_counts()

    def show_record(self, resident_id: int) -> None:
        """Show this resident in the list of all, as they are today."""
        self.show_day(None)
        self.groups.close()
        self.pages.setCurrentWidget(self.people)
        if not self.people.table.select_id(resident_id):
            self.people.show_all()
            self._sides["residents"].choose(former_filter(self._office.store, resident_id))
            self.people.table.select_id(resident_id)
        self.people.open_card()

    def show_household(self, household_id: int) -> None:
        """Show this household in the list of households, as it is today."""
        self.show_day(None)
        self.groups.close()
        self.pages.setCurrentWidget(self.households)
        if not self.households.table.select_id(household_id):
            self.households.show_all()
            self._sides["households"].choose("")
            self.households.table.select_id(household_id)
        self.households.open_card()

    def show_view(self, view: str, record_id: int) -> None:
        """Show another way of looking: ``households``."""
        self.groups.close()
        if view == "households" and record_id:
            self.show_household(record_id)
        else:
            self.pages.setCurrentWidget(self.households if view == "households" else self.people)

    def show_filter(self, key: str) -> None:
        """Show the residents that answer a saved filter today."""
        self.show_day(None)
        self.groups.close()
        self.pages.setCurrentWidget(self.people)
        self.people.show_all()
        self._sides["residents"].choose(key)
        self.people.table.show_filter(key)

    def show_saved(self, of: str, number: int) -> None:
        """Show those who answer a saved filter today, in the list of residents or of households."""
        self.show_day(None)
        self.groups.close()
        page = self.people if of == RESIDENTS.key else self.households
        self.pages.setCurrentWidget(page)
        page.show_all()
        self._show_own(of, f"{saved_filters.PREFIX}{number}")
        page.table.focus_list()

    def show_people(self, name: str, ids: Sequence[int]) -> None:
        """Show just these residents, under a name of their own in the side list."""
        self._given_name = name
        self._rows["residents"].given = frozenset(ids)
        self.people.table.filter_key = ""
        self._show_counts()
        self.show_filter(POINTED_AT)

    # ---- forms --------------------------------------------------------------------------------

    def new(self) -> None:
        """Open an empty form."""
        self.show_day(None)
        self.groups.close()
        self.forms.open(None)

    def _edit_household(self, household_id: int) -> None:
        self.show_day(None)
        self.forms.edit_household(household_id)

    def print_(self) -> None:
        """The register of what is chosen, or of the whole list as it stands."""
        self.papers.register(*self.shown, self.day)

    def export(self, *, full: bool = False) -> None:
        """Write what is chosen, or the whole list, as a workbook."""
        self.papers.export(*self.shown, full=full, day=self.day)

    # ---- import -------------------------------------------------------------------------------

    def ask_for_file(self) -> None:
        """Open the import page and ask for the file at once; who leaves the question can still drop one there."""
        self._open_import().choose()

    def import_file(self, path: Path) -> None:
        """Open the import page with this file already chosen."""
        self._open_import().open_file(path)

    def _open_import(self) -> ImportPage:
        self._close_import()
        page = self.importing = ImportPage(self._office, self._homes)
        page.closed.connect(self._close_import)
        page.taken_in.connect(self.refresh)
        self.pages.addWidget(page)
        self.pages.setCurrentWidget(page)
        return page

    def _close_import(self) -> None:
        if self.importing is not None:
            self.pages.removeWidget(self.importing)
            self.importing.deleteLater()
            self.importing = None
        self.pages.setCurrentWidget(self.people)
        self.people.table.focus_list()


def _people_words(count: int) -> str:
    return ngettext("{n} resident", "{n} residents", count).format(n=f"{count:,}")


def _household_words(count: int) -> str:
    return ngettext("{n} household", "{n} households", count).format(n=f"{count:,}")
