"""The practice community's past: some came, some moved, some left or died, so that every list of the past shows something.

It has random numbers of its own, so that the people of the community stay the same.
"""

import json
import random
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from sqlalchemy import func, insert, select
from sqlalchemy.orm import Session

from commgov_desktop import clock
from commgov_desktop.ledger.episodes import Episode
from commgov_desktop.roster import house_match, places
from commgov_desktop.roster.history import EVENT, HERE
from commgov_desktop.roster.import_saving import table_of
from commgov_desktop.roster.models import MIGRANT, REGISTERED, Resident

LEFT_OF_HUNDRED, DIED_OF_HUNDRED, MOVED_OF_HUNDRED = 2, 1, 2
_YEAR = 365
Row = dict[str, Any]


def give_a_past(session: Session, rng: random.Random, people: Sequence[int], formers: Sequence[Row]) -> None:
    """Let some of ``people`` have moved; ``formers`` are whole rows of people who then left, to be put in."""
    _move_some(session, rng, people)
    _put_formers(session, rng, formers)


def date_a_life(person: Row, address: str, rng: random.Random) -> None:
    """When somebody came, where they are registered, and whether that is where they live."""
    today, kind = clock.today(), person["residence_kind"]
    born = person["birth"] > today - timedelta(_YEAR)
    person["came_on"] = person["birth"] if born else person["lives_here_since"] if kind == MIGRANT else None
    if kind == REGISTERED:
        here = rng.random() < 0.9
        person["registered_address"] = f"沙田社区{address}" if here and address else "沙田路1号集体户"
    match = house_match.proposed(kind, person["registered_address"], address)
    if kind == REGISTERED and not match:
        match = house_match.REGISTERED_ONLY
    person["house_match"] = match if rng.random() < 0.85 else ""


def _move_some(session: Session, rng: random.Random, people: Sequence[int]) -> None:
    """A few lived elsewhere in the community before."""
    home = places.DWELLINGS.c
    homes = [(i, address) for i, address in session.execute(select(home.id, home.address).order_by(home.id))]
    moved = rng.sample(list(people), min(len(people), max(2, len(people) * MOVED_OF_HUNDRED // 100), 500))
    rows: list[Row] = []
    r = Resident
    query = select(r.id, r.name, r.dwelling_id, places.address_of(r.dwelling_id), r.lives_here_since)
    for number, name, dwelling, new, since in session.execute(query.where(r.id.in_(moved)).order_by(r.id)):
        if dwelling is None or since is None:
            continue
        (before, old), why = rng.choice(homes), "社区内搬迁"
        if before != dwelling:
            rows.append(_episode(number, "dwelling_id", str(before), None, since))
            rows.append(_episode(number, "dwelling_id", str(dwelling), since, None, why))
            rows.append(_event(number, "move_within", since, why, [[name, "dwelling_id", old, new]]))
    _insert(session, rows)


def _put_formers(session: Session, rng: random.Random, formers: Sequence[Row]) -> None:
    today = clock.today()
    first = (session.scalar(select(func.max(Resident.id))) or 0) + 1
    rows: list[Row] = []
    for place, person in enumerate(formers):
        number = first + place
        left = today - timedelta(rng.randrange(2, _YEAR))
        died = place % (LEFT_OF_HUNDRED + DIED_OF_HUNDRED) >= LEFT_OF_HUNDRED
        event, why = ("death", "死亡") if died else ("move_out", "迁出，迁往青石市")
        home, was = person["household_id"], person["dwelling_id"]
        person |= {
            "id": number, "household_id": None, "dwelling_id": None, "relation": "", "left_on": left,
            "left_how": "died" if died else "moved",
        }  # fmt: skip
        rows += [
            _episode(number, kind, value, None, left)
            for kind, value in (
                ("household_id", str(home)),
                ("relation", "97"),
                ("dwelling_id", str(was or "")),
            )
            if value
        ]
        after = "已故" if died else "已迁出"
        rows.append(_event(number, event, left, why, [[person["name"], "roster", "在册", after]]))
        if not died and place % 4 == 0:
            gone = left - timedelta(_YEAR * 2)
            back = gone + timedelta(_YEAR)
            person["came_on"] = back
            rows.append(_episode(number, HERE, "", gone - timedelta(_YEAR), gone, "迁回"))
    if formers:
        session.execute(insert(table_of(Resident)), list(formers))
    _insert(session, rows)


def _episode(
    number: int, kind: str, value: str, since: date | None, until: date | None, why: str = ""
) -> Row:
    return {
        "table_name": "residents", "row_id": number, "kind": kind, "value": value, "since": since, "until": until,
        "why": why,
    }  # fmt: skip


def _event(number: int, event: str, day: date, why: str, lines: list[list[str]]) -> Row:
    value = json.dumps({"event": event, "people": [number], "lines": lines}, ensure_ascii=False)
    return _episode(number, EVENT, value, day, day, why)


def _insert(session: Session, rows: list[Row]) -> None:
    if rows:
        session.execute(insert(table_of(Episode)), rows)
