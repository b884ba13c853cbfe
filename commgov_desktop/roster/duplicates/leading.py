"""Leads everything that hangs on the second entry to the kept one, and says what cannot be led."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from commgov_desktop import clock
from commgov_desktop.i18n import _
from commgov_desktop.ledger.episodes import INSIDE, Episode
from commgov_desktop.roster import history
from commgov_desktop.roster.duplicates import hanging
from commgov_desktop.roster.duplicates.hanging import Tie
from commgov_desktop.roster.duplicates.steps import Step
from commgov_desktop.roster.groups.models import Sheet
from commgov_desktop.roster.models import Resident

_RESIDENTS = next(tracked for tracked in history.TRACKED if tracked.table == "residents")
BLANKED: Mapping[str, Any] = {
    "household_id": None, "relation": "", "dwelling_id": None, "id_number": "", "id_state": "none", "id_reason": "",
}  # fmt: skip
"""What the second entry no longer claims: it counts in no household or dwelling and holds no number."""


@dataclass
class Led:
    """The steps that lead, and sentences about what stands in the way."""

    steps: list[Step] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def lead(
    session: Session, kept: Resident, gone: Resident, after: Mapping[str, Any], names: Mapping[str, str]
) -> Led:
    """What leads the ties of ``gone`` to ``kept``. ``after`` are the columns of the kept entry after the merge.

    Changes nothing yet. Of what may stand only once the kept entry's own goes before: a second open sheet of a
    group is ended first, any other row stays with the second entry.
    """
    led = Led()
    for tie in hanging.ties():
        if tie.table.name == Episode.__tablename__:
            _lead_history(session, kept, gone, after, led)
        else:
            _lead_rows(session, tie, kept, gone, names, led)
    for table, count in hanging.both_in(session, kept.id, gone.id, names):
        sentence = _("{what}: both entries stand in {n} of them; look at it afterwards.")
        led.notes.append(sentence.format(what=hanging.title(table, names), n=count))
    return led


def _lead_rows(
    session: Session, tie: Tie, kept: Resident, gone: Resident, names: Mapping[str, str], led: Led
) -> None:
    rivals = {row for row, _mine in hanging.rivals(session, tie, kept.id, gone.id)}
    ended = _end_sheets(session, sorted(rivals)) if tie.table.name == Sheet.__tablename__ else {}
    for steps in ended.values():
        led.steps += steps
    if ended:
        sentence = _("Both have an open sheet in {n} groups: that of the second entry is ended today.")
        led.notes.append(sentence.format(n=len(ended)))
    stay = rivals - ended.keys()
    if stay:
        sentence = _("{what}: {n} stay with the second entry, because the kept one has the like.")
        led.notes.append(sentence.format(what=hanging.title(tie.table, names), n=len(stay)))
    for row in session.scalars(select(tie.table.c.id).where(tie.of(gone.id)).order_by(tie.table.c.id)):
        if row not in stay:
            led.steps.append(Step(tie.table.name, row, tie.column, gone.id, kept.id))


def _end_sheets(session: Session, rows: Sequence[int]) -> dict[int, list[Step]]:
    """How second sheets of a group are ended; one that begins only later cannot be."""
    today, found = clock.today(), {}
    for row in rows:
        sheet = session.get_one(Sheet, row)
        if sheet.since is None or sheet.since <= today:
            found[row] = [
                Step("group_sheets", row, "until", None, today.isoformat()),
                Step("group_sheets", row, "why_ended", sheet.why_ended, _("Merged with another entry")),
            ]
    return found


# ---- the past ------------------------------------------------------------------------------------------


def _lead_history(
    session: Session, kept: Resident, gone: Resident, after: Mapping[str, Any], led: Led
) -> None:
    """The past of a fact is led where the kept entry has none of its own and both agree on the present.

    Two pasts of one fact would contradict each other on one day; then the kept one's counts, and the other's
    stays readable with the second entry. There an open end is closed, for the second entry ends today.
    """
    mine, theirs = (_by_fact(session, person.id) for person in (kept, gone))
    left = Counter[bool]()
    for fact, past in theirs.items():
        may = fact[0] == history.HERE or (fact not in mine and _agree(fact, gone, after))
        left[may] += len(past)
        for episode in past:
            if may:
                led.steps.append(Step("episodes", episode.id, "row_id", gone.id, kept.id))
            elif episode.until is None and fact[0] in BLANKED and not _begins_later(episode):
                led.steps.append(Step("episodes", episode.id, "until", None, clock.today().isoformat()))
    if left[False]:
        sentence = _(
            "{n} entries of the history stay with the second entry: the kept one's own history counts."
        )
        led.notes.append(sentence.format(n=left[False]))


def _begins_later(episode: Episode) -> bool:
    return episode.since is not None and episode.since > clock.today()


def _by_fact(session: Session, person: int) -> dict[tuple[str, str], list[Episode]]:
    """Episodes by column, those of a list of words by column and word."""
    found: defaultdict[tuple[str, str], list[Episode]] = defaultdict(list)
    query = select(Episode).where(Episode.table_name == "residents", Episode.row_id == person)
    for episode in session.scalars(query.order_by(Episode.id)):
        word = episode.value if episode.kind in _RESIDENTS.lists else ""
        found[(episode.kind, word)].append(episode)
    return dict(found)


def _agree(fact: tuple[str, str], gone: Resident, after: Mapping[str, Any]) -> bool:
    column, word = fact
    column, _colon, key = column.partition(INSIDE)
    if column not in after:
        return True
    before = getattr(gone, column)
    if key:
        return str((before or {}).get(key) or "") == str((after[column] or {}).get(key) or "")
    if word:
        return (word in (before or ())) == (word in (after[column] or ()))
    return str(before or "") == str(after[column] or "")
