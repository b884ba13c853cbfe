"""Ctrl+K finds people, households, addresses, cases, papers, numbers, notices, tasks and organisations."""

from datetime import date

import pytest
from sqlalchemy import select

from commgov_desktop import finding
from commgov_desktop.desk.models import Certificate, Notice
from commgov_desktop.ledger.office import Office
from commgov_desktop.mediation.models import MediationCase, MediationSide
from commgov_desktop.roster.ledger import RESIDENTS
from commgov_desktop.roster.models import Resident
from commgov_desktop.ui.find_anything import Hit


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
