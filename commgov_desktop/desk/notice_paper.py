"""通知, 公告 and 公示 on the official page: what stands there, in which order, and the masked list on its grid."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from commgov_desktop import clock
from commgov_desktop.desk.facts import day_words
from commgov_desktop.documents.line_breaking import half_cells

_ROOM = 52  # half squares of a line that starts two characters in
_GAP = 2


@dataclass(frozen=True)
class NoticeText:
    """A notice in plain values, as the paper needs it."""

    kind: str
    title: str
    organ: str
    day: date
    addressees: str = ""
    body: str = ""
    names: Sequence[Sequence[str]] = ()
    names_left_out: int = 0
    annexes: Sequence[str] = ()
    contact: str = ""
    objections: str = ""
    shown_from: date | None = None
    shown_to: date | None = None
    days_count: str = "自然日"
    number: str = ""
    sealed: bool = True


def text_of(
    values: Mapping[str, Any], names: Sequence[Sequence[str]], left_out: int, count: str
) -> NoticeText:
    """A notice as its form holds it; ``left_out`` minors are not named, days count as ``count``."""
    annexes = tuple(line.strip() for line in str(values.get("annexes") or "").splitlines() if line.strip())
    kind, title = str(values.get("kind") or "通知"), str(values.get("title") or "")
    return NoticeText(
        kind=kind, title=title or f"关于……的{kind}", organ=str(values.get("organ") or ""),
        day=values.get("day") or clock.today(), addressees=str(values.get("addressees") or ""),
        body=str(values.get("body") or ""), names=names, names_left_out=left_out, annexes=annexes,
        contact=str(values.get("contact") or ""), objections=str(values.get("objections") or ""),
        shown_from=values.get("shown_from"), shown_to=values.get("shown_to"), days_count=count,
        number=str(values.get("number") or ""), sealed=bool(values.get("sealed", True)),
    )  # fmt: skip


def notice_pdf(text: NoticeText, issued: datetime, *, draft: bool = False) -> bytes:
    """The paper on the grid of GB/T 9704-2012. ``issued`` dates the file."""
    from commgov_desktop.documents.official_page import OfficialText, official_page

    page = OfficialText(
        title=text.title, body=tuple(_body(text)), organ=text.organ, day=text.day,
        addressees=tuple(a for a in [text.addressees.strip().rstrip("：:")] if a),
        annexes=tuple(text.annexes), sealed=text.sealed, contact=_contact(text.contact),
        number=text.number,
    )  # fmt: skip
    return official_page(page, issued, draft=draft)


def _contact(words: str) -> str:
    words = words.strip()
    return words if not words or words.startswith(("联系", "咨询")) else f"联系方式：{words}"


def _body(text: NoticeText) -> Iterator[str]:
    yield from (line.strip() for line in text.body.splitlines() if line.strip())
    if text.names:
        yield from list_lines(text.names)
        if text.names_left_out:
            yield f"另有未成年人{text.names_left_out}名，依法不予公示姓名。"
    if text.shown_from and text.shown_to:
        yield period_words(text.shown_from, text.shown_to, text.days_count)
    if text.objections.strip():
        yield from (line.strip() for line in text.objections.splitlines() if line.strip())


def period_words(first: date, last: date, count: str) -> str:
    """公示期：2026年3月5日至2026年3月11日（7个自然日）. Working days leave out Saturdays and Sundays."""
    days = [date.fromordinal(n) for n in range(first.toordinal(), last.toordinal() + 1)]
    number = len(days) if count != "工作日" else sum(day.weekday() < 5 for day in days)
    return f"公示期：{day_words(first)}至{day_words(last)}（{number}个{count}）。"


def list_lines(rows: Sequence[Sequence[str]]) -> list[str]:
    """The rows as lines of the grid with their columns under each other; names alone stand several in a line."""
    if not rows:
        return []
    if len(rows[0]) == 1:
        return _names_alone([row[0] for row in rows[1:]])
    table = [["序号", *rows[0]], *([str(n), *row] for n, row in enumerate(rows[1:], 1))]
    if sum(_columns(table)) + len(table[0]) - 1 > _ROOM:
        table = [list(row) for row in rows]
    wide = _columns(table)
    gap = max(1, min(4, (_ROOM - sum(wide)) // max(1, len(wide) - 1)))
    return [
        "".join(_padded(c, w + gap) for c, w in zip(row, wide, strict=True)).rstrip(" \u3000")
        for row in table
    ]


def _names_alone(names: Sequence[str]) -> list[str]:
    wide = max(map(_width, names)) + _GAP
    each = max(1, _ROOM // wide)
    return [
        "".join(_padded(name, wide) for name in names[i : i + each]).rstrip(" \u3000")
        for i in range(0, len(names), each)
    ]


def _columns(table: Sequence[Sequence[str]]) -> list[int]:
    return [max(_width(row[i]) for row in table) for i in range(len(table[0]))]


def _padded(words: str, wide: int) -> str:
    spare = wide - _width(words)
    return words + "\u3000" * (spare // 2) + " " * (spare % 2)


def _width(words: str) -> int:
    return sum(map(half_cells, words))
