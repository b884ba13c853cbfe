"""What stands in a cell that is to be filled: nothing, 年 月 日 with room for figures, or boxes to tick."""

import re
from itertools import pairwise

FREE, DAY, MONTH, TICKS, TAKEN = "free", "day", "month", "ticks", "taken"

TICKED = "☑"
_ROOM = r"[\s_＿]*"
_DAYS = re.compile(rf"{_ROOM}年{_ROOM}月(?:{_ROOM}(日))?{_ROOM}")
_SIGNS = re.compile("[□☐◻▢]")
_AROUND = re.compile(r"^[\s、，,；;。/|]+|[\s_＿、，,；;。/|：:]+$")


def kind(words: str) -> str:
    """``FREE``, ``DAY``, ``MONTH``, ``TICKS``, or ``TAKEN`` for a cell that is filled already."""
    if not words.strip(" \t\n\u3000_＿"):
        return FREE
    found = _DAYS.fullmatch(words)
    if found:
        return DAY if found[1] else MONTH
    return TICKS if len(options(words)) > 1 else TAKEN


def is_sign(character: str) -> bool:
    """Whether this is a box to tick."""
    return _SIGNS.fullmatch(character) is not None


def signs(words: str) -> str:
    """The boxes of a cell in their order, ticked ones as ``TICKED``."""
    return "".join(sign for sign in words if sign == TICKED or is_sign(sign))


def options(words: str) -> list[tuple[int, str]]:
    """Where each box stands, and the words that belong to it: those behind it, □男 □女, or before it, 男□ 女□.

    Empty where that cannot be told.
    """
    places = [at for at, sign in enumerate(words) if is_sign(sign)]
    if not places:
        return []
    behind, before = not words[: places[0]].strip(), not words[places[-1] + 1 :].strip()
    if behind == before:
        return []
    edges = [*places, len(words)] if behind else [-1, *places]
    said = [_AROUND.sub("", words[start + 1 : end]) for start, end in pairwise(edges)]
    return list(zip(places, said, strict=True))


def filled(words: str, value: str | int) -> str | None:
    """What the cell holds with this value in it; ``None`` where the value does not fit what is printed there."""
    value, what = str(value), kind(words)
    if what == FREE:
        return value
    if what in (DAY, MONTH):
        return _day(value, what)
    return _ticked(words, value) if what == TICKS else None


def _day(value: str, what: str) -> str | None:
    """``1985年3月5日`` for a day, without its end for a month."""
    found = re.fullmatch(r"(\d{4})年(\d{1,2})月(\d{1,2})日", value)
    if found is None:
        return None
    return value if what == DAY else f"{found[1]}年{found[2]}月"


def _plain(words: str) -> str:
    """研究生教育 (GB/T 4658) and 研究生, 汉族 and 汉 are one answer; nothing further is guessed."""
    return next((words.removesuffix(end) for end in ("教育", "族") if words.endswith(end)), words)


def _ticked(words: str, value: str) -> str | None:
    """The same words, the box of each of the values ticked; ``None`` unless each of them is printed once."""
    places = []
    for one in value.split("、"):
        found = [at for at, said in options(words) if _plain(said) == _plain(one)]
        if len(found) != 1:
            return None
        places += found
    return "".join(TICKED if at in places else sign for at, sign in enumerate(words))
