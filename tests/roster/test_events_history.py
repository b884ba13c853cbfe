"""Somebody's life as one line; what was written down wrongly is put right in one action that can be undone."""

from datetime import date

import pytest

from commgov_desktop.errors import Invalid, UserError
from commgov_desktop.ledger.office import Office
from commgov_desktop.roster.events import life, mending
from commgov_desktop.roster.ledger import RESIDENTS
from commgov_desktop.roster.models import HEAD, MIGRANT, REGISTERED, SETTLED
from tests.roster.event_words import BEFORE, DAY, Family, family

TODAY, LATER = date(2026, 3, 5), date(2026, 2, 20)


@pytest.fixture
def zhangs(office: Office) -> Family:
    return family(office)


def lived(zhangs: Family, person: int) -> list[tuple[date, str]]:
    return [(m.day, m.words) for m in life.life(zhangs.office.store, person)]


def moment(zhangs: Family, person: int, words: str) -> life.Moment:
    return next(m for m in life.life(zhangs.office.store, person) if words in m.words)


def test_an_event_is_one_moment_of_who_it_happened_to_and_a_change_of_the_others(zhangs: Family) -> None:
    zhangs.do("death", person=zhangs.zhang, remark="因病")
    assert lived(zhangs, zhangs.zhang) == [(DAY, "死亡（因病）")]
    assert sorted(lived(zhangs, zhangs.wife)) == [
        (DAY, "与户主关系：妻 → 户主（死亡（因病））"),
        (DAY, "婚姻状况：已婚 → 丧偶（死亡（因病））"),
    ]


def test_plain_edits_stand_in_the_line_too(zhangs: Family) -> None:
    zhangs.office.book.save(RESIDENTS, zhangs.son, {"residence_kind": SETTLED, "tags": ["志愿者"]})
    assert sorted(words for _day, words in lived(zhangs, zhangs.son)) == [
        "加上标签“志愿者”",
        "居住类别：户籍 → 常住",
    ]


def test_the_day_of_an_event_is_corrected_for_everybody_it_touched(zhangs: Family) -> None:
    slip = zhangs.do("death", person=zhangs.zhang).slip
    mending.correct(zhangs.office.store, slip, BEFORE, "死亡（公墓证明）")
    assert lived(zhangs, zhangs.zhang) == [(BEFORE, "死亡（公墓证明）")]
    assert zhangs.column(zhangs.zhang, "left_on") == BEFORE
    assert zhangs.was(zhangs.wife, "relation", LATER) == HEAD
    assert zhangs.was(zhangs.wife, "relation", date(2026, 1, 1)) == "12"
    zhangs.office.store.undo()
    assert zhangs.column(zhangs.zhang, "left_on") == DAY
    assert zhangs.was(zhangs.wife, "relation", LATER) == "12"


def test_a_corrected_birth_moves_the_birth_date(zhangs: Family) -> None:
    done = zhangs.do("birth", household=zhangs.home, name="张小小", sex="2")
    mending.correct(zhangs.office.store, done.slip, LATER, "出生")
    assert zhangs.column(done.people[0], "birth") == LATER
    assert zhangs.column(done.people[0], "came_on") == LATER


def test_an_event_cannot_be_moved_beyond_another(zhangs: Family) -> None:
    zhangs.do("head", household=zhangs.home, heads={zhangs.home: zhangs.wife}, day=BEFORE)
    slip = zhangs.do("death", person=zhangs.wife).slip
    with pytest.raises(Invalid):
        mending.correct(zhangs.office.store, slip, date(2026, 1, 1), "死亡")
    with pytest.raises(Invalid):
        mending.correct(zhangs.office.store, slip, date(2027, 1, 1), "死亡")
    assert zhangs.column(zhangs.wife, "left_on") == DAY


def test_a_change_gets_another_day_between_its_neighbours(zhangs: Family) -> None:
    zhangs.office.book.save(RESIDENTS, zhangs.son, {"residence_kind": SETTLED})
    span = moment(zhangs, zhangs.son, "居住类别").span or 0
    mending.correct(zhangs.office.store, span, BEFORE, "落户前")
    assert lived(zhangs, zhangs.son) == [(BEFORE, "居住类别：户籍 → 常住（落户前）")]
    assert zhangs.was(zhangs.son, "residence_kind", LATER) == SETTLED


def test_a_change_that_never_was_is_struck_and_the_record_goes_back(zhangs: Family) -> None:
    zhangs.office.book.save(RESIDENTS, zhangs.son, {"residence_kind": MIGRANT})
    mending.strike(zhangs.office.store, moment(zhangs, zhangs.son, "居住类别").span or 0)
    assert zhangs.column(zhangs.son, "residence_kind") == REGISTERED
    assert lived(zhangs, zhangs.son) == []
    zhangs.office.store.undo()
    assert zhangs.column(zhangs.son, "residence_kind") == MIGRANT
    assert len(lived(zhangs, zhangs.son)) == 1


def test_an_earlier_change_that_is_struck_closes_the_gap(zhangs: Family) -> None:
    for kind, day in ((MIGRANT, BEFORE), (SETTLED, DAY)):
        with zhangs.office.store.write("改") as session:
            mending.episodes.happened(session, day)
            session.get_one(mending.Resident, zhangs.son).residence_kind = kind
    middle = next(m for m in life.life(zhangs.office.store, zhangs.son) if m.day == BEFORE)
    mending.strike(zhangs.office.store, middle.span or 0)
    assert lived(zhangs, zhangs.son) == [(DAY, "居住类别：户籍 → 常住")]
    assert zhangs.was(zhangs.son, "residence_kind", LATER) == REGISTERED


def test_the_present_household_is_not_struck_but_changed_by_an_event(zhangs: Family) -> None:
    zhangs.do("split", person=zhangs.son, chosen=(zhangs.son,))
    with zhangs.office.store.read() as session:
        known = mending.episodes.spans(session, "residents", zhangs.son)
    last = next(s for s in known if s.kind == "household_id" and s.until is None)
    with pytest.raises(UserError):
        mending.strike(zhangs.office.store, last.id)
    slip = moment(zhangs, zhangs.son, "分户").slip or 0
    mending.take_event_back(zhangs.office.store, slip)
    assert zhangs.relations()["张小宝"] == "20"
    assert lived(zhangs, zhangs.son) == []


# ---- name, schooling, party, telephone ----------------------------------------------------------------


def edit(zhangs: Family, person: int, **values: object) -> None:
    zhangs.office.book.save(RESIDENTS, person, values)


def test_what_a_person_is_called_and_has_learned_stands_in_the_line_of_their_life(zhangs: Family) -> None:
    edit(zhangs, zhangs.son, education="60", political_status="13", phone="13800001111")
    assert lived(zhangs, zhangs.son) == [], "what is filled in late was so all along"
    edit(zhangs, zhangs.son, name="张晓宝", education="20", political_status="01", phone="13800002222")
    assert sorted(words for _day, words in lived(zhangs, zhangs.son)) == [
        "姓名：张小宝 → 张晓宝",
        "政治面貌：群众 → 中共党员",
        "文化程度：普通高级中学教育 → 大学本科教育",
        "联系电话：138****1111 → 138****2222",
    ]


def test_a_marriage_dates_the_marital_status_even_where_none_was_known(zhangs: Family) -> None:
    zhangs.do("marriage", person=zhangs.girl, name="陈静", sex="1", home="stay")
    assert zhangs.was(zhangs.girl, "marital_status", DAY) == "20"
    assert zhangs.was(zhangs.girl, "marital_status", BEFORE) is None


def test_a_value_that_was_cleared_and_comes_again_has_its_days(zhangs: Family) -> None:
    for day, phone in ((BEFORE, "13800001111"), (LATER, ""), (DAY, "13800002222")):
        with zhangs.office.store.write("电话") as session:
            mending.episodes.happened(session, day if phone != "13800001111" else None)
            session.get_one(mending.Resident, zhangs.son).phone = phone
    days = (BEFORE, LATER, DAY)
    assert [zhangs.was(zhangs.son, "phone", day) for day in days] == ["13800001111", None, "13800002222"]


def test_a_corrected_mistake_was_never_true_and_can_be_said_so(zhangs: Family) -> None:
    edit(zhangs, zhangs.son, name="张晓宝")
    mending.always_so(zhangs.office.store, moment(zhangs, zhangs.son, "姓名").span or 0)
    assert lived(zhangs, zhangs.son) == []
    assert zhangs.was(zhangs.son, "name", BEFORE) == "张晓宝"
    zhangs.office.store.undo()
    assert zhangs.was(zhangs.son, "name", BEFORE) == "张小宝"


def test_only_the_mistake_goes_and_what_was_before_it_stays(zhangs: Family) -> None:
    for kind, day in (("60", BEFORE), ("30", LATER), ("20", DAY)):
        with zhangs.office.store.write("学历") as session:
            mending.episodes.happened(session, day, "更新")
            session.get_one(mending.Resident, zhangs.son).education = kind
    last = next(m for m in life.life(zhangs.office.store, zhangs.son) if m.day == DAY)
    mending.always_so(zhangs.office.store, last.span or 0)
    assert [zhangs.was(zhangs.son, "education", day) for day in (date(2026, 1, 1), BEFORE, LATER, DAY)] == [
        None,
        "60",
        "20",
        "20",
    ]


def test_a_name_that_is_struck_sounds_as_before(zhangs: Family) -> None:
    edit(zhangs, zhangs.son, name="李强")
    mending.strike(zhangs.office.store, moment(zhangs, zhangs.son, "姓名").span or 0)
    assert zhangs.column(zhangs.son, "name") == "张小宝"
    assert str(zhangs.column(zhangs.son, "initials")).startswith("zxb")
