"""六必报: the clock of a report, how it stands, who sees it, what Today hears of it, and its papers."""

import dataclasses
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from commgov_desktop import catalog, clock
from commgov_desktop.documents.rendering import page_count, page_text
from commgov_desktop.errors import Invalid, UserError
from commgov_desktop.grids.buildings import remove_grid
from commgov_desktop.grids.situations import dues, reporting, shipped, state
from commgov_desktop.grids.situations.figures import of_the_year
from commgov_desktop.grids.situations.ledger import KINDS, REPORTS
from commgov_desktop.grids.situations.models import SituationKind, SituationReport
from commgov_desktop.grids.situations.papers import listed, sheet, summary
from commgov_desktop.grids.tab_page import GridsTab
from commgov_desktop.ledger.listing import Listing
from commgov_desktop.ledger.office import Office
from commgov_desktop.store.journal import Change
from commgov_desktop.ui import ask
from tests.grids.conftest import Divided

NOW = datetime(2026, 3, 5, 2, 0, tzinfo=UTC)
"""Ten in the morning of 5 March 2026 in China."""


def kind(office: Office, place: int = 0, **values: object) -> int:
    """Word one of the six lines."""
    number = Listing(office.store, KINDS).ids()[place]
    known = office.book.values(KINDS, number)
    return reporting.keep_kind(office, number, known | {"name": "火情", "hours": 2, **values})


def report(office: Office, **values: object) -> int:
    return reporting.keep(
        office, None, {"what": "楼道起烟", "noticed_at": NOW - timedelta(hours=1), **values}
    )


def stands(office: Office, number: int) -> str:
    listing = reporting.listing_of(office)
    names = [field.name for field in listing.columns]
    return str(listing.page([number])[number][names.index("state")])


def worker(office: Office) -> Office:
    return dataclasses.replace(office, account=dataclasses.replace(office.account, role="worker"))


def test_a_new_office_has_six_empty_lines_marked_unverified(office: Office) -> None:
    lines = [office.book.values(KINDS, number) for number in Listing(office.store, KINDS).ids()]
    assert [line["name"] for line in lines] == [""] * 6
    assert all("未核实" in str(line["basis"]) for line in lines)
    assert reporting.kinds(office) == []


def test_an_office_without_the_lines_gets_them_once(office: Office) -> None:
    with office.store.write("empty") as session:
        for row in session.scalars(select(SituationKind)):
            session.delete(row)
    shipped.complete(office.store)
    shipped.complete(office.store)
    assert Listing(office.store, KINDS).count() == 6


def test_the_clock_runs_from_noticing_and_a_later_change_of_the_list_leaves_it(office: Office) -> None:
    number = kind(office)
    made = report(office, kind_id=number)
    kind(office, hours=100)
    reporting.change(office, made, {"note": "x"}, "x")
    with office.store.read() as session:
        assert session.get_one(SituationReport, made).due_at == NOW + timedelta(hours=1)
    assert stands(office, made) == "待上报"
    clock.pretend(NOW + timedelta(hours=1, minutes=1))
    assert stands(office, made) == "逾期未报"


def test_how_it_stands_follows_from_its_days(office: Office) -> None:
    made = report(office, kind_id=kind(office))
    for values, words in (
        ({"reported_at": NOW, "reported_to": "街道"}, "已上报"),
        ({"answer": "知悉", "answered_on": date(2026, 3, 5)}, "已答复"),
        ({"closed_on": date(2026, 3, 5)}, "已办结"),
    ):
        reporting.change(office, made, values, "x")
        assert stands(office, made) == words
    office.store.undo()
    assert stands(office, made) == "已答复"


@pytest.mark.parametrize(
    ("values", "box"),
    [
        ({"what": ""}, "what"),
        ({"noticed_at": None}, "noticed_at"),
        ({"noticed_at": NOW + timedelta(hours=1)}, "noticed_at"),
        ({"happened_at": NOW}, "happened_at"),
        ({"reported_at": NOW - timedelta(days=1)}, "reported_at"),
        ({"reported_at": NOW + timedelta(days=1)}, "reported_at"),
        ({"answer": "知悉"}, "answer"),
        ({"closed_on": date(2026, 3, 5)}, "closed_on"),
        ({"reported_at": NOW, "closed_on": date(2026, 3, 4)}, "closed_on"),
        ({"reported_at": NOW, "answered_on": date(2026, 3, 5)}, "answer"),
    ],
)
def test_what_cannot_be_is_said_at_its_box_and_nothing_is_kept(
    office: Office, values: dict[str, object], box: str
) -> None:
    with pytest.raises(Invalid) as wrong:
        report(office, **values)
    assert list(wrong.value.problems) == [box]
    assert Listing(office.store, REPORTS).count() == 0


def test_a_home_says_building_and_grid(divided: Divided) -> None:
    made = report(divided.office, dwelling_id=divided.homes[0], grid_id=divided.second)
    values = reporting.values_of(divided.office, made)
    assert (values["building_id"], values["grid_id"]) == (divided.buildings["1号楼"], divided.first)


def test_reports_are_numbered_by_year_without_a_gap(office: Office) -> None:
    old = report(office, noticed_at=datetime(2025, 12, 31, 15, 0, tzinfo=UTC))
    new = [report(office), report(office, noticed_at=datetime(2025, 12, 31, 17, 0, tzinfo=UTC))]
    names = [office.book.name(REPORTS, number) for number in (old, *new)]
    assert names == ["2025年第1号", "2026年第1号", "2026年第2号"]


def test_names_are_masked_for_those_without_full_rights(divided: Divided) -> None:
    office = divided.office
    made = report(office, people=[10, 20], others="王小明，13800000001")
    for clerk, words in (
        (office, "张1、张2、王小明、13800000001"),
        (worker(office), "张*、张*、王*明、1***"),
    ):
        listing = reporting.listing_of(clerk)
        place = [field.name for field in listing.columns].index("who")
        assert listing.page([made])[made][place] == words
        text = "".join(page_text(listed(clerk, [made]), 0).split())
        assert ("王小明" in text) == (clerk is office)


def test_a_person_taken_away_from_a_report_comes_back_with_undo(divided: Divided) -> None:
    made = report(divided.office, people=[10, 20])
    reporting.change(divided.office, made, {"people": [20]}, "x")
    assert reporting.people_of(divided.office, made) == [(20, "张2")]
    divided.office.store.undo()
    assert reporting.people_of(divided.office, made) == [(10, "张1"), (20, "张2")]


def test_a_restricted_kind_is_hidden_from_those_without_the_right(divided: Divided) -> None:
    office = divided.office
    made = report(office, kind_id=kind(office, restricted=True), people=[10])
    clerk = worker(office)
    assert reporting.listing_of(clerk).count() == 0
    assert list(reporting.listing_of(clerk).ids(find="楼道")) == []
    assert dues.due(clerk) == []
    assert len(dues.due(office)) == 1
    assert of_the_year(clerk).count == 0
    assert reporting.kinds(clerk) == []
    for act in (
        lambda: reporting.values_of(clerk, made),
        lambda: reporting.remove(clerk, made),
        lambda: sheet(clerk, made),
        lambda: reporting.people_of(clerk, made),
        lambda: report(clerk, kind_id=kind(office, restricted=True)),
        lambda: kind(clerk, restricted=False),
        lambda: kind(clerk, 1, restricted=True),
        lambda: reporting.remove_kind(clerk, kind(office, restricted=True)),
    ):
        with pytest.raises(UserError):
            act()
    hides = catalog.hidden_rows(clerk)
    with office.store.read() as session:
        rows = session.execute(
            select(Change.table_name, Change.row_id).where(Change.table_name.like("situation_%"))
        ).all()
        hidden = {table for table, row in rows if hides(session, table, row)}
        assert not any(catalog.hidden_rows(office)(session, table, row) for table, row in rows)
    assert hidden == {"situation_reports", "situation_people"}


def test_today_hears_what_must_be_reported_and_by_when(office: Office) -> None:
    timed = report(office, kind_id=kind(office), place="东门外")
    report(office, reported_at=NOW)
    report(office)
    first, second = sorted(dues.due(office), key=lambda line: line.record_id)
    assert (first.day, first.who, first.tab, first.record_id) == (
        date(2026, 3, 5),
        "东门外",
        "grids:reports",
        timed,
    )
    assert first.title == "情况待上报：火情 · 03-05 11:00 前"
    assert second.title == "情况待上报：其他情况"
    clock.pretend(NOW + timedelta(days=2))
    late, without_time = sorted(dues.due(office), key=lambda line: line.record_id)
    assert late.title.startswith("情况逾期未报")
    assert without_time.day == date(2026, 3, 7)


def test_the_sums_by_kind_count_hours_and_what_was_late(office: Office) -> None:
    fire, theft = kind(office), kind(office, 1, name="盗窃", hours=24)
    noticed = NOW - timedelta(days=2)
    report(office, kind_id=fire, noticed_at=noticed, reported_at=noticed + timedelta(hours=1))
    report(office, kind_id=fire, noticed_at=noticed, reported_at=noticed + timedelta(hours=4), answer="知悉")
    report(office, kind_id=theft, noticed_at=noticed)
    report(office, noticed_at=noticed, reported_at=noticed + timedelta(hours=3))
    lines = [line.cells() for line in summary(office, reporting.listing_of(office).ids())]
    assert lines == [
        ["火情", "2", "2", "1", "1", "2.5", "4.0", "1", "0"],
        ["盗窃", "1", "0", "0", "1", "—", "—", "0", "0"],
        ["其他情况", "1", "1", "0", "0", "3.0", "3.0", "0", "0"],
        ["合计", "4", "3", "1", "2", "2.7", "4.0", "1", "0"],
    ]
    found = of_the_year(office)
    assert (found.count, found.in_time, found.late) == (4, 1, 2)


def test_the_sheet_says_everything_of_one_report(divided: Divided) -> None:
    office = divided.office
    made = report(
        office, kind_id=kind(office), dwelling_id=divided.homes[0], people=[10], reported_at=NOW,
        reported_to="街道综治中心", how="phone", answer="立即处置",
    )  # fmt: skip
    pdf = sheet(office, made)
    assert page_count(pdf) == 1
    text = "".join(page_text(pdf, 0).split())
    for words in ("情况报告单", "火情", "楼道起烟", "1号楼1单元101", "01网格", "张1", "街道综治中心", "电话", "立即处置",
                  "2026年3月5日10:00", "2026年第1号"):  # fmt: skip
        assert words in text, words


def test_a_line_with_reports_is_not_taken_away_one_without_is(office: Office) -> None:
    used, unused = kind(office), kind(office, 1, name="盗窃")
    report(office, kind_id=used)
    with pytest.raises(UserError):
        reporting.remove_kind(office, used)
    reporting.remove_kind(office, unused)
    assert [k.name for k in reporting.kinds(office)] == ["火情"]


def test_a_grid_with_reports_is_not_taken_away(divided: Divided) -> None:
    report(divided.office, grid_id=divided.second)
    with pytest.raises(UserError):
        remove_grid(divided.office.store, divided.second)


# ---- the page -------------------------------------------------------------------------------------------


@pytest.fixture
def tab(divided: Divided, qtbot: QtBot) -> Iterator[GridsTab]:
    made = GridsTab(divided.office)
    qtbot.addWidget(made)
    made.resize(1366, 680)
    stop = divided.office.store.subscribe(made.refresh)
    made.show()
    yield made
    stop()


def said(page: object) -> str:
    return " ".join(label.text() for label in page.right.findChildren(QLabel))  # type: ignore[attr-defined]


def test_a_clerk_writes_down_reports_and_closes(tab: GridsTab, divided: Divided) -> None:
    number = kind(divided.office, report_to="街道应急办")
    page = tab.show_reports()
    page.new()  # type: ignore[attr-defined]
    form = page.right.findChildren(type(page._open(None)))[-1]  # type: ignore[attr-defined]
    form.boxes["kind_id"].set_value(str(number))
    form.boxes["kind_id"].changed.emit()
    assert form.boxes["reported_to"].value() == "街道应急办"
    form.boxes["what"].set_value("楼道起烟")
    form.boxes["people"].set_value([10])
    form.ask_save()
    made = page.table.current_id
    assert made is not None
    assert "待上报" in said(page)
    page.report_now(made)  # type: ignore[attr-defined]
    form = page.right.findChildren(type(form))[-1]
    form.boxes["how"].set_value("phone")
    form.ask_save()
    assert "已上报" in said(page)
    page.close_it(made)  # type: ignore[attr-defined]
    assert "已办结" in said(page)
    assert reporting.people_of(divided.office, made) == [(10, "张1")]


def test_a_wrong_box_says_so_and_keeps_nothing(tab: GridsTab, divided: Divided) -> None:
    page = tab.show_reports()
    form = page._open(None)  # type: ignore[attr-defined]
    form.ask_save()
    assert "情况摘要" in form._problems["what"].text()
    assert Listing(divided.office.store, REPORTS).count() == 0


def test_the_page_says_that_the_list_is_empty_until_it_is_filled(tab: GridsTab, divided: Divided) -> None:
    page = tab.show_reports()
    assert page.hint.isVisible()  # type: ignore[attr-defined]
    kind(divided.office)
    assert not page.hint.isVisible()  # type: ignore[attr-defined]


def test_a_report_is_taken_away_after_asking(
    tab: GridsTab, divided: Divided, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = report(divided.office, people=[10])
    page = tab.show_reports(made)
    monkeypatch.setattr(ask, "confirm", lambda *_a, **_k: True)
    page.remove(made)  # type: ignore[attr-defined]
    assert page.table.count() == 0
    divided.office.store.undo()
    assert page.table.count() == 1


def test_the_states_have_words_on_screen_and_paper() -> None:
    assert set(state.WORDS) == set(state.ON_PAPER)


def test_the_practice_community_has_reports_in_every_state(practice_office: Office) -> None:
    with practice_office.store.read() as session:
        found = set(session.scalars(select(state.state())))
    assert found >= {state.LATE, state.REPORTED, state.ANSWERED, state.CLOSED}
