"""The groups through the window: card, sheet, many at once, lists of groups, visits, editors of groups and fields."""

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QDialog
from pytestqt.qtbot import QtBot

from commgov_desktop.ledger import extra_fields
from commgov_desktop.ledger.office import Office
from commgov_desktop.roster.groups import known, lists, sheets, visits
from commgov_desktop.roster.groups.completeness_page import CompletenessPage
from commgov_desktop.roster.groups.field_dialog import FormDialog
from commgov_desktop.roster.groups.group_page import GroupPage
from commgov_desktop.roster.groups.groups_page import GroupsPage
from commgov_desktop.roster.groups.own_fields_page import OwnFieldsPage
from commgov_desktop.roster.groups.sheet_card import BelongingsCard, MeterCard, SheetForm
from commgov_desktop.roster.groups.strip_card import GroupStrip
from commgov_desktop.roster.groups.visits_page import VisitForm, VisitsPage
from commgov_desktop.roster.ledger import RESIDENTS
from commgov_desktop.roster.page import RosterPage
from commgov_desktop.roster.places import Homes
from commgov_desktop.ui import ask, look, print_dialog
from commgov_desktop.ui.news import News
from commgov_desktop.ui.record_form import RecordForm
from tests import screen_reading as reading
from tests.conftest import TODAY

Fill = Callable[[FormDialog], object]


@pytest.fixture
def page(office: Office, homes: Homes, qtbot: QtBot, qapp: QApplication) -> Iterator[RosterPage]:
    """The tab of an office with three people, hearing the news."""
    look.apply(qapp)
    for name in ("张伟", "李梅", "王芳"):
        office.book.save(RESIDENTS, None, {"name": name, "birth": date(1980, 1, 1)})
    made = RosterPage(office, homes=homes)
    qtbot.addWidget(made)
    made.resize(1366, 700)
    made.show()
    news = News()
    news.changed.connect(made.refresh)
    office.store.subscribe(news.tell)
    reading.settle()
    yield made
    made.hide()


@pytest.fixture
def answer(monkeypatch: pytest.MonkeyPatch) -> Callable[[Fill], list[str]]:
    """Fills in the next window and presses its button; gives what was said afterwards."""
    said: list[str] = []
    monkeypatch.setattr(ask, "tell", lambda _parent, sentence, detail="": said.append(sentence))
    monkeypatch.setattr(ask, "show_error", lambda _parent, error: said.append(str(error)))

    def use(fill: Fill) -> list[str]:
        def execute(dialog: QDialog) -> int:
            assert isinstance(dialog, FormDialog)
            fill(dialog)
            dialog.form.ask_save()
            return int(dialog.result())

        monkeypatch.setattr(QDialog, "exec", execute)
        return said

    return use


@pytest.fixture
def papers(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, bytes]]:
    """The papers that were shown, by title."""
    shown: list[tuple[str, bytes]] = []

    class Paper:
        def __init__(self, _parent: object, title: str, pdf: bytes, **more: object) -> None:
            shown.append((title, pdf))
            more["printed"]()  # type: ignore[operator]

        def open(self) -> None:
            """Nothing to see."""

    monkeypatch.setattr(print_dialog, "PaperDialog", Paper)
    return shown


def group(office: Office, name: str) -> known.GroupInfo:
    return next(g for g in known.groups(office) if g.name.startswith(name))


def who(office: Office, name: str) -> int:
    return office.people.find(name)[0][0]


def form_of(page: RosterPage) -> RecordForm:
    form = page.shown_list().right.form
    assert isinstance(form, RecordForm)
    return form


def test_a_sheet_is_filled_in_in_place_of_the_card_and_shows_on_it(page: RosterPage, office: Office) -> None:
    number = who(office, "张伟")
    page.show_record(number)
    page.groups.open_sheet(group(office, "残疾人").id, number)
    form = form_of(page)
    assert isinstance(form, SheetForm)
    form.boxes["kind"].set_value("4")
    form.boxes["valid_to"].set_value(date(2026, 3, 20))
    form.ask_save()
    assert not page.people.is_editing
    card = page.people.findChild(BelongingsCard)
    assert isinstance(card, BelongingsCard)
    assert [one.group.name for one in card.belongings] == ["残疾人", "证件即将到期"]
    assert page.people.findChild(MeterCard) is not None


def test_a_sheet_ends_with_a_day_and_a_reason(
    page: RosterPage, office: Office, answer: Callable[[Fill], list[str]], papers: list[tuple[str, bytes]]
) -> None:
    number, volunteers = who(office, "张伟"), group(office, "志愿者").id
    sheets.put_many(office, volunteers, [number], date(2025, 1, 1))
    page.show_record(number)
    page.groups.open_sheet(volunteers, number)
    form = form_of(page)
    assert isinstance(form, SheetForm)
    form.print_sheet()
    assert [title for title, _pdf in papers] == ["志愿者登记表"]
    answer(lambda dialog: dialog.form.boxes["why"].set_value("不再参加"))
    form.end()
    assert not sheets.belongings(office, number)
    card = page.people.findChild(BelongingsCard)
    assert isinstance(card, BelongingsCard)
    assert [one.why_ended for one in card.history] == ["不再参加"]


def test_an_end_without_a_reason_stays_open_and_says_so(
    page: RosterPage, office: Office, answer: Callable[[Fill], list[str]]
) -> None:
    number, volunteers = who(office, "张伟"), group(office, "志愿者").id
    sheets.put_many(office, volunteers, [number], date(2025, 1, 1))
    page.groups.open_sheet(volunteers, number)
    form = form_of(page)
    assert isinstance(form, SheetForm)
    asked: list[FormDialog] = []
    answer(asked.append)
    form.end()
    assert asked[0].form._problems["why"].text()
    assert sheets.belongings(office, number)


def test_the_chosen_people_are_put_into_a_group(
    page: RosterPage, office: Office, answer: Callable[[Fill], list[str]]
) -> None:
    chosen = [who(office, "李梅"), who(office, "王芳")]
    page.people.table.select_ids(chosen)
    volunteers = group(office, "志愿者")
    said = answer(lambda dialog: dialog.form.boxes["group"].set_value(str(volunteers.id)))
    page.groups.put_chosen()
    assert said == ["共 2 人，新加入 2 人，其余的原来就在组内。"]
    page.show_filter(f"{lists.PREFIX}{volunteers.id}")
    assert sorted(page.people.table.model.ids) == sorted(chosen)
    strip = page.people.findChild(GroupStrip)
    assert isinstance(strip, GroupStrip)
    assert strip.isVisible()
    page.show_filter("")
    assert not strip.isVisible()


def test_the_list_of_a_group_opens_prints_exports_and_leads_back(
    page: RosterPage, office: Office, qtbot: QtBot, papers: list[tuple[str, bytes]], tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch, answer: Callable[[Fill], list[str]],
) -> None:  # fmt: skip
    destitute = group(office, "特困")
    sheets.put_many(office, destitute.id, [who(office, "张伟")], date(2025, 1, 1))
    page.groups.show_group(destitute.id, lists.OVERDUE)
    shown = page.groups.open_page
    assert isinstance(shown, GroupPage)
    assert list(shown.table.model.ids) == [who(office, "张伟")]
    assert shown.side is not None
    assert shown.side.key == lists.OVERDUE
    shown.print_()
    qtbot.waitUntil(lambda: bool(papers), timeout=20000)
    assert papers[0][0] == "特困人员名册"
    said = answer(lambda _dialog: None)
    monkeypatch.setattr(ask, "save_file", lambda *_words: tmp_path / "组.xlsx")
    shown.export()
    qtbot.waitUntil(lambda: bool(said), timeout=20000)
    assert (tmp_path / "组.xlsx").exists()
    page.groups.record_visit({"resident_id": who(office, "张伟")})
    form_of(page).ask_save()
    assert shown.table.count() == 0
    answer(lambda dialog: dialog.form.boxes["who"].set_value(who(office, "李梅")))
    assert shown.new_button is not None
    shown.new_button.click()
    assert shown.listing.count() == 2
    page.groups.close()
    assert page.pages.currentWidget() is page.people


def test_a_visit_is_written_down_from_the_card_and_stands_in_the_list(
    page: RosterPage, office: Office, qtbot: QtBot, papers: list[tuple[str, bytes]]
) -> None:
    number = who(office, "张伟")
    page.show_record(number)
    page.groups.record_visit({"resident_id": number})
    form = form_of(page)
    assert isinstance(form, VisitForm)
    assert form.values()["by_whom"] == "王敏"
    form.boxes["findings"].set_value("一切都好")
    form.ask_save()
    page.groups.show_visits()
    shown = page.groups.open_page
    assert isinstance(shown, VisitsPage)
    assert shown.table.count() == 1
    assert "一切都好" in "\n".join(words for _where, words in reading.words_of(page))
    shown.print_()
    qtbot.waitUntil(lambda: bool(papers), timeout=20000)
    shown.edit(shown.table.model.ids[0])
    edited = form_of(page)
    edited.boxes["day"].set_value(date(2026, 3, 6))
    edited.ask_save()
    assert edited._problems["day"].text()
    edited.boxes["day"].set_value(TODAY)
    edited.ask_save()
    assert not shown.is_editing
    assert visits.of_person(office, number)[0][1] == TODAY


def test_a_new_group_is_made_and_stands_at_once_in_the_side_list(
    page: RosterPage, office: Office, answer: Callable[[Fill], list[str]]
) -> None:
    page.groups.show_groups()
    shown = page.groups.open_page
    assert isinstance(shown, GroupsPage)
    shown.new()
    form = form_of(page)
    form.ask_save()
    assert form._problems["name"].text()
    form.boxes["name"].set_value("空挂户")
    form.boxes["visit_days"].set_value(90)
    form.ask_save()
    made = group(office, "空挂户")
    shown.show_group(made.id)

    def a_box(dialog: FormDialog) -> None:
        dialog.form.boxes["label"].set_value("空挂原因")
        dialog.form.boxes["kind"].set_value("choice")
        dialog.form.boxes["choices"].set_value("01 购房落户\n亲友挂靠")

    answer(a_box)
    shown.fields.add()
    assert group(office, "空挂户").fields[0].choices == (("01", "购房落户"), ("亲友挂靠", "亲友挂靠"))
    page.groups.close()
    assert page._sides["residents"].choose(f"{lists.PREFIX}{made.id}")


def test_boxes_are_moved_renamed_and_retired_on_the_card(
    page: RosterPage, office: Office, answer: Callable[[Fill], list[str]]
) -> None:
    page.groups.show_groups()
    shown = page.groups.open_page
    shown.show_group(group(office, "志愿者").id)
    before = [field.label for field in group(office, "志愿者").fields]
    shown.fields.put(0, 1)
    shown.show_group(group(office, "志愿者").id)
    assert [f.label for f in group(office, "志愿者").fields] == [before[1], before[0], *before[2:]]
    answer(lambda dialog: dialog.form.boxes["label"].set_value("所属队伍"))
    shown.fields.edit(0)
    shown.show_group(group(office, "志愿者").id)
    shown.fields.retire(1)
    fields = group(office, "志愿者").fields
    assert fields[0].label == "所属队伍"
    assert fields[1].retired


def test_a_field_of_the_office_stands_at_once_in_form_and_columns(
    page: RosterPage, office: Office, answer: Callable[[Fill], list[str]]
) -> None:
    page.groups.show_own_fields()
    shown = page.groups.open_page
    assert isinstance(shown, OwnFieldsPage)
    answer(lambda dialog: dialog.form.boxes["label"].set_value("血型"))
    shown.cards["residents"].add()
    assert [f.label for f in extra_fields.fields_of(office.store, "residents")] == ["血型"]
    page.show_record(who(office, "张伟"))
    assert "血型" in [field.label for field in page.people.table.model.columns]
    page.edit_person(who(office, "张伟"))
    form = form_of(page)
    form.boxes["x1"].set_value("A型")
    form.ask_save()
    assert "A型" in "\n".join(words for _where, words in reading.words_of(page))
    office.store.undo()
    office.store.undo()
    assert "血型" not in [field.label for field in page.people.table.model.columns]


def test_missing_facts_lead_to_the_form_that_fills_them_in(page: RosterPage, office: Office) -> None:
    page.groups.show_missing()
    shown = page.groups.open_page
    assert isinstance(shown, CompletenessPage)
    assert shown.table.count() == 3
    shown.show_grids()
    shown.show_person(who(office, "张伟"))
    assert "身份清：证件号码" in "\n".join(words for _where, words in reading.words_of(page))
    shown._edit_person(who(office, "张伟"))
    assert page.pages.currentWidget() is page.people
    assert form_of(page).values()["name"] == "张伟"


def test_the_list_of_facts_is_worded_anew_in_the_window(
    page: RosterPage, office: Office, answer: Callable[[Fill], list[str]]
) -> None:
    page.groups.show_missing()
    shown = page.groups.open_page
    shown.show_facts()
    count = len(shown._facts)

    def a_fact(dialog: FormDialog) -> None:
        dialog.form.boxes["name"].set_value("人员清：曾用名")
        dialog.form.boxes["needs"].set_value(["note"])

    answer(a_fact)
    shown.add_fact()
    assert len(shown._facts) == count + 1
    shown._move(count, -1)
    shown._retire(count - 1)
    assert shown._facts[count - 1].retired


def test_today_opens_the_list_behind_its_line(page: RosterPage, office: Office) -> None:
    from commgov_desktop.tabs import ROSTER_VIEWS

    destitute = group(office, "特困")
    sheets.put_many(office, destitute.id, [who(office, "张伟")], date(2025, 1, 1))
    ROSTER_VIEWS["visits-due"](page, destitute.id)
    shown = page.groups.open_page
    assert isinstance(shown, GroupPage)
    assert shown.table.count() == 1
    ROSTER_VIEWS["visits"](page, 0)
    assert isinstance(page.groups.open_page, VisitsPage)
