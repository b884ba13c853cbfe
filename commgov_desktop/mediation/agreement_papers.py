"""The agreement itself, its sheet when it was reached by word of mouth, and the request to the court.

Content of 人民调解法 Art. 29; the parties' papers as in 司发通〔2010〕239号; the request as in 民事诉讼法 2023 Art. 205.
"""

from commgov_desktop.documents.blocks import chinese_date
from commgov_desktop.documents.form_sheet import FormSheet
from commgov_desktop.documents.tables import Cell, cell
from commgov_desktop.errors import UserError
from commgov_desktop.i18n import _
from commgov_desktop.ledger.office import Office
from commgov_desktop.mediation.casefile import CaseFile, Side, Terms, read
from commgov_desktop.mediation.paper_parts import (
    ROLE,
    SIGN,
    age,
    block,
    cause,
    committee,
    names,
    numbered,
    party_facts,
    people,
    require,
    sheet,
    signers,
)

WRITTEN, ORAL, CONFIRMATION = "人民调解协议书", "人民调解口头协议登记表", "司法确认申请书"


def _terms(file: CaseFile, paper: str) -> Terms:
    terms = file.terms
    if terms is None:
        raise UserError(_("“{paper}” cannot be printed yet. Draft the agreement first.").format(paper=paper))
    require(
        paper,
        party_facts(file)
        | {
            _("Main facts and points in dispute"): terms.facts,
            _("What was agreed"): terms.terms,
            _("How it is performed, or by when"): terms.way or terms.time_limit or file.duties,
            _("Mediator"): file.mediators,
        },
    )
    return terms


def _performance(file: CaseFile, terms: Terms) -> str:
    due = [f"{chinese_date(d.due_on)}前：{d.what}。" for d in file.duties] if not terms.time_limit else []
    stated = "；".join(part.rstrip("。；") for part in (terms.way, terms.time_limit) if part)
    return "\n".join([*([f"{stated}。"] if stated else []), *due])


def written(office: Office, case_id: int) -> FormSheet:
    """人民调解协议书: one copy for each party and one for the committee."""
    file = read(office, case_id)
    terms = _terms(file, WRITTEN)
    if terms.form == "oral":
        raise UserError(_("This agreement was reached by word of mouth. Print “{paper}”.").format(paper=ORAL))
    form = sheet(WRITTEN, f"编号：{file.head.number}")
    people(form, file)
    block(form, "纠纷主要事实、争议事项：", terms.facts)
    block(form, "经调解，自愿达成如下协议：", "\n".join(numbered(terms.terms)))
    block(form, "履行方式、时限：", _performance(file, terms))
    form.paragraph(f"本协议一式{_count(file.copies)}份，当事人、{committee(office)}各持一份。")
    form.signatures(*signers(file), gap=11)
    form.signatures("人民调解员（签名）", "记录人（签名）", columns=2)
    form.signing(committee(office), terms.agreed_on)
    return form


def _count(number: int) -> str:
    return "零一二三四五六七八九十"[number] if number <= 10 else str(number)


def _label(text: str) -> Cell:
    return cell(text, label=True)


def _tall(text: str, height: float) -> Cell:
    return cell(text, span=5, align="left", valign="top", indent=2, height=height)


def oral(office: Office, case_id: int) -> FormSheet:
    """人民调解口头协议登记表: what was agreed by word of mouth, written down by the mediator (Art. 28)."""
    file = read(office, case_id)
    terms = _terms(file, ORAL)
    form = sheet(ORAL, f"编号：{file.head.number}")
    rows = [row for side in file.parties() for row in _party_rows(file, side)]
    rows += [
        [_label("纠纷主要事实、\n争议事项"), _tall(terms.facts, 42)],
        [_label("口头协议内容"), _tall("\n".join(numbered(terms.terms)), 42)],
        [_label("履行方式、时限"), _tall(_performance(file, terms), 18)],
        [
            _label("当事人\n（签名）"),
            cell("", span=2, height=18),
            _label("调解员\n（签名）"),
            cell("", span=2),
        ],
    ]
    form.table(rows, widths=(37, 28, 25, 21, 23, 29), row_height=10)
    form.gap(2)
    form.signing(committee(office), terms.agreed_on)
    return form


def _party_rows(file: CaseFile, side: Side) -> list[list[str | Cell]]:
    label = ROLE[side.role]
    if side.kind == "organisation":
        return [
            [_label(label), cell(side.name, span=3), _label("法定代表人"), side.legal_representative],
            [_label("地址"), cell(side.address, span=3, align="left"), _label("联系方式"), side.phone],
        ]
    return [
        [_label(label), side.name, _label("性别"), side.sex, _label("民族"), side.ethnic_group],
        [
            _label("年龄"), age(side, file.head.accepted_on), _label("职业"), side.occupation,
            _label("联系方式"), side.phone,
        ],
        [_label("单位或住址"), cell(side.address, span=5, align="left")],
    ]  # fmt: skip


def confirmation(office: Office, case_id: int) -> FormSheet:
    """司法确认申请书: both parties together ask the court, within 30 days of the agreement's taking effect."""
    file = read(office, case_id)
    terms = _terms(file, CONFIRMATION)
    require(CONFIRMATION, {_("Signatures on the agreement"): terms.signed_on})
    form = sheet(CONFIRMATION)
    for side in file.parties():
        form.paragraph(_described(file, side))
    block(form, "请求事项：", f"请求依法确认{committee(office)}{file.head.number}人民调解协议有效。")
    signed = chinese_date(terms.signed_on)
    block(
        form,
        "事实与理由：",
        f"{signed}，申请人{names(file)}{cause(file)}，经{committee(office)}主持调解，自愿达成了调解协议，协议自该日起生效。"
        "现申请人共同向贵院申请司法确认。\n申请人出于解决纠纷的目的自愿达成协议，没有恶意串通、规避法律的行为；"
        "如果因为该协议内容而给他人造成损害的，愿意承担相应的民事责任和其他法律责任。",
    )
    form.paragraph("此致")
    court = file.ruling.court if file.ruling else ""
    form.paragraph(court or "＿＿＿＿＿＿＿＿人民法院", indent=0)
    form.signatures(*[f"申请人{SIGN}"] * len(file.parties()), dated=True)
    form.note("附：1. 人民调解协议书；2. 申请人身份证明；3. 与调解协议相关的财产权利证明等材料。")
    return form


def _described(file: CaseFile, side: Side) -> str:
    if side.kind == "organisation":
        head = (
            f"法定代表人：{side.legal_representative}{side.representative_post}"
            if side.legal_representative
            else ""
        )
        facts = [
            f"统一社会信用代码{side.id_number}" if side.id_number else "",
            f"住所地：{side.address}" if side.address else "",
            head,
        ]
    else:
        years = age(side, file.head.accepted_on)
        facts = [
            side.sex, f"{years}岁" if years else "", side.ethnic_group, side.occupation,
            f"住{side.address}" if side.address else "",
            f"公民身份号码{side.id_number}" if side.id_number else "",
        ]  # fmt: skip
    phone = f"联系电话{side.phone}" if side.phone else ""
    return f"申请人：{'，'.join(part for part in (side.name, *facts, phone) if part)}。"
