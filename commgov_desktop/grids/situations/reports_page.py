"""情况报告: every report this clerk may see, what is late first at the left, its sheet and its register."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any

from commgov_desktop import clock, name_readings
from commgov_desktop.errors import Invalid, UserError
from commgov_desktop.grids.forms_card import people_picker
from commgov_desktop.grids.ledgers import BUILDINGS, DWELLINGS, GRIDS, find_dwellings
from commgov_desktop.grids.lists_page import GridList
from commgov_desktop.grids.situations import reporting, shipped
from commgov_desktop.grids.situations.ledger import KINDS, REPORTS
from commgov_desktop.i18n import _, ngettext
from commgov_desktop.ledger.exporting import export_list
from commgov_desktop.ledger.ledger import Ledger
from commgov_desktop.ledger.listing import Listing
from commgov_desktop.ledger.office import Office
from commgov_desktop.ui import ask, tasks
from commgov_desktop.ui.banner import Banner
from commgov_desktop.ui.buttons import Act, LinkButton, danger, menu_button, primary, quiet
from commgov_desktop.ui.cards import KeyValues, row
from commgov_desktop.ui.day_words import show_day
from commgov_desktop.ui.draft_keeper import DraftKeeper
from commgov_desktop.ui.field_boxes import Picker
from commgov_desktop.ui.form_saving import tried
from commgov_desktop.ui.labels import ChipLabel, text
from commgov_desktop.ui.record_form import RecordForm


class ReportForm(RecordForm):
    """``report_id`` is ``None`` for a new one; ``done`` is called with its id when it was kept."""

    def __init__(self, office: Office, report_id: int | None, done: Callable[[int], object]) -> None:
        self._office, self._report_id, self._done = office, report_id, done
        values = reporting.values_of(office, report_id) if report_id is not None else _beginning(office)
        kind = values.get("kind_id")
        self._kinds = reporting.kinds(office, int(str(kind)) if kind else None)
        title = _("Situation report") if report_id is not None else _("New report")
        ledger = reporting.reports_of(office, int(str(kind)) if kind else None)
        super().__init__(ledger.form, title=title, pickers=_pickers(office), initials=name_readings.initials)
        self.set_values(values | {"kind_id": str(kind) if kind else None})
        self.boxes["kind_id"].changed.connect(self._kind_chosen)
        self.keeper = DraftKeeper(self, office, f"situation_reports:{report_id or 'new'}")
        self.save_asked.connect(self.save)

    def _kind_chosen(self) -> None:
        """The list says to whom it goes; a clerk's own words stay."""
        chosen = next((k for k in self._kinds if str(k.id) == self.boxes["kind_id"].value()), None)
        if chosen is None:
            self.say_under("kind_id", "")
            return
        if not self.boxes["reported_to"].value():
            self.boxes["reported_to"].set_value(chosen.report_to)
        within = _("To be reported within {n} hours").format(n=chosen.hours) if chosen.hours else ""
        self.say(within)

    def save(self) -> None:
        """Keep what stands in the form."""
        number = tried(self, lambda: reporting.keep(self._office, self._report_id, self.values()))
        if number is not None:
            self.keeper.saved()
            self._done(number)


def _beginning(office: Office) -> dict[str, object]:
    return {"noticed_at": clock.now().replace(second=0, microsecond=0), "reported_by": office.account.name}


def _pickers(office: Office) -> Mapping[str, Picker]:
    def named(ledger: Ledger) -> Callable[[int], str]:
        return lambda number: office.book.name(ledger, number)

    def found(ledger: Ledger) -> Callable[[str], list[tuple[int, str, str]]]:
        def find(words: str) -> list[tuple[int, str, str]]:
            with office.store.read() as session:
                ids = list(ledger.find(session, words))[:20]
            return [(number, office.book.name(ledger, number), "") for number in ids]

        return find

    def homes(words: str) -> list[tuple[int, str, str]]:
        with office.store.read() as session:
            return find_dwellings(session, words)

    return {
        "residents": people_picker(office),
        "grids": Picker(found(GRIDS), named(GRIDS)),
        "buildings": Picker(found(BUILDINGS), named(BUILDINGS)),
        "dwellings": Picker(homes, named(DWELLINGS)),
    }


class ReportsPage(GridList):
    """``back`` leads to the grids, ``show_kinds`` to the list of kinds, ``open_person`` to a resident's card."""

    def __init__(
        self, office: Office, back: Act, show_kinds: Act, open_person: Callable[[int], object]
    ) -> None:
        shipped.complete(office.store)
        self._show_kinds, self._open_person = show_kinds, open_person
        super().__init__(
            office,
            reporting.listing_of(office),
            back,
            title="情况报告登记表",
            icon="warning",
            first=self.new,
            new=(_("New report"), self.new),
            edit=self.edit,
            find_hint=_("What, where, who, number"),
            count_words=_report_words,
        )
        self.kinds_button = quiet(_("Six must-reports"), show_kinds, icon="bullet-list")
        self.head.add(self.kinds_button)
        if self.new_button is not None:
            self.head.add(self.new_button)  # the blue button stays the last
        self.hint = Banner(
            "info",
            _(
                "The six situations that must be reported are not filled in yet. Write down what your district asks for."
            ),
            (_("Fill them in"), show_kinds),
        )
        self.put_above(self.hint)
        self._show_hint()

    def _show_hint(self) -> None:
        self.hint.setVisible(not reporting.kinds(self.office))

    def read_again(self) -> None:
        """After news: the list, the counts, the card, and whether the list of kinds is still empty."""
        super().read_again()
        self._show_hint()

    # ---- the card -------------------------------------------------------------------------------

    def fill_card(self, line_id: int, shown: dict[str, Any]) -> None:
        """How it stands, its days, whom it concerns; what comes next is the blue button."""
        chip = shown["state"]
        head = row(text(str(shown["number"]), "head", copyable=True), ChipLabel(chip.text, chip.tone), None)
        self.column.addLayout(head)
        self.column.addWidget(text(str(shown["kind"]), "strong", wrap=True))
        self.column.addWidget(text(str(shown["what"]), "", wrap=True, copyable=True))
        self.column.addWidget(KeyValues(_facts(shown)))
        people = reporting.people_of(self.office, line_id)
        for number, name in people:
            self.column.addWidget(LinkButton(name, partial(self._open_person, number)))
        self.column.addLayout(self._buttons(line_id, shown))

    def _buttons(self, line_id: int, shown: dict[str, Any]) -> Any:
        things: list[Any] = []
        if not shown["reported_at"]:
            things.append(primary(_("It was reported"), partial(self.report_now, line_id)))
        elif not shown["closed_on"]:
            things.append(primary(_("Close it"), partial(self.close_it, line_id)))
        things.append(quiet(_("Edit"), partial(self.edit, line_id), keys="F2"))
        more = menu_button(
            _("More acts"),
            [
                (_("Print the report sheet"), partial(self.print_sheet, line_id)),
                None,
                (_("Remove"), partial(self.remove, line_id)),
            ],
        )
        return row(*things, more, None, spacing=6)

    # ---- what a clerk does ----------------------------------------------------------------------

    def new(self) -> None:
        """An empty form; it was noticed now."""
        self._open(None)

    def edit(self, report_id: int) -> None:
        """The form of a report."""
        self._open(report_id)

    def report_now(self, report_id: int) -> None:
        """The form with this moment as the time of the report; how and to whom can still be said."""
        form = self._open(report_id)
        if form is not None and form.boxes["reported_at"].value() is None:
            form.boxes["reported_at"].set_value(clock.now())
            form.is_changed = True
            if not form.boxes["reported_by"].value():
                form.boxes["reported_by"].set_value(self.office.account.name)
            form.boxes["reported_to"].editor.setFocus()
            form.area.ensureWidgetVisible(form.boxes["how"], 0, 120)

    def close_it(self, report_id: int) -> None:
        """Closed today, as one step that can be undone."""
        label = _("Close the report {number}").format(number=self.office.book.name(REPORTS, report_id))
        self._try(lambda: reporting.change(self.office, report_id, {"closed_on": clock.today()}, label))

    def remove(self, report_id: int) -> None:
        """Take it away, after asking."""
        name = self.office.book.name(REPORTS, report_id)
        if ask.confirm(self, _("Remove {name}? It can be undone.").format(name=name), _("Remove")):
            self._try(lambda: reporting.remove(self.office, report_id))

    def _try(self, act: Act) -> None:
        try:
            act()
        except Invalid as wrong:
            ask.show_error(self, UserError("　".join(wrong.problems.values())))
        except UserError as error:
            ask.show_error(self, error)

    def _open(self, report_id: int | None) -> ReportForm | None:
        try:
            form = ReportForm(self.office, report_id, self._kept)
        except UserError as error:
            ask.show_error(self, error)
            return None
        form.leave_asked.connect(self.close_edit)
        self.show_edit(form)
        form.focus_first()
        return form

    def _kept(self, report_id: int) -> None:
        self.close_edit()
        self.read_again()
        self.show_id(report_id)

    # ---- papers ---------------------------------------------------------------------------------

    def paper(self, ids: Sequence[int]) -> bytes:
        """情况报告登记表 with its summary by kind."""
        from commgov_desktop.grids.situations.papers import listed

        return listed(self.office, ids)

    def print_sheet(self, report_id: int) -> None:
        """情况报告单 of this report."""
        from commgov_desktop.grids.situations.papers import SHEET, sheet

        tasks.run(
            self,
            _("Preparing the paper"),
            lambda _p: sheet(self.office, report_id),
            partial(self.show_paper, SHEET),
        )

    def write_workbook(self, path: Path, ids: Sequence[int], columns: Sequence[str], progress: Any) -> int:
        """Whole names only for those with full rights."""
        full = self.office.account.may_see_restricted
        return export_list(self.office, self.ledger, ids, path, columns, full=full, progress=progress)


def _facts(shown: dict[str, Any]) -> list[tuple[str, Any]]:
    hours = shown["hours"]
    return [
        (_("Noticed at"), _moment(shown["noticed_at"])),
        (_("Report by"), _moment(shown["due_at"]) or _("no time is set")),
        (_("Where it happened"), " · ".join(part for part in (shown["where"], shown["grid"]) if part)),
        (_("Who is concerned"), str(shown["who"] or "")),
        (_("Reported at"), _moment(shown["reported_at"])),
        (_("Hours to report"), "" if hours is None else f"{hours:g}"),
        (_("Reported by"), str(shown["reported_by"] or "")),
        (
            _("Reported to"),
            " · ".join(p for p in (shown["reported_to"], shown["how"]) if p),
        ),
        (_("Answer or instruction"), str(shown["answer"] or "")),
        (_("Closed on"), show_day(shown["closed_on"]) if shown["closed_on"] else ""),
    ]


def _moment(moment: datetime | None) -> str:
    return f"{clock.local(moment):%Y-%m-%d %H:%M}" if moment else ""


def _report_words(count: int) -> str:
    return ngettext("{n} report", "{n} reports", count).format(n=f"{count:,}")


class KindsPage(GridList):
    """六必报: the office's own list of what must be reported, within how many hours and to whom."""

    def __init__(self, office: Office, back: Act) -> None:
        shipped.complete(office.store)
        super().__init__(
            office,
            Listing(office.store, KINDS),
            back,
            title="六必报清单",
            icon="bullet-list",
            first=self.new,
            new=(_("New kind"), self.new),
            edit=self.edit,
            find_hint=_("Name of the situation"),
        )

    def fill_card(self, line_id: int, shown: dict[str, Any]) -> None:
        """What it is called, how long there is, and where the words come from."""
        self.column.addWidget(text(self.office.book.name(KINDS, line_id), "head", wrap=True))
        hours = shown["hours"]
        facts = [
            (_("To be reported within (hours)"), "" if hours is None else f"{hours:g}"),
            (_("To be reported to"), str(shown["report_to"] or "")),
            (_("Reports of it"), str(shown["reports"])),
            (_("Hours on average"), "" if shown["average"] is None else f"{shown['average']:g}"),
            (_("Where the words come from"), str(shown["basis"] or "")),
        ]
        self.column.addWidget(KeyValues(facts))
        edit = quiet(_("Edit"), partial(self.edit, line_id), keys="F2")
        self.column.addLayout(row(edit, danger(_("Remove"), partial(self.remove, line_id)), None))

    def new(self) -> None:
        """One more line."""
        self._open(None)

    def edit(self, kind_id: int) -> None:
        """Word a line anew."""
        self._open(kind_id)

    def _open(self, kind_id: int | None) -> None:
        title = _("New kind") if kind_id is None else _("Kind of situation")
        form = RecordForm(KINDS.form, title=title)
        if kind_id is not None:
            form.set_values(self.office.book.values(KINDS, kind_id))
        form.save_asked.connect(lambda: self._save(form, kind_id))
        form.leave_asked.connect(self.close_edit)
        self.show_edit(form)
        form.focus_first()

    def _save(self, form: RecordForm, kind_id: int | None) -> None:
        number = tried(form, lambda: reporting.keep_kind(self.office, kind_id, form.values()))
        if number is not None:
            self.close_edit()
            self.read_again()
            self.show_id(number)

    def remove(self, kind_id: int) -> None:
        """Take a line away; refused while reports stand under it (then it can be used no longer)."""
        name = self.office.book.name(KINDS, kind_id)
        if ask.confirm(self, _("Remove {name}? It can be undone.").format(name=name), _("Remove")):
            try:
                reporting.remove_kind(self.office, kind_id)
            except UserError as error:
                ask.show_error(self, error)
