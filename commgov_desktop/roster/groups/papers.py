"""The groups on paper: a person's sheet, the register of visits (走访登记表), and who lacks which fact (信息缺项清单)."""

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from commgov_desktop import clock
from commgov_desktop.ledger.exporting import rows_of
from commgov_desktop.ledger.listing import Listing
from commgov_desktop.ledger.office import Office
from commgov_desktop.ledger.own_fields import OwnField, shown
from commgov_desktop.ledger.papers import PaperKind
from commgov_desktop.roster import facts
from commgov_desktop.roster.groups import completeness, sheets, visits
from commgov_desktop.roster.groups.sheets import SheetInfo

if TYPE_CHECKING:
    from commgov_desktop.documents.tables import Cell

Line = list["Cell | str"]


def sheet_paper(office: Office, sheet_id: int) -> bytes:
    """登记表 of one person in one group: who it is, then the boxes of the group in its order.

    Raises ``UserError`` when it is gone, or restricted and not for this clerk.
    """
    from commgov_desktop.documents.blocks import chinese_date
    from commgov_desktop.documents.form_sheet import FormSheet
    from commgov_desktop.documents.tables import cell

    found = sheets.read(office, sheet_id)
    person = facts.read(office.store, found.resident_id)
    paper = FormSheet(f"{found.group.name}登记表", issued=clock.now(), spread=2, author=office.name)
    paper.sides(f"填表单位：{office.heading}", f"编号：{found.id:06d}")
    head: list[Line] = [
        [_label("姓名"), person.name, _label("性别"), person.sex, _label("出生日期"), _day(person.birth)],
        [_label("证件号码"), cell(person.id_number or person.id_reason, span=3), _label("联系电话"), person.phone],
        [_label("现住址"), cell(person.address, span=3, align="left"), _label("所属网格"), person.grid],
        [_label("入组日期"), _day(found.since), _label("退出日期"), _day(found.until), _label("退出原因"), found.why_ended],
    ]  # fmt: skip
    paper.table(head, widths=(24, 32, 24, 30, 24, 29), row_height=10)
    paper.gap(0)
    short, long = _parted(office, found)
    if short:
        paper.table(_pairs(short), widths=(34, 47.5, 34, 47.5), row_height=9.5, size=11)
    for words, value in (*long, ("备注", found.note)):
        lines = [[_label(words), cell(value, align="left", valign="top", height=20)]]
        paper.table(lines, widths=(34, 129), size=11)
    paper.gap(3)
    paper.sides("填表人（签名）：", f"填表日期：{chinese_date(clock.today())}")
    return paper.finish()


def _parted(office: Office, found: SheetInfo) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    """Boxes that stand two in a line, and those that need a line of their own; retired ones only where filled in."""
    asked = [f for f in found.group.fields if not f.retired or found.entries.get(f.key)]
    said = [(field, _said(office, field, found.entries.get(field.key))) for field in asked]
    short = [(field.label, words) for field, words in said if field.kind != "paragraph"]
    return short, [(field.label, words) for field, words in said if field.kind == "paragraph"]


def _said(office: Office, field: OwnField, kept: Any) -> str:
    if field.kind in ("day", "expiry") and kept:
        return _day(date.fromisoformat(kept))
    return shown(field, kept, lambda number: office.people.person(number).name, whole=True)


def _pairs(short: Sequence[tuple[str, str]]) -> list[Line]:
    lines: list[Line] = []
    for at in range(0, len(short), 2):
        pair = [*short[at : at + 2], ("", "")][:2]
        lines.append([part for words, value in pair for part in (_label(words), value)])
    return lines


def visit_register(office: Office, _id: int = 0) -> bytes:
    """走访登记表 of this year's visits that this clerk may see, by day."""
    ledger = visits.visits_of(office)
    ids = Listing(office.store, ledger).ids(filter="year", sort="day")
    return visits_listed(office, ids, f"{clock.today().year}年")


def visits_listed(office: Office, ids: Sequence[int], period: str = "") -> bytes:
    """走访登记表 of these visits, in this order."""
    from commgov_desktop.documents.register import Column, register

    names = ("day", "who", "address", "grid", "purpose", "findings", "next_on", "by_whom", "duty")
    _fields, found = rows_of(Listing(office.store, visits.visits_of(office)), ids, names)
    rows = [_with_duty(row) for row in found]
    columns = [
        Column("序号", 0.6, "centre"), Column("走访日期", 1.4, "centre"), Column("走访对象", 1.1), Column("住址", 2.0),
        Column("网格", 1.0), Column("走访事由", 2.0), Column("走访情况", 3.4), Column("下次走访", 1.4, "centre"),
        Column("走访人", 1.0), Column("备注", 1.0),
    ]  # fmt: skip
    lines = [[str(n), *row, ""] for n, row in enumerate(rows, 1)]
    subtitle = "　".join(part for part in (office.heading, period, f"共{len(lines)}次") if part)
    return register(
        "走访登记表", subtitle, columns, lines, issued=clock.now(), landscape=True, footer=office.name
    )


def _with_duty(row: Sequence[str]) -> list[str]:
    """The line of 五必查、五必访 stands with the occasion."""
    *cells, duty = row
    cells[4] = "；".join(words for words in (duty, cells[4]) if words)
    return cells


def missing_paper(office: Office, _id: int = 0) -> bytes:
    """信息缺项清单 of everybody who lacks a fact, the emptiest first, with 信息完整率 and its formula on top."""
    return missing_listed(office, Listing(office.store, completeness.missing_ledger(office)).ids())


def missing_listed(office: Office, ids: Sequence[int]) -> bytes:
    """信息缺项清单 of these people, in this order."""
    from commgov_desktop.documents.register import Column, register

    names = ("name", "sex", "age", "address", "grid", "percent", "lacking")
    _fields, rows = rows_of(Listing(office.store, completeness.missing_ledger(office)), ids, names)
    columns = [
        Column("序号", 0.6, "centre"), Column("姓名", 1.1), Column("性别", 0.6, "centre"), Column("年龄", 0.6, "centre"),
        Column("现住址", 2.0), Column("网格", 1.0, "centre"), Column("完整率", 0.9, "centre"), Column("缺项", 4.6),
    ]  # fmt: skip
    grids = completeness.by_grid(office)
    known, asked = sum(g.meter.known for g in grids), sum(g.meter.asked for g in grids)
    rate = (
        f"信息完整率 {100 * known / asked:.1f}%（已掌握 {known:,} 项 ÷ 应掌握 {asked:,} 项）" if asked else ""
    )
    subtitle = "　".join(part for part in (office.heading, f"共{len(ids)}人", rate) if part)
    lines = [[str(n), *row] for n, row in enumerate(rows, 1)]
    return register(
        "信息缺项清单", subtitle, columns, lines, issued=clock.now(), landscape=True, footer=office.name
    )


PAPERS: tuple[PaperKind, ...] = (
    PaperKind("group-sheet", "登记表（人群分组）", "group_sheets", sheet_paper),
    PaperKind("visit-register", "走访登记表", "", visit_register),
    PaperKind("missing-facts", "信息缺项清单", "", missing_paper),
)


def _label(text: str, **more: Any) -> "Cell":
    from commgov_desktop.documents.tables import cell

    return cell(text, label=True, **more)


def _day(day: date | None) -> str:
    from commgov_desktop.documents.blocks import chinese_date

    return chinese_date(day) if day else ""
