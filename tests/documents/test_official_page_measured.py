"""The official page measured on its picture, as with a ruler on the print: five notices, each to half a millimetre.

What is expected is worked out from the figures of GB/T 9704-2012 alone (margins 37 and 28 mm, type area 156 x 225 mm,
22 lines of 28 characters, signing block, page number 7 mm down) and the outlines of the characters.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime

import pytest
from PIL import Image

from commgov_desktop.desk.notice_paper import NoticeText, notice_pdf
from commgov_desktop.documents import rendering
from commgov_desktop.documents.fonts import Face, chain

DPI = 300
MM = DPI / 25.4
TOLERANCE = 0.5
LEFT, TOP, WIDE, HIGH, LINES, CHARACTERS = 28.0, 37.0, 156.0, 225.0, 22, 28
SQUARE, PITCH = WIDE / CHARACTERS, HIGH / LINES
BODY, TITLE = 16 / 72 * 25.4, 22 / 72 * 25.4
ORGAN, DAY = "沙田社区居民委员会", date(2026, 3, 5)
LINE = "居民朋友们请注意用电安全及消防通道畅通楼门前不得堆放"  # 26 characters: one indented line
FULL = "国" * 28


@dataclass(frozen=True)
class Notice:
    """A notice, and where its lines must stand: (page, line, first square, words)."""

    text: NoticeText
    pages: int
    lines: tuple[tuple[int, int, float, str], ...]
    title: tuple[int, str]
    signing: tuple[int, int] | None
    """Page and line of the organ's name."""
    blank: tuple[tuple[int, int], ...] = field(default=())


def _notice(body: str, **more: object) -> NoticeText:
    facts = {"kind": "通知", "title": "关于用电安全的通知", "organ": ORGAN, "day": DAY, "body": body} | more
    return NoticeText(**facts)  # type: ignore[arg-type]


NOTICES = {
    "one line": Notice(
        _notice(LINE, addressees="各位居民"),
        1,
        ((0, 3, 0.0, "各位居民："), (0, 4, 2.0, LINE)),
        (1, "关于用电安全的通知"),
        (0, 8),
        blank=((0, 0), (0, 2), (0, 5), (0, 6), (0, 7)),
    ),
    "a full page": Notice(
        _notice("国" * (26 + 28 * 12)),
        1,
        ((0, 3, 2.0, "国" * 26), *((0, n, 0.0, FULL) for n in range(4, 16))),
        (1, "关于用电安全的通知"),
        (0, 19),
        blank=((0, 16), (0, 17), (0, 18)),
    ),
    "two pages": Notice(
        _notice("国" * (26 + 28 * 30)),
        2,
        (*((0, n, 0.0, FULL) for n in range(4, 22)), *((1, n, 0.0, FULL) for n in range(12))),
        (1, "关于用电安全的通知"),
        (1, 15),
        blank=((1, 12), (1, 13), (1, 14)),
    ),
    "with a list": Notice(
        _notice(LINE, names=[("姓名",), *(("张某某",),) * 12]),
        1,
        (
            (0, 3, 2.0, LINE),
            (0, 4, 2.0, "张某某　张某某　张某某　张某某　张某某　张某某"),
            (0, 5, 2.0, "张某某　张某某　张某某　张某某　张某某　张某某"),
        ),
        (1, "关于用电安全的通知"),
        (0, 9),
    ),
    "with annexes": Notice(
        _notice(LINE, annexes=("安全自查表",)),
        1,
        ((0, 3, 2.0, LINE), (0, 5, 2.0, "附件：安全自查表")),
        (1, "关于用电安全的通知"),
        (0, 9),
        blank=((0, 4),),
    ),
    "without a seal": Notice(
        _notice(LINE, sealed=False),
        1,
        ((0, 3, 2.0, LINE),),
        (1, "关于用电安全的通知"),
        (0, 5),
        blank=((0, 4),),
    ),
}

Picture = Callable[..., Image.Image]
Box = tuple[float, float, float, float]


@pytest.fixture(params=NOTICES)
def notice(request: pytest.FixtureRequest) -> Notice:
    return NOTICES[request.param]


@pytest.fixture
def pages(notice: Notice, issued: datetime, picture: Picture) -> list[Image.Image]:
    pdf = notice_pdf(notice.text, issued)
    count = rendering.page_count(pdf)
    assert count == notice.pages
    return [picture(pdf, page, DPI) for page in range(count)]


def _ink(page: Image.Image, left: float, top: float, right: float, bottom: float) -> Box | None:
    """The edges of what is printed within these bounds, in millimetres from the upper left corner of the sheet."""
    x, y = round(left * MM), round(top * MM)
    part = page.crop((x, y, round(right * MM), round(bottom * MM)))
    found = part.point(lambda grey: 255 if grey < 128 else 0).getbbox()
    if found is None:
        return None
    a, b, c, d = found
    return (x + a) / MM, (y + b) / MM, (x + c) / MM, (y + d) / MM


def _line(page: Image.Image, number: int) -> Box | None:
    return _ink(page, 0, TOP + number * PITCH, 210, TOP + (number + 1) * PITCH)


def _outline(character: str, face: Face) -> tuple[float, float]:
    """Left and right edge of a character's ink, in parts of its size."""
    left, _bottom, right, _top = chain(face).glyph(character).font.box(character)
    return left, right


def _edges(column: float, words: str) -> tuple[float, float]:
    """Where the ink of a line of the body begins and ends when its characters stand in their squares."""
    inset = (SQUARE - BODY) / 2
    first = LEFT + column * SQUARE + inset + _outline(words[0], "fang")[0] * BODY
    last = LEFT + (column + len(words) - 1) * SQUARE + inset + _outline(words[-1], "fang")[1] * BODY
    return first, last


def test_every_line_stands_in_its_squares(notice: Notice, pages: list[Image.Image]) -> None:
    for page, number, column, words in notice.lines:
        found = _line(pages[page], number)
        assert found is not None, (number, words)
        first, last = _edges(column, words)
        assert found[0] == pytest.approx(first, abs=TOLERANCE)
        assert found[2] == pytest.approx(last, abs=TOLERANCE)
        middle = TOP + (number + 0.5) * PITCH
        assert (found[1] + found[3]) / 2 == pytest.approx(middle, abs=TOLERANCE)
        assert found[3] - found[1] < BODY + TOLERANCE


def test_the_title_is_centred_on_the_second_line(notice: Notice, pages: list[Image.Image]) -> None:
    number, words = notice.title
    found = _line(pages[0], number)
    assert found is not None
    start = LEFT + WIDE / 2 - len(words) * TITLE / 2
    assert found[0] == pytest.approx(start + _outline(words[0], "title")[0] * TITLE, abs=TOLERANCE)
    end = start + (len(words) - 1) * TITLE + _outline(words[-1], "title")[1] * TITLE
    assert found[2] == pytest.approx(end, abs=TOLERANCE)
    assert (found[1] + found[3]) / 2 == pytest.approx(TOP + (number + 0.5) * PITCH, abs=TOLERANCE)


def test_lines_that_must_be_blank_are(notice: Notice, pages: list[Image.Image]) -> None:
    assert not [place for place in notice.blank if _line(pages[place[0]], place[1])]


def test_nothing_is_printed_in_the_margins_but_the_page_number(
    notice: Notice, pages: list[Image.Image]
) -> None:
    for page in pages:
        found = _ink(page, 0, 0, 210, 265)
        assert found is not None
        assert found[0] >= LEFT - TOLERANCE
        assert found[1] >= TOP - TOLERANCE
        assert found[2] <= LEFT + WIDE + TOLERANCE
        assert found[3] <= TOP + HIGH + TOLERANCE


def test_the_signing_block_stands_where_the_standard_puts_it(
    notice: Notice, pages: list[Image.Image]
) -> None:
    assert notice.signing
    page, number = notice.signing
    name, day = _line(pages[page], number), _line(pages[page], number + 1)
    assert name is not None
    assert day is not None
    day_squares = 3 + 6 / 2  # 2026年3月5日: three characters and six half ones
    name_squares = len(ORGAN)
    if notice.text.sealed:  # 7.3.5.1: the day ends four squares from the edge, the name is centred over it
        day_at = CHARACTERS - 4 - day_squares
        name_at = day_at + (day_squares - name_squares) / 2
    else:  # 7.3.5.2: the name ends two squares from the edge, the day begins two squares further in than the name
        name_at = CHARACTERS - 2 - name_squares
        day_at = name_at + 2
    first, last = _edges(name_at, ORGAN)
    assert name[0] == pytest.approx(first, abs=TOLERANCE)
    assert name[2] == pytest.approx(last, abs=TOLERANCE)
    _first, end = _edges(day_at + day_squares - 1, "日")
    assert day[2] == pytest.approx(end, abs=TOLERANCE)


def test_the_page_number_stands_seven_millimetres_down_on_the_outer_side(
    notice: Notice, pages: list[Image.Image]
) -> None:
    for number, page in enumerate(pages, start=1):
        found = _ink(page, 0, TOP + HIGH + 3, 210, 297)
        assert found is not None
        if number % 2:
            assert found[2] == pytest.approx(LEFT + WIDE - SQUARE, abs=TOLERANCE)
        else:
            assert found[0] == pytest.approx(LEFT + SQUARE, abs=TOLERANCE)
        dash = _ink(page, found[0], TOP + HIGH + 3, found[0] + 2.5, 297)
        assert dash is not None
        assert dash[1] == pytest.approx(TOP + HIGH + 7, abs=TOLERANCE)


def test_a_document_number_stands_centred_below_the_title(issued: datetime, picture: Picture) -> None:
    page = picture(notice_pdf(_notice(LINE, number="沙居〔2026〕3号"), issued), 0, DPI)
    found = _line(page, 2)
    assert found is not None
    wide = (5 + 5 / 2) * SQUARE - (SQUARE - BODY)  # five characters and five digits
    start = LEFT + WIDE / 2 - wide / 2
    assert found[0] == pytest.approx(start + _outline("沙", "fang")[0] * BODY, abs=TOLERANCE)
    assert _line(page, 3) is None
    assert _line(page, 4) is not None


def test_the_sheet_is_a4(notice: Notice, issued: datetime) -> None:
    assert rendering.page_size(notice_pdf(notice.text, issued)) == pytest.approx((210, 297), abs=0.1)
