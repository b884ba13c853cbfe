"""What a clerk does with a task: does it, puts it off, says it is not needed, opens it again, proves it."""

from collections.abc import Sequence
from contextlib import suppress
from datetime import date
from pathlib import Path

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from commgov_desktop import clock
from commgov_desktop.checklists import making, state
from commgov_desktop.checklists.ledger import TASKS
from commgov_desktop.checklists.models import ChecklistItem, Task
from commgov_desktop.errors import Invalid, StorageTrouble, UserError
from commgov_desktop.i18n import N_, _
from commgov_desktop.ledger.attachments import AttachmentRow, attach, forget
from commgov_desktop.ledger.book import refuse_problems
from commgov_desktop.ledger.due import Due
from commgov_desktop.ledger.figure import Figure
from commgov_desktop.ledger.office import Office

TABLE = "tasks"
ON_TIME_FORMULA = N_(
    "tasks done by their day ÷ tasks of this year whose day has come, those not needed left out"
)


def add(office: Office, title: str, due_on: date | None, owner: str = "", note: str = "") -> int:
    """A task written by hand. Gives its id. Raises ``Invalid``."""
    with office.store.write(_("New task {title}").format(title=title)) as session:
        return _keep(session, Task(title=title, due_on=due_on, owner=owner, note=note))


def add_many(office: Office, wanted: Sequence[tuple[str, date, str, str]], label: str) -> list[int]:
    """Tasks written by hand (title, day, who, note), all of them as one action. Gives their ids. Raises ``Invalid``."""
    with office.store.write(label) as session:
        return [
            _keep(session, Task(title=title, due_on=due_on, owner=owner, note=note))
            for title, due_on, owner, note in wanted
        ]


def begin(office: Office, item_id: int, due_on: date) -> int:
    """A task of an item, today or by a day: for what is done when it happens. Gives its id."""
    with office.store.read() as session:
        title = _item(session, item_id).name
    with office.store.write(_("New task {title}").format(title=title)) as session:
        item = _item(session, item_id)
        if not item.name.strip():
            raise UserError(_("This slot is still empty. Give it its wording first."))
        return _keep(session, Task(item_id=item.id, title=item.name, due_on=due_on, owner=item.owner))


def _keep(session: Session, task: Task) -> int:
    refuse_problems(TASKS, task)
    session.add(task)
    session.flush()
    return task.id


def finish(
    office: Office,
    task_id: int,
    result: str | None = None,
    proofs: Sequence[Path] = (),
    *,
    on: date | None = None,
) -> None:
    """Done: with its result and its proof, as one action. ``result`` ``None`` keeps what stands there.

    Raises ``Invalid`` at ``proof`` when the item asks for a proof and none is there.
    """
    with office.store.write(_("Done: {title}").format(title=title_of(office, task_id))) as session:
        task = _task(session, task_id)
        _attach(session, task, proofs)
        if needs_proof(session, task):
            raise Invalid({"proof": _("This task needs a photo or a paper as proof. Add it first.")})
        task.result = task.result if result is None else result.strip()
        task.done_on, task.done_at = on or clock.today(), clock.now()
        task.done_by, task.not_needed = office.account.name, ""


def needs_proof(session: Session, task: Task) -> bool:
    """Whether its item asks for a proof and none is attached."""
    asked = session.scalar(select(ChecklistItem.proof_needed).where(ChecklistItem.id == task.item_id))
    return bool(asked) and not session.scalar(_proofs(task.id))


def _proofs(task_id: int):  # type: ignore[no-untyped-def]
    return select(func.count(AttachmentRow.id)).where(
        AttachmentRow.table_name == TABLE, AttachmentRow.row_id == task_id
    )


def reopen(office: Office, task_id: int) -> None:
    """Not done after all, or needed after all; result and proof stay."""
    with office.store.write(_("Open again: {title}").format(title=title_of(office, task_id))) as session:
        task = _task(session, task_id)
        task.done_on = task.done_at = None
        task.done_by = task.not_needed = ""


def put_off(office: Office, task_id: int, due_on: date | None, why: str) -> None:
    """改期: another day, with the reason. The day it was due first stays on record. Raises ``Invalid``."""
    with office.store.write(_("Put off: {title}").format(title=title_of(office, task_id))) as session:
        task = _task(session, task_id)
        problems = {} if due_on else {"due_on": _("Say by which day.")}
        problems |= {} if why.strip() else {"why": _("Say why it is put off.")}
        if due_on == task.due_on:
            problems["due_on"] = _("It is due on this day already. Choose another one.")
        if problems or due_on is None:
            raise Invalid(problems)
        task.moved_from, task.moved_why = task.moved_from or task.due_on, why.strip()
        task.due_on = due_on


def put_aside(office: Office, task_id: int, why: str) -> None:
    """不需办理: not needed this time, with the reason. Raises ``Invalid``."""
    with office.store.write(_("Not needed: {title}").format(title=title_of(office, task_id))) as session:
        if not why.strip():
            raise Invalid({"why": _("Say why it is not needed.")})
        task = _task(session, task_id)
        task.not_needed, task.done_on, task.done_at, task.done_by = why.strip(), None, None, ""


def save_result(office: Office, task_id: int, result: str) -> None:
    """Keep what has come of it so far, without ticking it."""
    with office.store.write(_("Result of {title}").format(title=title_of(office, task_id))) as session:
        _task(session, task_id).result = result.strip()


def add_proof(office: Office, task_id: int, files: Sequence[Path]) -> None:
    """Attach photos or papers. Raises ``UserError`` when one cannot be read or is too large."""
    with office.store.write(_("Proof of {title}").format(title=title_of(office, task_id))) as session:
        _attach(session, _task(session, task_id), files)


def _attach(session: Session, task: Task, files: Sequence[Path]) -> None:
    for file in files:
        attach(session, TABLE, task.id, file, title=task.title)


def remove(office: Office, task_id: int) -> None:
    """Take a task out of the month."""
    with office.store.write(_("Remove {name}").format(name=title_of(office, task_id))) as session:
        forget(session, TABLE, task_id)
        session.delete(_task(session, task_id))


def title_of(office: Office, task_id: int) -> str:
    """What the task is called. Raises ``UserError`` when it is gone."""
    with office.store.read() as session:
        return _task(session, task_id).title


def _task(session: Session, task_id: int) -> Task:
    task = session.get(Task, task_id)
    if task is None:
        raise UserError(_("This task is no longer there. It may have been removed or undone."))
    return task


def _item(session: Session, item_id: int) -> ChecklistItem:
    item = session.get(ChecklistItem, item_id)
    if item is None:
        raise UserError(_("This item is no longer there. It may have been removed or undone."))
    return item


def due(office: Office) -> list[Due]:
    """Every open task, for the page of today; the tasks of a new month are made first."""
    with suppress(StorageTrouble):  # a full disk must not hide what is due already; saving says it loudly
        making.ensure_month(office, clock.today())
    with office.store.read() as session:
        query = select(Task.due_on, Task.title, Task.owner, Task.id).where(state.is_open())
        rows = session.execute(query.order_by(Task.due_on, Task.id)).all()
    return [Due(day, title, owner, "checklists", number, _("Handle")) for day, title, owner, number in rows]


def on_time(office: Office) -> tuple[int, int]:
    """(done by their day, due) of this year's tasks; see ``ON_TIME_FORMULA``.

    A task put off counts against its new day; one that is due today counts once it is done.
    """
    today = clock.today()
    year = Task.due_on.between(date(today.year, 1, 1), date(today.year, 12, 31))
    come = (Task.done_on.is_not(None)) | (Task.due_on < today)
    query = select(func.count(Task.id)).where(year, come, Task.not_needed == "")
    with office.store.read() as session:
        good = session.scalar(query.where(Task.done_on <= Task.due_on)) or 0
        return good, session.scalar(query) or 0


def figure(office: Office) -> Figure:
    """按时办结率, for the page of today."""
    good, all_due = on_time(office)
    return Figure(_("Done on time"), good, all_due, _(ON_TIME_FORMULA), "checklists")
