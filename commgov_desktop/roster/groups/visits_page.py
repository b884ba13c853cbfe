"""走访: every visit this clerk may see, with its register; new ones are written down here or from a person's card."""

from collections.abc import Mapping, Sequence
from functools import partial

from PySide6.QtWidgets import QWidget

from commgov_desktop import clock
from commgov_desktop.i18n import _, ngettext
from commgov_desktop.ledger.office import Office
from commgov_desktop.roster.groups import visits
from commgov_desktop.roster.hanging_page import HangingForm, HangingPage
from commgov_desktop.roster.lookups import Lookups
from commgov_desktop.ui.buttons import Act, danger, quiet
from commgov_desktop.ui.day_words import show_day

REGISTER = "走访登记表"


_SAME_AGAIN = ("resident_id", "household_id", "group_id", "duty_id")


class VisitForm(HangingForm):
    """``visit_id`` is ``None`` for a new one, which begins with ``given``; ``done`` is called when it was kept."""

    def __init__(
        self, office: Office, lookups: Lookups, visit_id: int | None, given: Mapping[str, object], done: Act
    ) -> None:
        start = {"day": clock.today(), "by_whom": office.account.name, **given}
        title = _("Visit") if visit_id is not None else _("Record a visit")
        ledger = visits.visits_of(office)
        super().__init__(office, lookups, ledger, visit_id, start, visits.keep, done, title=title)


class VisitsPage(HangingPage):
    """``back`` leads to the residents."""

    register = REGISTER

    def __init__(self, office: Office, lookups: Lookups, back: Act) -> None:
        self._lookups = lookups
        super().__init__(
            office, visits.visits_of(office), back, icon="home", new_words=_("Record a visit"),
            find_hint=_("Name, address, findings"), count_words=_visit_words,
        )  # fmt: skip

    def make_form(self, record_id: int | None, given: Mapping[str, object]) -> HangingForm:
        """The form of a visit."""
        return VisitForm(self._office, self._lookups, record_id, given, self.kept)

    def card_lines(self, shown: Mapping[str, object]) -> Sequence[tuple[str, str]]:
        """What the card of a visit says."""
        return [
            (_("Day of the visit"), show_day(shown["day"])),  # type: ignore[arg-type]
            (_("Address"), str(shown["address"] or "")),
            (_("Occasion"), str(shown["purpose"] or "")),
            (_("Findings of the visit"), str(shown["findings"] or "")),
            (_("Visited by"), str(shown["by_whom"] or "")),
            (_("To be visited again on"), show_day(shown["next_on"]) if shown["next_on"] else ""),  # type: ignore[arg-type]
            (_("For the group"), str(shown["group"] or "")),
            (_("Five checks, five visits"), str(shown["duty"] or "")),
        ]

    def card_verbs(self, record_id: int) -> Sequence[QWidget]:
        """Visit again, edit, remove."""
        return [
            quiet(_("Visit again"), partial(self._again, record_id)),
            quiet(_("Edit"), partial(self.edit, record_id), keys="F2"),
            danger(_("Remove"), partial(self.remove_with, visits.remove, record_id)),
        ]

    def _again(self, visit_id: int) -> None:
        values = self._office.book.values(self.ledger, visit_id)
        self.open_form(None, {name: values[name] for name in _SAME_AGAIN})

    def make_register(self, ids: Sequence[int]) -> bytes:
        """走访登记表 of these visits."""
        from commgov_desktop.roster.groups.papers import visits_listed

        return visits_listed(self._office, ids)


def _visit_words(count: int) -> str:
    return ngettext("{n} visit", "{n} visits", count).format(n=f"{count:,}")
