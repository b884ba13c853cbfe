"""Makes the dated tasks of a month from the rules of the items, once; what was removed does not come back."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from commgov_desktop import clock
from commgov_desktop.calendar_words import month_and_year
from commgov_desktop.checklists.models import ChecklistItem, Task, TaskMonth
from commgov_desktop.checklists.rules import EVENT, Occurrence, month_end, next_month, occurrences
from commgov_desktop.i18n import _
from commgov_desktop.ledger.office import Office

AHEAD = 12
"""Months that may be made before their time; further on nothing is known."""


def make_tasks(session: Session, month: date, *, since: date | None = None) -> int:
    """Make what is due in the month of ``month`` and not there yet; gives how many tasks were made.

    Doing it again changes nothing. ``since`` leaves out what was due before that day: an office that
    begins today is not late with what nobody knew of.
    """
    first = month.replace(day=1)
    start = max(first, since) if since else first
    made = 0
    for item in session.scalars(_ruled()):
        made += _add(session, item, occurrences(item.rule, start, month_end(first)))
    if session.scalar(select(TaskMonth.id).where(TaskMonth.month == first)) is None:
        session.add(TaskMonth(month=first))
    session.flush()
    return made


def _ruled() -> Any:
    found = select(ChecklistItem).where(ChecklistItem.rhythm.not_in(("", EVENT)), ChecklistItem.name != "")
    return found.order_by(ChecklistItem.checklist_id, ChecklistItem.number)


def _add(session: Session, item: ChecklistItem, wanted: Iterable[Occurrence]) -> int:
    known = set(session.scalars(select(Task.period).where(Task.item_id == item.id)))
    new = [each for each in wanted if each.period not in known]
    for each in new:
        session.add(
            Task(item_id=item.id, period=each.period, title=item.name, due_on=each.day, owner=item.owner)
        )
    return len(new)


def missing_months(office: Office, month: date) -> list[date]:
    """The months up to that of ``month`` whose tasks have not been made; none before the first one."""
    wanted, this = month.replace(day=1), clock.today().replace(day=1)
    with office.store.read() as session:
        made = set(session.scalars(select(TaskMonth.month)))
    if wanted in made or wanted > next_month(this, AHEAD):
        return []
    earlier = [each for each in made if each < wanted]
    if made and not earlier:
        return []
    return list(_months(next_month(max(earlier)) if made else this, wanted))


def _months(first: date, last: date) -> Iterator[date]:
    while first <= last:
        yield first
        first = next_month(first)


def ensure_month(office: Office, month: date) -> bool:
    """Make the tasks up to this month if that was not done yet, as one action; whether anything was made.

    Past months nobody kept are left alone. The action is no clerk's work, so undo passes it by.
    """
    months = missing_months(office, month)
    if not months:
        return False
    label = _("Make the tasks of {month}").format(month=month_and_year(months[-1]))
    with office.store.write(label, final=True) as session:
        begun = session.scalar(select(func.min(TaskMonth.month))) is not None
        for each in months:
            make_tasks(session, each, since=None if begun else clock.today())
    return True


def follow(session: Session, item: ChecklistItem) -> None:
    """Let the open tasks of an item follow its changed rule, name and owner, in the months already made.

    Tasks that are done, put aside, put off or past stay as they are.
    """
    if not item.checklist_id or item.problems(clock.today()):
        return
    session.add(item)
    session.flush()
    today = clock.today()
    months = list(session.scalars(select(TaskMonth.month).where(TaskMonth.month >= today.replace(day=1))))
    wanted = {
        each.period: each
        for month in sorted(months)
        for each in occurrences(item.rule, max(month, today), month_end(month))
        if item.name
    }
    for task in session.scalars(_changeable(item.id, today)):
        due = wanted.get(task.period or "")
        if due is None:
            session.delete(task)
        else:
            task.title, task.owner, task.due_on = item.name, item.owner, due.day
    session.flush()
    _add(session, item, wanted.values())


def _changeable(item_id: int, today: date) -> Any:
    return select(Task).where(
        Task.item_id == item_id, Task.period.is_not(None), Task.due_on >= today, Task.done_on.is_(None),
        Task.not_needed == "", Task.moved_from.is_(None),
    )  # fmt: skip
