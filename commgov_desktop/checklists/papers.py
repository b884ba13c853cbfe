"""The papers of this part: a list, the task sheet of a month, and the register of what was done."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from sqlalchemy import Select, func, select

from commgov_desktop import clock
from commgov_desktop.checklists import making, rules, state
from commgov_desktop.checklists.models import ASSIST, OWN, REFUSED, Checklist, ChecklistItem, Task
from commgov_desktop.documents.register import Column, register
from commgov_desktop.errors import UserError
from commgov_desktop.i18n import _
from commgov_desktop.ledger.attachments import AttachmentRow
from commgov_desktop.ledger.office import Office
from commgov_desktop.ledger.papers import PaperKind

LIST_TITLE, SHEET_TITLE, REGISTER_TITLE = "工作清单", "本月任务单", "任务完成情况登记簿"

_RHYTHMS = {
    rules.WEEKLY: "每周", rules.HALF_MONTHLY: "每半月", rules.MONTHLY: "每月", rules.QUARTERLY: "每季度",
    rules.HALF_YEARLY: "每半年", rules.YEARLY: "每年", rules.ONCE: "一次", rules.EVENT: "遇事即办",
}  # fmt: skip
_KINDS = {OWN: "自办", ASSIST: "协助", REFUSED: "不承担"}
_WEEKDAYS = "一二三四五六日"


def list_paper(office: Office, list_id: int) -> bytes:
    """A list with all its slots; empty ones are printed empty, to be filled in by hand."""
    with office.store.read() as session:
        found = session.get(Checklist, list_id)
        if found is None:
            raise UserError(_("This list is no longer there. It may have been removed or undone."))
        title, source = found.name, found.source
    return items_paper(office, title, source, ChecklistItem.checklist_id == list_id)


def items_paper(office: Office, title: str, source: str, *which: Any) -> bytes:
    """The items that answer these conditions, by number."""
    item = ChecklistItem
    query = select(item).where(*which).order_by(item.checklist_id, item.number)
    with office.store.read() as session:
        items = list(session.scalars(query))
        filled = sum(bool(each.name) for each in items)
        rows = [_item_row(each) for each in items]
    counted = f"共 {len(rows)} 项" + (f"，其中 {len(rows) - filled} 项待填" if filled < len(rows) else "")
    return register(
        title, f"{office.heading}　{counted}", _LIST_COLUMNS, rows, issued=clock.now(), landscape=True,
        footer=f"出处：{source}" if source else "",
    )  # fmt: skip


_LIST_COLUMNS = (
    Column("序号", 10, "centre"), Column("事项", 54), Column("依据", 50), Column("类别", 14, "centre"),
    Column("主体", 26, "centre"), Column("周期", 26, "centre"), Column("时限、标准", 44), Column("责任人", 18, "centre"),
)  # fmt: skip


def _item_row(item: ChecklistItem) -> Sequence[str]:
    yardstick = "；".join(part for part in (item.time_limit, item.standard) if part)
    kind = _KINDS.get(item.kind, "")
    name = item.name + ("（待核实）" if item.name and not item.verified else "")
    return (str(item.number), name, item.basis, kind, item.body, rhythm_zh(item), yardstick, item.owner)


def rhythm_zh(item: ChecklistItem) -> str:
    """每月20日前, 每周星期五, 每年6月30日前."""
    words = _RHYTHMS.get(item.rhythm, "")
    if item.rhythm == rules.WEEKLY:
        return f"{words}星期{_WEEKDAYS[(item.weekday or 5) - 1]}"
    if item.rhythm == rules.ONCE and item.once_on:
        return f"{item.once_on.year}年{item.once_on.month}月{item.once_on.day}日"
    month = f"{item.month}月" if item.month and item.rhythm == rules.YEARLY else ""
    day = f"{item.by_day}日前" if item.by_day and item.rhythm != rules.EVENT else "底前" if month else ""
    return words + month + day


def task_sheet(office: Office, month_number: int = 0) -> bytes:
    """The tasks of a month with room to write; ``month_number`` such as 202603, 0 means this month.

    What is overdue from earlier months stands first on the sheet of the present month.
    """
    month = month_of(month_number)
    making.ensure_month(office, month)
    first, last = month, rules.month_end(month)
    with office.store.read() as session:
        rows = session.execute(_tasks(Task.due_on.between(first, last))).all()
        if month == clock.today().replace(day=1):
            rows = [*session.execute(_tasks(state.is_open() & (Task.due_on < first))), *rows]
    lines = [_sheet_row(n, row) for n, row in enumerate(rows, start=1)]
    done = sum(row.done_on is not None for row in rows)
    return register(
        f"{month.year}年{month.month}月任务单", f"{office.heading}　共 {len(rows)} 项，已办 {done} 项", _SHEET_COLUMNS, lines,
        issued=clock.now(), footer=f"{_long(clock.today())}打印",
    )  # fmt: skip


_SHEET_COLUMNS = (
    Column("序号", 10, "centre"), Column("任务", 66), Column("期限", 20, "centre"), Column("责任人", 20, "centre"),
    Column("办结", 22, "centre"), Column("办理情况", 48),
)  # fmt: skip


def _sheet_row(number: int, row: Any) -> Sequence[str]:
    late = row.done_on is None and not row.not_needed and row.due_on < clock.today()
    day = f"{row.due_on.month}月{row.due_on.day}日" + ("（逾期）" if late else "")
    done = (
        f"{row.done_on.month}月{row.done_on.day}日" if row.done_on else "不需办理" if row.not_needed else ""
    )
    return str(number), row.title, day, row.owner, done, row.result or row.not_needed


def completion_register(office: Office, span: int = 0) -> bytes:
    """What became of every task; ``span`` a month (202603) or a year (2026), 0 means this year up to today."""
    today = clock.today()
    if span > 9999:
        first = month_of(span)
        last, words = rules.month_end(first), f"{first.year}年{first.month}月"
    else:
        year = span or today.year
        first, last = date(year, 1, 1), today if year == today.year else date(year, 12, 31)
        words = f"{year}年（截至{today.month}月{today.day}日）" if year == today.year else f"{year}年"
    return tasks_register(office, words, Task.due_on.between(first, last))


def tasks_register(office: Office, words: str, *which: Any) -> bytes:
    """The register of the tasks that answer these conditions, by day."""
    with office.store.read() as session:
        rows = session.execute(_tasks(*which)).all()
    lines = [_register_row(n, row) for n, row in enumerate(rows, start=1)]
    good = sum(row.done_on is not None and row.done_on <= row.due_on for row in rows)
    done = sum(row.done_on is not None for row in rows)
    counted = f"共 {len(rows)} 项，办结 {done} 项，其中按时 {good} 项"
    return register(
        REGISTER_TITLE, "　".join(p for p in (office.heading, words, counted) if p), _REGISTER_COLUMNS, lines,
        issued=clock.now(), landscape=True,
    )  # fmt: skip


_REGISTER_COLUMNS = (
    Column("序号", 10, "centre"), Column("任务", 54), Column("所属清单", 32), Column("期限", 22, "centre"),
    Column("责任人", 16, "centre"), Column("办结日期", 22, "centre"), Column("办理结果", 62), Column("佐证", 12, "centre"),
    Column("情况", 20, "centre"),
)  # fmt: skip


def _register_row(number: int, row: Any) -> Sequence[str]:
    result = "；".join(
        part
        for part in (
            row.result, f"不需办理：{row.not_needed}" if row.not_needed else "",
            f"由{row.moved_from.month}月{row.moved_from.day}日改期：{row.moved_why}" if row.moved_from else "",
        )
        if part
    )  # fmt: skip
    return (
        str(number), row.title, row.list_name or "", str(row.due_on), row.owner, str(row.done_on or ""), result,
        f"{row.proofs}份" if row.proofs else "", _standing(row),
    )  # fmt: skip


def _standing(row: Any) -> str:
    if row.done_on:
        return "按时办结" if row.done_on <= row.due_on else "逾期办结"
    if row.not_needed:
        return "不需办理"
    return "逾期未办" if row.due_on < clock.today() else "未到期"


def _tasks(*which: Any) -> Select[Any]:
    proofs = (
        select(func.count(AttachmentRow.id))
        .where(AttachmentRow.table_name == "tasks", AttachmentRow.row_id == Task.id)
        .correlate(Task)
        .scalar_subquery()
    )
    query = (
        select(
            Task.title, Task.due_on, Task.owner, Task.result, Task.done_on, Task.not_needed, Task.moved_from,
            Task.moved_why, Checklist.name.label("list_name"), proofs.label("proofs"),
        )
        .outerjoin(ChecklistItem, ChecklistItem.id == Task.item_id)
        .outerjoin(Checklist, Checklist.id == ChecklistItem.checklist_id)
    )  # fmt: skip
    return query.where(*which).order_by(Task.due_on, Task.id)


def month_of(number: int) -> date:
    """The first day of the month 202603; 0 means this month. Raises ``UserError`` when it is none."""
    if not number:
        return clock.today().replace(day=1)
    try:
        return date(number // 100, number % 100, 1)
    except ValueError as error:
        raise UserError(_("Name a month such as 202603.")) from error


def _long(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


Make = Callable[[Office, int], bytes]
PAPERS: tuple[PaperKind, ...] = (
    PaperKind("checklist", LIST_TITLE, "checklists", list_paper),
    PaperKind("task-sheet", SHEET_TITLE, "", task_sheet),
    PaperKind("task-register", REGISTER_TITLE, "", completion_register),
)
