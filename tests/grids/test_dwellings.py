"""Homes found or made by their address."""

import pytest
from sqlalchemy import func, select

from commgov_desktop.errors import UserError
from commgov_desktop.grids.addresses import Address
from commgov_desktop.grids.dwellings import dwelling_for, dwellings_for
from commgov_desktop.grids.models import Building, Dwelling, Entrance
from commgov_desktop.ledger.office import Office


def test_a_home_is_made_once_however_its_building_is_spelt(office: Office) -> None:
    with office.store.write("roster") as session:
        ids = {
            dwelling_for(session, b, e, "501室")
            for b, e in (("3号楼", "2单元"), ("3栋", "2"), ("3幢", "二单元"))
        }
        assert len(ids) == 1
        home = session.get_one(Dwelling, ids.pop())
        assert home.address == "3号楼2单元501"
    with office.store.write("again") as session:
        assert dwelling_for(session, "3", "2门", "501") == home.id


def test_many_homes_are_made_in_one_go_and_undone_in_one_go(office: Office) -> None:
    places = [
        Address(f"{b}号楼", f"{e}单元", f"{r}01") for b in range(1, 41) for e in (1, 2) for r in range(1, 11)
    ]
    with office.store.write("roster") as session:
        found = dwellings_for(session, places)
        assert len(set(found.values())) == 800
    office.store.undo()
    with office.store.read() as session:
        counts = [session.scalar(select(func.count()).select_from(m)) for m in (Building, Entrance, Dwelling)]
        assert counts == [0, 0, 0]


def test_buildings_come_in_the_order_of_their_numbers(office: Office) -> None:
    with office.store.write("roster") as session:
        dwellings_for(session, [Address("10号楼", "", "1"), Address("2号楼", "", "1")])
        names = session.scalars(select(Building.name).order_by(Building.position))
        assert list(names) == ["2号楼", "10号楼"]


def test_a_place_without_a_building_is_refused(office: Office) -> None:
    with pytest.raises(UserError, match="楼栋"), office.store.write("roster") as session:
        dwelling_for(session, " ", "1单元", "101")
