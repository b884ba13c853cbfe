"""Questions over the whole roster: every kind of fact, alone and joined, as the list of residents asks them."""

import random
from datetime import date, timedelta
from time import perf_counter

from sqlalchemy import insert, select

from benchmarks.figures import Figure, by_scale, spread
from commgov_desktop import catalog, clock
from commgov_desktop.ledger import questions
from commgov_desktop.ledger.extra_fields import ExtraField
from commgov_desktop.ledger.ledger import Filter
from commgov_desktop.ledger.listing import Listing
from commgov_desktop.ledger.office import Office
from commgov_desktop.ledger.question_days import Period
from commgov_desktop.ledger.question_facts import Registry
from commgov_desktop.ledger.question_words import say
from commgov_desktop.ledger.questions import Asked, Question, all_of, any_of, none_of
from commgov_desktop.roster.groups.models import Visit
from commgov_desktop.roster.ledger import RESIDENTS
from commgov_desktop.roster.models import Resident

ROUNDS = 3
"""How often each question is asked."""


def measure(office: Office, residents: int) -> list[Figure]:
    """How long it takes until the numbers of all who answer are there, in the order of the list."""
    _fill(office)
    facts = catalog.askable(office, RESIDENTS)
    times: list[tuple[float, str]] = []
    counts: list[float] = []
    questions_asked = asked(facts)
    answers = {str(place): _answer(question, facts) for place, question in enumerate(questions_asked)}
    listing = Listing(office.store, RESIDENTS, more=answers.get)  # one list asks them all, as in the window
    for place, question in enumerate(questions_asked):
        for _round in range(ROUNDS):
            start = perf_counter()
            listing.ids(filter=str(place))
            times.append((perf_counter() - start, say(question, facts)))
            start = perf_counter()
            listing.count(str(place))
            counts.append(perf_counter() - start)
    middle, p95, most = (t * 1000 for t in spread([t for t, _words in times]))
    live = spread(counts)[1] * 1000
    target = by_scale(residents, 100, 1000)
    return [
        Figure("filter over all residents, p95", p95, "ms", target, detail=f"{len(times)} questions"),
        Figure("filter, median", middle, "ms"),
        Figure("filter, slowest", most, "ms", detail=f"“{max(times)[1]}”"),
        Figure("live count of a filter, p95", live, "ms", target),
    ]


def _answer(question: Question, facts: Registry) -> Filter:
    return Filter("asked", "", lambda today: questions.where(question, facts, today))


def _fill(office: Office) -> None:
    """Visits to a third of the residents, an own field on a fifth of them."""
    rng = random.Random(9)
    today = clock.today()
    with office.store.write("Bench") as session:
        session.add(
            ExtraField(table_name="residents", key="x9", label="血型", kind="choice", choices=["A", "B"])
        )
        ids = list(session.scalars(select(Resident.id)))
        visits = [
            {"resident_id": i, "day": today - timedelta(rng.randint(0, 400)), "by_whom": "", "purpose": "",
             "findings": ""}
            for i in ids if i % 3 == 0
        ]  # fmt: skip
        session.execute(insert(Visit), visits)
        session.execute(Resident.__table__.update().where(Resident.id % 5 == 0).values(extra={"x9": "A"}))


def asked(facts: Registry) -> list[Question]:
    """What clerks ask: one fact, several, what is missing, what hangs on a person, the past."""
    grids = [code for code, _words in (facts["grid"].choices or list)()]
    quarter, year = Period("this", "quarter"), Period("this", "year")
    old = Asked("age", "least", (80,))
    not_seen = Asked("visit", "has_not", (), quarter)
    return [
        all_of(old),
        all_of(Asked("age", "between", (18, 59))),
        all_of(Asked("sex", "any", ("2",))),
        all_of(Asked("grid", "any", (grids[2],))),
        all_of(Asked("grid", "none", (grids[0],))),
        all_of(Asked("name", "holds", ("伟",))),
        all_of(Asked("tags", "any", ("独居",))),
        all_of(Asked("tags", "none", ("党员", "志愿者"))),
        all_of(Asked("phone", "missing")),
        all_of(Asked("id_number", "filled")),
        all_of(Asked("education", "missing"), Asked("age", "least", (18,))),
        all_of(Asked("lives_alone", "yes")),
        all_of(Asked("household_size", "least", (5,))),
        all_of(Asked("member_age", "most", (6,))),
        all_of(Asked("building", "any", ("1", "2", "3")), Asked("residence_kind", "any", ("3",))),
        all_of(not_seen),
        all_of(Asked("visit", "has", (), Period("last", days=30))),
        all_of(old, Asked("lives_alone", "yes"), Asked("grid", "any", (grids[2],)), not_seen),
        all_of(old, any_of(Asked("lives_alone", "yes"), Asked("tags", "any", ("独居",))), not_seen),
        any_of(old, Asked("age", "most", (6,)), Asked("political_status", "any", ("01",))),
        none_of(Asked("phone", "filled"), Asked("phone2", "filled")),
        all_of(Asked("certificate", "has", (), year)),
        all_of(Asked("mediation_case", "has")),
        all_of(Asked("extra:x9", "any", ("A",))),
        all_of(Asked("extra:x9", "missing"), Asked("sex", "any", ("1",))),
        all_of(Asked("residence_kind", "was", ("3",), Period("between", first=date(2025, 1, 1)))),
        all_of(Asked("residence_kind", "became", ("1",), year)),
        all_of(Asked("birthday_month", "is", (10,)), old),
        all_of(Asked("address", "holds", ("3号楼",))),
        all_of(Asked("registered_address", "begins", ("北",)), Asked("residence_kind", "none", ("1",))),
    ]
