"""The rows of a planned import, a million if need be: the few facts that lists ask of all of them apart from the rest."""

from array import array
from bisect import bisect_left
from collections.abc import Iterator, Mapping
from itertools import compress

from commgov_desktop.roster.import_rows import CHANGED, NEW, REFUSED, SAME, PlannedRow
from commgov_desktop.store.packed import Packed

STATUSES = (NEW, CHANGED, SAME, REFUSED)
_CODES = {status: code for code, status in enumerate(STATUSES)}
_REASONED, _REMARKED = 1, 2
_NAMES_AT_ONCE = 256
_ANY = ("utf-8", "surrogatepass")
NOBODY = -1


class PlannedRows:
    """The rows in the file's order. A row that was taken out and altered is put back: ``rows[at] = row``."""

    def __init__(self) -> None:
        self._rows: Packed[PlannedRow] = Packed(PlannedRow.thin, PlannedRow.of_thin)
        self._numbers = array("q")
        self._status = bytearray()
        self._said = bytearray()
        self._names: list[bytes] = []
        self._last_names: list[str] = []
        self.residents = array("q")
        """By place, the resident a row speaks of, or ``NOBODY``."""
        self.households = array("q")
        """By place, the place of its household in the plan's list, or ``NOBODY``."""

    def __len__(self) -> int:
        return len(self._rows)

    def __iter__(self) -> Iterator[PlannedRow]:
        return iter(self._rows)

    def __getitem__(self, at: int) -> PlannedRow:
        return self._rows[at]

    def append(self, row: PlannedRow) -> None:
        """Add the next row of the file."""
        self._rows.append(row)
        self._numbers.append(row.number)
        self._status.append(_CODES[row.status])
        self._said.append(_said(row) if row.altered else 0)
        self.residents.append(NOBODY if row.resident_id is None else row.resident_id)
        self.households.append(NOBODY)
        self._last_names.append(row.name)
        if len(self._last_names) == _NAMES_AT_ONCE:
            names = "\0".join(name.replace("\0", " ") for name in self._last_names)
            self._names.append(names.encode(*_ANY))
            self._last_names = []
        row.altered = False

    def __setitem__(self, at: int, row: PlannedRow) -> None:
        self._rows[at] = row
        self._status[at] = _CODES[row.status]
        self._said[at] = _said(row)
        self.residents[at] = NOBODY if row.resident_id is None else row.resident_id
        row.altered = False

    # ---- asked of all rows: without unpacking any ---------------------------------------------

    def number(self, at: int) -> int:
        """The row's number in the file."""
        return self._numbers[at]

    def status(self, at: int) -> str:
        """What happens to the row."""
        return STATUSES[self._status[at]]

    def says(self, at: int) -> bool:
        """Whether there is anything to say about the row."""
        return bool(self._said[at])

    def spoken_of(self) -> Iterator[int]:
        """Where the rows stand of which there is anything to say."""
        return compress(range(len(self)), self._said)

    def remarked(self, at: int) -> bool:
        """Whether it has remarks."""
        return bool(self._said[at] & _REMARKED)

    def place(self, number: int | None) -> int | None:
        """Where the row with this number stands; ``None`` where there is none."""
        at = bisect_left(self._numbers, number) if number is not None else len(self)
        return at if at < len(self) and self._numbers[at] == number else None

    def numbered(self, number: int | None) -> PlannedRow | None:
        """The row with this number."""
        at = self.place(number)
        return None if at is None else self[at]

    def places(self, *statuses: str) -> Iterator[int]:
        """Where the rows of these kinds stand, in the file's order."""
        kinds = bytes(status in statuses for status in STATUSES)
        return compress(range(len(self)), self._status.translate(kinds.ljust(256, b"\0")))

    def of(self, *statuses: str) -> Iterator[PlannedRow]:
        """The rows of these kinds, one after the other."""
        return (self[at] for at in self.places(*statuses))

    def count(self, status: str, before: int | None = None) -> int:
        """How many rows are of this kind, of all or of those before a place."""
        return self._status.count(_CODES[status], 0, len(self) if before is None else before)

    @property
    def counts(self) -> Mapping[str, int]:
        """read, new, changed, same, refused: the first is always the sum of the others."""
        return {"read": len(self), **{status: self.count(status) for status in STATUSES}}

    def names(self) -> Iterator[str]:
        """The name of every row."""
        for some in self._names:
            yield from some.decode(*_ANY).split("\0")
        yield from self._last_names

    def name(self, at: int) -> str:
        """The name of one row."""
        some, within = divmod(at, _NAMES_AT_ONCE)
        return (self._names[some].decode(*_ANY).split("\0") if some < len(self._names) else self._last_names)[
            within
        ]

    def find(self, words: str) -> Iterator[int]:
        """Where the rows stand whose name holds these words."""
        wanted = words.encode(*_ANY)
        for number, some in enumerate(self._names):
            if wanted in some:
                names = some.decode(*_ANY).split("\0")
                yield from (number * _NAMES_AT_ONCE + at for at, name in enumerate(names) if words in name)
        start = len(self._names) * _NAMES_AT_ONCE
        yield from (start + at for at, name in enumerate(self._last_names) if words in name)


def _said(row: PlannedRow) -> int:
    return (_REASONED if row.reasons else 0) | (_REMARKED if row.remarks else 0)
