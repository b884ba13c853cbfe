"""A register shows every row once, its headings on every page, and is quick."""

import time
from collections.abc import Callable
from datetime import datetime

import pytest

from commgov_desktop.documents import rendering
from commgov_desktop.documents.register import Column, register
from commgov_desktop.errors import Cancelled

COLUMNS = (Column("序号", 1, "centre"), Column("姓名", 2), Column("住址", 5), Column("金额", 2, "right"))


def _rows(count: int) -> list[tuple[str, ...]]:
    return [
        (str(i + 1), f"买买提·艾力{i}", "春风里3栋2单元501室" * (1 + i % 3), "￥1,280.00")
        for i in range(count)
    ]


def _words(pdf: bytes) -> list[str]:
    return ["".join(rendering.page_text(pdf, i).split()) for i in range(rendering.page_count(pdf))]


@pytest.mark.parametrize("landscape", [False, True])
def test_every_row_is_there_and_every_page_has_headings_and_a_number(
    issued: datetime, landscape: bool
) -> None:
    pages = _words(
        register("居民登记册", "春风社区", COLUMNS, _rows(150), issued=issued, landscape=landscape)
    )
    assert all(f"买买提·艾力{i}" in "".join(pages) for i in range(150))
    assert all("序号" in page and "住址" in page for page in pages)
    assert [f"第{i + 1}页共{len(pages)}页" in page for i, page in enumerate(pages)] == [True] * len(pages)
    assert [("居民登记册" in page) for page in pages] == [True] + [False] * (len(pages) - 1)


def test_an_empty_list_is_still_a_sheet(issued: datetime) -> None:
    (page,) = _words(register("居民登记册", "", COLUMNS, [], issued=issued))
    assert "姓名" in page


def test_a_very_long_cell_is_set_small_but_whole(issued: datetime) -> None:
    note = "".join(f"第{i}次上门。" for i in range(60))
    (page,) = _words(register("册", "", COLUMNS, [("1", "李", note, "")], issued=issued))
    assert note in page


def test_the_clerk_can_stop_it(issued: datetime) -> None:
    def stop(done: int, total: int) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        register("册", "", COLUMNS, _rows(300), issued=issued, progress=stop)


def test_it_passes_as_an_archive_file(issued: datetime, archivable: Callable[[bytes], list[object]]) -> None:
    assert archivable(register("册", "春风社区", COLUMNS, _rows(40), issued=issued, footer="春风社区")) == []


def test_five_thousand_rows_take_seconds(issued: datetime) -> None:
    start = time.process_time()
    register("册", "", COLUMNS, _rows(5000), issued=issued)
    assert time.process_time() - start < 8
