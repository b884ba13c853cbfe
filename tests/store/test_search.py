"""Whatever a clerk types, the index gives just those whom reading every record would give."""

import random

import pytest
from sqlalchemy import text

from commgov_desktop.ledger.office import Office
from commgov_desktop.store import search, tokens


def _everybody(office: Office) -> dict[int, tokens.Searched]:
    with office.store.read() as session:
        rows = session.execute(
            text("select id, name, id_number, phones, address, readings from search_residents")
        )
        return {
            i: tokens.Searched(
                n, number, phones, a, tuple(tuple(r.split(" ")) for r in readings.split("|") if r)
            )
            for i, n, number, phones, a, readings in rows
        }


def _by_reading_all(everybody: dict[int, tokens.Searched], words: str) -> set[int]:
    query = tokens.parse(words)
    return {i for i, row in everybody.items() if all(tokens.verify(term, row) for term in query.terms)}


def _questions(everybody: dict[int, tokens.Searched]) -> list[str]:
    rng = random.Random(5)
    rows = rng.sample(list(everybody.values()), 25)
    asked = []
    for row in rows:
        reading = "".join(row.readings[0]) if row.readings else "zhang"
        asked += [row.name, row.name[:1], row.name[-1:], row.name[:2], row.address, row.address[:4]]
        asked += [reading, reading[:4], "".join(s[:1] for s in row.readings[0]) if row.readings else "zw"]
        asked += [row.id_number, row.id_number[6:14], row.id_number[-4:], row.phones[:3], row.phones[-4:]]
        asked += [f"{row.name[:1]} {row.address[:4]}", f"{reading[:2]} {row.address[:3]}"]
    return [words for words in asked if tokens.parse(words)]


def test_the_index_answers_as_reading_every_record_would(practice_office: Office) -> None:
    everybody = _everybody(practice_office)
    with practice_office.store.read() as session:
        for words in _questions(everybody):
            found = search.find(session, "residents", words)
            assert len(found) == len(set(found)), words
            assert set(found) == _by_reading_all(everybody, words), words


def test_the_best_answers_come_first(practice_office: Office) -> None:
    everybody = _everybody(practice_office)
    name = next(iter(everybody.values())).name
    with practice_office.store.read() as session:
        best = search.find(session, "residents", name, limit=5)
        assert everybody[best[0]].name == name
        building = search.find(session, "residents", "1号楼", limit=20)
    assert all(everybody[i].address.startswith("1号楼") for i in building[:5])


def test_a_limit_stops_the_search_and_loses_nobody_below_it(practice_office: Office) -> None:
    with practice_office.store.read() as session:
        whole = search.find(session, "residents", "1")
        assert search.find(session, "residents", "1", limit=7) == whole[:7]


@pytest.mark.parametrize("words", ["", "   ", "·", '"', "*", "' or 1=1 --", "AND", "NEAR(", "%", "_", "\\"])
def test_odd_signs_are_no_error(practice_office: Office, words: str) -> None:
    with practice_office.store.read() as session:
        assert len(search.find(session, "residents", words)) < 300


def test_a_changed_name_is_found_at_once_and_the_old_one_no_more(practice_office: Office) -> None:
    from commgov_desktop.catalog import LEDGERS

    residents = LEDGERS[0]
    person = practice_office.people.find("1号楼", 1)[0]
    values = practice_office.book.values(residents, person[0])
    practice_office.book.save(residents, person[0], {**values, "name": "尉迟恭敬"})
    assert practice_office.people.find("yuchigongjing")[0][0] == person[0]
    practice_office.store.undo()
    assert practice_office.people.find("尉迟恭敬") == []
    assert person[0] in {i for i, _name, _hint in practice_office.people.find(person[1], 50)}


def test_an_index_of_an_earlier_program_is_built_anew(practice_office: Office) -> None:
    from commgov_desktop import opening

    places = practice_office.places
    with practice_office.store.quietly() as session:
        session.execute(text("update search_versions set version = 0"))
        session.execute(text("delete from search_residents"))
    practice_office.store.close()
    again = opening.unlock(places, 1, "practice")
    try:
        assert again.people.find("1号楼", 1)
    finally:
        again.store.close()
