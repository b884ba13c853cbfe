"""人口变动月报: births, deaths, coming and going of a month by residence kind, its grids, and the year so far."""

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from commgov_desktop import clock
from commgov_desktop.ledger import codes
from commgov_desktop.ledger.office import Office
from commgov_desktop.roster.events import monthly
from commgov_desktop.roster.events.monthly import BORN, CAME, DIED, LEFT, Month

if TYPE_CHECKING:
    from commgov_desktop.documents.tables import Cell

TITLE = "人口变动月报"
_KINDS = ("1", "2", "3", "4")
_HEADS = ("期初人数", "出生", "迁入", "死亡", "迁出", "净增减", "期末人数")


def monthly_paper(office: Office, which: int = 0) -> bytes:
    """The report of a month given as 202602; 0 means the last month that has ended."""
    from commgov_desktop.documents.blocks import chinese_date
    from commgov_desktop.documents.form_sheet import FormSheet

    year, number = divmod(which, 100) if which else _last_month()
    with office.store.read() as session:
        months = monthly.year(session, year, number)
    this = months[-1]
    sheet = FormSheet(
        TITLE, issued=clock.now(), spread=4, author=office.name, subtitle=f"（{year}年{number}月）",
        footer=office.name,
    )  # fmt: skip
    sheet.sides(f"填报单位：{office.heading}", f"统计截止：{chinese_date(this.last)}")
    sheet.section("一、按居住类别")
    sheet.table(_kind_rows(this), widths=(24, 20, 16, 16, 16, 16, 20, 18, 20), row_height=9, size=11, head=1)
    sheet.note("注：“类别变更”为落户、转常住等居住类别变动造成的净增减，合计数不受影响。")
    sheet.section(f"二、{year}年各月")
    sheet.table(_month_rows(months), widths=(24, 22, 18, 18, 18, 18, 22, 22), row_height=9, size=11, head=1)
    sheet.section("三、期末各网格人数")
    sheet.table(_grid_rows(this), widths=(27, 27, 27, 27, 27, 27), row_height=9, size=11)
    sheet.gap(4)
    sheet.signatures("负责人（签名）", "填表人（签名）", columns=2)
    sheet.sides("", f"填表日期：{chinese_date(clock.today())}")
    return sheet.finish()


def _last_month() -> tuple[int, int]:
    ended = clock.today().replace(day=1) - timedelta(1)
    return ended.year, ended.month


def _kind_rows(this: Month) -> "list[list[Cell | str]]":
    heads = ("居住类别", *_HEADS[:5], "类别变更", *_HEADS[5:])
    rows: list[list[Cell | str]] = [[_label(words) for words in heads]]
    table = codes.table("residence_kinds")
    others = sorted(k for k in {*this.before.by_kind, *this.after.by_kind} if k not in _KINDS)
    for kind in (*_KINDS, *others):
        before, after = (p.by_kind.get(kind, 0) for p in (this.before, this.after))
        changed = this.changed_kind(kind)
        moved = [str(this.count(what, kind)) for what in (BORN, CAME, DIED, LEFT)]
        name = _label(table.zh(kind) or "未填")
        rows.append([name, str(before), *moved, _signed(changed), _signed(after - before), str(after)])
    moved = [str(this.count(what)) for what in (BORN, CAME, DIED, LEFT)]
    rows.append(
        [_label("合计"), str(this.before.people), *moved, "—", _signed(this.net()), str(this.after.people)]
    )
    return rows


def _month_rows(months: list[Month]) -> "list[list[Cell | str]]":
    rows: list[list[Cell | str]] = [[_label(words) for words in ("月份", *_HEADS)]]
    for one in months:
        moved = [str(one.count(what)) for what in (BORN, CAME, DIED, LEFT)]
        total = (str(one.before.people), *moved, _signed(one.net()), str(one.after.people))
        rows.append([_label(f"{one.first.month}月"), *total])
    if len(months) > 1:
        moved = [str(sum(m.count(what) for m in months)) for what in (BORN, CAME, DIED, LEFT)]
        net = _signed(sum(m.net() for m in months))
        ends = (str(months[0].before.people), str(months[-1].after.people))
        rows.append([_label("累计"), ends[0], *moved, net, ends[1]])
    return rows


def _grid_rows(this: Month) -> "list[list[Cell | str]]":
    """Three grids side by side, name and number."""
    cells: list[Cell | str] = []
    for name, count in sorted(this.after.by_grid.items(), key=lambda one: (not one[0], one[0])):
        cells += [_label(name or "未入格"), str(count)]
    cells += [""] * (-len(cells) % 6)
    return [cells[start : start + 6] for start in range(0, len(cells), 6)] or [[""] * 6]


def _signed(number: int) -> str:
    return f"{number:+d}" if number else "0"


def _label(text: str, **more: Any) -> "Cell":
    from commgov_desktop.documents.tables import cell

    return cell(text, label=True, **more)
