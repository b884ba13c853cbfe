"""小区: the list of estates with what lies in each, their kind and who manages them, and 小区一览表."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from commgov_desktop.errors import UserError
from commgov_desktop.grids.estates import keeping
from commgov_desktop.grids.estates.ledger import ESTATES
from commgov_desktop.grids.estates.people import residents_in
from commgov_desktop.grids.extent import named_together
from commgov_desktop.grids.lists_page import GridList
from commgov_desktop.i18n import _, ngettext
from commgov_desktop.ledger.listing import Listing
from commgov_desktop.ledger.office import Office
from commgov_desktop.ui import ask, tasks
from commgov_desktop.ui.banner import Banner
from commgov_desktop.ui.buttons import Act, LinkButton, danger, quiet
from commgov_desktop.ui.cards import KeyValues, row
from commgov_desktop.ui.draft_keeper import DraftKeeper
from commgov_desktop.ui.form_saving import tried
from commgov_desktop.ui.labels import ChipLabel, text
from commgov_desktop.ui.record_form import RecordForm

TITLE = "小区一览表"


class EstatesPage(GridList):
    """``see(title, ids)`` opens people in the roster; ``open_building`` shows a building on the plan."""

    def __init__(
        self,
        office: Office,
        back: Act,
        see: Callable[[str, Sequence[int]], object] | None,
        open_building: Callable[[int], object],
    ) -> None:
        self._see, self._open_building = see, open_building
        super().__init__(
            office,
            Listing(office.store, ESTATES),
            back,
            title=TITLE,
            icon="grid",
            first=self.new,
            new=(_("New estate"), self.new),
            edit=self.edit,
            find_hint=_("Name, company, committee"),
            count_words=_words,
        )
        self.offer = Banner("info", "", (_("Take them in"), self.take_in))
        self.put_above(self.offer)
        self._show_offer()

    def _show_offer(self) -> None:
        with self.office.store.read() as session:
            names = keeping.only_named(session)
        said = _("{n} estates stand at buildings and are not in this list yet: {names}.")
        shown = "、".join(names[:4]) + ("…" if len(names) > 4 else "")
        self.offer.say(said.format(n=len(names), names=shown) if names else "")

    def take_in(self) -> None:
        """Make an entry for every estate that is only named at buildings."""
        self._try(lambda: keeping.take_in(self.office.store))
        self.read_again()

    def read_again(self) -> None:
        """After news: the list, the counts, the card, and what is only named at buildings."""
        super().read_again()
        self._show_offer()

    def fill_card(self, line_id: int, shown: dict[str, Any]) -> None:
        """Kind, company, committee; the people and buildings as links."""
        self.column.addWidget(text(str(shown["name"]), "head", wrap=True, copyable=True))
        kind = (
            ChipLabel(str(shown["kind"]), "blue")
            if shown["kind"]
            else ChipLabel(_("Kind not yet known"), "amber")
        )
        self.column.addLayout(row(kind, None))
        buildings = keeping.buildings_of(self.office.store, line_id)
        facts: list[tuple[str, Any]] = [
            (_("Property company"), str(shown["company"] or "")),
            (_("Phone of the company"), str(shown["company_phone"] or "")),
            (_("Owners' committee"), str(shown["committee"] or "")),
            (_("Built in"), str(shown["built_year"] or "")),
            (_("Buildings"), named_together(name for _number, name in buildings)),
            (_("Homes"), f"{shown['dwellings']:,}"),
            (_("Households"), f"{shown['households']:,}"),
            (_("People"), self._people(line_id, str(shown["name"]), "", shown["residents"])),
            (_("Registered here"), self._people(line_id, str(shown["name"]), "1", shown["registered"])),
            (_("Migrants"), self._people(line_id, str(shown["name"]), "3", shown["migrants"])),
        ]
        self.column.addWidget(KeyValues(facts))
        if buildings:
            first = LinkButton(_("Show on the plan"), partial(self._open_building, buildings[0][0]))
            self.column.addLayout(row(first, None))
        edit = quiet(_("Edit"), partial(self.edit, line_id), keys="F2")
        self.column.addLayout(row(edit, danger(_("Remove"), partial(self.remove, line_id)), None))

    def _people(self, estate_id: int, name: str, kind: str, count: int) -> Any:
        words = ngettext("{n} person", "{n} people", count).format(n=f"{count:,}")
        see = self._see
        if not count or see is None:
            return words
        return words, lambda: see(name, residents_in(self.office.store, estate_id, kind))

    # ---- what a clerk does ----------------------------------------------------------------------

    def new(self) -> None:
        """An empty form."""
        self._open(None)

    def edit(self, estate_id: int) -> None:
        """The form of an estate; a new name goes to all its buildings."""
        self._open(estate_id)

    def _open(self, estate_id: int | None) -> None:
        form = RecordForm(ESTATES.form, title=_("New estate") if estate_id is None else _("Estate"))
        if estate_id is not None:
            form.set_values(self.office.book.values(ESTATES, estate_id))
        keeper = DraftKeeper(form, self.office, f"estates:{estate_id or 'new'}")
        form.save_asked.connect(lambda: self._save(form, keeper, estate_id))
        form.leave_asked.connect(self.close_edit)
        self.show_edit(form)
        form.focus_first()

    def _save(self, form: RecordForm, keeper: DraftKeeper, estate_id: int | None) -> None:
        number = tried(form, lambda: self.office.book.save(ESTATES, estate_id, form.values()))
        if number is not None:
            keeper.saved()
            self.close_edit()
            self.read_again()
            self.show_id(number)

    def remove(self, estate_id: int) -> None:
        """Take it away, after asking; its buildings stay."""
        name = self.office.book.name(ESTATES, estate_id)
        question = _("Remove {name}? It can be undone.").format(name=name)
        if ask.confirm(self, question, _("Remove"), detail=_("Its buildings stay and will be in no estate.")):
            self._try(lambda: keeping.remove(self.office.store, estate_id))

    def _try(self, act: Act) -> None:
        try:
            act()
        except UserError as error:
            ask.show_error(self, error)

    # ---- papers ---------------------------------------------------------------------------------

    def print_(self) -> None:
        """小区一览表 of all estates."""
        from commgov_desktop.grids.estates.papers import listed

        tasks.run(
            self, _("Making the register"), lambda _p: listed(self.office), partial(self.show_paper, TITLE)
        )


def _words(count: int) -> str:
    return ngettext("{n} estate", "{n} estates", count).format(n=f"{count:,}")
