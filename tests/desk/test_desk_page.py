"""The desk through its own page: a resident is served, a notice is posted."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from desk_office import kind_named
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPlainTextEdit, QPushButton
from pytestqt.qtbot import QtBot

from commgov_desktop import clock
from commgov_desktop.desk import certificates, notices, waiting
from commgov_desktop.desk.models import ISSUED
from commgov_desktop.desk.names_dialog import NamesDialog
from commgov_desktop.desk.page import DeskPage
from commgov_desktop.desk.posting_dialog import PutUpDialog, TakeDownDialog
from commgov_desktop.documents import rendering
from commgov_desktop.errors import UserError
from commgov_desktop.ledger.office import Office
from commgov_desktop.ui import ask, print_dialog, tasks


@pytest.fixture
def printed(monkeypatch: pytest.MonkeyPatch) -> list[bytes]:
    """What was sent to the printer."""
    sent: list[bytes] = []

    def take(_parent: object, pdf: bytes, _title: str) -> bool:
        sent.append(pdf)
        return True

    monkeypatch.setattr(print_dialog, "print_pdf", take)
    return sent


@pytest.fixture
def page(desk: Office, qtbot: QtBot) -> Iterator[DeskPage]:
    made = DeskPage(desk)
    qtbot.addWidget(made)
    made.resize(1366, 640)
    stop = desk.store.subscribe(made.refresh)
    made.show()
    yield made
    stop()


def test_a_certificate_of_residence_is_printed_and_registered_in_nine_steps(
    desk: Office, page: DeskPage, printed: list[bytes], qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    line = page.desk.person.box.line  # step 1 was the tab
    line.setFocus()
    qtbot.keyClicks(line, "zw")  # 2
    qtbot.keyClick(line, Qt.Key.Key_Return)  # 3
    assert page.desk.person.resident_id == 1
    page.desk.kinds.press(kind_named(desk, "居住证明").id)  # 4
    for key, words in (("purpose", "子女入学"), ("required_by", "教育局"), ("checked_how", "与居民名册核对")):
        page.desk.form._take(key, words)  # 5 to 7: one click each
    page.desk.draw()
    page.print_()  # 8; the dialog's own button is 9
    (line_of_register,) = certificates.lines_of(desk, 1)
    assert line_of_register.state == ISSUED
    assert printed == [certificates.paper(desk, line_of_register.id)]
    assert page.desk.paper.preview.pdf == printed[0]
    monkeypatch.setattr(ask, "choose", lambda *_a, **_k: None)
    page.print_()
    assert certificates.line(desk, line_of_register.id).reprints == 0
    monkeypatch.setattr(ask, "choose", lambda *_a, **_k: 1)
    page.print_()
    assert certificates.line(desk, line_of_register.id).reprint_reasons == ["2026-03-05 遗失补发"]


def test_a_certificate_needs_no_more_than_nine_steps_by_keyboard(
    desk: Office, page: DeskPage, printed: list[bytes], qtbot: QtBot
) -> None:
    with qtbot.waitActive(page):
        page.activateWindow()

    def press(key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        there = page.focusWidget()
        assert there is not None
        qtbot.keyClick(there, key, modifier)

    page.show_desk()  # 1: Ctrl+6
    qtbot.keyClicks(page.focusWidget(), "zw")  # 2
    press(Qt.Key.Key_Return)  # 3
    assert page.desk.person.resident_id == 1
    press(Qt.Key.Key_Space)  # 4
    assert page.desk.kind is not None
    assert page.desk.kind.name == "居住证明"
    for _box in ("purpose", "required_by", "checked_how"):
        press(Qt.Key.Key_1, Qt.KeyboardModifier.AltModifier)  # 5 to 7
    assert page.focusWidget() is page.desk.paper.print_button
    page.print_()  # 8: Ctrl+P; 9 is Enter in the printer's own window
    (line,) = certificates.lines_of(desk, 1)
    assert line.facts["purpose"] == "子女入学"
    assert len(printed) == 1


def test_the_clerk_says_how_many_copies(desk: Office, page: DeskPage, printed: list[bytes]) -> None:
    page.serve(1)
    page.desk.kinds.press(kind_named(desk, "居住证明").id)
    for key, words in (("purpose", "子女入学"), ("required_by", "教育局"), ("checked_how", "查验证件")):
        page.desk.form._take(key, words)
    assert page.desk.form.values()["copies"] == "1"
    page.desk.form.boxes["copies"].set_value("100")
    page.desk.draw()
    assert "份数" in page.desk.paper.chip.text()
    page.print_()
    assert printed == []
    assert "1 到 99" in page.desk.form._problems["copies"].text()
    page.desk.form.boxes["copies"].set_value("3")
    page.desk.draw()
    assert rendering.page_count(page.desk.paper.preview.pdf) == 3
    page.print_()
    assert rendering.page_count(printed[0]) == 3


def test_another_kind_for_the_same_person_keeps_what_was_said(desk: Office, page: DeskPage) -> None:
    page.serve(1)
    page.desk.kinds.press(kind_named(desk, "居住证明").id)
    page.desk.form._take("purpose", "子女入学")
    page.desk.kinds.press(kind_named(desk, "生活困难证明").id)
    assert page.desk.form.values()["purpose"] == "子女入学"
    page.serve(2)
    page.desk.kinds.press(kind_named(desk, "居住证明").id)
    assert page.desk.form.values()["purpose"] == ""
    assert page.desk.form.values()["since"] == ""


def lying(page: DeskPage, kind: str = waiting.REQUEST) -> list[waiting.Open]:
    return [line for line in waiting.queue(page._office) if line.kind == kind]


def go_on_buttons(page: DeskPage, name: str) -> list[QPushButton]:
    found = page.desk.queue.findChildren(QPushButton)
    return [
        button for button in found if button.isVisibleTo(page) and button.accessibleName().startswith(name)
    ]


def half_a_request(desk: Office, page: DeskPage) -> None:
    page.serve(1)
    page.desk.kinds.press(kind_named(desk, "居住证明").id)
    page.desk.form._take("purpose", "子女入学")
    page.desk.form._take("required_by", "教育局")
    page.desk.person.clear()


def test_a_request_left_by_escape_lies_in_the_queue_and_is_gone_on_with(
    desk: Office, page: DeskPage, printed: list[bytes]
) -> None:
    half_a_request(desk, page)
    assert page.desk.queue.isVisibleTo(page)
    (button,) = go_on_buttons(page, "继续办理 张伟")
    button.click()
    assert not page.desk.queue.isVisibleTo(page)
    assert page.desk.person.resident_id == 1
    assert page.desk.form.values()["purpose"] == "子女入学"
    assert page.desk.form.values()["required_by"] == "教育局"
    page.desk.form._take("checked_how", "查验证件")
    page.print_()
    assert len(printed) == 1
    page.desk.person.clear()
    assert lying(page) == []
    assert go_on_buttons(page, "继续办理") == []


def test_several_requests_wait_beside_each_other_and_outlive_the_program(
    desk: Office, page: DeskPage
) -> None:
    half_a_request(desk, page)
    page.desk.person.serve_outsider("外来客")
    page.desk.kinds.press(kind_named(desk, "居住证明").id)
    page.desk.form._take("purpose", "办理居住证")
    page.desk.person.clear()
    assert sorted(line.who for line in lying(page)) == ["外来客", "张伟"]
    again = DeskPage(desk)
    assert sorted(line.who for line in lying(again)) == ["外来客", "张伟"]
    again.desk.go_on(next(line for line in lying(again) if line.who == "外来客"))
    assert again.desk.person.outsider == "外来客"
    assert again.desk.form.values()["purpose"] == "办理居住证"


def test_who_comes_again_finds_the_words_of_before(desk: Office, page: DeskPage) -> None:
    half_a_request(desk, page)
    page.serve(2)
    page.desk.kinds.press(kind_named(desk, "居住证明").id)
    assert page.desk.form.values()["purpose"] == ""
    page.serve(1)
    page.desk.kinds.press(kind_named(desk, "居住证明").id)
    assert page.desk.form.values()["purpose"] == "子女入学"


def test_what_is_typed_is_kept_while_the_keyboard_rests(desk: Office, page: DeskPage, qtbot: QtBot) -> None:
    page.serve(1)
    page.desk.kinds.press(kind_named(desk, "居住证明").id)
    page.desk.form._take("purpose", "子女入学")
    qtbot.waitUntil(lambda: [line.who for line in lying(page)] == ["张伟"])


def test_a_request_is_given_up_only_after_a_question(
    desk: Office, page: DeskPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    half_a_request(desk, page)
    answers = [False, True]
    monkeypatch.setattr(ask, "confirm", lambda *_a, **_k: answers.pop(0))
    page.desk.give_up(lying(page)[0])
    assert len(lying(page)) == 1
    page.desk.give_up(lying(page)[0])
    assert lying(page) == []


def test_a_paper_with_a_number_waits_until_it_is_printed(
    desk: Office, page: DeskPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(print_dialog, "print_pdf", lambda *_a, **_k: False)
    page.desk.person.serve_outsider("外来客")
    page.desk.kinds.press(kind_named(desk, "健在证明").id)
    page.print_()
    (line,) = lying(page, waiting.PAPER)
    assert "外来客" in line.who
    monkeypatch.setattr(print_dialog, "print_pdf", lambda *_a, **_k: True)
    page.print_()
    assert lying(page, waiting.PAPER) == []


def test_drafts_and_postings_that_are_due_lie_in_the_queue_and_lead_to_their_page(
    desk: Office, page: DeskPage
) -> None:
    assert lying(page, waiting.NOTICE) + lying(page, waiting.POSTING) == []
    values = notices.start(desk, "通知") | {"title": "关于停水的通知", "body": "明日停水。"}
    number = notices.save(desk, None, values)
    (draft,) = lying(page, waiting.NOTICE)
    assert (draft.who, draft.what) == ("《关于停水的通知》", "通知，草稿")
    page.desk.go_on(draft)
    assert page.stack.currentWidget() is page.editor
    assert page.editor.notice_id == number


def test_from_the_printed_certificate_to_its_line_in_the_register(
    desk: Office, page: DeskPage, printed: list[bytes], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    opened: list[Path] = []
    monkeypatch.setattr(print_dialog, "save_pdf", lambda *_a: tmp_path / "a.pdf")
    monkeypatch.setattr(print_dialog, "open_outside", opened.append)
    page.desk.kinds.press(kind_named(desk, "健在证明").id)
    page.print_()
    page.desk.paper.open_button.click()
    assert opened == [tmp_path / "a.pdf"]
    assert page.desk.paper.banner.button is not None
    page.desk.paper.banner.button.click()
    register = page.show_register()
    assert page.stack.currentWidget() is register
    assert register.table.current_id == page.desk.certificate_id


def test_a_draft_is_removed_and_comes_back_by_undo(desk: Office, page: DeskPage) -> None:
    number = notices.save(desk, None, notices.start(desk, "通知") | {"title": "关于停水的通知"})
    page.show_notice(number)
    lists = page.show_notices()
    lists.notice.discard()
    assert lists.shown_ids() == []
    desk.store.undo()
    assert lists.shown_ids() == [number]
    notices.make_final(desk, number)
    with pytest.raises(UserError):
        notices.discard(desk, number)


def test_what_is_missing_is_said_at_its_box_and_no_number_is_used(
    desk: Office, page: DeskPage, printed: list[bytes]
) -> None:
    page.serve(1)
    page.desk.kinds.press(kind_named(desk, "居住证明").id)
    assert "用途" in page.desk.paper.chip.text()
    page.print_()
    assert printed == []
    assert certificates.lines_of(desk, 1) == []
    assert page.desk.form._problems["purpose"].text() == "请填写“用途”。"


def test_a_print_that_was_cancelled_leaves_the_certificate_in_the_register(
    desk: Office, page: DeskPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(print_dialog, "print_pdf", lambda *_a: False)
    page.serve(1)
    page.desk.kinds.press(kind_named(desk, "居住证明").id)
    for key, words in (("purpose", "子女入学"), ("required_by", "教育局"), ("checked_how", "查验证件")):
        page.desk.form._take(key, words)
    page.print_()
    page.print_()
    (line,) = certificates.lines_of(desk, 1)
    assert line.reprints == 0
    assert "尚未打印" in page.desk.paper.banner.sentence.text()


def test_a_refused_kind_answers_at_once_where_to_go_and_prints_its_slip(
    desk: Office, page: DeskPage, printed: list[bytes]
) -> None:
    page.desk.kinds.press(kind_named(desk, "婚姻状况证明").id)
    assert "婚姻登记机关" in page.desk.kinds.answer.sentence.text()
    assert page.desk.kinds.answer.button is not None
    page.desk.kinds.answer.button.click()
    assert len(printed) == 1
    assert certificates.done_today(desk) == 1


def test_who_is_not_in_the_roster_can_be_served(desk: Office, page: DeskPage, printed: list[bytes]) -> None:
    page.desk.person.serve_outsider("王五")
    page.desk.kinds.press(kind_named(desk, "参加社区活动证明").id)
    assert page.desk.form.values()["name"] == "王五"
    words = {"sex": "男", "id_number": "999999199002023313", "statement": "楼道清洁", "purpose": "评优",
             "checked_how": "核对签到"}  # fmt: skip
    for key, value in words.items():
        page.desk.form.boxes[key].set_value(value)
    page.desk.draw()
    page.print_()
    assert len(printed) == 1


def test_escape_frees_the_desk_for_the_next(desk: Office, page: DeskPage) -> None:
    page.serve(1)
    page.desk.kinds.press(kind_named(desk, "居住证明").id)
    page.desk.person.clear()
    assert page.desk.kind is None
    assert not page.desk.paper.print_button.isEnabled()
    assert page.desk.person.box.line.text() == ""


def test_a_masked_list_is_posted_in_ten_steps(
    desk: Office, page: DeskPage, printed: list[bytes], qtbot: QtBot
) -> None:
    page.write("公示")  # 1 tab, 2 menu, 3 entry
    assert page.editor.form is not None
    page.editor.form.boxes["title"].set_value("关于高龄津贴发放名单的公示")  # 4
    dialog = NamesDialog(page, desk)  # 5
    qtbot.addWidget(dialog)
    dialog.area.setPlainText("张伟\t999999198501011234\t3号楼2单元501\n李雷\t99999920150101123X\t3号楼")  # 6
    assert "未成年人 1 名" in dialog.banner.sentence.text()
    page.editor.take_names(dialog.found)  # 7
    page.print_()  # 8, and 9 in the print dialog
    assert len(printed) == 1
    assert notices.hanging(desk) == 1
    (found,) = notices.due(desk)
    assert page.show_postings().table.current_id == found.record_id


def test_a_list_with_a_name_fills_the_list_of_names_each_person_once(
    desk: Office, page: DeskPage, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    lists = [("高龄老人", lambda: [1, 2]), ("全部居民", lambda: range(1, 5000))]
    dialog = NamesDialog(page, desk, [2], lists=lambda: lists)
    qtbot.addWidget(dialog)
    name, ids = lists[0]
    dialog.add_list(name, ids)
    qtbot.waitUntil(lambda: dialog.found.count + dialog.found.minors == 2)
    refused: list[str] = []
    monkeypatch.setattr(ask, "show_error", lambda _parent, error: refused.append(str(error)))
    dialog.add_list(*lists[1])
    qtbot.waitUntil(lambda: bool(refused))
    assert "“全部居民”共 4,999 人" in refused[0]
    assert dialog.found.count + dialog.found.minors == 2
    dialog.take_all_out()
    assert not dialog.found.rows
    assert not dialog.empty_button.isEnabled()


def test_the_registers_open_and_void_and_take_down(
    desk: Office, page: DeskPage, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    number = certificates.refuse(desk, kind_named(desk, "健在证明").id, 1)
    monkeypatch.setattr(ask, "words", lambda *_a, **_k: "开错了")
    page.show_certificate(number)
    page.show_register().certificate.void()
    assert certificates.line(desk, number).state == "voided"
    notice = notices.save(desk, None, notices.start(desk, "通知") | {"title": "关于停水的通知"})
    putting_up = PutUpDialog(page, desk, notice, "东门公告栏", notices.facts(desk, notice).values["day"])  # type: ignore[arg-type]
    qtbot.addWidget(putting_up)
    putting_up.try_accept()
    (found,) = notices.due(desk)
    assert found.who == "东门公告栏"
    page.show_record(found.record_id)
    taking_down = TakeDownDialog(page, desk, found.record_id)
    qtbot.addWidget(taking_down)
    taking_down.try_accept()
    assert notices.hanging(desk) == 0


def test_the_list_of_kinds_is_edited_and_the_desk_follows(desk: Office, page: DeskPage) -> None:
    kind = kind_named(desk, "居住证明")
    lists = page.show_kinds()
    lists.edit_kind(kind.id)
    form = lists.right.form
    assert form is not None
    form.boxes["short"].set_value("住址证明")  # type: ignore[attr-defined]
    form.ask_save()  # type: ignore[attr-defined]
    assert page.desk.kinds.tiles[kind.id].text() == "住址证明"


def test_a_draft_is_kept_and_edited_again(desk: Office, page: DeskPage) -> None:
    page.write("通知")
    assert page.editor.form is not None
    page.editor.form.boxes["title"].set_value("关于停水的通知")
    assert page.editor.save()
    assert page.editor.notice_id is not None
    page.show_notices()
    page.show_notice(page.editor.notice_id)
    page.edit_notice(page.editor.notice_id)
    assert page.editor.form.values()["title"] == "关于停水的通知"


def test_every_list_is_exported_and_printed(
    desk: Office, page: DeskPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    certificates.refuse(desk, kind_named(desk, "健在证明").id, 1)
    monkeypatch.setattr(ask, "tell", lambda *_a, **_k: None)
    shown: list[bytes] = []
    for lists in (page.show_register(), page.show_notices(), page.show_postings(), page.show_kinds()):
        file = tmp_path / f"{lists.ledger.key}.xlsx"
        monkeypatch.setattr(ask, "save_file", lambda *_a, _file=file, **_k: _file)
        lists.read_again()
        lists.export_list()
        qtbot.waitUntil(file.exists)
        monkeypatch.setattr(lists, "_show_paper", shown.append)
        count = len(shown)
        lists.print_list()
        qtbot.waitUntil(lambda count=count: len(shown) > count)
    qtbot.waitUntil(lambda: tasks.running() == 0)
    assert "证明事项清单" in rendering.page_text(shown[-1])


def test_a_half_typed_notice_is_there_again_the_next_time(desk: Office, page: DeskPage) -> None:
    page.write("通知")
    assert page.editor.form is not None
    page.editor.form.boxes["title"].set_value("关于停水")
    page.editor.form.is_changed = True
    page.editor.leave()
    page.write("通知")
    assert page.editor.form.values()["title"] == "关于停水"


def test_the_register_of_a_whole_year_is_printed_whatever_is_filtered(
    desk: Office, page: DeskPage, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    kind = kind_named(desk, "健在证明").id
    clock.pretend(date(2025, 12, 30))
    certificates.refuse(desk, kind, 1)
    clock.pretend(date(2026, 3, 5))
    certificates.refuse(desk, kind, 2)
    lists = page.show_register()
    lists.read_again()
    lists.table.show_find("没有的人")
    shown: list[bytes] = []
    monkeypatch.setattr(lists, "_show_paper", shown.append)
    choices = [action.text() for action in lists.years_button.menu().actions()]
    assert choices == ["2026 年登记簿", "2025 年登记簿"]
    lists.years_button.menu().actions()[1].trigger()
    qtbot.waitUntil(lambda: bool(shown))
    words = "".join(rendering.page_text(shown[0]).split())
    assert "沙不予〔2025〕第1号" in words
    assert "2025年" in words
    assert "〔2026〕" not in words


def test_the_clerk_breaks_a_long_title_and_sees_it_so(
    desk: Office, page: DeskPage, printed: list[bytes], qtbot: QtBot
) -> None:
    page.write("通知")
    form = page.editor.form
    assert form is not None
    box = form.boxes["title"].editor
    assert isinstance(box, QPlainTextEdit)
    box.insertPlainText("关于开展2026年冬季消防安全检查和电动自行车整治工作的通知")
    page.editor.draw()
    assert page.editor.title_words.text().startswith("标题分 2 行：")
    box.selectAll()
    box.insertPlainText("关于开展2026年冬季消防安全检查")
    qtbot.keyClick(box, Qt.Key.Key_Return)
    box.insertPlainText("和电动自行车整治工作的通知")
    page.editor.draw()
    assert "关于开展2026年冬季消防安全检查 ／ 和电动自行车整治工作的通知" in page.editor.title_words.text()
    seen = rendering.page_text(page.editor.preview.pdf)
    assert "检查\r\n和电动" in seen
    page.print_()
    assert "检查\r\n和电动" in rendering.page_text(printed[0])
    (found,) = notices.due(desk)
    assert "检查和电动" in found.title
    lists = page.show_notices()
    lists.table.show_find("安全检查和电动")
    assert len(lists.shown_ids()) == 1
    boards = page.show_postings()
    boards.table.show_find("检查和电动")
    assert len(boards.shown_ids()) == 1


def test_a_draft_saved_can_be_taken_back_and_saved_again(
    desk: Office, page: DeskPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[BaseException] = []
    monkeypatch.setattr(ask, "show_error", lambda _parent, error: said.append(error))
    page.write("通知")
    assert page.editor.form is not None
    page.editor.form.boxes["title"].set_value("关于停水的通知")
    assert page.editor.save()
    desk.store.undo()
    assert page.show_notices().shown_ids() == []
    page.stack.setCurrentWidget(page.editor)
    page.editor.form.boxes["title"].set_value("关于停水的紧急通知")
    assert page.editor.save(), said
    assert len(page.show_notices().shown_ids()) == 1
