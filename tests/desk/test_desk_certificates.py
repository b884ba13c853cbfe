"""Certificates: what is missing, numbers, reprints, voiding, refusals, the register."""

from datetime import date

import pytest
from desk_office import kind_named

from commgov_desktop import catalog, clock
from commgov_desktop.desk import certificates, kinds, registers
from commgov_desktop.desk.certificates import Application
from commgov_desktop.desk.ledger import CERTIFICATES, KINDS
from commgov_desktop.desk.papers import PAPERS
from commgov_desktop.documents import rendering
from commgov_desktop.errors import Invalid, UserError
from commgov_desktop.ledger.listing import Listing
from commgov_desktop.ledger.office import Office

TYPED = {"purpose": "子女入学", "required_by": "教育局", "checked_how": "与居民名册核对"}


def residence(office: Office, resident: int | None = 1, **typed: str) -> Application:
    return Application(kind_named(office, "居住证明").id, resident, TYPED | typed)


def test_the_shipped_list_has_six_kinds_to_issue_and_the_twenty_that_are_refused(desk: Office) -> None:
    assert len(kinds.kinds(desk, "issued")) == 6
    refused = kinds.kinds(desk, "refused")
    assert len(refused) == 20
    assert all(kind.go and "民发〔2020〕20号" in kind.basis for kind in refused)
    assert refused[0].name == "亲属关系证明"
    assert refused[-1].name == "证件遗失证明"


def test_marks_of_what_is_not_verified_are_kept(desk: Office) -> None:
    sure = {kind.name for kind in kinds.kinds(desk, "refused") if kind.verified}
    assert sure == {"婚姻状况证明", "死亡证明"}


def test_missing_facts_are_named_and_no_number_is_used(desk: Office) -> None:
    application = Application(kind_named(desk, "居住证明").id, 1)
    assert certificates.missing(desk, application) == ["purpose", "required_by", "checked_how"]
    with pytest.raises(Invalid) as wrong:
        certificates.issue(desk, application)
    assert wrong.value.problems["purpose"] == "请填写“用途”。"
    assert certificates.number_ahead(desk, application.kind_id) == "沙居证〔2026〕第1号"


def test_a_certificate_states_the_facts_of_the_roster_and_bears_one_number_twice(desk: Office) -> None:
    number = certificates.issue(desk, residence(desk))
    pdf = certificates.paper(desk, number)
    words = rendering.page_text(pdf).replace("\r\n", "").replace(" ", "")
    assert rendering.page_count(pdf) == 1
    assert "张伟，男，1985年1月1日出生，居民身份证号码999999198501011234，自2019年4月起居住在本社区" in words
    assert "3号楼2单元501室" in words
    assert "用途：子女入学，仅限此用。" in words
    assert words.count("沙居证〔2026〕第1号") == 3  # certificate, cut line, stub
    assert "999999********1234" in words
    assert "草" not in words


def test_a_draft_says_so_and_has_no_number(desk: Office) -> None:
    pdf = certificates.draft(desk, Application(kind_named(desk, "居住证明").id, 1))
    words = rendering.page_text(pdf)
    assert "草" in words
    assert "沙居证" not in words


def test_numbers_run_per_kind_and_year(desk: Office) -> None:
    first, second = (
        certificates.issue(desk, residence(desk)),
        certificates.issue(desk, residence(desk, 2, since="2001-5")),
    )
    hardship = Application(kind_named(desk, "生活困难证明").id, 1, TYPED | {"statement": "无固定收入"})
    third = certificates.issue(desk, hardship)
    clock.pretend(date(2027, 1, 4))
    fourth = certificates.issue(desk, residence(desk))
    numbers = [certificates.number_of(desk, i) for i in (first, second, third, fourth)]
    assert numbers == [
        "沙居证〔2026〕第1号",
        "沙居证〔2026〕第2号",
        "沙困证〔2026〕第1号",
        "沙居证〔2027〕第1号",
    ]


def test_issuing_cannot_be_undone(desk: Office) -> None:
    before = desk.store.undoable()
    certificates.issue(desk, residence(desk))
    assert desk.store.undoable() == before


def test_a_voided_number_stays_and_is_not_given_again(desk: Office) -> None:
    number = certificates.issue(desk, residence(desk))
    with pytest.raises(Invalid):
        certificates.void(desk, number, "  ")
    certificates.void(desk, number, "姓名写错")
    assert certificates.line(desk, number).state == "voided"
    with pytest.raises(UserError):
        certificates.paper(desk, number)
    assert certificates.number_of(desk, certificates.issue(desk, residence(desk))) == "沙居证〔2026〕第2号"


def test_a_reprint_is_the_same_paper_byte_for_byte_whatever_changed_since(desk: Office) -> None:
    number = certificates.issue(desk, residence(desk))
    first = certificates.paper(desk, number)
    kind = kind_named(desk, "居住证明")
    desk.book.save(KINDS, kind.id, {"body": "改过的{姓名}"})
    clock.pretend(date(2026, 12, 1))
    with pytest.raises(Invalid):
        certificates.reprint(desk, number, " ")
    assert certificates.reprint(desk, number, "遗失补发") == first
    assert certificates.reprint(desk, number, "卡纸或不清") == first
    line = certificates.line(desk, number)
    assert (line.reprints, line.reprint_reasons) == (2, ["2026-12-01 遗失补发", "2026-12-01 卡纸或不清"])


def test_two_copies_are_two_sheets_and_stand_on_the_stub_and_in_the_register(desk: Office) -> None:
    number = certificates.issue(desk, residence(desk, copies="2份"))
    pdf = certificates.paper(desk, number)
    sheets = ["".join(rendering.page_text(pdf, n).split()) for n in range(rendering.page_count(pdf))]
    assert len(sheets) == 2
    assert sheets[0] == sheets[1]
    assert "本证明一式两份，仅限所列用途使用" in sheets[0]
    assert "份数2" in sheets[0].replace("：", "")
    assert "第1页" not in sheets[0]
    assert certificates.line(desk, number).copies == 2
    listing = Listing(desk.store, CERTIFICATES)
    assert listing.count("issued") == 1
    words = "".join(rendering.page_text(registers.certificate_register(desk)).split())
    assert "份数" in words


@pytest.mark.parametrize("typed", ["0", "-1", "100", "两", "1.5"])
def test_a_number_of_copies_that_makes_no_sense_is_said_and_nothing_is_numbered(
    desk: Office, typed: str
) -> None:
    application = residence(desk, copies=typed)
    assert certificates.missing(desk, application) == ["copies"]
    with pytest.raises(Invalid) as wrong:
        certificates.issue(desk, application)
    assert set(wrong.value.problems) == {"copies"}
    assert certificates.lines_of(desk, 1) == []


def test_a_slip_of_refusal_comes_twice_as_it_says(desk: Office) -> None:
    number = certificates.refuse(desk, kind_named(desk, "健在证明").id, 1)
    assert rendering.page_count(certificates.paper(desk, number)) == 2
    assert certificates.line(desk, number).copies == 2


def test_who_is_not_in_the_roster_is_asked_for_everything(desk: Office) -> None:
    kind = kind_named(desk, "居住证明")
    asked = certificates.boxes(desk, Application(kind.id))
    assert asked == ["name", "sex", "birth", "id_kind", "id_number", "address", "since", "purpose", "required_by", "checked_how", "copies"]  # fmt: skip
    typed = {
        "name": "王五",
        "id_kind": "居民身份证",
        "id_number": "999999199002023313",
        "address": "5号楼",
        "since": "2020.6",
    }
    number = certificates.issue(desk, residence(desk, None, **typed))
    words = rendering.page_text(certificates.paper(desk, number)).replace("\r\n", "")
    assert "王五，男，1990年2月2日出生" in words
    assert "自2020年6月起" in words


def test_an_unreadable_month_counts_as_missing(desk: Office) -> None:
    assert "since" in certificates.missing(desk, residence(desk, 2, since="去年"))


def test_every_refused_kind_has_its_slip_with_the_way_to_go(desk: Office) -> None:
    for kind in kinds.kinds(desk, "refused"):
        number = certificates.refuse(desk, kind.id, 1)
        words = rendering.page_text(certificates.paper(desk, number)).replace("\r\n", "").replace(" ", "")
        assert "不予出具证明告知书" in words
        assert kind.name in words
        assert kind.go.rstrip("。") in words
    assert certificates.number_of(desk, number) == "沙不予〔2026〕第20号"


def test_a_refused_kind_is_not_issued_and_an_issued_one_not_refused(desk: Office) -> None:
    with pytest.raises(UserError):
        certificates.issue(desk, Application(kind_named(desk, "健在证明").id, 1, TYPED))
    with pytest.raises(UserError):
        certificates.refuse(desk, kind_named(desk, "居住证明").id, 1)


def test_one_register_holds_issued_refused_voided_and_reprinted(desk: Office) -> None:
    issued = certificates.issue(desk, residence(desk))
    certificates.reprint(desk, issued, "卡纸或不清")
    certificates.void(desk, certificates.issue(desk, residence(desk)), "打印错误")
    certificates.refuse(desk, kind_named(desk, "出生证明").id, 2)
    listing = Listing(desk.store, CERTIFICATES)
    assert {key: listing.count(key) for key in ("issued", "refused", "voided", "reprinted", "today")} == {
        "issued": 1, "refused": 1, "voided": 1, "reprinted": 1, "today": 3,
    }  # fmt: skip
    assert len(listing.ids(find="13800005678")) == 2
    assert "共0件" in "".join(rendering.page_text(registers.certificate_register(desk, 2025)).split())
    pdf = registers.certificate_register(desk)
    words = "".join(rendering.page_text(pdf, i) for i in range(rendering.page_count(pdf))).replace("\r\n", "")
    for part in (
        "沙居证〔2026〕第1号",
        "作废：打印错误",
        "不予出具",
        "重印1次（卡纸或不清）",
        "999999********1234",
    ):
        assert part in words
    assert "999999198501011234" not in words


def test_the_office_adds_changes_and_retires_kinds(desk: Office) -> None:
    own = {
        "name": "居住情况说明",
        "answer": "issued",
        "body": "{姓名}住在{现住址}。",
        "number_form": "居说〔{year}〕{serial}号",
    }
    number = desk.book.save(KINDS, None, own | {"needs": [], "whole_number": True})
    assert certificates.number_of(desk, certificates.issue(desk, Application(number, 1))) == "居说〔2026〕1号"
    kinds.retire(desk, number)
    assert number not in [kind.id for kind in kinds.kinds(desk)]
    with pytest.raises(Invalid) as wrong:
        desk.book.save(KINDS, None, own | {"body": "{爱好}", "number_form": "第{serial}号"})
    assert set(wrong.value.problems) == {"body", "number_form"}


def test_a_character_no_font_has_stops_the_print_before_a_number_is_used(desk: Office) -> None:
    with pytest.raises(UserError):
        certificates.issue(desk, residence(desk, purpose="\U000f0000"))
    assert certificates.number_ahead(desk, kind_named(desk, "居住证明").id) == "沙居证〔2026〕第1号"


def test_installing_again_keeps_what_the_office_changed(desk: Office) -> None:
    kind = kind_named(desk, "健在证明")
    desk.book.save(KINDS, kind.id, {"go": "到社保大厅"})
    with desk.store.write("again") as session:
        kinds.install(session)
    assert len(kinds.kinds(desk)) == 26
    assert kinds.kind(desk, kind.id).go == "到社保大厅"


def test_the_papers_are_in_the_catalogue() -> None:
    assert {paper.key for paper in PAPERS} <= {paper.key for paper in catalog.papers()}


LONG = "买买提·艾力·阿卜杜热合曼·吐尔逊江·艾合买提"
FAR = (
    "新疆维吾尔自治区克孜勒苏柯尔克孜自治州阿克陶县布伦口乡恰克拉克村五组沙田路与建设大道交叉口东南侧"
    "幸福里小区二期三号院12号楼3单元2501室（原老机械厂家属院）"
)


def _pages(pdf: bytes) -> list[str]:
    return ["".join(rendering.page_text(pdf, n).split()) for n in range(rendering.page_count(pdf))]


def test_a_stub_is_never_torn_apart_however_long_name_and_address(desk: Office) -> None:
    number = certificates.issue(desk, residence(desk, name=LONG, address=FAR, purpose="子女入学" * 12))
    certificate, stub = _pages(certificates.paper(desk, number))
    assert "存根" not in certificate
    assert stub.startswith("居住证明（存根）")
    for words in ("领取人签字", "份数", LONG, FAR):
        assert words in stub


def test_a_certificate_of_some_length_takes_smaller_type_and_stays_on_one_page(desk: Office) -> None:
    number = certificates.issue(desk, residence(desk, name=LONG, address=FAR[-34:]))
    (page,) = _pages(certificates.paper(desk, number))
    assert "领取人签字" in page
    assert FAR[-34:] in page


def test_a_statement_of_any_length_prints_and_keeps_the_signing_with_the_text(desk: Office) -> None:
    kind = kind_named(desk, "生活困难证明").id
    for length in (10, 120, 240, 600):
        words = {"statement": "家庭成员五人均无固定收入，" * (length // 12 + 1)}
        application = Application(kind, 1, TYPED | words)
        pages = _pages(certificates.paper(desk, certificates.issue(desk, application)))
        assert "存根" in pages[-1]
        assert "沙田社区居民委员会（盖章）" in "".join(pages)
        assert len(pages) <= 3
