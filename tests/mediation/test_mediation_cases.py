"""A case from the desk to the shelf: its number, its sides, its stage, its days, and what may not be done."""

from collections.abc import Callable
from datetime import date, timedelta
from random import Random

import pytest
from leak_case import AGREED, HEARD, INQUIRY, LEAK, VISITED, ZENG, ZHANG
from sqlalchemy import select

from commgov_desktop import clock
from commgov_desktop.errors import Invalid, UserError
from commgov_desktop.ledger.listing import Listing
from commgov_desktop.ledger.office import Office
from commgov_desktop.mediation import (
    casework,
    closing,
    dossier,
    figures,
    history,
    practice,
    settling,
    stage,
    stages,
)
from commgov_desktop.mediation.casefile import read, read_in
from commgov_desktop.mediation.ledger import CASES
from commgov_desktop.mediation.models import MediationCase
from commgov_desktop.people import Person


def _stage(office: Office, case_id: int) -> int:
    return read(office, case_id).stage


def _numbers(office: Office) -> list[str]:
    with office.store.read() as session:
        return list(session.scalars(select(MediationCase.number).order_by(MediationCase.id)))


def test_cases_are_numbered_in_one_series_a_year(office: Office) -> None:
    for day in (date(2025, 12, 30), date(2026, 1, 4), date(2026, 2, 1)):
        casework.open_case(office, LEAK | {"accepted_on": day}, [ZENG, ZHANG])
    assert _numbers(office) == ["（2025）沙人调字第1号", "（2026）沙人调字第1号", "（2026）沙人调字第2号"]


def test_an_undone_case_gives_its_number_back(office: Office, case_id: int) -> None:
    office.store.undo()
    assert not _numbers(office)
    casework.open_case(office, LEAK, [ZENG, ZHANG])
    assert _numbers(office) == ["（2026）沙人调字第1号"]


def test_a_case_without_facts_uses_no_number(office: Office) -> None:
    with pytest.raises(Invalid) as refused:
        casework.open_case(office, LEAK | {"facts": "", "kind": ""}, [ZENG, ZHANG])
    assert set(refused.value.problems) == {"facts", "kind"}
    assert not _numbers(office)


def test_a_sub_kind_is_reported_under_its_line(office: Office, case_id: int) -> None:
    head = read(office, case_id).head
    assert (head.dispute_kind, head.sub_kind) == ("02", "0203")
    assert casework.case_values(office, case_id)["kind"] == "0203"


def test_the_stage_follows_what_the_file_holds(office: Office, case_id: int) -> None:
    assert _stage(office, case_id) == stages.ACCEPTED
    settling.save_investigation(office, case_id, None, INQUIRY)
    assert _stage(office, case_id) == stages.INQUIRY
    settling.save_session(office, case_id, None, HEARD | {"result": "continue"})
    assert _stage(office, case_id) == stages.SESSION
    settling.save_agreement(office, case_id, AGREED)
    assert _stage(office, case_id) == stages.AGREEMENT
    settling.sign_agreement(office, case_id, date(2026, 2, 27))
    assert _stage(office, case_id) == stages.PERFORMANCE
    duty = read(office, case_id).duties[0]
    settling.save_performance(office, case_id, duty.id, {"done_on": date(2026, 3, 1)})
    assert _stage(office, case_id) == stages.FOLLOW_UP
    settling.save_follow_up(office, case_id, None, VISITED)
    assert _stage(office, case_id) == stages.FILING
    closing.close(office, case_id)
    assert _stage(office, case_id) == stages.FILED
    for _step in range(3):
        office.store.undo()
    assert _stage(office, case_id) == stages.PERFORMANCE


def test_an_oral_agreement_is_in_force_the_day_it_is_reached(office: Office, case_id: int) -> None:
    settling.save_agreement(office, case_id, AGREED | {"form": "oral"})
    file = read(office, case_id)
    assert file.terms
    assert file.terms.signed_on == AGREED["agreed_on"]
    assert file.head.outcome == "2"


def test_the_mediation_clock_counts_thirty_days_from_acceptance(office: Office, case_id: int) -> None:
    (pressing,) = stage.clocks(read(office, case_id), clock.today())
    assert pressing.day == date(2026, 3, 14)
    assert pressing.chip(clock.today(), 10).text == "调解期限还有 9 天"
    assert pressing.chip(date(2026, 3, 14), 10).text == "调解期限今天到期"
    assert pressing.chip(date(2026, 3, 17), 10) == stage.Chip("调解期限已超 3 天", "red")


def test_the_time_is_extended_only_if_every_side_agrees(office: Office, case_id: int) -> None:
    later = {"extended_until": date(2026, 4, 1), "extension_agreed": False, "extension_reason": "等待鉴定"}
    with pytest.raises(Invalid, match="经各方当事人同意"):
        closing.extend(office, case_id, later)
    closing.extend(office, case_id, later | {"extension_agreed": True})
    assert stage.clocks(read(office, case_id), clock.today())[0].day == date(2026, 4, 1)


def test_after_the_agreement_performance_court_and_follow_up_press(office: Office, case_id: int) -> None:
    settling.save_agreement(office, case_id, AGREED | {"signed_on": date(2026, 2, 27)})
    days = {c.key: c.day for c in stage.clocks(read(office, case_id), clock.today())}
    assert days == {
        "performance": date(2026, 3, 15),
        "confirmation": date(2026, 3, 29),
        "follow_up": date(2026, 3, 29),
    }


def test_the_court_is_asked_within_thirty_days_and_never_about_divorce(office: Office, case_id: int) -> None:
    asked = {"applied_on": date(2026, 3, 1), "court": "沙田区人民法院", "result": ""}
    with pytest.raises(UserError):
        settling.save_confirmation(office, case_id, None, asked)
    casework.save_case(office, case_id, LEAK | {"accepted_on": date(2026, 1, 2)})
    settling.save_agreement(
        office, case_id, AGREED | {"agreed_on": date(2026, 1, 20), "signed_on": date(2026, 1, 20)}
    )
    with pytest.raises(Invalid, match="2026-02-19"):
        settling.save_confirmation(office, case_id, None, asked)
    casework.save_case(office, case_id, LEAK | {"kind": "0101", "accepted_on": date(2026, 1, 2)})
    with pytest.raises(UserError, match="身份关系"):
        settling.save_confirmation(office, case_id, None, asked)


def test_nobody_is_heard_again_after_a_side_refused(office: Office, case_id: int) -> None:
    refusal = {"outcome": "4", "ended_on": date(2026, 2, 20), "end_reason": "被申请人拒绝，已告知可以起诉。"}
    closing.end(office, case_id, refusal)
    with pytest.raises(UserError):
        settling.save_session(office, case_id, None, HEARD)
    closing.reopen(office, case_id)
    settling.save_session(office, case_id, None, HEARD)


def test_nothing_happens_before_acceptance_or_in_the_future(office: Office, case_id: int) -> None:
    for day in (date(2026, 2, 1), date(2026, 3, 6)):
        with pytest.raises(Invalid) as refused:
            settling.save_session(office, case_id, None, HEARD | {"held_on": day})
        assert "held_on" in refused.value.problems


def test_what_is_missing_is_told(office: Office, committee: tuple[int, int]) -> None:
    child = {**ZENG, "name": "张小宝", "birth": date(2015, 1, 1)}
    case_id = casework.open_case(office, LEAK | {"claims": ""}, [child])
    told = stage.missing(read(office, case_id))
    assert {"被申请人", "人民调解员", "张小宝的监护人（未满十八周岁）", "当事人申请事项", "调解记录"} <= set(
        told
    )
    casework.assign(office, case_id, [committee[0]], None)
    assert "人民调解员" not in stage.missing(read(office, case_id))


def test_a_file_is_not_closed_while_the_mediation_goes_on(office: Office, case_id: int) -> None:
    with pytest.raises(UserError, match="归档前"):
        closing.close(office, case_id)


def test_papers_that_must_be_there_are_ticked_or_named(office: Office, case_id: int) -> None:
    assert [i.key for i in dossier.lacking(read(office, case_id))] == [
        "rights",
        "identity",
        "session",
        "agreement",
    ]
    settling.save_session(office, case_id, None, HEARD)
    closing.tick(office, case_id, "identity", "当事人身份证明", True)
    assert [i.key for i in dossier.lacking(read(office, case_id))] == ["agreement"]
    closing.tick(office, case_id, "identity", "当事人身份证明", False)
    assert "identity" in [i.key for i in dossier.lacking(read(office, case_id))]


def test_the_time_line_tells_everything_latest_first(office: Office, case_id: int) -> None:
    settling.save_session(office, case_id, None, HEARD)
    settling.save_agreement(office, case_id, AGREED | {"signed_on": date(2026, 2, 28)})
    told = [e.words for e in history.events(read(office, case_id))]
    assert told == ["协议签字盖章生效", "起草协议", "第 1 次调解 · 已达成协议", "受理 · 申请调解"]


def test_cases_are_found_by_number_name_pinyin_and_facts(office: Office, case_id: int) -> None:
    listing = Listing(office.store, CASES)
    for words in ("第1号", "张望", "zengwenhua", "zwh", "起皮", "zhangwang 漏水"):
        assert list(listing.ids(find=words)) == [case_id], words
    assert not listing.ids(find="李四")


def test_a_side_taken_out_is_no_longer_found(office: Office, case_id: int) -> None:
    side = read(office, case_id).parties("B")[0]
    casework.remove_side(office, side.id)
    assert read(office, case_id).head.parties == "曾文华"
    assert not Listing(office.store, CASES).ids(find="张望")


def test_the_list_shows_stage_and_clock_in_words(office: Office, case_id: int) -> None:
    listing = Listing(office.store, CASES)
    row = dict(zip([c.name for c in listing.columns], listing.page([case_id])[case_id], strict=True))
    assert row["parties"] == "曾文华 — 张望"
    assert row["kind"] == "邻里 · 漏水"
    assert row["mediators"] == "李红"
    assert str(row["stage"]) == "受理"
    assert str(row["clock"]) == "调解期限还有 9 天"


def test_saved_filters_follow_the_case(office: Office, case_id: int) -> None:
    listing = Listing(office.store, CASES)

    def shown() -> set[str]:
        return {f.key for f in CASES.filters if listing.count(f.key)}

    assert shown() == {"running", "mediating"}
    clock.pretend(date(2026, 4, 1))
    assert "overdue" in shown()
    settling.save_agreement(office, case_id, AGREED | {"signed_on": date(2026, 2, 27)})
    assert shown() == {"running", "overdue", "agreed", "performing"}


def test_today_hears_of_every_day_that_presses(office: Office, case_id: int) -> None:
    assert [(d.day, d.verb) for d in stage.due(office)] == [(date(2026, 3, 14), "打开案件")]
    settling.save_agreement(office, case_id, AGREED | {"signed_on": date(2026, 2, 27)})
    assert [(d.day, d.verb) for d in stage.due(office)] == [
        (date(2026, 3, 15), "登记履行"),
        (date(2026, 3, 29), "打开案件"),
    ]


def test_the_success_rate_counts_only_cases_that_have_ended(office: Office) -> None:
    made = [casework.open_case(office, LEAK, [ZENG, ZHANG]) for _case in range(3)]
    settling.save_agreement(office, made[0], AGREED | {"form": "oral"})
    closing.end(office, made[1], {"outcome": "3", "ended_on": date(2026, 3, 1), "end_reason": "分歧大"})
    assert figures.success_rate(office, 2026) == (1, 2)
    last = figures.months(office)[-2:]
    assert [(m.month, m.accepted, m.settled) for m in last] == [(2, 3, 1), (3, 0, 0)]


def test_a_case_saved_through_the_common_form_is_numbered_too(office: Office) -> None:
    case_id = office.book.save(CASES, None, LEAK)
    assert office.book.name(CASES, case_id) == "（2026）沙人调字第1号"
    office.book.save(CASES, case_id, LEAK | {"title": "渗水"})
    assert office.book.values(CASES, case_id)["title"] == "渗水"


def test_even_a_small_practice_office_has_something_for_every_paper(office: Office) -> None:
    people = [Person(None, f"居民{n}", "男", date(1980, 1, 1), phone="13800000000") for n in range(9)]
    with office.store.write("practice") as session:
        files = [read_in(session, i) for i in practice.fill(session, Random(7), people, 6)]
    assert {f.stage for f in files} >= set(range(1, 8))
    assert any(f.visits for f in files)
    assert any(f.ruling for f in files)
    assert {f.terms.form for f in files if f.terms} == {"written", "oral"}


def test_practice_shows_every_stage_and_never_the_future(make_office: Callable[[str], Office]) -> None:
    office = make_office("made-up")
    people = [Person(None, f"居民{n}", "男", date(1980, 1, 1), phone="13800000000") for n in range(20)]
    with office.store.write("practice") as session:
        ids = practice.fill(session, Random(3), people, 40)
    files = [read(office, i) for i in ids]
    assert {f.stage for f in files} == set(range(1, 9))
    assert all(e.day <= clock.today() for f in files for e in history.events(f))
    assert min(f.head.accepted_on for f in files) > clock.today() - timedelta(days=366)
    assert not [f.head.number for f in files if f.stage < 8 and f.head.closed_on]
