"""A person's groups on their card, and the sheet of one group as a form in place of the card."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Protocol

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from commgov_desktop import clock, name_readings
from commgov_desktop.errors import Invalid, UserError
from commgov_desktop.i18n import N_, _
from commgov_desktop.ledger.fields import Chip, Field, section
from commgov_desktop.ledger.office import Office
from commgov_desktop.ledger.own_fields import PEOPLE, box
from commgov_desktop.roster.groups import completeness, known, sheets
from commgov_desktop.roster.groups.completeness import Meter
from commgov_desktop.roster.groups.field_dialog import FormDialog
from commgov_desktop.roster.groups.sheets import Belonging, SheetInfo
from commgov_desktop.ui import ask, print_dialog
from commgov_desktop.ui.bars import PercentBar
from commgov_desktop.ui.buttons import Act, LinkButton, menu_button, quiet
from commgov_desktop.ui.cards import row
from commgov_desktop.ui.day_words import show_day
from commgov_desktop.ui.draft_keeper import DraftKeeper
from commgov_desktop.ui.field_boxes import Picker
from commgov_desktop.ui.labels import ShortenedLabel, rule, text
from commgov_desktop.ui.record_form import RecordForm

SINCE = Field("since", N_("In the group since"), "day")
NOTE = Field("note", N_("Note"), "paragraph", wide=True)
UNTIL = Field("until", N_("From this day on no longer"), "day", required=True)
WHY = Field("why", N_("Why"), required=True, hint=N_("e.g. 保障终止, 期满解除, 迁出"))


class Verbs(Protocol):
    """What the page does for the card."""

    def open_sheet(self, group_id: int, resident_id: int) -> object: ...
    def record_visit(self, given: Mapping[str, object]) -> object: ...


class BelongingsCard(QWidget):
    """The groups of a resident as links to their sheets, what was before, and the ways into a group and to a visit."""

    def __init__(self, office: Office, resident_id: int, verbs: Verbs) -> None:
        super().__init__()
        self.belongings = sheets.belongings(office, resident_id)
        self.history = sheets.history(office, resident_id)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(text(_("Groups"), "section"))
        for one in self.belongings:
            column.addLayout(_line(one, partial(verbs.open_sheet, one.group.id, resident_id)))
        for ended in self.history:
            column.addWidget(ShortenedLabel(_ended_words(ended), "small"))
        here = {one.group.id for one in self.belongings}
        others: list[tuple[str, Act] | None] = [
            (group.name, partial(verbs.open_sheet, group.id, resident_id))
            for group in known.groups(office)
            if group.id not in here and group.fields
        ]
        self.add_button = menu_button(_("Put into a group"), others)
        self.visit_button = quiet(
            _("Record a visit"), lambda: verbs.record_visit({"resident_id": resident_id})
        )
        column.addLayout(row(self.add_button, self.visit_button, None, spacing=6))

    def chips(self) -> list[Chip]:
        """The words of the groups, for the head of the card."""
        return [Chip(one.group.short, one.group.tone) for one in self.belongings]


def _line(one: Belonging, act: Act) -> QHBoxLayout:
    if one.sheet is None:
        said = _("by rule, no sheet yet") if one.group.fields else _("by rule")
    else:
        said = _("since {day}").format(day=show_day(one.sheet.since)) if one.sheet.since else _("has a sheet")
    name = LinkButton(one.group.name, act) if one.group.fields else text(one.group.name)
    line = row(name, spacing=8)
    line.addWidget(ShortenedLabel(said, "dim"), 1)
    return line


def _ended_words(sheet: SheetInfo) -> str:
    since = show_day(sheet.since) if sheet.since else "…"
    until = show_day(sheet.until) if sheet.until else "…"
    return _("Before: {group} {since}～{until} ({why})").format(
        group=sheet.group.name, since=since, until=until, why=sheet.why_ended
    )


class SheetForm(RecordForm):
    """The sheet of one person in one group. ``done`` is called when it was kept or ended."""

    def __init__(self, office: Office, group_id: int, resident_id: int, done: Act) -> None:
        self._office, self._done, self.resident_id = office, done, resident_id
        self.group = known.group(office, group_id)
        self.sheet = sheets.open_sheet(office, group_id, resident_id)
        name = office.people.person(resident_id).name
        super().__init__(
            (section("", SINCE), section(self.group.name, *map(box, self.group.asked)), section("", NOTE)),
            title=_("{group} · {name}").format(group=self.group.name, name=name),
            pickers={PEOPLE: Picker(office.people.find, lambda number: office.people.person(number).name)},
            initials=name_readings.initials,
        )
        self.set_values(sheets.form_values(self.group, self.sheet))
        self.keeper = DraftKeeper(self, office, f"group_sheets:{group_id}:{resident_id}")
        self.save_asked.connect(self.save)
        if self.sheet is not None:
            self._add_verbs()

    def _add_verbs(self) -> None:
        foot = self.save_button.parentWidget().layout()  # type: ignore[union-attr]
        assert isinstance(foot, QHBoxLayout)
        self.print_button = quiet(_("Print"), self.print_sheet, icon="print")
        self.end_button = quiet(_("End…"), self.end)
        self.end_button.setToolTip(_("No longer in this group from a day on; the sheet stays in the history"))
        for place, button in enumerate((self.print_button, self.end_button), 2):
            foot.insertWidget(place, button)

    def save(self) -> None:
        """Keep what stands in the form."""
        try:
            sheets.keep(self._office, self.group.id, self.resident_id, self.values())
        except Invalid as wrong:
            self.show_problems(wrong.problems)
        except UserError as error:
            ask.show_error(self, error)
        else:
            self.keeper.saved()
            self._done()

    def end(self) -> None:
        """Ask from which day and why, and close the sheet."""
        asked = FormDialog(
            self, _("End {group}").format(group=self.group.name), (section("", UNTIL, WHY),),
            {"until": clock.today(), "why": ""}, self.end_with, save_words=_("End"),
        )  # fmt: skip
        if asked.exec():
            self._done()

    def end_with(self, values: Mapping[str, object]) -> None:
        """Close the sheet. Raises ``Invalid``."""
        assert self.sheet is not None
        until = values["until"]
        sheets.end(self._office, self.sheet.id, until, str(values["why"] or ""))  # type: ignore[arg-type]
        self.keeper.saved()

    def print_sheet(self) -> None:
        """The sheet on paper, as it was kept last."""
        from commgov_desktop.roster.groups.papers import sheet_paper

        assert self.sheet is not None
        print_sheet(self, self._office, self.sheet, sheet_paper(self._office, self.sheet.id))


def print_sheet(parent: QWidget, office: Office, sheet: SheetInfo, pdf: bytes) -> None:
    """Show a sheet as it prints; a restricted one is put on record without its name."""
    title = f"{sheet.group.name}登记表"
    label = (
        _("Print a restricted sheet") if sheet.group.restricted else _("Print {paper}").format(paper=title)
    )
    note = partial(office.store.note, label, f"group_sheets:{sheet.id}")
    print_dialog.PaperDialog(parent, title, pdf, suggested=f"{title}.pdf", printed=note).open()


class MeterCard(QWidget):
    """六清五掌握 of a person or a household: a bar, and in words what is missing."""

    def __init__(self, meter: Meter, show_list: Callable[[], object] | None = None) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        bar = PercentBar()
        words = _("{known} of {asked} facts known").format(known=meter.known, asked=meter.asked)
        bar.show_percent(meter.percent, words)
        column.addWidget(bar)
        if meter.lacking:
            shown = "、".join(meter.lacking[:_NAMED]) + ("…" if len(meter.lacking) > _NAMED else "")
            column.addWidget(text(_("Missing: {facts}").format(facts=shown), "small", wrap=True))
        if not meter.asked:
            self.hide()


_NAMED = 4


def parts_of_person(office: Office, resident_id: int, verbs: Verbs) -> tuple[Sequence[QWidget], list[Chip]]:
    """What the groups add to a resident's card: its widgets, and the chips of its head."""
    card = BelongingsCard(office, resident_id, verbs)
    return (card, rule(), MeterCard(completeness.of_person(office, resident_id))), card.chips()
