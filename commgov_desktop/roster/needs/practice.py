"""Made-up needs for the practice community, most of them still open or arranged."""

import random
from datetime import timedelta

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from commgov_desktop import clock
from commgov_desktop.roster.models import Resident, here
from commgov_desktop.roster.needs.models import ARRANGED, CANNOT, MET, OPEN, Need, Service

_SHARE = 0.06
_STATES = (OPEN, OPEN, ARRANGED, MET, MET, MET, CANNOT)
_WORDS = {
    "邻里互助": "希望认识同楼的邻居，平时能互相照应。", "陪伴探望": "独自在家时间长，盼有人来聊聊天。",
    "兴趣结伴": "想找人一起下棋、散步。", "老年助餐": "腿脚不便，希望午饭能送到家。",
    "日间照料": "子女上班，白天想去日间照料点。", "便民维修": "水龙头漏水，想找可靠的维修师傅。",
    "健身场地": "楼下健身器材少，希望增设。", "养老服务": "希望了解居家养老服务怎样申请。",
    "托幼看护": "孩子放学后无人看护。", "健康服务": "希望定期量血压、测血糖。", "就业服务": "想参加技能培训后再就业。",
    "法律咨询": "想咨询遗产继承。", "困难救助": "家中有人生病，想了解临时救助。", "志愿服务": "愿意每周参加一次志愿服务。",
    "文体活动": "想参加合唱队。", "议事协商": "愿意参加小区改造的议事会。", "学习培训": "想学用手机办事。",
}  # fmt: skip
_DONE = {
    ARRANGED: ("已联系服务单位，约定上门时间。", "已列入下月活动安排。"),
    MET: ("已办妥，本人表示满意。", "已参加活动。", "已由邻里结对照应。"),
    CANNOT: ("目前没有合适的场地，已向本人说明。",),
}


def fill(session: Session, rng: random.Random, clerk: str) -> None:
    """Put them into the open action."""
    people = list(session.scalars(select(Resident.id).where(here()).order_by(Resident.id)))
    services = list(session.execute(select(Service.id, Service.area, Service.name).order_by(Service.id)))
    rows = []
    for number in rng.sample(people, min(len(people), max(8, round(len(people) * _SHARE)))):
        service, area, name = rng.choice(services)
        asked = clock.today() - timedelta(rng.randint(1, 150))
        state = rng.choice(_STATES)
        settled = None if state == OPEN else min(clock.today(), asked + timedelta(rng.randint(2, 40)))
        rows.append(
            {"resident_id": number, "asked_on": asked, "area": area, "words": _WORDS.get(name, name),
             "service_id": service if rng.random() < 0.9 else None, "asked_by": clerk, "state": state,
             "state_on": settled, "state_words": rng.choice(_DONE[state]) if state in _DONE else ""}
        )  # fmt: skip
    session.execute(insert(Need), rows)
