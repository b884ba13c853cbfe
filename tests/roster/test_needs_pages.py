"""Needs and the ten lines through the window: card, form, list, services, the page of the five checks and visits."""

from collections.abc import Callable, Iterator
from datetime import date

import pytest
from PySide6.QtWidgets import QApplication, QDialog, QPushButton
from pytestqt.qtbot import QtBot

from commgov_desktop.ledger.office import Office
from commgov_desktop.roster.duties import lists
from commgov_desktop.roster.duties.duties_card import DutiesCard
from commgov_desktop.roster.duties.duties_page import DutiesPage
from commgov_desktop.roster.groups import known, sheets, visits
from commgov_desktop.roster.groups.field_dialog import FormDialog
from commgov_desktop.roster.groups.group_page import GroupPage
from commgov_desktop.roster.groups.groups_page import GroupsPage
from commgov_desktop.roster.groups.models import Group
from commgov_desktop.roster.groups.visits_page import VisitForm
from commgov_desktop.roster.ledger import RESIDENTS
from commgov_desktop.roster.needs import ledger, services
from commgov_desktop.roster.needs.needs_card import NeedsCard
from commgov_desktop.roster.needs.needs_page import NeedForm, NeedsPage
from commgov_desktop.roster.page import RosterPage
from commgov_desktop.roster.places import Homes
from commgov_desktop.ui import ask, look, print_dialog
from commgov_desktop.ui.buttons import LinkButton
from commgov_desktop.ui.news import News
from tests import screen_reading as reading
from tests.conftest import TODAY

Fill = Callable[[FormDialog], object]


@pytest.fixture
def page(office: Office, homes: Homes, qtbot: QtBot, qapp: QApplication) -> Iterator[RosterPage]:
    """The tab of an office with two people, hearing the news."""
    look.apply(qapp)
    for name in ("张伟", "李梅"):
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
def papers(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The titles of the papers that were shown."""
    shown: list[str] = []

    class Paper:
        def __init__(self, _parent: object, title: str, _pdf: bytes, **more: object) -> None:
            shown.append(title)
            more["printed"]()  # type: ignore[operator]

        def open(self) -> None:
            """Nobody looks at it."""

    monkeypatch.setattr(print_dialog, "PaperDialog", Paper)
    return shown


def duty(office: Office) -> int:
    """A line for the volunteers, to whom 张伟 belongs; due since long."""
    group = next(g.id for g in known.groups(office) if g.name == "志愿者")
    sheets.put_many(office, group, [1], date(2025, 1, 1))
    slot = next(d for d in lists.duties(office, all_=True) if d.kind == "visit")
    values = {"kind": "visit", "name": "走访志愿者", "group_id": str(group), "every_days": 30,
              "since": date(2026, 1, 1), "active": True}  # fmt: skip
    return lists.keep(office, slot.id, values)


def test_a_need_is_written_down_from_the_card_and_stands_there(page: RosterPage, office: Office) -> None:
    page.show_record(1)
    page.people.findChild(NeedsCard).button.click()
    form = page.people.findChild(NeedForm)
    assert form.values()["resident_id"] == 1
    assert form.values()["asked_on"] == TODAY
    form.save()
    assert form.isVisible(), "nothing was said yet: the form names what is missing and stays"
    form.set_values(form.values() | {"service_id": services.offered(office)[0][0]})
    form.save()
    reading.settle()
    (need,) = page.people.findChild(NeedsCard).needs
    assert need.words == "邻里互助"
    page.needs.show_needs(need.id)
    assert isinstance(page.groups.open_page, NeedsPage)
    assert page.groups.open_page.table.current_id == need.id


def test_the_list_of_needs_settles_prints_and_lists_services(
    page: RosterPage, office: Office, answer: Callable[[Fill], list[str]], papers: list[str], qtbot: QtBot
) -> None:
    service = services.offered(office)[3]
    values = {"resident_id": 1, "asked_on": TODAY, "service_id": service[0], "state": "open", "words": ""}
    number = ledger.keep(office, None, values)
    page.needs.show_needs()
    shown = page.groups.open_page
    answer(lambda d: d.form.set_values(d.form.values() | {"state": "met", "state_words": "已送餐"}))
    shown.settle(number)
    reading.settle()
    assert str(ledger.of_person(office, 1)[0].state) == "已满足"
    assert shown.listing.count("met") == 1
    shown.print_numbers()
    shown.print_()
    qtbot.waitUntil(lambda: sorted(papers) == ["居民需求汇总表", "居民需求登记表"])
    shown.show_services()
    answer(lambda d: d.form.set_values({"name": "上门理发", "area": "2"}))
    shown.add_service()
    reading.settle()
    assert "上门理发" in [one.name for one in services.services(office)]
    assert shown.lines.isVisible(), "the list of services stays open while it is being changed"


def test_a_due_line_on_the_card_opens_a_visit_that_carries_it(page: RosterPage, office: Office) -> None:
    number = duty(office)
    reading.settle()
    page.show_record(1)
    card = page.people.findChild(DutiesCard)
    assert [line.words for line, _day in card.lines] == ["走访志愿者"]
    card.findChildren(LinkButton)[0].click()
    form = page.people.findChild(VisitForm)
    assert form.values()["duty_id"] == str(number)
    form.save()
    assert office.book.values(visits.visits_of(office), 1)["duty_id"] == str(number)
    page.show_record(2)
    assert not page.people.findChild(DutiesCard).isVisible()


def test_the_ten_lines_are_filled_in_counted_and_printed(
    page: RosterPage, office: Office, answer: Callable[[Fill], list[str]], papers: list[str], qtbot: QtBot
) -> None:
    page.needs.show_duties()
    shown = page.groups.open_page
    assert isinstance(shown, DutiesPage)
    group = str(next(g.id for g in known.groups(office) if g.name == "志愿者"))
    given = {"name": "走访志愿者", "group_id": group, "every_days": 30, "active": True}
    answer(lambda d: d.form.set_values(d.form.values() | given))
    shown.edit("visit", 0)
    reading.settle()
    (made,) = lists.duties(office)
    assert (made.name, made.since, made.number) == ("走访志愿者", TODAY, 1)
    shown.print_()
    qtbot.waitUntil(lambda: papers == ["五必查五必访走访统计表"])
    page.needs.show_duty(made.id)
    assert isinstance(page.groups.open_page, GroupPage)
    assert page.groups.open_page.table.filter_key == f"duty:{made.id}"
    page.needs.show_duty(99)
    assert isinstance(page.groups.open_page, DutiesPage)


def test_what_the_program_ships_anew_is_taken_from_the_page_of_groups(
    page: RosterPage, office: Office, answer: Callable[[Fill], list[str]]
) -> None:
    with office.store.write("旧版") as session:
        session.delete(session.query(Group).filter_by(key="new_citizens").one())
    page.groups.show_groups()
    shown = page.groups.open_page
    assert isinstance(shown, GroupsPage)
    answer(lambda _dialog: None)
    next(b for b in shown.findChildren(QPushButton) if b.text() == "自带分组").click()
    reading.settle()
    assert "新市民" in [g.name for g in known.groups(office)]
