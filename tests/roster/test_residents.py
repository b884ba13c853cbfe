"""Entering a person: what the number tells, who has it already, who leads the household."""

from datetime import date

import pytest

from commgov_desktop import clock
from commgov_desktop.errors import Invalid, UserError
from commgov_desktop.ledger.listing import Listing
from commgov_desktop.ledger.office import Office
from commgov_desktop.roster import facts, household
from commgov_desktop.roster.household_ledger import HOUSEHOLDS
from commgov_desktop.roster.id_number import check_character
from commgov_desktop.roster.ledger import RESIDENTS
from commgov_desktop.roster.models import HEAD

WIFE, SON = "12", "20"


def number(born: str, serial: int) -> str:
    first = f"999999{born}{serial:03d}"
    return first + check_character(first)


def enter(office: Office, name: str, **more: object) -> int:
    return office.book.save(RESIDENTS, None, {"name": name, **more})


def test_birth_date_and_sex_are_filled_from_the_number(office: Office) -> None:
    person = facts.read(office.store, enter(office, "张伟", id_number=number("19850312", 1)))
    assert (person.birth, person.sex, person.id_state, person.id_kind) == (
        date(1985, 3, 12),
        "男",
        "checked",
        "居民身份证",
    )


def test_a_doubtful_number_is_saved_with_its_reason(office: Office) -> None:
    person = facts.read(office.store, enter(office, "张伟", id_number="999999198503120010"))
    assert person.id_state == "doubtful"
    assert "校验位" in person.id_reason


def test_a_birth_date_that_disagrees_makes_the_number_doubtful(office: Office) -> None:
    saved = enter(office, "张伟", id_number=number("19850312", 1), birth=date(1985, 3, 13))
    person = facts.read(office.store, saved)
    assert person.birth == date(1985, 3, 13)
    assert person.id_state == "doubtful"


def test_without_a_number_the_reason_that_was_given_stays(office: Office) -> None:
    saved = enter(office, "新生儿", id_reason="尚未落户")
    assert facts.read(office.store, saved).reason_given_on == date(2026, 3, 5)
    clock.pretend(date(2026, 4, 1))
    office.book.save(RESIDENTS, saved, {"phone": "13800000001"})
    assert facts.read(office.store, saved).reason_given_on == date(2026, 3, 5), (
        "another fact says nothing about it"
    )
    person = facts.read(office.store, saved)
    assert (person.id_state, person.id_reason) == ("none", "尚未落户")
    office.book.save(RESIDENTS, saved, {"id_number": number("20250101", 2)})
    assert facts.read(office.store, saved).id_reason == ""


def test_a_number_somebody_else_has_is_kept_but_doubted_and_judged_anew_when_corrected(
    office: Office,
) -> None:
    first = enter(office, "张伟", id_number=number("19850312", 1))
    second = enter(office, "李强", id_number=number("19850312", 1))
    person = facts.read(office.store, second)
    assert person.id_state == "doubtful"
    assert "张伟" in person.id_reason
    office.book.save(RESIDENTS, first, {"id_number": number("19850312", 3)})
    assert facts.read(office.store, second).id_state == "checked"


def test_the_clerk_can_correct_how_a_name_is_read(office: Office) -> None:
    saved = enter(office, "单伟")
    assert [hit[0] for hit in office.people.find("shanwei")] == [saved]
    assert [hit[0] for hit in office.people.find("danwei")] == [saved]
    office.book.save(RESIDENTS, saved, {"name_reading": "chan wei"})
    assert [hit[0] for hit in office.people.find("chanw")] == [saved]


def test_a_head_without_a_household_founds_one(office: Office) -> None:
    person = facts.read(office.store, enter(office, "张伟", relation="01"))
    assert person.household_id is not None
    assert person.relation == "户主"
    assert office.book.name(HOUSEHOLDS, person.household_id) == "张伟户"


def test_a_household_has_no_second_head(office: Office) -> None:
    home = facts.read(office.store, enter(office, "张伟", relation=HEAD)).household_id
    with pytest.raises(Invalid) as wrong:
        enter(office, "李梅", household_id=home, relation=HEAD)
    assert "张伟" in wrong.value.problems["relation"]


def test_a_household_of_several_never_loses_its_head(office: Office) -> None:
    head = enter(office, "张伟", relation=HEAD)
    home = facts.read(office.store, head).household_id
    enter(office, "李梅", household_id=home, relation=WIFE)
    with pytest.raises(Invalid):
        office.book.save(RESIDENTS, head, {"relation": SON})
    with pytest.raises(Invalid):
        household.take_out(office.store, head)
    with pytest.raises(UserError):
        office.book.remove(RESIDENTS, head)
    with pytest.raises(UserError):
        household.remove_resident(office.store, head, "迁出")


def test_a_household_goes_with_its_last_member_and_comes_back_with_undo(office: Office) -> None:
    head = enter(office, "张伟", relation=HEAD)
    home = facts.read(office.store, head).household_id
    household.remove_resident(office.store, head, "误登")
    with pytest.raises(UserError):
        household.home(office.store, home or 0)
    office.store.undo()
    assert facts.read(office.store, head).household_id == home


def test_a_household_that_the_past_speaks_of_ends_and_is_kept(office: Office) -> None:
    head = enter(office, "张伟", relation=HEAD)
    home = facts.read(office.store, head).household_id or 0
    household.take_out(office.store, head)
    assert household.home(office.store, home).members == ()
    assert home not in Listing(office.store, HOUSEHOLDS).ids()


@pytest.mark.parametrize("box", ["birth", "lives_here_since"])
def test_days_in_the_future_are_not_saved(office: Office, box: str) -> None:
    with pytest.raises(Invalid) as wrong:
        enter(office, "张伟", **{box: date(2027, 1, 1)})
    assert box in wrong.value.problems


def test_people_are_given_to_others_in_official_words(office: Office) -> None:
    saved = enter(
        office, "阿依古丽•买买提", ethnic_group="05", phone="10012345678", id_number=number("19900501", 2)
    )
    person = office.people.person(saved)
    assert (person.name, person.ethnic_group, person.sex) == ("阿依古丽·买买提", "维吾尔族", "女")
    assert office.people.find("aygl")[0][2] == "女 · 35 岁 · 100****5678"
    with pytest.raises(UserError):
        office.people.person(999)
