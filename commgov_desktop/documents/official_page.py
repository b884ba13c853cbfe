"""Notices and announcements on the page that GB/T 9704-2012 lays down: 22 lines of 28 characters.

The type area is 156 x 225 mm, 37 mm below the top and 28 mm from the left edge; every character of the body
stands in a square of 15.79 pt, every line 28.99 pt below the one before. Lines of the page are counted from 0.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from commgov_desktop.documents.blocks import chinese_date
from commgov_desktop.documents.fonts import Face, chain
from commgov_desktop.documents.line_breaking import break_lines, half_cells
from commgov_desktop.documents.paper import MM, Paper
from commgov_desktop.documents.title_lines import title_lines

LEFT, TOP, WIDTH, HEIGHT = 28.0, 37.0, 156.0, 225.0
COLUMNS, ROWS = 28, 22
CELL = WIDTH / COLUMNS
"""Width of a character's square in millimetres (15.793 pt)."""
PITCH = HEIGHT / ROWS
"""Line pitch in millimetres (28.99 pt)."""

_BODY, _TITLE, _FOLIO = 16.0, 22.0, 14.0  # 3号, 2号, 4号 in points
TITLE_COLUMNS = int(WIDTH * MM // _TITLE)
"""Characters of a title that fit into one line."""
_FOLIO_DROP = 7.0  # from the type area down to the dashes of the page number
_SEAL_BLANKS, _PLAIN_BLANKS = 3, 1  # lines above the organ's name: room for a 42 mm seal, or one blank line
_CARRIED = 2  # lines of text that go along when the signing block goes to a new page

_LEVELS: tuple[tuple[re.Pattern[str], Face], ...] = (
    (re.compile(r"[一二三四五六七八九十百]+、"), "hei"),
    (re.compile(r"（[一二三四五六七八九十百]+）"), "kai"),
)


@dataclass(frozen=True)
class OfficialText:
    """What stands on the paper.

    A paragraph of ``body`` that begins with 一、 is set in 黑体, with （一） in 楷体, up to its first full stop
    (7.3.3). ``title`` may hold the clerk's own line breaks. ``contact`` becomes the note in brackets under the day.
    ``number`` (发文字号) stands centred below the title, as on papers without a red head.
    """

    title: str
    body: Sequence[str]
    organ: str = ""
    day: date | None = None
    addressees: Sequence[str] = ()
    annexes: Sequence[str] = ()
    sealed: bool = True
    contact: str = ""
    number: str = ""


@dataclass(frozen=True)
class _Run:
    """Part of a line: where it starts, counted in squares from the left edge, its words and face."""

    column: float
    text: str
    face: Face = "fang"


@dataclass(frozen=True)
class _Row:
    """One line of the grid; ``title`` rows are set in 2号小标宋 and centred."""

    runs: tuple[_Run, ...] = ()
    title: str = ""


BLANK = _Row()


def official_page(
    text: OfficialText, issued: datetime, *, draft: bool = False, page_numbers: bool = True, author: str = ""
) -> bytes:
    """The paper as PDF, A4, on as many pages as it takes. Raises ``MissingGlyph``."""
    footer = _folio if page_numbers else None
    paper = Paper(
        text.title.replace("\n", ""), issued, author=author or text.organ, draft=draft, footer=footer
    )
    for number, rows in enumerate(pages_of(text)):
        if number:
            paper.new_page()
        for i, row in enumerate(rows):
            _draw(paper, row, TOP + (i + 0.5) * PITCH)
    return paper.finish()


def pages_of(text: OfficialText) -> list[list[_Row]]:
    """The lines of every page, the signing block never alone on the last (7.3.5)."""
    body, annexes = [*_head(text), *_body(text)], list(_annexes(text.annexes))
    signing = _signing(text, _SEAL_BLANKS if text.sealed else _PLAIN_BLANKS)
    closer = _signing(text, _PLAIN_BLANKS)
    room = -len(body) % ROWS
    if len(annexes) + len(signing) <= room or not (annexes or signing):
        rows = [*body, *annexes, *signing]
    elif len(annexes) + len(closer) <= room:
        blanks = room - len(annexes) - len(closer)
        rows = [*body, *annexes, *[BLANK] * blanks, *closer]
    else:
        rows = [*_carry(body, room, bool(annexes)), *annexes, *signing]
    return [rows[i : i + ROWS] for i in range(0, len(rows), ROWS)]


def _carry(body: list[_Row], room: int, with_annexes: bool) -> list[_Row]:
    """The text with its last lines moved to a new page, where the signing block will follow them."""
    carried = 1 if with_annexes else _CARRIED
    if room + carried >= ROWS or len(body) <= carried:
        return body  # the text's own last lines already begin a page
    return [*body[:-carried], *[BLANK] * (room + carried), *body[-carried:]]


# ---- the parts ---------------------------------------------------------------------------------------------


def _head(text: OfficialText) -> Iterator[_Row]:
    yield BLANK
    for line in title_lines(text.title, TITLE_COLUMNS):
        yield _Row(title=line)
    if text.number:
        yield _Row((_Run((COLUMNS - _squares(text.number)) / 2, text.number),))
    yield BLANK
    if text.addressees:
        yield from _flush("、".join(text.addressees).rstrip("：") + "：")


def _flush(text: str) -> Iterator[_Row]:
    for line in break_lines(text, COLUMNS * 2):
        yield _Row((_Run(0, line),))


def _body(text: OfficialText) -> Iterator[_Row]:
    for paragraph in text.body:
        for part in paragraph.split("\n"):
            yield from _paragraph(part.strip())


def _paragraph(text: str) -> Iterator[_Row]:
    """A paragraph starting two characters in, its heading in the heading's face."""
    heading, face = _heading_of(text)
    done = 0
    for i, line in enumerate(break_lines(text, COLUMNS * 2, first=COLUMNS * 2 - 4)):
        column = 0.0 if i else 2.0
        own = max(0, min(len(line), heading - done))
        runs = [_Run(column, line[:own], face)] if own else []
        if own < len(line):
            runs.append(_Run(column + _squares(line[:own]), line[own:]))
        yield _Row(tuple(runs))
        done += len(line)


def _heading_of(text: str) -> tuple[int, Face]:
    """How many characters at the start are a heading, and its face."""
    for pattern, face in _LEVELS:
        if pattern.match(text):
            stop = text.find("。")
            return (stop + 1 if stop >= 0 else len(text)), face
    return 0, "fang"


def _annexes(names: Sequence[str]) -> Iterator[_Row]:
    """附件说明 (7.3.4): a blank line, two characters in, names aligned, no punctuation after them."""
    if names:
        yield BLANK
    for i, name in enumerate(names):
        head = "附件：" if i == 0 else ""
        mark = f"{i + 1}." if len(names) > 1 else ""
        start = 5.0 + _squares(mark)
        room = (COLUMNS - start - 1) * 2
        for j, line in enumerate(break_lines(name, room)):
            runs = [_Run(start, line)]
            if j == 0:
                runs = [_Run(2.0, head), _Run(5.0, mark), *runs]
            yield _Row(tuple(run for run in runs if run.text))


def _signing(text: OfficialText, blanks: int) -> list[_Row]:
    """Organ and day below the text after ``blanks`` lines, then the note (7.3.5.1, 7.3.5.2, 7.3.7)."""
    if not text.organ and text.day is None:
        return []
    place = _with_seal if text.sealed else _without_seal
    name, day = text.organ, chinese_date(text.day)
    name_at, day_at = place(_squares(name), _squares(day))
    rows = [*[BLANK] * blanks]
    rows += [_Row((_Run(name_at, name),))] if name else []
    rows.append(_Row((_Run(day_at, day),)))
    rows += [_Row((_Run(2.0, f"（{text.contact}）"),))] if text.contact else []
    return rows


def _with_seal(name: float, day: float) -> tuple[float, float]:
    """The day ends four squares from the right edge, the name is centred over it and stays inside."""
    day_at = COLUMNS - 4 - day
    name_at = day_at + (day - name) / 2
    if name_at + name > COLUMNS:
        name_at = COLUMNS - name
        day_at = name_at + (name - day) / 2
    return max(name_at, 0.0), day_at


def _without_seal(name: float, day: float) -> tuple[float, float]:
    """The name ends two squares from the edge, the day starts two further in; a longer day ends there instead."""
    name_at = COLUMNS - 2 - name
    day_at = name_at + 2
    if day > name:
        day_at = COLUMNS - 2 - day
        name_at = day_at - 2
    return max(name_at, 0.0), day_at


def _squares(text: str) -> float:
    return sum(map(half_cells, text)) / 2


# ---- drawing -----------------------------------------------------------------------------------------------


def _draw(paper: Paper, row: _Row, middle: float) -> None:
    if row.title:
        paper.text(LEFT + WIDTH / 2, middle, row.title, "title", _TITLE, "centre", "middle")
    for run in row.runs:
        words = run.text.rstrip(" ")
        paper.grid_text(LEFT + run.column * CELL, middle, words, run.face, _BODY, CELL * MM)


def _folio(paper: Paper, page: int, pages: int) -> None:
    """The page number between dashes, 7 mm below the type area, outer side, one character free (7.5)."""
    words = f"— {page} —"
    font = chain("song").glyph("—").font
    _, bottom, _, top = font.box("—")
    middle = TOP + HEIGHT + _FOLIO_DROP + (top - bottom) / 2 * _FOLIO / MM
    if page % 2:
        paper.text(LEFT + WIDTH - CELL, middle, words, "song", _FOLIO, "right", "middle")
    else:
        paper.text(LEFT + CELL, middle, words, "song", _FOLIO, "left", "middle")
