"""Tells for each row of a file whom of the roster it speaks of, and what it would change."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import date
from itertools import islice
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from commgov_desktop.i18n import N_, _
from commgov_desktop.roster import import_rules, places, register
from commgov_desktop.roster.duplicates.doubles import OUT, Decisions, sentence
from commgov_desktop.roster.duplicates.doubles import SAME as SAME_PERSON
from commgov_desktop.roster.id_number import DOUBTFUL
from commgov_desktop.roster.import_rows import CHANGED, NEW, REFUSED, SAME, PlannedRow, Split
from commgov_desktop.roster.ledger import left_words
from commgov_desktop.roster.models import HEAD, Household, Resident
from commgov_desktop.roster.planned_rows import NOBODY, PlannedRows
from commgov_desktop.store.firsts import Firsts

NAMESAKE = N_("Somebody of this name, born the same day, lives at another address")
_AT_ONCE = 500
_STANDING = select(Household.id, Household.number, Household.kind).where(Household.ended_on.is_(None))
_KEPT = (*register.BOXES, "id_state", "extra")


class Known:
    """The roster as it stands, as far as rows are compared with it."""

    def __init__(self, session: Session, split: Split) -> None:
        self._session = session
        self.people: dict[int, tuple[str, date | None, str, int | None, int | None, str]] = {}
        """By id: name, birth date, number, dwelling, household, relation."""
        self.by_number: defaultdict[str, list[int]] = defaultdict(list)
        self.by_name: defaultdict[str, list[int]] = defaultdict(list)
        self.members: defaultdict[int, list[int]] = defaultdict(list)
        self.heads: dict[int, int] = {}
        query = select(
            Resident.id, Resident.name, Resident.birth, Resident.id_number, Resident.dwelling_id,
            Resident.household_id, Resident.relation, Resident.left_on, Resident.left_how,
        ).where(Resident.left_how != "merged")  # fmt: skip
        self.left: dict[int, str] = {}
        """By id, of those who are no longer here: 已迁出 2026-03-05."""
        for i, name, birth, number, dwelling, household, relation, *left in session.execute(query):
            if left[0] is not None:
                self.left[i] = left_words(left)
            self.people[i] = (name, birth, number, dwelling, household, relation)
            self.by_name[name].append(i)
            if number:
                self.by_number[number].append(i)
            if household is not None:
                self.members[household].append(i)
                if relation == HEAD:
                    self.heads[household] = i
        self.household_facts: dict[int, tuple[str, str]] = {}
        """By id: number and kind of each household."""
        self.households: dict[str, int] = {}
        for i, number, kind in session.execute(_STANDING):
            self.household_facts[i] = (number, kind)
            if number:
                self.households[number] = i
        self.address_keys: dict[int, str] = {}
        self.dwellings: dict[str, int] = {}
        for dwelling, address in session.execute(select(places.DWELLINGS.c.id, places.DWELLINGS.c.address)):
            place = split(address)
            key = places.key(place) if place else ""
            self.address_keys[dwelling] = key
            self.dwellings.setdefault(key, dwelling)

    def address_key(self, person: int) -> str:
        """Where they live, for comparing; empty where not known."""
        return self.address_keys.get(self.people[person][3] or 0, "")

    def name(self, person: int) -> str:
        """Their name."""
        return self.people[person][0]

    def whole(self, ids: Sequence[int]) -> dict[int, dict[str, Any]]:
        """All that was entered about these residents."""
        columns = [getattr(Resident, name) for name in _KEPT]
        found: dict[int, dict[str, Any]] = {}
        for start in range(0, len(ids), _AT_ONCE):
            query = select(Resident.id, *columns).where(Resident.id.in_(ids[start : start + _AT_ONCE]))
            for i, *values in self._session.execute(query):
                found[i] = dict(zip(_KEPT, values, strict=True))
        return found


class Matcher:
    """Finds the resident behind each row: by document number, else by name, birth date and address."""

    def __init__(self, known: Known, decided: Decisions | None = None) -> None:
        """``decided``: by row number, what the clerk has said of rows that look like somebody."""
        self._known, self._decided = known, decided or {}
        self._numbers, self._persons, self._taken = Firsts(), Firsts(), Firsts()
        """By document number, by name with birth date and address, and by resident: the first row."""

    def match(self, row: PlannedRow) -> None:
        """Set the row's resident, or refuse it where two persons could be meant."""
        if row.status == REFUSED or self._is_repeated(row):
            return
        number = row.values.get("id_number", "")
        found = self._as_decided(row)
        if found is None and row.status != REFUSED:
            found = self._by_number(row, number) if number else self._by_person(row)
        if found is None or row.status == REFUSED:
            return
        if (first := self._taken.of(found, row.number)) != row.number:
            row.refuse("name", _("Row {n} speaks of the same resident").format(n=first))
            return
        if found in self._known.left:
            sentence = _("In the roster: {left}. Who has come back is entered as returned first.")
            row.refuse("name", sentence.format(left=self._known.left[found]))
            return
        row.resident_id = found

    def _as_decided(self, row: PlannedRow) -> int | None:
        """The resident the clerk said it is; a row that is not to be taken in is refused."""
        decision = self._decided.get(row.number)
        if decision is None:
            return None
        if decision.answer == OUT:
            row.refuse("name", sentence(decision.double, OUT))
        found = decision.double.resident_id if decision.answer == SAME_PERSON else None
        if found is None or found not in self._known.people:
            return None
        self._keep_number(row, self._known.people[found][2])
        return found

    def _keep_number(self, row: PlannedRow, kept: str) -> None:
        """A doubtful number never takes the place of another that the roster has."""
        number = row.values.get("parsed")
        if kept and number is not None and number.state == DOUBTFUL and number.text != kept:
            for box in ("id_number", "id_kind", "parsed"):
                row.values.pop(box, None)
            row.remark("id_number", _("The number of the roster stays: that of the file is doubtful"))

    def _is_repeated(self, row: PlannedRow) -> bool:
        """Whether an earlier row of the file is the same person."""
        number = row.values.get("id_number", "")
        if number:
            first = self._numbers.of(number, row.number)
            if first != row.number:
                row.refuse("id_number", _("Row {n} has the same document number").format(n=first))
                return True
        birth = row.values.get("birth")
        first = self._persons.of(f"{row.name}\0{birth}\0{row.address_key}", row.number)
        if first != row.number and not (number and birth is None):
            row.refuse("name", _("Row {n} has the same name, birth date and address").format(n=first))
            return True
        return False

    def _by_number(self, row: PlannedRow, number: str) -> int | None:
        found = self._known.by_number.get(number, [])
        if len(found) > 1:
            names = "、".join(self._known.name(i) for i in found)
            row.refuse(
                "id_number",
                _("In the roster {names} have this number. Put that right first.").format(names=names),
            )
            return None
        if found and self._known.name(found[0]) != row.name:
            row.refuse(
                "id_number",
                _("In the roster this number belongs to {name}. Check which is right.").format(
                    name=self._known.name(found[0])
                ),
            )
            return None
        if found:
            return found[0]
        person = self._by_person(row)
        if person is not None and self._known.people[person][2]:
            row.refuse(
                "id_number",
                _("The roster has {name}, born the same day at the same address, with another number").format(
                    name=row.name
                ),
            )
            return None
        return person

    def _by_person(self, row: PlannedRow) -> int | None:
        """The same name, and birth date and address that agree as far as both are known; one of them must be."""
        left = row.values.get("damaged", "")
        birth, where = row.values.get("birth"), row.address_key
        likely, namesakes = [], 0
        for i in self._known.by_name.get(row.name, ()):
            _name, known_birth, number, *_rest = self._known.people[i]
            if left and len(left) == 15 and number.startswith(left):
                return i
            known_where = self._known.address_key(i)
            if birth and known_birth and birth != known_birth:
                continue
            if where and known_where and where != known_where:
                namesakes += bool(birth and known_birth)
                continue
            if (birth and known_birth) or (where and known_where):
                likely.append(i)
        if len(likely) > 1:
            row.refuse(
                "name",
                _("The roster has {n} residents of this name, birth date and address").format(n=len(likely)),
            )
            return None
        if not likely and namesakes and not row.values.get("id_number"):
            row.remark("name", _(NAMESAKE))
        return likely[0] if likely else None


def compare(known: Known, rows: PlannedRows, rules: Mapping[str, str]) -> None:
    """Set what each matched row would change, and whether it is changed or the same; all others are new.

    An empty cell never wipes a value, tags are added, a damaged number never replaces a whole one. ``rules``
    say by box what becomes of a value that is there.
    """
    matched = (at for at in rows.places(NEW) if rows.residents[at] != NOBODY)
    while places_of := list(islice(matched, _AT_ONCE)):
        whole = known.whole([rows.residents[at] for at in places_of])
        for at in places_of:
            rows[at] = _compared(known, rows[at], whole[rows.residents[at]], rules)


def _compared(known: Known, row: PlannedRow, before: dict[str, Any], rules: Mapping[str, str]) -> PlannedRow:
    assert row.resident_id is not None
    row.change(_differences(row, before, rules, row.emptied))
    lived = known.address_key(row.resident_id)
    if row.address_key and row.address_key != lived and import_rules.allowed("address", lived, rules):
        row.change({"address": (lived, row.address_key)})
    row.status = CHANGED if row.differences else SAME
    return row


def _differences(
    row: PlannedRow, before: dict[str, Any], rules: Mapping[str, str], emptied: Collection[str]
) -> dict[str, tuple[object, object]]:
    found: dict[str, tuple[object, object]] = {
        name: (before[name], import_rules.emptied(name))
        for name in emptied
        if before.get(name) not in ("", None, [])
    }
    for name, value in row.values.items():
        if name not in before or value in ("", None, []) or name in emptied:
            continue
        if not import_rules.allowed(name, before[name], rules):
            continue
        if name == "id_reason" and before["id_number"]:
            continue
        if name == "tags":
            value = before["tags"] + [tag for tag in value if tag not in before["tags"]]
        if name == "extra":
            value = {**(before["extra"] or {}), **value}
        if name == "id_kind" and before["id_number"] and "id_number" not in row.values:
            continue
        if value != before[name]:
            found[name] = (before[name], value)
    return found
