"""Ctrl+K finds people, homes, cases, reports, estates, needs, papers, organisations, groups and saved filters."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from sqlalchemy import select

from commgov_desktop import clock, finding
from commgov_desktop.desk.models import Certificate, Notice
from commgov_desktop.grids.models import Estate
from commgov_desktop.grids.situations.models import SituationKind, SituationReport
from commgov_desktop.ledger import filters_on_today, saved_filters
from commgov_desktop.ledger.office import Account, Office
from commgov_desktop.mediation.models import MediationCase, MediationSide
from commgov_desktop.roster.groups.models import Group
from commgov_desktop.roster.ledger import RESIDENTS
from commgov_desktop.roster.models import Resident
from commgov_desktop.roster.needs.models import Need
from commgov_desktop.ui.figure_tile import FigureTile
from commgov_desktop.ui.find_anything import Hit
from tests import screen_reading as reading
from tests.test_screens import Walk, open_walk


def _kinds(hits: list[Hit]) -> list[str]:
    return list(dict.fromkeys(hit.group for hit in hits))


def _some(office: Office, column: object) -> str:
    with office.store.read() as session:
        return str(session.scalar(select(column).limit(1)))  # type: ignore[call-overload]


def test_a_person_comes_first_then_the_household(practice_office: Office) -> None:
    name = _some(practice_office, Resident.name)
    hits = list(finding.finder(practice_office)(name))
    assert hits[0].title == name
    assert _kinds(hits)[:2] == ["居民", "住户"]
    assert any(hit.tab == "roster:households" for hit in hits)


@pytest.mark.parametrize(
    ("column", "tab"),
    [
        (MediationCase.number, "mediation"),
        (Certificate.number, "desk:certificates"),
        (Notice.title, "desk:notices"),
    ],
)
def test_cases_papers_and_notices_are_found_by_number_or_title(
    practice_office: Office, column: object, tab: str
) -> None:
    hits = finding.finder(practice_office)(_some(practice_office, column))
    assert tab in [hit.tab for hit in hits]
    assert all(hit.hint for hit in hits if hit.tab == tab)


@pytest.mark.parametrize(
    ("words", "tab"), [("3号楼", "grids:buildings"), ("1单元101", "grids:dwellings"), ("01", "grids")]
)
def test_places_are_found(practice_office: Office, words: str, tab: str) -> None:
    assert tab in [hit.tab for hit in finding.finder(practice_office)(words)]


def test_an_organisation_on_a_side_opens_its_case(practice_office: Office) -> None:
    with practice_office.store.write("Company") as session:
        case = session.scalars(select(MediationCase.id)).first()
        session.add(MediationSide(case_id=case, side="B", kind="organisation", name="青禾物业服务公司"))
    [hit] = [h for h in finding.finder(practice_office)("青禾 物业") if h.group == "纠纷中的单位"]
    assert (hit.tab, hit.record_id, hit.title) == ("mediation", case, "青禾物业服务公司")


def test_who_left_is_found_last_and_says_so(office: Office) -> None:
    gone = office.book.save(RESIDENTS, None, {"name": "张伟"})
    here = office.book.save(RESIDENTS, None, {"name": "张伟"})
    with office.store.write("Left") as session:
        person = session.get_one(Resident, gone)
        person.left_on, person.left_how = date(2026, 1, 1), "died"
    hits = [hit for hit in finding.finder(office)("张伟") if hit.tab == "roster"]
    assert [hit.record_id for hit in hits] == [here, gone]
    assert hits[1].hint.startswith("已故 2026-01-01")


def test_nothing_is_found_for_blanks(office: Office) -> None:
    assert list(finding.finder(office)("  ")) == []


def _hits(office: Office, words: str, tab: str) -> list[Hit]:
    return [hit for hit in finding.finder(office)(words) if hit.tab == tab]


def test_estates_and_needs_are_found_and_say_what_tells_them_apart(practice_office: Office) -> None:
    name = _some(practice_office, Estate.name)
    assert [hit.title for hit in _hits(practice_office, name, "grids:estates")] == [name]
    words = _some(practice_office, Need.words)
    [need, *_more] = _hits(practice_office, words, "roster:needs")
    assert need.group == "居民需求"
    assert " · " in need.hint


def _report(office: Office, *, restricted: bool) -> SituationReport:
    with office.store.write("Restrict") as session:
        report = session.scalars(select(SituationReport).where(SituationReport.kind_id.is_not(None))).first()
        assert report is not None
        session.get_one(SituationKind, report.kind_id).restricted = restricted
        return report


def test_situation_reports_are_found_by_their_number(practice_office: Office) -> None:
    report = _report(practice_office, restricted=False)
    [hit] = _hits(practice_office, report.number, "grids:reports")
    assert (hit.record_id, hit.title) == (report.id, report.number)
    assert hit.hint.endswith(f"{clock.local(report.noticed_at):%Y-%m-%d}")


def test_restricted_reports_and_groups_are_found_only_by_those_with_the_right(
    practice_office: Office,
) -> None:
    report = _report(practice_office, restricted=True)
    with practice_office.store.read() as session:
        number, name = session.execute(select(Group.id, Group.name).where(Group.restricted.is_(True))).all()[
            0
        ]
    [hit] = _hits(practice_office, report.number, "grids:reports")
    assert hit.title == report.number
    assert [hit.record_id for hit in _hits(practice_office, name, "roster:group")] == [number]
    practice_office.account = Account(999, "王敏", "worker")
    assert not _hits(practice_office, report.number, "grids:reports")
    assert not _hits(practice_office, name, "roster:group")


def test_a_saved_filter_is_found_by_its_name_but_not_that_of_another_clerk(office: Office) -> None:
    mine = saved_filters.save(office.store, "residents", "三楼以上独居", {}, office.account.id)
    homes = saved_filters.save(office.store, "households", "独居户", {}, None)
    saved_filters.save(office.store, "residents", "独居（他人）", {}, office.account.id + 1)
    found = [(h.tab, h.record_id) for h in finding.finder(office)("独居") if h.group == "常用筛选"]
    assert found == [("roster:saved", mine), ("roster:saved-households", homes)]


@pytest.fixture
def walk(_practice_template: Path, tmp_path: Path, qapp: QApplication) -> Iterator[Walk]:
    """The window on the practice community."""
    walk = open_walk(_practice_template, tmp_path / "office", qapp)
    yield walk
    walk.program.leave()


@pytest.mark.parametrize(
    ("table", "tab"), [("estates", "grids:estates"), ("situation_reports", "grids:reports")]
)
def test_enter_opens_a_place_or_report_in_its_list(walk: Walk, table: str, tab: str) -> None:
    walk.window.open_record(tab, walk.some(table))
    reading.settle()
    assert walk.window.page("grids").stack.currentWidget().table.current_id == walk.some(table)


def test_enter_opens_a_need_and_a_group_in_the_roster(walk: Walk) -> None:
    walk.window.open_record("roster:needs", walk.some("resident_needs"))
    groups = walk.window.page("roster").groups
    assert groups.open_page.table.current_id == walk.some("resident_needs")
    walk.window.open_record("roster:group", walk.some("groups"))
    assert groups.open_page.group.id == walk.some("groups")


@pytest.mark.parametrize(("of", "tab"), finding.SAVED_OF.items())
def test_enter_shows_those_who_answer_a_saved_filter(walk: Walk, of: str, tab: str) -> None:
    question = {"all": [{"fact": "note", "how": "filled", "label": "备注"}]}
    number = saved_filters.save(walk.window.office.store, of, "有备注", question, None)
    walk.window.open_record(tab, number)
    reading.settle()
    page, ledger = walk.window.page("roster").shown
    assert (ledger.key, page.table.filter_key) == (of, f"saved:{number}")


@pytest.mark.parametrize(("of", "tab"), [("residents", "roster"), ("households", "roster:households")])
def test_a_figure_of_today_opens_those_who_answer_its_filter(walk: Walk, of: str, tab: str) -> None:
    office = walk.window.office
    question = {"all": [{"fact": "note", "how": "missing", "label": "备注"}]}
    number = saved_filters.save(office.store, of, "无备注", question, None)
    one = next(one for one in saved_filters.saved_of(office.store, of, 1) if one.id == number)
    filters_on_today.put(office, one, {number})
    today = walk.tab("today")
    reading.settle()
    tile = next(tile for tile in today.findChildren(FigureTile) if "无备注" in tile.accessibleName())
    tile.click()
    reading.settle()
    page = walk.window.page("roster")
    shown = page.people if of == "residents" else page.households
    assert page.pages.currentWidget() is shown
    assert shown.table.filter_key == one.key
    assert shown.table.count() > 0
