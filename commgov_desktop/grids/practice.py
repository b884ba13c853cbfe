"""Made-up grids for the practice community: buildings, entrances, homes and the people in charge of them."""

from collections.abc import Iterator
from datetime import date, timedelta
from random import Random

from sqlalchemy import Table, insert, select
from sqlalchemy.orm import Session

from commgov_desktop import clock
from commgov_desktop.grids.addresses import building_key
from commgov_desktop.grids.dwellings import next_id, table_of
from commgov_desktop.grids.models import Building, Dwelling, Entrance, Grid, GridPost
from commgov_desktop.grids.rules import COMPLAINTS
from commgov_desktop.ledger.office import CODE, PHONE, SettingRow

GRIDS = 6
_WORKERS = ("李红", "赵强", "孙丽", "钱军", "周芳", "吴磊", "郑洁", "冯涛")
_LEADERS = ("陈国华", "何玉梅", "陈国华", "何玉梅", "陈国华", "何玉梅")
_BOUNDS = (
    "东至沙田路，南至学府街，西至小河，北至幸福路", "东至小河，南至学府街，西至和平路，北至幸福路",
    "东至沙田路，南至幸福路，西至小河，北至建设街", "东至小河，南至幸福路，西至和平路，北至建设街",
    "东至沙田路，南至建设街，西至小河，北至环城路", "东至小河，南至建设街，西至和平路，北至环城路",
)  # fmt: skip


def fill(session: Session, rng: Random, dwellings_needed: int) -> list[int]:
    """Make six grids with homes for this many families, and those in charge. Gives the homes' ids in order.

    One last building is left without a grid, so that the check has something to say.
    """
    community = session.scalar(select(SettingRow.value).where(SettingRow.key == CODE.key)) or "999999001001"
    grid_ids = _grids(session, str(community))
    _posts(session, rng, grid_ids)
    _complaints(session)
    return _buildings(session, rng, grid_ids, dwellings_needed)


def _grids(session: Session, community: str) -> list[int]:
    grids = [
        Grid(name=f"{n:02} 网格", code=f"{community}{n:03}", bounds=_BOUNDS[n - 1])
        for n in range(1, GRIDS + 1)
    ]
    session.add_all(grids)
    session.flush()
    return [grid.id for grid in grids]


def _posts(session: Session, rng: Random, grid_ids: list[int]) -> None:
    today = clock.today()
    for i, grid_id in enumerate(grid_ids):
        since = date(today.year - 2, rng.randint(1, 12), 1)
        people = [("worker", _WORKERS[i]), ("leader", _LEADERS[i]), ("police", "刘警官")]
        if i == 0:
            _former(session, grid_id, since)
        for role, name in people:
            session.add(
                GridPost(grid_id=grid_id, role=role, person_name=name, phone=_phone(role, i), since=since)
            )


def _former(session: Session, grid_id: int, since: date) -> None:
    session.add(
        GridPost(
            grid_id=grid_id, role="worker", person_name="马琳", phone="19900000019",
            since=since - timedelta(days=900), until=since - timedelta(days=1),
        )
    )  # fmt: skip


def _phone(role: str, i: int) -> str:
    return f"199{ ({'worker': 1, 'leader': 2, 'police': 3}[role]):04}{(i if role == 'worker' else i % 2):04}"


def _complaints(session: Session) -> None:
    there = session.scalar(select(SettingRow.id).where(SettingRow.key.in_((COMPLAINTS.key, PHONE.key))))
    if there is None:
        session.add(SettingRow(key=COMPLAINTS.key, value="0000-8800110"))


def _buildings(session: Session, rng: Random, grid_ids: list[int], needed: int) -> list[int]:
    """Insert buildings of three to eleven floors until there are homes enough; large communities get towers."""
    tall = needed > 20_000
    building, entrance, dwelling = (next_id(session, m) for m in (Building, Entrance, Dwelling))
    plans = list(_plans(rng, needed, tall))
    last = len(plans)
    rows: tuple[list[dict[str, object]], ...] = ([], [], [])
    made: list[int] = []
    for n, (doors, floors, per_floor) in enumerate(plans, 1):
        name = f"{n}号楼"
        grid = None if n == last else grid_ids[(n - 1) * len(grid_ids) // max(1, last - 1)]
        rows[0].append(_building_row(building, n, name, grid, floors))
        for door in range(1, doors + 1):
            rows[1].append({"id": entrance, "building_id": building, "name": f"{door}单元"})
            for room in (f"{f}{r:02}" for f in range(1, floors + 1) for r in range(1, per_floor + 1)):
                kind = rng.choices(("own", "rented", "vacant", ""), (70, 18, 5, 7))[0]
                rows[2].append(_dwelling_row(dwelling, entrance, room, f"{name}{door}单元{room}", kind))
                made.append(dwelling)
                dwelling += 1
            entrance += 1
        building += 1
    for model, some in zip((Building, Entrance, Dwelling), rows, strict=True):
        _insert(session, table_of(model), some)
    return made[:needed]


def _plans(rng: Random, needed: int, tall: bool) -> Iterator[tuple[int, int, int]]:
    """Entrances, floors and homes on a floor of one building after the other, seven buildings at least."""
    most = max(1, needed // (GRIDS * 6)) if needed < 700 else 10**9
    homes = count = 0
    while homes < needed or count < GRIDS + 1:
        doors = 1 if most < 12 else rng.randint(2, 6 if tall else 3)
        floors = rng.choice((18, 24, 32)) if tall else min(rng.choice((5, 6, 6, 7, 11)), max(2, most))
        yield doors, floors, 4 if tall else 2
        homes += doors * floors * (4 if tall else 2)
        count += 1


def _building_row(number: int, place: int, name: str, grid: int | None, floors: int) -> dict[str, object]:
    return {
        "id": number, "name": name, "lookup": building_key(name), "grid_id": grid, "estate": "", "kind": "",
        "floors": floors, "position": place, "note": "",
    }  # fmt: skip


def _dwelling_row(number: int, entrance: int, room: str, address: str, kind: str) -> dict[str, object]:
    return {"id": number, "entrance_id": entrance, "room": room, "address": address, "kind": kind, "note": ""}


def _insert(session: Session, table: Table, rows: list[dict[str, object]]) -> None:
    if rows:
        session.execute(insert(table), rows)
