"""How a task stands, read from what it holds: done, not needed, overdue, or due on a day."""

from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, and_, case

from commgov_desktop import clock
from commgov_desktop.calendar_words import short_day
from commgov_desktop.checklists.models import Task
from commgov_desktop.i18n import _, ngettext
from commgov_desktop.ledger.fields import Chip

DONE, NOT_NEEDED, OVERDUE, DUE = "done", "not_needed", "overdue", "due"


def state_of(due_on: date, done_on: date | None, not_needed: str, today: date) -> str:
    """One of done, not_needed, overdue, due."""
    if done_on is not None:
        return DONE
    if not_needed:
        return NOT_NEEDED
    return OVERDUE if due_on < today else DUE


def chip_of(due_on: date, done_on: date | None, not_needed: str, today: date) -> Chip:
    """The same as a short word for lists and cards."""
    state = state_of(due_on, done_on, not_needed, today)
    if state == DONE:
        assert done_on is not None
        return Chip(_("Done {day}").format(day=short_day(done_on)), "green")
    if state == NOT_NEEDED:
        return Chip(_("Not needed"), "grey")
    left = (due_on - today).days
    if left < 0:
        return Chip(ngettext("{n} day overdue", "{n} days overdue", -left).format(n=-left), "red")
    if left == 0:
        return Chip(_("Due today"), "amber")
    return Chip(short_day(due_on), "amber" if left <= 6 - today.weekday() else "grey")


def state_text() -> ColumnElement[Any]:
    """The facts of the state in one text, for a list: ``chip_from`` reads it."""
    empty = ""
    return case(
        (Task.done_on.is_not(None), "done " + _text(Task.done_on)),
        (Task.not_needed != empty, "not_needed"),
        else_="due " + _text(Task.due_on),
    )


def _text(column: Any) -> ColumnElement[Any]:
    from sqlalchemy import String, cast

    return cast(column, String)


def chip_from(packed: str) -> Chip | str:
    """The chip of a ``state_text``."""
    state, _space, day = (packed or "").partition(" ")
    if state == NOT_NEEDED:
        return Chip(_("Not needed"), "grey")
    if not day:
        return ""
    found = date.fromisoformat(day)
    return chip_in_list(found, found if state == DONE else None, "")


def chip_in_list(due_on: date, done_on: date | None, not_needed: str) -> Chip:
    """As ``chip_of``, where the day stands beside it: what is not due yet says so instead."""
    today = clock.today()
    if state_of(due_on, done_on, not_needed, today) == DUE and due_on > today:
        return Chip(_("To do"), "amber" if (due_on - today).days <= 6 - today.weekday() else "grey")
    return chip_of(due_on, done_on, not_needed, today)


def is_open() -> ColumnElement[bool]:
    """Neither done nor put aside."""
    return and_(Task.done_on.is_(None), Task.not_needed == "")


def is_overdue(today: date) -> ColumnElement[bool]:
    """Open, and its day has passed."""
    return and_(is_open(), Task.due_on < today)
