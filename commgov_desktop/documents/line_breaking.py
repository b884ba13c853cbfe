"""Where a line of Chinese text may end, so that no line starts with a comma or ends with an open bracket.

The rules are those of GB/T 15834 (punctuation): closing marks, dashes and dots never start a line, opening marks
never end one, …… and —— are never parted, and numbers and Latin words stay whole while they fit a line.
"""

import re
from collections.abc import Callable, Sequence
from typing import NamedTuple

NEVER_FIRST = frozenset("，。、；：？！）》〉」』】〕］｝〗”’…—·～﹏％‰℃°,.;:?!)]}%”’々ー")
NEVER_LAST = frozenset("（《〈「『【〔［｛〖“‘([{￥¥$№＃#")
_TOKEN = re.compile(r"[A-Za-z0-9]+(?:[.,:/@_\-+&'][A-Za-z0-9]+)*|…{2,}|—{2,}| +|.", re.DOTALL)

Measure = Callable[[str], float]


class _Token(NamedTuple):
    text: str
    width: float

    @property
    def never_first(self) -> bool:
        return self.text[0] in NEVER_FIRST or self.text.isspace()

    @property
    def never_last(self) -> bool:
        return self.text[-1] in NEVER_LAST


def half_cells(character: str) -> int:
    """Width of a character on the official grid: 2 for a Chinese one, 1 for a digit, Latin letter or space."""
    return 1 if " " <= character < "\x7f" else 2


def break_lines(
    text: str, capacity: float, measure: Measure = half_cells, first: float | None = None
) -> list[str]:
    """``text`` (one paragraph) in lines at most ``capacity`` wide, the first at most ``first``.

    Widths are whatever ``measure`` gives for one character; by default half-cells of the grid. The lines joined
    are the text again. Blanks at a line's end hang over and are not counted. A word wider than a whole line is
    cut; nothing else makes a line wider than it may be.
    """
    tokens = _tokens(text, min(capacity, first if first is not None else capacity), measure)
    lines: list[str] = []
    start = 0
    while start < len(tokens):
        room = first if first is not None and not lines else capacity
        end = _line_end(tokens, start, room)
        lines.append("".join(token.text for token in tokens[start:end]))
        start = end
    return lines or [""]


def _tokens(text: str, capacity: float, measure: Measure) -> list[_Token]:
    tokens: list[_Token] = []
    for word in _TOKEN.findall(text):
        width = sum(map(measure, word))
        if width > capacity and len(word) > 1:
            tokens.extend(_Token(c, measure(c)) for c in word)
        else:
            tokens.append(_Token(word, width))
    return tokens


def _line_end(tokens: Sequence[_Token], start: int, room: float) -> int:
    """The index after the last token of the line: as many as fit, then back to where a line may end."""
    end = _fitting(tokens, start, room)
    if end == len(tokens):
        return end
    for place in range(end, start, -1):
        if not tokens[place].never_first and not tokens[place - 1].never_last:
            return place
    return end


def _fitting(tokens: Sequence[_Token], start: int, room: float) -> int:
    used = 0.0
    end = start
    while end < len(tokens):
        used += tokens[end].width
        if used > room + 1e-6 and not tokens[end].text.isspace():
            break
        end += 1
    return max(end, start + 1)
