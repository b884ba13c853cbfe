"""What a big list knows: the order of all ids, and the few stretches of rows that were looked at."""

from array import array
from collections import deque
from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime
from typing import Protocol

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from commgov_desktop import clock
from commgov_desktop.i18n import _
from commgov_desktop.ledger.fields import Chip, Field

PAGE = 32
"""Rows fetched at once, until the list says how many it shows."""
KEPT = 80
"""Stretches kept; 2,500 rows of shown values are some three megabytes."""

Index = QModelIndex | QPersistentModelIndex
_LEFT = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
_ALIGNMENTS = {
    "left": _LEFT,
    "right": int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight),
    "center": int(Qt.AlignmentFlag.AlignCenter),
}
_DISPLAY = int(Qt.ItemDataRole.DisplayRole)
_ALIGN = int(Qt.ItemDataRole.TextAlignmentRole)
_TIP = int(Qt.ItemDataRole.ToolTipRole)


class Rows(Protocol):
    """Where a list gets its rows from."""

    @property
    def columns(self) -> Sequence[Field]:
        """The columns that can be shown, in order."""

    def ids(self, *, find: str, filter: str, sort: str, descending: bool) -> "array[int]":
        """All ids in order."""

    def page(self, ids: Sequence[int]) -> dict[int, tuple[object, ...]]:
        """The shown values of these records, by id.

        Rows that can read some columns alone have ``some(ids, places)`` too, which leaves the others ``None``.
        """


def shown(value: object) -> str:
    """A value as words in a cell: days as 2026-03-05, moments in China's time, yes and no in words."""
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, datetime):
        return f"{clock.local(value):%Y-%m-%d %H:%M}"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, (list, tuple, frozenset)):
        return "、".join(shown(v) for v in value)
    return str(value)


class RecordModel(QAbstractTableModel):
    """Rows by id. ``data`` tests the role first, because Qt asks it 1,500 times for every frame."""

    def __init__(self, rows: Rows) -> None:
        super().__init__()
        self._rows = rows
        self.columns: Sequence[Field] = tuple(rows.columns)
        self._ids: array[int] = array("q")
        self.stretch = PAGE
        """Rows fetched at once: as many as are seen, and a few."""
        self._known: dict[int, tuple[object, ...]] = {}
        self._stretches: deque[Sequence[int]] = deque()
        self._blank = (None,) * len(self.columns)
        self._some: Callable[..., dict[int, tuple[object, ...]]] | None = getattr(rows, "some", None)
        self._read = set() if self._some else set(range(len(self.columns)))

    @property
    def ids(self) -> "array[int]":
        """All ids in the order of the list."""
        return self._ids

    def show_ids(self, ids: "array[int]") -> None:
        """Show these records and forget the rows read before."""
        self.beginResetModel()
        self._ids = ids
        self._forget()
        self.endResetModel()

    def forget(self) -> None:
        """Read the shown rows anew; the order stays."""
        self._forget()
        if self._ids:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._ids) - 1, len(self.columns) - 1))

    def expect(self, columns: Iterable[int]) -> None:
        """These columns are on the screen and are read together; any other is read from when it is first asked for."""
        known = len(self._read)
        self._read.update(columns)
        if len(self._read) > known:
            self._forget()

    def _forget(self) -> None:
        self._known.clear()
        self._stretches.clear()

    def cell(self, row: int, column: int) -> object:
        """The shown value of a cell."""
        if column not in self._read:
            self.expect((column,))
        values = self._known.get(row)
        if values is None:
            self._fetch(row)
            values = self._known[row]
        return values[column]

    def _fetch(self, row: int) -> None:
        """Read a stretch of rows that begins with this one, or ends before those that are known: scrolling up.

        A jump asks for its top row first. Stretches at fixed places were two for most jumps, and twice the work.
        """
        last = min(row + self.stretch, len(self._ids))
        end = next((r for r in range(row, last) if r in self._known), last)
        rows = [r for r in range(max(0, end - self.stretch), end) if r not in self._known]
        ids = array("q", (self._ids[r] for r in rows))
        page = self._some(ids, self._read) if self._some else self._rows.page(ids)
        self._known.update((r, page.get(i, self._blank)) for r, i in zip(rows, ids, strict=True))
        self._stretches.append(rows)
        if len(self._stretches) > KEPT:
            for r in self._stretches.popleft():
                del self._known[r]

    def rows_of(self, wanted: Iterable[int]) -> list[int]:
        """The rows on which these ids stand, in order."""
        sought = set(wanted)
        if len(sought) == 1:
            one = sought.pop()
            return [self._ids.index(one)] if one in self._ids else []
        return [row for row, i in enumerate(self._ids) if i in sought] if sought else []

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._ids)

    def columnCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = _DISPLAY) -> object:
        if role != _DISPLAY:
            if role == _ALIGN and index.isValid():
                return _ALIGNMENTS.get(self.columns[index.column()].align, _LEFT)
            if role == _TIP and index.isValid():
                return self._long(index)
            return None
        if not index.isValid():
            return None
        return shown(self.cell(index.row(), index.column()))

    def _long(self, index: Index) -> str | None:
        value = self.cell(index.row(), index.column())
        words = shown(value)
        return words if len(words) > 12 or isinstance(value, tuple) else None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _DISPLAY) -> object:
        if orientation != Qt.Orientation.Horizontal or not 0 <= section < len(self.columns):
            return None
        if role == _DISPLAY:
            return _(self.columns[section].label)
        if role == _ALIGN:
            return _ALIGNMENTS.get(self.columns[section].align, _LEFT)
        return None


def chips_of(value: object) -> tuple[Chip, ...]:
    """The chips in a cell, if it holds any."""
    if isinstance(value, Chip):
        return (value,)
    if isinstance(value, (tuple, list)) and value and isinstance(value[0], Chip):
        return tuple(value)
    return ()
