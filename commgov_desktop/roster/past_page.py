"""Goes to the roster of an earlier day: what its lists show first is read in the background, then shown at once."""

from collections.abc import Mapping
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from commgov_desktop.errors import Cancelled
from commgov_desktop.i18n import _
from commgov_desktop.roster.past_reading import Past, Wanted, read_ahead
from commgov_desktop.store.store import Store
from commgov_desktop.ui import ask, tasks
from commgov_desktop.ui.day_words import show_day

if TYPE_CHECKING:
    from commgov_desktop.roster.page import RosterPage


class PastDays:
    """Reads for the roster's page; of two days asked one after the other only the last is shown."""

    def __init__(self, page: "RosterPage", store: Store) -> None:
        self._page, self._store = page, store
        self._asked = 0

    def go(self, day: date | None) -> None:
        """Show both lists as they were on ``day``; ``None`` as they are."""
        self._asked += 1
        if day == self._page.day:
            return
        if day is None:
            self._page.put_day(None, {})
            return
        title = _("Reading the roster of {day}").format(day=show_day(day))
        work = partial(read_ahead, self._store, self._wanted(), day)
        there = partial(self._there, self._asked, day)
        tasks.run(self._page, title, work, there, partial(self._not_there, self._asked))

    def read_again(self) -> None:
        """After news: the same day, for its facts may have been put right."""
        day = self._page.day
        if day is not None:
            self._asked += 1
            work = partial(read_ahead, self._store, self._wanted(), day)
            tasks.fetch(self._page, work, partial(self._there, self._asked, day))

    def _wanted(self) -> dict[str, Wanted]:
        """The lists in the order they stand in."""
        return {
            key: rows.wanted(table.sort, table.descending) for key, rows, table in self._page.lists_of_day()
        }

    def _there(self, asked: int, day: date, read: Mapping[str, Past]) -> None:
        if asked == self._asked:
            self._page.put_day(day, read)

    def _not_there(self, asked: int, error: BaseException) -> None:
        """Broken off: the day that is shown stays."""
        if asked == self._asked:
            self._page.show_strips()
        if not isinstance(error, Cancelled):
            ask.show_error(self._page, error)
