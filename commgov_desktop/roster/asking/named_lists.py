"""The lists of residents that have a name: the groups in use and the filters that were saved, for letters and postings."""

from collections.abc import Callable, Sequence

from commgov_desktop.ledger.listing import Listing
from commgov_desktop.ledger.office import Office
from commgov_desktop.ledger.question_facts import Registry
from commgov_desktop.people import Named
from commgov_desktop.roster.asking.closed_lists import Closed
from commgov_desktop.roster.asking.lists import AskedLists
from commgov_desktop.roster.groups import known
from commgov_desktop.roster.groups.lists import group_ledger
from commgov_desktop.roster.ledger import RESIDENTS


def named_lists(office: Office, facts: Callable[[], Registry]) -> list[Named]:
    """The saved filters that this clerk sees and can ask, then the groups; what tells of a closed group is left out."""
    lists, closed = AskedLists(office, RESIDENTS, facts), Closed(office)
    saved: list[Named] = [*lists.named_lists(but=lambda key: closed.is_filter(key, lists))]
    with office.store.read() as session:
        groups = [group for group in known.seen(session, office) if not group.restricted]
    return saved + [(group.name, _members(office, group.id)) for group in groups]


def _members(office: Office, group_id: int) -> Callable[[], Sequence[int]]:
    return lambda: Listing(office.store, group_ledger(office, group_id)).ids()
