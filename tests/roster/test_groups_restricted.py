"""Restricted sheets: a worker tries every door and finds no name, no sheet and no count behind any of them."""

import dataclasses
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from commgov_desktop import catalog, finding
from commgov_desktop.access.audit_page import AuditPage
from commgov_desktop.access.own_words import own_words
from commgov_desktop.access.trail import deed
from commgov_desktop.documents.rendering import page_count, page_text
from commgov_desktop.errors import UserError
from commgov_desktop.ledger.conditions import OneOf
from commgov_desktop.ledger.listing import Listing
from commgov_desktop.ledger.office import Account, Office
from commgov_desktop.ledger.own_fields import OwnField
from commgov_desktop.roster import exporting, papers
from commgov_desktop.roster.groups import (
    completeness,
    dues,
    former,
    groups_ledger,
    known,
    lists,
    sheets,
    visits,
)
from commgov_desktop.roster.groups import papers as group_papers
from commgov_desktop.roster.groups.models import CompletenessFact
from commgov_desktop.roster.groups.visits import VISITS
from commgov_desktop.roster.ledger import RESIDENTS
from commgov_desktop.roster.page import RosterPage
from commgov_desktop.roster.places import Homes
from commgov_desktop.store.journal import Action
from commgov_desktop.store.store import Changes
from commgov_desktop.ui import look
from tests import screen_reading as reading
from tests.conftest import TODAY

SECRET, CRIME, FOUND = "社区矫正", "盗窃罪", "思想汇报按时"


@pytest.fixture
def who(office: Office) -> int:
    """张伟, whom the chair has put into a restricted group, with a sheet, an ended one, and a visit that counts for it."""
    number = office.book.save(RESIDENTS, None, {"name": "张伟", "birth": date(1980, 1, 1), "relation": "02"})
    office.book.save(RESIDENTS, None, {"name": "李梅", "birth": date(1985, 1, 1)})
    group = secret(office)
    first = sheets.keep(office, group.id, number, {"since": date(2020, 1, 1), "crime": CRIME})
    sheets.end(office, first, date(2022, 1, 1), "期满解除")
    sheets.keep(
        office, group.id, number, {"since": date(2026, 1, 1), "crime": CRIME, "ends": date(2026, 3, 10)}
    )
    visits.keep(
        office, None,
        {"resident_id": number, "day": date(2026, 1, 5), "group_id": str(group.id), "findings": FOUND,
         "next_on": date(2026, 3, 6), "by_whom": "王敏"},
    )  # fmt: skip
    return number


@pytest.fixture
def worker(office: Office, who: int) -> Office:
    """The same office with a worker at the desk."""
    return dataclasses.replace(office, account=Account(2, "小李", "worker"))


def secret(office: Office) -> known.GroupInfo:
    with office.store.read() as session:
        return next(g for g in known.read(session) if g.name.startswith(SECRET))


def secret_sheet(office: Office, who: int) -> int:
    sheet = sheets.open_sheet(office, secret(office).id, who)
    assert sheet is not None
    return sheet.id


def ended_sheet(office: Office, who: int) -> int:
    return sheets.history(office, who)[0].id


def gives_away(words: str) -> bool:
    return any(told in words for told in (SECRET, CRIME, FOUND))


def test_the_chair_sees_all_of_it(office: Office, who: int) -> None:
    """So that the other tests look for something that is really there."""
    assert next(b.group.name for b in sheets.belongings(office, who)).startswith(SECRET)
    assert len(sheets.history(office, who)) == 1
    assert len(visits.of_person(office, who)) == 1
    assert any(gives_away(due.title) for due in dues.due(office))
    assert CRIME in page_text(group_papers.sheet_paper(office, secret_sheet(office, who)))
    assert FOUND in page_text(group_papers.visit_register(office))


def test_the_sheet_does_not_open_for_a_worker(worker: Office, office: Office, who: int) -> None:
    group, sheet = secret(office).id, secret_sheet(office, who)
    doors = (
        lambda: sheets.read(worker, sheet),
        lambda: sheets.open_sheet(worker, group, who),
        lambda: sheets.keep(worker, group, who, {"since": TODAY}),
        lambda: sheets.end(worker, sheet, TODAY, "不该"),
        lambda: sheets.put_many(worker, group, [who], TODAY),
        lambda: known.group(worker, group),
        lambda: lists.group_ledger(worker, group),
        lambda: former.former_ledger(worker, group),
        lambda: former.count(worker, group),
        lambda: sheets.correct_end(worker, ended_sheet(office, who), None, TODAY, "不该"),
        lambda: group_papers.sheet_paper(worker, sheet),
        lambda: groups_ledger.keep(worker, group, {"name": "开放了", "restricted": False}),
        lambda: groups_ledger.keep_fields(worker, group, [OwnField("", "新", "text")]),
        lambda: groups_ledger.retire(worker, group, True),
        lambda: visits.keep(worker, None, {"resident_id": who, "day": TODAY, "group_id": str(group)}),
        lambda: visits.remove(worker, 1),
    )
    with office.store.read() as session:
        before = session.scalar(select(Action.id).order_by(Action.id.desc()).limit(1))
    for door in doors:
        with pytest.raises(UserError) as refused:
            door()
        assert not gives_away(str(refused.value))
    with office.store.read() as session:
        assert session.scalar(select(Action.id).order_by(Action.id.desc()).limit(1)) == before


def test_no_list_filter_count_or_export_knows_of_it(
    worker: Office, office: Office, who: int, tmp_path: Path
) -> None:
    ledger = lists.residents_of(worker)
    listing = Listing(worker.store, ledger)
    assert not [f for f in ledger.filters if gives_away(f.label)]
    assert not [c for c in ledger.columns if gives_away(c.field.label)]
    assert not gives_away(str(listing.page(listing.ids())))
    assert not [a for a in listing.distinct("groups") if gives_away(a.words)]
    assert not len(listing.ids(where={"groups": OneOf((SECRET,))}))
    assert not len(listing.ids(find=CRIME))
    for offered in (*known.groups(worker, retired=True), *visits.visits_of(worker).fields()):
        assert not gives_away(str(offered))
    open_ones = [g.id for g in known.groups(office) if not g.restricted]
    for number in open_ones:
        past = Listing(worker.store, former.former_ledger(worker, number))
        assert not len(past.ids()), "the one ended sheet is a restricted one"
    exporting.export(worker, tmp_path / "名册.xlsx")
    cells = [
        c for row in load_workbook(tmp_path / "名册.xlsx").active.iter_rows(values_only=True) for c in row
    ]  # type: ignore[union-attr]
    assert "张伟" in cells
    assert not [cell for cell in cells if gives_away(str(cell))]


def test_a_computed_open_group_gives_nothing_away(worker: Office, who: int) -> None:
    """A restricted sheet's expiry does not make somebody a member of “证件即将到期”, nor a fact known."""
    listing = Listing(worker.store, lists.residents_of(worker))
    expiring = next(f for f in listing.ledger.filters if f.label == "证件即将到期")
    assert listing.count(expiring.key) == 0
    with worker.store.write("测试") as session:
        session.add(
            CompletenessFact(block="grasp", name="分组", needs=[f"group:{secret(worker).key}"], position=99)
        )
    assert "分组" in completeness.of_person(worker, who).lacking


def test_no_visit_for_it_is_listed_printed_or_due(worker: Office, who: int) -> None:
    assert not visits.of_person(worker, who)
    assert not visits.of_household(worker, worker.people.person(who).household_id or 0)
    for ledger in (VISITS, visits.visits_of(worker)):
        listing = Listing(worker.store, ledger)
        assert listing.count() == 0
        assert not len(listing.ids(find=FOUND))
    paper = group_papers.visit_register(worker)
    assert not gives_away("".join(page_text(paper, n) for n in range(page_count(paper))))
    assert not dues.due(worker)
    assert not [hit for hit in finding.finder(worker)(FOUND) if gives_away(hit.title + hit.hint)]


def test_no_paper_of_the_roster_says_it(worker: Office, who: int) -> None:
    home = worker.people.person(who).household_id or 0
    for paper in (papers.resident_sheet(worker, who), papers.household_sheet(worker, home), papers.roster_register(worker),
                  group_papers.missing_paper(worker)):  # fmt: skip
        assert not gives_away("".join(page_text(paper, n) for n in range(page_count(paper))))


def test_what_was_done_undo_and_news_name_neither_person_nor_group(
    worker: Office, office: Office, who: int
) -> None:
    heard: list[Changes] = []
    office.store.subscribe(heard.append)
    sheet = secret_sheet(office, who)
    sheets.keep(office, secret(office).id, who, {"since": date(2026, 1, 1), "crime": CRIME + "（更正）"})
    sheets.end(office, sheet, date(2026, 3, 1), "期满")
    sheets.correct_end(office, sheet, None, date(2026, 3, 2), "期满")
    with office.store.read() as session:
        labels = list(session.scalars(select(Action.label)))
        numbers = list(session.scalars(select(Action.id)))
    assert len(heard) == 3
    assert all(not gives_away(label) for label in (*labels, *(news.label for news in heard)))
    assert all("张伟" not in news.label for news in heard)
    step = office.store.undoable()
    assert step is not None
    assert "张伟" not in step.label
    words = own_words(catalog.field_label, catalog.table_names(), (), catalog.value_words)
    hidden = dataclasses.replace(words, hidden=catalog.hidden_rows(worker))
    for number in numbers:
        assert not gives_away(str(deed(office.store, number, hidden)))


def test_a_conflict_of_undo_names_it_neither(office: Office, who: int) -> None:
    sheet = secret_sheet(office, who)
    with office.store.read() as session:
        made = session.scalars(select(Action.id).where(Action.row_count > 0).order_by(Action.id)).all()[-2]
    sheets.end(office, sheet, date(2026, 3, 1), "期满")
    with pytest.raises(UserError) as refused:
        office.store.take_back(made)
    assert not gives_away(str(refused.value))
    assert "group_sheets" not in str(refused.value)


def test_opening_a_group_cannot_be_taken_back_by_the_next_at_the_desk(office: Office) -> None:
    """Otherwise a worker would undo the restriction."""
    group = groups_ledger.keep(office, None, {"name": "新分组", "restricted": False})
    groups_ledger.keep(office, group, {"name": "新分组", "restricted": True})
    with pytest.raises(UserError):
        office.store.undo()
    assert known.group(office, group).restricted
    with office.store.read() as session:
        last = session.scalars(select(Action).order_by(Action.id.desc()).limit(1)).one()
        assert last.final


@pytest.fixture
def page(worker: Office, homes: Homes, qtbot: QtBot, qapp: QApplication) -> Iterator[RosterPage]:
    look.apply(qapp)
    made = RosterPage(worker, homes=homes)
    qtbot.addWidget(made)
    made.resize(1366, 700)
    made.show()
    yield made
    made.hide()


def all_words(widget: QWidget) -> str:
    reading.settle()
    return "\n".join(words for _where, words in reading.words_of(widget))


def test_no_screen_of_the_roster_shows_it(page: RosterPage, worker: Office, who: int) -> None:
    page.show_record(who)
    assert "张伟" in all_words(page)
    assert not gives_away(all_words(page))
    page.show_household(worker.people.person(who).household_id or 0)
    assert not gives_away(all_words(page))
    for show in (page.groups.show_visits, page.groups.show_missing):
        show()
        assert not gives_away(all_words(page))
    page.groups.close()
    page.groups.record_visit({"resident_id": who})
    assert not gives_away(all_words(page))


def test_the_list_of_a_restricted_group_does_not_open(
    page: RosterPage, office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[str] = []
    from commgov_desktop.ui import ask

    monkeypatch.setattr(ask, "show_error", lambda _parent, error: said.append(str(error)))
    page.groups.show_group(secret(office).id)
    page.groups.show_former(secret(office).id)
    page.groups.open_sheet(secret(office).id, 1)
    assert len(said) == 3
    assert page.groups.open_page is None
    assert not page.people.is_editing


def test_the_page_of_what_was_done_hides_its_rows(worker: Office, qtbot: QtBot) -> None:
    audit = AuditPage(
        worker, catalog.field_label, table_names={**catalog.table_names(), "group_sheets": "登记表"},
        value_words=catalog.value_words, hidden=catalog.hidden_rows(worker),
    )  # fmt: skip
    qtbot.addWidget(audit)
    audit.show()
    for number in list(audit.table.model.ids):
        audit.table.select_id(number)
        assert not gives_away(all_words(audit))
