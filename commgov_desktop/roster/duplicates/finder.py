"""Finds people who were entered twice: in the whole roster, and for somebody who is being entered."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import Session

from commgov_desktop.roster import id_number
from commgov_desktop.roster.duplicates import answers, blocks, entry, rules
from commgov_desktop.roster.duplicates.entry import Entry
from commgov_desktop.roster.duplicates.rules import Likeness
from commgov_desktop.roster.ledger import SEARCH
from commgov_desktop.roster.models import Resident
from commgov_desktop.roster.name_sounds import sounds
from commgov_desktop.store import search
from commgov_desktop.store.store import Store

_TELL_EVERY = 5000
_NAMESAKES = 50
LEAST_AT_ENTRY = 30
"""While somebody is being entered little is known yet, so the same name alone is said."""


def find_all(store: Store, progress: Callable[[int, int], None] = lambda done, total: None) -> list[Likeness]:
    """Everybody who may have been entered twice, the most certain first. Pairs a clerk has parted are left out.

    ``progress`` may raise ``Cancelled``; nothing is written here.
    """
    with store.read() as session:
        people = list(entry.everybody(session))
        apart = answers.apart(session)
    return among(people, apart, progress)


def among(
    people: Sequence[Entry],
    apart: "frozenset[tuple[int, int]]" = frozenset(),
    progress: Callable[[int, int], None] = lambda done, total: None,
    wanted: Callable[[Entry, Entry], bool] = lambda one, other: True,
) -> list[Likeness]:
    """The same among these people. ``apart`` are pairs of ids, the smaller first, that are known to be two.

    Only pairs that are ``wanted`` are compared; it is asked with the smaller id first.
    """
    count = len(people)
    pairs = blocks.candidates(people, progress)
    found: list[Likeness] = []
    for done, code in enumerate(pairs):
        if done % _TELL_EVERY == 0:
            whole = (len(blocks.KEYS) + 2) * count
            progress(whole - count + done * count // max(1, len(pairs)), whole)
        one, other = people[code // count], people[code % count]
        if one.id > other.id:
            one, other = other, one
        if not wanted(one, other):
            continue
        likeness = rules.compare(one, other)
        if likeness is not None and likeness[:2] not in apart:
            found.append(likeness)
    found.sort(key=lambda pair: (-pair.score, pair.first_id, pair.second_id))
    return found


def still(store: Store, pairs: Sequence[Likeness]) -> list[Likeness]:
    """Which of these pairs still look like one person: not parted, merged or corrected since. Quick."""
    ids = sorted({i for pair in pairs for i in pair[:2]})
    with store.read() as session:
        people = {e.id: e for e in entry.of_ids(session, ids, only_here=True)}
        apart = answers.apart(session)
    found = []
    for pair in pairs:
        one, other = people.get(pair.first_id), people.get(pair.second_id)
        if one and other and pair[:2] not in apart and (now := rules.compare(one, other)):
            found.append(now)
    return found


def around(store: Store, resident_id: int) -> list[Likeness]:
    """Who looks like this one resident, the namesakes too, the most alike first."""
    with store.read() as session:
        mine = entry.of_ids(session, [resident_id])
        ids = _who_might_be(session, mine[0]) - {resident_id, None} if mine else set()
        apart = answers.apart_from(session, resident_id)
        others = entry.of_ids(session, sorted(i for i in ids if i is not None), only_here=True)
    found = [
        likeness
        for other in others
        if other.id not in apart and (likeness := rules.compare(mine[0], other, LEAST_AT_ENTRY))
    ]
    return sorted(found, key=lambda pair: (-pair.score, pair.first_id, pair.second_id))


@dataclass(frozen=True)
class Similar:
    """Somebody of the roster who looks like the person being entered."""

    resident_id: int
    name: str
    likeness: Likeness


def similar(store: Store, values: Mapping[str, Any], other_than: int | None = None) -> list[Similar]:
    """Who is in the roster already and looks like these form values, the most alike first.

    Who moved away is found too; a pair that a clerk has parted is not. Asks indexes only: quick at any size.
    """
    number = id_number.parse(values.get("id_number"), str(values.get("id_kind") or ""))
    name, pinyin, _initials, _key = sounds(
        str(values.get("name") or ""), str(values.get("name_reading") or "")
    )
    asked = entry.of_values({**values, "name": name}, pinyin, number)
    with store.read() as session:
        ids = _who_might_be(session, asked) - {other_than}
        apart = answers.apart_from(session, other_than) if other_than is not None else set()
        people = {e.id: e for e in entry.of_ids(session, sorted(i for i in ids if i is not None))}
    found = [
        Similar(e.id, e.name, likeness)
        for e in people.values()
        if e.id not in apart and (likeness := rules.compare(asked, e, LEAST_AT_ENTRY)) is not None
    ]
    return sorted(found, key=lambda s: (-s.likeness.score, s.resident_id))


def _who_might_be(session: Session, asked: Entry) -> set[int | None]:
    """Ids worth comparing: by number and its slips, by day of birth, by home, by phone, and namesakes."""
    numbers = [asked.number, *(blocks.neighbours(asked.number) if not asked.checked else ())]
    ways: list[ColumnElement[bool]] = [Resident.id_number.in_(numbers)] if asked.number else []
    if asked.birth is not None:
        ways.append(Resident.birth == asked.birth)
    if asked.household is not None:
        ways.append(Resident.household_id == asked.household)
    if asked.dwelling is not None:
        ways.append(Resident.dwelling_id == asked.dwelling)
    found: set[int | None] = set(session.scalars(select(Resident.id).where(or_(*ways)))) if ways else set()
    for words in (asked.name, *asked.phones):
        if words:
            found.update(search.find(session, SEARCH, words, _NAMESAKES))
    return found
