"""The papers of the grids."""

import io
from datetime import UTC, date, datetime

import pypdfium2
import pytest

from commgov_desktop.documents.rendering import page_count, page_size, page_text
from commgov_desktop.errors import UserError
from commgov_desktop.grids import papers
from commgov_desktop.grids.extent import named_together
from commgov_desktop.grids.poster import Board, Holder, board_pdf
from tests.grids.conftest import Divided

BY_KEY = {kind.key: kind for kind in papers.PAPERS}


def test_the_board_says_who_looks_after_which_area_and_whom_to_call(divided: Divided) -> None:
    pdf = BY_KEY["grid-board"].make(divided.office, divided.first)
    words = page_text(pdf, 0).replace("\n", "").replace(" ", "")
    for fact in (
        "孙丽",
        "19900000001",
        "01网格",
        "1号楼、2号楼",
        "0000-8800110",
        "沙田社区居民委员会",
        "网格员职责",
    ):
        assert fact in words
    assert page_size(pdf, 0) == pytest.approx((210, 297), abs=0.1)


def test_the_large_board_is_the_same_on_a3(divided: Divided) -> None:
    pdf = BY_KEY["grid-board-a3"].make(divided.office, divided.first)
    assert page_size(pdf, 0) == pytest.approx((297, 420), abs=0.3)
    assert page_text(pdf, 0) == page_text(BY_KEY["grid-board"].make(divided.office, divided.first), 0)


def test_a_board_without_a_worker_names_what_is_missing(divided: Divided) -> None:
    with pytest.raises(UserError, match="网格员"):
        BY_KEY["grid-board"].make(divided.office, divided.second)


def test_the_same_board_printed_twice_is_the_same_file(divided: Divided) -> None:
    assert papers.board(divided.office, divided.first) == papers.board(divided.office, divided.first)


def test_the_table_of_division_adds_up(divided: Divided) -> None:
    words = page_text(papers.division(divided.office), 0)
    for fact in ("网格划分表", "01 网格", "孙丽", "空缺", "未划入网格", "合计"):
        assert fact in words


def test_the_list_of_what_is_in_no_grid_gives_the_reason(divided: Divided) -> None:
    words = page_text(papers.outside(divided.office), 0)
    for fact in ("未入格清单", "3号楼", "赵无处", "没有登记现住房屋", "所住楼栋未划入网格"):
        assert fact in words


def test_runs_of_buildings_become_a_span() -> None:
    assert named_together(["1号楼", "2号楼", "3号楼", "5号楼", "综合楼"]) == "1—3号楼、5号楼、综合楼"
    assert named_together(["1栋", "2栋"]) == "1栋、2栋"


@pytest.mark.parametrize("name", ["", "王芳", "阿依古丽", "买买提·艾力·阿卜杜热合曼·吐尔逊江·艾合买提"])
def test_everything_on_the_board_stays_within_its_frame(name: str) -> None:
    board = Board(
        "沙田街道沙田社区幸福里小区二期", "06 网格（含沿街商铺及临时板房区域）", "999999001001006",
        Holder("网格员", name, "13900001234、13800001234"), (Holder("网格长", name, "19900020001"), Holder("社区民警")),
        "东至小河，南至建设街，西至和平路，北至环城路；" * 6, ("了解网格内的人、房、事，采集信息并及时更新",) * 6,
        "0571-12345678转8001、0571-87654321", "沙田社区居民委员会", date(2026, 3, 5),
    )  # fmt: skip
    pdf = board_pdf(board, datetime(2026, 3, 5, tzinfo=UTC))
    with pypdfium2.PdfDocument(io.BytesIO(pdf)) as document:
        text = document[0].get_textpage()
        boxes = [
            text.get_charbox(n) for n in range(text.count_chars()) if not text.get_text_range(n, 1).isspace()
        ]
    assert max(right for _left, _bottom, right, _top in boxes) <= 190 / 25.4 * 72
    assert min(left for left, _bottom, _right, _top in boxes) >= 20 / 25.4 * 72
    assert page_count(pdf) == 1
