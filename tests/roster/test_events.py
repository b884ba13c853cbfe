"""What happens in a family's life: all effects are known before, saved as one action, dated, and can be taken back."""

from collections.abc import Callable
from datetime import date

import pytest
from sqlalchemy import select

from commgov_desktop import catalog, opening
from commgov_desktop.errors import Invalid
from commgov_desktop.ledger.episodes import Episode
from commgov_desktop.ledger.office import Office
from commgov_desktop.roster import history, household
from commgov_desktop.roster.events.effects import effects
from commgov_desktop.roster.id_number import check_character
from commgov_desktop.roster.ledger import RESIDENTS
from commgov_desktop.roster.models import HEAD, MIGRANT, REGISTERED, Resident
from commgov_desktop.store.store import UndoConflict
from tests.conftest import PASSWORD
from tests.roster.event_words import BEFORE, DAY, Family, answers, family


@pytest.fixture
def zhangs(office: Office) -> Family:
    return family(office)


def dwelling(office: Office, words: str) -> int:
    place = catalog.homes().split(words)
    with office.store.write("房屋") as session:
        return catalog.homes().dwellings_for(session, [place])[place]


def here(office: Office, day: date) -> set[str]:
    with office.store.read() as session:
        return set(session.scalars(select(Resident.name).where(history.here_on(day))))


# ---- who leaves ---------------------------------------------------------------------------------------


def test_the_death_of_the_head_gives_the_household_a_new_one(zhangs: Family) -> None:
    zhangs.do("death", person=zhangs.zhang)
    assert zhangs.relations() == {"李梅": HEAD, "张小宝": "20", "张小妹": "30", "王秀英": "54"}
    assert zhangs.column(zhangs.wife, "marital_status") == "30"
    assert (zhangs.column(zhangs.zhang, "left_on"), zhangs.column(zhangs.zhang, "left_how")) == (DAY, "died")
    assert zhangs.column(zhangs.zhang, "household_id") is None


def test_the_clerk_can_choose_another_heir_and_relation(zhangs: Family) -> None:
    zhangs.do("death", person=zhangs.zhang, heads={zhangs.home: zhangs.son}, relations={zhangs.mother: "61"})
    assert zhangs.relations() == {"张小宝": HEAD, "李梅": "52", "张小妹": "77", "王秀英": "61"}


def test_what_somebody_was_before_they_left_stays_known(zhangs: Family) -> None:
    zhangs.do("death", person=zhangs.zhang)
    assert zhangs.was(zhangs.zhang, "household_id", BEFORE) == zhangs.home
    assert zhangs.was(zhangs.zhang, "relation", BEFORE) == HEAD
    assert zhangs.was(zhangs.zhang, "household_id", DAY) is None
    assert (zhangs.was(zhangs.wife, "relation", BEFORE), zhangs.was(zhangs.wife, "relation", DAY)) == (
        "12",
        HEAD,
    )
    assert "张伟" in here(zhangs.office, BEFORE)
    assert "张伟" not in here(zhangs.office, DAY)


def test_a_household_that_moves_away_ends_and_is_kept(zhangs: Family) -> None:
    everybody = (zhangs.zhang, zhangs.wife, zhangs.son, zhangs.girl, zhangs.mother)
    zhangs.do("move_out", person=zhangs.zhang, chosen=everybody, to="青石市")
    assert zhangs.ended(zhangs.home) == DAY
    assert here(zhangs.office, DAY) == set()
    assert len(here(zhangs.office, BEFORE)) == 5


def test_who_moves_away_but_stays_registered_is_still_in_the_roster(zhangs: Family) -> None:
    zhangs.do("move_out", person=zhangs.son, chosen=(zhangs.son,), stays_registered=True)
    assert zhangs.column(zhangs.son, "house_match") == "0202"
    assert zhangs.column(zhangs.son, "left_on") is None
    assert "张小宝" in zhangs.relations()


# ---- who comes ----------------------------------------------------------------------------------------


def test_a_child_is_born_into_the_household(zhangs: Family) -> None:
    (baby,) = zhangs.do("birth", household=zhangs.home, name="张小小", sex="2").people
    assert zhangs.relations()["张小小"] == "42", "a head of fifty with grown-up children is the grandfather"
    assert zhangs.column(baby, "birth") == DAY
    assert zhangs.column(baby, "came_on") == DAY
    assert zhangs.column(baby, "id_state") == "none"
    assert "张小小" not in here(zhangs.office, BEFORE)


def test_the_month_in_which_a_birth_is_registered_is_named(zhangs: Family) -> None:
    shown = effects(
        zhangs.office.store, "birth", answers(household=zhangs.home, name="张小小", day=date(2026, 1, 31))
    )
    assert "2026-02-28" in " ".join(shown.warnings)


def test_a_family_moves_in_and_founds_a_household(zhangs: Family) -> None:
    flat = dwelling(zhangs.office, "9号楼1单元101")
    done = zhangs.do(
        "move_in",
        dwelling_id=flat,
        residence_kind=MIGRANT,
        newcomers=({"name": "陈强", "sex": "1"}, {"name": "周莉", "sex": "2", "relation": "12"}),
        **{"from": "青石市"},
    )
    assert zhangs.relations(done.homes[0]) == {"陈强": HEAD, "周莉": "12"}
    assert [zhangs.column(i, "house_match") for i in done.people] == ["0201", "0201"]
    assert zhangs.column(done.people[0], "registered_address") == "青石市"


def test_who_comes_back_keeps_the_earlier_stay(zhangs: Family) -> None:
    zhangs.do("move_out", person=zhangs.son, chosen=(zhangs.son,), day=BEFORE)
    zhangs.do("return", person=zhangs.son, into=zhangs.home, relation="20")
    assert zhangs.relations()["张小宝"] == "20"
    days = (date(2026, 1, 1), date(2026, 2, 15), DAY)
    assert ["张小宝" in here(zhangs.office, d) for d in days] == [True, False, True]


def test_a_death_noted_by_mistake_is_put_right(zhangs: Family) -> None:
    zhangs.do("death", person=zhangs.mother, day=BEFORE)
    with pytest.raises(Invalid):
        zhangs.do("return", person=zhangs.mother, into=zhangs.home, relation="52")
    zhangs.do("return", person=zhangs.mother, into=zhangs.home, relation="52", mistake=True)
    assert zhangs.was(zhangs.mother, "relation", date(2026, 2, 15)) == "52"
    assert "王秀英" in here(zhangs.office, date(2026, 2, 15))


def test_somebody_who_was_here_before_is_recognised_by_their_number(zhangs: Family) -> None:
    number = "99999920000701001"
    number += check_character(number)
    zhangs.office.book.save(RESIDENTS, zhangs.son, {"id_number": number})
    zhangs.do("move_out", person=zhangs.son, chosen=(zhangs.son,), day=BEFORE)
    shown = effects(
        zhangs.office.store, "move_in", answers(newcomers=({"name": "张小宝", "id_number": number},))
    )
    assert any("张小宝" in line and "迁回" in line for line in shown.warnings)


# ---- those who stay -----------------------------------------------------------------------------------


def test_a_daughter_in_law_comes_by_marriage(zhangs: Family) -> None:
    zhangs.do("marriage", person=zhangs.son, name="陈静", sex="2", home="join", residence_kind=REGISTERED)
    assert zhangs.relations()["陈静"] == "38"
    assert zhangs.column(zhangs.son, "marital_status") == "20"


def test_a_couple_founds_a_household(zhangs: Family) -> None:
    done = zhangs.do("marriage", person=zhangs.son, name="陈静", sex="2", home="own")
    new = next(home for home in done.homes if home != zhangs.home)
    assert zhangs.relations(new) == {"张小宝": HEAD, "陈静": "12"}
    assert "张小宝" not in zhangs.relations()


def test_members_split_off(zhangs: Family) -> None:
    flat = dwelling(zhangs.office, "9号楼1单元101")
    done = zhangs.do("split", person=zhangs.son, chosen=(zhangs.son, zhangs.girl), dwelling_id=flat)
    new = next(home for home in done.homes if home != zhangs.home)
    assert zhangs.relations(new) == {"张小宝": HEAD, "张小妹": "77"}
    assert zhangs.column(zhangs.girl, "dwelling_id") == flat
    assert zhangs.was(zhangs.girl, "household_id", BEFORE) == zhangs.home


def test_the_head_may_be_among_those_who_split_off(zhangs: Family) -> None:
    done = zhangs.do("split", person=zhangs.zhang, chosen=(zhangs.zhang, zhangs.wife))
    new = next(home for home in done.homes if home != zhangs.home)
    assert zhangs.relations(new) == {"张伟": HEAD, "李梅": "12"}
    assert zhangs.relations()["张小宝"] == HEAD


def test_not_everybody_can_split_off(zhangs: Family) -> None:
    everybody = (zhangs.zhang, zhangs.wife, zhangs.son, zhangs.girl, zhangs.mother)
    with pytest.raises(Invalid) as wrong:
        zhangs.do("split", person=zhangs.zhang, chosen=everybody)
    assert "chosen" in wrong.value.problems


def test_a_household_joins_another_and_ends(zhangs: Family) -> None:
    done = zhangs.do("split", person=zhangs.son, chosen=(zhangs.son,), day=BEFORE)
    new = next(home for home in done.homes if home != zhangs.home)
    zhangs.do("join", person=zhangs.son, chosen=(zhangs.son,), into=zhangs.home, relation="20")
    assert zhangs.relations()["张小宝"] == "20"
    assert zhangs.ended(new) == DAY


# ---- a divorce ----------------------------------------------------------------------------------------


def test_the_wife_goes_with_the_daughter_and_founds_a_household(zhangs: Family) -> None:
    flat = dwelling(zhangs.office, "9号楼1单元101")
    done = zhangs.do(
        "divorce", person=zhangs.zhang, chosen=(zhangs.wife, zhangs.girl), home="own", dwelling_id=flat
    )
    new = next(home for home in done.homes if home != zhangs.home)
    assert zhangs.relations(new) == {"李梅": HEAD, "张小妹": "30"}
    assert zhangs.relations() == {"张伟": HEAD, "张小宝": "20", "王秀英": "52"}
    assert [zhangs.column(i, "marital_status") for i in (zhangs.zhang, zhangs.wife)] == ["40", "40"]
    assert (zhangs.column(zhangs.girl, "dwelling_id"), zhangs.column(zhangs.wife, "dwelling_id")) == (
        flat,
        flat,
    )
    assert zhangs.was(zhangs.wife, "relation", BEFORE) == "12"


def test_when_the_head_goes_the_other_leads_and_his_mother_is_no_longer_hers(zhangs: Family) -> None:
    zhangs.do("divorce", person=zhangs.zhang, chosen=(zhangs.zhang,), home="own")
    assert zhangs.relations() == {"李梅": HEAD, "张小宝": "20", "张小妹": "30", "王秀英": "99"}


def test_the_divorced_may_leave_the_community(zhangs: Family) -> None:
    zhangs.do("divorce", person=zhangs.wife, chosen=(zhangs.wife,), home="away", to="青石市")
    assert (zhangs.column(zhangs.wife, "left_on"), zhangs.column(zhangs.wife, "left_how")) == (DAY, "moved")
    assert zhangs.column(zhangs.wife, "marital_status") == "40"
    assert "李梅" in here(zhangs.office, BEFORE)


def test_where_nobody_goes_the_two_are_no_longer_related_unless_the_clerk_says_otherwise(
    zhangs: Family,
) -> None:
    zhangs.do("divorce", person=zhangs.zhang, home="stay")
    assert zhangs.relations()["李梅"] == "99"
    zhangs.office.store.undo()
    assert zhangs.column(zhangs.wife, "marital_status") == "20"
    zhangs.do("divorce", person=zhangs.zhang, home="stay", relations={zhangs.wife: "80"})
    assert zhangs.relations()["李梅"] == "80"


def test_a_daughter_in_law_goes_back_to_her_parents_with_the_child(zhangs: Family) -> None:
    zhangs.do("marriage", person=zhangs.son, name="陈静", sex="2", home="join", day=BEFORE)
    (baby,) = zhangs.do("birth", household=zhangs.home, name="张小小", sex="1", day=BEFORE).people
    parents = zhangs.do("move_in", newcomers=({"name": "陈强", "sex": "1"},), day=BEFORE).homes[0]
    with zhangs.office.store.read() as session:
        wife = session.scalar(select(Resident.id).where(Resident.name == "陈静")) or 0
    zhangs.do("divorce", person=zhangs.son, chosen=(wife, baby), home="into", into=parents, relation="30")
    assert zhangs.relations(parents) == {"陈强": HEAD, "陈静": "30", "张小小": "43"}
    assert zhangs.column(zhangs.son, "marital_status") == "40"


def test_a_parent_who_founds_a_household_leads_their_children(zhangs: Family) -> None:
    zhangs.do("marriage", person=zhangs.son, name="陈静", sex="2", home="join", day=BEFORE)
    (baby,) = zhangs.do("birth", household=zhangs.home, name="张小小", sex="1", day=BEFORE).people
    done = zhangs.do("divorce", person=zhangs.son, chosen=(zhangs.son, baby), home="own")
    new = next(home for home in done.homes if home != zhangs.home)
    assert zhangs.relations(new) == {"张小宝": HEAD, "张小小": "20"}
    assert zhangs.relations()["陈静"] == "99", "she stays with parents-in-law who are so no longer"


def test_the_other_one_may_live_elsewhere(zhangs: Family) -> None:
    with pytest.raises(Invalid) as wrong:
        zhangs.do("divorce", person=zhangs.son, home="stay")
    assert "spouse" in wrong.value.problems
    zhangs.do("divorce", person=zhangs.son, home="stay", elsewhere=True)
    assert zhangs.column(zhangs.son, "marital_status") == "40"


@pytest.mark.parametrize("both", [True, False])
def test_exactly_one_of_the_two_goes(zhangs: Family, both: bool) -> None:
    who = (zhangs.zhang, zhangs.wife) if both else (zhangs.girl,)
    with pytest.raises(Invalid) as wrong:
        zhangs.do("divorce", person=zhangs.zhang, chosen=who, home="own")
    assert list(wrong.value.problems) == ["chosen"]


def test_another_head_and_everybody_seen_from_them(zhangs: Family) -> None:
    zhangs.do("head", household=zhangs.home, heads={zhangs.home: zhangs.wife})
    assert zhangs.relations() == {"李梅": HEAD, "张伟": "11", "张小宝": "20", "张小妹": "30", "王秀英": "54"}


def test_the_household_moves_to_another_flat(zhangs: Family) -> None:
    flat = dwelling(zhangs.office, "9号楼1单元101")
    everybody = (zhangs.zhang, zhangs.wife, zhangs.son, zhangs.girl, zhangs.mother)
    zhangs.do("move_within", person=zhangs.zhang, chosen=everybody, dwelling_id=flat)
    assert household.home(zhangs.office.store, zhangs.home).dwelling_id == flat
    assert zhangs.column(zhangs.girl, "dwelling_id") == flat


def test_an_adopted_child_has_its_relation(zhangs: Family) -> None:
    zhangs.do("adoption", household=zhangs.home, name="张小丁", sex="1", birth=date(2022, 1, 1))
    assert zhangs.relations()["张小丁"] == "27"


# ---- before it is saved -------------------------------------------------------------------------------


def test_every_effect_is_shown_before_and_nothing_is_saved(zhangs: Family) -> None:
    before = zhangs.office.store.undoable()
    shown = effects(zhangs.office.store, "death", answers(person=zhangs.zhang))
    said = {(line.who, line.what): (line.before, line.after) for line in shown.lines}
    assert said["张伟", "roster"] == ("在册", "已故")
    assert said["张伟户", "head"] == ("张伟", "李梅")
    assert said["李梅", "marital_status"] == ("已婚", "丧偶")
    assert said["王秀英", "relation"] == ("母亲", "婆婆")
    assert shown.ready
    assert zhangs.office.store.undoable() == before


def test_benefits_of_who_leaves_are_named(zhangs: Family) -> None:
    shown = effects(zhangs.office.store, "death", answers(person=zhangs.mother))
    assert any("王秀英" in line and "低保" in line for line in shown.warnings)


@pytest.mark.parametrize("event", ["birth", "death", "marriage", "divorce", "split", "join", "move_in", "move_out",
                                   "move_within", "adoption", "return", "head"])  # fmt: skip
def test_an_empty_form_names_what_is_missing_and_saves_nothing(zhangs: Family, event: str) -> None:
    before = zhangs.office.store.undoable()
    with pytest.raises(Invalid) as wrong:
        zhangs.do(event, day=None)
    assert "day" in wrong.value.problems
    assert len(wrong.value.problems) > 1
    assert zhangs.office.store.undoable() == before


@pytest.mark.parametrize("day", [date(2026, 3, 6), date(1999, 1, 1)])
def test_a_day_in_the_future_or_before_the_birth_is_refused(zhangs: Family, day: date) -> None:
    with pytest.raises(Invalid) as wrong:
        zhangs.do("death", person=zhangs.son, day=day)
    assert "day" in wrong.value.problems


def test_an_event_before_a_later_one_is_refused_by_name(zhangs: Family) -> None:
    zhangs.do("head", household=zhangs.home, heads={zhangs.home: zhangs.wife})
    with pytest.raises(Invalid) as wrong:
        zhangs.do("death", person=zhangs.wife, day=BEFORE)
    assert "变更户主" in wrong.value.problems["day"]


# ---- taken back ---------------------------------------------------------------------------------------


def test_an_event_is_one_step_back_even_after_a_restart_and_later_work(
    make_office: Callable[[str], Office],
) -> None:
    office = make_office("office")
    zhangs = family(office)
    before = household.home(office.store, zhangs.home)
    zhangs.do("death", person=zhangs.zhang)
    step = office.store.undoable()
    assert step is not None
    assert "张伟" in step.label
    office.store.close()
    office = opening.unlock(office.places, 1, PASSWORD)
    office.book.save(RESIDENTS, None, {"name": "别人"})
    office.store.take_back(step.action_id)
    assert household.home(office.store, zhangs.home) == before
    with office.store.read() as session:
        query = select(Episode.id).where(Episode.table_name == "residents")
        assert session.scalar(query) is None, "the history went with the event"
    office.store.close()


def test_what_stands_on_an_event_is_named_when_it_is_taken_back(zhangs: Family) -> None:
    zhangs.do("death", person=zhangs.zhang, day=BEFORE)
    step = zhangs.office.store.undoable()
    assert step is not None
    zhangs.do("head", household=zhangs.home, heads={zhangs.home: zhangs.son})
    with pytest.raises(UndoConflict) as conflict:
        zhangs.office.store.take_back(step.action_id)
    assert any("李梅" in name for name in conflict.value.records)
    assert not any("episodes" in name for name in conflict.value.records)
