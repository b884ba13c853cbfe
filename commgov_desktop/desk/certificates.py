"""Issues, refuses, voids and reprints certificates; each is a line of one register with a number of its own."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from commgov_desktop import clock
from commgov_desktop.desk import own_facts, wording
from commgov_desktop.desk.facts import COPIES, OF_THE_PERSON, copies_in, from_number, neat, of_person
from commgov_desktop.desk.kinds import Kind, kind
from commgov_desktop.desk.models import APPROVER, ISSUED, REFUSED, VOIDED, Certificate
from commgov_desktop.errors import Invalid, UserError
from commgov_desktop.i18n import _
from commgov_desktop.ledger.numbering import next_serial
from commgov_desktop.ledger.office import MARK, PHONE, Office

_SLIPS = 2
AGAIN = "printed again"
"""Under this name the words of a paper keep when and why it was printed once more."""


@dataclass(frozen=True)
class Application:
    """What somebody at the desk asks for. ``typed`` holds facts by key that the clerk wrote; they go before the roster's.

    Beside the facts it may hold ``copies``, as typed: how many copies are wanted (1 where nothing is said).
    """

    kind_id: int
    resident_id: int | None = None
    typed: Mapping[str, str] = field(default_factory=dict)

    @property
    def copies(self) -> int | None:
        """How many copies; ``None`` when what was typed is no number from 1 to 99."""
        return copies_in(self.typed.get(COPIES, ""))


def facts_of(office: Office, application: Application) -> dict[str, str]:
    """Every fact that is known for this application, as the paper writes it."""
    asked = kind(office, application.kind_id)
    facts = _known(office, asked, application.resident_id)
    typed = {key: neat(key, words) for key, words in application.typed.items() if key in asked.labels}
    typed.pop(COPIES, None)
    facts |= {key: words for key, words in typed.items() if words}
    return from_number(facts.get("id_number", "")) | facts


def _known(office: Office, asked: Kind, resident_id: int | None) -> dict[str, str]:
    """What the roster knows of somebody, the office's own fields that the text names included."""
    if resident_id is None:
        return {}
    facts = of_person(office.people.person(resident_id))
    if asked.own:
        with office.store.read() as session:
            facts |= own_facts.of_person(session, resident_id, asked.own)
    return facts


def missing(office: Office, application: Application) -> list[str]:
    """Keys of the facts that are still needed before the certificate gets its number."""
    lacking = wording.missing(kind(office, application.kind_id), facts_of(office, application))
    return lacking if application.copies else [*lacking, COPIES]


def draft(office: Office, application: Application) -> bytes:
    """The paper as it would be printed now, marked 草稿 and without a number."""
    from commgov_desktop.desk.certificate_paper import certificate, refusal

    asked = kind(office, application.kind_id)
    facts = facts_of(office, application)
    printed = _printed(office, asked, facts, _copies(asked, application))
    make = certificate if asked.answer == ISSUED else refusal
    return make(printed, clock.now(), draft=True)


def number_ahead(office: Office, kind_id: int) -> str:
    """The number the next certificate of this kind will get."""
    asked = kind(office, kind_id)
    with office.store.read() as session:
        serial = _next(session, asked)
    return _number(asked, serial, office.settings[MARK])


def issue(office: Office, application: Application) -> int:
    """Give the certificate its number and keep it in the register. Cannot be undone: only voided.

    Raises ``Invalid`` naming the facts that are missing; then no number was used.
    """
    asked = kind(office, application.kind_id)
    if asked.answer != ISSUED:
        raise UserError(
            _("“{kind}” is not issued by the community. Print the slip instead.").format(kind=asked.name)
        )
    facts = facts_of(office, application)
    lacking = wording.missing(asked, facts)
    sentence = _("Please fill in “{field}”.")
    problems = {key: sentence.format(field=_(asked.labels[key])) for key in lacking}
    if not application.copies:
        problems[COPIES] = _("Write how many copies, a number from 1 to 99.")
    if problems:
        raise Invalid(problems)
    label = _("Issue {kind} for {name}").format(kind=asked.name, name=facts["name"])
    return _register(office, asked, application, facts, ISSUED, label)


def refuse(office: Office, kind_id: int, resident_id: int | None = None, name: str = "") -> int:
    """Keep a refusal in the register, with a number for its slip. ``name`` is for people not in the roster."""
    asked = kind(office, kind_id)
    if asked.answer != REFUSED:
        raise UserError(_("“{kind}” is issued here; fill in its form instead.").format(kind=asked.name))
    application = Application(kind_id, resident_id, {"name": name} if name else {})
    facts = facts_of(office, application)
    label = _("Refuse {kind} to {name}").format(kind=asked.name, name=facts.get("name") or _("an applicant"))
    return _register(office, asked, application, facts, REFUSED, label)


def _register(
    office: Office, asked: Kind, application: Application, facts: Mapping[str, str], state: str, label: str
) -> int:
    mark, now = office.settings[MARK], clock.now()
    copies = _copies(asked, application)
    printed = _printed(office, asked, facts, copies)
    _try_print(printed, state, now)
    with office.store.write(label, final=True) as session:
        serial = _next(session, asked)
        number = _number(asked, serial, mark)
        row = Certificate(
            kind_id=asked.id, kind_name=asked.name, series=asked.series, year=clock.today().year,
            serial=serial, number=number, resident_id=application.resident_id, name=facts.get("name", ""),
            id_number=facts.get("id_number", ""), phone=facts.get("phone", ""),
            printed=printed | {"number": number}, basis=asked.basis, purpose=facts.get("purpose", ""),
            required_by=facts.get("required_by", ""), checked_how=facts.get("checked_how", ""),
            checked_by=office.account.name if state == ISSUED else "", handled_by=office.account.name,
            approved_by=printed["approved_by"], copies=copies, day=clock.today(),
            issued_at=now, state=state,
        )  # fmt: skip
        session.add(row)
        session.flush()
        return row.id


def _copies(asked: Kind, application: Application) -> int:
    """As many as were asked for; of a slip of refusal one for the applicant and one for the office."""
    return _SLIPS if asked.answer == REFUSED else application.copies or 1


def _try_print(printed: Mapping[str, Any], state: str, now: datetime) -> None:
    """A character no font has must stop the print before a number is used, not after."""
    _drawn(printed, state, now)


def _next(session: Session, asked: Kind) -> int:
    same = (Certificate.series, asked.series), (Certificate.year, clock.today().year)
    return next_serial(session, Certificate.serial, series=same[0], year=same[1])


def _number(asked: Kind, serial: int, mark: str) -> str:
    return asked.number_form.format(year=clock.today().year, mark=mark, serial=serial)


def _printed(office: Office, asked: Kind, facts: Mapping[str, str], copies: int) -> dict[str, Any]:
    """Every word of the paper, ready to be kept."""
    shared = {
        "title": asked.title, "organ": office.name, "day": clock.today().isoformat(),
        "phone": office.settings[PHONE], "handled_by": office.account.name,
        "approved_by": office.settings[APPROVER] if asked.answer == ISSUED else "", "copies": copies,
    }  # fmt: skip
    if asked.answer == REFUSED:
        return shared | {"kind": asked.name, "name": facts.get("name", ""), "basis": asked.basis,
                         "go": asked.go, "exception": asked.exception}  # fmt: skip
    lines = wording.as_kept(wording.paragraphs(asked, facts))
    return shared | {"paragraphs": lines, "stub": wording.stub(asked, facts)}


def paper(office: Office, certificate_id: int) -> bytes:
    """The paper of a line of the register, byte for byte as it was first printed. A voided one is not printed."""
    with office.store.read() as session:
        row = _present(session, certificate_id)
        if row.state == VOIDED:
            raise UserError(_("{number} was voided and is not printed any more.").format(number=row.number))
        printed, issued, state = dict(row.printed), row.issued_at, row.state
    return _drawn(printed, state, issued)


def _drawn(printed: Mapping[str, Any], state: str, issued: datetime) -> bytes:
    from commgov_desktop.desk.certificate_paper import certificate, refusal

    return (refusal if state == REFUSED else certificate)(printed, issued)


def reprint(office: Office, certificate_id: int, reason: str) -> bytes:
    """The same paper once more; the register counts it and keeps the reason, the day and who asked for it."""
    if not reason.strip():
        raise Invalid({"reason": _("Say why it is printed again.")})
    pdf = paper(office, certificate_id)
    label = _("Print {number} again: {reason}").format(
        number=number_of(office, certificate_id), reason=reason.strip()
    )
    said = {"day": clock.today().isoformat(), "reason": reason.strip(), "by": office.account.name}
    with office.store.write(label, final=True) as session:
        row = _present(session, certificate_id)
        row.reprints += 1
        row.printed = dict(row.printed) | {AGAIN: [*row.printed.get(AGAIN, []), said]}
    return pdf


def void(office: Office, certificate_id: int, reason: str) -> None:
    """Declare a certificate void. Its number stays in the register and is never given again."""
    if not reason.strip():
        raise Invalid({"void_reason": _("Say why it is voided.")})
    label = _("Void {number}").format(number=number_of(office, certificate_id))
    with office.store.write(label, final=True) as session:
        row = _present(session, certificate_id)
        if row.state == VOIDED:
            raise UserError(_("{number} has been voided already.").format(number=row.number))
        row.state, row.void_reason, row.voided_at = VOIDED, reason.strip(), clock.now()


def collect(office: Office, certificate_id: int, by: str) -> None:
    """Write down who took the certificate away."""
    label = _("{name} collected {number}").format(name=by, number=number_of(office, certificate_id))
    with office.store.write(label) as session:
        row = _present(session, certificate_id)
        row.collected_by, row.collected_on = by.strip(), clock.today()


def number_of(office: Office, certificate_id: int) -> str:
    """The number of a line of the register."""
    with office.store.read() as session:
        return _present(session, certificate_id).number


def done_today(office: Office) -> int:
    """How many certificates and refusals were handed out today."""
    with office.store.read() as session:
        query = select(func.count(Certificate.id)).where(Certificate.day == clock.today())
        return session.scalar(query) or 0


@dataclass(frozen=True)
class Line:
    """A line of the register in plain values, for the card of a person or of the line itself."""

    id: int
    number: str
    kind: str
    name: str
    state: str
    day: Any
    facts: Mapping[str, str]
    copies: int
    reprints: int
    reprint_reasons: Sequence[str]
    """The day and the reason of each time it was printed again, the latest last."""
    void_reason: str
    collected_by: str


def lines_of(office: Office, resident_id: int) -> list[Line]:
    """What this person was issued or refused, the latest first."""
    query = select(Certificate).where(Certificate.resident_id == resident_id).order_by(Certificate.id.desc())
    with office.store.read() as session:
        return [_line(row) for row in session.scalars(query)]


def line(office: Office, certificate_id: int) -> Line:
    """One line of the register."""
    with office.store.read() as session:
        return _line(_present(session, certificate_id))


def _line(row: Certificate) -> Line:
    facts = {"purpose": row.purpose, "required_by": row.required_by, "checked_how": row.checked_how,
             "handled_by": row.handled_by, "approved_by": row.approved_by, "basis": row.basis}  # fmt: skip
    return Line(row.id, row.number, row.kind_name, row.name, row.state, row.day, facts, row.copies,
                row.reprints, reasons_of(row.printed), row.void_reason, row.collected_by)  # fmt: skip


def reasons_of(printed: Mapping[str, Any]) -> list[str]:
    """Why a paper was printed again: ``2026-03-05 卡纸``, as the register keeps it beside its words."""
    return [f"{once['day']} {once['reason']}" for once in printed.get(AGAIN, [])]


def _present(session: Session, certificate_id: int) -> Certificate:
    row = session.get(Certificate, certificate_id)
    if row is None:
        raise UserError(_("This certificate is not in the register."))
    return row


def boxes(office: Office, application: Application) -> list[str]:
    """What the form asks: what is asked each time, and what the roster does not know of this person."""
    asked = kind(office, application.kind_id)
    known = _known(office, asked, application.resident_id)
    of_them = {*OF_THE_PERSON, *(field.key for field in asked.own)}
    lacking = [key for key in asked.required if key in of_them and not known.get(key)]
    if "since" in asked.required and "since" not in lacking:
        lacking.append("since")
    return [*lacking, *asked.asked, COPIES]
