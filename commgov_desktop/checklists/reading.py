"""Reads lists, items and tasks as plain values for pages and papers."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, and_, case, func, or_, select
from sqlalchemy.orm import Session

from commgov_desktop import clock
from commgov_desktop.checklists.models import Checklist, ChecklistItem, Task
from commgov_desktop.checklists.rhythm import month_bounds
from commgov_desktop.checklists.tasks import TABLE, TaskView, week_end
from commgov_desktop.ledger.attachments import AttachmentRow


@dataclass(frozen=True)
class ListView:
    """A checklist with how many slots it has and how many of them say what is to be done."""

    id: int
    key: str
    name: str
    group: str
    source: str
    note: str
    slots: int
    filled: int


@dataclass(frozen=True)
class ItemView:
    """An item as its card shows it; an empty ``name`` is an empty slot."""

    id: int
    checklist_id: int
    slot: int
    name: str
    kind: str
    basis: str
    body: str
    department: str
    rhythm: str
    standard: str
    steps: str
    materials: str
    time_limit: str
    owner: str
    proof_needed: bool
    state: str


@dataclass(frozen=True)
class Month:
    """The tasks of a month in the groups of the page."""

    month: date
    overdue: Sequence[TaskView]
    week: Sequence[TaskView]
    later: Sequence[TaskView]
    closed: Sequence[TaskView]

    @property
    def count(self) -> int:
        """All of them."""
        return len(self.overdue) + len(self.week) + len(self.later) + len(self.closed)

    @property
    def done(self) -> int:
        """Those that were ticked off."""
        return sum(task.done_on is not None for task in self.closed)

    def all(self) -> list[TaskView]:
        """In the order of the page."""
        return [*self.overdue, *self.week, *self.later, *self.closed]


def lists(session: Session) -> list[ListView]:
    """Every checklist, in order."""
    counts = {
        number: (slots, filled)
        for number, slots, filled in session.execute(
            select(
                ChecklistItem.checklist_id,
                func.count(),
                func.sum(case((ChecklistItem.name != "", 1), else_=0)),
            ).group_by(ChecklistItem.checklist_id)
        )
    }
    rows = session.scalars(select(Checklist).order_by(Checklist.position, Checklist.id))
    return [ListView(r.id, r.key, r.name, r.group, r.source, r.note, *counts.get(r.id, (0, 0))) for r in rows]


def items(session: Session, checklist_id: int, words: str = "") -> list[ItemView]:
    """The slots of a list; with ``words`` only those in which every word stands."""
    query = select(ChecklistItem).where(ChecklistItem.checklist_id == checklist_id)
    for word in words.lower().split():
        text = func.concat(ChecklistItem.name, ChecklistItem.basis, ChecklistItem.owner)
        query = query.where(func.instr(func.lower(text), word) > 0)
    return [_item(row) for row in session.scalars(query.order_by(ChecklistItem.slot, ChecklistItem.id))]


def item(session: Session, item_id: int) -> ItemView | None:
    """One item; ``None`` when it is gone."""
    row = session.get(ChecklistItem, item_id)
    return _item(row) if row else None


def _item(row: ChecklistItem) -> ItemView:
    return ItemView(
        row.id, row.checklist_id, row.slot, row.name, row.kind, row.basis, row.body, row.department,
        row.rule.words(), row.standard, row.steps, row.materials, row.time_limit, row.owner, row.proof_needed,
        row.state,
    )  # fmt: skip


def tasks(session: Session, where: ColumnElement[bool]) -> list[TaskView]:
    """Tasks that answer a condition, by the day they are due."""
    proofs = (
        select(func.count(AttachmentRow.id))
        .where(AttachmentRow.table_name == TABLE, AttachmentRow.row_id == Task.id)
        .scalar_subquery()
    )
    query = select(Task, proofs, ChecklistItem).outerjoin(ChecklistItem, ChecklistItem.id == Task.item_id)
    rows = session.execute(query.where(where).order_by(Task.due_day, Task.id))
    return [_task(task, count, of) for task, count, of in rows]


def _task(row: Task, proofs: int, of: ChecklistItem | None) -> TaskView:
    return TaskView(
        row.id, row.item_id, row.title, row.due_day, row.owner, row.note, row.proof_needed, proofs,
        clock.local(row.done_at).date() if row.done_at else None, row.done_by, row.result, row.not_needed,
        row.moved_from, row.moved_why, of.rule.words() if of else "",
    )  # fmt: skip


def task(session: Session, task_id: int) -> TaskView | None:
    """One task; ``None`` when it is gone."""
    found = tasks(session, Task.id == task_id)
    return found[0] if found else None


def is_open() -> ColumnElement[bool]:
    """The condition of a task that is still to be done."""
    return and_(Task.done_at.is_(None), Task.not_needed.is_(False))


def month_of(session: Session, month: date, words: str = "") -> Month:
    """The tasks due in a month; the present one shows what is overdue from earlier months too."""
    today = clock.today()
    start, end = month_bounds(month)
    where: ColumnElement[bool] = Task.due_day.between(start, end)
    if start <= today <= end:
        where = or_(where, and_(Task.due_day < start, is_open()))
    for word in words.lower().split():
        where = and_(where, func.instr(func.lower(func.concat(Task.title, Task.owner)), word) > 0)
    found = tasks(session, where)
    return Month(
        start,
        [t for t in found if t.is_open and t.due_day < today],
        [t for t in found if t.is_open and today <= t.due_day <= week_end(today)],
        [t for t in found if t.is_open and t.due_day > week_end(today)],
        sorted((t for t in found if not t.is_open), key=lambda t: t.done_on or t.due_day, reverse=True),
    )
