"""A small divided community: two grids, three buildings, a few people, one building outside."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

import pytest
from sqlalchemy import insert

from commgov_desktop.grids import dwellings, posts
from commgov_desktop.grids.models import Building, Grid
from commgov_desktop.ledger.office import Office, SettingRow
from commgov_desktop.roster.models import Household, Resident
from commgov_desktop.store.record import new_uid


@dataclass(frozen=True)
class Divided:
    """Ids of what was made."""

    office: Office
    first: int
    second: int
    buildings: dict[str, int]
    homes: list[int]


@pytest.fixture
def divided(office: Office) -> Divided:
    with office.store.write("fill") as session:
        first, second = Grid(name="01 网格", code="999999001001001"), Grid(name="02 网格")
        session.add_all([first, second])
        session.flush()
        homes = [
            dwellings.dwelling_for(session, name, "1单元", room)
            for name, room in (("1号楼", "101"), ("1号楼", "102"), ("2号楼", "101"), ("3号楼", "101"))
        ]
        named = {b.name: b for b in session.query(Building)}
        named["1号楼"].grid_id = named["2号楼"].grid_id = first.id
        posts.assign(session, first.id, "worker", "孙丽", date(2024, 6, 1), phone="19900000001")
        session.add(SettingRow(key="grids.complaint_phone", value="0000-8800110"))
        for number, home in enumerate(homes, 1):
            _family(session.execute, number, home)
        session.execute(insert(Resident.__table__), [_person(99, None, None, "赵无处", "1")])
        return Divided(office, first.id, second.id, {n: b.id for n, b in named.items()}, homes)


def _family(execute: Callable[..., object], number: int, home: int) -> None:
    household = {"id": number, "number": "", "kind": "", "dwelling_id": home, "note": "", "uid": new_uid()}
    execute(insert(Household.__table__), [household])
    people = [
        _person(number * 10, home, number, f"张{number}", "1", date(1950, 1, 1)),
        _person(number * 10 + 1, home, number, f"李{number}", "3"),
    ]
    execute(insert(Resident.__table__), people)


def _person(
    number: int, home: int | None, household: int | None, name: str, kind: str, birth: date | None = None
) -> dict[str, object]:
    return {
        "id": number, "name": name, "dwelling_id": home, "household_id": household, "residence_kind": kind,
        "birth": birth, "tags": [], "uid": new_uid(), "id_state": "none",
    }  # fmt: skip
