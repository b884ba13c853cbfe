"""The side list of the residents and of the households: the two ways of looking, then the saved filters."""

from collections.abc import Mapping, Sequence

from commgov_desktop.i18n import _
from commgov_desktop.ledger.ledger import Ledger
from commgov_desktop.roster.ledger import RESIDENTS
from commgov_desktop.roster.people_rows import MODE, POINTED_AT
from commgov_desktop.ui.side_list import Entry, saved_filters, shown_count


def entries(
    ledger: Ledger,
    counts: Mapping[str, int],
    others: int,
    given: tuple[str, int] | None = None,
    own: Sequence[Entry] = (),
) -> list[Entry]:
    """The lines for ``ledger``. ``others`` counts the other way of looking; ``given`` are people pointed at.

    ``own`` are the filters a clerk has made; they stand before those that come with the program.
    """
    people, homes = _("All residents"), _("By household")
    mine, *saved = saved_filters(ledger.filters, counts, people if ledger.key == RESIDENTS.key else homes)
    if ledger.key == RESIDENTS.key:
        made = [mine, Entry(homes, MODE, shown_count(others))]
        if given:
            made.append(Entry(given[0], POINTED_AT, shown_count(given[1])))
    else:
        made = [Entry(people, MODE, shown_count(others)), mine]
    return [*made, *own, *saved]
