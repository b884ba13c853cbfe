"""What the finder of duplicates looks at of each person, prepared once so that comparing is quick."""

import re
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from commgov_desktop.roster import id_number
from commgov_desktop.roster.duplicates import spelling
from commgov_desktop.roster.models import Resident, here

_NOT_DIGITS = re.compile(r"\D+")
_SHORTEST_PHONE = 7
_CARD_DIGITS = re.compile(r"\d{15}")


class Entry(NamedTuple):
    """One person of the roster as the finder sees them. Empty text and ``None`` mean that it is not known."""

    id: int
    name: str
    folded: str
    """In usual characters, without dots (``spelling.folded``)."""
    unordered: str
    readings: tuple[str, ...]
    sex: str
    birth: date | None
    id_kind: str
    number: str
    """The part that stays the same for life (``lasting``)."""
    checked: bool
    phones: tuple[str, ...]
    dwelling: int | None
    household: int | None


COLUMNS = (
    Resident.id, Resident.name, Resident.pinyin, Resident.sex, Resident.birth, Resident.id_kind, Resident.id_number,
    Resident.id_state, Resident.phone, Resident.phone2, Resident.dwelling_id, Resident.household_id,
)  # fmt: skip


def make(
    number_of_row: int, name: str, pinyin: str, sex: str, birth: date | None, kind: str, number: str, state: str,
    phone: str, phone2: str, dwelling: int | None, household: int | None,
) -> Entry:  # fmt: skip
    """An entry from the columns ``COLUMNS`` of a resident."""
    phones = (_phone(phone), _phone(phone2)) if phone or phone2 else ()
    return Entry(
        number_of_row, name, spelling.folded(name), spelling.unordered(name),
        tuple(pinyin.split("|")) if pinyin else (), sex if sex in ("1", "2") else "", birth, kind,
        lasting(number, kind), state == id_number.CHECKED, tuple(p for p in dict.fromkeys(phones) if p),
        dwelling, household,
    )  # fmt: skip


def lasting(number: str, kind: str) -> str:
    """The part of a document number that does not change in a life.

    A 15-digit citizen's number becomes the one of 18 (GB 11643-1999); a permit of Hong Kong or Macao keeps
    its letter and eight digits, two more only count the renewals.
    """
    if kind == id_number.RESIDENT_CARD and len(number) == 15 and _CARD_DIGITS.fullmatch(number):
        return id_number.from_15(number)
    if kind == id_number.HONG_KONG_MACAO_PERMIT:
        return number[:9]
    return number


def _phone(words: str) -> str:
    digits = words if words.isdigit() else _NOT_DIGITS.sub("", words)
    digits = digits[2:] if len(digits) == 13 and digits.startswith("86") else digits
    return digits if len(digits) >= _SHORTEST_PHONE else ""


def _read(row: Sequence[Any]) -> Entry:
    return make(*row)


def everybody(session: Session, *, left_too: bool = False) -> Iterator[Entry]:
    """Everybody who belongs to the community now, by id; with ``left_too`` also who no longer does."""
    wanted = Resident.left_how != "merged" if left_too else here()
    query = select(*COLUMNS).where(wanted).order_by(Resident.id)
    for row in session.execute(query.execution_options(yield_per=5000)):
        yield _read(row)


def of_ids(session: Session, ids: Sequence[int], *, only_here: bool = False) -> list[Entry]:
    """These people, whether they are here or have left; second entries of a merge are left out."""
    found: list[Entry] = []
    wanted = here() if only_here else Resident.left_how != "merged"
    for start in range(0, len(ids), 500):
        query = select(*COLUMNS).where(Resident.id.in_(ids[start : start + 500]), wanted)
        found += [_read(row) for row in session.execute(query)]
    return found


def of_values(values: dict[str, Any], pinyin: str, number: id_number.IdNumber) -> Entry:
    """Somebody who is being entered; they have the id 0."""
    return make(
        0, str(values.get("name") or ""), pinyin, str(values.get("sex") or number.sex),
        values.get("birth") or number.birth, number.kind, number.text if number.state != id_number.NONE else "",
        number.state, str(values.get("phone") or ""), str(values.get("phone2") or ""), values.get("dwelling_id"),
        values.get("household_id"),
    )  # fmt: skip
