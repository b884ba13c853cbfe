"""Finds the labels of a form for one person, each with the cell beside, below or behind it that is to be filled."""

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass

from commgov_desktop.ledger.sheet_headings import squeeze, tidy
from commgov_desktop.ledger.sheet_sources import Merged
from commgov_desktop.roster.exchange import blanks, inner_blanks

Place = tuple[int, int]


@dataclass(frozen=True)
class Slot:
    """A label and the cell for its value: row and column from 0, and what is printed in it (``blanks``)."""

    label: str
    row: int
    column: int
    words: str = ""
    below: bool = False
    room: int = -1
    """Which of the rooms within the cell it is (``inner_blanks``); -1 where the whole cell is for the value."""

    @property
    def place(self) -> Place:
        """Row and column."""
        return self.row, self.column


class _Cells:
    """The cells of a table as one sees them: merged ones are one."""

    def __init__(
        self, grid: Sequence[Sequence[str]], merged: Sequence[Merged], known: Collection[Place]
    ) -> None:
        self._grid, self._known = grid, known
        self._spans = dict(merged)
        self._owner = {
            (row, column): first
            for first, last in merged
            for row in range(first[0], last[0] + 1)
            for column in range(first[1], last[1] + 1)
        }

    def words(self, place: Place) -> str:
        """What stands there; cells without words may lie outside the grid."""
        row, column = place
        inside = row < len(self._grid) and column < len(self._grid[row])
        return self._grid[row][column] if inside else ""

    def last(self, place: Place) -> Place:
        """The lower right corner of the cell that begins here."""
        return self._spans.get(place, place)

    def at(self, place: Place) -> Place | None:
        """The beginning of the cell that covers this place, if there is one."""
        first = self._owner.get(place, place)
        return first if first in self._known or first in self._spans or self.words(first) else None

    def labels(self) -> list[Place]:
        """Where words stand that may be a label, row by row."""
        return [
            (row, column)
            for row, line in enumerate(self._grid)
            for column, words in enumerate(line)
            if words.strip()
            and blanks.kind(words) == blanks.TAKEN
            and 0 < len(squeeze(words)) <= inner_blanks.LONGEST
        ]

    def right_of(self, place: Place) -> Place | None:
        """The cell to the right, if it can be filled."""
        return self._fillable((place[0], self.last(place)[1] + 1), row=place[0])

    def below(self, place: Place) -> Place | None:
        """The cell below, if it can be filled and is the only empty one there: with more of them it is a list."""
        found = self._fillable((self.last(place)[0] + 1, place[1]), column=place[1])
        if found is None or self.last(found)[1] != self.last(place)[1]:
            return None
        under = self.at((self.last(found)[0] + 1, place[1]))
        return found if under is None or blanks.kind(self.words(under)) == blanks.TAKEN else None

    def _fillable(self, place: Place, row: int = -1, column: int = -1) -> Place | None:
        """The cell there, if it begins in this row or column and nobody has written into it."""
        found = self.at(place)
        if found is None or (row >= 0 and found[0] != row) or (column >= 0 and found[1] != column):
            return None
        return found if blanks.kind(self.words(found)) != blanks.TAKEN else None


def slots(
    grid: Sequence[Sequence[str]], merged: Sequence[Merged], known: Collection[Place]
) -> tuple[Slot, ...]:
    """The labels with their cells. ``known`` are the cells that are there, with or without words.

    To the right comes first. Labels above their cells count only where they stand in two lines or more: one
    line of them is the heading of a list.
    """
    cells = _Cells(grid, merged, known)
    found = list(within(grid, _has_own_room))
    taken: set[Place] = set()
    alone: list[Place] = []
    inside = {slot.place for slot in found}
    for place in cells.labels():
        if place in inside:
            continue
        value = cells.right_of(place)
        if value is None or value in taken:
            alone.append(place)
            continue
        taken.add(value)
        found.append(Slot(tidy(cells.words(place)), *value, cells.words(value)))
    under = []
    for place in alone:
        value = cells.below(place)
        if value is not None and value not in taken:
            taken.add(value)
            under.append(Slot(tidy(cells.words(place)), *value, cells.words(value), below=True))
    if any(slot.room < 0 for slot in found) or len({slot.row for slot in under}) > 1:
        found += under  # a line to write on above a list, 填报单位：____, does not make its headings labels
    if found:
        names = {*alone} - {(slot.row - 1, slot.column) for slot in under}
        found += within(grid, lambda _words, place: place in names)
    return tuple(sorted(found, key=lambda slot: (slot.place, slot.room)))


def _has_own_room(words: str, _place: Place) -> bool:
    """Whether a cell says by itself that it is to be written into: a line, boxes, or several labels."""
    found = inner_blanks.rooms(words)
    return len(found) > 1 or any(room.of(words).strip() for room in found)


def within(
    grid: Sequence[Sequence[str]], wanted: Callable[[str, Place], bool] = lambda _words, _place: True
) -> Iterator[Slot]:
    """The labels that have room for their value within their own cell."""
    for row, line in enumerate(grid):
        for column, words in enumerate(line):
            if words and wanted(words, (row, column)):
                for number, room in enumerate(inner_blanks.rooms(words)):
                    yield Slot(tidy(room.label), row, column, room.of(words), room=number)
