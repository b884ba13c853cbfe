"""Where a case stands, what its folder lacks, and which days press: worked out, never typed in."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from commgov_desktop import clock
from commgov_desktop.i18n import _, ngettext
from commgov_desktop.ledger.due import Due
from commgov_desktop.ledger.fields import Chip
from commgov_desktop.ledger.office import Office
from commgov_desktop.mediation import stages
from commgov_desktop.mediation.agreements import Agreement, Confirmation
from commgov_desktop.mediation.casefile import CaseFile
from commgov_desktop.mediation.models import CONFIRMATION_DAYS, REACHED, WARN_DAYS, MediationCase

AHEAD = timedelta(days=31)
"""How far ahead the page of today looks."""


@dataclass(frozen=True)
class Step:
    """One stop of the rail. ``state`` is done, now, skipped or open."""

    name: str
    state: str


@dataclass(frozen=True)
class Clock:
    """A day that presses. ``key`` is mediation, performance, follow_up or confirmation."""

    key: str
    day: date
    title: str

    def chip(self, today: date, warn: int) -> Chip:
        """The days left, in words: red when past, amber within ``warn`` days."""
        return days_chip(self.title, self.day, today, warn)


def days_chip(title: str, day: date, today: date, warn: int) -> Chip:
    """``调解期限还有 9 天``, ``履行今天到期``, ``回访已超 3 天``."""
    left = (day - today).days
    if left < 0:
        words = ngettext("{what}: {n} day over", "{what}: {n} days over", -left).format(what=title, n=-left)
        return Chip(words, "red")
    if left == 0:
        return Chip(_("{what}: today").format(what=title), "amber")
    words = ngettext("{what}: {n} day left", "{what}: {n} days left", left).format(what=title, n=left)
    return Chip(words, "amber" if left <= warn else "grey")


def title_of(stage: int) -> str:
    """What the day that presses at this stage is about."""
    if stage == stages.PERFORMANCE:
        return _("Performance is due")
    return _("Follow-up is due") if stage == stages.FOLLOW_UP else _("Mediation time limit")


def _held(file: CaseFile) -> list[bool]:
    in_force = bool(file.terms and file.terms.signed_on)
    performed = in_force and all(d.done_on for d in file.duties)
    return [
        True, bool(file.inquiries), bool(file.sittings), in_force, performed,
        bool(file.visits), bool(file.head.closed_on),
    ]  # fmt: skip


def rail(file: CaseFile) -> list[Step]:
    """The seven stops, lit from what the folder holds; a stop that was passed over says so."""
    held = _held(file)
    steps = []
    for number, (name, done) in enumerate(zip(stages.STAGES, held, strict=True), start=1):
        past = "done" if done else "skipped"
        shown = past if number <= file.stage or done else "open"
        steps.append(Step(_(name), "now" if number == file.stage else shown))
    return steps


def is_open(file: CaseFile) -> bool:
    """Whether the mediation itself goes on."""
    in_force = bool(file.terms and file.terms.signed_on)
    return not file.head.closed_on and not file.head.outcome and not in_force


def clocks(file: CaseFile, today: date) -> list[Clock]:
    """The days that press, the nearest first.

    Acceptance + the office's days (or the extension); each thing unperformed; the follow-up; and, while
    something is unperformed, the last day to ask the court (人民调解法 Art. 31, 33).
    """
    if file.head.closed_on:
        return []
    if is_open(file):
        return [Clock("mediation", file.head.extended_until or file.head.due_on, title_of(stages.SESSION))]
    found = [
        Clock("performance", d.due_on, title_of(stages.PERFORMANCE)) for d in file.duties if d.done_on is None
    ]
    terms = file.terms
    if terms and terms.follow_up_on and not file.visits:
        found.append(Clock("follow_up", terms.follow_up_on, title_of(stages.FOLLOW_UP)))
    waits = terms and terms.confirm_by and terms.confirm_by >= today and not file.ruling
    if terms and terms.confirm_by and waits and found and found[0].key == "performance":
        found.append(Clock("confirmation", terms.confirm_by, _("Court confirmation can be asked for")))
    return sorted(found, key=lambda c: c.day)


def missing(file: CaseFile) -> list[str]:
    """What the folder lacks to be finished, as short things to do in the clerk's language."""
    return [*_missing_people(file), *_missing_facts(file), *_missing_work(file)]


def _missing_people(file: CaseFile) -> list[str]:
    found = []
    if not file.parties("A"):
        found.append(_("Applicant"))
    if not [s for s in file.parties() if s.side != "A"]:
        found.append(_("Respondent"))
    for side in file.parties():
        if side.kind == "organisation" and not side.legal_representative:
            found.append(_("Legal representative of {name}").format(name=side.name))
        if _needs_guardian(file, side.side, side.age_on(file.head.accepted_on)):
            found.append(_("Guardian of {name} (under 18)").format(name=side.name))
    if not file.mediators:
        found.append(_("Mediator"))
    return found


def _needs_guardian(file: CaseFile, letter: str, age: int | None) -> bool:
    """A minor acts through a guardian (民法典 Art. 19, 20, 23)."""
    return age is not None and age < 18 and not file.agents(letter)


def _missing_facts(file: CaseFile) -> list[str]:
    head = file.head
    lacks = [(head.dispute_kind, _("Kind of dispute")), (head.facts, _("Facts of the dispute"))]
    if head.source == "1":
        lacks.append((head.claims, _("What the applicant asks for")))
    return [words for value, words in lacks if not value]


def _missing_work(file: CaseFile) -> list[str]:
    found = []
    if not file.sittings:
        found.append(_("Record of a session"))
    if not file.head.outcome:
        found.append(
            _("Signatures on the agreement") if file.terms else _("Agreement, or the end of mediation")
        )
    elif file.head.outcome in REACHED:
        if any(d.done_on is None for d in file.duties):
            found.append(_("Performance of the agreement"))
        if not file.visits:
            found.append(_("Follow-up"))
    return found


def due(office: Office) -> list[Due]:
    """The days that press within the next month and those that have passed, for the page of today."""
    until = clock.today() + AHEAD
    with office.store.read() as session:
        return sorted([*_pressing(session, until), *_confirmable(session, clock.today())])


def _pressing(session: Session, until: date) -> Iterator[Due]:
    case = MediationCase
    query = select(case.id, case.number, case.parties, stages.stage_number(), stages.next_day())
    for case_id, number, parties, stage, day in session.execute(query.where(stages.next_day() <= until)):
        title = f"{title_of(stage)} · {number}"
        if day is not None:
            yield Due(day, title, parties, "mediation", case_id, _verb(stage))


def _confirmable(session: Session, today: date) -> Iterator[Due]:
    """Agreements unperformed that the court may still be asked to confirm (人民调解法 Art. 33)."""
    case = MediationCase
    asked = exists().where(Confirmation.case_id == case.id).correlate(case)
    query = (
        select(case.id, case.number, case.parties, Agreement.signed_on)
        .join(Agreement, Agreement.case_id == case.id)
        .where(Agreement.signed_on >= today - timedelta(days=CONFIRMATION_DAYS), ~asked)
        .where(stages.unperformed(), case.closed_on.is_(None))
    )
    for case_id, number, parties, signed_on in session.execute(query):
        title = f"{_('Court confirmation can be asked for')} · {number}"
        if signed_on is not None:
            last = signed_on + timedelta(days=CONFIRMATION_DAYS)
            yield Due(last, title, parties, "mediation", case_id, _("Open the case"))


def _verb(stage: int) -> str:
    if stage == stages.PERFORMANCE:
        return _("Record the performance")
    return _("Record the follow-up") if stage == stages.FOLLOW_UP else _("Open the case")


def warn_days(office: Office) -> int:
    """Days before a deadline at which it turns amber."""
    return office.settings[WARN_DAYS]
