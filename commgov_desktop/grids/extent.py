"""Says in a few words which buildings a grid has: 1—8号楼、12号楼."""

import re
from collections.abc import Iterable, Sequence

_NUMBERED = re.compile(r"(?P<before>\D*)(?P<number>\d+)(?P<after>\D*)")


def named_together(names: Iterable[str]) -> str:
    """Runs of three and more numbered buildings become a span; the rest is listed as it is."""
    return "、".join(_spans(list(names)))


def _spans(names: Sequence[str]) -> Iterable[str]:
    start = 0
    while start < len(names):
        end = _run_end(names, start)
        if end - start >= 2:
            first, last = _parts(names[start]), _parts(names[end])
            yield f"{first[0]}{first[1]}—{last[1]}{last[2]}"
            start = end + 1
        else:
            yield names[start]
            start += 1


def _run_end(names: Sequence[str], start: int) -> int:
    end = start
    while end + 1 < len(names) and _follows(_parts(names[end]), _parts(names[end + 1])):
        end += 1
    return end


def _parts(name: str) -> tuple[str, int, str]:
    found = _NUMBERED.fullmatch(name)
    return (found["before"], int(found["number"]), found["after"]) if found else (name, -1, "")


def _follows(one: tuple[str, int, str], other: tuple[str, int, str]) -> bool:
    return one[1] >= 0 and other == (one[0], one[1] + 1, one[2])
