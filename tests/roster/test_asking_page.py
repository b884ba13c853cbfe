"""The filter builder in the window: built by keyboard, counted while it is changed, kept, changed, renamed, deleted."""

from datetime import date
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from commgov_desktop import catalog
from commgov_desktop.ledger import filters_on_today, saved_filters
from commgov_desktop.ledger.office import Office
from commgov_desktop.ledger.questions import Asked, Question, all_of
from commgov_desktop.roster import papers
from commgov_desktop.roster.ledger import RESIDENTS
from commgov_desktop.roster.models import Resident
from commgov_desktop.roster.page import RosterPage
from commgov_desktop.roster.places import Homes
from commgov_desktop.ui import ask
from commgov_desktop.ui.question_dialog import QuestionDialog
from commgov_desktop.ui.question_rows import ConditionRow

OLD = all_of(Asked("age", "least", (80,)))


@pytest.fixture
def roster(qtbot: QtBot, office: Office, homes: Homes) -> RosterPage:
    with office.store.write("Practice") as session:
        for n, year in enumerate((1940, 1943, 1960, 1990), 1):
            person = Resident(
                id=n, name=f"张{n}", sort_key=f"zhang {n}", birth=date(year, 1, 1), sex="12"[n % 2]
            )
            session.add(person)
    page = RosterPage(office, homes=homes, facts=lambda ledger: catalog.askable(office, ledger))
    office.store.subscribe(page.refresh)
    qtbot.addWidget(page)
    page.resize(1366, 768)
    page.show()
    return page


def _ids(page: RosterPage) -> list[int]:
    return list(page.people.table.model.ids)


def _dialog(page: RosterPage) -> QuestionDialog:
    found = page.own_lists["residents"].dialog
    assert found is not None
    return found


def _row(dialog: QuestionDialog, place: int = 0) -> Any:
    found = dialog.rows.rows[place]
    assert isinstance(found, ConditionRow)
    return found


def _type(qtbot: QtBot, box: Any, words: str) -> None:
    line = box.combo.lineEdit() if hasattr(box, "combo") else box.line
    line.setFocus()
    line.clear()
    qtbot.keyClicks(line, words)
    line.editingFinished.emit()


def test_a_filter_is_built_by_keyboard_counted_and_shown(qtbot: QtBot, roster: RosterPage) -> None:
    roster.own_lists["residents"].build()
    dialog = _dialog(roster)
    row = _row(dialog)
    _type(qtbot, row.fact_box, "nl")
    assert row.asked().fact == "age"
    assert not dialog.use_button.isEnabled()
    _type(qtbot, row.values_box._boxes[0], "80")
    assert dialog.sentence.text() == "年龄不小于 80"
    qtbot.waitUntil(lambda: dialog.count_words.text() == "符合 2 条")
    dialog.use()
    assert _ids(roster) == [1, 2]
    assert roster.people.ids_to_take() == [1, 2]
    assert roster._sides["residents"].key == "@asked"


def test_words_are_chosen_by_their_first_letters_and_taken_away_again(
    qtbot: QtBot, roster: RosterPage
) -> None:
    roster.own_lists["residents"].build()
    row = _row(_dialog(roster))
    _type(qtbot, row.fact_box, "xb")
    _type(qtbot, row.values_box._words.box, "2")
    assert row.asked() == Asked("sex", "any", ("2",), None, "性别")
    row.values_box._words._drop("2")
    assert row.asked().values == ()


def test_a_kept_filter_stands_in_the_side_list_with_its_count(qtbot: QtBot, roster: RosterPage) -> None:
    own = roster.own_lists["residents"]
    own._open(OLD)
    _dialog(roster).name_line.setText("八十岁以上")
    _dialog(roster).shared_box.setChecked(True)
    _dialog(roster).save()
    assert roster._sides["residents"].key == "saved:1"
    assert _ids(roster) == [1, 2]
    entry = roster._sides["residents"].list.currentItem()
    qtbot.waitUntil(lambda: "2" in entry.data(11).split())
    with own.lists.office.store.write("Older") as session:
        session.get_one(Resident, 3).birth = date(1930, 1, 1)
    entry = roster._sides["residents"].list.currentItem()
    qtbot.waitUntil(lambda: "3" in entry.data(11).split())
    assert _ids(roster) == [1, 2, 3]


def test_a_filter_without_a_name_is_not_kept_and_says_why(roster: RosterPage) -> None:
    roster.own_lists["residents"]._open(OLD)
    _dialog(roster).save()
    assert "名称" in _dialog(roster).hint.text()
    assert saved_filters.saved_of(roster._office.store, "residents", 1) == []


def test_it_is_renamed_changed_deleted_and_brought_back(
    roster: RosterPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    own, store = roster.own_lists["residents"], roster._office.store
    key = own.lists.keep("老人", OLD, True)
    monkeypatch.setattr(ask, "words", lambda *_args, **_more: "高龄老人")
    own.rename(key)
    own.change(key)
    assert _dialog(roster).name_line.text() == "高龄老人"
    _dialog(roster).rows.rows[0].values_box._boxes[0].set_value(60)  # type: ignore[union-attr]
    _dialog(roster).save()
    assert _ids(roster) == [1, 2, 3]
    own.delete(key)
    assert own.lists.saved == {}
    assert _ids(roster) == [1, 2, 3, 4]
    store.undo()
    assert own.lists.saved[key].name == "高龄老人"


def test_its_menu_puts_the_count_on_the_page_of_today_and_takes_it_away(roster: RosterPage) -> None:
    own, office = roster.own_lists["residents"], roster._office
    key = own.lists.keep("老人", OLD, True)
    for words, shown in (("在今日页显示人数", [own.lists.saved[key].id]), ("不在今日页显示", [])):
        entries = dict(entry for entry in own.acts(key) if entry)
        entries[words]()
        assert filters_on_today.numbers(office) == shown


def test_one_clerk_does_not_see_what_another_keeps_for_themselves(roster: RosterPage) -> None:
    own, store = roster.own_lists["residents"], roster._office.store
    own.lists.keep("我的", OLD, False)
    own.lists.keep("大家的", OLD, True)
    assert [one.name for one in saved_filters.saved_of(store, "residents", 2)] == ["大家的"]
    assert [name for name, _ids in own.lists.named_lists()] == ["大家的", "我的"]


def test_two_filters_of_one_name_are_refused(roster: RosterPage) -> None:
    own = roster.own_lists["residents"]
    own.lists.keep("老人", OLD, True)
    own._open(OLD)
    _dialog(roster).name_line.setText("老人")
    _dialog(roster).shared_box.setChecked(True)
    _dialog(roster).save()
    assert "同名" in _dialog(roster).hint.text()


def test_a_filter_over_a_fact_that_is_gone_is_named_and_nobody_answers(roster: RosterPage) -> None:
    own = roster.own_lists["residents"]
    key = own.lists.keep("残疾", all_of(Asked("group:x:level", "filled", label="残疾等级")), True)
    roster._sides["residents"].choose(key)
    assert _ids(roster) == []
    assert "残疾等级" in _dialog(roster).hint.text()
    assert not _dialog(roster).use_button.isEnabled()


def test_groups_within_groups_are_built_and_taken_away(qtbot: QtBot, roster: RosterPage) -> None:
    own = roster.own_lists["residents"]
    inner = Question("none", (Asked("sex", "any", ("1",)),))
    own._open(all_of(Asked("age", "least", (60,)), inner))
    dialog = _dialog(roster)
    assert dialog.sentence.text() == "年龄不小于 60，且（以下都不符合：性别是男）"
    dialog.rows.rows[1].gone.emit()
    assert dialog.sentence.text() == "年龄不小于 60"
    dialog.rows.add_group()
    assert not dialog.use_button.isEnabled()


def test_the_register_prints_just_those_who_answer(roster: RosterPage) -> None:
    own = roster.own_lists["residents"]
    own.use(OLD)
    pdf = papers.register_of(roster._office, RESIDENTS, roster.people.ids_to_take(), columns=["name", "age"])
    assert pdf.startswith(b"%PDF")
