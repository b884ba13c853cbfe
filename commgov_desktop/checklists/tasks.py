"""What a clerk does to tasks: make the month's, tick one off, put it off, say that it is not needed."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from commgov_desktop import clock
from commgov_desktop.checklists.models import ChecklistItem, Task
from commgov_desktop.checklists.rhythm import dates, month_bounds, period, turn_words
from commgov_desktop.errors import Invalid, UserError
from commgov_desktop.i18n import _
from commgov_desktop.ledger.attachments import AttachmentRow, attach
from commgov_desktop.ledger.fields import Chip
from commgov_desktop.store.store import Store

TABLE = Task.__tablename__


@dataclass(frozen=True)
class TaskView:
    """A task in plain values. ``proofs`` counts what is attached; ``rhythm`` is in words."""

    id: int
    item_id: int | None
    title: str
    due_day: date
    owner: str
    note: str
    proof_needed: bool
    proofs: int
    done_on: date | None
    done_by: str
    result: str
    not_needed: bool
    moved_from: date | None
    moved_why: str
    rhythm: str

    @property
    def is_open(self) -> bool:
        """Whether it is still to be done."""
        return self.done_on is None and not self.not_needed

    def state(self, today: date) -> str:
        """``done``, ``not_needed``, ``overdue`` or ``due``."""
        if self.done_on is not None:
            return "done"
        if self.not_needed:
            return "not_needed"
        return "overdue" if self.due_day < today else "due"

    def chip(self, today: date) -> Chip:
        """The state in a word, with its colour."""
        state = self.state(today)
        if state == "done":
            assert self.done_on
            return Chip(
                _("done {month}/{day}").format(month=self.done_on.month, day=self.done_on.day), "green"
            )
        if state == "not_needed":
            return Chip(_("not needed"), "grey")
        days = (self.due_day - today).days
        if days < 0:
            return Chip(_("overdue {n} d").format(n=-days), "red")
        if days == 0:
            return Chip(_("today"), "amber")
        words = _("{month}/{day}").format(month=self.due_day.month, day=self.due_day.day)
        return Chip(words, "amber" if self.due_day <= week_end(today) else "grey")


def week_end(day: date) -> date:
    """The Sunday of the week of ``day``."""
    return day + timedelta(days=7 - day.isoweekday())


# ---- making -------------------------------------------------------------------------------------


def make_tasks(session: Session, month: date) -> int:
    """Make the tasks that items with a rhythm have in the month of ``month``; gives how many were missing.

    A turn for which there is a task is left alone, whatever has become of it: doing this twice adds nothing.
    """
    start, end = month_bounds(month)
    known = set(session.execute(select(Task.item_id, Task.period).where(Task.period.is_not(None))).all())
    known_keys = {(row[0], row[1]) for row in known}
    made = 0
    query = select(ChecklistItem).where(
        ChecklistItem.rhythm.not_in(("", "on_event")), ChecklistItem.name != ""
    )
    for item in session.scalars(query.where(ChecklistItem.kind != "refused")):
        for day in dates(item.rule, start, end):
            turn = period(item.rule, day)
            if (item.id, turn) not in known_keys:
                session.add(_task(item, day, turn))
                known_keys.add((item.id, turn))
                made += 1
    session.flush()
    return made


def _task(item: ChecklistItem, day: date, turn: str | None) -> Task:
    title = f"{turn_words(item.rule, day)}{item.name}"
    return Task(
        item_id=item.id,
        title=title,
        period=turn,
        due_day=day,
        owner=item.owner,
        proof_needed=item.proof_needed,
    )


def ensure_month(store: Store, month: date) -> int:
    """Make what is missing of a month, as an action of the program that undo passes over. Gives how many."""
    with store.read() as session:
        missing = _missing(session, month)
    if not missing:
        return 0
    label = _("Make the tasks of {month}/{year}").format(month=month.month, year=month.year)
    with store.write(label, final=True) as session:
        return make_tasks(session, month)


def _missing(session: Session, month: date) -> bool:
    start, end = month_bounds(month)
    known = {(row[0], row[1]) for row in session.execute(select(Task.item_id, Task.period))}
    query = select(ChecklistItem).where(
        ChecklistItem.rhythm.not_in(("", "on_event")), ChecklistItem.name != ""
    )
    return any(
        (item.id, period(item.rule, day)) not in known
        for item in session.scalars(query.where(ChecklistItem.kind != "refused"))
        for day in dates(item.rule, start, end)
    )


def task_from_item(store: Store, item_id: int, due_day: date, owner: str = "") -> int:
    """Make one task of an item by hand, for what comes with an event. Gives its id."""
    with store.read() as session:
        item = _present(session, ChecklistItem, item_id)
        name = item.name
    with store.write(_("New task {title}").format(title=name)) as session:
        item = session.get_one(ChecklistItem, item_id)
        task = _task(item, due_day, None)
        task.title, task.owner = item.name, owner or item.owner
        session.add(task)
        session.flush()
        return task.id


# ---- changing -----------------------------------------------------------------------------------


def finish(
    store: Store, task_id: int, result: str = "", proofs: Sequence[Path] = (), *, day: date | None = None
) -> None:
    """Tick a task off, with what came of it and its proof, as one action.

    Raises ``Invalid`` for ``proof`` when the item asks for one and none is there.
    """
    name, needed, there = _for_finishing(store, task_id)
    if needed and not proofs and not there:
        raise Invalid({"proof": _("This task needs a proof. Drop a photo or a scan first.")})
    with store.write(_("Finish {title}").format(title=name)) as session:
        task = session.get_one(Task, task_id)
        task.done_at = clock.now()
        task.done_by, task.result, task.not_needed = store.actor.name, result.strip(), False
        for path in proofs:
            attach(session, TABLE, task_id, path)


def _for_finishing(store: Store, task_id: int) -> tuple[str, bool, int]:
    with store.read() as session:
        task = _present(session, Task, task_id)
        if task.done_at is not None:
            raise UserError(_("“{title}” is done already.").format(title=task.title))
        return task.title, task.proof_needed, session.scalar(_proofs_of(task_id)) or 0


def _proofs_of(task_id: int):  # type: ignore[no-untyped-def]
    return select(func.count(AttachmentRow.id)).where(
        AttachmentRow.table_name == TABLE, AttachmentRow.row_id == task_id
    )


def add_proofs(store: Store, task_id: int, files: Iterable[Path]) -> None:
    """Attach photos or scans to a task."""
    name = _title(store, task_id)
    with store.write(_("Add a proof to {title}").format(title=name)) as session:
        for path in files:
            attach(session, TABLE, task_id, path)


def note_result(store: Store, task_id: int, result: str) -> None:
    """Change what is written about how a finished task ended."""
    with store.write(_("Change the result of {title}").format(title=_title(store, task_id))) as session:
        session.get_one(Task, task_id).result = result.strip()


def reopen(store: Store, task_id: int) -> None:
    """Take a tick back; result and proof stay."""
    with store.write(_("Open {title} again").format(title=_title(store, task_id))) as session:
        task = session.get_one(Task, task_id)
        task.done_at, task.done_by, task.not_needed = None, "", False


def put_off(store: Store, task_id: int, day: date, why: str) -> None:
    """Give a task another day. The reason is asked for, and the day it was due first is kept."""
    if not why.strip():
        raise Invalid({"why": _("Write down why the day is changed.")})
    with store.write(_("Put off {title}").format(title=_title(store, task_id))) as session:
        task = session.get_one(Task, task_id)
        if task.due_day == day:
            raise Invalid({"day": _("This is the day it is due already.")})
        task.moved_from = task.moved_from or task.due_day
        task.due_day, task.moved_why = day, why.strip()


def not_needed(store: Store, task_id: int, why: str) -> None:
    """Close a task that is not to be done this time; the reason stands as its result."""
    if not why.strip():
        raise Invalid({"why": _("Write down why it is not needed.")})
    with store.write(_("{title} is not needed").format(title=_title(store, task_id))) as session:
        task = session.get_one(Task, task_id)
        task.not_needed, task.result, task.done_at, task.done_by = True, why.strip(), None, store.actor.name


def _title(store: Store, task_id: int) -> str:
    with store.read() as session:
        return _present(session, Task, task_id).title


def _present(session: Session, model, record_id: int):  # type: ignore[no-untyped-def]
    record = session.get(model, record_id)
    if record is None:
        raise UserError(_("This task or item is no longer there. It may have been removed or undone."))
    return record
