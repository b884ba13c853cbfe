"""小区: an entry comes with a building that names it, a new name goes to its buildings, people are asked by it."""

from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot
from sqlalchemy import select, update

from commgov_desktop import catalog
from commgov_desktop.documents.rendering import page_text
from commgov_desktop.errors import Invalid
from commgov_desktop.grids.buildings import add_buildings
from commgov_desktop.grids.estates import keeping
from commgov_desktop.grids.estates.ledger import ESTATES
from commgov_desktop.grids.estates.papers import listed
from commgov_desktop.grids.estates.people import residents_in
from commgov_desktop.grids.ledgers import BUILDINGS
from commgov_desktop.grids.models import Building, Estate
from commgov_desktop.grids.tab_page import GridsTab
from commgov_desktop.ledger import questions
from commgov_desktop.ledger.fact_values import rows
from commgov_desktop.ledger.listing import Listing
from commgov_desktop.ledger.office import Office
from commgov_desktop.ledger.questions import Asked, all_of
from commgov_desktop.roster.ledger import RESIDENTS
from commgov_desktop.roster.models import Resident
from commgov_desktop.ui import ask
from tests.grids.conftest import Divided


def estate_of(office: Office, building: int) -> str:
    return str(office.book.values(BUILDINGS, building)["estate"])


def put(divided: Divided, name: str, *buildings: str) -> None:
    for building in buildings:
        number = divided.buildings[building]
        known = divided.office.book.values(BUILDINGS, number)
        divided.office.book.save(BUILDINGS, number, known | {"estate": name})


def names(office: Office) -> list[str]:
    return [office.book.name(ESTATES, number) for number in Listing(office.store, ESTATES).ids()]


def test_a_building_that_names_an_estate_makes_its_entry_once(divided: Divided) -> None:
    office = divided.office
    put(divided, " 阳光花园 ", "1号楼", "2号楼")
    assert names(office) == ["阳光花园"]
    assert estate_of(office, divided.buildings["1号楼"]) == "阳光花园"
    add_buildings(office.store, ["1", "2"], None, estate="河东新村")
    assert sorted(names(office)) == sorted(["阳光花园", "河东新村"])
    office.store.undo()
    assert names(office) == ["阳光花园"]


def test_a_new_name_goes_to_the_buildings_and_undo_takes_both_back(divided: Divided) -> None:
    office = divided.office
    put(divided, "阳光花园", "1号楼", "2号楼")
    [number] = Listing(office.store, ESTATES).ids()
    office.book.save(ESTATES, number, office.book.values(ESTATES, number) | {"name": "月光花园"})
    found = [estate_of(office, divided.buildings[name]) for name in ("1号楼", "2号楼", "3号楼")]
    assert found == ["月光花园", "月光花园", ""]
    office.store.undo()
    assert estate_of(office, divided.buildings["1号楼"]) == "阳光花园"
    assert names(office) == ["阳光花园"]


def test_two_estates_never_share_a_name(divided: Divided) -> None:
    office = divided.office
    put(divided, "阳光花园", "1号楼")
    with pytest.raises(Invalid) as wrong:
        office.book.save(ESTATES, None, {"name": "阳光花园 "})
    assert "阳光花园" in wrong.value.problems["name"]


def test_estates_of_an_earlier_release_are_offered_and_taken_in(divided: Divided) -> None:
    office = divided.office
    with office.store.write("as before") as session:
        session.execute(update(Building).where(Building.name == "1号楼").values(estate="老楼院 "))
        session.execute(update(Building).where(Building.name == "2号楼").values(estate="新楼院"))
    with office.store.read() as session:
        assert keeping.only_named(session) == sorted(["老楼院", "新楼院"])
    assert keeping.take_in(office.store) == 2
    assert estate_of(office, divided.buildings["1号楼"]) == "老楼院"
    assert keeping.take_in(office.store) == 0
    assert sorted(names(office)) == sorted(["老楼院", "新楼院"])


def test_an_estate_taken_away_leaves_its_buildings(divided: Divided) -> None:
    office = divided.office
    put(divided, "阳光花园", "1号楼")
    keeping.remove(office.store, Listing(office.store, ESTATES).ids()[0])
    assert names(office) == []
    assert estate_of(office, divided.buildings["1号楼"]) == ""
    office.store.undo()
    assert names(office) == ["阳光花园"]
    assert estate_of(office, divided.buildings["1号楼"]) == "阳光花园"


def test_the_list_counts_what_lies_in_each(divided: Divided) -> None:
    office = divided.office
    put(divided, "阳光花园", "1号楼")
    listing = Listing(office.store, ESTATES)
    [number] = listing.ids()
    counted = dict(zip((f.name for f in listing.columns), listing.page([number])[number], strict=True))
    assert {k: counted[k] for k in ("buildings", "dwellings", "households", "residents", "registered", "migrants")} == {
        "buildings": 1, "dwellings": 2, "households": 2, "residents": 4, "registered": 2, "migrants": 2,
    }  # fmt: skip
    assert sorted(residents_in(office.store, number)) == [10, 11, 20, 21]
    assert sorted(residents_in(office.store, number, "3")) == [11, 21]


def test_residents_are_asked_by_estate_and_by_its_kind(divided: Divided) -> None:
    office = divided.office
    put(divided, "阳光花园", "1号楼")
    put(divided, "机械厂家属院", "2号楼")
    for number in Listing(office.store, ESTATES).ids(find="机械厂"):
        office.book.save(ESTATES, number, office.book.values(ESTATES, number) | {"kind": "1"})
    facts = catalog.askable(office, RESIDENTS)
    for fact, given, expected in (
        ("estate", "阳光花园", {10, 11, 20, 21}),
        ("estate_kind", "1", {30, 31}),
    ):
        asked = all_of(Asked(fact, "any", (given,)))
        with office.store.read() as session:
            found = set(session.scalars(select(Resident.id).where(questions.where(asked, facts))))
        assert found == expected, fact


def test_a_superiors_table_can_carry_the_codes(divided: Divided) -> None:
    office = divided.office
    facts = catalog.askable(office, RESIDENTS)
    with office.store.read() as session:
        [(_number, line)] = rows(session, facts, ("community_code", "street_code", "grid_code"), [10])
    assert list(line) == ["999999001001", "999999001", "999999001001001"]


def test_the_paper_sums_estates_by_kind(divided: Divided) -> None:
    office = divided.office
    put(divided, "阳光花园", "1号楼")
    put(divided, "幸福里", "2号楼")
    for number in Listing(office.store, ESTATES).ids():
        office.book.save(ESTATES, number, office.book.values(ESTATES, number) | {"kind": "2"})
    text = "".join(page_text(listed(office), 0).split())
    for words in (
        "小区一览表",
        "共2个小区",
        "老旧小区小计",
        "2个小区",
        "阳光花园",
        "幸福里",
        "未登记小区",
        "合计",
    ):
        assert words in text, words


@pytest.fixture
def tab(divided: Divided, qtbot: QtBot) -> Iterator[GridsTab]:
    made = GridsTab(divided.office, see_residents=lambda title, ids: seen.append((title, list(ids))))
    seen.clear()
    qtbot.addWidget(made)
    made.resize(1366, 680)
    stop = divided.office.store.subscribe(made.refresh)
    made.show()
    yield made
    stop()


seen: list[tuple[str, list[int]]] = []


def test_the_page_offers_renames_and_removes(
    tab: GridsTab, divided: Divided, monkeypatch: pytest.MonkeyPatch
) -> None:
    office = divided.office
    with office.store.write("as before") as session:
        session.execute(update(Building).where(Building.name == "1号楼").values(estate="老楼院"))
    page = tab.show_estates()
    assert "老楼院" in page.offer.sentence.text()  # type: ignore[attr-defined]
    page.take_in()  # type: ignore[attr-defined]
    assert not page.offer.isVisible()  # type: ignore[attr-defined]
    [number] = Listing(office.store, ESTATES).ids()
    page.edit(number)  # type: ignore[attr-defined]
    form = page.right.form  # type: ignore[attr-defined]
    form.boxes["name"].set_value("新楼院")
    form.ask_save()
    assert estate_of(office, divided.buildings["1号楼"]) == "新楼院"
    monkeypatch.setattr(ask, "confirm", lambda *_a, **_k: True)
    page.remove(number)  # type: ignore[attr-defined]
    with office.store.read() as session:
        assert session.scalar(select(Estate.id)) is None
