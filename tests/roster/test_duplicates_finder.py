"""Who may have been entered twice: Chinese names in all their spellings, numbers with a slip, phones and homes."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from commgov_desktop.errors import Cancelled
from commgov_desktop.ledger.office import Office
from commgov_desktop.roster import id_number
from commgov_desktop.roster.duplicates import answers, blocks, entry, finder, rules, spelling
from commgov_desktop.roster.duplicates.entry import Entry
from commgov_desktop.roster.ledger import RESIDENTS
from commgov_desktop.roster.models import Resident
from commgov_desktop.roster.name_sounds import sounds

BORN = date(1985, 3, 12)


def number(born: date = BORN, serial: int = 1) -> str:
    first = f"999999{born:%Y%m%d}{serial:03d}"
    return first + id_number.check_character(first)


def person(row: int, name: str, **facts: Any) -> Entry:
    """An entry as the finder would read it from the roster."""
    read = id_number.parse(facts.get("number", ""), facts.get("kind", ""))
    tidy, pinyin, _initials, _key = sounds(name)
    return entry.make(
        row, tidy, pinyin, facts.get("sex", read.sex), facts.get("birth", read.birth), read.kind,
        read.text if read.state != id_number.NONE else "", read.state, facts.get("phone", ""),
        facts.get("phone2", ""), facts.get("dwelling"), facts.get("household"),
    )  # fmt: skip


def evidence(one: Entry, other: Entry) -> tuple[rules.Evidence, ...]:
    found = rules.compare(one, other)
    return found.evidence if found else ()


@pytest.mark.parametrize(
    ("one", "other", "why"),
    [
        ("张伟", "张伟", rules.SAME_NAME),
        ("張偉", "张伟", rules.SAME_BUT_VARIANTS),
        ("吕秀英", "呂秀英", rules.SAME_BUT_VARIANTS),
        ("邓亚萍", "鄧亞萍", rules.SAME_BUT_VARIANTS),
        ("云国强", "雲囯强", rules.SAME_BUT_VARIANTS),
        ("李喆", "李哲", rules.SAME_BUT_VARIANTS),
        ("欧阳娜娜", "歐陽娜娜", rules.SAME_BUT_VARIANTS),
        ("古丽·买买提", "古丽买买提", rules.SAME_BUT_DOTS),
        ("古丽•买买提", "古丽．买买提", rules.SAME_NAME),
        ("阿依古丽·吐尔逊", "吐尔逊·阿依古丽", rules.SAME_BUT_ORDER),
        ("阿依古丽·吐尔逊", "吐尔逊阿依古丽", rules.SAME_BUT_ORDER),
        ("Li Lei", "LEI LI", rules.SAME_BUT_ORDER),
        ("张伟", "章玮", rules.SAME_SOUND),
        ("单伟", "善伟", rules.SAME_SOUND),
        ("尉迟恭", "玉迟公", rules.SAME_SOUND),
        ("曾晓", "增小", rules.SAME_SOUND),
        ("解晓东", "谢晓东", rules.SAME_SOUND),
        ("㑇一", "㑇一", rules.SAME_NAME),
        ("王䶮", "王䶮", rules.SAME_NAME),
    ],
)
def test_names_of_one_person_are_known_in_every_spelling(one: str, other: str, why: rules.Evidence) -> None:
    found = evidence(person(1, one, birth=BORN), person(2, other, birth=BORN))
    assert why in found
    assert rules.SAME_BIRTH in found


@pytest.mark.parametrize(
    ("one", "other", "why"),
    [
        (number(), number(), rules.SAME_NUMBER),
        ("999999850312001", number(), rules.SAME_NUMBER),
        (number()[:16] + "9" + number()[17:], number(), rules.NEAR_NUMBER),
        (number()[:-1], number(), rules.NEAR_NUMBER),
        (number()[:6] + number()[7] + number()[6] + number()[8:], number(), rules.SWAPPED_NUMBER),
        (number()[:15] + "000", number(), rules.CUT_NUMBER),
    ],
)
def test_a_slip_in_the_number_is_seen(one: str, other: str, why: rules.Evidence) -> None:
    assert why in evidence(person(1, "张伟", number=one), person(2, "张伟", number=other))


def test_a_phone_or_a_home_speaks_for_a_similar_name() -> None:
    assert rules.SAME_PHONE in evidence(
        person(1, "张伟", phone="100-1234-5678"), person(2, "章伟", phone2="+86 10012345678")
    )
    young, old = date(2000, 5, 1), date(2000, 12, 24)
    assert rules.SAME_DWELLING in evidence(
        person(1, "张伟", dwelling=5, birth=young), person(2, "章伟", dwelling=5, birth=old)
    )
    assert rules.ONE_CHARACTER in evidence(
        person(1, "张晓伟", household=3, birth=BORN), person(2, "张晓玲", household=3, birth=BORN)
    )


def test_twins_and_namesakes_are_two_people() -> None:
    twins = (
        person(1, "张晓明", number=number(serial=1), household=3),
        person(2, "张晓亮", number=number(serial=3), household=3),
    )
    assert not evidence(*twins)
    namesakes = (person(1, "张伟", number=number(serial=1)), person(2, "张伟", number=number(serial=3)))
    assert not evidence(*namesakes)
    brother_and_sister = (
        person(1, "张晓明", birth=BORN, sex="1", household=3),
        person(2, "张晓鸣", birth=date(1986, 9, 1), sex="2", household=3),
    )
    assert not evidence(*brother_and_sister)


def test_a_renewed_passport_or_permit_is_no_evidence_against() -> None:
    passports = (
        person(1, "李雷", number="E12345678", birth=BORN),
        person(2, "李雷", number="E87654321", birth=BORN),
    )
    assert evidence(*passports)
    permits = (person(1, "陈大文", number="H1234567801"), person(2, "陳大文", number="H1234567802"))
    assert rules.SAME_NUMBER in evidence(*permits)


# ---- whole rosters ---------------------------------------------------------------------------------------

_NAMES = (
    "张伟",
    "張偉",
    "章伟",
    "欧阳娜娜",
    "古丽·买买提",
    "买买提·古丽",
    "古丽买买提",
    "王䶮",
    "李晓明",
    "李晓鸣",
    "Li Lei",
)
_people = st.lists(
    st.tuples(
        st.sampled_from(_NAMES),
        st.sampled_from([None, BORN, date(1985, 12, 3), date(1990, 1, 1)]),
        st.sampled_from(["", number(), number(serial=3), number()[:16] + "9X", number()[:15] + "000", "999999850312001"]),
        st.sampled_from(["", "10012345678", "10087654321"]),
        st.sampled_from([None, 1, 2]),
    ),
    min_size=2,
    max_size=12,
)  # fmt: skip


def _roster(rows: Sequence[tuple[Any, ...]]) -> list[Entry]:
    return [
        person(i, name, birth=birth, number=numbered, phone=phone, dwelling=home, household=home)
        for i, (name, birth, numbered, phone, home) in enumerate(rows, start=1)
    ]


@settings(max_examples=150, deadline=None)
@given(_people)
def test_comparing_is_the_same_both_ways_and_never_with_oneself(rows: list[tuple[Any, ...]]) -> None:
    people = _roster(rows)
    for one in people:
        assert rules.compare(one, one) is None
        for other in people:
            assert rules.compare(one, other) == rules.compare(other, one)


@settings(max_examples=150, deadline=None)
@given(_people)
def test_the_quick_way_misses_no_pair_and_asks_no_pair_twice(rows: list[tuple[Any, ...]]) -> None:
    people = _roster(rows)
    found = [(pair.first_id, pair.second_id) for pair in finder.among(people)]
    every = {
        (one.id, other.id)
        for one in people
        for other in people
        if one.id < other.id and rules.compare(one, other) is not None
    }
    assert len(found) == len(set(found))
    assert set(found) == every


@settings(max_examples=60, deadline=None)
@given(_people, st.randoms(use_true_random=False))
def test_what_a_clerk_has_parted_is_not_asked_again(rows: list[tuple[Any, ...]], chance: Any) -> None:
    people = _roster(rows)
    every = finder.among(people)
    apart = frozenset(pair[:2] for pair in every if chance.random() < 0.5)
    left = finder.among(people, apart)
    assert left == [pair for pair in every if pair[:2] not in apart]


@settings(max_examples=200, deadline=None)
@given(st.text("0123456789X", min_size=18, max_size=18), st.integers(0, 17), st.sampled_from("0123456789"))
def test_every_slip_of_the_key_is_among_the_neighbours(text: str, place: int, digit: str) -> None:
    slip = text[:place] + digit + text[place + 1 :]
    shorter = text[:place] + text[place + 1 :]
    assert slip == text or slip in set(blocks.neighbours(text))
    assert text in set(blocks.neighbours(shorter)) or "X" in text[:-1]
    assert shorter == text or spelling.one_apart(text, shorter)


def test_a_phone_of_hundreds_is_compared_only_where_the_names_sound_alike() -> None:
    crowd = [person(i, f"王{chr(0x4E00 + i)}", phone="10000000000") for i in range(1, 300)]
    twice = person(1000, "王" + chr(0x4E00 + 7), phone="10000000000")
    found = finder.among([*crowd, twice])
    assert (7, 1000) in [pair[:2] for pair in found]


def test_cancelling_stops_the_search() -> None:
    people = [person(i, "张伟", birth=BORN) for i in range(1, 20)]

    def stop(_done: int, _total: int) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        finder.among(people, progress=stop)


# ---- the office file -------------------------------------------------------------------------------------


@pytest.fixture
def enter(office: Office) -> Callable[..., int]:
    """Registers somebody and gives their id."""
    return lambda name, **facts: office.book.save(RESIDENTS, None, {"name": name, **facts})


def test_the_roster_is_searched_and_answers_are_remembered_with_who_and_why(
    office: Office, enter: Callable[..., int]
) -> None:
    one = enter("张伟", id_number=number())
    two = enter("張偉", birth=BORN, phone="10012345678")
    enter("李梅", birth=BORN)
    (pair,) = finder.find_all(office.store)
    assert pair[:2] == (one, two)
    answer = answers.say_not_same(office.store, two, one, "堂兄弟，同日生")
    assert finder.find_all(office.store) == []
    (kept,) = answers.answered(office.store)
    assert (kept.why, kept.account_name, kept.first_name) == ("堂兄弟，同日生", "王敏", "张伟")
    assert answers.say_not_same(office.store, one, two, "") == answer
    answers.forget(office.store, answer)
    assert len(finder.find_all(office.store)) == 1
    office.store.undo()
    assert finder.find_all(office.store) == []


def test_who_is_like_somebody_being_entered_is_said_with_the_reason(
    office: Office, enter: Callable[..., int]
) -> None:
    there = enter("张伟", id_number=number(), phone="10012345678")
    values = {"name": "章伟", "birth": BORN}
    (found,) = finder.similar(office.store, values)
    assert found.resident_id == there
    assert rules.SAME_SOUND in found.likeness.evidence
    slip = number()[:16] + "9" + number()[17:]
    assert finder.similar(office.store, {"name": "张大伟", "id_number": slip})[0].resident_id == there
    assert finder.similar(office.store, {"name": "张伟"})[0].likeness.evidence == (rules.SAME_NAME,)
    assert finder.similar(office.store, {"name": "李梅"}) == []
    assert finder.similar(office.store, {"name": "张伟"}, there) == []


def test_who_moved_away_is_found_at_entry_but_not_in_the_roster(
    office: Office, enter: Callable[..., int]
) -> None:
    gone = enter("张伟", id_number=number())
    enter("张伟", birth=BORN)
    with office.store.write("迁出") as session:
        left = session.get_one(Resident, gone)
        left.left_on, left.left_how = date(2026, 1, 1), "moved"
    assert finder.find_all(office.store) == []
    assert gone in [s.resident_id for s in finder.similar(office.store, {"name": "张伟", "birth": BORN})]
