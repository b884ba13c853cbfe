"""A list asked by its columns: words ticked, from–to, held words, not filled in; and what can be asked at all."""

from datetime import UTC, date, datetime

import pytest
from sqlalchemy import select

from commgov_desktop.ledger import conditions
from commgov_desktop.ledger.conditions import Between, Contains, Filled, Missing, OneOf, way_of
from commgov_desktop.ledger.fields import Field
from commgov_desktop.ledger.ledger import Column, own
from commgov_desktop.ledger.listing import FEW, Listing
from commgov_desktop.ledger.office import Office
from commgov_desktop.mediation.ledger import CASES
from commgov_desktop.roster.ledger import RESIDENTS
from commgov_desktop.roster.models import Resident
from commgov_desktop.store.journal import Action


def person(name: str, **more: object) -> dict[str, object]:
    """A made-up resident as a row."""
    return {"name": name, "sort_key": name, **more}


PEOPLE = (
    person(
        "甲", sex="2", birth=date(1946, 3, 5), tags=["党员", "独居老人"], ethnic_group="01", note="Door A"
    ),
    person("乙", sex="1", birth=date(1946, 3, 6), tags=["党员"], ethnic_group="01", phone="13900000000"),
    person("丙", sex="2", birth=date(2026, 3, 5), tags=[], ethnic_group="03", workplace="第一小学"),
    person("丁", sex="", birth=None, tags=["志愿者"], ethnic_group=""),
)


@pytest.fixture
def listing(office: Office) -> Listing:
    with office.store.write("people") as session:
        for one in PEOPLE:
            session.add(Resident(**one))
    return Listing(office.store, RESIDENTS)


def names(listing: Listing, **where: object) -> str:
    """Who answers, one sign each, in the order of the list."""
    found = listing.ids(where=where, sort="name")  # type: ignore[arg-type]
    page = listing.page(found)
    return "".join(sorted((str(page[i][0]) for i in found), key="甲乙丙丁".index))


def test_ticked_words_are_joined_by_or_and_columns_by_and(listing: Listing) -> None:
    assert names(listing, sex=OneOf(("2",))) == "甲丙"
    assert names(listing, sex=OneOf(("1", "2"))) == "甲乙丙"
    assert names(listing, sex=OneOf(("2",)), ethnic_group=OneOf(("01",))) == "甲"
    assert names(listing, sex=OneOf(())) == ""


def test_not_filled_in_can_be_ticked_beside_words_or_asked_alone(listing: Listing) -> None:
    assert names(listing, sex=OneOf(("1",), missing=True)) == "乙丁"
    assert names(listing, sex=Missing()) == "丁"
    assert names(listing, sex=Filled()) == "甲乙丙"
    assert names(listing, phone=Filled()) == "乙"
    assert names(listing, birth=Missing()) == "丁"


def test_one_word_of_several_is_enough(listing: Listing) -> None:
    assert names(listing, groups=OneOf(("党员",))) == "甲乙"
    assert names(listing, groups=OneOf(("志愿者", "独居老人"))) == "甲丁"
    assert names(listing, groups=Missing()) == "丙"


def test_groups_are_asked_by_the_chips_that_the_list_shows(practice_office: Office) -> None:
    listing = Listing(practice_office.store, RESIDENTS)
    place = [f.name for f in listing.columns].index("groups")
    everybody = listing.page(listing.ids())
    chips = {i: {str(chip) for chip in row[place]} for i, row in everybody.items()}  # type: ignore[attr-defined]
    for answer in listing.distinct("groups"):
        asked = Missing() if answer.missing else OneOf(answer.values)
        shown = {i for i, words in chips.items() if (answer.words in words or (answer.missing and not words))}
        assert set(listing.ids(where={"groups": asked})) == shown, answer.words
    assert {a.words for a in listing.distinct("groups")} >= {"党员", "流动"}


def test_both_ends_of_a_range_are_counted_in_and_either_may_be_open(listing: Listing) -> None:
    assert names(listing, birth=Between(date(1946, 3, 5), date(1946, 3, 5))) == "甲"
    assert names(listing, birth=Between(date(1946, 3, 6), None)) == "乙丙"
    assert names(listing, birth=Between(None, date(1946, 3, 6))) == "甲乙"


def test_an_age_counts_full_years_and_turns_on_the_birthday(listing: Listing) -> None:
    assert names(listing, age=Between(80, None)) == "甲"
    assert names(listing, age=Between(79, 79)) == "乙"
    assert names(listing, age=Between(0, 0)) == "丙"
    assert names(listing, age=Between(None, 120)) == "甲乙丙"


def test_held_words_are_found_whatever_the_case(listing: Listing) -> None:
    assert names(listing, note=Contains("door")) == "甲"
    assert names(listing, workplace=Contains("小学")) == "丙"
    assert names(listing, workplace=Contains("%")) == ""


def test_plain_values_still_narrow_a_column(listing: Listing) -> None:
    assert names(listing, sex=["1"]) == "乙"


def test_the_filter_goes_together_with_find_and_a_saved_filter(listing: Listing) -> None:
    only = listing.ids(find="甲", where={"sex": OneOf(("2",))})
    assert [listing.page(only)[i][0] for i in only] == ["甲"]
    assert not listing.ids(find="甲", where={"sex": OneOf(("1",))})
    saved = RESIDENTS.filters[0].key
    both = set(listing.ids(filter=saved, where={"sex": OneOf(("2",))}))
    assert both == set(listing.ids(filter=saved)) & set(listing.ids(where={"sex": OneOf(("2",))}))


def test_the_words_of_a_column_come_with_their_counts_in_the_order_of_the_form(listing: Listing) -> None:
    lines = [(a.words, a.count, a.missing) for a in listing.distinct("sex")]
    assert lines == [("男", 1, False), ("女", 2, False), ("", 1, True)]


def test_lists_are_counted_word_by_word_and_the_empty_ones_once(listing: Listing) -> None:
    lines = {a.words: a.count for a in listing.distinct("groups")}
    assert lines == {"党员": 2, "独居老人": 1, "志愿者": 1, "80岁以上": 1, "": 1}


def test_every_count_is_what_the_filter_then_shows(listing: Listing) -> None:
    for one in listing.filterable():
        if one.way != "words":
            continue
        for answer in listing.distinct(one.field.name):
            asked = Missing() if answer.missing else OneOf(answer.values)
            assert len(listing.ids(where={one.field.name: asked})) == answer.count, (one, answer)


def test_masked_numbers_are_asked_only_whether_they_are_there(listing: Listing) -> None:
    ways = {one.field.name: one.way for one in listing.filterable()}
    assert ways["id_number"] == ways["phone"] == "presence"
    assert (ways["birth"], ways["age"], ways["sex"], ways["address"]) == ("days", "numbers", "words", "text")


def test_a_column_of_many_words_is_not_offered_as_a_list(office: Office, listing: Listing) -> None:
    assert listing.has_few("workplace")
    rows = [
        person(f"人{i}", workplace=f"厂{i}", sex="", birth=None, tags=[], ethnic_group="")
        for i in range(FEW + 1)
    ]
    with office.store.write("more") as session:
        session.add_all(Resident(**row) for row in rows)
    assert not listing.has_few("workplace")
    assert not listing.has_few("name")


def test_a_chip_filters_by_the_kept_value_behind_its_words(practice_office: Office) -> None:
    listing = Listing(practice_office.store, CASES)
    answers = [a for a in listing.distinct("stage") if not a.missing]
    assert answers
    for answer in answers:
        found = listing.ids(where={"stage": OneOf(answer.values)})
        place = [f.name for f in listing.columns].index("stage")
        assert {str(row[place]) for row in listing.page(found).values()} == {answer.words}


def test_days_of_a_moment_are_chinas_days(office: Office) -> None:
    column = Column(Field("at", "Time", "moment"), own("at", Action))
    assert way_of(column) == "days"
    sql = conditions.where(column, Between(date(2026, 3, 5), date(2026, 3, 5)))
    assert len(sql.compile().params) == 2
    begin, end = sorted(sql.compile().params.values())
    assert begin.astimezone(UTC) == datetime(2026, 3, 4, 16, tzinfo=UTC)
    assert end.astimezone(UTC) == datetime(2026, 3, 5, 16, tzinfo=UTC)
    with office.store.read() as session:
        session.scalars(select(Action.id).where(sql)).all()


def in_order(listing: Listing, **asked: object) -> list[str]:
    """The names in the order the list gives them."""
    found = listing.ids(**asked)  # type: ignore[arg-type]
    page = listing.page(found)
    return [str(page[i][0]) for i in found]


def test_an_order_once_read_follows_every_action_and_its_undo(office: Office, listing: Listing) -> None:
    assert in_order(listing, where={"sex": OneOf(("2",))}) == ["丙", "甲"]
    with office.store.write("rename") as session:
        [first] = session.scalars(select(Resident).where(Resident.name == "甲"))
        first.sort_key = "0"
    assert in_order(listing, where={"sex": OneOf(("2",))}) == ["甲", "丙"]
    assert in_order(listing)[0] == "甲"
    office.store.undo()
    assert in_order(listing, where={"sex": OneOf(("2",))}) == ["丙", "甲"]


def test_a_filter_that_looks_beyond_the_list_keeps_an_order_of_its_own(
    office: Office, listing: Listing
) -> None:
    beyond = next(f for f in RESIDENTS.filters if f.key == "moved_away")
    everybody = in_order(listing)
    with office.store.write("gone") as session:
        [gone] = session.scalars(select(Resident).where(Resident.name == "丁"))
        gone.left_on, gone.left_how = date(2026, 3, 1), "moved"
    for _twice in range(2):
        assert in_order(listing) == [name for name in everybody if name != "丁"]
        assert in_order(listing, filter=beyond.key) == ["丁"]


def test_reads_over_a_whole_table_run_side_by_side_and_within_each_other(office: Office) -> None:
    with office.store.read(whole=True) as one, office.store.read(whole=True) as other:
        assert one.connection() is not other.connection()
        assert one.scalar(select(1)) == other.scalar(select(1))


def test_the_columns_on_the_screen_are_read_alone_and_as_ever(listing: Listing) -> None:
    ids = listing.ids(sort="name")
    whole, places = listing.page(ids), (0, 3, 6)
    some = listing.some(ids, places)
    assert list(some) == list(whole)
    for number, row in some.items():
        assert [row[place] for place in places] == [whole[number][place] for place in places]
        assert all(value is None for place, value in enumerate(row) if place not in places)


def test_a_page_made_ready_once_reads_what_was_written_since(office: Office, listing: Listing) -> None:
    ids = listing.ids(sort="name")
    assert [listing.page(ids)[i][0] for i in ids] == [listing.some(ids, [0])[i][0] for i in ids]
    with office.store.write("name") as session:
        session.get_one(Resident, ids[0]).name = "戊"
    assert listing.some(ids[:1], [0])[ids[0]][0] == listing.page(ids[:1])[ids[0]][0] == "戊"
    assert listing.some([10**9], [0]) == {}
