"""What a list or a public posting may show of a person."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from commgov_desktop import masking


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("张伟", "张*"), ("张小明", "张*明"), ("欧阳修", "欧阳*"), ("欧阳小明", "欧阳**"),
        ("阿依古丽·买买提", "阿依古丽·***"), ("John Smith", "John ***"), ("", ""),
    ],
)  # fmt: skip
def test_a_posted_name_keeps_its_surname(name: str, shown: str) -> None:
    assert masking.name(name) == shown


def test_a_minors_name_is_not_shown_at_all() -> None:
    assert masking.name("张小明", minor=True) == ""


def test_a_document_number_keeps_six_and_four() -> None:
    assert masking.id_number("999999200002290019") == "999999********0019"
    assert masking.id_number("E12345678") == "E1*****78"


@pytest.mark.parametrize(
    ("phone", "shown"),
    [
        ("13812345678", "138****5678"), ("138 1234 5678", "138****5678"), ("0571-88881234", "0571-****1234"),
        ("13812345678、13912345678", "138****5678、139****5678"), ("+8613812345678", "+138****5678"),
    ],
)  # fmt: skip
def test_a_phone_hides_its_middle(phone: str, shown: str) -> None:
    assert masking.phone(phone) == shown


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        ("鼓楼区中山路18号3号楼2单元501室", "鼓楼区中山路18号3号楼"), ("中山路18号502室", "中山路18号"),
        ("翠苑3幢5楼501", "翠苑3幢"), ("幸福小区3-2-501", "幸福小区3"), ("李家村二组15号", "李家村二组**"),
        ("中山路18号", "中山路**"), ("", ""),
    ],
)  # fmt: skip
def test_an_address_ends_at_the_building(address: str, shown: str) -> None:
    assert masking.address(address) == shown


@settings(deadline=None)
@given(st.text(max_size=30))
def test_masking_never_fails_and_never_gives_a_long_number_whole(text: str) -> None:
    for mask in (masking.name, masking.phone, masking.address, masking.id_number):
        assert isinstance(mask(text), str)
    if len(text) > 4:
        assert masking.id_number(text) != text or set(text[2:-2]) == {"*"}


@settings(deadline=None)
@given(st.from_regex(r"1[3-9][0-9]{9}", fullmatch=True))
def test_no_mobile_number_comes_through_whole(phone: str) -> None:
    assert phone not in masking.phone(f"本人{phone}，家属{phone}")


def test_numbers_are_hidden_wherever_they_stand() -> None:
    said = masking.numbers_in("张伟 999999198503071234，电话13800001111，案号2026001")
    assert said == "张伟 999999********1234，电话138****1111，案号2026001"
