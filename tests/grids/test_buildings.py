"""What a clerk does to buildings and grids."""

import pytest
from sqlalchemy import select

from commgov_desktop.errors import Invalid, UserError
from commgov_desktop.grids import buildings, rules
from commgov_desktop.grids.figures import survey
from commgov_desktop.grids.forms_card import names_meant
from commgov_desktop.grids.ledgers import BUILDINGS, GRIDS
from commgov_desktop.grids.models import Building, Dwelling
from tests.grids.conftest import Divided


def test_moving_buildings_is_one_action_with_its_undo(divided: Divided) -> None:
    ids = [divided.buildings["1号楼"], divided.buildings["2号楼"]]
    buildings.move_buildings(divided.office.store, ids, divided.second)
    with divided.office.store.read() as session:
        assert [len(g.buildings) for g in survey(session).grids] == [0, 2]
    assert divided.office.store.undo().label == "把1号楼、2号楼移到 02 网格"
    with divided.office.store.read() as session:
        assert [len(g.buildings) for g in survey(session).grids] == [2, 0]


def test_a_renamed_building_renames_the_addresses_of_its_homes(divided: Divided) -> None:
    divided.office.book.save(BUILDINGS, divided.buildings["1号楼"], {"name": "阳光花园1栋"})
    with divided.office.store.read() as session:
        found = session.scalars(select(Dwelling.address).where(Dwelling.id.in_(divided.homes[:2])))
        assert list(found) == ["阳光花园1栋1单元101", "阳光花园1栋1单元102"]
    divided.office.store.undo()
    with divided.office.store.read() as session:
        assert session.get_one(Dwelling, divided.homes[0]).address == "1号楼1单元101"


def test_the_same_building_in_another_spelling_is_refused(divided: Divided) -> None:
    with pytest.raises(Invalid, match="1号楼"):
        divided.office.book.save(BUILDINGS, None, {"name": "1栋"})
    divided.office.book.save(BUILDINGS, divided.buildings["1号楼"], {"name": "1栋"})


def test_new_buildings_come_with_their_homes(divided: Divided) -> None:
    names = names_meant("7-9号楼")
    made = buildings.add_buildings(
        divided.office.store, names, divided.second, entrances=2, floors=3, rooms_per_floor=2
    )
    with divided.office.store.read() as session:
        views = [b for b in survey(session).buildings() if b.id in made]
        assert [(b.name, b.figures.dwellings, b.grid_id) for b in views] == [
            (name, 12, divided.second) for name in ("7号楼", "8号楼", "9号楼")
        ]


def test_a_span_of_buildings_written_wrongly_says_how(divided: Divided) -> None:
    with pytest.raises(Invalid, match="7-12号楼"):
        names_meant("12-7号楼")
    assert names_meant("7号楼、8号楼") == ["7号楼", "8号楼"]


def test_a_building_where_people_live_is_not_removed(divided: Divided) -> None:
    with pytest.raises(UserError, match="登记"):
        buildings.remove_building(divided.office.store, divided.buildings["1号楼"])
    (empty,) = buildings.add_buildings(
        divided.office.store, ["9号楼"], None, entrances=1, floors=1, rooms_per_floor=2
    )
    buildings.remove_building(divided.office.store, empty)
    with divided.office.store.read() as session:
        assert session.get(Building, empty) is None


def test_a_removed_grid_leaves_its_buildings_outside(divided: Divided) -> None:
    buildings.remove_grid(divided.office.store, divided.first)
    with divided.office.store.read() as session:
        assert {b.name for b in survey(session).loose} == {"1号楼", "2号楼", "3号楼"}
    divided.office.store.undo()
    with divided.office.store.read() as session:
        assert survey(session).grids[0].posts["worker"].person_name == "孙丽"


def test_a_new_grid_is_proposed_the_next_name_and_code(divided: Divided) -> None:
    assert rules.proposed(divided.office) == {"name": "03 网格", "code": "999999001001002", "kind": "general"}
    divided.office.settings.save({rules.CODE_PATTERN.key: "{community}-{serial:2}"})
    assert rules.proposed(divided.office)["code"] == "999999001001-01"
    divided.office.settings.save({rules.CODE_PATTERN.key: "{community}"})
    with pytest.raises(UserError, match="serial"):
        rules.proposed(divided.office)


def test_a_grid_needs_a_name(divided: Divided) -> None:
    with pytest.raises(Invalid) as caught:
        divided.office.book.save(GRIDS, None, {"name": " ", "code": ""})
    assert set(caught.value.problems) == {"name"}
