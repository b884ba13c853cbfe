"""What the form's pickers find: dwellings by their address, households by their members."""

from collections.abc import Sequence

from sqlalchemy import func, select

from commgov_desktop.i18n import _, ngettext
from commgov_desktop.roster import household_ledger, places
from commgov_desktop.roster.household import read_home
from commgov_desktop.roster.models import HEAD, Household, Resident
from commgov_desktop.roster.places import Homes
from commgov_desktop.store.store import Store

_FOUND = 20


class Lookups:
    """Finds, names and makes what a resident refers to."""

    def __init__(self, store: Store, homes: Homes) -> None:
        self._store, self._homes = store, homes

    def dwellings(self, words: str) -> Sequence[tuple[int, str, str]]:
        """Dwellings whose address holds the words: id, address, who leads the household there."""
        place = self._homes.split(words)
        wanted = words.strip()
        whole = f"{place.building}{place.entrance}{place.room}" if place else wanted
        address = places.DWELLINGS.c.address
        head = (
            select(func.min(Resident.name))
            .where(Resident.dwelling_id == places.DWELLINGS.c.id, Resident.relation == HEAD)
            .scalar_subquery()
        )
        query = select(places.DWELLINGS.c.id, address, head).where(
            (func.instr(address, wanted) > 0) | (func.instr(address, whole) > 0)
        )
        with self._store.read() as session:
            rows = session.execute(query.order_by(func.length(address), address).limit(_FOUND)).all()
        return [(i, text, name or "") for i, text, name in rows]

    def dwelling_name(self, dwelling_id: int) -> str:
        """The address of a dwelling."""
        query = select(places.DWELLINGS.c.address).where(places.DWELLINGS.c.id == dwelling_id)
        with self._store.read() as session:
            return session.scalar(query) or ""

    def make_dwelling(self, words: str) -> int | None:
        """Write down a new dwelling from its address; ``None`` when the words are no address with a building."""
        place = self._homes.split(words)
        if place is None or not place.building:
            return None
        label = _("Write down the dwelling {address}").format(address=words.strip())
        with self._store.write(label) as session:
            return self._homes.dwellings_for(session, [place])[place]

    def households(self, words: str) -> Sequence[tuple[int, str, str]]:
        """Households by any member's name, pinyin, number or address: id, name, address."""
        with self._store.read() as session:
            ids = list(household_ledger.find_households(session, words))[:_FOUND]
            found = []
            for i in ids:
                home = read_home(session, i)
                people = ngettext("{n} person", "{n} people", len(home.members)).format(n=len(home.members))
                found.append((i, home.name, " · ".join(part for part in (home.address, people) if part)))
            return found

    def household_name(self, household_id: int) -> str:
        """张伟户; empty when it is gone."""
        with self._store.read() as session:
            known = session.get(Household, household_id)
            return read_home(session, household_id).name if known else ""

    def dwelling_of_household(self, household_id: int) -> int | None:
        """Where a household lives."""
        with self._store.read() as session:
            return session.scalar(select(Household.dwelling_id).where(Household.id == household_id))
