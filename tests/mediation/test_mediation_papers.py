"""What the papers of a case say, and when they cannot be printed yet."""

import io
import os
from datetime import date
from pathlib import Path

import pypdfium2
import pytest
from leak_case import AGREED, HEARD, INQUIRY, LEAK, VISITED, ZENG, ZHANG

from commgov_desktop.documents import rendering
from commgov_desktop.errors import UserError
from commgov_desktop.ledger.office import Office
from commgov_desktop.mediation import casework, closing, settling
from commgov_desktop.mediation.casefile import read
from commgov_desktop.mediation.papers import PAPERS, paper


def _words(pdf: bytes) -> str:
    pages = range(rendering.page_count(pdf))
    return "".join("".join(rendering.page_text(pdf, n).split()) for n in pages)


def _print(office: Office, key: str, record_id: int) -> bytes:
    pdf = paper(key).make(office, record_id)
    if folder := os.environ.get("LOOK"):
        for page in range(rendering.page_count(pdf)):
            rendering.save_png(pdf, Path(folder) / f"{key}-{page + 1}.png", page, 80)
    return pdf


@pytest.fixture
def finished(office: Office, case_id: int) -> int:
    settling.save_session(office, case_id, None, HEARD)
    settling.save_agreement(office, case_id, AGREED | {"signed_on": date(2026, 2, 27)})
    duty = read(office, case_id).duties[0]
    settling.save_performance(office, case_id, duty.id, {"done_on": date(2026, 3, 1)})
    settling.save_follow_up(office, case_id, None, VISITED)
    closing.close(office, case_id)
    return case_id


def test_the_application_carries_both_sides_and_every_request(office: Office, case_id: int) -> None:
    words = _words(_print(office, "mediation-application", case_id))
    for fact in ("人民调解申请书", "曾文华", "83", "13800005678", "张望", "墙面起皮约6平方米"):
        assert fact in words
    assert "1.请求被申请人修复" in words
    assert "2.请求被申请人赔偿" in words


def test_the_acceptance_sheet_ticks_the_source(office: Office, case_id: int) -> None:
    words = _words(_print(office, "mediation-acceptance", case_id))
    assert "（2026）沙人调字第1号" in words
    assert "邻里纠纷（漏水）" in words
    assert "■①当事人申请" in words


def test_the_notice_of_rights_names_the_parties_and_fits_one_page(office: Office, case_id: int) -> None:
    pdf = _print(office, "mediation-rights", case_id)
    assert rendering.page_count(pdf) == 1
    assert "曾文华、张望" in _words(pdf)
    assert "不收取任何费用" in _words(pdf)


def test_each_session_has_a_record_of_its_own(office: Office, case_id: int) -> None:
    first = settling.save_session(office, case_id, None, HEARD | {"result": "continue"})
    second = settling.save_session(office, case_id, None, HEARD | {"held_on": date(2026, 2, 27)})
    assert "第一次" in _words(_print(office, "mediation-session", first))
    words = _words(_print(office, "mediation-session", second))
    assert "第二次" in words
    assert "2026年2月27日14时30分" in words


def test_the_agreement_is_made_in_one_copy_for_each_party_and_one_for_the_committee(
    office: Office, finished: int
) -> None:
    words = _words(_print(office, "mediation-agreement", finished))
    assert "编号：（2026）沙人调字第1号" in words
    assert "本协议一式三份，当事人、沙田社区人民调解委员会各持一份" in words
    assert "微信转账；2026年3月15日前付清" in words


def test_an_oral_agreement_is_printed_on_its_own_sheet(office: Office, case_id: int) -> None:
    settling.save_agreement(office, case_id, AGREED | {"form": "oral"})
    assert "口头协议内容" in _words(_print(office, "mediation-oral", case_id))
    with pytest.raises(UserError, match="人民调解口头协议登记表"):
        paper("mediation-agreement").make(office, case_id)


def test_every_paper_of_a_finished_case_prints(office: Office, finished: int) -> None:
    settling.save_investigation(office, finished, None, INQUIRY)
    settling.save_confirmation(
        office, finished, None, {"applied_on": date(2026, 3, 2), "court": "沙田区人民法院"}
    )
    closing.tick(office, finished, "identity", "当事人身份证明", on=True)
    file = read(office, finished)
    ids = {
        "mediation_sessions": file.sittings[0].id,
        "mediation_investigations": file.inquiries[0].id,
        "mediation_follow_ups": file.visits[0].id,
    }
    for kind in PAPERS:
        if kind.key != "mediation-oral":
            pdf = _print(office, kind.key, ids.get(kind.about, finished))
            assert "曾文华" in _words(pdf) or kind.key in (
                "mediation-contents",
                "mediation-remarks",
                "mediation-back",
            )


def test_what_is_missing_is_named_before_printing(office: Office, case_id: int) -> None:
    casework.save_case(office, case_id, LEAK | {"claims": ""})
    with pytest.raises(UserError) as refused:
        paper("mediation-application").make(office, case_id)
    assert "当事人申请事项" in str(refused.value)
    with pytest.raises(UserError, match="人民调解协议书"):
        paper("mediation-agreement").make(office, case_id)


def test_three_sides_and_an_organisation_stand_on_the_agreement(
    office: Office, committee: tuple[int, int]
) -> None:
    firm = {
        "side": "C", "role": "third", "kind": "organisation", "name": "沙田物业服务有限公司",
        "legal_representative": "赵强", "representative_post": "经理", "phone": "0755-88880000",
        "address": "沙田路1号",
    }  # fmt: skip
    agent = {"side": "A", "role": "agent", "kind": "outsider", "name": "曾敏", "relation": "女儿"}
    case_id = casework.open_case(office, LEAK, [ZENG, ZHANG, firm, agent], [committee[0]])
    settling.save_agreement(office, case_id, AGREED)
    words = _words(_print(office, "mediation-agreement", case_id))
    assert "沙田物业服务有限公司" in words
    assert "一式四份" in words
    assert "曾敏" in words


LONG = "买买提·艾力·阿卜杜热合曼·吐尔逊江·艾合买提"
FAR = "新疆维吾尔自治区克孜勒苏柯尔克孜自治州阿克陶县布伦口乡恰克拉克村五组沙田路与建设大道交叉口幸福里小区二期3号楼2单元501室"


def _smallest_type(pdf: bytes) -> float:
    """Points of the smallest type on the sheets, their feet left out."""
    sizes = []
    with pypdfium2.PdfDocument(io.BytesIO(pdf)) as document:
        for page in document:
            text = page.get_textpage()
            for n in range(text.count_chars()):
                _left, bottom, _right, _top = text.get_charbox(n)
                if bottom > 60 and not text.get_text_range(n, 1).isspace():
                    sizes.append(pypdfium2.raw.FPDFText_GetFontSize(text.raw, n))
    return min(sizes)


def test_long_names_and_addresses_and_empty_facts_keep_their_type_and_leave_no_stray_commas(
    office: Office, committee: tuple[int, int]
) -> None:
    unknown = ZENG | {"name": "王小明", "sex": "", "birth": None, "ethnic_group": "", "occupation": "", "phone": "", "address": ""}  # fmt: skip
    firm = {
        "side": "C", "role": "third", "kind": "organisation", "name": f"{FAR[:16]}物业服务有限责任公司{FAR[:12]}分公司",
        "legal_representative": LONG, "representative_post": "经理", "address": "",
    }  # fmt: skip
    agent = {"side": "A", "role": "agent", "kind": "outsider", "name": LONG, "relation": "女儿、监护人"}
    rare = ZHANG | {"name": "㛃䶮𬱖𠅤", "address": FAR}
    first = ZENG | {"name": LONG, "address": FAR, "occupation": FAR[:24]}
    sides = [first, unknown, rare, firm, agent]
    mediators = [
        casework.save_mediator(
            office, None, {"name": f"李{n}{LONG if n == 3 else '红'}", "sex": "女", "post": "member", "since": date(2024, 5, 1)}
        )
        for n in "一二三四五六七八九十"
    ]  # fmt: skip
    case_id = casework.open_case(office, LEAK, sides, mediators, committee[1])
    settling.save_agreement(office, case_id, AGREED | {"signed_on": date(2026, 2, 27)})
    for key in ("mediation-application", "mediation-agreement", "mediation-confirmation", "mediation-cover"):
        pdf = _print(office, key, case_id)
        words = _words(pdf)
        assert "㛃䶮𬱖𠅤" in words
        assert LONG in words
        assert "，。" not in words
        assert "：，" not in words
        assert _smallest_type(pdf) >= 10.4
