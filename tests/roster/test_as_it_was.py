"""Any list and any figure as it was on an earlier day."""

from datetime import date

import pytest
from sqlalchemy import select

from commgov_desktop import catalog, figures
from commgov_desktop.grids.figures import survey
from commgov_desktop.grids.ledgers import GRIDS
from commgov_desktop.grids.models import Building
from commgov_desktop.ledger import episodes
from commgov_desktop.ledger.exporting import rows_of
from commgov_desktop.ledger.listing import Listing
from commgov_desktop.ledger.office import Office
from commgov_desktop.roster import history, register
from commgov_desktop.roster.as_it_was import ledger_on
from commgov_desktop.roster.events import monthly
from commgov_desktop.roster.household_ledger import HOUSEHOLDS
from commgov_desktop.roster.ledger import RESIDENTS
from commgov_desktop.roster.models import MIGRANT, REGISTERED, Resident
from tests.roster.event_words import BEFORE, DAY, Family, family

TODAY = date(2026, 3, 5)


@pytest.fixture
def zhangs(office: Office) -> Family:
    """The family in 3号楼; the son moved to 9号楼 as a migrant's guest and lost a tag, the head died."""
    found = family(office)
    flats = {}
    with office.store.write("房屋") as session:
        for words in ("3号楼2单元501", "9号楼1单元101"):
            place = catalog.homes().split(words)
            flats[words] = catalog.homes().dwellings_for(session, [place])[place]
    with office.store.write("旧事") as session:
        episodes.mended(session)
        for person in session.scalars(select(Resident)):
            person.dwelling_id = flats["3号楼2单元501"]
        session.get_one(Resident, found.son).tags = ["志愿者", "党员"]
    with office.store.write("改标签") as session:
        episodes.happened(session, DAY)
        session.get_one(Resident, found.son).tags = ["党员", "退役军人"]
        session.get_one(Resident, found.son).residence_kind = MIGRANT
    found.do("move_within", person=found.son, chosen=(found.son,), dwelling_id=flats["9号楼1单元101"])
    found.do("death", person=found.zhang)
    return found


def rows(office: Office, ledger: object, day: date, *names: str) -> dict[str, list[str]]:
    listing = Listing(office.store, ledger_on(office.store, ledger, day))  # type: ignore[arg-type]
    _fields, found = rows_of(listing, listing.ids(), names)
    return {row[0]: row[1:] for row in found}


def test_a_list_shows_who_was_here_and_how_it_was(zhangs: Family) -> None:
    names = ("name", "address", "residence_kind", "head", "relation", "groups")
    was, now = (rows(zhangs.office, RESIDENTS, day, *names) for day in (BEFORE, TODAY))
    assert was["张小宝"] == ["3号楼2单元501", "户籍", "张伟", "子", "党员、志愿者"]
    assert now["张小宝"] == ["9号楼1单元101", "流动", "李梅", "子", "党员、退役军人、流动"]
    assert "张伟" in was
    assert "张伟" not in now


def test_name_number_schooling_party_and_telephone_are_those_of_the_day(zhangs: Family) -> None:
    first, second = "999999200007010010", "999999200007010029"
    old = {"id_number": first, "education": "60", "political_status": "13", "phone": "13800001111"}
    zhangs.office.book.save(RESIDENTS, zhangs.son, old)
    with zhangs.office.store.write("变了") as session:
        episodes.happened(session, DAY)
        new = {
            "name": "李强",
            "id_number": second,
            "education": "20",
            "political_status": "01",
            "phone": "13800002222",
        }
        register.put(session, session.get_one(Resident, zhangs.son), new)
    names = ("name", "id_number", "education", "political_status", "phone", "groups")
    was, now = (rows(zhangs.office, RESIDENTS, day, *names) for day in (BEFORE, TODAY))
    assert was["张小宝"][1:4] == ["普通高级中学教育", "群众", "138****1111"]
    assert was["张小宝"][0].endswith("0010")
    assert "李强" not in was
    assert now["李强"][1:4] == ["大学本科教育", "中共党员", "138****2222"]
    assert now["李强"][0].startswith("999999********0029")


def test_somebody_is_found_by_the_name_of_the_day_and_party_members_are_those_of_it(zhangs: Family) -> None:
    with zhangs.office.store.write("变了") as session:
        episodes.happened(session, DAY, "改名")
        new = {"name": "李强", "political_status": "01"}
        register.put(session, session.get_one(Resident, zhangs.son), new)
    then, now = (
        Listing(zhangs.office.store, ledger_on(zhangs.office.store, RESIDENTS, d)) for d in (BEFORE, TODAY)
    )
    assert (list(then.ids(find="张小宝")), list(now.ids(find="张小宝"))) == ([zhangs.son], [])
    assert (list(then.ids(filter="party")), list(now.ids(filter="party"))) == ([], [zhangs.son])


def test_the_head_of_a_household_is_called_as_on_the_day(zhangs: Family) -> None:
    zhangs.office.book.save(RESIDENTS, zhangs.wife, {"phone": "13800001111"})
    with zhangs.office.store.write("变了") as session:
        episodes.happened(session, TODAY, "改名")
        register.put(
            session, session.get_one(Resident, zhangs.wife), {"name": "李玫", "phone": "13800002222"}
        )
    shown = rows(zhangs.office, HOUSEHOLDS, DAY, "head", "phone")
    assert shown["李梅"] == ["138****1111"]
    assert rows(zhangs.office, HOUSEHOLDS, TODAY, "head", "phone")["李玫"] == ["138****2222"]


def test_ages_are_those_of_the_day(zhangs: Family) -> None:
    assert rows(zhangs.office, RESIDENTS, date(2000, 7, 2), "name", "age")["张小宝"] == ["0"]
    assert "张小妹" not in rows(zhangs.office, RESIDENTS, date(2000, 7, 2), "name")


def test_filters_and_find_answer_for_the_day(zhangs: Family) -> None:
    store = zhangs.office.store
    was, now = (Listing(store, ledger_on(store, RESIDENTS, day)) for day in (BEFORE, TODAY))
    assert (was.count("migrant"), now.count("migrant")) == (0, 1)
    assert (was.count("registered"), now.count("registered")) == (5, 3)
    assert list(was.ids(find="zhangwei")) == [zhangs.zhang]
    assert list(now.ids(find="zhangwei")) == []


def test_households_of_the_day(zhangs: Family) -> None:
    zhangs.do("split", person=zhangs.son, chosen=(zhangs.son,), day=TODAY)
    names = ("head", "members", "address")
    assert rows(zhangs.office, HOUSEHOLDS, BEFORE, *names) == {"张伟": ["5", ""]}
    assert {head: row[0] for head, row in rows(zhangs.office, HOUSEHOLDS, TODAY, *names).items()} == {
        "李梅": "3",
        "张小宝": "1",
    }


def test_every_column_can_be_read_sorted_and_asked_on_a_past_day(practice_office: Office) -> None:
    store = practice_office.store
    for ledger in (RESIDENTS, HOUSEHOLDS):
        listing = Listing(store, ledger_on(store, ledger, BEFORE))
        assert [c.name for c in listing.columns] == [c.field.name for c in ledger.columns]
        for column in listing.columns:
            assert len(listing.ids(sort=column.name, descending=True)) == listing.count()
        for asked in listing.filterable():
            listing.distinct(asked.field.name)


# ---- figures ------------------------------------------------------------------------------------------


def test_the_population_of_a_day_by_kind_and_grid(zhangs: Family) -> None:
    with zhangs.office.store.read() as session:
        was, now = (history.population_on(session, day) for day in (BEFORE, TODAY))
    assert (was.people, was.households, was.by_kind) == (5, 1, {"1": 5})
    assert (now.people, now.by_kind) == (4, {"1": 3, "3": 1})


def test_a_building_counts_for_the_grid_it_lay_in(zhangs: Family) -> None:
    store = zhangs.office.store
    old = zhangs.office.book.save(GRIDS, None, {"name": "01 网格", "kind": "general"})
    new = zhangs.office.book.save(GRIDS, None, {"name": "02 网格", "kind": "general"})
    with store.read() as session:
        third = session.scalar(select(Building.id).where(Building.name == "3号楼"))
    with store.write("划入") as session:
        episodes.mended(session)
        session.get_one(Building, third).grid_id = old
    with store.write("改划") as session:
        episodes.happened(session, DAY)
        session.get_one(Building, third).grid_id = new
    with store.read() as session:
        was, now = (history.population_on(session, day).by_grid for day in (BEFORE, TODAY))
        then, today = (
            {g.name: g.figures.residents for g in survey(session, day).grids} for day in (BEFORE, TODAY)
        )
        plain = {g.name: g.figures.residents for g in survey(session).grids}
    assert (was, now) == ({"01 网格": 5}, {"": 1, "02 网格": 3})
    assert (then, today) == ({"01 网格": 5, "02 网格": 0}, {"01 网格": 0, "02 网格": 3})
    assert plain == today


def test_the_figures_of_the_office_take_a_day(zhangs: Family) -> None:
    assert figures.population(zhangs.office, BEFORE).value == 5
    assert figures.population(zhangs.office, TODAY).value == figures.population(zhangs.office).value == 4
    assert figures.in_grids(zhangs.office, BEFORE).of == 5


def test_a_month_adds_up_whatever_happened_in_it(zhangs: Family) -> None:
    zhangs.do("birth", household=zhangs.home, name="张小小", sex="2")
    zhangs.do("move_in", newcomers=({"name": "陈强", "sex": "1"},), residence_kind=MIGRANT)
    zhangs.do("move_out", person=zhangs.girl, chosen=(zhangs.girl,), day=TODAY)
    with zhangs.office.store.read() as session:
        march = monthly.month(session, 2026, 3)
    counts = [march.count(what) for what in (monthly.BORN, monthly.CAME, monthly.DIED, monthly.LEFT)]
    assert counts == [1, 1, 1, 1]
    assert march.before.people + march.net() == march.after.people == 5
    assert march.changed_kind(MIGRANT) == 1, "the son became a migrant"
    assert march.changed_kind(REGISTERED) == -1


def test_coming_back_counts_as_coming(zhangs: Family) -> None:
    zhangs.do("move_out", person=zhangs.girl, chosen=(zhangs.girl,), day=date(2026, 3, 2))
    zhangs.do("return", person=zhangs.girl, into=zhangs.home, relation="30", day=TODAY)
    with zhangs.office.store.read() as session:
        march = monthly.month(session, 2026, 3)
    assert (march.count(monthly.CAME), march.count(monthly.LEFT)) == (1, 1)
    assert march.before.people + march.net() == march.after.people
