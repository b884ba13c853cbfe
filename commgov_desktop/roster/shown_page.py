"""The cards beside the roster's lists: a person or a household with all that hangs on it, today or on an earlier day."""

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from commgov_desktop.errors import UserError
from commgov_desktop.i18n import _
from commgov_desktop.ledger.office import Office
from commgov_desktop.roster.attached_card import AttachedCard
from commgov_desktop.roster.groups import completeness, lists
from commgov_desktop.roster.groups.sheet_card import MeterCard, parts_of_person
from commgov_desktop.roster.household import Home, Member, home
from commgov_desktop.roster.household_card import Hanging, HouseholdCard
from commgov_desktop.roster.household_ledger import HOUSEHOLDS
from commgov_desktop.roster.household_verbs_dialog import HouseholdVerbs
from commgov_desktop.roster.ledger import RESIDENTS
from commgov_desktop.roster.past_card import OF_HOME, OF_PERSON, PastCard
from commgov_desktop.roster.resident_card import Events, ResidentCard
from commgov_desktop.ui.widgets import Act

if TYPE_CHECKING:
    from commgov_desktop.roster.page import RosterPage


class Cards:
    """Makes the cards of the roster's page; each is made anew when a line is chosen."""

    def __init__(
        self,
        page: "RosterPage",
        office: Office,
        *,
        serve: Callable[[int], object] | None,
        events: Events | None,
        hanging: Hanging | None,
    ) -> None:
        self._page, self._office = page, office
        self._serve, self._events, self._hanging = serve, events, hanging
        self._verbs = HouseholdVerbs(page, office)

    def person(self, resident_id: int) -> QWidget | None:
        """The card of a resident; ``None`` when they are no longer there."""
        page = self._page
        if page.day is not None:
            see = partial(page.see_today, page.show_record, resident_id)
            return PastCard(page.rows_of(RESIDENTS.key), resident_id, page.day, OF_PERSON, see)
        try:
            parts, chips = parts_of_person(self._office, resident_id, page.groups)
            name = self._office.people.person(resident_id).name
            attached = AttachedCard(self._office, RESIDENTS.table, resident_id, name)
            return ResidentCard(
                self._office,
                resident_id,
                serve=self._serve,
                edit=page.edit_person,
                print_=page.papers.person,
                open_household=page.show_household,
                happen=page.open_events,
                more=[
                    *page.tidy.person_acts(resident_id),
                    (_("Remove from the roster…"), partial(self._verbs.remove, resident_id)),
                ],
                events=page.tidy.with_merges(self._what_happened),
                parts=[*parts[:1], *page.needs.parts(resident_id), *parts[1:], attached],
                groups=chips,
                own=lists.own_words(self._office, RESIDENTS.table, resident_id),
            )
        except UserError:
            return None

    def _what_happened(self, resident_id: int) -> list[tuple[date, str, Act | None]]:
        elsewhere = list(self._events(resident_id)) if self._events else []
        return [*elsewhere, *self._page.groups.events(resident_id)]

    def home(self, household_id: int) -> QWidget | None:
        """The card of a household; ``None`` when it is no longer there."""
        page = self._page
        if page.day is not None:
            see = partial(page.see_today, page.show_household, household_id)
            return PastCard(page.rows_of(HOUSEHOLDS.key), household_id, page.day, OF_HOME, see)
        try:
            store = self._office.store
            return HouseholdCard(
                self._office,
                household_id,
                open_person=page.show_record,
                add=self._ways_in(household_id),
                happen=page.open_events,
                edit=page.forms.edit_household,
                print_=page.papers.household,
                member_acts=self._member_acts,
                visit=partial(page.groups.record_visit, {"household_id": household_id}),
                hanging=self._hanging,
                parts=[
                    MeterCard(completeness.of_household(self._office, household_id)),
                    AttachedCard(
                        self._office, HOUSEHOLDS.table, household_id, home(store, household_id).name
                    ),
                ],
                own=lists.own_words(self._office, HOUSEHOLDS.table, household_id),
            )
        except UserError:
            return None

    def _ways_in(self, household_id: int) -> list[tuple[str, Act] | None]:
        happen = self._page.open_events
        return [
            (_("A child was born"), partial(happen, "birth", household=household_id)),
            (_("Somebody moved in"), partial(happen, "move_in", into=household_id)),
            (_("Somebody from the roster"), partial(happen, "join", into=household_id)),
            None,
            (_("Register a new person"), partial(self._page.forms.new_member, household_id)),
        ]

    def _member_acts(self, home: Home, member: Member) -> Sequence[tuple[str, Act] | None]:
        page = self._page
        acts: list[tuple[str, Act] | None] = [
            (_("Open the card"), partial(page.show_record, member.id)),
            (_("Edit"), partial(page.forms.open, member.id)),
            (_("Household events…"), partial(page.open_events, person=member.id, household=home.id)),
        ]
        if not member.is_head or len(home.members) == 1:
            acts.append((_("Take out of the household"), partial(self._verbs.take_out, member.id)))
        return acts
