"""Counting, and the health check."""

from random import Random

from commgov_desktop.grids import practice
from commgov_desktop.grids.checks import check, outsiders
from commgov_desktop.grids.figures import residents_of, survey
from commgov_desktop.grids.ledgers import BUILDINGS, DWELLINGS, GRIDS, find_dwellings
from commgov_desktop.ledger.ledger import Ledger
from commgov_desktop.ledger.listing import Listing
from commgov_desktop.ledger.office import Office
from tests.grids.conftest import Divided


def test_a_grid_counts_its_homes_households_and_people_by_kind(divided: Divided) -> None:
    with divided.office.store.read() as session:
        figures = survey(session).grids[0].figures
    assert (figures.buildings, figures.dwellings, figures.households, figures.residents) == (2, 3, 3, 6)
    assert figures.by_kind == {"1": 3, "3": 3}
    assert figures.elders == 3


def test_whoever_has_no_home_or_a_home_outside_is_in_no_grid(divided: Divided) -> None:
    with divided.office.store.read() as session:
        community, people = survey(session), outsiders(session)
    assert community.outside == len(people) == 3
    assert {p.name: p.address for p in people} == {
        "张4": "3号楼1单元101",
        "李4": "3号楼1单元101",
        "赵无处": "",
    }
    assert community.figures.residents == 9


def test_the_check_names_grids_without_worker_and_of_the_wrong_size(divided: Divided) -> None:
    with divided.office.store.read() as session:
        found = check(survey(session), least=1, most=2)
    assert found.loose_buildings == [divided.buildings["3号楼"]]
    assert found.without_worker == [divided.second]
    assert (found.too_large, found.too_small) == ([divided.first], [divided.second])


def test_a_figure_opens_the_people_behind_it(divided: Divided) -> None:
    with divided.office.store.read() as session:
        assert residents_of(session, grid_id=divided.first, kind="3") == [11, 21, 31]
        assert residents_of(session, building_id=divided.buildings["1号楼"]) == [10, 11, 20, 21]


def test_the_lists_show_the_same_figures_as_the_plan(divided: Divided) -> None:
    def rows(ledger: Ledger) -> list[dict[str, object]]:
        listing = Listing(divided.office.store, ledger)
        ids = listing.ids()
        names = [field.name for field in listing.columns]
        return [dict(zip(names, listing.page(ids)[i], strict=True)) for i in ids]

    first = rows(GRIDS)[0]
    assert (first["worker"], first["buildings"], first["households"], first["residents"]) == ("孙丽", 2, 3, 6)
    assert [(b["name"], b["grid"], b["residents"]) for b in rows(BUILDINGS)] == [
        ("1号楼", "01 网格", 4), ("2号楼", "01 网格", 2), ("3号楼", None, 2),
    ]  # fmt: skip
    assert [h["address"] for h in rows(DWELLINGS)][:2] == ["1号楼1单元101", "1号楼1单元102"]
    assert Listing(divided.office.store, BUILDINGS).count("no_grid") == 1
    assert Listing(divided.office.store, GRIDS).count("no_worker") == 1


def test_homes_are_found_by_pieces_of_their_address(divided: Divided) -> None:
    with divided.office.store.read() as session:
        assert [name for _id, name, _hint in find_dwellings(session, "1号楼 102")] == ["1号楼1单元102"]


def test_practice_grids_hold_as_many_homes_as_asked_and_are_the_same_for_a_seed(office: Office) -> None:
    with office.store.write("practice") as session:
        homes = practice.fill(session, Random(3), 700)
        assert len(set(homes)) == 700
        one = survey(session)
    assert len(one.grids) == practice.GRIDS
    assert len(one.loose) == 1
    assert all(g.posts.keys() == {"worker", "leader", "police"} for g in one.grids)
    office.store.undo()
    with office.store.write("practice") as session:
        practice.fill(session, Random(3), 700)
        again = survey(session)
    assert [(b.name, b.figures.dwellings) for b in again.buildings()] == [
        (b.name, b.figures.dwellings) for b in one.buildings()
    ]
