"""Made-up estates for the practice community: four of different kinds, one building that lies in none."""

from random import Random

from sqlalchemy import select
from sqlalchemy.orm import Session

from commgov_desktop.grids.models import Building, Estate

_ESTATES = (
    ("沙田新村", "2", "示例物业服务有限公司", "000-00000011", "主任 何玉梅", 1994),
    ("机械厂家属院", "1", "", "", "未成立业主委员会", 1987),
    ("阳光花园", "4", "样例物业管理有限公司", "000-00000012", "主任 陈国华", 2009),
    ("河东安置小区", "3", "示例物业服务有限公司", "000-00000011", "筹备中", 2014),
)


def fill(session: Session, rng: Random) -> None:
    """Share the buildings out in the order of the plan; the last stays in no estate."""
    for name, kind, company, phone, committee, year in _ESTATES:
        session.add(
            Estate(
                name=name, kind=kind, company=company, company_phone=phone, committee=committee,
                built_year=year + rng.randint(0, 1),
            )
        )  # fmt: skip
    buildings = list(session.scalars(select(Building).order_by(Building.position)))[:-1]
    for place, building in enumerate(buildings):
        building.estate = _ESTATES[place * len(_ESTATES) // len(buildings)][0]
