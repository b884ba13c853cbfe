"""家庭变动 through its own window: chosen, answered, seen, saved, printed, and who left is found again."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from commgov_desktop.finding import finder
from commgov_desktop.ledger.office import Office
from commgov_desktop.roster.events import mending, slip_dialog
from commgov_desktop.roster.events.events_page import Doing
from commgov_desktop.roster.events.life import life
from commgov_desktop.roster.events.mending_dialog import MendingDialog
from commgov_desktop.roster.house_match import LIVES_ONLY, TOGETHER, proposed
from commgov_desktop.roster.ledger import RESIDENTS
from commgov_desktop.roster.models import HEAD
from commgov_desktop.roster.page import RosterPage
from commgov_desktop.roster.past_card import PastCard
from commgov_desktop.roster.places import Homes
from commgov_desktop.roster.resident_card import ResidentCard
from commgov_desktop.ui import ask, look
from commgov_desktop.ui.banner import Banner
from commgov_desktop.ui.buttons import LinkButton
from commgov_desktop.ui.news import News
from tests import screen_reading as reading
from tests.roster.event_words import BEFORE, DAY, Family, family


@pytest.fixture
def zhangs(office: Office) -> Family:
    return family(office)


@pytest.fixture
def page(zhangs: Family, homes: Homes, qtbot: QtBot, qapp: object) -> Iterator[RosterPage]:
    look.apply(qapp)  # type: ignore[arg-type]
    made = RosterPage(zhangs.office, homes=homes)
    qtbot.addWidget(made)
    made.resize(1366, 700)
    made.show()
    news = News()
    news.changed.connect(made.refresh)
    zhangs.office.store.subscribe(news.tell)
    yield made
    made.hide()


def doing(page: RosterPage) -> Doing:
    assert page.events_page is not None
    assert page.events_page.doing is not None
    return page.events_page.doing


def said(page: RosterPage) -> dict[tuple[str, str], str]:
    return {(line.who, line.what): line.after for line in doing(page).effects.lines}


def test_the_tiles_lead_to_a_form_filled_with_whom_it_is_about(page: RosterPage, zhangs: Family) -> None:
    page.show_record(zhangs.son)
    page.open_events_of_current()
    assert page.events_page is not None
    page.events_page.choosing.tiles["death"].click()
    assert doing(page).answering.form.values()["person"] == zhangs.son
    doing(page).leave_button.click()
    page.events_page.choosing.tiles["birth"].click()
    assert doing(page).answering.form.values()["household"] == zhangs.home


def test_the_effects_follow_what_is_answered(page: RosterPage, zhangs: Family) -> None:
    page.open_events("split", person=zhangs.son)
    assert said(page)["张小宝", "relation"] == "户主"
    assert ("张小妹", "relation") not in said(page)
    doing(page).answering.ticks[zhangs.girl].click()
    doing(page).show_effects()
    assert said(page)["张小妹", "relation"] == "妹妹"


def test_another_head_proposes_all_relations_anew(page: RosterPage, zhangs: Family) -> None:
    page.open_events("death", person=zhangs.zhang)
    box = doing(page).effects.homes.head_boxes[zhangs.home]
    assert box.currentText() == "李梅"
    place = box.findText("张小宝")
    box.setCurrentIndex(place)
    box.activated.emit(place)
    assert said(page)["李梅", "relation"] == "母亲"
    doing(page).save_button.click()
    assert zhangs.relations()["张小宝"] == HEAD


def test_what_is_missing_is_said_at_its_box_and_nothing_is_saved(page: RosterPage, zhangs: Family) -> None:
    before = zhangs.office.store.undoable()
    page.open_events("death")
    doing(page).save()
    assert doing(page).done is None
    assert "谁" in doing(page).answering.form._problems["person"].text()
    assert zhangs.office.store.undoable() == before


def test_a_family_is_typed_line_by_line(page: RosterPage, zhangs: Family) -> None:
    page.open_events("move_in")
    lines = doing(page).answering.newcomers
    assert lines is not None
    for number, name in enumerate(("陈强", "周莉")):
        if number:
            lines.more.click()
        editor = lines.lines[number]["name"].editor
        assert isinstance(editor, QLineEdit)
        editor.setText(name)
        editor.textEdited.emit(name)
    lines.lines[1]["relation"].set_value("12")
    doing(page).save()
    done = doing(page).done
    assert done is not None
    assert zhangs.relations(done.homes[0]) == {"陈强": HEAD, "周莉": "12"}


def test_the_slip_is_printed_after_saving(
    page: RosterPage, zhangs: Family, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    shown: list[bytes] = []

    class Paper:
        def __init__(self, _parent: object, _title: str, pdf: bytes, **_more: object) -> None:
            shown.append(pdf)

        def open(self) -> None:
            """Nothing to see."""

    monkeypatch.setattr(slip_dialog, "PaperDialog", Paper)
    page.open_events("death", person=zhangs.mother)
    doing(page).print_()
    assert not shown, "there is no slip before it is saved"
    qtbot.keyClick(doing(page).save_button, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    assert doing(page).print_button.isVisible()
    doing(page).print_button.click()
    assert shown
    assert shown[0].startswith(b"%PDF")


def test_who_has_left_is_found_by_everything_and_shown_with_the_way_back(
    page: RosterPage, zhangs: Family
) -> None:
    zhangs.do("move_out", person=zhangs.son, chosen=(zhangs.son,))
    hits = [hit for hit in finder(zhangs.office)("张小宝") if hit.tab == "roster"]
    assert [hit.record_id for hit in hits] == [zhangs.son]
    assert hits[0].hint.startswith(f"已迁出 {DAY}")
    page.show_record(zhangs.son)
    assert list(page.people.table.model.ids) == [zhangs.son]
    card = page.people.findChild(ResidentCard)
    assert isinstance(card, ResidentCard)
    strip = card.findChild(Banner)
    assert isinstance(strip, Banner)
    assert strip.button is not None
    strip.button.click()
    assert doing(page).answering.form.values()["person"] == zhangs.son


def test_the_former_residents_are_found_within_their_list_only(page: RosterPage, zhangs: Family) -> None:
    zhangs.do("move_out", person=zhangs.son, chosen=(zhangs.son,))
    page.show_filter("moved_away")
    page.people.table.show_find("zxb")
    assert list(page.people.table.model.ids) == [zhangs.son]
    page.show_filter("")
    page.people.table.show_find("zxb")
    assert page.people.table.count() == 0


def test_a_line_of_the_history_is_corrected_in_its_window(
    page: RosterPage, zhangs: Family, monkeypatch: pytest.MonkeyPatch
) -> None:
    refused: list[str] = []
    zhangs.do("death", person=zhangs.zhang)
    moment = life(zhangs.office.store, zhangs.zhang)[0]
    dialog = MendingDialog(page, zhangs.office.store, moment, moment.why)
    dialog.form.boxes["day"].set_value("2026-02-28")
    dialog.save_button.click()
    assert str(zhangs.column(zhangs.zhang, "left_on")) == "2026-02-28"
    dialog = MendingDialog(page, zhangs.office.store, moment, moment.why)
    monkeypatch.setattr(ask, "show_error", lambda _parent, error: refused.append(str(error)))
    dialog.strike_button.click()
    assert "更正" in refused[0], "the correction stands on the event, and is named"
    zhangs.office.store.undo()
    dialog.strike_button.click()
    assert zhangs.column(zhangs.zhang, "left_on") is None


@pytest.mark.parametrize(
    ("kind", "registered", "code"),
    [
        ("1", "临湖市沙田社区3号楼2单元501室", TOGETHER),
        ("1", "临湖市沙田社区13号楼2单元501", ""),
        ("1", "青石市", ""),
        ("3", "青石市", LIVES_ONLY),
        ("3", "", ""),
        ("4", "香港", ""),
    ],
)
def test_the_match_is_proposed_only_where_the_addresses_plainly_tell(
    kind: str, registered: str, code: str
) -> None:
    assert proposed(kind, registered, "3号楼2单元501") == code


def test_a_proposal_is_taken_over_at_a_click(page: RosterPage, zhangs: Family, homes: Homes) -> None:
    place = homes.split("3号楼2单元501")
    with zhangs.office.store.write("房屋") as session:
        flat = homes.dwellings_for(session, [place])[place]
    zhangs.office.book.save(
        RESIDENTS, zhangs.son, {"dwelling_id": flat, "registered_address": "沙田社区3号楼2单元501"}
    )
    page.show_record(zhangs.son)
    card = page.people.findChild(ResidentCard)
    assert isinstance(card, ResidentCard)
    link = next(b for b in card.findChildren(LinkButton) if "人户一致" in b.text())
    link.click()
    assert zhangs.column(zhangs.son, "house_match") == TOGETHER
    page.show_filter("together")
    assert list(page.people.table.model.ids) == [zhangs.son]


# ---- the roster of an earlier day ---------------------------------------------------------------------


def test_the_list_is_shown_as_of_a_day_and_says_so(page: RosterPage, zhangs: Family, qtbot: QtBot) -> None:
    zhangs.do("death", person=zhangs.zhang)
    assert page.people.table.count() == 4
    strip = page._strips[page.people]
    strip.ask()
    reading.settle()
    assert page.day == date(2026, 2, 28)
    assert "2026年2月28日" in strip.sentence.text()
    assert page.people.table.count() == 5
    page.people.table.select_id(zhangs.wife)
    card = page.people.findChild(PastCard)
    assert isinstance(card, PastCard)
    assert dict(card.facts)["与户主关系"] == "妻"
    strip.box.set_value(DAY)
    strip.box.line.returnPressed.emit()
    reading.settle()
    assert page.people.table.count() == 4
    strip.back.click()
    assert page.day is None
    assert not strip.isVisible()
    assert page.people.findChild(ResidentCard) is not None


def test_of_two_days_asked_in_a_row_the_last_is_shown_and_today_is_at_once(
    page: RosterPage, zhangs: Family
) -> None:
    zhangs.do("death", person=zhangs.zhang)
    page.show_day(BEFORE)
    assert page.day is None, "it is read in the background first"
    page.show_day(date(1970, 1, 1))
    reading.settle()
    assert page.day == date(1970, 1, 1)
    assert page.people.table.count() == 1
    page.show_day(BEFORE)
    page.show_record(zhangs.wife)
    reading.settle()
    assert page.day is None
    assert page.people.table.count() == 4


def test_a_day_that_is_put_right_meanwhile_is_read_again(page: RosterPage, zhangs: Family) -> None:
    zhangs.do("death", person=zhangs.zhang)
    page.show_day(BEFORE)
    reading.settle()
    page.people.table.select_id(zhangs.son)
    zhangs.office.book.save(RESIDENTS, zhangs.son, {"name": "张小保"})
    mending.always_so(
        zhangs.office.store, next(m.span for m in life(zhangs.office.store, zhangs.son) if m.span) or 0
    )
    reading.settle()
    assert page.day == BEFORE
    assert page.people.table.current_id == zhangs.son
    assert page.people.table.rows.page([zhangs.son])[zhangs.son][0] == "张小保"


def test_households_of_a_day_are_listed_with_their_heads(page: RosterPage, zhangs: Family) -> None:
    zhangs.do("death", person=zhangs.zhang)
    page.show_view("households", 0)
    page.show_day(BEFORE)
    reading.settle()
    assert page.households.table.rows.page([zhangs.home])[zhangs.home][0] == "张伟"
    card = page.households.findChild(PastCard)
    assert isinstance(card, PastCard)
    page.show_day(None)
    assert page.households.table.rows.page([zhangs.home])[zhangs.home][0] == "李梅"


def test_the_register_and_the_workbook_of_a_day_carry_the_day(
    page: RosterPage, zhangs: Family, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot, tmp_path: Path
) -> None:
    shown: list[bytes] = []
    names: list[str] = []
    monkeypatch.setattr(
        "commgov_desktop.roster.papers.register_of",
        lambda _office, ledger, ids, **more: shown.append((ledger.key, len(ids), more["day"])) or b"",  # type: ignore[func-returns-value,arg-type]
    )
    monkeypatch.setattr(page.papers, "_show", lambda *_words: None)
    zhangs.do("death", person=zhangs.zhang)
    page.show_day(BEFORE)
    reading.settle()
    page.print_()
    qtbot.waitUntil(lambda: bool(shown))
    assert shown == [("residents", 5, BEFORE)]
    monkeypatch.setattr(ask, "tell", lambda *_words: None)
    monkeypatch.setattr(
        ask, "save_file", lambda _p, _t, name, *_more: names.append(name) or tmp_path / "册.xlsx"
    )
    page.export()
    qtbot.waitUntil(lambda: (tmp_path / "册.xlsx").exists())
    assert names == [f"居民花名册{BEFORE}.xlsx"]


def test_what_is_edited_is_the_roster_of_today(page: RosterPage) -> None:
    page.show_day(BEFORE)
    reading.settle()
    page.new()
    assert page.day is None
    page.people.close_edit()
    page.show_day(BEFORE)
    reading.settle()
    page.open_events()
    assert page.day is None
