"""Questions about earlier days: where people lived, in which grid and which group they were, on a day or between two."""

from datetime import date

import pytest
from sqlalchemy import select

from commgov_desktop import catalog
from commgov_desktop.grids.ledgers import GRIDS
from commgov_desktop.grids.models import Building
from commgov_desktop.ledger import episodes, questions
from commgov_desktop.ledger.office import Office
from commgov_desktop.ledger.question_days import Period
from commgov_desktop.ledger.question_words import say
from commgov_desktop.ledger.questions import Asked, all_of
from commgov_desktop.roster.groups import known, sheets
from commgov_desktop.roster.ledger import RESIDENTS
from commgov_desktop.roster.models import Resident
from tests.roster.event_words import BEFORE, DAY, Family, family

JANUARY = date(2026, 1, 1)
EVERYBODY = {"张伟", "李梅", "张小宝", "张小妹", "王秀英"}


@pytest.fixture
def zhangs(office: Office) -> Family:
    """The family lives in 3号楼 of grid 01, which came to grid 02 in February; the son moved to 9号楼 of grid 01 in March."""
    found = family(office)
    numbers = [office.book.save(GRIDS, None, {"name": name}) for name in ("01 网格", "02 网格")]
    assert numbers == [1, 2]
    flats = {}
    with office.store.write("房屋") as session:
        for words in ("3号楼2单元501", "9号楼1单元101"):
            place = catalog.homes().split(words)
            flats[words] = catalog.homes().dwellings_for(session, [place])[place]
    with office.store.write("旧事") as session:
        episodes.mended(session)
        for person in session.scalars(select(Resident)):
            person.dwelling_id = flats["3号楼2单元501"]
        for building in session.scalars(select(Building)):
            building.grid_id = 1
    with office.store.write("归格") as session:
        episodes.happened(session, BEFORE)
        building = session.scalars(select(Building).where(Building.name == "3号楼")).one()
        building.grid_id = 2
    found.do("move_within", person=found.son, chosen=(found.son,), dwelling_id=flats["9号楼1单元101"])
    return found


def who(zhangs: Family, fact: str, how: str, value: str, first: date, last: date | None = None) -> set[str]:
    facts = catalog.askable(zhangs.office, RESIDENTS)
    asked = all_of(Asked(fact, how, (value,), Period("between", first=first, last=last)))
    assert not questions.problems(asked, facts)
    with zhangs.office.store.read() as session:
        return set(session.scalars(select(Resident.name).where(questions.where(asked, facts))))


def test_who_lived_in_a_grid_on_a_day(zhangs: Family) -> None:
    assert who(zhangs, "grid", "was", "1", JANUARY) == EVERYBODY
    assert who(zhangs, "grid", "was", "2", JANUARY) == set()
    assert who(zhangs, "grid", "was", "2", BEFORE) == EVERYBODY
    assert who(zhangs, "grid", "was", "1", DAY) == {"张小宝"}
    assert who(zhangs, "grid", "was", "2", DAY) == EVERYBODY - {"张小宝"}


def test_who_lived_in_a_grid_at_some_time_between_two_days(zhangs: Family) -> None:
    assert who(zhangs, "grid", "within", "1", JANUARY, DAY) == EVERYBODY
    assert who(zhangs, "grid", "within", "1", BEFORE, date(2026, 2, 28)) == set()
    assert who(zhangs, "grid", "within", "1", BEFORE, DAY) == {"张小宝"}


def test_who_lived_at_an_address_or_in_a_building(zhangs: Family) -> None:
    with zhangs.office.store.read() as session:
        nine = str(session.scalar(select(Building.id).where(Building.name == "9号楼")))
    assert who(zhangs, "address", "was", "9号楼", BEFORE) == set()
    assert who(zhangs, "address", "was", "9号楼", DAY) == {"张小宝"}
    assert who(zhangs, "address", "within", "2单元501", BEFORE, DAY) == EVERYBODY
    assert who(zhangs, "building", "was", nine, DAY) == {"张小宝"}


def test_who_was_not_here_yet_or_no_longer_lived_nowhere(zhangs: Family) -> None:
    assert who(zhangs, "grid", "was", "1", date(2005, 1, 1)) == EVERYBODY - {"张小妹"}, "not yet born"
    zhangs.do("move_out", person=zhangs.girl, chosen=(zhangs.girl,), day=DAY)
    assert "张小妹" in who(zhangs, "grid", "within", "2", BEFORE, DAY)
    assert "张小妹" not in who(zhangs, "grid", "was", "2", DAY)


def test_who_was_in_a_group_or_of_a_party_between_two_days(zhangs: Family) -> None:
    group = next(g for g in known.groups(zhangs.office) if g.name == "志愿者")
    sheet = sheets.keep(zhangs.office, group.id, zhangs.son, {"since": date(2025, 1, 1)})
    sheets.end(zhangs.office, sheet, date(2025, 6, 1), "不再参加")
    assert who(zhangs, "groups", "within", group.key, date(2025, 5, 1), date(2025, 12, 1)) == {"张小宝"}
    assert who(zhangs, "groups", "within", group.key, date(2025, 6, 1), date(2025, 12, 1)) == set()
    zhangs.office.book.save(RESIDENTS, zhangs.son, {"political_status": "03"})
    zhangs.office.book.save(RESIDENTS, zhangs.son, {"political_status": "01"})
    today = date(2026, 3, 5)
    assert who(zhangs, "political_status", "within", "03", JANUARY, today) == {"张小宝"}
    assert who(zhangs, "political_status", "within", "03", today, today) == set()
    assert who(zhangs, "tags", "within", "低保", JANUARY, today) == {"王秀英"}


def test_such_a_question_is_said_in_words(zhangs: Family) -> None:
    facts = catalog.askable(zhangs.office, RESIDENTS)
    period = Period("between", first=BEFORE, last=DAY)
    words = say(all_of(Asked("grid", "within", ("1",), period)), facts)
    assert words == "2026-02-01 至 2026-03-01期间网格曾是01 网格"
