"""Made-up lines of 五必查、五必访 for the practice community, with visits for them; most slots stay empty as shipped."""

import random
from datetime import timedelta

from sqlalchemy import Select, insert, select
from sqlalchemy.orm import Session

from commgov_desktop import clock
from commgov_desktop.roster.duties.models import VisitDuty
from commgov_desktop.roster.groups import known, rules
from commgov_desktop.roster.groups.models import Visit
from commgov_desktop.roster.models import Resident, here

_LINES = (
    ("check", "独居老人用电用气", "old_alone", 60, "06"),
    ("check", "流动人口登记信息", "migrant", 180, "04"),
    ("visit", "失能老人", "disabled_old", 90, "02"),
    ("visit", "低保家庭", "minimum_living", 90, "03"),
)
_BASIS = "练习用，虚构"
_FINDINGS = ("情况正常。", "发现插座老化，已提醒更换。", "登记信息已核对。", "生活有人照料。")


def fill(session: Session, rng: random.Random, clerk: str) -> None:
    """Put them into the open action: most people were visited in time, some are due, few are late."""
    today, everybody = clock.today(), known.read(session)
    slots = {kind: list(session.scalars(_empty(kind))) for kind in ("check", "visit")}
    for kind, name, key, days, reason in _LINES:
        group = next(g for g in everybody if g.key == key)
        slot = slots[kind].pop(0)
        slot.name, slot.group_id, slot.every_days = name, group.id, days
        slot.since, slot.active, slot.basis = today - timedelta(100), True, _BASIS
        members = session.scalars(
            select(Resident.id).where(here(), rules.member(group, everybody, today)).order_by(Resident.id)
        )
        rows = [
            {"resident_id": number, "duty_id": slot.id, "by_whom": clerk, "purpose": reason,
             "day": today - timedelta(rng.randint(1, 95 if rng.random() < 0.1 else min(days, 50))),
             "findings": rng.choice(_FINDINGS)}
            for number in members
        ]  # fmt: skip
        if rows:
            session.execute(insert(Visit), rows)


def _empty(kind: str) -> Select[VisitDuty]:
    return select(VisitDuty).where(VisitDuty.kind == kind).order_by(VisitDuty.position)
