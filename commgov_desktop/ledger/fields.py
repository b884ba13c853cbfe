"""The boxes of a paper form as values: name, words, kind, and how wide a column they need in a list."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

Options = Callable[[], Sequence[tuple[str, str]]]
"""Gives the choices of a box as (code, shown text), in the clerk's language, when asked."""


@dataclass(frozen=True)
class Field:
    """One box of a form and one column of a list. ``label`` and ``hint`` are English message ids.

    ``kind`` is one of text, paragraph, day, moment, number, choice, reference, references, flag, tags, id_number,
    phone, money (whole fen), chip (shown only: the value is a ``Chip``).
    """

    name: str
    label: str
    kind: str = "text"
    required: bool = False
    choices: Options | None = None
    to: str = ""
    width: int = 120
    align: str = "left"
    hint: str = ""
    wide: bool = False


@dataclass(frozen=True)
class Section:
    """A heading of the form with its boxes, in the order of the paper."""

    title: str
    fields: tuple[Field, ...]


@dataclass(frozen=True)
class Chip:
    """A short word on a coloured ground. ``tone`` is green, amber, red, grey or blue; the word says it all."""

    text: str
    tone: str = "grey"

    def __str__(self) -> str:
        return self.text


def section(title: str, *fields: Field) -> Section:
    """A heading with its boxes."""
    return Section(title, fields)
