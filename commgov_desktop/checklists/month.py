"""The month as the clerk sees it: what is overdue, what this week brings, the rest, and what is done."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from commgov_desktop import clock
from commgov_desktop.checklists import state
from commgov_desktop.checklists.models import Checklist, ChecklistItem, Task
from commgov_desktop.checklists.rules import month_end
from commgov_desktop.errors import UserError
from commgov_desktop.i18n import _
from commgov_desktop.ledger.attachments import AttachmentRow
from commgov_desktop.ledger.fields import Chip
from commgov_desktop.ledger.office import Office


@dataclass(frozen=True)
class Line:
    """A task in the month."""

    id: int
    title: str
    due_on: date
    owner: str
    done_on: date | None
    not_needed: str
    proofs: int
    proof_needed: bool

    @property
    def state(self) -> str:
        """done, not_needed, overdue or due."""
        return state.state_of(self.due_on, self.done_on, self.not_needed, clock.today())

    @property
    def chip(self) -> Chip:
        """The same in words."""
        return state.chip_of(self.due_on, self.done_on, self.not_needed, clock.today())

    @property
    def is_over(self) -> bool:
        """Done or put aside: nothing is left to do."""
        return self.state in (state.DONE, state.NOT_NEEDED)


@dataclass(frozen=True)
class Group:
    """A heading with its tasks."""

    key: str
    title: str
    lines: Sequence[Line]
    tone: str = ""


def month_groups(office: Office, month: date, words: str = "") -> list[Group]:
    """The groups of a month that hold something; ``words`` must all stand in title or owner."""
    today, first = clock.today(), month.replace(day=1)
    is_now = first == today.replace(day=1)
    lines = [line for line in _lines(office, first, is_now) if _answers(line, words)]
    over = [line for line in lines if line.is_over]
    late = [line for line in lines if line.state == state.OVERDUE]
    due = [line for line in lines if line.state == state.DUE]
    sunday = today + timedelta(days=6 - today.weekday())
    week = [line for line in due if is_now and line.due_on <= sunday]
    rest = [line for line in due if line not in week]
    groups = (
        Group("overdue", _("Overdue"), late, "red"),
        Group("week", _("This week"), week),
        Group("rest", _("The rest of this month") if is_now else _("To do"), rest),
        Group("done", _("Done"), over),
    )
    return [group for group in groups if group.lines]


def _answers(line: Line, words: str) -> bool:
    text = f"{line.title} {line.owner}".lower()
    return all(word in text for word in words.lower().split())


def _lines(office: Office, first: date, is_now: bool) -> list[Line]:
    last = month_end(first)
    inside: Any = Task.due_on.between(first, last)
    if is_now:
        sunday = clock.today() + timedelta(days=6 - clock.today().weekday())
        inside = or_(
            inside, state.is_overdue(first), state.is_open() & (Task.due_on <= sunday),
            Task.done_on.between(first, last) & (Task.due_on < first),
        )  # fmt: skip
    with office.store.read() as session:
        rows = session.execute(_query().where(inside).order_by(Task.due_on, Task.id)).all()
    return [_line(row) for row in rows]


def _line(row: Any) -> Line:
    return Line(row[0], row[1], row[2], row[3], row[4], row[5], row[6], bool(row[7]))


def _query() -> Any:
    proofs = (
        select(func.count(AttachmentRow.id))
        .where(AttachmentRow.table_name == "tasks", AttachmentRow.row_id == Task.id)
        .correlate(Task)
        .scalar_subquery()
    )
    return select(
        Task.id, Task.title, Task.due_on, Task.owner, Task.done_on, Task.not_needed, proofs, ChecklistItem.proof_needed
    ).outerjoin(ChecklistItem, ChecklistItem.id == Task.item_id)  # fmt: skip


def open_count(office: Office) -> tuple[int, int]:
    """(open by the end of this month, overdue among them)."""
    today = clock.today()
    with office.store.read() as session:
        count = select(func.count(Task.id)).where(state.is_open())
        return (
            session.scalar(count.where(Task.due_on <= month_end(today))) or 0,
            session.scalar(count.where(Task.due_on < today)) or 0,
        )


@dataclass(frozen=True)
class ItemFacts:
    """An item with its yardstick, as its card shows it."""

    id: int
    list_id: int
    list_name: str
    number: int
    name: str
    called: str
    basis: str
    kind: str
    body: str
    department: str
    rhythm: str
    by_day: int | None
    weekday: int | None
    month: int | None
    once_on: date | None
    time_limit: str
    standard: str
    steps: str
    materials: str
    owner: str
    proof_needed: bool
    verified: bool
    note: str


@dataclass(frozen=True)
class Past:
    """An earlier task of the same item."""

    id: int
    due_on: date
    done_on: date | None
    not_needed: str
    result: str


@dataclass(frozen=True)
class TaskFacts:
    """A task with its item, as its card shows it."""

    line: Line
    result: str
    done_by: str
    moved_from: date | None
    moved_why: str
    note: str
    item: ItemFacts | None
    past: Sequence[Past]


def task_facts(office: Office, task_id: int) -> TaskFacts:
    """All about a task. Raises ``UserError`` when it is gone."""
    with office.store.read() as session:
        row = session.execute(_query().where(Task.id == task_id)).first()
        task = session.get(Task, task_id)
        if row is None or task is None:
            raise UserError(_("This task is no longer there. It may have been removed or undone."))
        line = _line(row)
        item = session.get(ChecklistItem, task.item_id) if task.item_id else None
        return TaskFacts(
            line, task.result, task.done_by, task.moved_from, task.moved_why, task.note,
            _item(session, item) if item else None, _past(session, item.id, task) if item else (),
        )  # fmt: skip


def item_facts(office: Office, item_id: int) -> tuple[ItemFacts, Sequence[Past]]:
    """An item and its latest tasks. Raises ``UserError`` when it is gone."""
    with office.store.read() as session:
        item = session.get(ChecklistItem, item_id)
        if item is None:
            raise UserError(_("This item is no longer there. It may have been removed or undone."))
        return _item(session, item), _past(session, item_id, None)


def _item(session: Session, item: ChecklistItem) -> ItemFacts:
    name = session.scalar(select(Checklist.name).where(Checklist.id == item.checklist_id)) or ""
    own = {field: getattr(item, field) for field in ItemFacts.__dataclass_fields__ if hasattr(item, field)}
    return ItemFacts(list_id=item.checklist_id, list_name=name, **own)


def _past(session: Session, item_id: int, task: Task | None) -> list[Past]:
    """The tasks before ``task``; without one, the next that is open and those before it. Latest first."""
    query = select(Task.id, Task.due_on, Task.done_on, Task.not_needed, Task.result)
    query = query.where(Task.item_id == item_id)
    if task is not None:
        query = query.where(Task.due_on < task.due_on)
    else:
        coming = (Task.item_id == item_id) & state.is_open() & (Task.due_on >= clock.today())
        query = query.where(
            Task.due_on <= (session.scalar(select(func.min(Task.due_on)).where(coming)) or clock.today())
        )
    return [Past(*row) for row in session.execute(query.order_by(Task.due_on.desc()).limit(4))]
