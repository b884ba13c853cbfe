"""居民: everybody in a list with their card, the same people by household, and the import of a roster file."""

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from commgov_desktop.errors import UserError
from commgov_desktop.i18n import _, ngettext
from commgov_desktop.ledger.ledger import Ledger
from commgov_desktop.ledger.office import Office
from commgov_desktop.roster import household
from commgov_desktop.roster.day_strip_card import DayStrip
from commgov_desktop.roster.events.events_page import EventsPage
from commgov_desktop.roster.filter_entries_card import entries
from commgov_desktop.roster.forms_page import Forms
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
from commgov_desktop.store.store import Changes
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

_TABLES = (*RESIDENTS.heard_tables(), *HOUSEHOLDS.heard_tables())


class RosterPage(QWidget):
    """The tab. ``serve`` opens the desk for a resident; ``events`` and ``hanging`` tell what others know of them."""

    open_elsewhere = Signal(str, int)

    def __init__(
        self,
        office: Office,
        parent: QWidget | None = None,
        *,
        homes: Homes,
        serve: Callable[[int], object] | None = None,
        events: Events | None = None,
        hanging: Hanging | None = None,
    ) -> None:
        super().__init__(parent)
        self._office, self._homes = office, homes
        self._serve, self._events, self._hanging = serve, events, hanging
        self._lookups = Lookups(office.store, homes)
        self._verbs = HouseholdVerbs(self, office)
        self._papers = PaperVerbs(self, office)
        self._rows = {ledger.key: PeopleRows(office.store, ledger) for ledger in (RESIDENTS, HOUSEHOLDS)}
        self._given_name = ""
        self._sides: dict[str, SideList] = {}
        self._strips: dict[ListPage, DayStrip] = {}
        self.day: date | None = None
        self.people = self._list(RESIDENTS, _("Name, pinyin, number, phone, address"))
        self.households = self._list(HOUSEHOLDS, _("Name of a member, household number, address"))
        self.importing: ImportPage | None = None
        self.events_page: EventsPage | None = None
        self._before_events: ListPage = self.people
        self.forms = Forms(self, office, self._lookups)
        self.pages = QStackedWidget()
        for page in (self.people, self.households):
            self.pages.addWidget(page)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.pages)
        self._show_counts()
        self._sides["households"].choose("")
        for page in (self.people, self.households):
            if page.table.count():
                page.table.select_id(page.table.model.ids[0])

    # ---- the two lists ------------------------------------------------------------------------

    def _list(self, ledger: Ledger, hint: str) -> ListPage:
        of_people = ledger is RESIDENTS
        remember = self._office.machine.part("roster" if of_people else "households")
        sentence, words = ledger.empty
        empty = EmptyState(_(sentence), (_(words), self.ask_for_file) if words else None, icon="people")
        table = RecordTable(self._rows[ledger.key], remember=remember, empty=empty, name=_(ledger.title))
        side = self._sides[ledger.key] = SideList(entries(ledger, {}, 0), name=_("Saved filters"))
        side.chosen.connect(partial(self._entry_chosen, ledger))
        page = ListPage(
            _("Residents"),
            table,
            side=side,
            card=text(_("Choose a line to see its card."), "dim", wrap=True),
            remember=remember,
            new=(_("Register resident"), self.new),
            edit=self._edit if of_people else self._edit_household,
            find_hint=hint,
            count_words=_people_words if of_people else _household_words,
        )
        strip = self._strips[page] = DayStrip(self.show_day)
        page.put_below_head(strip)
        self._head_buttons(page)
        table.current_changed.connect(self._show_person if of_people else self._show_home)
        return page

    def _head_buttons(self, page: ListPage) -> None:
        """Household events, import, print and export stand before the blue button."""
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

    def _print_menu(self) -> list[tuple[str, Act] | None]:
        return [
            (_("Register of this list"), self.print_),
            (_("Monthly report of population changes"), lambda: self._papers.monthly(self.day)),
            (_("Sheet of the person or household"), lambda: self._papers.sheet(*self._shown)),
        ]

    def _export_menu(self) -> list[tuple[str, Act] | None]:
        masked = (_("This list, numbers masked"), self.export)
        if not self._office.account.may_see_restricted:
            return [masked]
        return [masked, (_("This list, whole numbers (on record)"), partial(self.export, full=True))]

    def _entry_chosen(self, ledger: Ledger, key: str) -> None:
        if key == MODE:
            other = self.households if ledger is RESIDENTS else self.people
            self._sides[ledger.key].choose("")
            self.pages.setCurrentWidget(other)
            other.table.focus_list()

    def _show_counts(self) -> None:
        for ledger in (RESIDENTS, HOUSEHOLDS):
            others = self._rows[(HOUSEHOLDS if ledger is RESIDENTS else RESIDENTS).key].listing.count()
            given = (self._given_name, len(self._rows["residents"].given)) if self._given_name else None
            rows = self._rows[ledger.key]
            self._sides[ledger.key].show_entries(entries(rows.listing.ledger, rows.counts(), others, given))
        words = _("{people} · {households}").format(
            people=_people_words(self._rows["residents"].listing.count()),
            households=_household_words(self._rows["households"].listing.count()),
        )
        self.people.head.set_count(words)
        self.households.head.set_count(words)

    @property
    def _shown(self) -> tuple[ListPage, Ledger]:
        by_household = self.pages.currentWidget() is self.households
        page, ledger = (self.households, HOUSEHOLDS) if by_household else (self.people, RESIDENTS)
        return page, self._rows[ledger.key].listing.ledger

    # ---- cards --------------------------------------------------------------------------------

    def _show_person(self, resident_id: object) -> None:
        if not isinstance(resident_id, int):
            self.people.show_card(text(_("Choose a line to see its card."), "dim", wrap=True))
            return
        if self.day is not None:
            see = partial(self._see_today, self.show_record, resident_id)
            rows = self._rows["residents"]
            self.people.show_card(PastCard(rows, resident_id, self.day, OF_PERSON, see))
            return
        try:
            card = ResidentCard(
                self._office,
                resident_id,
                serve=self._serve,
                edit=self.forms.open,
                print_=self._papers.person,
                open_household=self.show_household,
                happen=self.open_events,
                more=[(_("Remove from the roster…"), partial(self._verbs.remove, resident_id))],
                events=self._events,
            )
        except UserError:
            return
        self.people.show_card(card)

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
                hanging=self._hanging,
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
        self._shown[0].find_here()

    def refresh(self, changes: Changes | None = None) -> None:
        """Read again what the news may have changed."""
        if changes is not None and not changes.touches(*_TABLES):
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
        self.pages.setCurrentWidget(self.people)
        if not self.people.table.select_id(resident_id):
            self.people.show_all()
            self._sides["residents"].choose(former_filter(self._office.store, resident_id))
            self.people.table.select_id(resident_id)
        self.people.open_card()

    def show_household(self, household_id: int) -> None:
        """Show this household in the list of households, as it is today."""
        self.show_day(None)
        self.pages.setCurrentWidget(self.households)
        if not self.households.table.select_id(household_id):
            self.households.show_all()
            self._sides["households"].choose("")
            self.households.table.select_id(household_id)
        self.households.open_card()

    def show_view(self, view: str, record_id: int) -> None:
        """Show another way of looking: ``households``."""
        if view == "households" and record_id:
            self.show_household(record_id)
        else:
            self.pages.setCurrentWidget(self.households if view == "households" else self.people)

    def show_filter(self, key: str) -> None:
        """Show the residents that answer a saved filter today."""
        self.show_day(None)
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
        self.forms.open(None)

    def _edit(self, resident_id: int) -> None:
        """What is edited is always the roster of today."""
        self.show_day(None)
        self.forms.open(resident_id)

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
