"""Finds the headings of an office's table, below its title rows, and which box of the form each one means."""

import hashlib
import re
import tomllib
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cache
from itertools import pairwise

from commgov_desktop import paths
from commgov_desktop.ledger.sheet_sources import Merged, Row

LOOKED_AT = 25
"""Rows at the top in which the headings are sought."""

DEEPEST = 3
"""Rows one heading may take: a group above, the names below it, rarely one more."""

SURE = 0.8
"""A match below this is a guess: show it, and let the clerk say."""

Synonyms = Mapping[str, Sequence[str]]
_SIGNS = re.compile(r"[\s\u200b\ufeff*＊:：、，,.。“”\"'/\\|_\-—]+")
_REMARK = re.compile(r"[（(【\[].*?[)）】\]]")


@dataclass(frozen=True)
class Match:
    """A column that fills a field. ``column`` counts from 0; ``confidence`` runs from 0 to 1."""

    column: int
    heading: str
    confidence: float


@dataclass(frozen=True)
class Found:
    """Where the headings stand: rows ``first`` to ``last``, counted from 0, and the heading of each column."""

    first: int
    last: int
    headings: tuple[str, ...]


@cache
def synonyms(kind: str) -> dict[str, tuple[str, ...]]:
    """The wordings of each field of a kind of table, a heading in ``headings.toml``."""
    with paths.resources("catalogues", "headings.toml").open("rb") as file:
        return {field: tuple(words) for field, words in tomllib.load(file)[kind].items()}


def signature(headings: Sequence[str]) -> str:
    """The same for every file with the same headings in the same order: what a remembered choice hangs on."""
    return hashlib.sha256("\n".join(map(squeeze, headings)).encode()).hexdigest()[:32]


def squeeze(heading: str) -> str:
    """A heading as it is compared: no spaces, line ends, stars or signs, half width, lower case."""
    return _SIGNS.sub("", unicodedata.normalize("NFKC", heading)).lower()


def match_headings(
    headings: Sequence[str], fields: Synonyms, remembered: Mapping[str, str] | None = None
) -> dict[str, Match]:
    """Which column fills which field; a column or field that is left over has no match.

    ``remembered`` is what the clerk chose before: heading to field, an empty field for a column to be left
    out. It wins over every wording. Of two columns for one field the likelier one, then the first, wins;
    fields ``phone`` and ``phone2`` share their wordings, so that a second column of phones has its place.
    """
    chosen = {squeeze(h): field for h, field in (remembered or {}).items()}
    found: dict[str, Match] = {}
    taken: set[int] = set()
    for column, heading in enumerate(headings):
        field = chosen.get(squeeze(heading))
        if field is not None:
            taken.add(column)
            if field and field not in found:
                found[field] = Match(column, heading, 1.0)
    ranked = sorted(_candidates(headings, fields, taken, guess=True), key=lambda c: (-c[0], c[1]))
    for confidence, column, field in ranked:
        if column not in taken and field not in found:
            found[field] = Match(column, headings[column], confidence)
            taken.add(column)
    return found


def find_headings(rows: Sequence[Row], merged: Iterable[Merged], fields: Synonyms) -> Found | None:
    """The rows whose cells are known wordings most often, title rows above them left alone.

    Two or three rows are joined where that names more fields. None if no two cells are known.
    """
    spans = tuple(merged)
    whole = _fill_merged(rows, spans)
    best: tuple[float, int, int] | None = None
    for first in range(min(len(rows), LOOKED_AT)):
        for last in range(first, min(first + DEEPEST, len(rows))):
            if last > first and not _may_be_heading(rows[last]):
                break
            score = _score(_joined(whole[first : last + 1]), fields) - 0.01 * (last - first)
            if best is None or score > best[0] + 1e-9:
                best = (score, first, last)
    if best is None or best[0] < 1.5:
        return None
    first, last = _whole_block(best[1], best[2], spans)
    return Found(first, last, _joined(whole[first : last + 1]))


def _whole_block(first: int, last: int, merged: Sequence[Merged]) -> tuple[int, int]:
    """Rows tied together by a cell merged downwards belong to one heading."""
    for (top, _left), (bottom, _right) in merged:
        if top < bottom and top <= last and bottom >= first and bottom - top < DEEPEST:
            first, last = min(first, top), max(last, bottom)
    return first, last


def fallback(rows: Sequence[Row]) -> Found | None:
    """When no wording is known: the first row of the table's full breadth that holds text only."""
    broad = max((sum(_filled(row)) for row in rows[:LOOKED_AT]), default=0)
    for at, row in enumerate(rows[:LOOKED_AT]):
        if sum(_filled(row)) >= max(2, 0.6 * broad) and _may_be_heading(row):
            return Found(at, at, tuple(tidy(cell) for cell in row))
    return None


def tidy(cell: object) -> str:
    """A heading as it is shown: on one line, without doubled spaces."""
    return re.sub(r"(?<![a-zA-Z])[\s\u200b\ufeff]+|[\s\u200b\ufeff]+(?![a-zA-Z])", "", str(cell).strip())


def _candidates(
    headings: Sequence[str], fields: Synonyms, taken: set[int], *, guess: bool
) -> Iterable[tuple[float, int, str]]:
    for column, heading in enumerate(headings):
        if column in taken or not heading:
            continue
        for field, words in fields.items():
            confidence = _likeness(heading, words) or (_guess(heading, words) if guess else 0.0)
            if confidence:
                yield confidence, column, field


def _likeness(heading: str, words: Sequence[str]) -> float:
    """1 for the very wording, less for one with a remark in brackets, for its last or first part."""
    known = _known(tuple(words))
    whole = squeeze(heading)
    if whole in known:
        return 1.0
    if squeeze(_REMARK.sub("", heading)) in known:
        return 0.95
    parts = [squeeze(part) for part in re.split(r"\s*/\s*", _REMARK.sub("", heading)) if squeeze(part)]
    if len(parts) > 1 and parts[-1] in known:
        return 0.9
    if len(parts) > 1 and parts[0] in known:
        return 0.85
    return 0.0


def _guess(heading: str, words: Sequence[str]) -> float:
    """Below ``SURE``: a wording inside the heading, or a misspelt one."""
    known, whole = _known(tuple(words)), squeeze(heading)
    inside = max((len(word) for word in known if len(word) > 1 and word in whole), default=0)
    if inside:
        return 0.5 + 0.25 * inside / len(whole)
    close = max((SequenceMatcher(None, whole, word).ratio() for word in known if len(word) > 3), default=0.0)
    return 0.45 if close > 0.8 else 0.0


@cache
def _known(words: tuple[str, ...]) -> frozenset[str]:
    return frozenset(map(squeeze, words))


def _score(headings: Sequence[str], fields: Synonyms) -> float:
    """How many different fields are surely named."""
    ranked = sorted(_candidates(headings, fields, set(), guess=False), key=lambda c: (-c[0], c[1]))
    columns: dict[int, str] = {}
    sum_of_all = 0.0
    for confidence, column, field in ranked:
        if column not in columns and field not in columns.values():
            columns[column] = field
            sum_of_all += confidence
    return sum_of_all


def _joined(rows: Sequence[Sequence[str]]) -> tuple[str, ...]:
    """Each column's heading: its different words from above to below, parted by a stroke."""
    width = max(map(len, rows), default=0)
    columns = ([row[at] for row in rows if at < len(row) and row[at]] for at in range(width))
    return tuple("/".join(dict.fromkeys(column)) for column in columns)


def _fill_merged(rows: Sequence[Row], merged: Sequence[Merged]) -> list[list[str]]:
    """The top rows with every merged cell's words in all it covers. Title rows are merged too: harmless."""
    filled = [[tidy(cell) for cell in row] for row in rows]
    if not merged:
        return _guess_merged(filled)
    for (top, left), (bottom, right) in merged:
        if top >= len(filled) or not 0 <= left < len(filled[top]):
            continue
        words = filled[top][left]
        for row in filled[top : bottom + 1]:
            for column in range(left, min(right + 1, len(row))):
                row[column] = row[column] or words
    return filled


def _guess_merged(rows: list[list[str]]) -> list[list[str]]:
    """Files that say nothing of merged cells: a gap beside a word and over a word belongs to that word.

    A gap below a word is the foot of a cell merged downwards and stays.
    """
    filled = [list(row) for row in rows]
    for at, (row, below) in enumerate(pairwise(rows)):
        if not _may_be_heading(below):
            continue
        for column in range(1, min(len(row), len(below))):
            roof = rows[at - 1][column] if at and column < len(rows[at - 1]) else ""
            if (
                not row[column]
                and not roof
                and below[column]
                and below[column - 1]
                and filled[at][column - 1]
            ):
                filled[at][column] = filled[at][column - 1]
    return filled


def _may_be_heading(row: Row | Sequence[str]) -> bool:
    """A heading holds short words, no dates, and hardly a number."""
    cells = [cell for cell in row if cell not in ("", None)]
    wordy = [c for c in cells if isinstance(c, str) and len(c) <= 30 and not re.search(r"\d{4}", c)]
    return bool(cells) and len(wordy) >= 0.8 * len(cells)


def _filled(row: Row) -> list[bool]:
    return [cell not in ("", None) for cell in row]
