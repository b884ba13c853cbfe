"""Cells as people type them: days, phones, numbers and words."""

from datetime import date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from commgov_desktop.ledger import sheet_cells

DAY = date(1985, 3, 5)
MORNING = datetime(1985, 3, 5, 8)  # noqa: DTZ001 - a spreadsheet knows no time zone


@pytest.mark.parametrize(
    "cell",
    [
        "1985/3/5", "1985.3.5", "1985-03-05", "19850305", "1985年3月5日", "1985年03月05号", 19850305.0, 31111.0, "31111",
        31111.5, MORNING, DAY, "1985-03-05 00:00:00", "１９８５．３．５", " 1985/3/5 ", "19850305000000",
    ],
)  # fmt: skip
def test_a_day_is_read_in_every_form(cell: object) -> None:
    assert sheet_cells.day(cell) == sheet_cells.Read(DAY)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ("85-3", date(1985, 3, 1)), ("85.3.5", DAY), ("850305", DAY), ("1985年3月", date(1985, 3, 1)), (1985.3, date(1985, 3, 1)),
        ("198503", date(1985, 3, 1)), ("1985", date(1985, 1, 1)), ("3/5/1985", DAY), ("25/12/1985", date(1985, 12, 25)),
        (1985.1, date(1985, 1, 1)), ("12-3", date(2012, 3, 1)),
    ],
)  # fmt: skip
def test_what_is_guessed_is_doubted(cell: object, value: date) -> None:
    read = sheet_cells.day(cell)  # type: ignore[arg-type]
    assert read.value == value
    assert read.doubt


@pytest.mark.parametrize("cell", ["1985-02-31", "19851301", "abc", "身份证", -5.0, 1e300])
def test_no_day_is_a_problem_with_a_sentence(cell: object) -> None:
    read = sheet_cells.day(cell)  # type: ignore[arg-type]
    assert read.value is None
    assert read.problem


@pytest.mark.parametrize("cell", ["", None, " ", "/", "—", "\u3000", "无", "不详"])
def test_an_empty_cell_says_nothing(cell: object) -> None:
    assert sheet_cells.day(cell) == sheet_cells.phones(cell) == sheet_cells.Read()  # type: ignore[arg-type]


@settings(deadline=None)
@given(st.dates(date(1900, 3, 1), date(2099, 12, 31)))
def test_day_numbers_are_those_of_spreadsheets(day: date) -> None:
    serial = (day - sheet_cells.EXCEL_DAY_ZERO).days
    if 10_000 <= serial < 80_000:
        assert sheet_cells.day(float(serial)).value == day


@pytest.mark.parametrize(
    ("cell", "numbers"),
    [
        ("13800001111", ["13800001111"]), (13800001111.0, ["13800001111"]), ("138 0000 1111", ["13800001111"]),
        ("138-0000-1111", ["13800001111"]), ("13800001111、0571-88881234", ["13800001111", "0571-88881234"]),
        ("0571 88881234", ["0571-88881234"]), ("+86 13800001111", ["13800001111"]), ("本人13800001111", ["13800001111"]),
        ("13800001111 13900002222", ["13800001111", "13900002222"]), ("057188881234", ["0571-88881234"]),
    ],
)  # fmt: skip
def test_phone_numbers_are_read_in_every_form(cell: object, numbers: list[str]) -> None:
    read = sheet_cells.phones(cell)  # type: ignore[arg-type]
    assert list(read.value or ()) == numbers
    assert not read.doubt


def test_a_phone_with_a_digit_missing_is_kept_and_doubted() -> None:
    read = sheet_cells.phones("1380000111")
    assert read.value == ("1380000111",)
    assert read.doubt


@pytest.mark.parametrize(
    ("cell", "words"),
    [
        (" 张　伟\u00a0", "张 伟"), ("ＡＢ１２", "AB12"), (3.0, "3"), (3.5, "3.5"), ("第\n一", "第 一"), (None, ""), ("--", ""),
        ("𠮷䶮", "𠮷䶮"), ("（一）", "（一）"), (True, "是"), (DAY, "1985-03-05"), ("\u200b张\ufeff", "张"),
    ],
)  # fmt: skip
def test_words_lose_odd_spaces_and_widths_and_nothing_else(cell: object, words: str) -> None:
    assert sheet_cells.text(cell) == words  # type: ignore[arg-type]


def test_numbers_may_have_commas_and_a_unit() -> None:
    assert sheet_cells.number("1,234.5 平方米").value == 1234.5
    assert sheet_cells.whole("12户").value == 12
    assert sheet_cells.whole("1.5").problem
    assert sheet_cells.whole("").problem == ""


def test_tags_are_parted_at_any_sign() -> None:
    assert sheet_cells.several("退役军人、党员 低保，党员") == ("退役军人", "党员", "低保")


@settings(deadline=None)
@given(st.one_of(st.text(), st.floats(), st.integers(), st.booleans(), st.none(), st.dates(), st.datetimes()))
def test_no_cell_makes_reading_fail(cell: object) -> None:
    for read in (
        sheet_cells.text,
        sheet_cells.day,
        sheet_cells.phones,
        sheet_cells.number,
        sheet_cells.whole,
        sheet_cells.several,
    ):
        read(cell)  # type: ignore[operator]
