"""Forms grow with what is in them and break well: no lost word, no heading or signature alone."""

from collections.abc import Callable, Sequence
from datetime import date, datetime

import pytest

from commgov_desktop.documents import rendering
from commgov_desktop.documents.blocks import Gap, Lines, chinese_date, fill
from commgov_desktop.documents.form_sheet import FormSheet
from commgov_desktop.documents.tables import Cell, cell


def _label(text: str, rows: int = 1) -> Cell:
    return cell(text, label=True, rows=rows, vertical=rows > 1)


def _words(pdf: bytes) -> list[str]:
    return ["".join(rendering.page_text(pdf, i).split()) for i in range(rendering.page_count(pdf))]


def _application(issued: datetime, facts: str) -> bytes:
    sheet = FormSheet("人民调解申请书", issued, number="（2026）沙人调字第7号")
    sheet.table(
        [
            [_label("申请人", rows=2), _label("姓名"), "买买提·艾力", _label("民族"), "维吾尔族"],
            [_label("联系方式"), "13800001234", _label("年龄"), "46"],
            [_label("纠纷简要情况"), cell(facts, span=4, align="left", valign="top", indent=2, height=55)],
        ],
        widths=(16, 26, 50, 26, 50),
    )
    sheet.paragraph(["现", fill("㛃䶮𬱖𠅤", characters=6), "自愿申请人民调解，赔偿￥1,280.00元。"])
    sheet.signatures("申请人（签名、盖章或按指印）", dated=True)
    return sheet.finish()


def test_title_number_and_every_value_are_on_the_sheet(issued: datetime) -> None:
    (words,) = _words(_application(issued, "渗水。"))
    wanted = (
        "人民调解申请书",
        "（2026）沙人调字第7号",
        "买买提·艾力",
        "13800001234",
        "渗水。",
        "㛃䶮𬱖𠅤",
        "￥1,280.00",
    )
    assert [value for value in wanted if value not in words] == []


@pytest.mark.parametrize("repeats", [3, 20, 60])
def test_a_long_account_runs_over_pages_and_loses_nothing(issued: datetime, repeats: int) -> None:
    facts = "".join(f"第{i}次协商未果，卫生间仍然渗水。" for i in range(repeats))
    words = _words(_application(issued, facts))
    assert [i for i in range(repeats) if f"第{i}次协商" not in "".join(words).replace("第1页共", "")] == []
    assert all("纠纷简要情况" in page for page in words if "协商未果" in page)


@pytest.mark.parametrize("lines", range(18, 42, 3))
def test_signatures_are_never_alone_on_a_page(issued: datetime, lines: int) -> None:
    sheet = FormSheet("调解记录", issued)
    for i in range(lines):
        sheet.paragraph(f"问答{i}")
    sheet.signatures("当事人（签名）", "人民调解员（签名）", columns=2)
    last = _words(sheet.finish())[-1]
    assert "当事人" in last
    assert "问答" in last


@pytest.mark.parametrize("gap", range(180, 260, 8))
def test_a_heading_is_never_left_at_the_foot(issued: datetime, gap: int) -> None:
    sheet = FormSheet("", issued)
    sheet.line("起")
    sheet.gap(gap)
    sheet.section("二、其他")
    sheet.paragraph("正文。")
    pages = _words(sheet.finish())
    assert [("二、其他" in page) == ("正文。" in page) for page in pages] == [True] * len(pages)


def test_headings_of_a_table_come_again_on_every_page(issued: datetime) -> None:
    sheet = FormSheet("清单", issued)
    sheet.table(
        [[_label("序号"), _label("事项")], *([str(i), f"事务{i}"] for i in range(80))], (1, 5), head=1
    )
    pages = _words(sheet.finish())
    assert len(pages) > 2
    assert all("序号" in page for page in pages)
    assert all(f"事务{i}" in "".join(pages) for i in range(80))


def test_a_certificate_with_stub_fits_one_page_and_passes_as_an_archive_file(
    issued: datetime, archivable: Callable[[bytes], list[object]]
) -> None:
    sheet = FormSheet("居住证明", issued, spread=22, title_size=26, number="春社居证〔2026〕12号", draft=True)
    sheet.paragraph(["兹证明", fill("李春风", characters=6), "居住在本社区。"], size=16, pitch=30)
    sheet.signing("春风社区居民委员会", date(2026, 3, 5), note="（印章）")
    sheet.cut_line("春社居证〔2026〕12号")
    sheet.qr("春社居证〔2026〕12号", 24, caption="核验")
    sheet.sides("经办人：", "领取人：")
    sheet.note("注：复印无效。")
    pdf = sheet.finish()
    assert rendering.page_count(pdf) == 1
    assert archivable(pdf) == []


def test_a_poster_for_a3_is_the_a4_design_enlarged(issued: datetime) -> None:
    pages = []
    for zoom in (1.0, 2**0.5):
        sheet = FormSheet("网格责任公示牌", issued, zoom=zoom)
        sheet.table([[_label("网格长"), "欧阳春风"]], (1, 2), size=28, row_height=30)
        pages.append(sheet.finish())
    assert _words(pages[0]) == _words(pages[1])
    assert rendering.page_size(pages[1])[0] == pytest.approx(297, abs=0.1)


def test_lines_of_justified_text_end_at_the_same_edge(
    issued: datetime, origins: Callable[..., list[tuple[str, float, float]]]
) -> None:
    sheet = FormSheet("", issued)
    sheet.paragraph("一二三四五六七八九，" * 30, size=14)
    rights: dict[float, float] = {}
    for character, x, y in origins(sheet.finish()):
        if not character.isspace():
            rights[round(y, 1)] = max(rights.get(round(y, 1), 0.0), x)
    ends = [rights[y] for y in sorted(rights)][:-1]
    assert max(ends) - min(ends) < 0.3


def test_empty_cells_and_a_value_a_little_too_long_keep_one_line(issued: datetime) -> None:
    sheet = FormSheet("表", issued)
    sheet.table([[_label("电话"), "13800001234", ""]], (20, 25, 118))
    assert "13800001234" in rendering.page_text(sheet.finish())


@pytest.mark.parametrize(
    ("day", "words"), [(date(2026, 3, 5), "2026年3月5日"), (None, "　　　　年　　月　　日")]
)
def test_dates_have_no_leading_zeros(day: date | None, words: str) -> None:
    assert chinese_date(day) == words


def test_blocks_kept_together_go_to_the_next_page_together(issued: datetime) -> None:
    sheet = FormSheet("", issued)
    sheet.line("起")
    sheet.gap(225)
    sheet.together(Lines("甲"), Gap(10), Lines("乙"))
    pages: Sequence[str] = _words(sheet.finish())
    assert [("甲" in page, "乙" in page) for page in pages] == [(False, False), (True, True)]


def test_the_same_form_gives_the_same_bytes(issued: datetime) -> None:
    assert _application(issued, "渗水。") == _application(issued, "渗水。")
