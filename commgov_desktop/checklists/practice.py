"""Made-up months of work for the practice community: most of it done in time, some late, some put off."""

from datetime import date, datetime, timedelta
from random import Random

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from commgov_desktop import clock
from commgov_desktop.checklists import starting_lists
from commgov_desktop.checklists.models import OWN_LIST, Checklist, ChecklistItem, Task, TaskMonth
from commgov_desktop.checklists.rules import EVENT, month_end, next_month, occurrences
from commgov_desktop.store.record import new_uid

MONTHS = 6
CLERKS = ("王敏", "李静", "赵强")
RESULTS = (
    "已完成，资料入档。",
    "按期完成，无异常。",
    "完成，发现问题 1 处，已整改。",
    "完成，结果已报街道。",
    "",
)
WHY_LATE = ("街道会议改期", "负责人外出培训", "等待上级文件")

OWN_ITEMS: tuple[tuple[str, str, dict[str, object]], ...] = (
    ("消防月检", "楼道消防通道检查", {"rhythm": "monthly", "by_day": 5, "proof_needed": True, "owner": "赵强",
                              "standard": "通道无堆物，灭火器在有效期内", "steps": "逐楼检查，拍照，登记，问题当天通知",
                              "materials": "检查登记表、照片"}),
    ("消防月检", "电动自行车充电点检查", {"rhythm": "half_monthly", "by_day": 10, "owner": "赵强", "proof_needed": True}),
    ("消防月检", "微型消防站器材清点", {"rhythm": "quarterly", "by_day": 25, "owner": "赵强"}),
    ("独居老人关爱", "独居老人每周探访", {"rhythm": "weekly", "weekday": 5, "owner": "李静", "standard": "每户见到本人或通电话",
                                "steps": "按名单走访，记录身体和家里情况，有事当天报告", "materials": "探访记录"}),
    ("独居老人关爱", "独居老人名单更新", {"rhythm": "monthly", "by_day": 28, "owner": "李静"}),
)  # fmt: skip


def fill(session: Session, rng: Random) -> list[int]:
    """Half a year of tasks, this month's among them, and two own lists. Gives the ids of the tasks."""
    starting_lists.install(session)
    session.flush()
    _own_lists(session)
    today = clock.today()
    items = list(
        session.scalars(
            select(ChecklistItem).where(ChecklistItem.name != "", ChecklistItem.rhythm.not_in(("", EVENT)))
        )
    )
    for item in items:
        item.owner = item.owner or rng.choice(CLERKS)
    first = next_month(today.replace(day=1), -MONTHS)
    rows = [row for item in items for row in _rows(rng, item, first, month_end(today), today)]
    if rows:
        session.execute(insert(Task), rows)
    session.execute(insert(TaskMonth), [{"month": next_month(first, n)} for n in range(MONTHS + 1)])
    session.add(Task(title="春节慰问物资发放名单核对", due_on=today + timedelta(days=9), owner="王敏"))
    session.flush()
    return list(session.scalars(select(Task.id).order_by(Task.id)))


def _own_lists(session: Session) -> None:
    names = dict.fromkeys(name for name, _item, _more in OWN_ITEMS)
    for position, name in enumerate(names):
        made = Checklist(name=name, kind=OWN_LIST, position=1000 + position, source="本社区")
        session.add(made)
        session.flush()
        wanted = [(title, more) for owner, title, more in OWN_ITEMS if owner == name]
        for number, (title, more) in enumerate(wanted, start=1):
            session.add(ChecklistItem(checklist_id=made.id, number=number, name=title, kind="own", **more))
    session.flush()


def _rows(rng: Random, item: ChecklistItem, first: date, last: date, today: date) -> list[dict[str, object]]:
    return [
        _row(rng, item, each.period, each.day, today) for each in occurrences(item.rule, first, last)
    ]  # fmt: skip


def _row(rng: Random, item: ChecklistItem, period: str, day: date, today: date) -> dict[str, object]:
    done = _done_on(rng, day, today)
    moved = done is not None and rng.random() < 0.04
    return {
        "uid": new_uid(), "item_id": item.id, "period": period, "title": item.name, "due_on": day,
        "owner": item.owner, "result": rng.choice(RESULTS) if done else "", "done_on": done,
        "done_at": datetime(done.year, done.month, done.day, rng.randint(9, 16), rng.randint(0, 59), tzinfo=clock.CHINA)
        if done
        else None,
        "done_by": item.owner if done else "", "not_needed": "", "moved_from": day - timedelta(days=3) if moved else None,
        "moved_why": rng.choice(WHY_LATE) if moved else "", "note": "",
    }  # fmt: skip


def _done_on(rng: Random, day: date, today: date) -> date | None:
    """Nearly all of the past is done, nine in ten in time; of what is to come, a little is done early."""
    if day >= today:
        early = today - timedelta(days=rng.randint(0, 3))
        return early if (day - today).days < 12 and rng.random() < 0.2 and early.month == day.month else None
    if (today - day).days < 14 and rng.random() < 0.3:
        return None
    late = rng.random() < 0.08
    return (
        min(today, day + timedelta(days=rng.randint(1, 4)))
        if late
        else day - timedelta(days=rng.randint(0, 3))
    )
