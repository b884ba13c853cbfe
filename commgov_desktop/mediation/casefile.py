"""Everything a case's folder holds, read at one moment as plain values for pages and papers."""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import date
from typing import Any, TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session

from commgov_desktop.errors import UserError
from commgov_desktop.i18n import _
from commgov_desktop.ledger import codes
from commgov_desktop.ledger.attachments import AttachmentRow
from commgov_desktop.ledger.office import Office
from commgov_desktop.mediation.agreements import Agreement, Confirmation, FiledPaper, FollowUp, Performance
from commgov_desktop.mediation.mediators import CaseMediator, Mediator
from commgov_desktop.mediation.models import MediationCase, MediationSide
from commgov_desktop.mediation.sittings import Investigation, MediationSession
from commgov_desktop.mediation.stages import stage_number
from commgov_desktop.store.record import Record


@dataclass(frozen=True)
class Side:
    """A party or an agent."""

    id: int
    side: str
    role: str
    kind: str
    resident_id: int | None
    name: str
    sex: str
    birth: date | None
    age: int | None
    ethnic_group: str
    occupation: str
    phone: str
    address: str
    id_number: str
    legal_representative: str
    representative_post: str
    agent_of: str
    relation: str

    @property
    def is_party(self) -> bool:
        """Whether it is a party and not somebody who acts for one."""
        return self.role != "agent"

    def age_on(self, day: date) -> int | None:
        """Full years on ``day``; the age typed in where no birth date is known."""
        if self.birth is None:
            return self.age
        return day.year - self.birth.year - ((day.month, day.day) < (self.birth.month, self.birth.day))


@dataclass(frozen=True)
class Sitting:
    """One session."""

    id: int
    held_on: date
    held_at: str
    place: str
    present: str
    invited: str
    mediators: str
    recorder: str
    rights_told: bool
    statements: str
    checks: str
    result: str
    result_text: str
    next_on: date | None


@dataclass(frozen=True)
class Inquiry:
    """One inquiry into the facts."""

    id: int
    held_on: date
    held_at: str
    place: str
    present: str
    person: str
    person_facts: str
    investigator: str
    recorder: str
    content: str


@dataclass(frozen=True)
class Terms:
    """The agreement. ``amount`` in fen."""

    id: int
    form: str
    agreed_on: date
    facts: str
    terms: str
    way: str
    time_limit: str
    amount: int | None
    signed_on: date | None
    follow_up_on: date | None
    confirm_by: date | None


@dataclass(frozen=True)
class Duty:
    """One thing to be performed. ``amount`` in fen."""

    id: int
    due_on: date
    what: str
    amount: int | None
    done_on: date | None
    note: str


@dataclass(frozen=True)
class Visit:
    """One follow-up."""

    id: int
    visited_on: date
    visitor: str
    person: str
    performed: str
    situation: str


@dataclass(frozen=True)
class Ruling:
    """The court's part."""

    id: int
    applied_on: date
    court: str
    decided_on: date | None
    result: str
    note: str


@dataclass(frozen=True)
class Head:
    """The case's own facts."""

    id: int
    year: int
    serial: int
    number: str
    accepted_on: date
    source: str
    dispute_kind: str
    sub_kind: str
    title: str
    location: str
    facts: str
    claims: str
    amount: int | None
    due_on: date
    extended_until: date | None
    extension_reason: str
    outcome: str
    ended_on: date | None
    end_reason: str
    closed_on: date | None
    filed_by: str
    note: str
    parties: str


@dataclass(frozen=True)
class CaseFile:
    """A whole case. Lists are in the order in which things happened."""

    head: Head
    stage: int
    """1 to 7 as ``stages.STAGES``."""
    sides: Sequence[Side]
    mediators: Sequence[tuple[int, str]]
    recorder: tuple[int, str] | None
    inquiries: Sequence[Inquiry]
    sittings: Sequence[Sitting]
    terms: Terms | None
    duties: Sequence[Duty]
    visits: Sequence[Visit]
    ruling: Ruling | None
    filed: frozenset[str]
    """Items of the dossier that were ticked by hand or have a scan."""
    scans: dict[str, int]
    """How many scans hang on each item of the dossier, by its key."""

    def parties(self, *letters: str) -> list[Side]:
        """The parties, of these sides or of all."""
        return [s for s in self.sides if s.is_party and (not letters or s.side in letters)]

    def agents(self, letter: str) -> list[Side]:
        """Who acts for a side."""
        return [s for s in self.sides if not s.is_party and s.side == letter]

    def letters(self) -> list[str]:
        """The sides there are, at least A and B."""
        return sorted({"A", "B", *(s.side for s in self.sides)})

    @property
    def mediator_names(self) -> str:
        """The mediators in one line."""
        return "、".join(name for _id, name in self.mediators)

    @property
    def recorder_name(self) -> str:
        """Who writes the records; empty when not chosen."""
        return self.recorder[1] if self.recorder else ""

    @property
    def kind_zh(self) -> str:
        """The kind of dispute in the words of the reports, for papers."""
        table = codes.table("dispute_kinds")
        top = table.zh(self.head.dispute_kind)
        return f"{top}（{table.zh(self.head.sub_kind)}）" if self.head.sub_kind else top

    @property
    def copies(self) -> int:
        """Copies of the agreement: one for each party and one for the committee (人民调解法 Art. 29)."""
        return len(self.parties()) + 1


T = TypeVar("T")


def _plain(kind: type[T], record: Record) -> T:
    return kind(**{f.name: getattr(record, f.name) for f in fields(kind)})  # type: ignore[arg-type]


def _all(session: Session, kind: type[T], model: Any, case_id: int, *order: Any) -> list[T]:
    query = select(model).where(model.case_id == case_id).order_by(*order, model.id)
    return [_plain(kind, row) for row in session.scalars(query)]


def read(office: Office, case_id: int) -> CaseFile:
    """The folder of a case. Raises ``UserError`` when the case is gone."""
    with office.store.read() as session:
        return read_in(session, case_id)


def read_in(session: Session, case_id: int) -> CaseFile:
    """The folder of a case, within an open look at the file."""
    case = session.get(MediationCase, case_id)
    if case is None:
        raise UserError(_("This case is no longer there. It may have been undone."))
    stage = session.scalar(select(stage_number()).where(MediationCase.id == case_id))
    terms = _all(session, Terms, Agreement, case_id)
    rulings = _all(session, Ruling, Confirmation, case_id)
    staff = _staff(session, case_id)
    scans = _scans(session, case_id)
    ticked = session.scalars(select(FiledPaper.item).where(FiledPaper.case_id == case_id))
    return CaseFile(
        head=_plain(Head, case),
        stage=stage or 1,
        sides=_all(session, Side, MediationSide, case_id, MediationSide.side, MediationSide.position),
        mediators=[(i, name) for i, name, duty in staff if duty == "mediator"],
        recorder=next(((i, name) for i, name, duty in staff if duty == "recorder"), None),
        inquiries=_all(session, Inquiry, Investigation, case_id, Investigation.held_on),
        sittings=_all(session, Sitting, MediationSession, case_id, MediationSession.held_on),
        terms=terms[0] if terms else None,
        duties=_all(session, Duty, Performance, case_id, Performance.due_on),
        visits=_all(session, Visit, FollowUp, case_id, FollowUp.visited_on),
        ruling=rulings[0] if rulings else None,
        filed=frozenset(ticked) | frozenset(scans),
        scans=scans,
    )


def _staff(session: Session, case_id: int) -> list[tuple[int, str, str]]:
    query = (
        select(Mediator.id, Mediator.name, CaseMediator.duty)
        .join(CaseMediator, CaseMediator.mediator_id == Mediator.id)
        .where(CaseMediator.case_id == case_id)
        .order_by(CaseMediator.position, CaseMediator.id)
    )
    return [(i, name, duty) for i, name, duty in session.execute(query)]


def _scans(session: Session, case_id: int) -> dict[str, int]:
    query = select(AttachmentRow.title).where(
        AttachmentRow.table_name == "mediation_cases", AttachmentRow.row_id == case_id
    )
    titles = list(session.scalars(query))
    return {title: titles.count(title) for title in titles}
