"""The ledgers of this part: the lists, their items, and the register of tasks."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from sqlalchemy import ColumnElement, String, cast, func, select
from sqlalchemy.orm import Session

from commgov_desktop.checklists import making, state
from commgov_desktop.checklists.models import Checklist, ChecklistItem, Task
from commgov_desktop.checklists.wording import (
    item_kinds,
    kind_words,
    rhythm_words,
    rhythms,
    weekdays,
)
from commgov_desktop.i18n import N_, _
from commgov_desktop.ledger.fields import Chip, Field, section
from commgov_desktop.ledger.ledger import Column, Filter, Ledger, own, words_in


def _column(model: Any, name: str, label: str, width: int, **more: Any) -> Column:
    kind, align = more.pop("kind", "text"), more.pop("align", "left")
    wide, value = more.pop("wide", False), more.pop("value", own(name, model))
    return Column(Field(name, label, kind, width=width, align=align, wide=wide), value, **more)


# ---- the lists ------------------------------------------------------------------------------------


def _count(*conditions: Any) -> ColumnElement[Any]:
    found = select(func.count()).select_from(ChecklistItem)
    return (
        found.where(ChecklistItem.checklist_id == Checklist.id, *conditions)
        .correlate(Checklist)
        .scalar_subquery()
    )


CHECKLISTS = Ledger(
    key="checklists",
    title=N_("Lists of duties"),
    one=N_("Duty list"),
    model=Checklist,
    form=(
        section(
            N_("Duty list"),
            Field("name", N_("Name of the list"), required=True, wide=True),
            Field("source", N_("Where it comes from"), wide=True),
            Field("note", N_("Note"), "paragraph"),
        ),
    ),
    columns=(
        _column(Checklist, "name", N_("Name of the list"), 260, wide=True),
        _column(Checklist, "items", N_("Slots"), 80, kind="number", align="right", value=_count),
        _column(
            Checklist, "filled", N_("Filled"), 80, kind="number", align="right",
            value=lambda: _count(ChecklistItem.name != ""),
        ),
        _column(Checklist, "source", N_("Where it comes from"), 220),
        _column(Checklist, "position", N_("Order"), 70, kind="number", shown=False),
    ),
    name=lambda one: str(one.name),
    order="position",
    find=words_in(own("name", Checklist), own("note", Checklist)),
    empty=(N_("No lists yet."), N_("New list")),
    tables=frozenset({"checklist_items"}),
)  # fmt: skip


# ---- their items ----------------------------------------------------------------------------------

ITEM_FORM = (
    section(
        N_("Item"),
        Field("name", N_("Item"), wide=True, hint=N_("Empty: a slot still to be filled")),
        Field("basis", N_("Basis"), "paragraph", hint=N_("Law or document with its number")),
        Field("kind", N_("Whose duty"), "choice", choices=item_kinds),
        Field("body", N_("Who does it")),
        Field("department", N_("Department in the lead")),
        Field("owner", N_("Person responsible")),
    ),
    section(
        N_("Rhythm"),
        Field("rhythm", N_("How often"), "choice", choices=rhythms),
        Field("by_day", N_("By day of the month"), "number", hint=N_("Empty: the last day")),
        Field("weekday", N_("On weekday"), "choice", choices=weekdays),
        Field("month", N_("In month of the period"), "number", hint=N_("Empty: the last month")),
        Field("once_on", N_("On this day (once)"), "day"),
        Field("proof_needed", N_("Proof needed (photo or paper)"), "flag", wide=True),
    ),
    section(
        N_("Yardstick"),
        Field("standard", N_("Standard"), "paragraph"),
        Field("steps", N_("Steps"), "paragraph"),
        Field("materials", N_("Materials"), "paragraph"),
        Field("time_limit", N_("Time limit in words")),
        Field("verified", N_("Checked by the office or given by a source"), "flag", wide=True),
        Field("note", N_("Note"), "paragraph"),
    ),
)


def _load_item(session: Session, item: Any) -> dict[str, object]:
    values = {box.name: getattr(item, box.name) for box in ITEMS.fields()}
    return values | {"weekday": str(item.weekday) if item.weekday else ""}


def _store_item(session: Session, item: Any, values: Mapping[str, object]) -> None:
    """Put a form into an item; its number is given here, and its tasks follow its rule."""
    for name, value in values.items():
        setattr(item, name, value)
    item.weekday = int(item.weekday) if item.weekday else None
    item.kind, item.rhythm = item.kind or "", item.rhythm or ""
    if item.checklist_id and not item.number:
        last = select(func.max(ChecklistItem.number)).where(ChecklistItem.checklist_id == item.checklist_id)
        item.number = (session.scalar(last) or 0) + 1
    making.follow(session, item)


def _list_name() -> ColumnElement[Any]:
    return (
        select(Checklist.name)
        .where(Checklist.id == ChecklistItem.checklist_id)
        .correlate(ChecklistItem)
        .scalar_subquery()
    )


def _rhythm_text() -> ColumnElement[Any]:
    packed: ColumnElement[Any] = ChecklistItem.rhythm + ""
    for part in (ChecklistItem.by_day, ChecklistItem.weekday, ChecklistItem.month):
        packed = packed + "," + func.coalesce(cast(part, String), "")
    return packed


def _rhythm_shown(packed: str) -> str:
    rhythm, *numbers = (packed or "").split(",")
    by_day, weekday, month = (int(n) if n else None for n in numbers) if numbers else (None, None, None)
    return rhythm_words(rhythm, by_day, weekday, month)


def _name_chip(name: str) -> object:
    return name or Chip(_("Empty slot · to be filled by the office"), "grey")


def _source_chip(packed: str) -> object:
    return Chip(_("To be checked"), "amber") if packed == "open" else ""


def _source_mark() -> ColumnElement[Any]:
    from sqlalchemy import and_, case

    return case((and_(ChecklistItem.name != "", ChecklistItem.verified.is_(False)), "open"), else_="")


ITEMS = Ledger(
    key="checklist_items",
    title=N_("Items of the lists"),
    one=N_("Item"),
    model=ChecklistItem,
    form=(
        section(
            N_("Place in the list"),
            Field("checklist_id", N_("Duty list"), "reference", required=True, to="checklists"),
            Field("number", N_("Number"), "number", hint=N_("Empty: the next one")),
        ),
        *ITEM_FORM,
    ),
    columns=(
        _column(ChecklistItem, "number", N_("No."), 60, kind="number", align="right"),
        _column(ChecklistItem, "name", N_("Item"), 300, wide=True, show=_name_chip),
        _column(ChecklistItem, "kind", N_("Whose duty"), 90, show=kind_words),
        _column(ChecklistItem, "rhythm", N_("How often"), 130, value=_rhythm_text, show=_rhythm_shown),
        _column(ChecklistItem, "owner", N_("Person responsible"), 90),
        _column(ChecklistItem, "mark", N_("Source mark"), 80, kind="chip", value=_source_mark, show=_source_chip),
        _column(ChecklistItem, "basis", N_("Basis"), 220, shown=False),
        _column(ChecklistItem, "body", N_("Who does it"), 110, shown=False),
        _column(ChecklistItem, "department", N_("Department in the lead"), 120, shown=False),
        _column(ChecklistItem, "time_limit", N_("Time limit in words"), 110, shown=False),
        _column(ChecklistItem, "list", N_("Duty list"), 140, value=_list_name, shown=False),
        _column(ChecklistItem, "checklist_id", N_("Number of the list"), 60, kind="number", shown=False),
    ),
    name=lambda item: str(item.called),
    order="number",
    find=words_in(*(own(n, ChecklistItem) for n in ("name", "basis", "owner", "body", "department", "note"))),
    filters=(
        Filter("filled", N_("Filled slots"), lambda _today: ChecklistItem.name != "", N_("How it stands")),
        Filter("empty", N_("Empty slots"), lambda _today: ChecklistItem.name == "", N_("How it stands")),
        Filter(
            "unverified", N_("To be checked"), lambda _today: _source_mark() == "open", N_("How it stands"), "amber"
        ),
        Filter("recurring", N_("With a rhythm"), lambda _today: ChecklistItem.rhythm != "", N_("How it stands")),
    ),
    empty=(N_("This list has no items yet."), N_("New item")),
    load=_load_item,
    store=_store_item,
    tables=frozenset({"checklists"}),
)  # fmt: skip


# ---- the tasks ------------------------------------------------------------------------------------


def _item_list() -> ColumnElement[Any]:
    found = select(Checklist.name).join(ChecklistItem, ChecklistItem.checklist_id == Checklist.id)
    return found.where(ChecklistItem.id == Task.item_id).correlate(Task).scalar_subquery()


def _this_week(today: date) -> ColumnElement[bool]:
    sunday = today + timedelta(days=6 - today.weekday())
    return state.is_open() & Task.due_on.between(today, sunday)


def _this_month(today: date) -> ColumnElement[bool]:
    from commgov_desktop.checklists.rules import month_end

    return Task.due_on.between(today.replace(day=1), month_end(today))


TASKS = Ledger(
    key="tasks",
    title=N_("Register of tasks"),
    one=N_("Task"),
    model=Task,
    form=(
        section(
            N_("Task"),
            Field("title", N_("What to do"), required=True, wide=True),
            Field("due_on", N_("By which day"), "day", required=True),
            Field("owner", N_("Person responsible")),
            Field("note", N_("Note"), "paragraph"),
        ),
    ),
    columns=(
        _column(Task, "title", N_("Task"), 280, wide=True),
        _column(
            Task, "state", N_("How it stands"), 110, kind="chip", value=state.state_text, show=state.chip_from,
            sort=lambda: func.coalesce(Task.done_on, Task.due_on),
        ),
        _column(Task, "due_on", N_("Due on"), 100, kind="day"),
        _column(Task, "owner", N_("Person responsible"), 90),
        _column(Task, "result", N_("Result"), 220),
        _column(Task, "list", N_("Duty list"), 140, value=_item_list, shown=False),
        _column(Task, "done_on", N_("Done on"), 100, kind="day", shown=False),
        _column(Task, "done_by", N_("Done by"), 90, shown=False),
        _column(Task, "not_needed", N_("Why not needed"), 140, shown=False),
        _column(Task, "moved_from", N_("Due first on"), 100, kind="day", shown=False),
        _column(Task, "moved_why", N_("Why put off"), 140, shown=False),
    ),
    name=lambda task: str(task.title),
    order="-due_on",
    find=words_in(*(own(n, Task) for n in ("title", "owner", "result", "note", "not_needed", "moved_why"))),
    filters=(
        Filter("overdue", N_("Overdue"), state.is_overdue, N_("How it stands"), "red"),
        Filter("week", N_("This week"), _this_week, N_("How it stands")),
        Filter("month", N_("Due this month"), _this_month, N_("How it stands")),
        Filter("done", N_("Done"), lambda _today: Task.done_on.is_not(None), N_("How it stands")),
        Filter("put_aside", N_("Not needed"), lambda _today: Task.not_needed != "", N_("How it stands")),
        Filter("moved", N_("Put off"), lambda _today: Task.moved_from.is_not(None), N_("How it stands")),
    ),
    empty=(N_("No tasks yet. They come by themselves from the lists, or write one."), N_("New task")),
    tables=frozenset({"checklist_items", "checklists"}),
)  # fmt: skip

LEDGERS: tuple[Ledger, ...] = (CHECKLISTS, ITEMS, TASKS)

TABLES: Sequence[str] = ("checklists", "checklist_items", "tasks", "task_months", "attachments")
"""The tables whose news the pages of this part hear."""
