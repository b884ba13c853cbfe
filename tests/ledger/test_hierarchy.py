"""行政区划层级: one way at the head of every register, what was entered before stays valid, the code is checked."""

import pytest

from commgov_desktop.documents.list_register import list_register
from commgov_desktop.documents.rendering import page_text
from commgov_desktop.grids.ledgers import GRIDS
from commgov_desktop.ledger.office import CITY, COUNTY, DISTRICT, NAME, PROVINCE, STREET, Office, code_problem


def test_without_any_level_the_name_stands_alone(office: Office) -> None:
    assert office.heading == "沙田社区居民委员会"


def test_what_was_entered_before_is_used_until_the_levels_are_filled_in(office: Office) -> None:
    office.settings.save({DISTRICT.key: "福田区沙头街道"})
    assert office.heading == "福田区沙头街道沙田社区居民委员会"
    office.settings.save({CITY.key: "深圳市", COUNTY.key: "福田区", STREET.key: "沙头街道"})
    assert office.heading == "深圳市福田区沙头街道沙田社区居民委员会"
    assert office.settings[DISTRICT] == "福田区沙头街道"


@pytest.mark.parametrize("begins", ["沙头街道", "福田区沙头街道", "深圳市福田区沙头街道"])
def test_what_the_name_says_already_is_not_said_twice(office: Office, begins: str) -> None:
    office.settings.save(
        {
            PROVINCE.key: "",
            CITY.key: "深圳市",
            COUNTY.key: "福田区",
            STREET.key: "沙头街道",
            NAME.key: f"{begins}沙田社区居民委员会",
        }
    )
    assert office.heading == "深圳市福田区沙头街道沙田社区居民委员会"


def test_the_head_of_a_register_says_it(office: Office) -> None:
    office.settings.save({CITY.key: "深圳市", COUNTY.key: "福田区"})
    text = page_text(list_register(office, GRIDS, [], ["name"]), 0)
    assert "深圳市福田区沙田社区居民委员会" in "".join(text.split())


@pytest.mark.parametrize("code", ["", "440304001001", "999999001001"])
def test_a_code_of_twelve_digits_is_taken(code: str) -> None:
    assert code_problem(code) == ""


@pytest.mark.parametrize(
    "code", ["440304001", "4403040010011", "44030400100x", "440304000001", "440304001000"]
)
def test_another_code_is_refused_in_words(code: str) -> None:
    assert "位" in code_problem(code)
