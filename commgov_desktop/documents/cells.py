"""The cells of a form: labels and values, and how they look.

Lengths are millimetres, type sizes points.
"""

from dataclasses import dataclass

from commgov_desktop.documents.fonts import Face
from commgov_desktop.documents.paper import MM, Align, Anchor


@dataclass(frozen=True)
class Cell:
    """One cell of a form; see ``cell``."""

    text: str = ""
    label: bool = False
    span: int = 1
    rows: int = 1
    align: Align | None = None
    valign: Anchor = "middle"
    face: Face | None = None
    size: float | None = None
    height: float = 0.0
    vertical: bool = False
    indent: int = 0
    image: bytes | None = None


def cell(
    text: str = "",
    *,
    label: bool = False,
    span: int = 1,
    rows: int = 1,
    align: Align | None = None,
    valign: Anchor = "middle",
    face: Face | None = None,
    size: float | None = None,
    height: float = 0.0,
    vertical: bool = False,
    indent: int = 0,
    image: bytes | None = None,
) -> Cell:
    """A cell over ``span`` columns and ``rows`` rows, at least ``height`` millimetres high.

    A ``label`` is centred and set in 宋; a value in 仿宋, short ones centred, long ones flush left. ``vertical``
    writes one character below the other; ``indent`` starts each paragraph that many characters in.
    """
    return Cell(text, label, span, rows, align, valign, face, size, height, vertical, indent, image)


@dataclass(frozen=True)
class TableLook:
    """Types, lines and room of a table; millimetres and points."""

    row_height: float = 10.0
    size: float = 12.0
    label_face: Face = "song"
    face: Face = "fang"
    padding: float = 1.8
    border: float = 1.0
    inner: float = 0.5

    def face_of(self, item: Cell) -> Face:
        """The face a cell is set in."""
        return item.face or (self.label_face if item.label else self.face)

    def size_of(self, item: Cell) -> float:
        """The type size of a cell."""
        return item.size or self.size

    def step_of(self, item: Cell) -> float:
        """Line pitch of a cell in millimetres."""
        return self.size_of(item) * 1.4 / MM
