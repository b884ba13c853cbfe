"""What a ruined document number may have been: candidates with their reasons, for the clerk to choose; never guessed."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from commgov_desktop.i18n import _
from commgov_desktop.roster import id_number
from commgov_desktop.roster.id_number import CHECKED
from commgov_desktop.roster.models import Resident

MOST = 12
_LIKE_DIGITS = str.maketrans(
    {"O": "0", "o": "0", "l": "1", "I": "1", "B": "8", "S": "5", "Z": "2", "×": "X", "*": "X"}
)


@dataclass(frozen=True)
class Candidate:
    """A whole, checked number and why it may be the one."""

    number: str
    reason: str


def candidates(
    session: Session, written: object, name: str, birth: date | None = None, sex: str = ""
) -> list[Candidate]:
    """Every checked number that what is written may have been, the surest first; at most ``MOST``.

    ``birth`` and ``sex`` are those of the row's other columns: a candidate that disagrees is left out.
    """
    text = _text(written)
    found: dict[str, str] = {}
    for number, reason in (*_from_roster(session, text, name, birth), *_from_text(text, birth)):
        if number not in found and _fits(number, birth, sex):
            found[number] = reason
    return [Candidate(number, reason) for number, reason in found.items()][:MOST]


def _text(written: object) -> str:
    """The digits that are left, those a spreadsheet put in place of lost ones taken off."""
    words = str(int(written)) if isinstance(written, float) else str(written or "")
    words = id_number.tidy(words) if not isinstance(written, float) else words
    if "E" in words.upper() and "+" in words:
        return words.upper().partition("E")[0].replace(".", "")
    return words


def _fits(number: str, birth: date | None, sex: str) -> bool:
    read = id_number.parse(number)
    return read.state == CHECKED and not id_number.disagreements(read, birth, sex)


def _from_roster(session: Session, text: str, name: str, birth: date | None) -> Iterator[tuple[str, str]]:
    """Numbers of the roster that begin alike and belong to somebody of this name, or born that day."""
    begins = text.rstrip("0X")[:15] if len(text) >= 15 else text[:15]
    query = select(Resident.id_number, Resident.name, Resident.birth).where(
        Resident.name == name, Resident.id_number != "", Resident.id_state == CHECKED
    )
    for number, _name, born in session.execute(query):
        if len(begins) >= 6 and number.startswith(begins[: max(6, min(len(begins), 15))]):
            yield (
                number,
                _("The roster's {name} has this number; its beginning is the same").format(name=name),
            )
        elif birth and born == birth:
            yield number, _("The roster's {name}, born the same day, has this number").format(name=name)


def _from_text(text: str, birth: date | None) -> Iterator[tuple[str, str]]:
    read = text.translate(_LIKE_DIGITS).upper()
    if read != text.upper() and len(read) == 18:
        yield read, _("Letters that look like digits put right")
    if len(read) == 15 and read.isdecimal():
        yield id_number.from_15(read), _("The old number of 15 digits in its present form")
    if len(read) == 17 and read.isdecimal():
        yield (
            read + id_number.check_character(read),
            _("The last character, which follows from the other 17, put in"),
        )
    if len(read) == 18:
        yield from _of_18(read, birth)
    if len(read) == 19:
        yield from ((read[:at] + read[at + 1 :], _("One digit too many taken out")) for at in range(19))


def _of_18(read: str, birth: date | None) -> Iterator[tuple[str, str]]:
    if birth is not None and read[6:14] != f"{birth:%Y%m%d}":
        yield read[:6] + f"{birth:%Y%m%d}" + read[14:], _("The birth date of its own column put in")
    for at in range(17):
        if read[at] != read[at + 1]:
            swapped = read[:at] + read[at + 1] + read[at] + read[at + 2 :]
            yield swapped, _("Digits {first} and {second} changed places").format(first=at + 1, second=at + 2)
    if read[:17].isdecimal() and birth is not None and read[6:14] == f"{birth:%Y%m%d}":
        yield read[:17] + id_number.check_character(read[:17]), _("Only the last character put right")
