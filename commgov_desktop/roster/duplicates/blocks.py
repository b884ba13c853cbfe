"""Which pairs of a whole roster are worth comparing: only people who share a number, a sound and a day, a phone …"""

from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from itertools import combinations

from commgov_desktop.roster.duplicates.entry import Entry

Progress = Callable[[int, int], None]

FEW = 60
"""Up to so many people who share a key are all compared; of a phone held by hundreds only those who sound alike."""
MANY = 400

_DIGITS = "0123456789"


def _by_number(e: Entry) -> Iterable[Hashable]:
    return (e.number,) if e.number else ()


def _by_sound_and_day(e: Entry) -> Iterable[Hashable]:
    return [(reading, e.birth) for reading in {*e.readings, e.folded}] if e.birth else ()


def _by_day_and_home(e: Entry) -> Iterable[Hashable]:
    return ((e.birth, e.household), (e.birth, e.dwelling, "")) if e.birth else ()


def _by_phone(e: Entry) -> Iterable[Hashable]:
    return e.phones


def _by_sound_and_place(e: Entry) -> Iterable[Hashable]:
    names = {*e.readings, e.folded}
    found: list[Hashable] = [(name, e.dwelling) for name in names] if e.dwelling is not None else []
    return found + [(name, e.household, "") for name in names] if e.household is not None else found


def _by_parts(e: Entry) -> Iterable[Hashable]:
    return ((e.unordered, e.birth), (e.unordered, e.dwelling, "")) if e.unordered else ()


KEYS: tuple[Callable[[Entry], Iterable[Hashable]], ...] = (
    _by_number, _by_sound_and_day, _by_day_and_home, _by_phone, _by_sound_and_place, _by_parts,
)  # fmt: skip
"""One kind of key after the other, so that only one index is in memory at a time."""


def candidates(people: Sequence[Entry], progress: Progress) -> set[int]:
    """Pairs worth comparing, each as ``place of the first * number of people + place of the second``."""
    count = len(people)
    found: set[int] = set()
    for done, keys in enumerate(KEYS):
        progress(done * count, (len(KEYS) + 2) * count)
        for group in _groups(people, keys):
            found.update(i * count + j for i, j in _pairs(people, group))
    progress(len(KEYS) * count, (len(KEYS) + 2) * count)
    found.update(min(i, j) * count + max(i, j) for i, j in _near_numbers(people) if i != j)
    return found


def _groups(people: Sequence[Entry], keys: Callable[[Entry], Iterable[Hashable]]) -> Iterator[list[int]]:
    """The places of people who share a key. Whole keys are not kept, only what they hash to: a false friend
    costs one comparison more."""
    first: dict[int, int] = {}
    several: dict[int, list[int]] = {}
    for place, entry in enumerate(people):
        for key in keys(entry):
            mark = hash(key)
            before = first.setdefault(mark, place)
            if before != place:
                several.setdefault(mark, [before]).append(place)
    yield from several.values()


def _pairs(people: Sequence[Entry], group: list[int]) -> Iterator[tuple[int, int]]:
    if len(group) <= FEW:
        yield from combinations(group, 2)
        return
    by_sound: dict[str, list[int]] = {}
    for place in group:
        for name in {*people[place].readings, people[place].folded}:
            by_sound.setdefault(name, []).append(place)
    for alike in by_sound.values():
        yield from combinations(alike[:MANY], 2)


# ---- numbers with a slip of the key --------------------------------------------------------------------


def _near_numbers(people: Sequence[Entry]) -> Iterator[tuple[int, int]]:
    """Pairs whose numbers differ by one slip. The check character catches every single slip (ISO 7064 MOD 11-2),
    so one of the two is marked doubtful: only those are looked up in all their neighbours."""
    doubtful = [i for i, e in enumerate(people) if e.number and not e.checked]
    if not doubtful:
        return
    holders: dict[str, list[int]] = {}
    for i, entry in enumerate(people):
        if entry.number:
            holders.setdefault(entry.number, []).append(i)
    beginnings: dict[str, list[int]] = {}
    if any(people[i].number.endswith("000") for i in doubtful):
        for number, places in holders.items():
            beginnings.setdefault(number[:15], []).extend(places)
    for i in doubtful:
        number = people[i].number
        for other in neighbours(number):
            yield from ((i, j) for j in holders.get(other, ()))
        if len(number) == 18 and number.endswith("000"):
            yield from ((i, j) for j in beginnings.get(number[:15], ()))


def neighbours(number: str) -> Iterator[str]:
    """Every number that one slip makes of a citizen's number: a digit wrong, two swapped, one too many or missing."""
    if not 17 <= len(number) <= 19:
        return
    for i, char in enumerate(number):
        head, tail = number[:i], number[i + 1 :]
        if len(number) == 18:
            yield from (head + d + tail for d in (_DIGITS if tail else _DIGITS + "X") if d != char)
            if tail and tail[0] != char:
                yield head + tail[0] + char + tail[1:]
        elif len(number) == 19:
            yield head + tail
    if len(number) == 17:
        for i in range(18):
            yield from (number[:i] + d + number[i:] for d in (_DIGITS if i < 17 else _DIGITS + "X"))
