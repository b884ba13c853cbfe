"""The list of one group with the columns of its sheet: who is due, whose papers run out, the register and its export."""

import dataclasses
from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QWidget

from commgov_desktop.i18n import _, ngettext
from commgov_desktop.ledger.listing import Listing
from commgov_desktop.ledger.office import Office
from commgov_desktop.roster.groups import ages, former, known, levels, lists, outgoing_page, shipped
from commgov_desktop.ui import tasks
from commgov_desktop.ui.buttons import Act, LinkButton, shortcut
from commgov_desktop.ui.cards import EmptyState
from commgov_desktop.ui.labels import text
from commgov_desktop.ui.list_page import ListPage
from commgov_desktop.ui.record_table import RecordTable
from commgov_desktop.ui.side_list import Entry, SideList, heading, saved_filters, shown_count


class GroupPage(ListPage):
    """``card_of`` makes the card of a resident; ``open_group`` goes to another group.

    ``show_former`` leads to those who were in it; ``add`` asks who joins.
    """

    def __init__(
        self,
        office: Office,
        group_id: int,
        *,
        back: Act,
        card_of: Callable[[int], QWidget | None],
        edit: Callable[[int], object],
        open_group: Callable[[int], object],
        show_former: Act,
        add: Act,
    ) -> None:
        self._office, self._card_of, self._open_group = office, card_of, open_group
        self._show_former = show_former
        self.group = known.group(office, group_id)
        self.ledger = lists.group_ledger(office, group_id)
        self.listing = Listing(office.store, self.ledger)
        self._others = known.groups(office)
        remember = office.machine.part(f"group.{self.group.key}")
        side = SideList(self._entries(), name=_("Saved filters"))
        super().__init__(
            self.group.name,
            RecordTable(self.listing, remember=remember, empty=self._empty(add), name=self.group.name),
            side=side,
            card=text(_("Choose a line to see its card."), "dim", wrap=True),
            remember=remember,
            new=(_("Put people into it"), add) if self.group.fields else None,
            edit=edit if self.group.fields else None,
            print_=self.print_,
            export=self.export,
            find_hint=_("Name, pinyin, number, phone, address"),
            count_words=_people_words,
        )
        self.head.put_first(LinkButton(f"‹ {_('Residents')}", back))
        self.head.set_count(self._rule_words())
        if self.group.restricted:
            self.head.set_chip(_("Restricted"), "red")
        shortcut(self, "Alt+Left", back)
        side.chosen.disconnect(self.table.show_filter)
        side.chosen.connect(self._chosen)
        self.table.current_changed.connect(self._show_person)
        if self.table.count():
            self.table.select_id(self.table.model.ids[0])

    def _empty(self, add: Act) -> EmptyState:
        act = (_("Put people into it"), add) if self.group.fields else None
        return EmptyState(_(self.ledger.empty[0]), act, icon="people")

    def _rule_words(self) -> str:
        return levels.words(self.group)

    def _entries(self) -> list[Entry]:
        made = saved_filters(self.ledger.filters, self._counts(), _("In the group now"))
        others = [Entry(g.name, f"{lists.PREFIX}{g.id}") for g in self._others if g.id != self.group.id]
        left = Entry(
            _("Formerly in the group"), former.FORMER, shown_count(former.count(self._office, self.group.id))
        )
        return [*made, left, heading(_("Other groups")), *others]

    def _counts(self) -> dict[str, int]:
        return {key: self.listing.count(key) for key in ("", *(f.key for f in self.ledger.filters))}

    def _chosen(self, key: str) -> None:
        if key == former.FORMER:
            self._show_former()
        elif key.startswith(lists.PREFIX):
            self._open_group(int(key.removeprefix(lists.PREFIX)))
        else:
            self.table.show_filter(key)

    def show_sub(self, key: str) -> None:
        """Show those to be visited (``overdue``) or whose papers run out (``expiring``)."""
        if self.side is not None and self.side.choose(key):
            self.table.show_filter(key)

    def _show_person(self, resident_id: object) -> None:
        card = self._card_of(resident_id) if isinstance(resident_id, int) else None
        self.show_card(card or text(_("Choose a line to see its card."), "dim", wrap=True))

    def read_again(self) -> None:
        """After news: the list, the counts, the card."""
        self.refresh()
        if self.side is not None:
            counts = self._counts() | {former.FORMER: former.count(self._office, self.group.id)}
            self.side.show_counts({key: shown_count(count) for key, count in counts.items()})
        self._show_person(self.table.current_id)

    # ---- papers ---------------------------------------------------------------------------------

    @property
    def _title(self) -> str:
        title = shipped.register_title(self.group.key, self.group.name)
        return title + ages.said(self.table.filter_key)

    def print_(self) -> None:
        """The register of the group with the columns that are shown."""
        from commgov_desktop.documents.list_register import list_register

        ids, columns = self.ids_to_take(), self._columns()

        def work(progress: tasks.Progress) -> bytes:
            return list_register(self._office, self.ledger, ids, columns, self._title, progress)

        tasks.run(self, _("Making the register"), work, self._show_paper)

    def _columns(self) -> Sequence[str]:
        return [field.name for field in self.table.columns.shown()]

    def _show_paper(self, pdf: bytes) -> None:
        outgoing_page.show_group_paper(self, self._office, self.group, self._title, pdf)

    def export(self) -> None:
        """The same as a workbook, numbers masked; a restricted list is put on record without its name and size."""
        ledger = dataclasses.replace(self.ledger, title=self._title)
        outgoing_page.export_group(self, self._office, self.group, ledger, self._columns())


def _people_words(count: int) -> str:
    return ngettext("{n} person", "{n} people", count).format(n=f"{count:,}")
