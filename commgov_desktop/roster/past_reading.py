"""Reads ahead all that the lists of an earlier day show first: their order, their counts, every household of the day."""

from array import array
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from commgov_desktop.ledger.ledger import Filter, Ledger
from commgov_desktop.ledger.listing import Listing
from commgov_desktop.roster.as_it_was import Homes, ledger_on
from commgov_desktop.store.store import Store

Progress = Callable[[int, int], object]
Order = tuple[str, bool]
"""The column a list is ordered by (empty: its own order), and whether downwards."""


@dataclass(frozen=True)
class Wanted:
    """A list that is to be read: its ledger of today, the filters a clerk has made, the order it stands in."""

    ledger: Ledger
    more: Callable[[str], Filter | None]
    order: Order


@dataclass(frozen=True)
class Past:
    """A list as it was on a day, with what was read of it already."""

    listing: Listing
    order: Order
    ids: "array[int]"
    counts: Mapping[str, int]

    def first_ids(self, order: Order) -> "array[int] | None":
        """All ids in this order, where that was read."""
        return array("q", self.ids) if order == self.order else None


def read_ahead(
    store: Store, wanted: Mapping[str, Wanted], day: date, progress: Progress = lambda _done, _total: None
) -> dict[str, Past]:
    """Both lists of a day, by the key of their ledger; the households of the day are read once for both.

    Raises what ``progress`` raises.
    """
    homes = Homes(store, day)
    homes.all()
    found: dict[str, Past] = {}
    for done, (key, one) in enumerate(wanted.items(), 1):
        progress(done, len(wanted) + 1)
        listing = Listing(store, ledger_on(store, one.ledger, day, homes), more=one.more)
        ids = listing.ids(sort=one.order[0], descending=one.order[1])
        counts = {"": len(ids)}
        for saved in listing.ledger.filters:
            progress(done, len(wanted) + 1)
            counts[saved.key] = listing.count(saved.key)
        found[key] = Past(listing, one.order, ids, counts)
    return found
