"""What a clerk does to put a wrong entry right, each asked for in a window of its own; what happens in life is an event."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from commgov_desktop.errors import UserError
from commgov_desktop.i18n import _
from commgov_desktop.ledger.office import Office
from commgov_desktop.roster import household
from commgov_desktop.ui import ask


class HouseholdVerbs:
    """Asks, then does; the news of what changed comes from the store."""

    def __init__(self, parent: QWidget, office: Office) -> None:
        self._parent, self._office = parent, office

    def take_out(self, resident_id: int) -> None:
        """Take a member out of the household."""
        self._try(household.take_out, resident_id)

    def remove(self, resident_id: int) -> None:
        """Ask why, then take the person out of the roster; it can be undone."""
        name = self._office.people.person(resident_id).name
        question = _(
            "Who moved away or died is kept on record by a household event. Why was {name} entered wrongly?"
        ).format(name=name)
        why = ask.words(self._parent, _("Remove from the roster"), question)
        if why is not None:
            self._try(household.remove_resident, resident_id, why.strip())

    def _try(self, verb: Callable[..., object], *words: object) -> None:
        try:
            verb(self._office.store, *words)
        except UserError as error:
            ask.show_error(self._parent, error)
