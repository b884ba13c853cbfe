"""Records of what was done on the way: inquiries, sessions, follow-ups; each is signed on the spot."""

from datetime import date
from typing import Any

from sqlalchemy import select

from commgov_desktop.documents.blocks import chinese_date
from commgov_desktop.documents.form_sheet import FormSheet
from commgov_desktop.errors import UserError
from commgov_desktop.i18n import _
from commgov_desktop.ledger.office import Office
from commgov_desktop.mediation.agreements import FollowUp
from commgov_desktop.mediation.blank_lines import blanks
from commgov_desktop.mediation.casefile import CaseFile, Sitting, read
from commgov_desktop.mediation.paper_parts import (
    SIGN,
    block,
    cause,
    committee,
    names,
    require,
    sheet,
    signers,
)
from commgov_desktop.mediation.sittings import Investigation, MediationSession

SESSION, INVESTIGATION, FOLLOW_UP = "人民调解记录", "人民调解调查记录", "人民调解回访记录"
_RESULTS = {
    "agreed": "经调解，当事人达成协议。",
    "continue": "本次调解未达成协议，当事人同意继续调解。",
    "failed": "经调解，当事人未达成协议，调解终止。已告知当事人可以依法通过仲裁、行政、司法等途径维护自己的权利。",
}
PERFORMED_WORDS = {"yes": "协议已全部履行。", "partly": "协议已部分履行。", "no": "协议尚未履行。"}


def _file_of(office: Office, model: Any, record_id: int) -> CaseFile:
    with office.store.read() as session:
        case_id = session.scalar(select(model.case_id).where(model.id == record_id))
    if case_id is None:
        raise UserError(_("This record is no longer there. It may have been removed or undone."))
    return read(office, case_id)


def _moment(day: date, hour: str) -> str:
    hours, colon, minutes = hour.replace("：", ":").partition(":")
    clock_time = f"{int(hours)}时{minutes}分" if colon and hours.strip().isdecimal() else hour
    return f"{chinese_date(day)}{clock_time}"


def _title(name: str, nth: int, of: int) -> str:
    return f"（第{_NUMERALS[nth]}次）" if of > 1 and nth < len(_NUMERALS) else ""


_NUMERALS = "一二三四五六七八九十"


def _lines(form: FormSheet, *pairs: tuple[str, str]) -> None:
    for label, value in pairs:
        blanks(form, (label, value, 1))


def session_record(office: Office, session_id: int) -> FormSheet:
    """人民调解记录 of one session: who came, what was said, what came of it, signed by all."""
    file = _file_of(office, MediationSession, session_id)
    nth = next(n for n, s in enumerate(file.sittings) if s.id == session_id)
    held = file.sittings[nth]
    _require_session(file, held)
    form = sheet(SESSION + _title(SESSION, nth, len(file.sittings)), file.head.number)
    blanks(form, ("时间", _moment(held.held_on, held.held_at), 10), ("地点", held.place, 8))
    _lines(form, ("事由", cause(file)), ("当事人", held.present), ("参加人", held.invited or "无"))
    told = (
        "调解开始前，人民调解员已向当事人告知其在人民调解活动中享有的权利和承担的义务。"
        if held.rights_told
        else ""
    )
    block(form, "调解经过：", f"{told}\n{held.statements}".strip())
    if held.checks:
        block(form, "核实情况：", held.checks)
    block(form, "调解结果：", _result(held))
    form.signatures(*signers(file), "人民调解员（签名）", "记录人（签名）", gap=11)
    form.paragraph(chinese_date(None), align="right", indent=0, size=12)
    return form


def _result(held: Sitting) -> str:
    next_day = f"下次调解时间：{chinese_date(held.next_on)}。" if held.next_on else ""
    return "\n".join(part for part in (held.result_text or _RESULTS[held.result], next_day) if part)


def _require_session(file: CaseFile, held: Sitting) -> None:
    require(
        SESSION,
        {
            _("Place"): held.place,
            _("Parties present"): held.present,
            _("What was said"): held.statements,
            _("Mediator"): held.mediators or file.mediator_names,
        },
    )


def investigation_record(office: Office, investigation_id: int) -> FormSheet:
    """人民调解调查记录: questions and answers, signed by who was asked, who asked and who wrote."""
    file = _file_of(office, Investigation, investigation_id)
    held = next(i for i in file.inquiries if i.id == investigation_id)
    require(INVESTIGATION, {_("Questions and answers"): held.content, _("Place"): held.place})
    form = sheet(INVESTIGATION, file.head.number)
    blanks(form, ("时间", _moment(held.held_on, held.held_at), 10), ("地点", held.place, 8))
    _lines(form, ("参加人", held.present))
    _lines(form, ("被调查人", "，".join(p for p in (held.person, held.person_facts) if p)))
    blanks(form, ("调查人", held.investigator, 1), ("记录人", held.recorder, 1))
    block(form, "调查内容：", held.content)
    form.signatures(f"被调查人{SIGN}", "调查人（签名）", "记录人（签名）")
    form.paragraph(chinese_date(None), align="right", indent=0, size=12)
    return form


def follow_up_record(office: Office, follow_up_id: int) -> FormSheet:
    """人民调解回访记录: whether the agreement is kept, whether the sides are content, signed by the caller."""
    file = _file_of(office, FollowUp, follow_up_id)
    visit = next(v for v in file.visits if v.id == follow_up_id)
    require(FOLLOW_UP, {_("What the follow-up found"): visit.situation, _("Followed up by"): visit.visitor})
    form = sheet(FOLLOW_UP)
    _lines(
        form,
        ("当事人", visit.person or names(file)),
        ("调解协议编号", file.head.number),
        ("回访事由", cause(file)),
        ("回访时间", chinese_date(visit.visited_on)),
    )
    block(form, "回访情况：", f"{PERFORMED_WORDS[visit.performed]}\n{visit.situation}")
    form.gap(8)
    form.signatures("回访人（签名）", dated=True)
    form.signing(committee(office), None)
    return form
