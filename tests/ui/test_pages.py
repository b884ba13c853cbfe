"""Whole pieces: the list page, the locked screen, the first start, papers, undo, faults."""

import io
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from commgov_desktop import clock
from commgov_desktop.errors import StorageTrouble, UserError
from commgov_desktop.ledger.fields import Field, Section
from commgov_desktop.store.unlock_delay import WrongPassword
from commgov_desktop.ui import ask, crash, page_head
from commgov_desktop.ui.buttons import LinkButton, primary
from commgov_desktop.ui.first_start import FirstStart
from commgov_desktop.ui.news import News
from commgov_desktop.ui.password_meter import strength
from commgov_desktop.ui.pdf_preview import PdfPreview, count_pages, page_image
from commgov_desktop.ui.print_dialog import PaperDialog, print_to, set_paper
from commgov_desktop.ui.record_form import RecordForm
from commgov_desktop.ui.undo import UndoBar
from commgov_desktop.ui.unlock_page import UnlockPage
from commgov_desktop.ui.widgets import DropArea, Entry, ListPage, PageHead, RecordTable, SideList
from tests.ui.conftest import People


@pytest.fixture(scope="module")
def pdf() -> bytes:
    from reportlab.pdfgen import canvas

    file = io.BytesIO()
    paper = canvas.Canvas(file, pagesize=(595, 842))
    for number in range(3):
        paper.drawString(100, 700, f"page {number + 1}")
        paper.showPage()
    paper.save()
    return file.getvalue()


@pytest.fixture
def page(qtbot: Any, people: People) -> ListPage:
    side = SideList([Entry("全部", "", "1,000"), Entry("双号", "even", "500")])
    made = ListPage(
        "居民",
        RecordTable(people),
        side=side,
        card=QLabel("卡片"),
        remember={},
        edit=lambda i: edited.append(i),
    )
    edited: list[int] = []
    made.edited = edited  # type: ignore[attr-defined]
    qtbot.addWidget(made)
    made.resize(1366, 700)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    return made


def test_finding_shows_how_many_answer(qtbot: Any, page: ListPage) -> None:
    qtbot.keyClick(page, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(page.find_box.hasFocus)
    with qtbot.waitSignal(page.table.counted):
        qtbot.keyClicks(page.find_box, "99")
    assert page.status.text() == "19 条符合“99”"
    qtbot.keyClick(page.find_box, Qt.Key.Key_Down)
    qtbot.waitUntil(page.table.view.hasFocus)


def test_a_saved_filter_narrows_the_list(page: ListPage) -> None:
    assert page.side is not None
    page.side.choose("even")
    assert page.table.count() == 500
    page.side.show_counts({"even": 501})
    assert page.side.key == "even"


def test_f2_edits_the_current_record(qtbot: Any, page: ListPage) -> None:
    page.table.select_id(12)
    page.table.view.setFocus()
    qtbot.keyClick(page.table.view, Qt.Key.Key_F2)
    assert page.edited == [12]  # type: ignore[attr-defined]


def test_the_form_takes_the_place_of_the_card_and_gives_it_back(page: ListPage) -> None:
    form = RecordForm((Section("", (Field("name", "Name"),)),))
    page.show_edit(form)
    assert page.is_editing
    assert form.isVisible()
    page.close_edit()
    assert not page.is_editing


def test_below_1200_pixels_the_card_is_a_drawer(qtbot: Any, page: ListPage) -> None:
    assert page.right.isVisible()
    page.resize(1000, 700)
    qtbot.waitUntil(lambda: not page.right.isVisible())
    page.table.opened.emit(1)
    assert page.right.isVisible()
    page.close_card()
    assert not page.right.isVisible()
    page.resize(1366, 700)
    qtbot.waitUntil(page.right.isVisible)


def test_the_practice_ribbon_is_in_every_head(qtbot: Any) -> None:
    before = PageHead("居民")
    qtbot.addWidget(before)
    page_head.show_practice(True)
    try:
        after = PageHead("网格")
        qtbot.addWidget(after)
        assert before.ribbon.isVisibleTo(before)
        assert after.ribbon.isVisibleTo(after)
    finally:
        page_head.show_practice(False)
    assert not before.ribbon.isVisibleTo(before)


def test_news_arrive(qtbot: Any) -> None:
    news = News()
    with qtbot.waitSignal(news.changed) as heard:
        news.tell({"residents"})
    assert heard.args == [{"residents"}]


def test_undo_names_what_it_takes_back(qtbot: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    said: list[str] = []

    def undo() -> None:
        raise UserError("张伟后来又改过，不能撤销。")

    monkeypatch.setattr(ask, "warn", lambda _parent, sentence, detail="": said.append(sentence))
    bar = UndoBar(undo)
    qtbot.addWidget(bar)
    bar.take_back()
    assert said == []
    bar.show_state(clock.now(), "修改张伟的电话")
    assert bar.saved.text() == "已保存 10:00"
    assert bar.undo_button.text() == "撤销：修改张伟的电话"
    bar.undo_button.click()
    assert said == ["张伟后来又改过，不能撤销。"]


def test_wrong_passwords_wait_longer_each_time(qtbot: Any) -> None:
    waits = iter((0, 0, 2))

    def unlock(account: str, password: str) -> str:
        if password != "right":
            raise WrongPassword("密码不对。", next(waits))
        return account

    page = UnlockPage("沙田社区", [("wm", "王敏"), ("lh", "李红")], unlock, last="lh")
    qtbot.addWidget(page)
    page.show()
    for _try in range(3):
        page.password.setText("wrong")
        page.try_password()
        qtbot.waitUntil(lambda: bool(page.problem.text()) and not page.password.text())
    assert "2 秒" in page.problem.text()
    assert not page.open_button.isEnabled()
    page._tick()
    page._tick()
    page.password.setText("right")
    with qtbot.waitSignal(page.unlocked) as opened:
        page.try_password()
    assert opened.args == ["lh"]


def test_the_recovery_key_sets_a_new_password(qtbot: Any) -> None:
    page = UnlockPage("沙田社区", [("wm", "王敏")], lambda a, p: None, lambda a, k, p: (a, k, p))
    qtbot.addWidget(page)
    page.show()
    page.forgot.click()
    page.try_key()
    assert page.key_problem.text()
    page.key.setText("KEY-1")
    page.fresh.first.setText("four words here ok")
    page.fresh.second.setText("four words here ok")
    with qtbot.waitSignal(page.unlocked) as opened:
        page.try_key()
    assert opened.args == [("wm", "KEY-1", "four words here ok")]


def test_the_meter_is_honest() -> None:
    assert strength("12345678").level == 1
    assert strength("password1985").level == 1
    assert strength("19850101").level == 1
    assert strength("aaaaaaaaaaaa").level == 1
    assert strength("correct horse battery staple").level == 4
    assert strength("四月的茶杯在窗台上").level == 4


def test_the_first_start_goes_through_its_four_pages(
    qtbot: Any, pdf: bytes, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    asked: list[object] = []

    def found(answers: object) -> bytes:
        asked.append(answers)
        return pdf

    start = FirstStart(found)
    qtbot.addWidget(start)
    start.show()
    start.next()
    assert start.problem.text()
    start.office.setText("沙田社区居民委员会")
    start.next()
    start.name.setText("王敏")
    start.next()
    assert start.problem.text()
    for box in (start.password.first, start.password.second):
        box.setText("four words here ok")
    start.next()
    qtbot.waitUntil(lambda: start.stack.currentIndex() == 2)
    assert len(asked) == 1
    assert not start.next_button.isEnabled()
    start.sealed.setChecked(True)
    start.next()
    monkeypatch.setattr(ask, "choose_file", lambda *_a, **_k: tmp_path / "名册.xlsx")
    with qtbot.waitSignal(start.finished) as finished:
        start.choices[0].click()  # type: ignore[attr-defined]
    assert finished.args == ["roster", tmp_path / "名册.xlsx"]
    with qtbot.waitSignal(start.finished) as finished:
        start.choices[1].click()  # type: ignore[attr-defined]
    assert finished.args == ["practice", None]


def test_a_paper_is_shown_page_by_page(qtbot: Any, pdf: bytes) -> None:
    preview = PdfPreview()
    qtbot.addWidget(preview)
    preview.resize(500, 600)
    preview.show()
    preview.show_pdf(pdf)
    assert len(preview._pages) == 3
    narrow = preview._pages[0].width()
    preview.zoom(2)
    assert preview._pages[0].width() > narrow * 1.8
    assert not preview.grab().isNull()
    preview.say("还缺用途。")
    assert preview._words.isVisible()


def test_a_page_is_rendered_at_the_wanted_density(pdf: bytes) -> None:
    assert count_pages(pdf) == 3
    image = page_image(pdf, 0, 144)
    assert (image.width(), image.height()) == (1190, 1684)


def test_printing_sends_every_page(tmp_path: Path, pdf: bytes) -> None:
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "out.pdf"))
    set_paper(printer, pdf)
    steps: list[tuple[int, int]] = []
    print_to(printer, pdf, lambda done, total: steps.append((done, total)))
    assert count_pages((tmp_path / "out.pdf").read_bytes()) == 3
    assert steps == [(0, 3), (1, 3), (2, 3)]


def test_a_paper_can_be_saved_from_its_window(
    qtbot: Any, tmp_path: Path, pdf: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[str] = []
    dialog = PaperDialog(None, "居住证明", pdf)
    qtbot.addWidget(dialog)
    monkeypatch.setattr(ask, "save_file", lambda *_a, **_k: tmp_path / "居住证明.pdf")
    dialog.save()
    assert (tmp_path / "居住证明.pdf").read_bytes() == pdf
    monkeypatch.setattr(ask, "save_file", lambda *_a, **_k: tmp_path / "none" / "居住证明.pdf")
    monkeypatch.setattr(ask, "warn", lambda _parent, sentence, detail="": said.append(sentence))
    dialog.save()
    assert len(said) == 1


def test_files_of_the_right_kind_can_be_dropped(qtbot: Any, tmp_path: Path) -> None:
    area = DropArea("拖入文件", (".xlsx",))
    qtbot.addWidget(area)
    files = QMimeData()
    files.setUrls([QUrl.fromLocalFile(str(tmp_path / n)) for n in ("a.xlsx", "b.exe")])
    event = QDropEvent(
        QPointF(QPoint(5, 5)),
        Qt.DropAction.CopyAction,
        files,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    with qtbot.waitSignal(area.dropped) as dropped:
        area.dropEvent(event)
    assert dropped.args == [[tmp_path / "a.xlsx"]]


def test_a_fault_is_written_down_and_shown_once(qtbot: Any, tmp_path: Path) -> None:
    log = tmp_path / "crash.log"
    crash.watch(log)
    try:
        for _time in range(2):
            crash.report(ZeroDivisionError("x"))
        window = crash._open
        assert window is not None
        qtbot.addWidget(window)
        assert window.lines.toPlainText().count("ZeroDivisionError") == 1
        window.accept()
        assert crash._open is None
    finally:
        crash.stop_watching()
    assert log.read_text("utf-8").count("ZeroDivisionError") == 2


def test_trouble_with_the_disk_comes_with_a_hint(monkeypatch: pytest.MonkeyPatch) -> None:
    said: list[tuple[str, str]] = []
    monkeypatch.setattr(ask, "warn", lambda _parent, sentence, detail="": said.append((sentence, detail)))
    ask.show_error(None, StorageTrouble("full", "磁盘满了。"))
    assert said[0][0] == "磁盘满了。"
    assert "空间" in said[0][1]


def test_a_question_is_answered_by_its_button(qtbot: Any) -> None:
    from PySide6.QtCore import QTimer
    from PySide6.QtWidgets import QApplication

    parent = QWidget()
    qtbot.addWidget(parent)

    def press(words: str) -> None:
        box = QApplication.activeModalWidget()
        assert isinstance(box, ask.Question)
        next(b for b in box.buttons if b.text() == words).click()

    QTimer.singleShot(0, lambda: press("删除"))
    assert ask.confirm(parent, "删除张伟？", "删除", risky=True)
    QTimer.singleShot(0, lambda: press("取消"))
    assert not ask.confirm(parent, "删除张伟？", "删除")
    QTimer.singleShot(0, lambda: qtbot.keyClick(QApplication.activeModalWidget(), Qt.Key.Key_Escape))
    assert not ask.confirm(parent, "删除张伟？", "删除")
    QTimer.singleShot(0, lambda: press("乙"))
    assert ask.choose(parent, "哪一个？", ["甲", "乙"]) == 1


def test_a_line_of_words_is_asked_in_a_window_of_our_own(qtbot: Any) -> None:
    asked = ask.WordsQuestion(None, "作废", "为什么作废？", "填错了")
    qtbot.addWidget(asked)
    asked.show()
    assert asked.line.selectedText() == "填错了"
    assert asked.line.accessibleName() == "为什么作废？"
    qtbot.keyClick(asked.line, Qt.Key.Key_Return)
    assert asked.result() == ask.WordsQuestion.DialogCode.Accepted
    secret = ask.WordsQuestion(None, "密码", "您的密码", "", secret=True)
    qtbot.addWidget(secret)
    assert secret.line.echoMode() == secret.line.EchoMode.Password
    qtbot.keyClick(secret.line, Qt.Key.Key_Escape)
    assert secret.result() == ask.WordsQuestion.DialogCode.Rejected


def test_the_calendar_is_headed_as_chinese_calendars_are(qtbot: Any) -> None:
    from datetime import date

    from commgov_desktop.ui.day_box import CalendarPopup

    owner = QWidget()
    qtbot.addWidget(owner)
    popup = CalendarPopup(owner, date(2026, 3, 5))
    assert popup.title.text() == "2026年3月"
    popup.steps[1].click()
    popup.steps[1].click()
    popup.steps[1].click()
    assert popup.title.text() == "2025年12月"
    popup.steps[3].click()
    assert popup.title.text() == "2026年12月"
    popup.steps[2].click()
    popup.steps[0].click()
    assert popup.title.text() == "2026年1月"


def test_a_long_link_in_a_card_gives_way_to_the_pane(qtbot: Any) -> None:
    from commgov_desktop.ui.widgets import KeyValues, LinkButton

    facts = KeyValues([("户", ("一个名字很长很长的户主的户（二十三口人）", lambda: None))])
    qtbot.addWidget(facts)
    facts.resize(180, 40)
    facts.show()
    link = facts.findChild(LinkButton)
    assert link is not None
    assert facts.minimumSizeHint().width() <= 180
    assert link.toolTip() == link.text()


def test_the_first_column_never_yields_its_room(qtbot: Any, people: People) -> None:
    table = RecordTable(people)
    qtbot.addWidget(table)
    table.resize(260, 400)
    table.show()
    table.refresh()
    assert table.view.columnWidth(0) >= 90


def test_the_link_back_keeps_its_arrow_where_nothing_else_can_give_way(qtbot: Any) -> None:
    left: list[bool] = []
    head = PageHead("（2026）沙人调字第4号", "3 件", back=("全部案件", lambda: left.append(True)))
    head.add(primary("登记协议签收", lambda: None))
    page = QWidget()
    qtbot.addWidget(page)
    QVBoxLayout(page).addWidget(head)
    link = head.findChild(LinkButton)
    assert link is not None
    page.resize(900, 60)
    page.show()
    assert link.text() == "‹ 全部案件"
    page.resize(page.minimumSizeHint())
    assert (link.text(), link.toolTip(), link.accessibleName()) == ("‹", "‹ 全部案件", "‹ 全部案件")
    link.click()
    assert left == [True]
    page.resize(900, 60)
    assert link.text() == "‹ 全部案件"
