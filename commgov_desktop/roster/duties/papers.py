"""五必查五必访走访统计表: for each of the ten lines and each grid what was due, done and overdue in a month or quarter."""

from collections.abc import Iterator

from commgov_desktop import clock
from commgov_desktop.ledger.office import Office
from commgov_desktop.ledger.papers import PaperKind
from commgov_desktop.roster.duties.lists import DutyInfo
from commgov_desktop.roster.duties.models import CHECK
from commgov_desktop.roster.duties.tally import Count, Counted, Span, by_grid, months, tally

TITLE = "五必查五必访走访统计表"


def statistics_paper(office: Office, _id: int = 0) -> bytes:
    """走访统计表 of this month."""
    return statistics(office, months(clock.today())[0])


def statistics(office: Office, span: Span) -> bytes:
    """走访统计表 of a month or quarter; numbers only, nobody's name. Lines that are not asked say so."""
    from commgov_desktop.documents.register import Column, register

    counted = tally(office, span)
    columns = [
        Column("类别", 0.9, "centre"), Column("事项", 2.6), Column("对象", 1.6), Column("频次", 1.1, "centre"),
        Column("网格", 1.4), Column("应走访", 0.9, "right"), Column("已走访", 0.9, "right"),
        Column("逾期", 0.9, "right"), Column("完成率", 1.0, "right"), Column("说明", 1.6),
    ]  # fmt: skip
    lines = [row for line in counted for row in _rows(line)]
    lines += [
        ["合计", "", "", "", grid or "未入网格", *_numbers(count), ""] for grid, count in by_grid(counted)
    ]
    whole = sum((line.whole for line in counted), Count())
    if whole.due:
        lines.append(["合计", "", "", "", "全社区", *_numbers(whole), ""])
    formula = "应走访＝已走访＋期内到期未走访；逾期为其中到期日已过；对象按打印当日的分组计"
    subtitle = f"{office.heading}　{span.paper}　单位：人次　{formula}"
    return register(TITLE, subtitle, columns, lines, issued=clock.now(), landscape=True, footer=office.name)


def _rows(line: Counted) -> Iterator[list[str]]:
    duty = line.duty
    kind = f"{'必查' if duty.kind == CHECK else '必访'}{_NUMERALS.get(duty.number, str(duty.number))}"
    if not line.grids:
        yield [kind, duty.name or "（未填写）", duty.group, _every(duty), "", "—", "—", "—", "—", _note(duty)]
        return
    for place, (grid, count) in enumerate(line.grids):
        head = [kind, duty.name, duty.group, _every(duty)] if not place else ["", "", "", ""]
        yield [*head, grid or "未入网格", *_numbers(count), _note(duty) if not place else ""]
    if len(line.grids) > 1:
        yield ["", "", "", "", "小计", *_numbers(line.whole), ""]


_NUMERALS = dict(enumerate("一二三四五六七八九十", 1))


def _every(duty: DutyInfo) -> str:
    return f"每{duty.every_days}天" if duty.every_days else ""


def _note(duty: DutyInfo) -> str:
    """What a reader must know of the line: not asked, or its wording not confirmed."""
    if not duty.active:
        return "未启用"
    return "" if duty.verified else "用语未核实"


def _numbers(count: Count) -> list[str]:
    rate = f"{100 * count.done / count.due:.1f}%" if count.due else "—"
    return [f"{count.due:,}", f"{count.done:,}", f"{count.overdue:,}", rate]


PAPERS: tuple[PaperKind, ...] = (PaperKind("visit-statistics", TITLE, "", statistics_paper),)
