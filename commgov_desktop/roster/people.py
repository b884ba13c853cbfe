"""The roster as the other ledgers see it: who answers some words, and what a paper may say of a person."""

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from commgov_desktop import clock, masking
from commgov_desktop.errors import UserError
from commgov_desktop.i18n import _
from commgov_desktop.ledger import codes
from commgov_desktop.people import Person
from commgov_desktop.roster import places
from commgov_desktop.roster.ledger import SEARCH, left_words
from commgov_desktop.roster.models import Resident
from commgov_desktop.roster.register import age
from commgov_desktop.store import search
from commgov_desktop.store.search import SearchRow, SearchSource
from commgov_desktop.store.store import Store

_AT_ONCE = 500


class Roster:
    """The ``People`` protocol over the residents of one office file."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def find(self, words: str, limit: int = 20) -> Sequence[tuple[int, str, str]]:
        """Who answers these words: id, name, and 男 · 41 岁 · 3号楼2单元501 · 138****5678 (or 已迁出 2026-03-05)."""
        if not words.strip():
            return []
        with self._store.read() as session:
            ids = search.find(session, SEARCH, words, limit)
            rows = {row[0]: row for row in session.execute(_LINES.where(Resident.id.in_(ids)))}
        return [(i, rows[i][1], _line(*rows[i][2:])) for i in ids if i in rows]

    def person(self, resident_id: int) -> Person:
        """The person with this id, in the words of official papers. Raises ``UserError`` when there is none."""
        with self._store.read() as session:
            found = persons(session, [resident_id])
        if not found:
            raise UserError(_("This resident is no longer in the roster. The entry may have been undone."))
        return found[0]


_LINES = select(
    Resident.id,
    Resident.name,
    Resident.sex,
    Resident.birth,
    places.address_of(Resident.dwelling_id),
    Resident.phone,
    Resident.left_on,
    Resident.left_how,
).where(Resident.left_how != "merged")


def _line(
    sex: str, birth: object, address: str | None, phone: str, left_on: date | None = None, left_how: str = ""
) -> str:
    """What tells namesakes apart; of who is no longer here first of all that and since when."""
    years = age(birth, clock.today())  # type: ignore[arg-type]
    old = "" if years is None else _("{n} years").format(n=years)
    words = codes.table("sex").text(sex) if sex in ("1", "2") else ""
    return " · ".join(
        part
        for part in (
            left_words((left_on, left_how)),
            words,
            old,
            address or "",
            masking.phone(phone) if phone else "",
        )
        if part
    )


def persons(session: Session, ids: Sequence[int]) -> list[Person]:
    """These residents as papers need them, in the order of ``ids``; who is gone is left out."""
    found: dict[int, Person] = {}
    query = select(Resident, places.address_of(Resident.dwelling_id))
    for start in range(0, len(ids), _AT_ONCE):
        part = ids[start : start + _AT_ONCE]
        for resident, address in session.execute(query.where(Resident.id.in_(part))):
            found[resident.id] = _person(resident, address or "")
    return [found[i] for i in ids if i in found]


def _person(r: Resident, address: str) -> Person:
    return Person(
        id=r.id,
        name=r.name,
        sex=codes.table("sex").zh(r.sex) if r.sex in ("1", "2") else "",
        birth=r.birth,
        ethnic_group=codes.table("ethnic_groups").zh(r.ethnic_group),
        id_kind=codes.table("document_kinds").zh(r.id_kind),
        id_number=r.id_number,
        phone=r.phone or r.phone2,
        address=address,
        registered_address=r.registered_address,
        occupation=r.occupation,
        lives_here_since=r.lives_here_since,
        household_id=r.household_id,
    )


def _search_rows(session: Session, ids: Sequence[int] | None) -> Iterable[SearchRow]:
    people, homes = Resident.__table__, places.DWELLINGS
    names = ("id", "name", "pinyin", "id_number", "phone", "phone2")
    joined = people.outerjoin(homes, homes.c.id == people.c.dwelling_id)
    query = select(*(people.c[name] for name in names), homes.c.address).select_from(joined)
    query = query.where(people.c.left_how != "merged")  # a second entry: nobody looks for it by name
    connection = session.connection()
    if ids is None:
        yield from map(_search_row, connection.execute(query.execution_options(yield_per=5000)))
        return
    for start in range(0, len(ids), _AT_ONCE):
        part = list(ids[start : start + _AT_ONCE])
        yield from map(_search_row, connection.execute(query.where(people.c.id.in_(part))).all())


def _search_row(row: Sequence[object]) -> SearchRow:
    number, name, pinyin, *digits, address = row
    readings = [reading.split(" ") for reading in str(pinyin).split("|")] if pinyin else []
    return SearchRow(number, name, readings, digits, address or "")  # type: ignore[arg-type]


def _touched(session: Session, touched: Mapping[str, Sequence[int]]) -> Sequence[int]:
    """Residents that changed themselves, and those whose dwelling got another address."""
    changed, moved = touched.get("residents", ()), touched.get("dwellings", ())
    others: set[int] = set()
    for start in range(0, len(moved), _AT_ONCE):
        part = list(moved[start : start + _AT_ONCE])
        for i in session.scalars(select(Resident.id).where(Resident.dwelling_id.in_(part))):
            at = bisect_left(changed, i)
            if at == len(changed) or changed[at] != i:
                others.add(i)
    return sorted({*changed, *others}) if others else changed


PEOPLE_SEARCH = SearchSource(SEARCH, _search_rows, _touched)
"""Residents by name, sound, number, phone and address; joined to the store by whoever opens it."""
