"""Numbers of identity documents: what they tell, and which faults are always found."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from commgov_desktop import clock
from commgov_desktop.ledger import codes
from commgov_desktop.roster import id_number
from commgov_desktop.roster.id_number import CHECKED, DOUBTFUL, NONE, parse

TODAY = date(2026, 11, 20)


@pytest.fixture(autouse=True, scope="module")
def _today() -> None:
    clock.pretend(TODAY)


births = st.dates(date(1900, 1, 1), date(2025, 12, 31))
serials = st.integers(1, 999)


@st.composite
def numbers(draw: st.DrawFn) -> str:
    first = f"999999{draw(births):%Y%m%d}{draw(serials):03}"
    return first + id_number.check_character(first)


@pytest.mark.parametrize(
    "text",
    ["11010519491231002X", "999999200002290019", "810000190001010018", "83000019000101002X"],
)
def test_the_worked_examples_of_the_standard_are_right(text: str) -> None:
    assert parse(text).state == CHECKED


@settings(deadline=None)
@given(births, serials)
def test_birth_date_and_sex_are_read_from_the_number(birth: date, serial: int) -> None:
    first = f"999999{birth:%Y%m%d}{serial:03}"
    number = parse(first + id_number.check_character(first))
    assert (number.state, number.birth) == (CHECKED, birth)
    assert number.sex == ("1" if serial % 2 else "2")


@settings(deadline=None)
@given(numbers(), st.integers(0, 17), st.integers(1, 9))
def test_a_single_wrong_digit_is_always_found(text: str, place: int, by: int) -> None:
    if text[place] == "X":
        return
    wrong = text[:place] + str((int(text[place]) + by) % 10) + text[place + 1 :]
    assert parse(wrong, "111").state == DOUBTFUL


@settings(deadline=None)
@given(numbers(), st.integers(0, 15))
def test_two_swapped_neighbours_are_always_found(text: str, place: int) -> None:
    wrong = text[:place] + text[place + 1] + text[place] + text[place + 2 :]
    assert (parse(wrong, "111").state == CHECKED) == (wrong == text)


@settings(deadline=None)
@given(st.one_of(st.text(), st.floats(), st.integers(), st.none(), st.booleans(), st.text("0123456789Xx")))
def test_nothing_that_is_typed_makes_the_check_fail_with_an_error(value: object) -> None:
    for kind in ("", "111", "810", "553", "414", "516", "511", "114", "990"):
        assert parse(value, kind).state in (CHECKED, DOUBTFUL, NONE)


@settings(deadline=None)
@given(numbers())
def test_full_width_spaces_apostrophe_and_small_x_make_no_difference(text: str) -> None:
    wide = "".join(chr(ord(c) + 0xFEE0) for c in text)
    assert (
        parse(wide)
        == parse(f"'{text.lower()} ")
        == parse(f"{text[:6]} {text[6:14]}\u3000{text[14:]}")
        == parse(text)
    )


@pytest.mark.parametrize("value", [5.10104194302135e17, "5.10101E+17", "5.1e17", "510104194302135000"])
def test_damage_by_a_spreadsheet_is_told_from_a_typing_error(value: object) -> None:
    number = parse(value)
    assert number.damaged
    assert number.state == DOUBTFUL
    assert "末三位" in number.reason


def test_a_true_number_that_ends_in_three_zeros_is_not_called_damaged() -> None:
    text = next(
        t
        for day in range(365)
        for serial in range(100, 1000, 100)
        if (t := f"999999{date(1985, 1, 1) + timedelta(day):%Y%m%d}{serial}")
        and id_number.check_character(t) == "0"
    )
    assert parse(text + "0").state == CHECKED


def test_a_15_digit_number_becomes_18_and_stays_known() -> None:
    number = parse("110105491231002")
    assert number.text == "11010519491231002X"
    assert number.old == "110105491231002"
    assert number.birth == date(1949, 12, 31)
    assert number.state == DOUBTFUL


def test_the_number_of_a_centenarian_is_not_converted() -> None:
    assert parse("110105491231996").text == "110105491231996"


def test_a_15_digit_number_from_a_number_cell_is_read() -> None:
    assert parse(110105491231002.0) == parse("110105491231002")


def test_residence_permits_and_permanent_residence_cards_are_told_apart() -> None:
    assert parse("810000190001010018").kind == id_number.RESIDENCE_PERMIT
    new = parse("911156198706160014")
    assert (new.kind, new.birth, new.state) == (id_number.PERMANENT_RESIDENCE, date(1987, 6, 16), CHECKED)
    assert parse("ABC123456789012").kind == id_number.PERMANENT_RESIDENCE
    assert parse("911156198706160024").state == DOUBTFUL


def test_an_unknown_province_is_a_doubt_and_never_a_refusal() -> None:
    first = "99000020000229001"
    number = parse(first + id_number.check_character(first))
    assert number.state == DOUBTFUL
    assert number.birth == date(2000, 2, 29)
    assert "99" in number.reason


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("99999920000229001", "17位"),
        ("999999200002290018", "校验位"),
        ("99999920000230001X", "不存在"),
        ("9999992000O2290019", "只能是数字"),
    ],
)
def test_the_reason_names_what_is_wrong(text: str, words: str) -> None:
    assert words in parse(text, "111").reason


def test_a_birth_date_after_today_is_doubted_and_not_taken() -> None:
    first = "99999920270101001"
    number = parse(first + id_number.check_character(first))
    assert number.state == DOUBTFUL
    assert number.birth is None


@pytest.mark.parametrize("text", ["", None, "无", "未办理", "/", "  ", "——"])
def test_no_number_is_a_state_with_its_reason(text: object) -> None:
    number = parse(text)
    assert (number.state, number.text) == (NONE, "")
    assert number.reason


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("H12345678", "516"),
        ("M1234567890", "516"),
        ("12345678", "511"),
        ("EA1234567", "414"),
        ("军字第1234567号", "114"),
    ],
)
def test_documents_without_a_check_digit_are_known_by_their_shape(text: str, kind: str) -> None:
    number = parse(text)
    assert (number.kind, number.state) == (kind, CHECKED)
    assert kind in codes.table("document_kinds")


def test_the_form_and_the_number_may_disagree() -> None:
    number = parse("999999200002290019")
    assert set(id_number.disagreements(number, date(2000, 2, 28), "2")) == {"birth", "sex"}
    assert id_number.disagreements(number, date(2000, 2, 29), "1") == {}
    assert id_number.disagreements(number, None, "9") == {}


def test_made_up_people_are_known_by_their_address_code() -> None:
    assert parse("999999200002290019").made_up
    assert not parse("11010519491231002X").made_up
