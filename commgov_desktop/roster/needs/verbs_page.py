"""What needs and the five checks and visits add to the tab of residents: parts of the card, lists and forms."""

from collections.abc import Mapping

from PySide6.QtWidgets import QWidget

from commgov_desktop.errors import UserError
from commgov_desktop.i18n import _
from commgov_desktop.ledger.office import Office
from commgov_desktop.roster.duties import due, lists
from commgov_desktop.roster.duties.duties_card import DutiesCard
from commgov_desktop.roster.duties.duties_page import DutiesPage
from commgov_desktop.roster.duties.lists import DutyInfo
from commgov_desktop.roster.groups.verbs_page import GroupVerbs
from commgov_desktop.roster.lookups import Lookups
from commgov_desktop.roster.needs.needs_card import NeedsCard
from commgov_desktop.roster.needs.needs_page import NeedForm, NeedsPage
from commgov_desktop.ui.buttons import Act


class NeedVerbs:
    """Its pages stand where those of the groups do, one at a time before the lists."""

    def __init__(self, groups: GroupVerbs, office: Office, lookups: Lookups) -> None:
        self._groups, self._office, self._lookups = groups, office, lookups

    def menu(self) -> list[tuple[str, Act] | None]:
        """The entries of the menu behind ⋯."""
        return [(_("Needs of residents"), self.show_needs), (_(lists.ALL), self.show_duties)]

    def parts(self, resident_id: int) -> list[QWidget]:
        """What they add to a resident's card."""
        return [
            DutiesCard(self._office, resident_id, self._groups.record_visit),
            NeedsCard(self._office, resident_id, open_need=self.show_needs, write=self.write),
        ]

    def write(self, given: Mapping[str, object]) -> None:
        """The form of a new need, in place of the card."""
        self._groups.show_form(lambda done: NeedForm(self._office, self._lookups, None, given, done))

    def show_needs(self, need_id: int = 0) -> None:
        """Every need."""
        page = self._groups.stand_before(lambda: NeedsPage(self._office, self._lookups, self._groups.close))
        if need_id and isinstance(page, NeedsPage):
            page.show_id(need_id)

    def show_duties(self) -> None:
        """The ten lines with the numbers of a month or quarter."""
        self._groups.stand_before(
            lambda: DutiesPage(
                self._office,
                self._groups.close,
                open_list=self._open_list,
                open_visits=self._groups.show_visits,
            )
        )

    def show_duty(self, duty_id: int) -> None:
        """Those who are to be visited for a line; the ten lines where it is gone."""
        try:
            self._open_list(lists.one(self._office, duty_id))
        except UserError:
            self.show_duties()

    def _open_list(self, duty: DutyInfo) -> None:
        if duty.group_id is not None:
            self._groups.show_group(duty.group_id, due.key(duty.id))
