"""Sheets, margins, colours and the words for where text stands; millimetres, and points for type."""

from dataclasses import dataclass
from typing import Literal, NamedTuple

MM = 72 / 25.4
"""Points in a millimetre."""

Align = Literal["left", "centre", "right"]
Anchor = Literal["top", "middle", "bottom"]
Colour = tuple[float, float, float]
BLACK: Colour = (0.0, 0.0, 0.0)
RED: Colour = (1.0, 0.0, 0.0)
GREY: Colour = (0.45, 0.45, 0.45)
DRAFT_GREY: Colour = (0.91, 0.91, 0.91)


class Size(NamedTuple):
    """A sheet in millimetres."""

    width: float
    height: float

    @property
    def landscape(self) -> "Size":
        """The same sheet lying."""
        return Size(max(self), min(self))


A4 = Size(210.0, 297.0)
A3 = Size(297.0, 420.0)


@dataclass(frozen=True)
class Margins:
    """White edges of a page in millimetres."""

    top: float = 25.0
    right: float = 22.0
    bottom: float = 22.0
    left: float = 25.0


ORDINARY = Margins()
"""Margins of ordinary forms."""
