"""The page of GB/T 9704-2012, measured: 22 lines of 28 characters, title, signing block, page number."""

from collections.abc import Callable
from datetime import date, datetime
from itertools import pairwise

import pytest

from commgov_desktop.documents import rendering
from commgov_desktop.documents.official_page import (
    CELL,
    LEFT,
    PITCH,
    TOP,
    OfficialText,
    official_page,
    pages_of,
)
from commgov_desktop.documents.paper import MM
from commgov_desktop.documents.title_lines import faults, title_lines

Origin = tuple[str, float, float]
Origins = Callable[..., list[Origin]]

TITLE = "春风社区居民委员会关于开展2026年冬季消防安全检查工作的通知"
FIRST = "为做好冬季消防安全工作，根据街道统一部署（沙街〔2026〕31号），社区居委会决定开展检查，收费￥0元。现通知如下："
BODY = (
    FIRST,
    "一、检查时间",
    "（一）自查阶段。2026年11月25日至30日，由业主、承租人自查——“人走电断”……",
    "1.独居老人家庭由网格员上门检查；",
    "（1）检查燃气软管；",
)


def _text(**more: object) -> OfficialText:
    values: dict[str, object] = {
        "title": TITLE,
        "body": BODY,
        "organ": "春风社区居民委员会",
        "day": date(2026, 11, 22),
        "addressees": ("各居民小组", "全体居民"),
    }
    return OfficialText(**{**values, **more})  # type: ignore[arg-type]


def _body(origins: list[Origin]) -> list[Origin]:
    """Chinese characters of the body, not of title, page number or narrow signs."""
    start = next(i for i, (c, _, _) in enumerate(origins) if c == "：")
    return [(c, x, y) for c, x, y in origins[start:] if "\u4e00" <= c <= "\u9fff"]


def test_every_body_character_stands_on_the_grid(issued: datetime, origins: Origins) -> None:
    found = _body(origins(official_page(_text(body=BODY * 3), issued)))
    inset = (CELL - 16 / MM) / 2
    squares = [(x - inset - LEFT) / CELL * 2 for _, x, _ in found]  # half squares
    assert len(found) > 150
    assert max(abs(square - round(square)) for square in squares) * CELL / 2 < 0.01


def test_every_line_stands_on_the_grid(issued: datetime, origins: Origins) -> None:
    found = [(c, y) for c, _, y in _body(origins(official_page(_text(body=[FIRST] * 9), issued)))]
    lines = sorted({round(y, 3) for _, y in found})
    steps = [(b - a) / PITCH for a, b in pairwise(lines)]
    assert all(abs(step - round(step)) * PITCH < 0.01 for step in steps)
    assert min(lines) > TOP
    assert max(lines) < TOP + 22 * PITCH


def test_a_full_page_has_22_lines_of_28_characters(issued: datetime, origins: Origins) -> None:
    text = OfficialText(title="公告", body=("国" * 26 + "国" * 28 * 60,), organ="", day=None)
    found = origins(official_page(text, issued), 1)
    rows = {round(y, 2) for c, _, y in found if c == "国"}
    columns = {round(x, 2) for c, x, _ in found if c == "国"}
    assert (len(rows), len(columns)) == (22, 28)
    assert max(columns) + 16 / MM + (CELL - 16 / MM) / 2 == pytest.approx(184, abs=0.01)


def test_the_text_reads_back_exactly(issued: datetime) -> None:
    words = "".join(rendering.page_text(official_page(_text(), issued)).split())
    assert all(paragraph in words for paragraph in BODY)
    assert TITLE in words


def test_paragraphs_begin_two_characters_in(issued: datetime, origins: Origins) -> None:
    first = next(x for c, x, _ in _body(origins(official_page(_text(), issued))) if c == "为")
    assert first == pytest.approx(LEFT + 2 * CELL, abs=0.1)


@pytest.mark.parametrize(("page", "edge"), [(0, 184 - CELL), (1, LEFT + CELL)])
def test_the_page_number_is_outside_and_seven_millimetres_down(
    issued: datetime, page: int, edge: float, picture: Callable[..., object]
) -> None:
    image = picture(official_page(_text(body=[FIRST] * 12, organ="", day=None), issued), page, 300)
    foot = image.crop((0, int(265 / 25.4 * 300), image.width, image.height))  # type: ignore[attr-defined]
    left, _, right, _ = (value / 300 * 25.4 for value in foot.point(lambda p: 255 - p).getbbox())
    assert (right if page == 0 else left) == pytest.approx(edge, abs=0.5)
    number = 255 - foot.convert("L").getextrema()[0]
    assert number > 200
    dash = foot.crop((int((left + 0.3) / 25.4 * 300), 0, int((left + 3) / 25.4 * 300), foot.height))
    top = 265 + dash.point(lambda p: 255 - p).getbbox()[1] / 300 * 25.4
    assert top == pytest.approx(262 + 7, abs=0.5)


def test_with_a_seal_the_day_ends_four_characters_from_the_edge(issued: datetime, origins: Origins) -> None:
    found = origins(official_page(_text(), issued))
    day = [(x, y) for c, x, y in found if c == "日"][-1]
    assert day[0] + 16 / MM == pytest.approx(LEFT + 24 * CELL, abs=0.2)
    name = [x for c, x, y in found if abs(y - (day[1] - PITCH)) < 0.5]
    middle = (min(name) + max(name) + 16 / MM) / 2
    assert middle == pytest.approx(LEFT + (24 - 7 / 2) * CELL, abs=0.2)


def test_without_a_seal_the_day_starts_two_characters_after_the_name(
    issued: datetime, origins: Origins
) -> None:
    found = origins(official_page(_text(sealed=False), issued))
    day = [(x, y) for c, x, y in found if c == "日"][-1]
    name = [x for c, x, y in found if abs(y - (day[1] - PITCH)) < 0.5]
    start = min(x for _, x, y in found if abs(y - day[1]) < 0.5)
    assert max(name) + 16 / MM == pytest.approx(LEFT + 26 * CELL, abs=0.2)
    assert start - min(name) == pytest.approx(2 * CELL, abs=0.3)


@pytest.mark.parametrize("sealed", [True, False])
@pytest.mark.parametrize("annexes", [(), ("自查表",), ("自查表", "楼栋名单")])
@pytest.mark.parametrize("organ_of", ["春风社区居民委员会", "沙田街道春风社区居民委员会春节慰问工作领导小组"])
def test_the_signing_block_is_never_alone_on_a_page(
    sealed: bool, annexes: tuple[str, ...], organ_of: str
) -> None:
    for length in range(1, 60):
        text = _text(body=["短句。"] * length, sealed=sealed, annexes=annexes, organ=organ_of)
        pages = pages_of(text)
        words = [["".join(run.text for run in row.runs) for row in page] for page in pages]
        assert any("短句" in line or "自查" in line for line in words[-1])
        assert all(len(page) <= 22 for page in pages)
        assert words[-1].index(organ_of) == words[-1].index("2026年11月22日") - 1
        assert sum("短句" in line for page in words for line in page) == length
        assert all(page[0] for page in words[1:])
        assert all(0 <= run.column <= 28 for page in pages for row in page for run in row.runs)


def test_annexes_stand_together_and_aligned(issued: datetime) -> None:
    pages = pages_of(_text(annexes=("自查表", "楼栋名单")))
    rows = [[(run.column, run.text) for run in row.runs] for page in pages for row in page]
    assert [(2.0, "附件："), (5.0, "1."), (6.0, "自查表")] in rows
    assert [(5.0, "2."), (6.0, "楼栋名单")] in rows


@pytest.mark.parametrize(
    ("title", "lines"),
    [
        (TITLE, ["春风社区居民委员会关于开展", "2026年冬季消防安全检查工作的通知"]),
        ("停水通知", ["停水通知"]),
        ("甲\n乙丙", ["甲", "乙丙"]),
        (" 甲 \n\n乙丙\n", ["甲", "乙丙"]),
    ],
)
def test_titles_keep_words_whole(title: str, lines: list[str]) -> None:
    assert title_lines(title, 20) == lines


@pytest.mark.parametrize(
    ("title", "found"),
    [
        (TITLE, []),
        ("春风社区居民委员会\n关于开展冬季消防安全检查工作的通知", []),
        ("春风社区\n关于开展冬季消防安全检查工作\n的通知公告", ["word"]),
        ("春风社区居民委员会关于开展冬季消防安\n全检查的通知", ["word"]),
        ("春风社区居民委员会关于开展冬季消防安全检查\n工作的通知", ["long"]),
        ("春风社区居民委员会关于\n开展检查的\n冬季消防安全工作的通知", ["shape"]),
        ("关于停水的\n紧急的通知", ["shape"]),
    ],
)
def test_what_is_wrong_with_typed_breaks_is_named(title: str, found: list[str]) -> None:
    assert faults(title, 20) == found


def test_typed_breaks_stand_on_the_page_centred_one_below_the_other(
    issued: datetime, origins: Origins
) -> None:
    title = "春风社区居民委员会\n关于开展冬季消防安全检查工作的通知"
    found = origins(official_page(_text(title=title), issued))
    first, second = (
        [(x, y) for c, x, y in found[:26] if abs(y - wanted) < 0.5]
        for wanted in sorted({round(y, 2) for _c, _x, y in found[:26]})
    )
    assert (len(first), len(second)) == (9, 17)
    assert second[0][1] - first[0][1] == pytest.approx(PITCH, abs=0.05)
    for line in (first, second):
        middle = (line[0][0] + line[-1][0] + 22 / MM) / 2
        assert middle == pytest.approx(LEFT + 156 / 2, abs=0.3)


def test_a_paper_of_several_faces_passes_as_an_archive_file(
    issued: datetime, archivable: Callable[[bytes], list[object]]
) -> None:
    assert archivable(official_page(_text(contact="联系人：买买提·艾力"), issued, draft=True)) == []


def test_the_same_notice_gives_the_same_bytes(issued: datetime) -> None:
    assert official_page(_text(), issued) == official_page(_text(), issued)
