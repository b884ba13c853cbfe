"""Which saved filters stand as figures on the page of today, for everybody who may see them."""

from commgov_desktop.errors import UserError
from commgov_desktop.i18n import _
from commgov_desktop.ledger.office import Office
from commgov_desktop.ledger.saved_filters import Saved
from commgov_desktop.settings import Setting

MOST = 4
"""More figures than this, beside the office's own, nobody takes in at a glance."""

ON_TODAY = Setting("today.filters", "", "")
"""Their numbers in order, parted by commas."""


def numbers(office: Office) -> list[int]:
    """The numbers of these filters, in the order they were put there; some may be gone since."""
    return [int(part) for part in office.settings[ON_TODAY].split(",") if part.isdecimal()]


def put(office: Office, one: Saved, there: set[int]) -> None:
    """Show how many answer this filter on the page of today. ``there`` are the filters that still are.

    Raises ``UserError`` when as many stand there as can be taken in.
    """
    now = [number for number in numbers(office) if number in there and number != one.id]
    if len(now) >= MOST:
        raise UserError(
            _("{n} filters stand on the page of today already. Take one of them away first.").format(n=MOST)
        )
    _keep(office, [*now, one.id], _("Show “{name}” on the page of today").format(name=one.name))


def take_away(office: Office, one: Saved) -> None:
    """Show it there no more."""
    now = [number for number in numbers(office) if number != one.id]
    _keep(office, now, _("Take “{name}” from the page of today").format(name=one.name))


def _keep(office: Office, now: list[int], label: str) -> None:
    office.settings.save({ON_TODAY.key: ",".join(map(str, now))}, label)
