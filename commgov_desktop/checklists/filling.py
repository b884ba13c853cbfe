"""Fills the empty slots of a list from the workbook the street office sent, so that nobody types 141 lines."""

from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import select

from commgov_desktop.checklists import making
from commgov_desktop.checklists.ledger import CHECKLISTS
from commgov_desktop.checklists.models import ChecklistItem
from commgov_desktop.errors import UserError
from commgov_desktop.i18n import _
from commgov_desktop.ledger.office import Office

HEADINGS: dict[str, tuple[str, ...]] = {
    "name": (
        "事项",
        "事项名称",
        "工作事项",
        "清单事项",
        "任务",
        "任务名称",
        "工作内容",
        "内容",
        "名称",
        "项目",
    ),
    "basis": ("依据", "政策依据", "法律依据", "工作依据", "设定依据"),
    "body": ("主体", "责任主体", "实施主体", "承办主体"),
    "department": ("牵头部门", "主管部门", "责任部门", "部门", "对口部门"),
    "time_limit": ("时限", "完成时限", "期限", "频次", "周期"),
    "standard": ("标准", "工作标准", "要求", "工作要求"),
    "steps": ("步骤", "流程", "工作流程", "说明"),
    "materials": ("材料", "所需材料", "台账"),
    "owner": ("责任人", "经办人", "负责人"),
}
"""The headings such lists use, for each field of an item."""


@dataclass(frozen=True)
class Filled:
    """How many slots were filled, how many lines were added below, and how many were there already."""

    filled: int
    added: int
    known: int


def fill_from(office: Office, list_id: int, path: Path) -> Filled:
    """Put each line of the workbook into the next empty slot, then below the last; one action.

    What the office has written stays; a line whose wording is in the list already is passed over.
    Raises ``UserError`` when the file has no column of items.
    """
    lines = _lines(path)
    label = _("Fill {list} from {file}").format(list=office.book.name(CHECKLISTS, list_id), file=path.name)
    with office.store.write(label) as session:
        items = list(
            session.scalars(
                select(ChecklistItem)
                .where(ChecklistItem.checklist_id == list_id)
                .order_by(ChecklistItem.number)
            )
        )
        known = {item.name for item in items}
        new = [line for line in lines if line["name"] not in known]
        empty = [item for item in items if not item.name]
        last = max((item.number for item in items), default=0)
        kind = items[0].kind if items else ""
        for place, line in enumerate(new):
            item = empty[place] if place < len(empty) else None
            if item is None:
                last += 1
                item = ChecklistItem(checklist_id=list_id, number=last, kind=kind, rhythm="")
            for field, words in line.items():
                setattr(item, field, words)
            item.verified = True
            making.follow(session, item)
    filled = min(len(new), len(empty))
    return Filled(filled, len(new) - filled, len(lines) - len(new))


def _lines(path: Path) -> list[dict[str, str]]:
    from commgov_desktop.ledger.sheets import match_headings, read_table

    table = read_table(path, fields=HEADINGS)
    matches = match_headings(table.headings, HEADINGS)
    if "name" not in matches:
        raise UserError(_("No column of items was found in {name}. Call it 事项.").format(name=path.name))
    found: dict[str, dict[str, str]] = {}
    for _number, row in table.by_field(matches):
        line = {field: str(cell or "").strip() for field, cell in row.items()}
        if line["name"]:
            found.setdefault(line["name"], line)
    return list(found.values())
