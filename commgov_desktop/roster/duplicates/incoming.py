"""Looks among the new people of a file for those who are in the roster already, or stand in the file twice."""

from collections.abc import Callable, Iterable, Iterator, Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from commgov_desktop import clock
from commgov_desktop.i18n import _
from commgov_desktop.roster import id_number, places
from commgov_desktop.roster.duplicates import answers, entry, finder
from commgov_desktop.roster.duplicates.doubles import OPEN, TWO, Decisions, Double, by_row, sentence
from commgov_desktop.roster.duplicates.entry import Entry
from commgov_desktop.roster.duplicates.models import NotSame
from commgov_desktop.roster.duplicates.rules import Likeness
from commgov_desktop.roster.import_households import PlannedHousehold
from commgov_desktop.roster.import_match import NAMESAKE, Known
from commgov_desktop.roster.import_rows import NEW
from commgov_desktop.roster.ledger import left_words
from commgov_desktop.roster.models import Resident
from commgov_desktop.roster.name_sounds import sounds
from commgov_desktop.roster.planned_rows import NOBODY, PlannedRows
from commgov_desktop.store.packed import Packed

Progress = Callable[[int, int], None]

MOST = 300_000
"""People compared at once, roster and file together: for more the memory of a small computer does not suffice."""


def shared(progress: Progress) -> tuple[Progress, Progress]:
    """One progress for the planning of a file and one for the search behind it: four and one of five parts."""
    return (
        lambda done, total: progress(4 * done, 5 * total),
        lambda done, total: progress(4 * total + done, 5 * total),
    )


def find(
    session: Session,
    known: Known,
    rows: PlannedRows,
    households: Packed[PlannedHousehold],
    decided: Decisions,
    progress: Progress,
) -> tuple[Double, ...] | None:
    """Whom the new rows look like, the most alike first; ``None`` where there are too many people to compare.

    A row of which nothing has been decided gets the remark that says so. Who has left is compared too, as they
    are when somebody is entered by hand. Of two residents who are known to be two people a row is only said to
    look like the one it looks like more.
    """
    new = rows.count(NEW)
    if new + len(known.people) > MOST:
        return None
    if not new:
        return _with_decided((), decided)
    mine = _entries(rows, known, households)
    theirs = entry.everybody(session, left_too=True)
    pairs = finder.among([*theirs, *mine], progress=progress, wanted=lambda one, _other: one.id < 0)
    found = _with_decided(_named(session, _likeliest(pairs, answers.apart(session)), rows), decided)
    _remark(found, rows, decided)
    return found


def _entries(rows: PlannedRows, known: Known, households: Packed[PlannedHousehold]) -> Iterator[Entry]:
    """The rows as the finder sees people. Their ids, and those of homes the roster does not have, are negative."""
    homes: dict[str, int] = {}
    for at in rows.places(NEW):
        row, place = rows[at], rows.households[at]
        values, number = row.values, row.values.get("parsed")
        household = households[place].id if place != NOBODY else None
        if household is None and place != NOBODY:
            household = -1 - place
        home = None
        if row.address_key:
            home = known.dwellings.get(row.address_key) or homes.setdefault(row.address_key, -1 - len(homes))
        pinyin = sounds(row.name)[1]
        yield entry.make(
            -row.number, row.name, pinyin, values.get("sex") or "", values.get("birth"),
            number.kind if number else "", number.text if number else "",
            number.state if number else id_number.NONE, values.get("phone") or "", values.get("phone2") or "",
            home, household,
        )  # fmt: skip


def _likeliest(pairs: Iterable[Likeness], apart: frozenset[tuple[int, int]]) -> Iterator[Likeness]:
    """Without pairs with somebody who is known to be another than whom the row looks like more."""
    better: dict[int, list[tuple[int, int]]] = {}
    for pair in pairs:
        row, other = pair.first_id, pair.second_id
        if other < 0:  # of two rows it is the later that looks like the earlier
            yield pair
            continue
        before = better.setdefault(row, [])
        if any(score > pair.score and (min(i, other), max(i, other)) in apart for i, score in before):
            continue
        before.append((other, pair.score))
        yield pair


def _named(session: Session, pairs: Iterable[Likeness], rows: PlannedRows) -> list[Double]:
    """The pairs with the names of both and what tells the other from namesakes."""
    found = list(pairs)
    numbers = {-i for pair in found for i in pair[:2] if i < 0}
    names = {n: rows.name(at) for n in numbers if (at := rows.place(n)) is not None}
    people = _people(session, sorted({pair.second_id for pair in found if pair.second_id > 0}))
    doubles = []
    for pair in found:
        row, other = -pair.first_id, pair.second_id
        if other > 0:
            doubles.append(Double(row, names[row], other, 0, *people[other], pair))
        else:
            where = _("row {n} of the file").format(n=-other)
            doubles.append(Double(row, names[row], None, -other, names[-other], where, pair))
    return doubles


def _people(session: Session, ids: Sequence[int]) -> dict[int, tuple[str, str]]:
    """By id the name and what tells them from namesakes."""
    found: dict[int, tuple[str, str]] = {}
    query = select(
        Resident.id,
        Resident.name,
        places.address_of(Resident.dwelling_id),
        Resident.left_on,
        Resident.left_how,
    )
    for start in range(0, len(ids), 500):
        for i, name, address, *left in session.execute(
            query.where(Resident.id.in_(ids[start : start + 500]))
        ):
            found[i] = name, left_words(left) or address or ""
    return found


def _with_decided(found: Sequence[Double], decided: Decisions) -> tuple[Double, ...]:
    """What was decided stays in the list, also where the row is no longer new because of it."""
    known = {(double.row, double.resident_id, double.other_row) for double in found}
    kept = (d.double for d in decided.values())
    missing = [one for one in kept if (one.row, one.resident_id, one.other_row) not in known]
    return tuple(sorted((*found, *missing), key=lambda one: (-one.likeness.score, one.row)))


def _remark(found: Iterable[Double], rows: PlannedRows, decided: Decisions) -> None:
    for number, (first, *others) in by_row(found).items():
        at = rows.place(number)
        if at is None or rows.status(at) != NEW:
            continue
        row = rows[at]  # now it is said who the namesake is, and why
        row.remarks = tuple(words for words in row.remarks if words != _(NAMESAKE))
        if number not in decided:
            row.remark("name", sentence(first, OPEN, len(others)))
        rows[at] = row


def remember(session: Session, rows: PlannedRows, decided: Decisions, account_name: str) -> None:
    """After the rows were saved: who was found to be two people is not asked again. Call it in the same action."""
    last = session.scalar(select(func.max(Resident.id))) or 0

    def written(number: int) -> int | None:
        """The resident that was made of a new row: they are written in the order of the file."""
        at = rows.place(number)
        if at is None or rows.status(at) != NEW:
            return None
        return last - rows.count(NEW) + 1 + rows.count(NEW, before=at)

    for number, decision in decided.items():
        double, mine = decision.double, written(number)
        other = double.resident_id if double.resident_id is not None else written(double.other_row)
        if decision.answer == TWO and mine is not None and other is not None:
            first, second = sorted((mine, other))
            why = _("Looked at during the import")
            session.add(
                NotSame(first_id=first, second_id=second, why=why, account_name=account_name, at=clock.now())
            )
