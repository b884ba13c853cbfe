"""The side list of the residents and of the households: the two ways of looking, then the saved filters."""

from collections.abc import Mapping

from commgov_desktop.i18n import _
from commgov_desktop.ledger.ledger import Ledger
from commgov_desktop.roster.ledger import RESIDENTS
from commgov_desktop.roster.people_rows import MODE, POINTED_AT
from commgov_desktop.ui.widgets import Entry, heading


def entries(
    ledger: Ledger, counts: Mapping[str, int], others: int, given: tuple[str, int] | None = None
) -> list[Entry]:
    """The lines for ``ledger``. ``others`` counts the other way of looking; ``given`` are people pointed at."""
    people, homes = _("All residents"), _("By household")
    mine = _number(counts.get(""))
    if ledger is RESIDENTS:
        made = [Entry(people, "", mine), Entry(homes, MODE, _number(others))]
        if given:
            made.append(Entry(given[0], POINTED_AT, _number(given[1])))
    else:
        made = [Entry(people, MODE, _number(others)), Entry(homes, "", mine)]
    group = ""
    for saved in ledger.filters:
        if saved.group != group:
            group = saved.group
            made.append(heading(_(group)))
        count = counts.get(saved.key)
        made.append(Entry(_(saved.label), saved.key, _number(count), saved.tone if count else ""))
    return made


def _number(count: int | None) -> str:
    return "" if count is None else f"{count:,}"
