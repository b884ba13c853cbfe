"""What a clerk does to households and members, each asked for in a window of its own."""

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QWidget

from commgov_desktop.errors import UserError
from commgov_desktop.i18n import _
from commgov_desktop.ledger.office import Office
from commgov_desktop.roster import household
from commgov_desktop.roster.household import Home
from commgov_desktop.roster.household_dialog import AddMemberDialog, ChangeHeadDialog, SplitDialog
from commgov_desktop.roster.lookups import Lookups
from commgov_desktop.ui import ask
from commgov_desktop.ui.field_boxes import Picker


class HouseholdVerbs:
    """Asks, then does; the news of what changed comes from the store."""

    def __init__(self, parent: QWidget, office: Office, lookups: Lookups) -> None:
        self._parent, self._office, self._lookups = parent, office, lookups

    def change_head(self, home: Home) -> None:
        """Ask for the new head and everybody's relation to them."""
        if len(home.members) < 2:
            ask.tell(self._parent, _("There is nobody else in this household. Add a member first."))
            return
        ChangeHeadDialog(
            self._parent, home, partial(household.change_head, self._office.store, home.id)
        ).exec()

    def add_member(self, household_id: int) -> None:
        """Ask for somebody of the roster and their relation to the head."""
        home = household.home(self._office.store, household_id)
        people = Picker(self._office.people.find, lambda number: self._office.people.person(number).name)
        keep = partial(household.add_member, self._office.store, household_id)
        AddMemberDialog(self._parent, home, people, keep).exec()

    def split(self, home: Home) -> None:
        """Ask who leaves for a household of their own."""
        SplitDialog(
            self._parent, home, self._lookups, partial(household.split_off, self._office.store)
        ).exec()

    def take_out(self, resident_id: int) -> None:
        """Take a member out of the household."""
        self._try(household.take_out, resident_id)

    def remove(self, resident_id: int) -> None:
        """Ask why, then take the person out of the roster; it can be undone."""
        name = self._office.people.person(resident_id).name
        question = _("Why is {name} removed (moved away, died, entered twice …)?").format(name=name)
        why = ask.words(self._parent, _("Remove from the roster"), question)
        if why is not None:
            self._try(household.remove_resident, resident_id, why.strip())

    def _try(self, verb: Callable[..., object], *words: object) -> None:
        try:
            verb(self._office.store, *words)
        except UserError as error:
            ask.show_error(self._parent, error)
