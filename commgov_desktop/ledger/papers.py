"""A kind of paper the program prints: its official name, what it is about, and how it is made."""

from collections.abc import Callable
from dataclasses import dataclass

from commgov_desktop.ledger.office import Office


@dataclass(frozen=True)
class PaperKind:
    """One paper. ``title`` is its official Chinese name; ``about`` the table that the id names (empty: the office).

    ``make`` gives the finished PDF; it raises ``UserError`` naming the required facts that are missing.
    """

    key: str
    title: str
    about: str
    make: Callable[[Office, int], bytes]
