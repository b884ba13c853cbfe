"""A clerk's day through the real window: every job in as few steps as promised, and its work is in the file."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication
from sqlalchemy import select, text

from commgov_desktop import clock, opening
from commgov_desktop.backup.checking import verify
from commgov_desktop.documents import rendering
from commgov_desktop.ledger.office import Office
from commgov_desktop.mediation.models import MediationCase
from commgov_desktop.paths import Places
from commgov_desktop.roster.models import Resident
from commgov_desktop.store import journal
from commgov_desktop.tour import Job, play


@pytest.fixture(scope="module")
def day(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[Job], list[Path]]:
    folder = tmp_path_factory.mktemp("day")
    application = QApplication.instance()
    assert application is None or isinstance(application, QApplication)
    jobs, files = play(folder)
    return folder, jobs, files


@pytest.fixture
def evening(day: tuple[Path, list[Job], list[Path]]) -> Iterator[Office]:
    """The office as the day left it."""
    clock.pretend(None)
    office = opening.unlock(Places(day[0] / "office"), 1, "practice")
    yield office
    office.store.close()


def test_every_job_goes_well_in_as_few_steps_as_promised(day: tuple[Path, list[Job], list[Path]]) -> None:
    assert [job.line() for job in day[1] if not job.good] == []
    assert len([job for job in day[1] if job.target]) == 10


def test_the_roster_was_taken_in_and_the_newcomer_stands_in_a_household(evening: Office) -> None:
    with evening.store.read() as session:
        assert len(session.scalars(select(Resident.id)).all()) > 3900
        newcomer = session.scalar(select(Resident).where(Resident.name == "单小雨"))
        assert newcomer is not None
        assert (newcomer.id_state, str(newcomer.birth), newcomer.sex) == ("checked", "2015-03-04", "2")
        assert newcomer.household_id is not None
    assert evening.people.find("shanxiaoyu")[0][1] == "单小雨"


def test_the_import_was_taken_back_and_done_again(evening: Office) -> None:
    query = text("select count(*) from actions where kind = :kind")
    with evening.store.read() as session:
        assert session.execute(query, {"kind": "undo"}).scalar() == 1
        assert session.execute(query, {"kind": "redo"}).scalar() == 1


def test_a_building_lies_in_another_grid_which_has_a_new_worker(evening: Office) -> None:
    with evening.store.read() as session:
        grid = session.execute(
            text("select grid_id from grid_posts where person_name = '孙晓明' and until is null")
        ).scalar()
        moved = text("select g.id from buildings b join grids g on g.id = b.grid_id where b.name = '1号楼'")
        assert session.execute(moved).scalar() == grid


def test_the_case_holds_its_session_and_agreement(evening: Office) -> None:
    with evening.store.read() as session:
        case = session.scalars(select(MediationCase).order_by(MediationCase.id.desc())).first()
        assert case is not None
        count = "select count(*) from {} where case_id = :id"
        for table in ("mediation_sessions", "mediation_agreements"):
            assert session.execute(text(count.format(table)), {"id": case.id}).scalar() == 1


def test_the_papers_are_in_their_registers(evening: Office) -> None:
    today = f"{clock.today():%Y-%m-%d}"
    with evening.store.read() as session:
        states = (
            session.execute(text("select state from certificates where day = :day"), {"day": today})
            .scalars()
            .all()
        )
        hanging = session.execute(
            text("select count(*) from postings where put_up_on = :day"), {"day": today}
        ).scalar()
        proofs = session.execute(text("select count(*) from attachments where table_name = 'tasks'")).scalar()
    assert sorted(states) == ["issued", "refused"]
    assert hanging == 1
    assert proofs == 1


def test_the_copy_on_the_stick_is_good(day: tuple[Path, list[Job], list[Path]]) -> None:
    copy = next((day[0] / "stick").glob("*.age"))
    checked = verify(copy, (day[0] / "office" / "recovery-key.txt").read_text().strip())
    assert checked.manifest.counts["residents"] > 3900


def test_the_whole_day_is_on_record_unbroken(evening: Office) -> None:
    with evening.store.read() as session:
        assert journal.first_broken_link(session) is None


def test_pictures_show_something_and_papers_name_the_people(day: tuple[Path, list[Job], list[Path]]) -> None:
    pictures = sorted((day[0] / "pictures").glob("*.png"))
    assert len(pictures) >= 30
    for path in pictures:
        image = QImage(str(path))
        shades = {
            image.pixel(x, y) for x in range(0, image.width(), 17) for y in range(0, image.height(), 13)
        }
        assert len(shades) > 5, path.name
    for path in (day[0] / "papers").glob("*.pdf"):
        assert rendering.page_count(path.read_bytes()) >= 1
    certificate = next((day[0] / "papers").glob("居住证明 *.pdf")).read_bytes()
    assert "特此证明" in rendering.page_text(certificate, 0)
    posting = next((day[0] / "papers").glob("关于拟享受*.pdf")).read_bytes()
    assert "曾文华" not in rendering.page_text(posting, 0)
