"""Who is sent again when only changes are wanted: their own facts, their home's name, their grid, a visit, their head."""

from collections.abc import Callable
from datetime import date

import pytest
from sqlalchemy import func, select

from commgov_desktop import catalog
from commgov_desktop.grids.ledgers import BUILDINGS, GRIDS
from commgov_desktop.grids.models import Building
from commgov_desktop.ledger.office import Office
from commgov_desktop.roster import touched
from commgov_desktop.roster.groups import known, sheets, visits
from commgov_desktop.roster.household_ledger import HOUSEHOLDS
from commgov_desktop.roster.ledger import RESIDENTS
from commgov_desktop.roster.models import Resident
from commgov_desktop.store.journal import Action
from tests.roster.event_words import Family, family

Changed = Callable[[Callable[[], object]], set[str]]


@pytest.fixture
def zhangs(office: Office) -> Family:
    """The family lives in 3号楼; somebody alone lives in 9号楼."""
    found = family(office)
    office.book.save(RESIDENTS, None, {"name": "陈强", "relation": "02"})
    with office.store.write("房屋") as session:
        for words, names in (("3号楼2单元501", ("张", "李", "王")), ("9号楼1单元101", ("陈",))):
            place = catalog.homes().split(words)
            home = catalog.homes().dwellings_for(session, [place])[place]
            for person in session.scalars(select(Resident)):
                if person.name.startswith(names):
                    person.dwelling_id = home
    return found


@pytest.fixture
def changed(zhangs: Family) -> Changed:
    """The names of those whose line an act changes."""
    store = zhangs.office.store

    def since(act: Callable[[], object]) -> set[str]:
        with store.read() as session:
            last = session.scalar(select(func.max(Action.id))) or 0
        act()
        numbers = touched.since(store, last)
        with store.read() as session:
            return set(session.scalars(select(Resident.name).where(Resident.id.in_(numbers))))

    return since


def building(office: Office, name: str) -> int:
    with office.store.read() as session:
        return session.scalar(select(Building.id).where(Building.name == name)) or 0


def test_a_renamed_building_changes_the_lines_of_those_who_live_in_it(
    zhangs: Family, changed: Changed
) -> None:
    office, number = zhangs.office, building(zhangs.office, "9号楼")
    assert changed(lambda: office.book.save(BUILDINGS, number, {"name": "19号楼"})) == {"陈强"}
    assert changed(lambda: office.book.save(BUILDINGS, number, {"floors": 6})) == set()


def test_another_grid_or_another_name_of_it_does_too(zhangs: Family, changed: Changed) -> None:
    office, number = zhangs.office, building(zhangs.office, "9号楼")
    grid = office.book.save(GRIDS, None, {"name": "01 网格"})

    def into() -> None:
        with office.store.write("归格") as session:
            session.get_one(Building, number).grid_id = grid

    assert changed(into) == {"陈强"}
    assert changed(lambda: office.book.save(GRIDS, grid, {"name": "东片网格"})) == {"陈强"}
    assert changed(lambda: office.book.save(GRIDS, grid, {"note": "沿河"})) == set()


def test_a_visit_counts_for_the_person_or_for_the_whole_household(zhangs: Family, changed: Changed) -> None:
    def visit(**whom: object) -> Callable[[], object]:
        return lambda: visits.keep(zhangs.office, None, {"day": date(2026, 3, 1), **whom})

    assert changed(visit(resident_id=zhangs.son)) == {"张小宝"}
    assert len(changed(visit(household_id=zhangs.home))) == 5


def test_the_others_of_a_household_change_with_its_head_its_size_and_its_number(
    zhangs: Family, changed: Changed
) -> None:
    office = zhangs.office
    assert len(changed(lambda: office.book.save(RESIDENTS, zhangs.zhang, {"name": "张大伟"}))) == 5
    assert changed(lambda: office.book.save(RESIDENTS, zhangs.zhang, {"note": "x"})) == {"张大伟"}
    assert len(changed(lambda: office.book.save(HOUSEHOLDS, zhangs.home, {"number": "000123"}))) == 5
    gone = changed(
        lambda: zhangs.do("move_out", person=zhangs.son, chosen=(zhangs.son,), day=date(2026, 3, 5))
    )
    assert gone == {"张大伟", "李梅", "张小宝", "张小妹", "王秀英"}


def test_a_sheet_of_a_group_that_ends_is_a_change(zhangs: Family, changed: Changed) -> None:
    group = next(g for g in known.groups(zhangs.office) if g.name == "低保对象")
    made = sheets.keep(zhangs.office, group.id, zhangs.mother, {"since": date(2025, 1, 1)})
    ended = changed(lambda: sheets.end(zhangs.office, made, date(2026, 1, 1), "保障终止"))
    assert ended == {"王秀英"}
