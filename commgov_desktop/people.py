"""A person as every paper and every picker needs them: plain values, taken out of the roster."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol


@dataclass(frozen=True)
class Person:
    """What a paper may say of somebody. Texts are the official Chinese ones; empty where not known."""

    id: int | None
    name: str
    sex: str = ""
    birth: date | None = None
    ethnic_group: str = ""
    id_kind: str = ""
    id_number: str = ""
    phone: str = ""
    address: str = ""
    registered_address: str = ""
    occupation: str = ""
    lives_here_since: date | None = None
    household_id: int | None = None
    restricted: bool = False

    def age(self, today: date) -> int | None:
        """Full years on ``today``; ``None`` without a birth date."""
        if self.birth is None:
            return None
        return today.year - self.birth.year - ((today.month, today.day) < (self.birth.month, self.birth.day))


Named = tuple[str, Callable[[], Sequence[int]]]
"""A list of residents by its name, and how to get the ids of those who are on it now, in its order."""


class People(Protocol):
    """The roster as the other ledgers see it; handed to them when the program is put together."""

    def find(self, words: str, limit: int = 20) -> Sequence[tuple[int, str, str]]:
        """Who answers these words: id, name, and a line that tells namesakes apart."""
        ...

    def person(self, resident_id: int) -> Person:
        """The person with this id. Raises ``UserError`` when there is none."""
        ...
