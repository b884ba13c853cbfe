"""Writes notices, makes them final, hangs them on boards and takes them down again in time."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from commgov_desktop import clock
from commgov_desktop.desk.kinds import notice_kind
from commgov_desktop.desk.masked_list import MaskedList
from commgov_desktop.desk.models import WORKDAYS, Notice, Posting
from commgov_desktop.desk.notice_paper import notice_pdf, text_of
from commgov_desktop.documents.title_lines import typed_lines
from commgov_desktop.errors import Invalid, UserError
from commgov_desktop.i18n import _
from commgov_desktop.ledger.attachments import attach
from commgov_desktop.ledger.due import Due
from commgov_desktop.ledger.office import ADDRESS, HOURS, PHONE, Office

FIELDS = ("kind", "title", "addressees", "body", "annexes", "contact", "objections", "shown_from", "shown_to",
          "organ", "day", "number", "sealed")  # fmt: skip
BOARD = "社区公开栏"


@dataclass(frozen=True)
class NoticeFacts:
    """A notice in plain values, for its editor. ``issued`` says that it is final."""

    values: Mapping[str, object]
    names: Sequence[Sequence[str]]
    names_left_out: int
    issued: bool


def start(office: Office, kind_name: str) -> dict[str, object]:
    """What a new notice of this kind begins with."""
    known, today = notice_kind(kind_name), clock.today()
    last = today + timedelta(known.days - 1) if known.dates and known.days else None
    return {
        "kind": known.name, "title": "", "addressees": known.addressees, "body": known.body, "annexes": "",
        "contact": office.settings[PHONE], "objections": _objections(office, known.objections),
        "shown_from": today if known.dates else None, "shown_to": last, "organ": office.name, "day": today,
        "number": "", "sealed": True,
    }  # fmt: skip


def _objections(office: Office, opening: str) -> str:
    """To whom one objects, by which ways and when (usual content of a 公示)."""
    if not opening:
        return ""
    ways = (("电话", PHONE), ("地址", ADDRESS), ("受理时间", HOURS))
    known = "，".join(
        f"{name}：{office.settings[setting]}" for name, setting in ways if office.settings[setting]
    )
    return f"{opening}\n{known}。" if known else opening


def save(
    office: Office, notice_id: int | None, values: Mapping[str, object], names: MaskedList | None = None
) -> int:
    """Keep a draft. ``names`` replaces the list when given. Raises ``Invalid``; a final notice stays as it is."""
    title = str(values.get("title") or "").replace("\n", "")
    words = _("Write the notice “{title}”") if notice_id is None else _("Edit the notice “{title}”")
    with office.store.write(words.format(title=title)) as session:
        row = Notice(day=clock.today()) if notice_id is None else _notice(session, notice_id)
        if row.issued_at is not None:
            raise UserError(_("This notice is final. Make a copy to change it."))
        _put(row, values, names)
        session.add(row)
        session.flush()
        return row.id


def _put(row: Notice, values: Mapping[str, object], names: MaskedList | None) -> None:
    for name in FIELDS:
        if name in values:
            setattr(row, name, values[name])
    row.title = typed_lines(row.title or "")
    if names is not None:
        row.names, row.names_left_out = [list(line) for line in names.rows], names.minors
    row.day = row.day or clock.today()
    problems = row.problems(clock.today())
    if problems:
        raise Invalid(problems)


def facts(office: Office, notice_id: int) -> NoticeFacts:
    """A notice for its editor."""
    with office.store.read() as session:
        row = _notice(session, notice_id)
        values = {name: getattr(row, name) for name in FIELDS}
        return NoticeFacts(
            values, [list(line) for line in row.names or ()], row.names_left_out, row.issued_at is not None
        )


def is_there(office: Office, notice_id: int) -> bool:
    """Whether a notice is still kept: a new draft may have been taken back."""
    with office.store.read() as session:
        return session.get(Notice, notice_id) is not None


def discard(office: Office, notice_id: int) -> None:
    """Throw a draft away; it can be taken back. A final notice stays."""
    label = _("Remove the draft “{title}”").format(title=title_of(office, notice_id))
    with office.store.write(label) as session:
        row = _notice(session, notice_id)
        if row.issued_at is not None:
            raise UserError(_("This notice is final and stays in the list."))
        session.delete(row)


def copy(office: Office, notice_id: int) -> int:
    """A new draft with the same words, dated today."""
    kept = facts(office, notice_id)
    values = dict(kept.values) | {"day": clock.today(), "number": ""}
    names = MaskedList(tuple(tuple(line) for line in kept.names), kept.names_left_out)
    return save(office, None, values, names)


def make_final(office: Office, notice_id: int) -> None:
    """The notice leaves the office as it is: no draft mark any more, no change any more."""
    title = title_of(office, notice_id)
    paper(office, notice_id)
    with office.store.write(_("Make the notice “{title}” final").format(title=title)) as session:
        row = _notice(session, notice_id)
        row.issued_at = row.issued_at or clock.now()


def paper(office: Office, notice_id: int) -> bytes:
    """The notice as PDF; a draft says so on every page."""
    count = office.settings[WORKDAYS]
    with office.store.read() as session:
        row = _notice(session, notice_id)
        values = {name: getattr(row, name) for name in FIELDS}
        text, issued = text_of(values, row.names or (), row.names_left_out, count), row.issued_at
    return notice_pdf(text, issued or clock.now(), draft=issued is None)


def preview(office: Office, values: Mapping[str, object], names: MaskedList) -> bytes:
    """The paper of a form that is still being filled in."""
    text = text_of(values, names.rows, names.minors, office.settings[WORKDAYS])
    return notice_pdf(text, clock.now(), draft=True)


def title_of(office: Office, notice_id: int) -> str:
    """The title of a notice in one line."""
    with office.store.read() as session:
        return _notice(session, notice_id).title.replace("\n", "")


# ---- the board -----------------------------------------------------------------------------------------


def put_up(
    office: Office,
    notice_id: int,
    place: str = BOARD,
    due_down: date | None = None,
    put_up_on: date | None = None,
) -> int:
    """Write down that a notice hangs on a board. A draft becomes final with it. Gives the posting's id.

    Without ``due_down`` it hangs to the end of its publicity, or as long as its kind usually does.
    """
    title = title_of(office, notice_id)
    paper(office, notice_id)
    with office.store.write(_("Put up “{title}”").format(title=title)) as session:
        notice = _notice(session, notice_id)
        notice.issued_at = notice.issued_at or clock.now()
        first = put_up_on or clock.today()
        row = Posting(notice_id=notice_id, place=place.strip(), put_up_on=first, put_up_by=office.account.name,
                      due_down=due_down or usual_end(notice, first))  # fmt: skip
        problems = row.problems(clock.today())
        if problems:
            raise Invalid(problems)
        session.add(row)
        session.flush()
        return row.id


def usual_end(notice: Notice, first: date) -> date:
    """The last day of the publicity, or the usual days of the kind."""
    return notice.shown_to or first + timedelta(max(1, notice_kind(notice.kind).days) - 1)


def take_down(
    office: Office, posting_id: int, *, objections: str = "", handling: str = "", photo: Path | None = None
) -> None:
    """Write down that it was taken down today, what was objected, and keep the photo of the board."""
    title, label = title_of_posting(office, posting_id), _("Take down “{title}”")
    with office.store.write(label.format(title=title)) as session:
        row = _posting(session, posting_id)
        if row.taken_down_on is not None:
            raise UserError(_("This posting has been taken down already."))
        row.taken_down_on = max(clock.today(), row.put_up_on)
        row.taken_down_by = office.account.name
        row.objections, row.handling = objections.strip() or row.objections, handling.strip() or row.handling
        if photo is not None:
            attach(session, "postings", posting_id, photo, _("Photo of the board"))


def add_photo(office: Office, posting_id: int, photo: Path) -> int:
    """Keep a photo of the board with a posting."""
    title = title_of_posting(office, posting_id)
    with office.store.write(_("Photo of “{title}” on the board").format(title=title)) as session:
        return attach(session, "postings", posting_id, photo, _("Photo of the board"))


def title_of_posting(office: Office, posting_id: int) -> str:
    """The title of what hangs there."""
    with office.store.read() as session:
        return _notice(session, _posting(session, posting_id).notice_id).title.replace("\n", "")


@dataclass(frozen=True)
class PostingFacts:
    """A posting in plain values."""

    id: int
    notice_id: int
    title: str
    kind: str
    place: str
    put_up_on: date
    due_down: date
    taken_down_on: date | None
    objections: str
    handling: str


def posting(office: Office, posting_id: int) -> PostingFacts:
    """One posting."""
    with office.store.read() as session:
        return _facts(session, _posting(session, posting_id))


def postings_of(office: Office, notice_id: int) -> list[PostingFacts]:
    """Where a notice hangs or hung, the latest first."""
    with office.store.read() as session:
        rows = session.scalars(
            select(Posting).where(Posting.notice_id == notice_id).order_by(Posting.id.desc())
        )
        return [_facts(session, row) for row in rows]


def _facts(session: Session, row: Posting) -> PostingFacts:
    notice = _notice(session, row.notice_id)
    return PostingFacts(row.id, row.notice_id, notice.title.replace("\n", ""), notice.kind, row.place, row.put_up_on,
                        row.due_down, row.taken_down_on, row.objections, row.handling)  # fmt: skip


def hanging(office: Office) -> int:
    """How many postings hang now."""
    with office.store.read() as session:
        return session.scalar(select(func.count(Posting.id)).where(Posting.taken_down_on.is_(None))) or 0


def due(office: Office) -> list[Due]:
    """Every posting that hangs, with the day it comes down."""
    query = (
        select(Posting.id, Posting.place, Posting.due_down, Notice.title)
        .join(Notice, Notice.id == Posting.notice_id)
        .where(Posting.taken_down_on.is_(None))
        .order_by(Posting.due_down)
    )
    with office.store.read() as session:
        rows = session.execute(query).all()
    words = _("Take down “{title}”")
    return [
        Due(day, words.format(title=title.replace("\n", "")), place, "desk", number, _("Taken down"))
        for number, place, day, title in rows
    ]


def _notice(session: Session, notice_id: int) -> Notice:
    row = session.get(Notice, notice_id)
    if row is None:
        raise UserError(_("This notice is no longer there. It may have been undone."))
    return row


def _posting(session: Session, posting_id: int) -> Posting:
    row = session.get(Posting, posting_id)
    if row is None:
        raise UserError(_("This posting is no longer there. It may have been undone."))
    return row
