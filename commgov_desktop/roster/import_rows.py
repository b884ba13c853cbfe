"""Reads one row of a roster file after the other: who it speaks of, what it says, and what cannot be so."""

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import date
from functools import lru_cache
from operator import attrgetter
from typing import Any

from commgov_desktop import clock, name_readings
from commgov_desktop.i18n import _
from commgov_desktop.ledger.sheet_cells import Read
from commgov_desktop.ledger.sheet_sources import Cell
from commgov_desktop.roster import id_number, places
from commgov_desktop.roster.id_number import IdNumber
from commgov_desktop.roster.import_boxes import BY_NAME, ImportBox
from commgov_desktop.roster.models import HEAD, OLDEST_YEARS, SELF

NEW, CHANGED, SAME, REFUSED = "new", "changed", "same", "refused"

_TOTALS = re.compile(r"(合|总|小|共)\s*计.*|填表人.*|制表人.*|审核人.*|统计.*")
_NO_NAME = re.compile(r"[\d\W_]+")
LONGEST_NAME = 50
"""Characters of a name in the systems that follow GB/T 31000."""

Split = Callable[[str], places.Place | None]
_Column = tuple[int, str, str, Callable[[Cell], Read[Any]], dict[Any, Read[Any]]]
"""Its place, its box, its heading, how it is read, and what the values met of late mean."""

_REMEMBERED = 20_000
"""Values of a column whose meaning is kept; a column in which every value is another fills no memory."""

_UNCHANGED: Mapping[str, tuple[object, object]] = {}
_NO_BOXES: frozenset[str] = frozenset()


_FACTS = (
    "address_key", "bad", "differences", "emptied", "head_id", "head_name", "household_kind", "household_number",
    "name", "number", "place", "reasons", "remarks", "resident_id", "status", "values",
)  # fmt: skip
_facts_of = attrgetter(*_FACTS)


class PlannedRow:
    """A row of the file and what will be done with it. ``number`` is its row number in the file."""

    __slots__ = (*_FACTS, "altered")

    def __init__(self, number: int) -> None:
        self.number = number
        self.status = NEW
        self.name = ""
        self.reasons: tuple[str, ...] = ()
        """Why it is refused, as sentences."""
        self.remarks: tuple[str, ...] = ()
        """What the clerk should look at although it is taken in."""
        self.bad = _NO_BOXES
        """The boxes whose cells are at fault."""
        self.values: dict[str, Any] = {}
        """What it says of the person, by box, with what follows from it; nothing that is empty in the file."""
        self.place: places.Place | None = None
        self.address_key = ""
        self.household_number = self.head_name = self.head_id = self.household_kind = ""
        self.resident_id: int | None = None
        """The resident it speaks of, if the roster knows them."""
        self.differences = _UNCHANGED
        """By box, what the roster has and what it gets."""
        self.emptied = _NO_BOXES
        """The boxes that it says are to be emptied."""
        self.altered = False
        """Whether it is no longer as it was last put down."""

    def thin(self) -> tuple[object, ...]:
        """All that it holds, to be packed."""
        return _facts_of(self)

    @classmethod
    def of_thin(cls, facts: tuple[Any, ...]) -> "PlannedRow":
        """The row of which these are the facts."""
        row = cls.__new__(cls)
        (
            row.address_key, row.bad, row.differences, row.emptied, row.head_id, row.head_name, row.household_kind,
            row.household_number, row.name, row.number, row.place, row.reasons, row.remarks, row.resident_id,
            row.status, row.values,
        ) = facts  # fmt: skip
        row.altered = False
        return row

    def put(self, box: str, value: object) -> None:
        """It says this of the person after all."""
        self.values[box] = value
        self.altered = True

    def leave_out(self, box: str) -> object:
        """It says nothing of this after all; gives what it said."""
        self.altered = True
        return self.values.pop(box, "")

    def change(self, differences: Mapping[str, tuple[object, object]]) -> None:
        """The roster gets these other values."""
        self.differences = {**self.differences, **differences}
        self.altered = True

    def refuse(self, box: str, sentence: str) -> None:
        """This row will not be taken in."""
        self.status = REFUSED
        self.reasons = (*self.reasons, sentence)
        self.altered = True
        if box:
            self.bad |= {box}

    def remark(self, box: str, sentence: str) -> None:
        """Taken in, but the clerk should look."""
        self.remarks = (*self.remarks, sentence)
        self.altered = True
        if box:
            self.bad |= {box}

    @property
    def sentence(self) -> str:
        """All that is to be said about the row."""
        return "；".join((*self.reasons, *self.remarks))


class RowReader:
    """Reads rows of one file. ``columns`` holds the box that each used column fills.

    ``lenient`` leaves out a cell that cannot be read and takes in the rest of its row; otherwise such a row
    is refused, so that nothing is lost without the clerk knowing.
    """

    def __init__(
        self,
        columns: Mapping[str, int],
        headings: Sequence[str],
        split: Split,
        *,
        lenient: bool = False,
        own: Sequence[ImportBox] = (),
    ) -> None:
        self._own = frozenset(box.name for box in own)
        known = {**BY_NAME, **{box.name: box for box in own}}
        self._columns: list[_Column] = [
            (column, name, headings[column].rpartition("/")[2].strip(), known[name].read, {})
            for name, column in columns.items()
            if name in known
        ]
        self._headings = {
            name: headings[column].rpartition("/")[2].strip() for name, column in columns.items()
        }
        self._lenient = lenient
        self._in_columns = not {"estate", "building", "entrance", "dwelling"}.isdisjoint(columns)
        self._split = lru_cache(maxsize=_REMEMBERED)(split)
        self._whole_address = lru_cache(maxsize=_REMEMBERED)(self._read_address)
        self._today = clock.today()

    def read(self, number: int, cells: Sequence[Cell]) -> PlannedRow:
        """One row that holds something."""
        row = PlannedRow(number)
        found: dict[str, Any] = {}
        doubted: set[str] | None = None
        for index, name, heading, read, memory in self._columns:
            value = cells[index]
            if not value and (value == "" or value is None):
                continue
            spelled = value if type(value) is str else (type(value), value)
            meaning = memory.get(spelled)
            if meaning is None:
                if len(memory) >= _REMEMBERED:
                    memory.clear()
                memory[spelled] = meaning = read(value)
            kept, problem, doubt = meaning
            if problem or doubt:
                self._say(row, name, heading, meaning)
                if doubt:
                    doubted = {*(doubted or ()), name}
            if kept:
                found[name] = kept
        self._person(row, found, doubted or _NO_BOXES)
        return row

    def _say(self, row: PlannedRow, name: str, heading: str, meaning: Read[Any]) -> None:
        sentence = _("{column}: {problem}").format(column=heading, problem=meaning.problem or meaning.doubt)
        if meaning.problem and not self._lenient:
            row.refuse(name, sentence)
        else:
            row.remark(name, sentence)

    def _remark(self, row: PlannedRow, box: str, sentence: str) -> None:
        """A remark that begins with the heading of its column."""
        heading = self._headings.get(box)
        row.remark(
            box, _("{column}: {problem}").format(column=heading, problem=sentence) if heading else sentence
        )

    def _person(self, row: PlannedRow, found: dict[str, Any], doubted: Collection[str]) -> None:
        found["name"] = self._name(row, str(found.get("name", "")))
        number = id_number.parse(found.pop("id_number", ""), found.get("id_kind", ""))
        self._number(row, found, number)
        self._days(row, found, number, doubted)
        self._phones(found)
        self._household(row, found)
        self._place(row, found)
        if row.status != REFUSED and not ("id_number" in found or "birth" in found or row.address_key):
            row.refuse(
                "name",
                _(
                    "Besides the name there is no document number, birth date or address: nobody can tell who this is"
                ),
            )
        if self._own and (own := {key: found.pop(key) for key in self._own & found.keys()}):
            found["extra"] = own
        row.values = found

    def _name(self, row: PlannedRow, name: str) -> str:
        row.name = name = name_readings.tidy(name)
        if not name:
            row.refuse("name", _("The name is missing"))
        elif _TOTALS.fullmatch(name):
            row.refuse(
                "name",
                _("“{words}” is no person: this looks like a line for totals or signatures").format(
                    words=name
                ),
            )
        elif _NO_NAME.fullmatch(name) or len(name) > LONGEST_NAME:
            row.refuse("name", _("“{words}” cannot be a name").format(words=name))
        return name

    def _number(self, row: PlannedRow, found: dict[str, Any], number: IdNumber) -> None:
        """A damaged number is never kept: the person is, without a number and with what is left of it as the reason."""
        if number.damaged:
            left = _("{reason} (the file says {words})").format(reason=number.reason, words=number.text)
            found["id_reason"] = left
            found["damaged"] = _first_digits(number.text)
            self._remark(row, "id_number", left)
            return
        if number.text:
            found["id_number"], found["id_kind"] = number.text, number.kind
            found["parsed"] = number
            if number.state == id_number.DOUBTFUL:
                self._remark(row, "id_number", number.reason)

    def _days(
        self, row: PlannedRow, found: dict[str, Any], number: IdNumber, doubted: Collection[str]
    ) -> None:
        birth = found.get("birth")
        known = number.birth or _birth_left(found.get("damaged", ""))
        if known and "birth" in doubted:
            birth = known
        birth = birth or known
        if birth and birth > self._today:
            row.refuse("birth", _("The birth date {day} lies in the future").format(day=birth.isoformat()))
        elif birth and self._today.year - birth.year > OLDEST_YEARS:
            row.refuse(
                "birth", _("By the birth date this person is more than {n} years old").format(n=OLDEST_YEARS)
            )
        if birth:
            found["birth"] = birth
        for box, sentence in id_number.disagreements(number, birth, found.get("sex", "")).items():
            self._remark(row, box, sentence)
        if not found.get("sex") and number.sex:
            found["sex"] = number.sex
        since = found.get("lives_here_since")
        if since and since > self._today:
            row.refuse(
                "lives_here_since", _("The day {day} lies in the future").format(day=since.isoformat())
            )

    def _phones(self, found: dict[str, Any]) -> None:
        """Two numbers in one cell go into two boxes."""
        if "phone2" not in found and len(only := found.get("phone", ())) <= 1:
            if only:
                found["phone"] = only[0]
            return
        numbers = dict.fromkeys((*found.pop("phone", ()), *found.pop("phone2", ())))
        if numbers:
            found["phone"], *others = numbers
            if others:
                found["phone2"] = "、".join(others)

    def _household(self, row: PlannedRow, found: dict[str, Any]) -> None:
        row.household_number = str(found.pop("household_number", ""))
        if head_name := found.pop("head_name", ""):
            row.head_name = name_readings.tidy(str(head_name))
        if head_id := found.pop("head_id_number", ""):
            row.head_id = id_number.parse(head_id).text
        row.household_kind = str(found.pop("household_kind", ""))
        if found.get("relation") == SELF:
            found["relation"] = HEAD

    def _place(self, row: PlannedRow, found: dict[str, Any]) -> None:
        if not self._in_columns:
            if address := found.pop("address", ""):
                row.place, row.address_key = self._whole_address(address)
            return
        estate, building, entrance, room = (
            found.pop(n, "") for n in ("estate", "building", "entrance", "dwelling")
        )
        address = found.pop("address", "")
        if address and not (building or room):
            row.place, row.address_key = self._whole_address(address)
            return
        if estate and building and not building.startswith(estate):
            building = estate + building
        in_columns = places.from_columns(building, entrance, room)
        row.place = self._split(address or in_columns)
        if address and in_columns and row.place is not None and not row.place.room:
            row.place = self._split(in_columns) or row.place
        row.place, row.address_key = _with_key(row.place)

    def _read_address(self, address: str) -> tuple[places.Place | None, str]:
        """The home an address in one cell speaks of: a family's rows all have the same."""
        return _with_key(self._split(address))


def _with_key(place: places.Place | None) -> tuple[places.Place | None, str]:
    """A place without a building is none."""
    return (place, places.key(place)) if place is not None and place.building else (None, "")


def _first_digits(text: str) -> str:
    """The fifteen digits a spreadsheet keeps, from ``11010119850101123000``-like text or ``1.10101198501011E+17``."""
    if "E" in text.upper():
        head, _e, _exponent = text.upper().partition("E")
        return head.replace(".", "")[:15]
    return text[:15]


def _birth_left(digits: str) -> date | None:
    """The birth date that a damaged number still shows, if all its eight digits are there."""
    if len(digits) < 14 or not digits.isdecimal():
        return None
    try:
        return date(int(digits[6:10]), int(digits[10:12]), int(digits[12:14]))
    except ValueError:
        return None
