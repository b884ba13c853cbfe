"""信息缺项清单: who lacks which fact, 信息完整率 of every grid, and the office's own list of the facts it wants to know."""

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QVBoxLayout, QWidget

from commgov_desktop.i18n import N_, _, ngettext
from commgov_desktop.ledger.fields import Field, section
from commgov_desktop.ledger.listing import Listing
from commgov_desktop.ledger.office import Office
from commgov_desktop.roster.groups import completeness, outgoing_page
from commgov_desktop.roster.groups.completeness import BLOCKS, HOUSEHOLD, PERSON, Fact
from commgov_desktop.roster.groups.field_dialog import FormDialog
from commgov_desktop.roster.groups.lines_card import Line, LinesCard
from commgov_desktop.ui import tasks
from commgov_desktop.ui.bars import PercentBar
from commgov_desktop.ui.buttons import Act, LinkButton, primary, quiet, shortcut
from commgov_desktop.ui.cards import EmptyState, KeyValues, empty_layout, row
from commgov_desktop.ui.labels import rule, text
from commgov_desktop.ui.list_page import ListPage
from commgov_desktop.ui.record_table import RecordTable
from commgov_desktop.ui.side_list import SideList, saved_filters

REGISTER = "信息缺项清单"


class CompletenessPage(ListPage):
    """``open_person`` and ``edit`` are the roster's; the card shows who is chosen, the grids, or the list of facts."""

    def __init__(
        self,
        office: Office,
        *,
        back: Act,
        open_person: Callable[[int], object],
        edit: Callable[[int], object],
    ) -> None:
        self._office, self._open_person, self._edit_person = office, open_person, edit
        self.ledger = completeness.missing_ledger(office)
        self.listing = Listing(office.store, self.ledger)
        remember = office.machine.part("missing")
        empty = EmptyState(_(self.ledger.empty[0]), icon="checkmark-circle")
        self._card = QWidget()
        self._column = QVBoxLayout(self._card)
        self._column.setContentsMargins(16, 14, 16, 14)
        self._column.setSpacing(8)
        super().__init__(
            _("Missing facts"),
            RecordTable(self.listing, remember=remember, empty=empty, name=_("Missing facts")),
            side=SideList(saved_filters(self.ledger.filters, self._counts()), name=_("Saved filters")),
            card=self._card,
            remember=remember,
            edit=edit,
            print_=self.print_,
            export=self.export,
            find_hint=_("Name, pinyin, number, phone, address"),
            count_words=_people_words,
        )
        self.head.put_first(LinkButton(f"‹ {_('Residents')}", back))
        self.head.add(quiet(_("By grid"), self.show_grids, icon="grid"))
        self.head.add(quiet(_("Facts to be known"), self.show_facts, icon="checklist"))
        shortcut(self, "Alt+Left", back)
        self._showing: Act = self.show_grids
        self.table.current_changed.connect(self.show_person)
        self.show_grids()

    def _counts(self) -> dict[str, int]:
        return {key: self.listing.count(key) for key in ("", *(f.key for f in self.ledger.filters))}

    # ---- the card -------------------------------------------------------------------------------

    def show_person(self, resident_id: object) -> None:
        """Who is chosen: what is missing, and the ways to fill it in."""
        found = self.listing.page([resident_id]) if isinstance(resident_id, int) else {}
        if not isinstance(resident_id, int) or resident_id not in found:
            return
        self._showing = partial(self.show_person, resident_id)
        empty_layout(self._column)
        shown = dict(zip((f.name for f in self.listing.columns), found[resident_id], strict=True))
        meter = completeness.of_person(self._office, resident_id)
        self._column.addWidget(text(str(shown["name"]), "head", copyable=True))
        bar = PercentBar()
        bar.show_percent(
            meter.percent, _("{known} of {asked} facts known").format(known=meter.known, asked=meter.asked)
        )
        self._column.addWidget(bar)
        self._column.addWidget(KeyValues([(_("Address"), str(shown["address"] or ""))]))
        for words in meter.lacking:
            self._column.addWidget(text(f"·  {words}", wrap=True))
        self._column.addLayout(
            row(
                primary(_("Fill in"), partial(self._edit_person, resident_id), icon="edit"),
                quiet(_("Open the card"), partial(self._open_person, resident_id)),
                None,
                spacing=6,
            )
        )
        self._column.addStretch(1)

    def show_grids(self) -> None:
        """信息完整率 of every grid, and its formula."""
        self._showing = self.show_grids
        empty_layout(self._column)
        self._column.addWidget(text(_("Facts known by grid"), "section"))
        self._column.addWidget(text(_("known facts ÷ facts asked of its people"), "small"))
        for grid in completeness.by_grid(self._office):
            bar = PercentBar()
            people = ngettext("{n} person", "{n} people", grid.people).format(n=f"{grid.people:,}")
            counted = f"{grid.meter.known:,} / {grid.meter.asked:,}"
            bar.show_percent(grid.meter.percent, f"{grid.grid or _('In no grid')} · {people} · {counted}")
            self._column.addWidget(bar)
        self._column.addStretch(1)

    def show_facts(self) -> None:
        """The office's list of facts, to be worded anew."""
        self._showing = self.show_facts
        empty_layout(self._column)
        self.lines = LinesCard(
            _("Facts to be known (六清五掌握)"), _("No fact is asked."), add=(_("Add a fact"), self.add_fact),
            move=self._move, edit=self.edit_fact, retire=self._retire,
        )  # fmt: skip
        self._facts = self._read_facts()
        self.lines.show_lines([self._line(fact) for fact in self._facts])
        self._column.addWidget(self.lines)
        self._column.addWidget(rule())
        sentence = _(
            "The wording of 六清五掌握 differs from place to place and is not confirmed: put in your own."
        )
        self._column.addWidget(text(sentence, "small", wrap=True))
        self._column.addStretch(1)

    def _read_facts(self) -> list[Fact]:
        with self._office.store.read() as session:
            return completeness.facts(session, retired=True)

    def _line(self, fact: Fact) -> Line:
        about = _("of the person") if fact.about == PERSON else _("of the household")
        return Line(fact.name, f"{_(BLOCKS.get(fact.block, 'Facts'))} · {about}", fact.retired)

    def _move(self, place: int, by: int) -> None:
        completeness.move_fact(self._office, self._facts[place].id, by)

    def _retire(self, place: int) -> None:
        fact = self._facts[place]
        completeness.retire_fact(self._office, fact.id, not fact.retired)

    def add_fact(self) -> None:
        """Ask for a new fact."""
        self._ask(None, {"block": "clear", "about": PERSON, "needs": []})

    def edit_fact(self, place: int) -> None:
        """Ask for other words or needs."""
        fact = self._facts[place]
        self._ask(
            fact.id, {"name": fact.name, "block": fact.block, "about": fact.about, "needs": list(fact.needs)}
        )

    def _ask(self, fact_id: int | None, values: dict[str, object]) -> None:
        given = values["needs"]
        assert isinstance(given, list)
        offered = completeness.needs_offered(self._office, given)

        def save(entered: dict[str, object]) -> None:
            completeness.keep_fact(self._office, fact_id, entered)

        boxes = (
            Field("name", N_("Name of the fact"), required=True, wide=True),
            Field("block", N_("Part"), "choice", choices=lambda: [(k, _(w)) for k, w in BLOCKS.items()]),
            Field("about", N_("Of whom"), "choice", choices=lambda: [(PERSON, _("of the person")), (HOUSEHOLD, _("of the household"))]),
            Field("needs", N_("Known when any of these is filled in"), "tags", wide=True,
                  choices=lambda: offered),
        )  # fmt: skip
        FormDialog(self, _("Fact to be known"), (section("", *boxes),), values, save).exec()

    # ---- reading --------------------------------------------------------------------------------

    def read_again(self) -> None:
        """After news: the list, the counts, the card."""
        self.refresh()
        if self.side is not None:
            self.side.show_counts(self._counts())
        self._showing()

    # ---- papers ---------------------------------------------------------------------------------

    def print_(self) -> None:
        """信息缺项清单 of what is chosen, or of all that are shown."""
        from commgov_desktop.roster.groups.papers import missing_listed

        ids = self.ids_to_take()
        tasks.run(
            self, _("Making the register"), lambda _p: missing_listed(self._office, ids), self._show_paper
        )

    def _show_paper(self, pdf: bytes) -> None:
        said = _("Print {paper}").format(paper=REGISTER)
        outgoing_page.show_paper(self, self._office, REGISTER, pdf, said)

    def export(self) -> None:
        """The same as a workbook."""
        columns = [field.name for field in self.table.columns.shown()]
        outgoing_page.export(self, self._office, self.ledger, REGISTER, columns)


def _people_words(count: int) -> str:
    return ngettext("{n} person", "{n} people", count).format(n=f"{count:,}")
