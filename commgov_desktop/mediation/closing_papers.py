"""结案报告表: how a case came in, what came of it, whether it was performed; written when the case is over.

A local addition to the set of 2010: number, when filled in, who handled it, when it came in and when it was closed
(performed in full), the parties, the source and the facts.
"""

from datetime import date

from commgov_desktop import clock
from commgov_desktop.documents.blocks import chinese_date
from commgov_desktop.documents.form_sheet import FormSheet
from commgov_desktop.documents.tables import Cell, cell
from commgov_desktop.i18n import _
from commgov_desktop.ledger import codes
from commgov_desktop.ledger.office import Office
from commgov_desktop.mediation.casefile import CaseFile, read
from commgov_desktop.mediation.models import REACHED
from commgov_desktop.mediation.paper_parts import cause, committee, names, numbered, party_facts, require
from commgov_desktop.mediation.session_papers import PERFORMED_WORDS

REPORT = "结案报告表"


def closed_on(file: CaseFile) -> date | None:
    """The day on which everything was over: all performed, or the end of the mediation; none while something is open."""
    if any(duty.done_on is None for duty in file.duties):
        return None
    done = [duty.done_on for duty in file.duties if duty.done_on]
    return max(done) if done and file.head.outcome in REACHED else file.head.ended_on


def report(office: Office, case_id: int) -> FormSheet:
    """The sheet, for who handled the case and who answers for the committee to sign."""
    file = read(office, case_id)
    needed = {_("Outcome of mediation"): file.head.outcome, _("Mediator"): file.mediators}
    require(REPORT, party_facts(file) | needed)
    form = FormSheet(REPORT, clock.now(), number=file.head.number, spread=10)
    rows = [*_head_rows(office, file), *_story_rows(file), *_signing_rows()]
    form.table(rows, widths=(30, 51, 30, 52), row_height=11)
    return form


def _label(text: str) -> Cell:
    return cell(text, label=True)


def _tall(text: str, height: float) -> Cell:
    return cell(text, span=3, align="left", valign="top", indent=2, height=height)


def _head_rows(office: Office, file: CaseFile) -> list[list[str | Cell]]:
    head, over = file.head, closed_on(file)
    source = codes.table("case_sources").zh(head.source)
    others = "、".join(side.name for side in file.parties() if side.side != "A")
    return [
        [_label("卷号"), cell(head.number), _label("填表时间"), cell(_day(head.closed_on))],
        [_label("承办单位"), cell(committee(office)), _label("承办人"), cell(file.mediator_names)],
        [_label("受案时间"), cell(_day(head.accepted_on)), _label("结案时间"), cell(_day(over))],
        [_label("申请人"), cell(names(file, "A")), _label("被申请人"), cell(others)],
        [_label("案件来源"), cell(source), _label("纠纷类型"), cell(file.kind_zh)],
        [_label("案由"), cell(cause(file), span=3, align="left")],
    ]


def _day(day: date | None) -> str:
    return chinese_date(day) if day else ""


def _story_rows(file: CaseFile) -> list[list[str | Cell]]:
    return [
        [_label("纠纷简要情况"), _tall(file.head.facts, 34)],
        [_label("调解结果"), _tall(_result(file), 34)],
        [_label("履行情况"), _tall(_performance(file), 17)],
        [_label("回访情况"), _tall(_visits(file), 17)],
    ]


def _result(file: CaseFile) -> str:
    outcome = codes.table("mediation_outcomes").zh(file.head.outcome)
    if file.head.outcome in REACHED and file.terms:
        return "\n".join([f"{outcome}：", *numbered(file.terms.terms)])
    return f"{outcome}。{file.head.end_reason}"


def _performance(file: CaseFile) -> str:
    lines = [f"{duty.what.rstrip('。；')}：{_done(duty.done_on, duty.due_on)}" for duty in file.duties]
    return "\n".join(lines) or ("无需履行的事项。" if file.head.outcome in REACHED else "")


def _done(done: date | None, due: date) -> str:
    return f"已于{chinese_date(done)}履行。" if done else f"应于{chinese_date(due)}前履行，尚未履行。"


def _visits(file: CaseFile) -> str:
    return "\n".join(
        f"{chinese_date(v.visited_on)}，{PERFORMED_WORDS[v.performed]}{v.situation}" for v in file.visits
    )


def _signing_rows() -> list[list[str | Cell]]:
    return [
        [_label("承办人\n（签名）"), cell("", height=18), _label("负责人审核\n（签名）"), ""],
        [_label("备注"), cell("", span=3)],
    ]
