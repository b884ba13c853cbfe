"""A list of what hangs on residents (visits, needs) with its card, form, register and export; and that form."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial

from PySide6.QtWidgets import QVBoxLayout, QWidget

from commgov_desktop import name_readings
from commgov_desktop.errors import Invalid, UserError
from commgov_desktop.i18n import _
from commgov_desktop.ledger.ledger import Ledger
from commgov_desktop.ledger.listing import Listing
from commgov_desktop.ledger.office import Office
from commgov_desktop.roster.groups import outgoing_page
from commgov_desktop.roster.lookups import Lookups
from commgov_desktop.ui import ask, tasks
from commgov_desktop.ui.buttons import Act, LinkButton, shortcut
from commgov_desktop.ui.cards import EmptyState, KeyValues, empty_layout, row
from commgov_desktop.ui.draft_keeper import DraftKeeper
from commgov_desktop.ui.field_boxes import Picker
from commgov_desktop.ui.labels import text
from commgov_desktop.ui.list_page import ListPage
from commgov_desktop.ui.record_form import RecordForm
from commgov_desktop.ui.record_table import RecordTable
from commgov_desktop.ui.side_list import SideList, saved_filters

Keep = Callable[[Office, int | None, Mapping[str, object]], int]


class HangingForm(RecordForm):
    """``record_id`` is ``None`` for a new one, which begins with ``start``; ``done`` is called when it was kept."""

    def __init__(
        self,
        office: Office,
        lookups: Lookups,
        ledger: Ledger,
        record_id: int | None,
        start: Mapping[str, object],
        keep: Keep,
        done: Act,
        *,
        title: str,
    ) -> None:
        self._office, self._id, self._keep, self._done = office, record_id, keep, done
        values = office.book.values(ledger, record_id) if record_id is not None else dict(start)
        super().__init__(
            ledger.form,
            title=title,
            pickers={
                "residents": Picker(office.people.find, lambda number: office.people.person(number).name),
                "households": Picker(lookups.households, lookups.household_name),
            },
            initials=name_readings.initials,
        )
        self.set_values(values)
        whom = start.get("resident_id") or start.get("household_id") or "new"
        self.keeper = DraftKeeper(self, office, f"{ledger.table}:{record_id or whom}")
        self.save_asked.connect(self.save)

    def save(self) -> None:
        """Keep what stands in the form."""
        try:
            self._keep(self._office, self._id, self.values())
        except Invalid as wrong:
            self.show_problems(wrong.problems)
        except UserError as error:
            ask.show_error(self, error)
        else:
            self.keeper.saved()
            self._done()


class HangingPage(ListPage):
    """``back`` leads to the residents. A page of its own says which ledger, form, card and paper it shows."""

    def __init__(
        self,
        office: Office,
        ledger: Ledger,
        back: Act,
        *,
        icon: str,
        new_words: str,
        find_hint: str,
        count_words: Callable[[int], str],
    ) -> None:
        self._office, self.ledger, self._icon = office, ledger, icon
        self.listing = Listing(office.store, ledger)
        remember = office.machine.part(ledger.key)
        sentence, words = ledger.empty
        empty = EmptyState(_(sentence), (_(words), self.new), icon=icon)
        self._card = QWidget()
        self._column = QVBoxLayout(self._card)
        self._column.setContentsMargins(16, 14, 16, 14)
        self._column.setSpacing(8)
        super().__init__(
            _(ledger.title),
            RecordTable(self.listing, remember=remember, empty=empty, name=_(ledger.title)),
            side=SideList(saved_filters(ledger.filters, self._counts()), name=_("Saved filters")),
            card=self._card,
            remember=remember,
            new=(new_words, self.new),
            edit=self.edit,
            print_=self.print_,
            export=self.export,
            find_hint=find_hint,
            count_words=count_words,
        )
        self.head.put_first(LinkButton(f"‹ {_('Residents')}", back))
        shortcut(self, "Alt+Left", back)
        self.table.current_changed.connect(self.show_one)
        self.show_one(self.table.current_id)

    def _counts(self) -> dict[str, int]:
        return {key: self.listing.count(key) for key in ("", *(f.key for f in self.ledger.filters))}

    # ---- what a page of its own says ------------------------------------------------------------

    register = ""
    """The official name of its register."""

    def make_form(self, record_id: int | None, given: Mapping[str, object]) -> HangingForm:
        """The form of a record, or of a new one that begins with ``given``."""
        raise NotImplementedError

    def card_lines(self, shown: Mapping[str, object]) -> Sequence[tuple[str, str]]:
        """What the card says besides who it is."""
        raise NotImplementedError

    def card_verbs(self, record_id: int) -> Sequence[QWidget]:
        """The buttons at the card's foot."""
        raise NotImplementedError

    def make_register(self, ids: Sequence[int]) -> bytes:
        """The register of these records, in this order."""
        raise NotImplementedError

    # ---- the card -------------------------------------------------------------------------------

    def show_one(self, record_id: object) -> None:
        """The card of one record."""
        empty_layout(self._column)
        found = self.listing.page([record_id]) if isinstance(record_id, int) else {}
        if not isinstance(record_id, int) or record_id not in found:
            self._column.addWidget(EmptyState(_("Choose a line to see its card."), icon=self._icon))
            return
        shown = dict(zip((f.name for f in self.listing.columns), found[record_id], strict=True))
        self._column.addWidget(text(str(shown["who"]), "head", copyable=True))
        self._column.addWidget(KeyValues(self.card_lines(shown)))
        self._column.addLayout(row(*self.card_verbs(record_id), None))
        self._column.addStretch(1)

    def remove_with(self, remove: Callable[[Office, int], object], record_id: int) -> None:
        """Take a record away, or say why that cannot be."""
        try:
            remove(self._office, record_id)
        except UserError as error:
            ask.show_error(self, error)

    # ---- forms ----------------------------------------------------------------------------------

    def new(self) -> None:
        """An empty form."""
        self.open_form(None, {})

    def edit(self, record_id: int) -> None:
        """The form of a record."""
        self.open_form(record_id, {})

    def open_form(self, record_id: int | None, given: Mapping[str, object]) -> None:
        """The form in place of the card."""
        form = self.make_form(record_id, given)
        form.leave_asked.connect(self.close_edit)
        self.show_edit(form)
        form.focus_first()

    def kept(self) -> None:
        """The form was kept."""
        self.close_edit()
        self.read_again()

    def read_again(self) -> None:
        """After news: the list, the counts, the card."""
        self.refresh()
        if self.side is not None:
            self.side.show_counts(self._counts())
        self.show_one(self.table.current_id)

    # ---- papers ---------------------------------------------------------------------------------

    def print_(self) -> None:
        """The register of what is chosen, or of all that is shown."""
        ids = self.ids_to_take()
        show = partial(self.show_paper, self.register)
        tasks.run(self, _("Making the register"), lambda _p: self.make_register(ids), show)

    def show_paper(self, title: str, pdf: bytes) -> None:
        """A paper before it goes out."""
        said = _("Print {paper}").format(paper=title)
        outgoing_page.show_paper(self, self._office, title, pdf, said, self.ledger.table)

    def export(self) -> None:
        """The same as a workbook."""
        columns = [field.name for field in self.table.columns.shown()]
        outgoing_page.export(self, self._office, self.ledger, self.register, columns)
