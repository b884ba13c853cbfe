"""Made-up situation reports for the practice community, in every state; what is reported there is no real rule."""

from datetime import datetime, timedelta
from random import Random

from sqlalchemy import select
from sqlalchemy.orm import Session

from commgov_desktop import clock
from commgov_desktop.grids.models import Building, Dwelling, Entrance
from commgov_desktop.grids.situations import shipped
from commgov_desktop.grids.situations.ledger import PEOPLE, store
from commgov_desktop.grids.situations.models import SituationKind, SituationReport

_INVENTED = "练习用，非真实规定（未核实）"
_KINDS = (
    ("消防安全隐患", 2, "街道应急管理办公室"),
    ("群体性矛盾苗头", 4, "街道综治中心"),
    ("独居老人突发状况", 2, "街道民政办公室"),
    ("公共设施损坏", 24, "街道城管办公室"),
)
"""Four of the six lines are filled in; the other two show what an empty one looks like."""

_REPORTS = (
    (0, 0.1, "楼道内电动自行车充电，电线老化有焦味，已当场断电。", None, "", False),
    (3, 1.6, "小区东门口窨井盖破损，行人易绊倒，已放置警示牌。", None, "", False),
    (1, 2.5, "多户居民因停车位划线聚在物业门口争执，约二十人。", 1.5, "", False),
    (
        2,
        6.0,
        "网格员上门探访无人应答，联系家属后确认在家中摔倒，已送医。",
        0.5,
        "请社区持续探访，做好家属联系。",
        False,
    ),
    (3, 14.0, "三楼以上自来水停供半日，独居老人取水困难。", 30.0, "供水公司当日修复，已回访。", True),
    (0, 23.0, "车棚顶堆放纸箱，占用消防通道。", 1.0, "限三日内清理，复查合格。", True),
    (None, 35.0, "外来人员上门推销保健品，多名老人购买。", 20.0, "已转派出所，社区做好宣传提醒。", True),
    (1, 52.0, "楼上漏水引发两户争吵，情绪激动。", 3.0, "由社区调委会受理。", True),
)
"""Kind, days ago, what happened, hours until it was reported, answer, whether it is closed."""


def fill(session: Session, rng: Random, clerk: str) -> None:
    """Name four of the lines and write down eight reports, the oldest first."""
    shipped.install(session)
    session.flush()
    kinds = list(session.scalars(select(SituationKind).order_by(SituationKind.position)))
    for kind, (name, hours, office) in zip(kinds, _KINDS, strict=False):
        kind.name, kind.hours, kind.report_to, kind.basis = name, hours, office, _INVENTED
    session.flush()
    homes = _homes(session)
    people = list(session.scalars(select(PEOPLE.c.id).order_by(PEOPLE.c.id).limit(200)))
    for line in reversed(_REPORTS):
        values = _values(line, kinds, rng, clerk)
        if homes:
            values["dwelling_id"] = rng.choice(homes)
        if people and line[0] in (1, 2):
            values["people"] = rng.sample(people, 1 if line[0] == 2 else 2)
        report = SituationReport()
        store(session, report, values)
        session.add(report)
        session.flush()


def _homes(session: Session) -> list[int]:
    query = select(Dwelling.id).join(Entrance, Entrance.id == Dwelling.entrance_id)
    query = query.join(Building, Building.id == Entrance.building_id).where(Building.grid_id.is_not(None))
    return list(session.scalars(query.order_by(Dwelling.id).limit(500)))


def _values(
    line: tuple[int | None, float, str, float | None, str, bool],
    kinds: list[SituationKind],
    rng: Random,
    clerk: str,
) -> dict[str, object]:
    kind, days, what, after, answer, closed = line
    noticed = (clock.now() - timedelta(days=days)).replace(second=0, microsecond=0)
    reported = noticed + timedelta(hours=after) if after is not None else None
    values: dict[str, object] = {
        "kind_id": kinds[kind].id if kind is not None else None,
        "what": what, "noticed_at": noticed, "happened_at": noticed - timedelta(minutes=rng.randint(5, 50)),
        "others": "物业公司保安" if kind == 1 else "", "answer": answer,
        "reported_to": kinds[kind].report_to if kind is not None and reported else "街道综治中心" if reported else "",
    }  # fmt: skip
    if reported is not None:
        values |= {"reported_at": reported, "reported_by": clerk, "how": rng.choice(("phone", "platform"))}
        values |= _end(reported, answer, closed)
    return values


def _end(reported: datetime, answer: str, closed: bool) -> dict[str, object]:
    """An answer on the next day, the end two days later."""
    day = clock.local(reported).date()
    last = clock.today()
    found: dict[str, object] = {"answered_on": min(last, day + timedelta(days=1))} if answer else {}
    return found | ({"closed_on": min(last, day + timedelta(days=3))} if closed else {})
