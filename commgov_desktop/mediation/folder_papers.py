"""The folder itself: its cover, the list of what lies in it, and remarks on the file.

Fields of a local directory of papers; the Act fixes no time of keeping, so the office sets it.
"""

from collections.abc import Sequence

from commgov_desktop import clock
from commgov_desktop.documents.blocks import chinese_date
from commgov_desktop.documents.form_sheet import FormSheet
from commgov_desktop.documents.tables import Cell, cell
from commgov_desktop.ledger.office import Office
from commgov_desktop.mediation import dossier
from commgov_desktop.mediation.casefile import CaseFile, read
from commgov_desktop.mediation.models import RETENTION
from commgov_desktop.mediation.paper_parts import cause, committee, names, party_facts, require

COVER, CONTENTS, REMARKS, BACK_COVER = (
    "人民调解卷宗封面",
    "人民调解卷内目录",
    "卷宗情况说明",
    "卷内备考表（封底）",
)


def cover(office: Office, case_id: int) -> FormSheet:
    """卷宗封面: name and number of the file, mediators, from when to when, who bound it, how long it is kept."""
    file = read(office, case_id)
    require(COVER, party_facts(file))
    form = FormSheet("", clock.now())
    form.draw(24, lambda _paper, _x, _y, _width: None)  # a gap at the head of a page would be dropped
    form.heading(committee(office), size=24)
    form.gap(6)
    form.heading("调解卷宗", size=36, spread=14)
    form.gap(20)
    rows = [
        [cell(label, label=True), cell(value, align="left")] for label, value in _cover_facts(office, file)
    ]
    form.table(rows, widths=(40, 123), row_height=16, size=14)
    return form


def _cover_facts(office: Office, file: CaseFile) -> list[tuple[str, str]]:
    head = file.head
    until = chinese_date(head.ended_on) if head.ended_on else "　　年　　月　　日"
    return [
        ("卷名", f"{_versus(file)}{cause(file)}案"),
        ("卷号", head.number),
        ("人民调解员", file.mediator_names),
        ("调解日期", f"{chinese_date(head.accepted_on)}至{until}"),
        ("立卷人", head.filed_by),
        ("立卷日期", chinese_date(head.closed_on) if head.closed_on else ""),
        ("保管期限", office.settings[RETENTION]),
        ("备注", head.note),
    ]


def _versus(file: CaseFile) -> str:
    others = [names(file, letter) for letter in file.letters()]
    return "与".join(filter(None, others))


def contents(office: Office, case_id: int) -> FormSheet:
    """卷内目录: number, name, page and remark of every paper; pages are written in when the folder is bound."""
    file = read(office, case_id)
    return contents_of(
        file, [(title, "") for item in dossier.items(file) if item.done for title in item.titles]
    )


def contents_of(file: CaseFile, inside: Sequence[tuple[str, str]]) -> FormSheet:
    """卷内目录 of these papers, each with the pages it has in the folder (3—5), or none."""
    form = FormSheet("卷内目录", clock.now(), number=file.head.number, spread=14)
    rows = [[cell(t, label=True) for t in ("序号", "文书名称", "页号", "备注")]]
    rows += [
        [cell(str(n)), cell(title, align="left"), cell(pages), cell()]
        for n, (title, pages) in enumerate(inside, start=1)
    ]
    rows += [[cell() for _column in range(4)] for _line in range(max(0, 18 - len(inside)))]
    form.table(rows, widths=(18, 95, 22, 28), row_height=11, head=1)
    return form


def remarks(office: Office, case_id: int) -> FormSheet:
    """卷宗情况说明: what is missing or special in the file, signed by who bound and who checked it."""
    file = read(office, case_id)
    form = FormSheet(REMARKS, clock.now(), number=file.head.number)
    for line in _state_of(file):
        form.paragraph(line)
    form.gap(70)
    form.signatures("立卷人（签名）", "检查人（签名）", dated=True)
    return form


def _state_of(file: CaseFile) -> list[str]:
    lacking = "、".join(item.zh for item in dossier.lacking(file))
    return [
        line for line in (f"本卷缺少：{lacking}。" if lacking else "本卷文书齐全。", file.head.note) if line
    ]


def back_cover(office: Office, case_id: int) -> FormSheet:
    """封底 with its 备考表, the numbers of papers and pages to be written in by hand."""
    return back_cover_of(read(office, case_id), "＿＿", "＿＿")


def back_cover_of(file: CaseFile, papers: str, pages: str) -> FormSheet:
    """封底: what is special in the file, how many papers and pages it has, who bound and who checked it."""
    form = FormSheet("卷内备考表", clock.now(), number=file.head.number, spread=14)
    bound = chinese_date(file.head.closed_on)
    state = "\n".join(_state_of(file))
    rows: list[list[str | Cell]] = [
        [_label("本卷情况说明"), cell(state, align="left", valign="top", indent=2, height=110)],
        [_label("件数、页数"), cell(f"本卷共有文书　{papers}　件，　{pages}　页。", align="left")],
        [_label("立卷人"), cell(file.head.filed_by, align="left")],
        [_label("检查人"), cell()],
        [_label("立卷时间"), cell(bound, align="left")],
    ]
    form.table(rows, widths=(36, 127), row_height=16, size=14)
    return form


def _label(text: str) -> Cell:
    return cell(text, label=True)
