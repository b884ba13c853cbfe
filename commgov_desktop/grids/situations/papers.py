"""The situation reports on paper: 情况报告单 of one report, and the register with its summary by kind."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from commgov_desktop import clock
from commgov_desktop.errors import UserError
from commgov_desktop.grids.situations import ledger, reporting, state
from commgov_desktop.grids.situations.models import WAYS_ON_PAPER, SituationKind, SituationReport
from commgov_desktop.i18n import _
from commgov_desktop.ledger.exporting import rows_of
from commgov_desktop.ledger.office import Office
from commgov_desktop.ledger.papers import PaperKind

if TYPE_CHECKING:
    from commgov_desktop.documents.tables import Cell

SHEET, REGISTER = "情况报告单", "情况报告登记表"
_NO_KIND = "其他情况"


def sheet(office: Office, report_id: int) -> bytes:
    """情况报告单 of one report. Raises ``UserError`` when it is gone, or restricted and not for this clerk."""
    from commgov_desktop.documents.form_sheet import FormSheet
    from commgov_desktop.documents.tables import cell

    said = _said(office, report_id)
    paper = FormSheet(SHEET, issued=clock.now(), spread=6, author=office.name)
    paper.sides(f"报告单位：{office.heading}", f"编号：{said.number}")
    paper.table(
        [
            [_label("情况类别"), cell(said.kind, span=3)],
            [_label("发生时间"), said.happened, _label("发现时间"), said.noticed],
            [_label("报告时限"), said.due, _label("所属网格"), said.grid],
            [_label("发生地点"), cell(said.where, span=3, align="left")],
            [_label("涉及人员"), cell(said.who, span=3, align="left")],
            [_label("情况摘要"), cell(said.what, span=3, align="left", valign="top", height=52)],
            [_label("报 告 人"), said.by, _label("报告方式"), said.how],
            [_label("报送单位"), said.to, _label("报告时间"), said.reported],
            [_label("答复\n或指示"), cell(said.answer, span=3, align="left", valign="top", height=34)],
            [_label("答复日期"), said.answered, _label("办结日期"), said.closed],
            [_label("备　　注"), cell(said.note, span=3, align="left", valign="top", height=16)],
        ],
        widths=(24, 57.5, 24, 57.5),
        row_height=10.5,
    )
    paper.gap(4)
    paper.sides("报告人（签名）：", "负责人（签名）：　　　　　　　　")
    return paper.finish()


@dataclass(frozen=True)
class _Said:
    number: str
    kind: str
    what: str
    happened: str
    noticed: str
    due: str
    grid: str
    where: str
    who: str
    by: str
    to: str
    how: str
    reported: str
    answer: str
    answered: str
    closed: str
    note: str


def _said(office: Office, report_id: int) -> _Said:
    from commgov_desktop.documents.blocks import chinese_date

    with office.store.read() as session:
        r = reporting.allowed(session, office, report_id)
        query = select(ledger.where(), ledger.grid_name(), ledger.who()).where(
            SituationReport.id == report_id
        )
        place, grid, who = session.execute(query).one()
        kind = session.get(SituationKind, r.kind_id) if r.kind_id else None
        name = kind.name if kind else _NO_KIND
        missing = [_("what happened")] if not r.what else []
        if missing:
            raise UserError(_("The report still needs: {gaps}.").format(gaps="、".join(missing)))
        return _Said(
            r.number, name, r.what, _moment(r.happened_at), _moment(r.noticed_at), _moment(r.due_at) or "未规定",
            grid or "", place or "", ledger.whole_names(who), r.reported_by, r.reported_to,
            WAYS_ON_PAPER.get(r.how, ""), _moment(r.reported_at), r.answer,
            chinese_date(r.answered_on) if r.answered_on else "", chinese_date(r.closed_on) if r.closed_on else "",
            r.note,
        )  # fmt: skip


def _moment(moment: datetime | None) -> str:
    if moment is None:
        return ""
    local = clock.local(moment)
    return f"{local.year}年{local.month}月{local.day}日 {local:%H:%M}"


# ---- the register ---------------------------------------------------------------------------------------


def year_register(office: Office, _id: int = 0) -> bytes:
    """情况报告登记表 of this year's reports that this clerk may see, by the time they were noticed."""
    ids = reporting.listing_of(office).ids(filter="year", sort="noticed_at")
    return listed(office, ids, f"{clock.today().year}年")


_COLUMNS = (
    ("序号", 11), ("编号", 21), ("类别", 25), ("发现时间", 25), ("地点", 30), ("涉及人员", 22), ("情况摘要", 48),
    ("报告时间", 25), ("用时\n（小时）", 17), ("报送单位", 24), ("状态", 17),
)  # fmt: skip
_SUMMARY = (
    "情况类别", "件数", "已上报", "按时上报", "逾期", "平均用时（小时）", "最长用时（小时）", "已答复", "已办结",
)  # fmt: skip
_NAMES = (
    "number",
    "kind",
    "noticed_at",
    "where",
    "who",
    "what",
    "reported_at",
    "hours",
    "reported_to",
    "state",
)


def listed(office: Office, ids: Sequence[int], period: str = "") -> bytes:
    """情况报告登记表 of these reports in this order, 按类别汇总 before them. Names are masked without full rights."""
    from commgov_desktop.documents.form_sheet import FormSheet
    from commgov_desktop.documents.paper import A4, Margins

    listing = reporting.listing_of(office)
    _fields, rows = rows_of(listing, ids, _NAMES)
    lines = [[str(n), *_on_paper(row)] for n, row in enumerate(rows, 1)]
    counted = summary(office, ids)
    subtitle = "　".join(part for part in (office.heading, period, f"共{len(lines)}件") if part)
    paper = FormSheet(
        REGISTER, issued=clock.now(), size=A4.landscape, margins=Margins(15, 15, 15, 15), title_size=18,
        subtitle=subtitle, footer=office.name, author=office.name,
    )  # fmt: skip
    heads = [_label(words) for words in _SUMMARY]
    totals = [line.cells() for line in counted]
    paper.section("按类别汇总")
    paper.table([heads, *totals], (60, 20, 22, 22, 20, 36, 36, 22, 22), row_height=8, size=9.5, head=1)
    paper.section("报告明细")
    heads = [_label(words) for words, _width in _COLUMNS]
    paper.table([heads, *lines], [width for _words, width in _COLUMNS], row_height=8, size=9.5, head=1)
    return paper.finish()


def _on_paper(row: Sequence[str]) -> list[str]:
    """The words of a line in official Chinese; its kind is said also where it is on none of the six lines."""
    stands = {_(words): state.ON_PAPER[number] for number, (words, _tone) in state.WORDS.items()}
    kind = _NO_KIND if row[1] == _("another situation") else row[1]
    return [row[0], kind, *row[2:-1], stands.get(row[-1], row[-1])]


def _rounded(hours: float) -> float:
    """One place behind the point, halves upwards as the list on the screen has them."""
    return int(hours * 10 + 0.5) / 10


@dataclass
class Line:
    """One kind of situation in the summary. Hours run from noticing to reporting."""

    kind: str
    count: int = 0
    reported: int = 0
    in_time: int = 0
    late: int = 0
    answered: int = 0
    closed: int = 0
    hours: list[float] = field(default_factory=list)

    def add(self, standing: int, took: float | None, after: bool | None, answered: bool) -> None:
        """Count a report: how it stands, how many hours it took, whether it came after its time
        (``None`` where no time was set, or it is not reported)."""
        self.count += 1
        self.reported += took is not None
        self.in_time += after is False
        self.late += after is True or standing == state.LATE
        self.answered += answered
        self.closed += standing == state.CLOSED
        self.hours += [took] if took is not None else []

    def cells(self) -> list[str]:
        """The line on paper."""
        average = f"{_rounded(sum(self.hours) / len(self.hours))}" if self.hours else "—"
        longest = f"{max(self.hours):.1f}" if self.hours else "—"
        numbers = (self.count, self.reported, self.in_time, self.late)
        return [self.kind, *map(str, numbers), average, longest, str(self.answered), str(self.closed)]


def summary(office: Office, ids: Sequence[int]) -> list[Line]:
    """These reports counted by kind in the order of the list, and all together as the last line."""
    wanted, whole = set(ids), Line("合计")
    lines: dict[int | None, Line] = {}
    order = (SituationKind.position.is_(None), SituationKind.position, SituationKind.id)
    late = state.reported_late()
    query = (
        select(
            SituationReport.id,
            SituationKind.id,
            SituationKind.name,
            state.state(),
            state.hours(),
            late,
            SituationReport.answer != "",
        )
        .outerjoin(SituationKind, SituationKind.id == SituationReport.kind_id)
        .order_by(*order)
    )
    with office.store.read() as session:
        for number, kind, name, standing, took, after, answered in session.execute(query):
            if number in wanted:
                line = lines.setdefault(kind, Line(name or _NO_KIND))
                for each in (line, whole):
                    each.add(standing, took, None if after is None else bool(after), bool(answered))
    return [*lines.values(), whole]


PAPERS: tuple[PaperKind, ...] = (
    PaperKind("situation-report", SHEET, "situation_reports", sheet),
    PaperKind("situation-register", REGISTER, "", year_register),
)


def _label(text: str, **more: Any) -> "Cell":
    from commgov_desktop.documents.tables import cell

    return cell(text, label=True, **more)
