"""Needs on paper: the register (居民需求登记表), and the numbers by service, grid and area (居民需求汇总表)."""

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

from commgov_desktop import clock
from commgov_desktop.ledger import codes
from commgov_desktop.ledger.exporting import rows_of
from commgov_desktop.ledger.listing import Listing
from commgov_desktop.ledger.office import Office
from commgov_desktop.ledger.papers import PaperKind
from commgov_desktop.roster.needs import tally
from commgov_desktop.roster.needs.ledger import needs_of
from commgov_desktop.roster.needs.models import ARRANGED, CANNOT, MET, OPEN
from commgov_desktop.roster.needs.tally import Counted, Tally

if TYPE_CHECKING:
    from commgov_desktop.documents.form_sheet import FormSheet
    from commgov_desktop.documents.tables import Cell

REGISTER, SUMMARY = "居民需求登记表", "居民需求汇总表"
_STATES = ((OPEN, "待办"), (ARRANGED, "已安排"), (MET, "已满足"), (CANNOT, "无法满足"))
_GRIDS_ABREAST = 9
"""Grids side by side on a sheet that lies; more of them go into a further table below."""


def register_paper(office: Office, _id: int = 0) -> bytes:
    """居民需求登记表 of the needs asked this year, the latest first."""
    ids = Listing(office.store, needs_of(office)).ids(filter="year")
    return needs_listed(office, ids, f"{clock.today().year}年")


def needs_listed(office: Office, ids: Sequence[int], period: str = "") -> bytes:
    """居民需求登记表 of these needs, in this order."""
    from commgov_desktop.documents.register import Column, register

    names = ("asked_on", "who", "address", "grid", "area", "service", "words", "asked_by", "state", "state_on",
             "state_words")  # fmt: skip
    _fields, rows = rows_of(Listing(office.store, needs_of(office)), ids, names)
    columns = [
        Column("序号", 0.6, "centre"), Column("登记日期", 1.4, "centre"), Column("居民", 1.0), Column("住址", 1.8),
        Column("网格", 1.0), Column("需求方面", 1.3), Column("所需服务", 1.2), Column("需求内容", 3.0),
        Column("调查人", 0.9), Column("办理状态", 1.1, "centre"), Column("日期", 1.4, "centre"), Column("办理情况", 2.2),
    ]  # fmt: skip
    lines = [[str(n), *row] for n, row in enumerate(rows, 1)]
    subtitle = "　".join(part for part in (office.heading, period, f"共{len(lines)}项") if part)
    return register(
        REGISTER, subtitle, columns, lines, issued=clock.now(), landscape=True, footer=office.name
    )


def summary_paper(office: Office, _id: int = 0) -> bytes:
    """居民需求汇总表 of all that was ever asked: services by grid, areas by state. Numbers only, nobody's name."""
    from commgov_desktop.documents.form_sheet import FormSheet
    from commgov_desktop.documents.paper import A4

    counted = tally.count(office)
    day = clock.today()
    said = f"{office.heading}　截至{day.year}年{day.month}月{day.day}日"
    sheet = FormSheet(
        SUMMARY, issued=clock.now(), size=A4.landscape, subtitle=said, footer=office.name, spread=2
    )
    whole = counted.whole()
    sheet.sides(f"登记居民 {counted.people:,} 人，需求 {whole.whole:,} 项", "单位：项")
    for start in range(0, max(1, len(counted.grids)), _GRIDS_ABREAST):
        last = start + _GRIDS_ABREAST >= len(counted.grids)
        _by_grid(sheet, counted, counted.grids[start : start + _GRIDS_ABREAST], last=last)
        sheet.gap(4)
    _by_area(sheet, counted)
    sheet.note("注：所需服务由社区自定清单归类；网格按居民目前住址统计；一名居民可有多项需求。")
    return sheet.finish()


def _by_grid(sheet: "FormSheet", counted: Tally, grids: Sequence[str], *, last: bool) -> None:
    """Services down, grids across; the sum of all grids stands in the last table."""
    heads = [_label("需求方面"), _label("所需服务"), *(_label(name or "未入网格") for name in grids)]
    rows: list[list[Cell | str]] = [[*heads, *([_label("合计")] if last else [])]]
    of_area = Counter(line.area for line in counted.lines)
    for line in counted.lines:
        numbers = [*(_number(line.by_grid[name]) for name in grids), *([_number(line.whole)] if last else [])]
        lines_left = of_area.pop(line.area, 0)
        first = [_label(_area(line.area), rows=lines_left)] if lines_left else []
        rows.append([*first, line.service or "未归类", *numbers])
    whole = counted.whole()
    sums = [*(_number(whole.by_grid[name]) for name in grids), *([_number(whole.whole)] if last else [])]
    rows.append([_label("合计", span=2), *sums])
    widths = (34.0, 34.0, *(20.0 for _name in grids), *((18.0,) if last else ()))
    sheet.table(rows, widths=widths, row_height=6.8, size=10.5, head=1)


def _by_area(sheet: "FormSheet", counted: Tally) -> None:
    rows: list[list[Cell | str]] = [
        [_label("需求方面"), *(_label(words) for _state, words in _STATES), _label("合计")]
    ]
    for one in counted.areas():
        rows.append([_area(one.area), *_states(one), _number(one.whole)])
    rows.append([_label("合计"), *_states(counted.whole()), _number(counted.whole().whole)])
    sheet.table(rows, widths=(60, 30, 30, 30, 30, 30), row_height=6.8, size=10.5, head=1)


def _states(one: Counted) -> list[str]:
    return [_number(one.by_state[state]) for state, _words in _STATES]


def _area(code: str) -> str:
    return codes.table("need_areas").zh(code)


def _number(number: int) -> str:
    return f"{number:,}" if number else "—"


def _label(words: str, *, span: int = 1, rows: int = 1) -> "Cell":
    from commgov_desktop.documents.tables import cell

    return cell(words, label=True, span=span, rows=rows)


PAPERS: tuple[PaperKind, ...] = (
    PaperKind("need-register", REGISTER, "", register_paper),
    PaperKind("need-summary", SUMMARY, "", summary_paper),
)
