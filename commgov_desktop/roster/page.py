"""居民: everybody in a list with their card, the same people by household, and the import of a roster file."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from commgov_desktop.errors import UserError
from commgov_desktop.i18n import _, ngettext
from commgov_desktop.ledger.column_facts import registry_of
from commgov_desktop.ledger.ledger import Ledger
from commgov_desktop.ledger.office import Office
from commgov_desktop.ledger.question_facts import Registry
from commgov_desktop.roster import household
from commgov_desktop.roster.asking.lists import tables as asked_tables
from commgov_desktop.roster.asking.lists_card import OwnLists
from commgov_desktop.roster.day_strip_card import DayStrip
from commgov_desktop.roster.events.events_page import EventsPage
from commgov_desktop.roster.exchange.superiors_card import Superiors
from commgov_desktop.roster.filter_entries_card import entries
from commgov_desktop.roster.forms_page import Forms
from commgov_desktop.roster.groups import completeness, lists
from commgov_desktop.roster.groups.sheet_card import MeterCard, parts_of_person
from commgov_desktop.roster.groups.strip_card import GroupStrip
from commgov_desktop.roster.groups.verbs_page import GroupVerbs
from commgov_desktop.roster.household import Home, Member
from commgov_desktop.roster.household_card import Hanging, HouseholdCard
from commgov_desktop.roster.household_ledger import HOUSEHOLDS
from commgov_desktop.roster.household_verbs_dialog import HouseholdVerbs
from commgov_desktop.roster.import_page import ImportPage
from commgov_desktop.roster.ledger import RESIDENTS
from commgov_desktop.roster.lookups import Lookups
from commgov_desktop.roster.paper_verbs_dialog import PaperVerbs
from commgov_desktop.roster.past_card import OF_HOME, OF_PERSON, PastCard
from commgov_desktop.roster.people_rows import MODE, POINTED_AT, PeopleRows, former_filter
from commgov_desktop.roster.places import Homes
from commgov_desktop.roster.resident_card import Events, ResidentCard
from commgov_desktop.roster.tidy_page import Tidy
from commgov_desktop.store.store import Changes
from commgov_desktop.ui import ask, tasks
from commgov_desktop.ui.widgets import (
    Act,
    EmptyState,
    ListPage,
    RecordTable,
    SideList,
    icon_button,
    menu_button,
    quiet,
    shortcut,
    text,
)

_TABLES = (
    *RESIDENTS.heard_tables(), *HOUSEHOLDS.heard_tables(), *asked_tables(), "groups", "group_sheets", "visits",
    "extra_fields", "completeness_facts",
)  # fmt: skip


class RosterPage(QWidget):
    """The tab. ``serve`` opens the desk for a resident; ``events`` and ``hanging`` tell what others know of them."""

    open_elsewhere = Signal(str, int)
    people: ListPage
    households: ListPage

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
        everything: Callable[[Path, Callable[[int, int], None]], Path] | None = None,
    ) -> None:
        super().__init__(parent)
        self._office, self._homes = office, homes
        self._serve, self._events, self._hanging = serve, events, hanging
        self._everything = everything
        self._lookups = Lookups(office.store, homes)
        self._verbs = HouseholdVerbs(self, office)
        self._papers = PaperVerbs(self, office)
        self.tidy = Tidy(self, office, self._lookups, table_names or {})
        self.own_lists = {
            led.key: OwnLists(self, office, led, partial(facts, led)) for led in (RESIDENTS, HOUSEHOLDS)
        }
        for key, own in self.own_lists.items():
            own.wanted.connect(partial(self._show_own, key))
        self._given_name = ""
        self._sides: dict[str, SideList] = {}
        self._strips: dict[ListPage, DayStrip] = {}
        self.day: date | None = None
        self.importing: ImportPage | None = None
        self.events_page: EventsPage | None = None
        self.side_page: Any = None
        self.forms = Forms(self, office, self._lookups)
        self.groups = GroupVerbs(self, office, self._lookups)
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
        """A field or a group was added or changed: other columns, filters and boxes."""
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
        strip = self._strips[page] = DayStrip(self.show_day)
        page.put_above(strip)
        self._head_buttons(page, of_people=of_people)
        if of_people:
            groups = GroupStrip(self._office, self.groups.show_group)
            side.chosen.connect(groups.show_key)
            page.put_above(groups)
        table.current_changed.connect(self._show_person if of_people else self._show_home)
        return page

    def _head_buttons(self, page: ListPage, *, of_people: bool) -> None:
        """Events, import, print and export stand before the blue button, what is wanted now and then behind it."""
        happens = quiet(_("Household events"), self.open_events_of_current, icon="people-team")
        happens.setToolTip(_("Birth, death, marriage, moving …") + "  Ctrl+H")
        shortcut(page, "Ctrl+H", self.open_events_of_current)
        imports = quiet(_("Import"), self.ask_for_file, icon="arrow-import")
        past = icon_button(
            "history", _("The roster as it was on a day"), self._strips[page].ask, keys="Ctrl+D"
        )
        shortcut(page, "Ctrl+D", self._strips[page].ask)
        page.head.add(past)
        prints = menu_button(_("Print"), self._print_menu(), icon="print")
        exports = menu_button(_("Export"), self._export_menu(), icon="arrow-export")
        for button in (happens, imports, prints, exports):
            page.head.add(button)
        if page.new_button is not None:
            page.head.add(page.new_button)
        more = menu_button("⋯", [*self.tidy.menu(page, of_people=of_people), None, *self.groups.menu()])
        more.setAccessibleName(_("More"))
        page.head.add(more)

    def _print_menu(self) -> list[tuple[str, Act] | None]:
        return [
            (_("Register of this list"), self.print_),
            (_("Monthly report of population changes"), lambda: self._papers.monthly(self.day)),
            (_("Sheet of the person or household"), lambda: self._papers.sheet(*self._shown)),
        ]

    def _export_menu(self) -> list[tuple[str, Act] | None]:
        found: list[tuple[str, Act] | None] = [(_("This list, numbers masked"), self.export)]
        if self._office.account.may_see_restricted:
            found.append((_("This list, whole numbers (on record)"), partial(self.export, full=True)))
        superiors = self.superiors = Superiors(
            self, self._office, self.own_lists[RESIDENTS.key].lists, self._list_as_it_stands
        )
        superiors.opened.connect(self._open_side_page)
        found += [
            None,
            (_("Fill a superior's form…"), superiors.fill_form),
            (_("Tables for superiors…"), superiors.show_sets),
        ]
        if self._office.account.may_see_restricted and self._everything is not None:
            found += [None, (_("All data of the office (on record)…"), self.export_everything)]
        return found

    def export_everything(self) -> None:
        """All ledgers, attachments and what every column means, into a folder the chair chooses."""
        carry = self._everything
        folder = ask.choose_folder(self, _("Where to write all data")) if carry else None
        if folder is None or carry is None:
            return
        tasks.run(
            self,
            _("Writing all data"),
            lambda progress: carry(folder, progress),
            lambda made: ask.tell(self, _("All data were written to {folder}.").format(folder=made)),
        )

    def _list_as_it_stands(self) -> tuple[str, list[int]]:
        """What is chosen in the list of residents, or all of it, by the name of its filter."""
        item = self._sides[RESIDENTS.key].list.currentItem()
        return (item.text() if item else _("All residents")), self.people.ids_to_take()

    def _open_side_page(self, page: Any) -> None:
        """A page about the list, in place of the list until it is closed."""
        self.side_page = page
        page.closed.connect(self._close_side_page)
        self.pages.addWidget(page)
        self.pages.setCurrentWidget(page)

    def _close_side_page(self) -> None:
        if self.side_page is not None:
            self.pages.removeWidget(self.side_page)
            self.side_page.deleteLater()
            self.side_page = None
        self.pages.setCurrentWidget(self.people)
        self.people.table.focus_list()

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
            others = self._rows[other].listing.count()
            given = (self._given_name, len(self._rows["residents"].given)) if self._given_name else None
            own = self.own_lists[key]
            lines = entries(rows.listing.ledger, rows.counts(), others, given, own.entries())
            self._sides[key].show_entries(lines)
            own.show_counts()
        tasks.fetch(self, self._rows["residents"].group_counts, self._show_group_counts)
        words = _("{people} · {households}").format(
            people=_people_words(self._rows["residents"].listing.count()),
            households=_household_words(self._rows["households"].listing.count()),
        )
        self.people.head.set_count(words)
        self.households.head.set_count(words)

    def _show_group_counts(self, counts: dict[str, int]) -> None:
        """The groups are counted in the background: some rules look at every household."""
        self._sides["residents"].show_counts(counts)

    @property
    def _shown(self) -> tuple[ListPage, Ledger]:
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

    def card_of(self, resident_id: int) -> QWidget | None:
        """The card of a resident, as they were on the day that is shown; ``None`` when they are no longer there."""
        if self.day is not None:
            see = partial(self._see_today, self.show_record, resident_id)
            return PastCard(self._rows["residents"], resident_id, self.day, OF_PERSON, see)
        try:
            parts, chips = parts_of_person(self._office, resident_id, self.groups)
            return ResidentCard(
                self._office,
                resident_id,
                serve=self._serve,
                edit=self.edit_person,
                print_=self._papers.person,
                open_household=self.show_household,
                happen=self.open_events,
                more=[
                    *self.tidy.person_acts(resident_id),
                    (_("Remove from the roster…"), partial(self._verbs.remove, resident_id)),
                ],
                events=self.tidy.with_merges(self._what_happened),
                parts=parts,
                groups=chips,
                own=lists.own_words(self._office, RESIDENTS.table, resident_id),
            )
        except UserError:
            return None

    def _what_happened(self, resident_id: int) -> list[tuple[date, str, Act | None]]:
        elsewhere = list(self._events(resident_id)) if self._events else []
        return [*elsewhere, *self.groups.events(resident_id)]

    def edit_person(self, resident_id: int) -> None:
        """The form of a resident in the list of all."""
        self.groups.close()
        self.forms.open(resident_id)

    def _show_home(self, household_id: object) -> None:
        if not isinstance(household_id, int):
            self.households.show_card(text(_("Choose a line to see its card."), "dim", wrap=True))
            return
        if self.day is not None:
            see = partial(self._see_today, self.show_household, household_id)
            rows = self._rows["households"]
            self.households.show_card(PastCard(rows, household_id, self.day, OF_HOME, see))
            return
        try:
            card = HouseholdCard(
                self._office,
                household_id,
                open_person=self.show_record,
                add=[
                    (_("A child was born"), partial(self.open_events, "birth", household=household_id)),
                    (_("Somebody moved in"), partial(self.open_events, "move_in", into=household_id)),
                    (_("Somebody from the roster"), partial(self.open_events, "join", into=household_id)),
                    None,
                    (_("Register a new person"), partial(self.forms.new_member, household_id)),
                ],
                happen=self.open_events,
                edit=self.forms.edit_household,
                print_=self._papers.household,
                member_acts=self._member_acts,
                visit=partial(self.groups.record_visit, {"household_id": household_id}),
                hanging=self._hanging,
                parts=[MeterCard(completeness.of_household(self._office, household_id))],
                own=lists.own_words(self._office, HOUSEHOLDS.table, household_id),
            )
        except UserError:
            return
        self.households.show_card(card)

    def _member_acts(self, home: Home, member: Member) -> Sequence[tuple[str, Act] | None]:
        acts: list[tuple[str, Act] | None] = [
            (_("Open the card"), partial(self.show_record, member.id)),
            (_("Edit"), partial(self.forms.open, member.id)),
            (_("Household events…"), partial(self.open_events, person=member.id, household=home.id)),
        ]
        if not member.is_head or len(home.members) == 1:
            acts.append((_("Take out of the household"), partial(self._verbs.take_out, member.id)))
        return acts

    # ---- the roster of an earlier day ---------------------------------------------------------

    def show_day(self, day: date | None) -> None:
        """Show both lists as they were on ``day``; ``None`` as they are."""
        if day == self.day:
            return
        self.day = day
        for ledger, page in ((RESIDENTS, self.people), (HOUSEHOLDS, self.households)):
            page.show_all()
            page.table.filter_key = ""
            self._rows[ledger.key].show_day(day)
            self._sides[ledger.key].choose("")
            self._strips[page].show_day(day)
        self.refresh()

    def _see_today(self, show: Callable[[int], object], number: int) -> None:
        self.show_day(None)
        show(number)

    # ---- household events ---------------------------------------------------------------------

    def open_events(self, event: str = "", **start: object) -> None:
        """Ask what happened in a household, or begin with an event; ``start`` says whose life it is."""
        self.show_day(None)
        self._before_events = self._shown[0]
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
        page, ledger = self._shown
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
            self._shown[0].table.focus_list()

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
            for rows in self._rows.values():
                rows.show_day(self.day)
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
        self._papers.register(*self._shown, self.day)

    def export(self, *, full: bool = False) -> None:
        """Write what is chosen, or the whole list, as a workbook."""
        self._papers.export(*self._shown, full=full, day=self.day)

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
