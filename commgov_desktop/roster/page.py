"""居民: everybody in a list with their card, the same people by household, and the import of a roster file."""

from collections.abc import Callable, Sequence
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
from commgov_desktop.roster.asking.lists import tables as asked_tables
from commgov_desktop.roster.asking.lists_card import OwnLists
from commgov_desktop.roster.exchange.superiors_card import Superiors
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
from commgov_desktop.roster.people_rows import MODE, POINTED_AT, PeopleRows
from commgov_desktop.roster.places import Homes
from commgov_desktop.roster.resident_card import Events, ResidentCard
from commgov_desktop.store.store import Changes
from commgov_desktop.ui import ask, tasks
from commgov_desktop.ui.widgets import (
    Act,
    EmptyState,
    ListPage,
    RecordTable,
    SideList,
    menu_button,
    quiet,
    text,
)

_TABLES = (*RESIDENTS.heard_tables(), *HOUSEHOLDS.heard_tables(), *asked_tables(), "visits", "group_sheets")


class RosterPage(QWidget):
    """The tab. ``serve`` opens the desk for a resident; ``events`` and ``hanging`` tell what others know of them."""

    open_elsewhere = Signal(str, int)

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
        everything: Callable[[Path, Callable[[int, int], None]], Path] | None = None,
    ) -> None:
        super().__init__(parent)
        self._office, self._homes = office, homes
        self._serve, self._events, self._hanging = serve, events, hanging
        self._everything = everything
        self._lookups = Lookups(office.store, homes)
        self._verbs = HouseholdVerbs(self, office, self._lookups)
        self._papers = PaperVerbs(self, office)
        both = (RESIDENTS, HOUSEHOLDS)
        self.own_lists = {led.key: OwnLists(self, office, led, partial(facts, led)) for led in both}
        self._rows = {
            led.key: PeopleRows(office.store, led, self.own_lists[led.key].lists.filter) for led in both
        }
        self._given_name = ""
        self._sides: dict[str, SideList] = {}
        self.people = self._list(RESIDENTS, _("Name, pinyin, number, phone, address"))
        self.households = self._list(HOUSEHOLDS, _("Name of a member, household number, address"))
        self.importing: ImportPage | None = None
        self.side_page: Any = None
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
        own = self.own_lists[ledger.key]
        side = self._sides[ledger.key] = own.side = SideList(
            entries(ledger, {}, 0),
            name=_("Saved filters"),
            add=("＋ " + _("Filter by conditions"), own.build),
            menu=own.menu,
        )
        side.chosen.connect(partial(self._entry_chosen, ledger))
        own.wanted.connect(partial(self._show_own, ledger))
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
        self._head_buttons(page)
        table.current_changed.connect(self._show_person if of_people else self._show_home)
        return page

    def _head_buttons(self, page: ListPage) -> None:
        """Import, print and export stand before the blue button."""
        imports = quiet(_("Import"), self.ask_for_file, icon="arrow-import")
        prints = menu_button(_("Print"), self._print_menu(), icon="print")
        exports = menu_button(_("Export"), self._export_menu(), icon="arrow-export")
        for button in (imports, prints, exports):
            page.head.add(button)
        if page.new_button is not None:
            page.head.add(page.new_button)

    def _print_menu(self) -> list[tuple[str, Act] | None]:
        return [
            (_("Register of this list"), self.print_),
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
            other = self.households if ledger is RESIDENTS else self.people
            self._sides[ledger.key].choose("")
            self.pages.setCurrentWidget(other)
            other.table.focus_list()
        elif self.own_lists[ledger.key].lists.trouble(key):
            self.own_lists[ledger.key].change(key)

    def _show_own(self, ledger: Ledger, key: str) -> None:
        """Show a filter a clerk has made, or made otherwise, in the list."""
        page = self.people if ledger is RESIDENTS else self.households
        self._show_counts()
        page.table.filter_key = ""
        if not self._sides[ledger.key].choose(key):
            self._sides[ledger.key].choose("")
        page.table.show_filter(key)
        page.table.refresh()

    def _show_counts(self) -> None:
        for ledger in (RESIDENTS, HOUSEHOLDS):
            others = self._rows[(HOUSEHOLDS if ledger is RESIDENTS else RESIDENTS).key].listing.count()
            given = (self._given_name, len(self._rows["residents"].given)) if self._given_name else None
            counts = self._rows[ledger.key].counts()
            own = self.own_lists[ledger.key]
            lines = entries(ledger, counts, others, given, own.entries())
            self._sides[ledger.key].show_entries(lines)
            own.show_counts()
        words = _("{people} · {households}").format(
            people=_people_words(self._rows["residents"].listing.count()),
            households=_household_words(self._rows["households"].listing.count()),
        )
        self.people.head.set_count(words)
        self.households.head.set_count(words)

    @property
    def _shown(self) -> tuple[ListPage, Ledger]:
        by_household = self.pages.currentWidget() is self.households
        return (self.households, HOUSEHOLDS) if by_household else (self.people, RESIDENTS)

    # ---- cards --------------------------------------------------------------------------------

    def _show_person(self, resident_id: object) -> None:
        if not isinstance(resident_id, int):
            self.people.show_card(text(_("Choose a line to see its card."), "dim", wrap=True))
            return
        try:
            card = ResidentCard(
                self._office,
                resident_id,
                serve=self._serve,
                edit=self.forms.open,
                print_=self._papers.person,
                open_household=self.show_household,
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
        try:
            card = HouseholdCard(
                self._office,
                household_id,
                open_person=self.show_record,
                add=[
                    (_("Register a new person"), partial(self.forms.new_member, household_id)),
                    (_("Somebody from the roster"), partial(self._verbs.add_member, household_id)),
                ],
                change_head=self._verbs.change_head,
                edit=self.forms.edit_household,
                print_=self._papers.household,
                member_acts=self._member_acts,
                more=lambda home: [(_("Split off a household…"), partial(self._verbs.split, home))],
                hanging=self._hanging,
            )
        except UserError:
            return
        self.households.show_card(card)

    def _member_acts(self, home: Home, member: Member) -> Sequence[tuple[str, Act] | None]:
        acts: list[tuple[str, Act] | None] = [
            (_("Open the card"), partial(self.show_record, member.id)),
            (_("Edit"), partial(self.forms.open, member.id)),
        ]
        if not member.is_head or len(home.members) == 1:
            acts.append((_("Take out of the household"), partial(self._verbs.take_out, member.id)))
        return acts

    # ---- what the window asks -----------------------------------------------------------------

    def find_here(self) -> None:
        """Put the keyboard into the find box of the list."""
        self._shown[0].find_here()

    def refresh(self, changes: Changes | None = None) -> None:
        """Read again what the news may have changed."""
        for own in self.own_lists.values():
            own.hear(changes)
        if changes is not None and not changes.touches(*_TABLES):
            return
        for page, show in ((self.people, self._show_person), (self.households, self._show_home)):
            page.refresh()
            show(page.table.current_id)
        self._show_counts()

    def show_record(self, resident_id: int) -> None:
        """Show this resident in the list of all."""
        self.pages.setCurrentWidget(self.people)
        if not self.people.table.select_id(resident_id):
            self.people.show_all()
            self._sides["residents"].choose("")
            self.people.table.select_id(resident_id)
        self.people.open_card()

    def show_household(self, household_id: int) -> None:
        """Show this household in the list of households."""
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
        """Show the residents that answer a saved filter."""
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
        self.forms.open(None)

    def _edit(self, resident_id: int) -> None:
        self.forms.open(resident_id)

    def _edit_household(self, household_id: int) -> None:
        self.forms.edit_household(household_id)

    def print_(self) -> None:
        """The register of what is chosen, or of the whole list as it stands."""
        self._papers.register(*self._shown)

    def export(self, *, full: bool = False) -> None:
        """Write what is chosen, or the whole list, as a workbook."""
        self._papers.export(*self._shown, full=full)

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
