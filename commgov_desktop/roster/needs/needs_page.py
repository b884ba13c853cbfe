"""居民需求: every need with its state, the register and the numbers on paper, and the office's list of services."""

from collections.abc import Mapping, Sequence
from functools import partial

from PySide6.QtWidgets import QWidget

from commgov_desktop import clock
from commgov_desktop.i18n import N_, _, ngettext
from commgov_desktop.ledger import codes
from commgov_desktop.ledger.fields import Field, section
from commgov_desktop.ledger.office import Office
from commgov_desktop.roster.groups.field_dialog import FormDialog
from commgov_desktop.roster.groups.lines_card import Line, LinesCard
from commgov_desktop.roster.hanging_page import HangingForm, HangingPage
from commgov_desktop.roster.lookups import Lookups
from commgov_desktop.roster.needs import ledger, services
from commgov_desktop.roster.needs.ledger import STATE, STATE_ON, STATE_SAID
from commgov_desktop.roster.needs.models import OPEN
from commgov_desktop.roster.needs.papers import REGISTER, SUMMARY
from commgov_desktop.roster.needs.services import ServiceInfo
from commgov_desktop.ui import tasks
from commgov_desktop.ui.buttons import Act, danger, primary, quiet
from commgov_desktop.ui.cards import empty_layout
from commgov_desktop.ui.day_words import show_day
from commgov_desktop.ui.labels import rule, text


class NeedForm(HangingForm):
    """``need_id`` is ``None`` for a new one, which begins with ``given``; ``done`` is called when it was kept."""

    def __init__(
        self, office: Office, lookups: Lookups, need_id: int | None, given: Mapping[str, object], done: Act
    ) -> None:
        start = {"asked_on": clock.today(), "asked_by": office.account.name, "state": OPEN, **given}
        title = _("Need") if need_id is not None else _("Write down a need")
        shown = ledger.needs_of(office)
        super().__init__(office, lookups, shown, need_id, start, ledger.keep, done, title=title)


class NeedsPage(HangingPage):
    """``back`` leads to the residents."""

    register = REGISTER

    def __init__(self, office: Office, lookups: Lookups, back: Act) -> None:
        self._lookups = lookups
        self._lists_services = False
        super().__init__(
            office, ledger.needs_of(office), back, icon="clipboard-task", new_words=_("Write down a need"),
            find_hint=_("Name, address, words"), count_words=_need_words,
        )  # fmt: skip
        self.head.add(quiet(_("Numbers by service and grid"), self.print_numbers, icon="chart"))
        self.head.add(quiet(_("Services"), self.show_services, icon="checklist"))
        if self.new_button is not None:
            self.head.add(self.new_button)

    def make_form(self, record_id: int | None, given: Mapping[str, object]) -> HangingForm:
        """The form of a need."""
        return NeedForm(self._office, self._lookups, record_id, given, self.kept)

    def card_lines(self, shown: Mapping[str, object]) -> Sequence[tuple[str, str]]:
        """What the card of a need says."""
        self._lists_services = False
        since = show_day(shown["state_on"]) if shown["state_on"] else ""  # type: ignore[arg-type]
        return [
            (_("Day asked"), show_day(shown["asked_on"])),  # type: ignore[arg-type]
            (_("Address"), str(shown["address"] or "")),
            (_("Area of the survey"), str(shown["area"])),
            (_("Service"), str(shown["service"] or "")),
            (_("What is needed"), str(shown["words"] or "")),
            (_("Asked by"), str(shown["asked_by"] or "")),
            (_("State"), " · ".join(part for part in (str(shown["state"]), since) if part)),
            (_("What was arranged, or why not"), str(shown["state_words"] or "")),
        ]

    def card_verbs(self, record_id: int) -> Sequence[QWidget]:
        """What became of it, edit, remove."""
        return [
            primary(_("What became of it"), partial(self.settle, record_id)),
            quiet(_("Edit"), partial(self.edit, record_id), keys="F2"),
            danger(_("Remove"), partial(self.remove_with, ledger.remove, record_id)),
        ]

    def settle(self, need_id: int) -> None:
        """Ask what became of a need, since when, and in which words."""
        now = self._office.book.values(self.ledger, need_id)
        start = {"state": now["state"], "state_on": clock.today(), "state_words": now["state_words"]}

        def save(values: dict[str, object]) -> None:
            day, words = values["state_on"], str(values["state_words"] or "")
            ledger.settle(self._office, need_id, str(values["state"] or OPEN), day, words)  # type: ignore[arg-type]

        boxes = section("", STATE, STATE_ON, STATE_SAID)
        FormDialog(self, _("What became of it"), (boxes,), start, save).exec()

    def make_register(self, ids: Sequence[int]) -> bytes:
        """居民需求登记表 of these needs."""
        from commgov_desktop.roster.needs.papers import needs_listed

        return needs_listed(self._office, ids)

    def print_numbers(self) -> None:
        """居民需求汇总表 of the whole community."""
        from commgov_desktop.roster.needs.papers import summary_paper

        show = partial(self.show_paper, SUMMARY)
        tasks.run(self, _("Counting the needs"), lambda _p: summary_paper(self._office), show)

    # ---- the list of services -------------------------------------------------------------------

    def show_services(self) -> None:
        """The office's list of services, in place of the card."""
        self._lists_services = True
        empty_layout(self._column)
        self.lines = LinesCard(
            _("Services for needs"), _("No service is listed."), add=(_("Add a service"), self.add_service),
            move=self._move, edit=self.edit_service, retire=self._retire,
        )  # fmt: skip
        self._services = services.services(self._office, retired=True)
        self.lines.show_lines([_line(one) for one in self._services])
        self._column.addWidget(self.lines)
        self._column.addWidget(rule())
        sentence = _(
            "No printed list of services was found: the shipped lines are a beginning. Put in your own."
        )
        self._column.addWidget(text(sentence, "small", wrap=True))
        self._column.addStretch(1)
        self.open_card()

    def read_again(self) -> None:
        """After news: the list, the counts, and the card or the list of services."""
        listed = self._lists_services
        super().read_again()
        if listed:
            self.show_services()

    def _move(self, place: int, by: int) -> None:
        services.move(self._office, self._services[place].id, by)

    def _retire(self, place: int) -> None:
        one = self._services[place]
        services.retire(self._office, one.id, not one.retired)

    def add_service(self) -> None:
        """Ask for a new service."""
        self._ask(None, {})

    def edit_service(self, place: int) -> None:
        """Ask for other words."""
        one = self._services[place]
        self._ask(one.id, {"name": one.name, "area": one.area})

    def _ask(self, service_id: int | None, values: dict[str, object]) -> None:
        boxes = (
            Field("name", N_("Name of the service"), required=True),
            Field("area", ledger.AREA.label, "choice", choices=codes.choices("need_areas"), required=True),
        )
        save = partial(services.keep, self._office, service_id)
        FormDialog(self, _("Service for needs"), (section("", *boxes),), values, save).exec()


def _line(one: ServiceInfo) -> Line:
    sure = "" if one.sure else _("to be confirmed")
    return Line(one.name, " · ".join(part for part in (one.area_words, sure) if part), one.retired)


def _need_words(count: int) -> str:
    return ngettext("{n} need", "{n} needs", count).format(n=f"{count:,}")
