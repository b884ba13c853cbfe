"""Finds labels that have the room for their value in the same cell or line: 姓名：______ 性别：□男 □女."""

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from commgov_desktop.roster.exchange import blanks

LONGEST = 16
"""Characters of a label; longer words are a title, a note, a sentence or an answer."""

_MARK = re.compile(r"[：:]")
_LINE = re.compile(r"[_＿]{2,}")
_BEFORE = re.compile(r"[，,；;。、（）()\[\]【】]")
"""What parts a label from the words before it."""
_LABEL = re.compile(r"(?:(?<![^\s_＿])(?![年月日])[\u4e00-\u9fff][ \u3000]+)*[^\s_＿]+$")
"""The label at the end of some words; one of a few characters may be spaced out, 民  族."""
_NO_LABEL = ("年", "月", "日", "其他", "其它")


Rooms = Mapping[tuple[int, int], Mapping[int, str]]
"""By row and column of a cell the values for its labels, by their number within it."""


@dataclass(frozen=True)
class Room:
    """A label and where its room lies in the words of the cell: from ``start`` up to, but not including, ``end``."""

    label: str
    start: int
    end: int

    def of(self, words: str) -> str:
        """What stands in the room."""
        return words[self.start : self.end]


def rooms(words: str) -> list[Room]:
    """Every label of a cell with room behind it in its line, in order. Filled ones are left out."""
    found: list[Room] = []
    at = 0
    for line in words.split("\n"):
        found += [Room(r.label, r.start + at, r.end + at) for r in _of_line(line)]
        at += len(line) + 1
    return found


def _of_line(line: str) -> Iterator[Room]:
    marks = list(_marks(line))
    begins = 0
    for place, (label_end, start) in enumerate(marks):
        label = _label(line[begins:label_end])
        last = place + 1 == len(marks)
        end = len(line) if last else _label_begins(line, start, marks[place + 1][0])
        begins = end
        room = _to_write_on(line[start:end])
        has_room = bool(room) or last
        if label and has_room and blanks.kind(room) != blanks.TAKEN:
            yield Room(label, start, start + len(room))


def _to_write_on(room: str) -> str:
    """Of a line with words behind it, ____元 or ____，, only the line."""
    line = re.match(r"\s*[_＿]+\s*", room)
    return line[0].rstrip() if line and blanks.kind(room) == blanks.TAKEN else room


def _marks(line: str) -> Iterator[tuple[int, int]]:
    """Where labels end and where their room begins: at a colon, or where a line to write on follows the words."""
    ends = [(found.start(), found.end()) for found in _MARK.finditer(line)]
    for found in _LINE.finditer(line):
        before = line[: found.start()].rstrip()
        label = _label(before)
        if label and before[-1] not in "：:_＿" and not any(map(blanks.is_sign, label)):
            ends.append((len(before), found.start()))
    return iter(sorted(ends))


def _label(words: str) -> str:
    """The label at the end of these words; empty for a part of 年 月 日, the words of a box, and sentences."""
    said = "".join(_BEFORE.split(words)[-1].split())
    if said.endswith(_NO_LABEL) and not said.endswith(("年月", "年月日", "生日")):
        return ""
    return said if len(said) <= LONGEST else ""


def _label_begins(line: str, start: int, end: int) -> int:
    """Where the words begin that belong to the next mark and not to the room before it."""
    found = _LABEL.search(line[start:end].rstrip())
    return start + found.start() if found else end


def changes(words: str, values: Mapping[int, str]) -> list[tuple[int, int, str]]:
    """What is to stand where (from, up to) for these values, by the number of their label in the cell.

    Values are as ``blanks.filled`` fits them to the room: ``1985年3月5日``, ``☑男 □女``.
    """
    found = rooms(words)
    made = []
    for number, value in values.items():
        room = found[number]
        followed = words[room.end : room.end + 1].isalnum()
        made.append((room.start, room.end, _put(room.of(words), value, followed=followed)))
    return made


def _put(room: str, value: str, *, followed: bool) -> str:
    """The value in its room, which stays as wide as it was; two values never run together."""
    what, after = blanks.kind(room), room[len(room.rstrip()) :]
    if what == blanks.TICKS:
        return room[: len(room) - len(room.lstrip())] + value.strip() + after
    if what != blanks.FREE:
        return value.strip() + after
    rest, left = room, _width(value)
    while rest and left > 0:
        left -= _width(rest[0])
        rest = rest[1:]
    return value + (rest or (" " if followed else ""))


def _width(words: str) -> int:
    """In half widths, as such a form is usually set."""
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in words)


def spread(texts: Sequence[str], made: Sequence[tuple[int, int, str]]) -> list[str]:
    """The same changes over words that lie in several runs: each goes into the run that holds most of its room."""
    new = list(texts)
    for start, end, instead in sorted(made, reverse=True):
        parts, at = [], 0
        for number, text in enumerate(texts):
            first, last = max(start, at), min(end, at + len(text))
            if first < last or (start == end and at < start <= at + len(text)):
                parts.append((last - first, -number, first - at, max(last, first) - at))
            at += len(text)
        chosen = max(parts, default=(0, 0, 0, 0))[1]
        for _held, number, first, last in parts:
            said = new[-number]
            new[-number] = said[:first] + (instead if number == chosen else "") + said[last:]
    return new
