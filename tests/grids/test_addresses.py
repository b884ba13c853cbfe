"""Addresses as people write them."""

import pytest

from commgov_desktop.grids.addresses import Address, building_key, building_name, split_address

WHOLE = Address("3号楼", "2单元", "501")


@pytest.mark.parametrize(
    "text",
    ["3号楼2单元501", " 3 号楼 ２单元 501室", "三号楼二单元501", "3-2-501", "3#楼2-501", "3號樓2門501號"],
)
def test_one_home_written_in_many_ways_is_one_address(text: str) -> None:
    assert split_address(text) == WHOLE


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("3栋2单元501室", Address("3栋", "2单元", "501")),
        ("3幢501", Address("3幢", "", "501")),
        ("A座1203", Address("A座", "", "1203")),
        ("幸福路8号", Address("幸福路8号")),
        ("东区3号楼1单元101", Address("东区3号楼", "1单元", "101")),
        ("市场街3栋101", Address("市场街3栋", "", "101")),
        ("幸福路12号院3号楼1门101", Address("幸福路12号院3号楼", "1单元", "101")),
        ("十二号楼", Address("12号楼")),
    ],
)
def test_an_address_is_taken_apart(text: str, parts: Address) -> None:
    assert split_address(text) == parts
    assert split_address(parts.text) == parts


def test_city_street_and_community_are_left_out_but_the_estate_stays() -> None:
    long = "广东省深圳市福田区沙头街道沙田社区幸福路12号阳光花园3号楼2单元501室"
    assert split_address(long) == Address("阳光花园3号楼", "2单元", "501")


def test_an_empty_address_is_none() -> None:
    assert split_address(" 　") is None


def test_all_spellings_of_a_building_have_one_key() -> None:
    assert len({building_key(t) for t in ("3", "3栋", "3幢", "3号楼", "三号楼", "3#", "３座")}) == 1
    assert building_key("阳光花园3栋") != building_key("3栋")
    assert building_name("3#") == "3号楼"
