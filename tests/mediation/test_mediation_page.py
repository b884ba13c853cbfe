"""The 调解 tab as a clerk uses it: open a case, hear it, settle it, print it, file it."""

import re
from collections.abc import Iterator
from datetime import date

import pytest
from leak_case import AGREED, HEARD, LEAK, ZENG, ZHANG
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QLineEdit, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from commgov_desktop.documents import rendering
from commgov_desktop.ledger.office import Office
from commgov_desktop.mediation import casework, closing, settling, stages
from commgov_desktop.mediation.casefile import CaseFile, read
from commgov_desktop.mediation.committee_dialog import AssignDialog, CommitteeDialog
from commgov_desktop.mediation.entry_dialog import EntryDialog
from commgov_desktop.mediation.page import MediationPage
from commgov_desktop.roster.models import Resident
from commgov_desktop.ui import ask
from commgov_desktop.ui.print_dialog import PaperDialog


@pytest.fixture
def page(qtbot: QtBot, office: Office, committee: tuple[int, int]) -> Iterator[MediationPage]:
    made = MediationPage(office)
    made.resize(1366, 660)
    qtbot.addWidget(made)
    made.show()
    stop = office.store.subscribe(made.refresh)
    yield made
    stop()


@pytest.fixture
def residents(office: Office) -> tuple[int, int]:
    with office.store.write("residents") as session:
        people = [
            Resident(name="单伟", sex="1", birth=date(1970, 1, 1), pinyin="shan wei", initials="sw"),
            Resident(name="仇丽", sex="2", birth=date(1982, 5, 5), pinyin="qiu li", initials="ql"),
        ]
        session.add_all(people)
        session.flush()
        return people[0].id, people[1].id


@pytest.fixture
def said(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    heard: list[str] = []
    monkeypatch.setattr(ask, "show_error", lambda _parent, error: heard.append(str(error)))
    return heard


def _file(page: MediationPage) -> CaseFile:
    assert page.case.file
    return page.case.file


def _fill(page: MediationPage, values: dict[str, object]) -> None:
    dialog = page.case.entries.last
    assert dialog
    for name, value in values.items():
        dialog.form.boxes[name].set_value(value)
    dialog.form.ask_save()


def _dialog(page: MediationPage, kind: type[QWidget]) -> QWidget:
    return next(w for w in page.findChildren(kind) if w.isVisible())


def test_a_case_between_two_residents_is_opened_from_one_form(
    page: MediationPage, committee: tuple[int, int], residents: tuple[int, int]
) -> None:
    page.new()
    assert page.new_case
    boxes = page.new_case.form.boxes
    assert boxes["accepted_on"].value() == date(2026, 3, 5)
    assert boxes["mediator"].value() == str(committee[0])
    for name, value in {
        "applicant": residents[0], "respondent": residents[1], "kind": "0203", "facts": "楼上漏水。",
    }.items():  # fmt: skip
        boxes[name].set_value(value)
    page.new_case.form.ask_save()
    head = _file(page).head
    assert (head.number, head.parties) == ("（2026）沙人调字第1号", "单伟 — 仇丽")
    assert _file(page).sides[0].resident_id == residents[0]
    assert page.case.head.title.text() == "（2026）沙人调字第1号"
    assert page.new_case is None


def test_the_same_person_cannot_stand_on_both_sides(page: MediationPage, residents: tuple[int, int]) -> None:
    page.new()
    assert page.new_case
    boxes = page.new_case.form.boxes
    for name, value in {
        "applicant": residents[0], "respondent": residents[0], "kind": "02", "facts": "争吵。",
    }.items():  # fmt: skip
        boxes[name].set_value(value)
    page.new_case.form.ask_save()
    assert page.new_case
    assert any("对方" in label.text() for label in page.new_case.findChildren(QLabel))


def test_a_half_typed_case_is_offered_again(page: MediationPage, qtbot: QtBot) -> None:
    page.new()
    assert page.new_case
    page.new_case.form.boxes["facts"].editor.setPlainText("楼上漏水")  # type: ignore[attr-defined]
    with qtbot.waitSignal(page.new_case.form.draft_changed, timeout=5000):
        pass
    page.show_list()
    page.new()
    assert page.new_case.form.boxes["facts"].value() == "楼上漏水"


def test_the_blue_button_leads_a_case_from_session_to_filing(
    page: MediationPage, office: Office, case_id: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ask, "confirm", lambda *_a, **_k: True)
    page.show_record(case_id)
    typed: list[dict[str, object]] = [
        {"statements": "双方陈述", "result": "agreed", "result_text": "张望赔偿1800元"},
        {"way": "转账", "perform_by": date(2026, 3, 5)},
        {},
        {},
        {"situation": "已付清"},
    ]
    for number, values in enumerate(typed):
        page.case.next_step()
        if number == 1:
            assert page.case.entries.last
            assert page.case.entries.last.form.boxes["terms"].value() == "张望赔偿1800元"
        _fill(page, values)
    assert _file(page).stage == stages.FILING
    page.case.next_step()
    assert _file(page).stage == stages.FILED
    assert read(office, case_id).head.filed_by == "王敏"
    assert not page.case.next_button.isVisible()


def test_a_paper_is_shown_before_it_prints_and_missing_facts_are_said(
    page: MediationPage, office: Office, case_id: int, said: list[str]
) -> None:
    page.show_record(case_id)
    page.case.print_paper("mediation-application", case_id)
    assert _dialog(page, PaperDialog)
    page.case.print_paper("mediation-agreement", case_id)
    assert said == ["“人民调解协议书”还不能打印，请先起草协议。"]


def test_what_is_wrong_stands_at_its_box_and_nothing_is_saved(
    page: MediationPage, office: Office, case_id: int
) -> None:
    page.show_record(case_id)
    page.case.next_step()
    _fill(page, {"held_on": date(2026, 1, 1), "statements": "说"})
    assert not read(office, case_id).sittings
    dialog = page.case.entries.last
    assert dialog
    assert any("早于本案受理日期" in label.text() for label in dialog.findChildren(QLabel))
    dialog.reject()


def test_picking_a_resident_fills_in_the_party(
    page: MediationPage, office: Office, case_id: int, residents: tuple[int, int]
) -> None:
    page.show_record(case_id)
    page.case.entries.side(_file(page), "person", "C")
    dialog = page.case.entries.last
    assert isinstance(dialog, EntryDialog)
    dialog.form.boxes["resident_id"].set_value(residents[1])
    dialog.form.boxes["resident_id"].changed.emit()
    assert dialog.form.boxes["sex"].value() == "女"
    dialog.form.ask_save()
    third = _file(page).parties("C")[0]
    assert (third.name, third.role, third.kind) == ("仇丽", "third", "resident")


def test_what_was_entered_by_mistake_is_taken_out_and_undone(
    page: MediationPage, office: Office, case_id: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ask, "confirm", lambda *_a, **_k: True)
    settling.save_session(office, case_id, None, HEARD)
    page.show_record(case_id)
    page.case.history.opened.emit("session", _file(page).sittings[0].id)
    assert page.case.entries.last
    page.case.entries.last.remove_button.click()
    assert not _file(page).sittings
    page.case.sides.edit.emit(_file(page).parties("B")[0])
    page.case.entries.last.remove_button.click()
    assert not _file(page).parties("B")
    office.store.undo()
    office.store.undo()
    assert _file(page).sittings
    assert _file(page).parties("B")


def test_an_agent_is_named_beside_the_party(page: MediationPage, case_id: int) -> None:
    page.show_record(case_id)
    page.case.entries.side(_file(page), "agent", "A")
    _fill(page, {"name": "曾敏", "relation": "女儿"})
    agent = _file(page).agents("A")[0]
    assert (agent.role, agent.agent_of) == ("agent", "曾文华")
    assert any("曾敏（女儿，代理曾文华）" in label.text() for label in page.case.sides.findChildren(QLabel))


def test_mediators_are_ticked_and_the_committee_is_kept(
    page: MediationPage, office: Office, case_id: int, committee: tuple[int, int]
) -> None:
    dialog = CommitteeDialog(page, office)
    assert "三至九人" in dialog.banner.sentence.text()
    dialog.reject()
    chosen = AssignDialog(page, office, read(office, case_id))
    from PySide6.QtCore import Qt

    for number in range(chosen.mediators.count()):
        chosen.mediators.item(number).setCheckState(Qt.CheckState.Checked)
    chosen.save()
    assert read(office, case_id).mediator_names == "李红、王敏"


def test_an_undone_case_leads_back_to_the_list(page: MediationPage, office: Office, case_id: int) -> None:
    page.show_record(case_id)
    office.store.undo()
    assert page.pages.currentWidget() is page.list
    assert page.list.table.count() == 0


def test_the_list_counts_finds_and_prints_its_register(
    page: MediationPage, office: Office, case_id: int
) -> None:
    assert page.list.head.count.text() == "在办 1 件"
    page.list.table.show_find("zwh")
    assert page.list.table.count() == 1
    page.print_()
    assert _dialog(page, PaperDialog)


def test_no_word_of_english_is_left_on_the_screen(page: MediationPage, office: Office, case_id: int) -> None:
    settling.save_session(office, case_id, None, HEARD)
    settling.save_agreement(office, case_id, AGREED | {"signed_on": date(2026, 2, 27)})
    other = casework.open_case(office, LEAK, [ZENG, ZHANG])
    closing.end(office, other, {"outcome": "3", "ended_on": date(2026, 3, 1), "end_reason": "分歧大"})
    page.list.table.select_id(case_id)
    page.show_record(case_id)
    page.case.entries.agreement(_file(page))
    texts = list(_texts(page))
    assert page.case.entries.last
    page.case.entries.last.reject()
    page.new()
    texts += _texts(page)
    english = [
        t
        for t in texts
        if re.search(r"[A-Za-z]{2,}", re.sub(r"Ctrl\+\w+|F\d+|Esc|PDF|<[^>]*>|&nbsp;", "", t))
    ]
    assert not english


def _texts(page: QWidget) -> Iterator[str]:
    for widget in [page, *QApplication.topLevelWidgets(), *page.findChildren(QWidget)]:
        yield widget.accessibleName()
        yield widget.toolTip()
        if isinstance(widget, QLabel | QAbstractButton):
            yield widget.text()
        if isinstance(widget, QLineEdit | QPlainTextEdit):
            yield widget.placeholderText()


def test_the_whole_folder_is_printed_from_the_case_after_saying_what_lacks(
    page: MediationPage, office: Office, case_id: int, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    asked: list[str] = []

    def answer(_parent: object, question: str, _yes: str, *, detail: str = "") -> bool:
        asked.append(question + detail)
        return len(asked) > 1

    monkeypatch.setattr(ask, "confirm", answer)
    page.show_record(case_id)
    page.case.print_folder()
    assert "当事人身份证明" in asked[0]
    assert not page.case.findChildren(PaperDialog)
    first = page.case.print_button.menu().actions()[0]
    assert first.text() == "全卷（含目录和页码）"
    first.trigger()
    qtbot.waitUntil(lambda: bool(page.case.findChildren(PaperDialog)))
    (dialog,) = page.case.findChildren(PaperDialog)
    assert "卷内目录" in "".join(rendering.page_text(dialog._pdf, 1).split())
    dialog.close()
