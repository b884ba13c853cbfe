"""When a copy should make somebody look up: much less is in it than before, or it is too long ago."""

from collections.abc import Mapping
from datetime import datetime

from commgov_desktop import clock
from commgov_desktop.i18n import _

PEOPLE = ("residents",)
PEOPLE_SHARE = 0.02
"""A community does not lose one resident in fifty between two copies without somebody knowing why."""
ANY_SHARE = 0.20
ANY_ROWS = 5
"""Other tables: more than a fifth gone, and more than five records."""
OLD_DAYS = 7
COMING_AND_GOING = ("drafts",)
"""Half-typed forms: they are gone when they are saved, which is no loss."""


def compare(
    new_counts: Mapping[str, int], old_counts: Mapping[str, int], names: Mapping[str, str] | None = None
) -> list[str]:
    """One sentence for every table that shrank notably since the last copy; empty when all is well.

    ``names`` maps a table to the word a clerk knows it by.
    """
    sentences = []
    for table, before in sorted(old_counts.items()):
        now = new_counts.get(table, 0)
        if table not in COMING_AND_GOING and shrank_notably(table, now, before):
            word = (names or {}).get(table, table)
            sentence = _("“{table}”: {before} records in the last copy, only {now} now. Is that right?")
            sentences.append(sentence.format(table=word, before=before, now=now))
    return sentences


def shrank_notably(table: str, now: int, before: int) -> bool:
    """Whether so many records are gone that a clerk should be asked."""
    gone = before - now
    if table in PEOPLE:
        return gone > before * PEOPLE_SHARE and gone > 1
    return gone > before * ANY_SHARE and gone > ANY_ROWS


def age_in_days(made_at: datetime) -> int:
    """Whole days of the calendar since the copy was made; 0 is today, also for a clock that was set back."""
    return max(0, (clock.today() - clock.local(made_at).date()).days)


def ageing(last_made_at: datetime | None) -> str | None:
    """A sentence when there is no good copy or the last is over seven days old; ``None`` when all is well."""
    if last_made_at is None:
        return _("There is no copy yet. Plug in a stick and make one today.")
    days = age_in_days(last_made_at)
    if days <= OLD_DAYS:
        return None
    return _("The last good copy is {n} days old. Plug in a stick and make one today.").format(n=days)
