"""What the list of residents shows besides its saved filters: the people another page or a figure points at."""

from array import array
from collections.abc import Callable, Iterable, Sequence

from sqlalchemy import select

from commgov_desktop.ledger.conditions import Answer, Filterable
from commgov_desktop.ledger.fields import Field
from commgov_desktop.ledger.ledger import Filter, Ledger
from commgov_desktop.ledger.listing import Listing, Where
from commgov_desktop.roster.groups.lists import PREFIX
from commgov_desktop.roster.models import Resident
from commgov_desktop.roster.past_reading import Past, Wanted
from commgov_desktop.store.store import Store

POINTED_AT = "@people"
"""The filter key of people that were handed over by their ids."""

MODE = "@mode"
"""The key of the entry that leads to the other way of looking (residents, households)."""


class PeopleRows:
    """A ``Listing`` that can also be narrowed to given records."""

    def __init__(
        self, store: Store, ledger: Ledger, more: Callable[[str], Filter | None] = lambda _key: None
    ) -> None:
        """``more`` gives the filters a clerk has made, by key."""
        self._store, self._ledger, self._more = store, ledger, more
        self.listing = Listing(store, ledger, more=more)
        self._past: Past | None = None
        self.given: frozenset[int] = frozenset()

    def show_past(self, past: Past | None) -> None:
        """Show the list of an earlier day that was read ahead; ``None`` as it is now."""
        self._past = past
        self.listing = past.listing if past else Listing(self._store, self._ledger, more=self._more)

    def wanted(self, sort: str, descending: bool) -> Wanted:
        """What is to be read of the list of an earlier day, in this order."""
        return Wanted(self._ledger, self._more, (sort, descending))

    @property
    def columns(self) -> Sequence[Field]:
        """The columns that can be shown, in order."""
        return self.listing.columns

    @property
    def first_shown(self) -> Sequence[str]:
        """The columns shown before a clerk chooses."""
        return self.listing.first_shown

    def ids(
        self,
        *,
        find: str = "",
        filter: str = "",
        sort: str = "",
        descending: bool = False,
        where: Where | None = None,
    ) -> "array[int]":
        """All ids in order, see ``Listing.ids``."""
        saved = "" if filter in (POINTED_AT, MODE) else filter
        if self._past is not None and not (find.strip() or filter or where):
            known = self._past.first_ids((sort, descending))
            if known is not None:
                return known
        found = self.listing.ids(find=find, filter=saved, sort=sort, descending=descending, where=where)
        if filter == POINTED_AT:
            return array("q", (i for i in found if i in self.given))
        return found

    def page(self, ids: Sequence[int]) -> dict[int, tuple[object, ...]]:
        """The shown values of these records."""
        return self.listing.page(ids)

    def some(self, ids: Sequence[int], places: Iterable[int]) -> dict[int, tuple[object, ...]]:
        """The same of the columns at these places only, see ``Listing.some``."""
        return self.listing.some(ids, places)

    def filterable(self) -> list[Filterable]:
        """The columns a clerk can filter by."""
        return self.listing.filterable()

    def has_few(self, name: str) -> bool:
        """Whether a column holds few enough different words for a list to tick."""
        return self.listing.has_few(name)

    def distinct(self, name: str) -> list[Answer]:
        """The different words of a column with their counts."""
        return self.listing.distinct(name)

    def counts(self) -> dict[str, int]:
        """How many answer each saved filter, and all of them under an empty key; the groups are counted apart."""
        if self._past is not None:
            return dict(self._past.counts)
        keys = [f.key for f in self.listing.ledger.filters if not f.key.startswith(PREFIX)]
        return {key: self.listing.count(key) for key in ("", *keys)}

    def count(self) -> int:
        """How many there are in all."""
        return self._past.counts[""] if self._past is not None else self.listing.count()

    def group_counts(self) -> dict[str, int]:
        """How many are in each group."""
        keys = [f.key for f in self.listing.ledger.filters if f.key.startswith(PREFIX)]
        return {key: self.listing.count(key) for key in keys}


def former_filter(store: Store, resident_id: int) -> str:
    """The saved filter under which somebody who is no longer here stands; empty for who is here."""
    with store.read() as session:
        how = session.scalar(select(Resident.left_how).where(Resident.id == resident_id))
    return {"moved": "moved_away", "died": "died"}.get(how or "", "")
