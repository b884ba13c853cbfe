"""What the other ledgers know of a resident or a household: cases, papers, needs, for the cards of roster and desk."""

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial

from sqlalchemy import func, select

from commgov_desktop.desk.models import Certificate
from commgov_desktop.i18n import _
from commgov_desktop.ledger import codes
from commgov_desktop.ledger.office import Office
from commgov_desktop.mediation.models import MediationCase, MediationSide
from commgov_desktop.roster.models import Resident
from commgov_desktop.roster.needs.ledger import PENDING, STATE_WORDS
from commgov_desktop.roster.needs.models import Need

Open = Callable[[str, int], object]
Act = Callable[[], object]


def events_of(office: Office, open_record: Open) -> Callable[[int], Sequence[tuple[date, str, Act | None]]]:
    """For the time line of a resident: day, words, and what opens the record."""

    def events(resident_id: int) -> list[tuple[date, str, Act | None]]:
        return [*_cases(office, resident_id, open_record), *_papers(office, resident_id, open_record)]

    return events


def _cases(office: Office, resident_id: int, open_record: Open) -> list[tuple[date, str, Act | None]]:
    case = MediationCase
    query = (
        select(case.id, case.accepted_on, case.number, case.dispute_kind)
        .join(MediationSide, MediationSide.case_id == case.id)
        .where(MediationSide.resident_id == resident_id)
        .distinct()
    )
    with office.store.read() as session:
        rows = session.execute(query).all()
    kinds = codes.table("dispute_kinds")
    return [
        (day, f"{kinds.text(kind)} {number}", partial(open_record, "mediation", number_id))
        for number_id, day, number, kind in rows
    ]


def _papers(office: Office, resident_id: int, open_record: Open) -> list[tuple[date, str, Act | None]]:
    paper = Certificate
    query = select(paper.id, paper.day, paper.number, paper.kind_name).where(paper.resident_id == resident_id)
    with office.store.read() as session:
        rows = session.execute(query).all()
    return [
        (day, f"{title} {number}", partial(open_record, "desk:certificates", paper_id))
        for paper_id, day, number, title in rows
    ]


def hanging_on(office: Office, open_record: Open) -> Callable[[int], Sequence[tuple[str, Act | None]]]:
    """For the card of a household: how many cases and papers hang on its members; one alone opens itself."""

    def hanging(household_id: int) -> list[tuple[str, Act | None]]:
        members = select(Resident.id).where(Resident.household_id == household_id)
        side, paper = MediationSide, Certificate
        with office.store.read() as session:
            cases = list(
                session.scalars(
                    select(side.case_id).where(side.resident_id.in_(members)).distinct().limit(50)
                )
            )
            papers = session.scalar(select(func.count(paper.id)).where(paper.resident_id.in_(members))) or 0
        found: list[tuple[str, Act | None]] = []
        if cases:
            act = partial(open_record, "mediation", cases[-1])
            found.append((_("{n} disputes").format(n=len(cases)), act))
        if papers:
            found.append((_("{n} papers issued").format(n=papers), None))
        return found

    return hanging


def under_way_for(office: Office, open_record: Open) -> Callable[[int], Sequence[tuple[str, Act]]]:
    """For the desk: the disputes and needs of a resident that are not closed; the file opens with a click."""

    def under_way(resident_id: int) -> list[tuple[str, Act]]:
        case = MediationCase
        cases = (
            select(case.id, case.number, case.dispute_kind)
            .join(MediationSide, MediationSide.case_id == case.id)
            .where(MediationSide.resident_id == resident_id, case.closed_on.is_(None))
            .distinct()
        )
        needs = select(Need.id, Need.words, Need.state).where(
            Need.resident_id == resident_id, Need.state.in_(PENDING)
        )
        with office.store.read() as session:
            disputes, wanted = session.execute(cases).all(), session.execute(needs).all()
        kinds = codes.table("dispute_kinds")
        return [
            *(
                (f"{kinds.text(kind)} {number}", partial(open_record, "mediation", number_id))
                for number_id, number, kind in disputes
            ),
            *(
                (_need(words, state), partial(open_record, "roster:needs", number_id))
                for number_id, words, state in wanted
            ),
        ]

    return under_way


def _need(words: str, state: str) -> str:
    short = words if len(words) <= 14 else words[:13] + "…"
    return _("Need: {words} ({state})").format(words=short, state=_(STATE_WORDS[state]))
