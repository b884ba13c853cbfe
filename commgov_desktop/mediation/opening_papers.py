"""Papers at the opening of a case: application, acceptance sheet, notice of rights and duties.

Fields of 司发通〔2010〕239号 as local directories print them; the notice follows 人民调解法 Art. 3, 4, 23, 24, 31, 33.
"""

from commgov_desktop.documents.blocks import chinese_date
from commgov_desktop.documents.form_sheet import FormSheet
from commgov_desktop.documents.tables import Cell, cell
from commgov_desktop.i18n import _
from commgov_desktop.ledger import codes
from commgov_desktop.ledger.office import Office
from commgov_desktop.mediation.casefile import CaseFile, read
from commgov_desktop.mediation.paper_parts import (
    SIGN,
    block,
    cause,
    committee,
    names,
    numbered,
    party_facts,
    people,
    require,
    sheet,
)

APPLICATION, ACCEPTANCE, RIGHTS = "人民调解申请书", "人民调解受理登记表", "当事人权利义务告知书"


def application(office: Office, case_id: int) -> FormSheet:
    """人民调解申请书: the parties, the dispute in short, what is asked for."""
    file = read(office, case_id)
    require(
        APPLICATION,
        party_facts(file)
        | {_("Facts of the dispute"): file.head.facts, _("What the applicant asks for"): file.head.claims},
    )
    form = sheet(APPLICATION)
    people(form, file)
    block(form, "纠纷简要情况：", file.head.facts)
    block(form, "当事人申请事项：", "\n".join(numbered(file.head.claims)))
    form.paragraph("人民调解委员会已将申请人民调解的相关规定告知我，现自愿申请人民调解。")
    form.signatures(*[f"申请人{SIGN}"] * len(file.parties("A")), dated=True)
    return form


def _label(text: str) -> Cell:
    return cell(text, label=True)


_SOURCES = {"1": "① 当事人申请", "2": "② 人民调解委员会主动调解", "3": "③ 接受委托移送"}


def _ticked(source: str) -> str:
    known = [f"{'■' if code == source else '□'} {words}" for code, words in _SOURCES.items()]
    if source not in _SOURCES:
        known.append(f"■ {codes.table('case_sources').zh(source)}")
    return "\n".join(known)


def acceptance(office: Office, case_id: int) -> FormSheet:
    """人民调解受理登记表: kept by the committee, on application by word of mouth or on its own initiative."""
    file = read(office, case_id)
    head = file.head
    require(
        ACCEPTANCE,
        party_facts(file) | {_("Kind of dispute"): head.dispute_kind, _("Facts of the dispute"): head.facts},
    )
    form = sheet(ACCEPTANCE, head.number)
    form.table(_acceptance_rows(file), widths=(30, 51, 30, 52), row_height=13)
    form.gap(6)
    form.signing(committee(office), head.accepted_on)
    return form


def _acceptance_rows(file: CaseFile) -> list[list[str | Cell]]:
    head = file.head
    others = "、".join(s.name for s in file.parties() if s.side != "A")
    asked = f"{head.facts}\n当事人请求：{'；'.join(numbered(head.claims))}" if head.claims else head.facts
    return [
        [_label("受理时间"), chinese_date(head.accepted_on), _label("纠纷类型"), file.kind_zh],
        [_label("申请人"), cell(names(file, "A")), _label("被申请人"), cell(others)],
        [_label("案件来源"), cell(_ticked(head.source), span=3, align="left")],
        [_label("纠纷简要情况"), cell(asked, span=3, align="left", valign="top", indent=2, height=82)],
        [_label("当事人\n（签名）"), cell("", height=20), _label("登记人\n（签名）"), ""],
        [_label("备注"), cell(head.note, span=3, align="left", height=20)],
    ]


_NOTICE = (
    (
        "一、人民调解的性质和原则",
        (
            "人民调解委员会是依法设立的调解民间纠纷的群众性组织。人民调解在当事人自愿、平等的基础上进行，不违背法律、"
            "法规和国家政策，尊重当事人的权利，不因调解而阻止当事人依法通过仲裁、行政、司法等途径维护自己的权利。"
            "人民调解委员会调解民间纠纷，不收取任何费用。",
        ),
    ),
    (
        "二、当事人在人民调解活动中的权利",
        (
            "（一）选择或者接受人民调解员；",
            "（二）接受调解、拒绝调解或者要求终止调解；",
            "（三）要求调解公开进行或者不公开进行；",
            "（四）自主表达意愿、自愿达成调解协议。",
        ),
    ),
    (
        "三、当事人在人民调解活动中的义务",
        (
            "（一）如实陈述纠纷事实；",
            "（二）遵守调解现场秩序，尊重人民调解员；",
            "（三）尊重对方当事人行使权利。",
        ),
    ),
    (
        "四、调解协议的效力",
        (
            "经人民调解委员会调解达成的调解协议，具有法律约束力，当事人应当按照约定履行。当事人之间就调解协议的履行或者"
            "内容发生争议的，一方当事人可以向人民法院提起诉讼。双方当事人认为有必要的，可以自调解协议生效之日起三十日内"
            "共同向人民法院申请司法确认。",
        ),
    ),
)


def rights(office: Office, case_id: int) -> FormSheet:
    """当事人权利义务告知书: read to the parties before the first session and signed by each of them."""
    file = read(office, case_id)
    require(RIGHTS, party_facts(file))
    form = sheet(RIGHTS, file.head.number)
    form.paragraph(f"{names(file)}：", indent=0, size=12)
    form.paragraph(
        f"{committee(office)}已受理你们之间{cause(file)}。根据《中华人民共和国人民调解法》，现将有关事项告知如下：",
        size=12,
    )
    for heading, lines in _NOTICE:
        form.section(heading, size=12)
        for line in lines:
            form.paragraph(line, size=12)
    form.paragraph("以上内容我已阅读（或者已向我宣读），并已知悉。", size=12)
    labels = [f"当事人{SIGN}"] * len(file.parties())
    form.signatures(*labels, gap=11)
    form.paragraph(chinese_date(None), align="right", indent=0, size=12)
    return form
