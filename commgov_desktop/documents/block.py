"""What every part of a form can say of itself: its height, where a page may part it, and how it is drawn.

Lengths are millimetres.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any, Protocol, TypeVar

from commgov_desktop.documents.paper import Paper

Laid = TypeVar("Laid")


def laid_once(lay: Callable[[Any, float], Laid]) -> Callable[[Any, float], Laid]:
    """A block's own layout at a width, kept with it: its height, its parting and its drawing all ask for it."""
    name = f"_kept{lay.__name__}"

    @wraps(lay)
    def kept(block: Any, width: float) -> Laid:
        known: dict[float, Laid] = vars(block).setdefault(name, {})
        if width not in known:
            known[width] = lay(block, width)
        return known[width]

    return kept


class Block(Protocol):
    """A part of a sheet."""

    @property
    def keep_with_next(self) -> bool:
        """True for a heading, which never stands alone at the foot of a page."""
        ...

    @property
    def never_alone(self) -> bool:
        """True for signatures and seals, which never stand on a page without text above them."""
        ...

    def height(self, width: float) -> float:
        """Its height at this width."""
        ...

    def split(self, width: float, room: float) -> "tuple[Block, Block] | None":
        """The part that fits into ``room`` and the rest; ``None`` if it cannot be parted there."""
        ...

    def draw(self, paper: Paper, x: float, y: float, width: float) -> None:
        """Draw it with its top left corner there."""
        ...


@dataclass(frozen=True)
class Solid:
    """What blocks that cannot be split have in common."""

    @property
    def keep_with_next(self) -> bool:
        """Not tied to what follows."""
        return False

    @property
    def never_alone(self) -> bool:
        """It may stand alone."""
        return False

    def split(self, width: float, room: float) -> tuple[Block, Block] | None:
        """Never."""
        return None
