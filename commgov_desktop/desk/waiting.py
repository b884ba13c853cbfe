"""What is still open at the desk: requests half filled in, papers not yet printed, drafts, postings to take down."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from sqlalchemy import String, cast, select

from commgov_desktop import clock
from commgov_desktop.desk import notices
from commgov_desktop.desk.models import ISSUED, REFUSED, Certificate, CertificateKind, Notice
from commgov_desktop.i18n import _
from commgov_desktop.ledger import drafts
from commgov_desktop.ledger.office import Office
from commgov_desktop.store.journal import Action, Change

REQUEST, PAPER, NOTICE, POSTING = "request", "paper", "notice", "posting"

_FORM, _TYPED = "requests:", "typed:"
UNPRINTED_DAYS = 30
"""A paper that was numbered longer ago and never printed from here went out in some other way."""


@dataclass(frozen=True)
class HalfDone:
    """A request as it stood when the desk was freed: somebody went to fetch a document, or Esc was pressed."""

    kind_id: int
    resident_id: int | None
    name: str
    typed: Mapping[str, str] = field(default_factory=dict)

    @property
    def form(self) -> str:
        """Under this name it is kept: one request of a kind for one person."""
        return f"{_FORM}{self.kind_id}:{self.resident_id or self.name}"


@dataclass(frozen=True)
class Open:
    """One line of the queue: who, what, since when. ``key`` says which record or request it is."""

    kind: str
    key: int | str
    who: str
    what: str
    since: date


# ---- requests ---------------------------------------------------------------------------------------


def keep(office: Office, request: HalfDone) -> None:
    """Keep a request that is not finished; the clerk who took it in finds it again, after a power cut too."""
    values = {
        "kind_id": request.kind_id,
        "resident_id": request.resident_id,
        "name": request.name,
        **{_TYPED + key: words for key, words in request.typed.items()},
    }
    drafts.keep(office.store, office.account.id, request.form, values)


def kept(office: Office, form: str) -> HalfDone | None:
    """The request that is kept under this name."""
    draft = drafts.find(office.store, office.account.id, form)
    if draft is None:
        return None
    values = draft.values
    typed = {key.removeprefix(_TYPED): str(words) for key, words in values.items() if key.startswith(_TYPED)}
    resident = values["resident_id"]
    return HalfDone(
        int(str(values["kind_id"])),
        resident if isinstance(resident, int) else None,
        str(values["name"]),
        typed,
    )


def drop(office: Office, form: str) -> None:
    """The request is finished, or not wanted any more."""
    drafts.drop(office.store, office.account.id, form)


# ---- the queue --------------------------------------------------------------------------------------


def queue(office: Office) -> list[Open]:
    """Everything that is open, what waits longest first."""
    found = [*_requests(office), *_papers(office), *_notices(office), *_postings(office)]
    return sorted(found, key=lambda line: line.since)


def _requests(office: Office) -> list[Open]:
    forms = [
        (form, saved)
        for form, saved in drafts.kept(office.store, office.account.id)
        if form.startswith(_FORM)
    ]
    with office.store.read() as session:
        names = dict(session.execute(select(CertificateKind.id, CertificateKind.name)).all())
    found = []
    for form, saved in forms:
        request = kept(office, form)
        if request is not None and request.kind_id in names:
            since = clock.local(saved).date()
            found.append(Open(REQUEST, form, request.name, names[request.kind_id], since))
    return found


def _papers(office: Office) -> list[Open]:
    """Papers that got their number at the desk, and of which nothing says that they were printed or saved."""
    paper = Certificate
    numbered = (
        select(Change.id)
        .join(Action, Action.id == Change.action_id)
        .where(
            Change.table_name == paper.__tablename__,
            Change.row_id == paper.id,
            Change.before.is_(None),
            Action.final,
        )
    )
    gone_out = select(Action.id).where(
        Action.kind == "note", Action.subject == "certificates:" + cast(paper.id, String)
    )
    query = (
        select(paper.id, paper.name, paper.kind_name, paper.number, paper.day)
        .where(paper.state.in_((ISSUED, REFUSED)), paper.day > clock.today() - timedelta(UNPRINTED_DAYS))
        .where(numbered.exists(), ~gone_out.exists())
    )
    with office.store.read() as session:
        rows = session.execute(query).all()
    words = _("{kind} {number}: numbered, not yet printed")
    return [
        Open(PAPER, number, name, words.format(kind=kind, number=written), day)
        for number, name, kind, written, day in rows
    ]


def _notices(office: Office) -> list[Open]:
    query = select(Notice.id, Notice.kind, Notice.title, Notice.day).where(Notice.issued_at.is_(None))
    with office.store.read() as session:
        rows = session.execute(query).all()
    return [
        Open(NOTICE, number, _titled(title), _("{kind}, draft").format(kind=kind), min(day, clock.today()))
        for number, kind, title, day in rows
    ]


def _titled(title: str) -> str:
    return f"《{title.replace(chr(10), '')}》"


def _postings(office: Office) -> list[Open]:
    return [
        Open(POSTING, line.record_id, line.who, line.title, line.day)
        for line in notices.due(office)
        if line.day <= clock.today()
    ]
