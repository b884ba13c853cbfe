"""Sheets, visits and boxes of its own for the practice community, so that every list of the groups has somebody in it."""

import random
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from commgov_desktop import clock
from commgov_desktop.ledger.extra_fields import ExtraField
from commgov_desktop.ledger.own_fields import OwnField
from commgov_desktop.roster.groups import known, levels, rules
from commgov_desktop.roster.groups.known import GroupInfo
from commgov_desktop.roster.groups.models import Sheet, Visit
from commgov_desktop.roster.models import Resident

_SHARE = {
    "minimum_living": (18, 75, 0.02), "destitute": (60, 95, 0.004), "disabled": (10, 80, 0.025),
    "disabled_old": (70, 96, 0.05), "entitled": (40, 90, 0.008), "veterans": (24, 80, 0.015),
    "children_in_difficulty": (3, 17, 0.03), "left_behind": (3, 17, 0.05), "released": (20, 60, 0.006),
    "correction": (19, 60, 0.005), "drugs": (19, 55, 0.004), "mental": (16, 75, 0.005), "key_youth": (12, 24, 0.02),
    "volunteers": (16, 72, 0.03), "retired": (56, 85, 0.12), "unemployed": (22, 58, 0.02),
    "new_citizens": (20, 45, 0.03),
}  # fmt: skip
"""Between which ages, and how many of those, are in a group that no rule fills."""

_WRITTEN = 0.6
"""How many of those whom a rule names have a sheet as well, in the groups that ask for one."""

_FINDINGS = (
    "身体状况良好，情绪稳定，家中用电用气正常。", "近期血压偏高，提醒按时服药，已告知家属。", "反映楼道灯不亮，已转物业处理。",
    "独自在家，子女周末来看望，生活能够自理。", "希望申请居家养老服务，已说明办理方法。", "家中无人，改日再访。",
    "工作稳定，近期无困难和诉求。", "孩子学习情况正常，监护人已签阅提示。",
)  # fmt: skip
_WORDS = {
    "text": ("情况正常", "已登记", "见档案"),
    "paragraph": ("定期联系，情况稳定。", "已落实帮扶责任人。"),
}


_LATE = 0.005
"""In a well-kept office few days have passed unseen; some must have, for whoever practises."""


def fill(session: Session, rng: random.Random, clerk: str) -> None:
    """Put made-up sheets, visits and two boxes of the office's own into the open action."""
    today = clock.today()
    everybody = known.read(session)
    for group in everybody:
        members = _members(session, rng, group, everybody, today)
        if members:
            session.execute(insert(Sheet), [_sheet(rng, group, i, today) for i in members])
    session.flush()
    for group in everybody:
        if group.visit_days:
            _visit(session, rng, group, everybody, clerk, today)
    _own_boxes(session, rng)


def _members(
    session: Session, rng: random.Random, group: GroupInfo, everybody: Sequence[GroupInfo], today: date
) -> list[int]:
    if group.rule is not None:
        if not group.fields:
            return []
        query = select(Resident.id).where(rules.answers(group.rule, everybody, today)).order_by(Resident.id)
        return [i for i in session.scalars(query) if rng.random() < _WRITTEN]
    youngest, oldest, share = _SHARE[group.key]
    born = Resident.birth.between(today - timedelta(366 * (oldest + 1)), today - timedelta(366 * youngest))
    able = list(session.scalars(select(Resident.id).where(born).order_by(Resident.id)))
    return rng.sample(able, min(len(able), max(2, round(len(able) * share))))


def _sheet(rng: random.Random, group: GroupInfo, resident_id: int, today: date) -> dict[str, Any]:
    since = today - timedelta(rng.randint(30, 900))
    entries = {
        f.key: value for f in group.fields if (value := _value(rng, f, resident_id, today)) is not None
    }
    return {"group_id": group.id, "resident_id": resident_id, "since": since, "entries": entries}


def _value(rng: random.Random, field: OwnField, resident_id: int, today: date) -> Any:
    if rng.random() < 0.15 or field.kind == "person":
        return None
    if field.kind == "expiry":
        days = -12 if rng.random() < _LATE else rng.choice((24, 45, 140, 200, 260, 300, 340, 420, 500, 610))
        return (today + timedelta(days)).isoformat()
    if field.kind == "day":
        return (today - timedelta(rng.randint(60, 2000))).isoformat()
    if field.kind == "choice":
        return rng.choice(field.choices)[0]
    if field.kind == "money":
        return rng.randint(3, 12) * 10_000
    if field.kind == "number":
        return rng.randint(1, 5)
    if field.kind == "flag":
        return True if rng.random() < 0.3 else None
    if field.kind == "phone":
        return f"100{rng.randint(0, 99_999_999):08d}"
    if field.kind == "document" or "号" in field.label:
        return f"练习{resident_id:06d}"
    return rng.choice(_WORDS[field.kind])


def _visit(
    session: Session,
    rng: random.Random,
    group: GroupInfo,
    everybody: Sequence[GroupInfo],
    clerk: str,
    today: date,
) -> None:
    """Most members were visited in time, some are due, a few are late."""
    members = session.scalars(
        select(Resident.id).where(rules.member(group, everybody, today)).order_by(Resident.id)
    )
    rows = []
    for number in members:
        part = 1.2 if rng.random() < _LATE else rng.choice((0.2, 0.4, 0.5, 0.7))
        ago = int((levels.shortest(group) or 30) * part)
        day = today - timedelta(max(1, ago + rng.randint(-3, 3)))
        again = today + timedelta(rng.randint(2, 6)) if rng.random() < 0.02 else None
        rows.append(
            {"resident_id": number, "group_id": group.id if group.restricted else None, "day": day, "by_whom": clerk,
             "purpose": "09" if group.restricted else rng.choice(("01", "02", "03", "04")),
             "findings": rng.choice(_FINDINGS), "next_on": again}
        )  # fmt: skip
    if rows:
        session.execute(insert(Visit), rows)


def _own_boxes(session: Session, rng: random.Random) -> None:
    """What communities like to add: whom to call, a dog, the parking place of a household."""
    session.add(ExtraField(table_name="residents", key="x1", label="紧急联系电话", kind="phone", position=0))
    session.add(
        ExtraField(table_name="residents", key="x2", label="养犬登记", kind="choice", choices=["未养犬", "已登记", "未登记"],
                   position=1)
    )  # fmt: skip
    session.add(ExtraField(table_name="households", key="x1", label="车位号", kind="text", position=0))
    session.flush()
    for person in session.scalars(select(Resident).order_by(Resident.id).limit(200)):
        if rng.random() < 0.3:
            person.extra = {"x2": rng.choice(("未养犬", "已登记", "未登记"))}
    session.flush()
