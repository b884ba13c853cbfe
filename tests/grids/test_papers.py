"""The papers of the grids."""

import pytest

from commgov_desktop.documents.rendering import page_size, page_text
from commgov_desktop.errors import UserError
from commgov_desktop.grids import papers
from commgov_desktop.grids.extent import named_together
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
