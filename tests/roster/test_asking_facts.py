"""Whatever is asked of the residents, the file answers just as reading every row and thinking about it would."""

import random
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from commgov_desktop import catalog
from commgov_desktop.grids.addresses import split_address
from commgov_desktop.grids.dwellings import dwellings_for
from commgov_desktop.grids.models import Building, Grid
from commgov_desktop.ledger import questions
from commgov_desktop.ledger.extra_fields import ExtraField
from commgov_desktop.ledger.office import Office
from commgov_desktop.ledger.question_days import Period
from commgov_desktop.ledger.question_facts import Registry
from commgov_desktop.ledger.question_words import say
from commgov_desktop.ledger.questions import Asked, Question, all_of
from commgov_desktop.roster.groups.models import Group, Sheet, Visit
from commgov_desktop.roster.ledger import RESIDENTS
from commgov_desktop.roster.models import Household, Resident

TODAY = date(2026, 3, 5)
TAGS = ("党员", "独居", "低保")
Person = dict[str, Any]


def _age(birth: date | None) -> int | None:
    if birth is None:
        return None
    return TODAY.year - birth.year - ((TODAY.month, TODAY.day) < (birth.month, birth.day))


@pytest.fixture
def people(office: Office) -> list[Person]:
    """Sixty people as plain rows, and the same people in the office's file."""
    rng = random.Random(5)
    with office.store.write("Practice") as session:
        session.add(
            ExtraField(table_name="residents", key="x9", label="血型", kind="choice", choices=["A", "B"])
        )
        session.add(Group(id=901, key="fuel", name="燃气安全", short="燃气",
                          fields=[{"key": "level", "label": "等级", "kind": "number"}]))  # fmt: skip
        homes = list(
            dwellings_for(session, [split_address(f"{n}号楼1单元101") for n in range(1, 5)]).values()
        )
        grids = [Grid(name=f"0{n}", code=f"99999900100100{n}") for n in (1, 2)]
        session.add_all([*grids, *(Household(id=n) for n in range(1, 21))])
        session.flush()
        buildings = list(session.scalars(select(Building).order_by(Building.id)))
        grid_of = {homes[n]: (grids[n % 2].id if n < 3 else None) for n in range(4)}
        for n, building in enumerate(buildings):
            building.grid_id = grids[n % 2].id if n < 3 else None
        made = [_person(session, n, rng, homes, grid_of) for n in range(1, 61)]
    sizes = {n: sum(p["household"] == n for p in made) for n in range(1, 21)}
    for person in made:
        person["size"] = sizes.get(person["household"])
        mates = [p for p in made if p["household"] == person["household"] and person["household"]]
        person["visits"] = sorted({d for m in mates for d in m["home_visits"]} | set(person["own_visits"]))
        person["mates"] = [m["age"] for m in mates if m["age"] is not None]
    return made


def _person(session: Any, n: int, rng: random.Random, homes: list[int], grid_of: dict[int, Any]) -> Person:
    birth = None if n % 11 == 0 else TODAY - timedelta(rng.randint(0, 36_000))
    home = rng.choice([*homes, None])
    tags = rng.sample(TAGS, rng.randint(0, 2))
    blood = rng.choice(["A", "B", None])
    household = rng.randint(1, 20) if n % 9 else None
    session.add(Resident(
        id=n, name=f"人{n}", sort_key=f"{n:03}", sex=rng_sex(n), birth=birth, dwelling_id=home, tags=tags,
        household_id=household, note="住户" if n % 4 else "", extra={"x9": blood} if blood else {},
    ))  # fmt: skip
    session.flush()
    own = [TODAY - timedelta(rng.randint(0, 200)) for _ in range(rng.choice((0, 0, 1, 2)))]
    of_home = [TODAY - timedelta(rng.randint(0, 200))] if household and n % 7 == 0 else []
    session.add_all([Visit(resident_id=n, day=d) for d in own])
    session.add_all([Visit(household_id=household, day=d) for d in of_home])
    level = rng.randint(1, 4) if n % 5 == 0 else None
    ended = n % 10 == 0
    if level:
        since, until = date(2025, 1, n % 28 + 1), date(2026, 1, 1) if ended else None
        session.add(Sheet(group_id=901, resident_id=n, since=since, until=until, entries={"level": level}))
    return {
        "id": n, "age": _age(birth), "birth": birth, "sex": rng_sex(n), "tags": tags, "blood": blood,
        "grid": str(grid_of[home]) if home and grid_of[home] else None, "household": household,
        "own_visits": own, "home_visits": of_home, "note": "住户" if n % 4 else "",
        "level": level if not ended else None, "fuel": ["fuel"] if level and not ended else [],
    }  # fmt: skip


def rng_sex(n: int) -> str:
    return ("1", "2", "")[n % 3]


# ---- the same by thinking ------------------------------------------------------------------------------

_NUMBERS = {"age": "age", "household_size": "size", "group:fuel:level": "level"}
_CHOICES = {"sex": "sex", "grid": "grid", "extra:x9": "blood"}
_WORDS = {"tags": "tags", "groups": "fuel"}


def thinks(part: Asked | Question, person: Person) -> bool:
    if isinstance(part, Question):
        held = [thinks(p, person) for p in part.parts]
        return {"all": all, "any": any, "none": lambda h: not any(h)}[part.way](held)
    if part.fact == "visit":
        days = [d for d in person["visits"] if part.period is None or _inside(d, part.period)]
        return bool(days) == (part.how == "has")
    if part.fact == "birth":
        return _of_day(part, person["birth"])
    if part.fact == "lives_alone":
        return (person["size"] == 1) == (part.how == "yes")
    if part.fact == "note":
        return _of_text(part, person["note"])
    if part.fact == "member_age":
        return _of_members(part, person["mates"])
    if part.fact in _NUMBERS:
        return _of_number(part, person[_NUMBERS[part.fact]])
    if part.fact in _WORDS:
        return _of_words(part, person[_WORDS[part.fact]])
    value = person[_CHOICES[part.fact]] or None
    return {"any": value in part.values, "none": value not in part.values,
            "missing": value is None, "filled": value is not None}[part.how]  # fmt: skip


def _inside(day: date, period: Period) -> bool:
    first, last = period.span(TODAY)
    return (first is None or day >= first) and (last is None or day <= last)


def _of_day(part: Asked, day: date | None) -> bool:
    if part.how in ("missing", "filled"):
        return (day is None) == (part.how == "missing")
    assert part.period is not None
    return day is not None and _inside(day, part.period)


def _of_text(part: Asked, words: str) -> bool:
    sought = str(part.values[0]) if part.values else ""
    return {"missing": not words, "filled": bool(words), "holds": sought in words, "holds_not": sought not in words,
            "is": words == sought, "begins": words.startswith(sought)}[part.how]  # fmt: skip


def _of_number(part: Asked, value: int | None) -> bool:
    if part.how in ("missing", "filled"):
        return (value is None) == (part.how == "missing")
    if value is None:
        return False
    first, last = part.values[0], part.values[-1]
    return {"is": value == first, "least": value >= first, "most": value <= last,
            "between": first <= value <= last}[part.how]  # fmt: skip


def _of_members(part: Asked, ages: list[int]) -> bool:
    if part.how in ("missing", "filled"):
        return bool(ages) == (part.how == "filled")
    return any(_of_number(part, age) for age in ages)


def _of_words(part: Asked, words: list[str]) -> bool:
    sought = set(part.values)
    return {"any": bool(sought & set(words)), "every": sought <= set(words), "none": not sought & set(words),
            "missing": not words, "filled": bool(words)}[part.how]  # fmt: skip


# ---- questions -----------------------------------------------------------------------------------------

periods = st.one_of(
    st.builds(Period, st.sampled_from(["this", "previous"]), st.sampled_from(["day", "month", "quarter", "year"])),
    st.builds(lambda kind, days: Period(kind, days=days), st.sampled_from(["last", "next"]), st.integers(1, 400)),
    st.builds(
        lambda first, days: Period("between", first=first, last=first + timedelta(days)),
        st.dates(date(1930, 1, 1), TODAY), st.integers(0, 20_000),
    ),
    st.builds(lambda first: Period("between", first=first), st.dates(date(1930, 1, 1), TODAY)),
)  # fmt: skip
numbers = st.integers(0, 100)
presence = st.sampled_from(["missing", "filled"])


def _numeric(fact: str) -> st.SearchStrategy[Asked]:
    one = st.builds(lambda how, n: Asked(fact, how, (n,)), st.sampled_from(["is", "least", "most"]), numbers)
    two = st.builds(lambda a, b: Asked(fact, "between", (min(a, b), max(a, b))), numbers, numbers)
    return one | two | st.builds(Asked, st.just(fact), presence)


def _chosen(fact: str, codes: list[str], hows: list[str]) -> st.SearchStrategy[Asked]:
    values = st.lists(st.sampled_from(codes), min_size=1, max_size=3, unique=True).map(tuple)
    return st.builds(Asked, st.just(fact), st.sampled_from(hows), values) | st.builds(
        Asked, st.just(fact), presence
    )


conditions = st.one_of(
    *(_numeric(fact) for fact in ("age", "household_size", "group:fuel:level", "member_age")),
    _chosen("sex", ["1", "2"], ["any", "none"]),
    _chosen("grid", ["1", "2", "77"], ["any", "none"]),
    _chosen("extra:x9", ["A", "B"], ["any", "none"]),
    _chosen("tags", list(TAGS), ["any", "every", "none"]),
    _chosen("groups", ["fuel"], ["any", "every", "none"]),
    st.builds(lambda how, words: Asked("note", how, (words,)),
              st.sampled_from(["holds", "holds_not", "is", "begins"]), st.sampled_from(["住", "户", "住户", "x%"])),
    st.builds(Asked, st.just("note"), presence),
    st.builds(Asked, st.just("lives_alone"), st.sampled_from(["yes", "no"])),
    st.builds(lambda how, p: Asked("visit", how, (), p), st.sampled_from(["has", "has_not"]), st.none() | periods),
    st.builds(lambda p: Asked("birth", "in", (), p), periods),
    st.builds(Asked, st.just("birth"), presence),
)  # fmt: skip


def _grouped(parts: st.SearchStrategy[Any]) -> st.SearchStrategy[Question]:
    return st.builds(
        Question, st.sampled_from(["all", "any", "none"]), st.lists(parts, min_size=1, max_size=3).map(tuple)
    )


asked_questions = _grouped(st.recursive(conditions, _grouped, max_leaves=5))


def answers(office: Office, question: Question, facts: Registry) -> list[int]:
    with office.store.read() as session:
        query = select(Resident.id).where(questions.where(question, facts)).order_by(Resident.id)
        return list(session.scalars(query))


def test_the_file_answers_as_thinking_over_every_row_would(office: Office, people: list[Person]) -> None:
    facts = catalog.askable(office, RESIDENTS)

    @settings(max_examples=400, deadline=None, suppress_health_check=list(HealthCheck))
    @given(asked_questions)
    def ask(question: Question) -> None:
        expected = [person["id"] for person in people if thinks(question, person)]
        assert answers(office, question, facts) == expected, say(question, facts)
        assert questions.from_plain(questions.plain(question)) == question

    ask()


def test_every_fact_can_be_asked_whether_it_is_there_and_says_so(
    office: Office, people: list[Person]
) -> None:
    facts = catalog.askable(office, RESIDENTS)
    for key, fact in facts.facts.items():
        for positive, negative in (("filled", "missing"), ("has", "has_not"), ("yes", "no")):
            if positive not in fact.hows:
                continue
            held = answers(office, all_of(Asked(key, positive)), facts)
            rest = answers(office, all_of(Asked(key, negative)), facts)
            assert sorted(held + rest) == [person["id"] for person in people], key
            assert say(all_of(Asked(key, negative)), facts)


def test_what_somebody_was_on_a_day_and_when_they_became_it(office: Office, people: list[Person]) -> None:
    one, two = people[0]["id"], people[1]["id"]
    office.book.save(RESIDENTS, one, {"residence_kind": "3"})
    office.book.save(RESIDENTS, two, {"residence_kind": "1"})
    office.book.save(RESIDENTS, one, {"residence_kind": "1"})
    facts = catalog.askable(office, RESIDENTS)
    became = Asked("residence_kind", "became", ("1",), Period("this", "day"))
    assert answers(office, all_of(became), facts) == [one, two]
    before = Period("between", first=date(2026, 1, 1))
    assert one not in answers(office, all_of(Asked("residence_kind", "was", ("1",), before)), facts)
    now = Period("between", first=TODAY)
    assert answers(office, all_of(Asked("residence_kind", "was", ("1",), now)), facts) == [one, two]


def test_a_tag_somebody_always_had_was_theirs_on_any_day(office: Office, people: list[Person]) -> None:
    tagged = [p["id"] for p in people if "党员" in p["tags"]]
    facts = catalog.askable(office, RESIDENTS)
    then = Period("between", first=date(2020, 1, 1))
    assert answers(office, all_of(Asked("tags", "was", ("党员",), then)), facts) == tagged
    office.book.save(RESIDENTS, tagged[0], {"tags": []})
    assert answers(office, all_of(Asked("tags", "was", ("党员",), then)), facts) == tagged
    assert answers(office, all_of(Asked("tags", "any", ("党员",))), facts) == tagged[1:]


def test_membership_of_a_group_is_asked_as_it_was_on_a_day(office: Office, people: list[Person]) -> None:
    facts = catalog.askable(office, RESIDENTS)
    then = Period("between", first=date(2025, 6, 1))
    members = [p["id"] for p in people if p["id"] % 5 == 0]
    assert answers(office, all_of(Asked("groups", "was", ("fuel",), then)), facts) == members
    joined = Asked("groups", "became", ("fuel",), Period("between", first=date(2025, 1, 1)))
    assert answers(office, all_of(joined), facts) == members


def test_a_restricted_group_is_not_even_named_to_who_may_not_see_it(
    office: Office, people: list[Person]
) -> None:
    from dataclasses import replace

    with office.store.write("Restrict") as session:
        session.get_one(Group, 901).restricted = True
    worker = replace(office, account=replace(office.account, role="worker"))
    assert "group:fuel:level" in catalog.askable(office, RESIDENTS)
    seen = catalog.askable(worker, RESIDENTS)
    assert not [key for key in seen.facts if "fuel" in key]


def test_a_computed_group_is_asked_like_any_other(office: Office, people: list[Person]) -> None:
    rule = questions.plain(all_of(Asked("age", "least", (60,))))
    with office.store.write("Rule") as session:
        session.add(Group(key="old", name="老年人", rule=rule))
    facts = catalog.askable(office, RESIDENTS)
    old = [p["id"] for p in people if p["age"] is not None and p["age"] >= 60]
    assert answers(office, all_of(Asked("group:old", "yes")), facts) == old
