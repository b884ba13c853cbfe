"""走访: every visit this clerk may see, with its register; new ones are written down here or from a person's card."""

from collections.abc import Mapping
from functools import partial

from PySide6.QtWidgets import QVBoxLayout, QWidget

from commgov_desktop import clock, name_readings
from commgov_desktop.errors import Invalid, UserError
from commgov_desktop.i18n import _, ngettext
from commgov_desktop.ledger.listing import Listing
from commgov_desktop.ledger.office import Office
from commgov_desktop.roster.groups import outgoing_page, visits
from commgov_desktop.roster.lookups import Lookups
from commgov_desktop.ui import ask, tasks
from commgov_desktop.ui.buttons import Act, LinkButton, danger, quiet, shortcut
from commgov_desktop.ui.cards import EmptyState, KeyValues, empty_layout, row
from commgov_desktop.ui.day_words import show_day
from commgov_desktop.ui.draft_keeper import DraftKeeper
from commgov_desktop.ui.field_boxes import Picker
from commgov_desktop.ui.labels import text
from commgov_desktop.ui.list_page import ListPage
from commgov_desktop.ui.record_form import RecordForm
from commgov_desktop.ui.record_table import RecordTable
from commgov_desktop.ui.side_list import SideList, saved_filters

REGISTER = "走访登记表"


class VisitForm(RecordForm):
    """``visit_id`` is ``None`` for a new one, which begins with ``given``; ``done`` is called when it was kept."""

    def __init__(
        self, office: Office, lookups: Lookups, visit_id: int | None, given: Mapping[str, object], done: Act
    ) -> None:
        self._office, self._visit_id, self._done = office, visit_id, done
        ledger = visits.visits_of(office)
        start: dict[str, object] = {"day": clock.today(), "by_whom": office.account.name, **given}
        values = office.book.values(ledger, visit_id) if visit_id is not None else start
        super().__init__(
            ledger.form,
            title=_("Visit") if visit_id is not None else _("Record a visit"),
            pickers={
                "residents": Picker(office.people.find, lambda number: office.people.person(number).name),
                "households": Picker(lookups.households, lookups.household_name),
            },
            initials=name_readings.initials,
        )
        self.set_values(values)
        whom = given.get("resident_id") or given.get("household_id") or "new"
        self.keeper = DraftKeeper(self, office, f"visits:{visit_id or whom}")
        self.save_asked.connect(self.save)

    def save(self) -> None:
        """Keep what stands in the form."""
        try:
            visits.keep(self._office, self._visit_id, self.values())
        except Invalid as wrong:
            self.show_problems(wrong.problems)
        except UserError as error:
            ask.show_error(self, error)
        else:
            self.keeper.saved()
            self._done()


class VisitsPage(ListPage):
    """``back`` leads to the residents; ``open_person`` to the card of who was visited."""

    def __init__(self, office: Office, lookups: Lookups, back: Act) -> None:
        self._office, self._lookups = office, lookups
        self.ledger = visits.visits_of(office)
        self.listing = Listing(office.store, self.ledger)
        remember = office.machine.part("visits")
        sentence, words = self.ledger.empty
        empty = EmptyState(_(sentence), (_(words), self.new), icon="home")
        self._card = QWidget()
        self._column = QVBoxLayout(self._card)
        self._column.setContentsMargins(16, 14, 16, 14)
        self._column.setSpacing(8)
        super().__init__(
            _("Visits"),
            RecordTable(self.listing, remember=remember, empty=empty, name=_("Visits")),
            side=SideList(saved_filters(self.ledger.filters, self._counts()), name=_("Saved filters")),
            card=self._card,
            remember=remember,
            new=(_("Record a visit"), self.new),
            edit=self.edit,
            print_=self.print_,
            export=self.export,
            find_hint=_("Name, address, findings"),
            count_words=_visit_words,
        )
        self.head.put_first(LinkButton(f"‹ {_('Residents')}", back))
        shortcut(self, "Alt+Left", back)
        self.table.current_changed.connect(self.show_visit)
        self.show_visit(self.table.current_id)

    def _counts(self) -> dict[str, int]:
        return {key: self.listing.count(key) for key in ("", *(f.key for f in self.ledger.filters))}

    def show_visit(self, visit_id: object) -> None:
        """The card of one visit."""
        empty_layout(self._column)
        found = self.listing.page([visit_id]) if isinstance(visit_id, int) else {}
        if not isinstance(visit_id, int) or visit_id not in found:
            self._column.addWidget(EmptyState(_("Choose a line to see its card."), icon="home"))
            return
        shown = dict(zip((f.name for f in self.listing.columns), found[visit_id], strict=True))
        self._column.addWidget(text(str(shown["who"]), "head", copyable=True))
        facts = [
            (_("Day of the visit"), show_day(shown["day"])),  # type: ignore[arg-type]
            (_("Address"), str(shown["address"] or "")),
            (_("Occasion"), str(shown["purpose"] or "")),
            (_("Findings of the visit"), str(shown["findings"] or "")),
            (_("Visited by"), str(shown["by_whom"] or "")),
            (_("To be visited again on"), show_day(shown["next_on"]) if shown["next_on"] else ""),  # type: ignore[arg-type]
            (_("For the group"), str(shown["group"] or "")),
        ]
        self._column.addWidget(KeyValues(facts))
        again = quiet(_("Visit again"), partial(self._again, visit_id))
        edit = quiet(_("Edit"), partial(self.edit, visit_id), keys="F2")
        self._column.addLayout(row(again, edit, danger(_("Remove"), partial(self._remove, visit_id)), None))
        self._column.addStretch(1)

    def _again(self, visit_id: int) -> None:
        values = self._office.book.values(self.ledger, visit_id)
        self._open(None, {name: values[name] for name in ("resident_id", "household_id", "group_id")})

    def _remove(self, visit_id: int) -> None:
        try:
            visits.remove(self._office, visit_id)
        except UserError as error:
            ask.show_error(self, error)

    # ---- forms ----------------------------------------------------------------------------------

    def new(self) -> None:
        """An empty form."""
        self._open(None, {})

    def edit(self, visit_id: int) -> None:
        """The form of a visit."""
        self._open(visit_id, {})

    def _open(self, visit_id: int | None, given: Mapping[str, object]) -> None:
        form = VisitForm(self._office, self._lookups, visit_id, given, self._kept)
        form.leave_asked.connect(self.close_edit)
        self.show_edit(form)
        form.focus_first()

    def _kept(self) -> None:
        self.close_edit()
        self.read_again()

    def read_again(self) -> None:
        """After news: the list, the counts, the card."""
        self.refresh()
        if self.side is not None:
            self.side.show_counts(self._counts())
        self.show_visit(self.table.current_id)

    def show_id(self, visit_id: int) -> None:
        """Go to a visit, leaving a filter that hides it."""
        if not self.table.select_id(visit_id):
            self.show_all()
            if self.side is not None:
                self.side.choose("")
            self.table.select_id(visit_id)
        self.open_card()

    # ---- papers ---------------------------------------------------------------------------------

    def print_(self) -> None:
        """走访登记表 of what is chosen, or of all that is shown."""
        from commgov_desktop.roster.groups.papers import visits_listed

        ids = self.ids_to_take()
        tasks.run(
            self, _("Making the register"), lambda _p: visits_listed(self._office, ids), self._show_paper
        )

    def _show_paper(self, pdf: bytes) -> None:
        said = _("Print {paper}").format(paper=REGISTER)
        outgoing_page.show_paper(self, self._office, REGISTER, pdf, said, "visits")

    def export(self) -> None:
        """The same as a workbook."""
        columns = [field.name for field in self.table.columns.shown()]
        outgoing_page.export(self, self._office, self.ledger, REGISTER, columns)


def _visit_words(count: int) -> str:
    return ngettext("{n} visit", "{n} visits", count).format(n=f"{count:,}")
