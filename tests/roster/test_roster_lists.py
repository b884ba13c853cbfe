"""The list of residents, its filters, what is exported and what is printed."""

import random
from pathlib import Path

import pytest
from sqlalchemy import select

from commgov_desktop.documents import rendering
from commgov_desktop.errors import UserError
from commgov_desktop.ledger import sheets
from commgov_desktop.ledger.episodes import Episode
from commgov_desktop.ledger.listing import Listing
from commgov_desktop.ledger.office import Office
from commgov_desktop.roster import exporting, papers, practice
from commgov_desktop.roster.history import EVENT
from commgov_desktop.roster.household_ledger import HOUSEHOLDS
from commgov_desktop.roster.ledger import RESIDENTS
from commgov_desktop.roster.places import Homes


@pytest.fixture
def filled(office: Office, homes: Homes) -> Office:
    """An office of 200 made-up people."""
    with office.store.write("练习", final=True) as session:
        places = [homes.split(f"{b}号楼{e}单元{r}01") for b in (1, 2) for e in (1, 2) for r in range(1, 21)]
        found = homes.dwellings_for(session, [p for p in places if p])
        practice.fill(session, random.Random(3), 200, list(found.values()))
    return office


def test_the_same_seed_gives_the_same_people(make_office: object, homes: Homes) -> None:
    names = []
    for room in ("a", "b"):
        office = make_office(room)  # type: ignore[operator]
        with office.store.write("练习", final=True) as session:
            practice.fill(session, random.Random(5), 60, [])
        listing = Listing(office.store, RESIDENTS, full=True)
        names.append(list(listing.page(listing.ids()).values()))
    assert names[0] == names[1]
    assert len(names[0]) == 60


def test_every_column_sorts_and_every_filter_counts(filled: Office) -> None:
    for ledger in (RESIDENTS, HOUSEHOLDS):
        listing = Listing(filled.store, ledger)
        for column in ledger.columns:
            assert len(listing.ids(sort=column.field.name)) == listing.count()
        assert all(listing.count(f.key) <= listing.count() for f in ledger.filters)
    people = Listing(filled.store, RESIDENTS)
    kinds = ("registered", "settled", "migrant", "abroad")
    assert sum(people.count(kind) for kind in kinds) == 200
    assert people.count("no_grid") == 200
    assert Listing(filled.store, HOUSEHOLDS).count("headless") == 0


def test_names_stand_in_the_order_of_the_telephone_book(office: Office) -> None:
    for name in ("张伟", "章薇", "安宁", "张安"):
        office.book.save(RESIDENTS, None, {"name": name})
    listing = Listing(office.store, RESIDENTS)
    assert [listing.page([i])[i][0] for i in listing.ids()] == ["安宁", "张安", "张伟", "章薇"]


def test_old_people_living_alone_are_found_by_their_household(office: Office) -> None:
    from datetime import date

    office.book.save(RESIDENTS, None, {"name": "老王", "birth": date(1940, 1, 1), "relation": "02"})
    office.book.save(RESIDENTS, None, {"name": "小王", "birth": date(2000, 1, 1), "relation": "02"})
    assert Listing(office.store, RESIDENTS).count("old_alone") == 1
    assert Listing(office.store, HOUSEHOLDS).count("single") == 2


def test_numbers_are_masked_in_lists_and_exports_unless_whole_ones_are_asked_for(
    filled: Office, tmp_path: Path
) -> None:
    listing = Listing(filled.store, RESIDENTS)
    shown = [str(row[3]) for row in listing.page(listing.ids()).values()]
    assert sum("********" in words for words in shown) > 180
    assert not any(words.isalnum() and len(words) == 18 for words in shown)
    masked, whole = tmp_path / "a.xlsx", tmp_path / "b.xlsx"
    assert exporting.export(filled, masked) == 200
    assert exporting.export(filled, whole, full=True) == 200
    columns = {"id_number": 3}
    first = [str(row[columns["id_number"]]) for _n, row in sheets.read_table(masked).rows()]
    second = [str(row[columns["id_number"]]) for _n, row in sheets.read_table(whole).rows()]
    assert not any(len(words) == 18 and words[:17].isdecimal() for words in first)
    assert sum(len(words) == 18 and words[:17].isdecimal() for words in second) > 180


def test_a_clerk_may_not_export_whole_numbers(filled: Office, tmp_path: Path) -> None:
    from commgov_desktop.ledger.office import Account

    filled.account = Account(2, "李红", "worker")
    with pytest.raises(UserError):
        exporting.export(filled, tmp_path / "a.xlsx", full=True)
    assert not (tmp_path / "a.xlsx").exists()


def test_an_exported_roster_is_taken_in_again_without_a_change(
    filled: Office, homes: Homes, tmp_path: Path
) -> None:
    from commgov_desktop.roster import importing

    file = tmp_path / "花名册.xlsx"
    exporting.export(filled, file, full=True)
    plan = importing.trial(filled.store, importing.open_source(filled.store, file), homes)
    assert dict(plan.counts) == {"read": 200, "new": 0, "changed": 0, "same": 200, "refused": 0}


def test_masked_numbers_of_an_exported_list_are_never_taken_for_numbers(
    filled: Office, homes: Homes, tmp_path: Path
) -> None:
    from commgov_desktop.roster import importing

    file = tmp_path / "花名册.xlsx"
    exporting.export(filled, file)
    plan = importing.trial(filled.store, importing.open_source(filled.store, file), homes)
    assert plan.counts["same"] == 200
    assert plan.remarked > 180


def test_every_paper_of_the_roster_prints_its_title_and_names(filled: Office) -> None:
    people, homes = Listing(filled.store, RESIDENTS), Listing(filled.store, HOUSEHOLDS)
    with filled.store.read() as session:
        event = session.scalar(select(Episode.id).where(Episode.kind == EVENT).limit(1))
    ids = {"residents": people.ids()[0], "households": homes.ids()[0], "": 0, "episodes": event or 0}
    for kind in papers.PAPERS:
        pdf = kind.make(filled, ids[kind.about])
        words = "".join(rendering.page_text(pdf, 0).split())
        assert kind.title in words
    name = str(people.page([ids["residents"]])[ids["residents"]][0])
    sheet = papers.resident_sheet(filled, ids["residents"])
    assert name in rendering.page_text(sheet, 0)
    assert rendering.page_count(sheet) == 1


def test_a_large_household_runs_over_to_a_second_page(office: Office) -> None:
    from commgov_desktop.roster import facts

    head = office.book.save(RESIDENTS, None, {"name": "张伟", "relation": "02"})
    home = facts.read(office.store, head).household_id
    for n in range(30):
        values = {"name": f"成员{n}", "household_id": home, "relation": "97"}
        office.book.save(RESIDENTS, None, values)
    pdf = papers.household_sheet(office, home or 0)
    text = "".join(rendering.page_text(pdf, page) for page in range(rendering.page_count(pdf)))
    assert "成员29" in text
