"""The list of those who were in a group: since when, until when and why; printed, carried out and put right."""

import dataclasses
from collections.abc import Callable, Mapping
from datetime import date

from PySide6.QtWidgets import QVBoxLayout, QWidget

from commgov_desktop.i18n import N_, _, ngettext
from commgov_desktop.ledger.fields import Field, section
from commgov_desktop.ledger.listing import Listing
from commgov_desktop.ledger.office import Office
from commgov_desktop.ledger.own_fields import shown
from commgov_desktop.roster.groups import former, known, lists, outgoing_page, sheets
from commgov_desktop.roster.groups.field_dialog import FormDialog
from commgov_desktop.roster.groups.sheet_card import SINCE, UNTIL, WHY, print_sheet
from commgov_desktop.roster.groups.sheets import SheetInfo
from commgov_desktop.ui import tasks
from commgov_desktop.ui.buttons import Act, LinkButton, quiet, shortcut
from commgov_desktop.ui.cards import EmptyState, KeyValues, row
from commgov_desktop.ui.day_words import show_day
from commgov_desktop.ui.labels import rule, text
from commgov_desktop.ui.list_page import ListPage
from commgov_desktop.ui.record_table import RecordTable
from commgov_desktop.ui.side_list import Entry, SideList, heading, saved_filters, shown_count

PRESENT = "present"


class FormerPage(ListPage):
    """``show_present`` leads to the people who are in the group now; ``open_group`` to the former ones of another."""

    def __init__(
        self,
        office: Office,
        group_id: int,
        *,
        back: Act,
        card_of: Callable[[int], QWidget | None],
        show_present: Act,
        open_group: Callable[[int], object],
    ) -> None:
        self._office, self._card_of = office, card_of
        self._show_present, self._open_group = show_present, open_group
        self.group = known.group(office, group_id)
        self.ledger = former.former_ledger(office, group_id)
        self.listing = Listing(office.store, self.ledger)
        remember = office.machine.part(f"former.{self.group.key}")
        side = SideList(self._entries(), name=_("Saved filters"))
        side.choose("")
        super().__init__(
            self.group.name,
            RecordTable(
                self.listing, remember=remember, empty=EmptyState(_(self.ledger.empty[0]), icon="people"),
                name=_("Formerly in {group}").format(group=self.group.name),
            ),
            side=side,
            card=text(_("Choose a line to see its card."), "dim", wrap=True),
            remember=remember,
            edit=self.correct,
            print_=self.print_,
            export=self.export,
            find_hint=_("Name, pinyin, number, phone, address"),
            count_words=_times_words,
        )  # fmt: skip
        self.head.put_first(LinkButton(f"‹ {_('Residents')}", back))
        self.head.set_count(_("Formerly in the group"))
        if self.group.restricted:
            self.head.set_chip(_("Restricted"), "red")
        shortcut(self, "Alt+Left", back)
        side.chosen.disconnect(self.table.show_filter)
        side.chosen.connect(self._chosen)
        self.table.current_changed.connect(self._show_sheet)
        if self.table.count():
            self.table.select_id(self.table.model.ids[0])

    def _entries(self) -> list[Entry]:
        made = saved_filters(self.ledger.filters, self._counts(), _("Formerly in the group"))
        others = [g for g in known.groups(self._office) if g.id != self.group.id]
        return [
            Entry(_("In the group now"), PRESENT),
            *made,
            heading(_("Other groups")),
            *(Entry(g.name, f"{lists.PREFIX}{g.id}") for g in others),
        ]

    def _counts(self) -> dict[str, int]:
        return {key: self.listing.count(key) for key in ("", *(f.key for f in self.ledger.filters))}

    def _chosen(self, key: str) -> None:
        if key == PRESENT:
            self._show_present()
        elif key.startswith(lists.PREFIX):
            self._open_group(int(key.removeprefix(lists.PREFIX)))
        else:
            self.table.show_filter(key)

    def read_again(self) -> None:
        """After news: the list, the counts, the card."""
        self.refresh()
        if self.side is not None:
            self.side.show_counts({key: shown_count(count) for key, count in self._counts().items()})
        self._show_sheet(self.table.current_id)

    # ---- the card -------------------------------------------------------------------------------

    def _show_sheet(self, sheet_id: object) -> None:
        hint = text(_("Choose a line to see its card."), "dim", wrap=True)
        self.show_card(self._card(sheet_id) if isinstance(sheet_id, int) else hint)

    def _card(self, sheet_id: int) -> QWidget:
        """What the ended sheet holds, above the card of the person."""
        sheet = sheets.read(self._office, sheet_id)
        made = QWidget()
        column = QVBoxLayout(made)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        head = QVBoxLayout()
        head.setContentsMargins(16, 14, 16, 10)
        head.setSpacing(8)
        head.addWidget(text(_("Ended sheet"), "section"))
        head.addWidget(KeyValues(self._facts(sheet)))
        self.correct_button = quiet(_("Correct…"), lambda: self.correct(sheet_id), icon="edit")
        self.print_sheet_button = quiet(_("Print"), lambda: self.print_sheet(sheet_id), icon="print")
        head.addLayout(row(self.correct_button, self.print_sheet_button, None, spacing=6))
        column.addLayout(head)
        column.addWidget(rule())
        person = self._card_of(sheet.resident_id)
        column.addWidget(person, 1) if person is not None else column.addStretch(1)
        return made

    def _facts(self, sheet: SheetInfo) -> list[tuple[str, str]]:
        since, until = (show_day(day) if day else "" for day in (sheet.since, sheet.until))
        said = [
            (field.label, shown(field, kept, lambda number: self._office.people.person(number).name))
            for field in sheet.group.fields
            if (kept := sheet.entries.get(field.key)) not in (None, "")
        ]
        return [
            (_("In the group since"), since), (_("Until"), until), (_("Why it ended"), sheet.why_ended), *said,
            (_("Note"), sheet.note),
        ]  # fmt: skip

    def correct(self, sheet_id: int) -> None:
        """Ask for the right days and reason; without an end the person is in the group again."""
        sheet = sheets.read(self._office, sheet_id)
        open_again = Field(
            "open_again", N_("The end"), "flag", hint=N_("Ended by mistake: still in the group")
        )
        end = (dataclasses.replace(UNTIL, required=False), dataclasses.replace(WHY, required=False))

        def save(values: Mapping[str, object]) -> None:
            again = bool(values.get("open_again"))
            since, until = (
                day if isinstance(day := values.get(name), date) else None for name in ("since", "until")
            )
            why = str(values.get("why") or "")
            sheets.correct_end(self._office, sheet_id, since, until, why, open_again=again)

        title = _("Correct the sheet {group}").format(group=self.group.name)
        values: dict[str, object] = {
            "since": sheet.since,
            "until": sheet.until,
            "why": sheet.why_ended,
            "open_again": False,
        }
        if FormDialog(self, title, (section("", SINCE, *end, open_again),), values, save).exec():
            self.read_again()

    def print_sheet(self, sheet_id: int) -> None:
        """The ended sheet on paper."""
        from commgov_desktop.roster.groups.papers import sheet_paper

        sheet = sheets.read(self._office, sheet_id)
        print_sheet(self, self._office, sheet, sheet_paper(self._office, sheet_id))

    # ---- papers ---------------------------------------------------------------------------------

    @property
    def _title(self) -> str:
        return f"{self.group.name}退出人员名册"

    def print_(self) -> None:
        """The register of who left, with the columns that are shown."""
        from commgov_desktop.documents.list_register import list_register

        ids, columns = self.ids_to_take(), self._columns()
        tasks.run(
            self, _("Making the register"),
            lambda progress: list_register(self._office, self.ledger, ids, columns, self._title, progress),
            self._show_paper,
        )  # fmt: skip

    def _columns(self) -> list[str]:
        return [field.name for field in self.table.columns.shown()]

    def _show_paper(self, pdf: bytes) -> None:
        outgoing_page.show_group_paper(self, self._office, self.group, self._title, pdf)

    def export(self) -> None:
        """The same as a workbook, numbers masked; a restricted list is put on record without its name and size."""
        ledger = dataclasses.replace(self.ledger, title=self._title)
        outgoing_page.export_group(self, self._office, self.group, ledger, self._columns())


def _times_words(count: int) -> str:
    return ngettext("left {n} time", "left {n} times", count).format(n=f"{count:,}")
