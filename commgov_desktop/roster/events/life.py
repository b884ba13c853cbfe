"""Somebody's life in this community as one line of moments: events, and every dated fact that changed."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from commgov_desktop import masking
from commgov_desktop.i18n import _
from commgov_desktop.ledger import codes, extra_fields, own_fields
from commgov_desktop.ledger.episodes import Span, kind_of_box, spans
from commgov_desktop.roster.events import situation
from commgov_desktop.roster.events.effects import LABELS
from commgov_desktop.roster.history import EVENT, HERE
from commgov_desktop.roster.household import read_home
from commgov_desktop.roster.ledger import RESIDENTS, leaving
from commgov_desktop.roster.models import Household, Resident
from commgov_desktop.store.store import Store

_TABLES = {
    "residence_kind": "residence_kinds", "relation": "relation_to_head", "house_match": "person_house_match",
    "sex": "sex", "id_kind": "document_kinds", "ethnic_group": "ethnic_groups", "education": "education",
    "marital_status": "marital_status", "political_status": "political_status",
}  # fmt: skip
_MASKED = {"id_number": masking.id_number, "phone": masking.phone, "phone2": masking.phone}


@dataclass(frozen=True)
class Moment:
    """Something on a day. ``slip`` is the number of an event, ``span`` the episode that began or ended then."""

    day: date
    words: str
    slip: int | None = None
    span: int | None = None
    why: str = ""
    ended: bool = False
    """Whether the episode only ended, with nothing after it."""


def life(store: Store, resident_id: int) -> list[Moment]:
    """All that is dated of a resident, the latest first."""
    with store.read() as session:
        person = session.get(Resident, resident_id)
        if person is None:
            return []
        known = spans(session, Resident.__tablename__, resident_id)
        words = _Words(session)
        found = [*_events(known), *_facts(words, known), *_stays(person, known)]
    return sorted(found, key=lambda m: (m.day, m.slip or 0, m.span or 0), reverse=True)


def _events(known: Sequence[Span]) -> Iterator[Moment]:
    for span in known:
        if span.kind == EVENT and span.since is not None:
            yield Moment(span.since, span.why, slip=span.id, why=span.why)


def _facts(words: "_Words", known: Sequence[Span]) -> Iterator[Moment]:
    """Each change of a fact that no event tells of."""
    told = {(s.since, s.why) for s in known if s.kind == EVENT} | {
        (s.since, "") for s in known if s.kind == EVENT
    }
    for span in known:
        if span.kind in (EVENT, HERE):
            continue
        if span.since is not None and (span.since, span.why) not in told:
            yield Moment(span.since, _begun(words, known, span), span=span.id, why=span.why)
        ends = span.until is not None and not _follower(known, span)
        if ends and span.until is not None and (span.until, "") not in told:
            yield Moment(span.until, _ended(words, span), span=span.id, ended=True)


def _follower(known: Sequence[Span], span: Span) -> Span | None:
    if span.kind == "tags":
        return None
    return next((s for s in known if s.kind == span.kind and s.since == span.until and s.id != span.id), None)


def _begun(words: "_Words", known: Sequence[Span], span: Span) -> str:
    after = words.value(span)
    if span.kind == "tags":
        return _because(_("Tag {tag} added").format(tag=after), span.why)
    before = next(
        (s for s in known if s.kind == span.kind and s.until == span.since and s.id != span.id), None
    )
    label = words.label(span.kind)
    told = f"{label}：{words.value(before)} → {after}" if before else f"{label}：{after}"
    return _because(told, span.why)


def _ended(words: "_Words", span: Span) -> str:
    if span.kind == "tags":
        return _("Tag {tag} taken away").format(tag=words.value(span))
    return f"{words.label(span.kind)}：{words.value(span)} → —"


def _because(words: str, why: str) -> str:
    return f"{words}（{why}）" if why else words


class _Words:
    """What the facts of a life are called and what they held, in words; boxes of the office by their present names."""

    def __init__(self, session: Session) -> None:
        self._session = session
        own = extra_fields.read(session, Resident.__tablename__)
        self._own = {kind_of_box("extra", field.key): field for field in own}
        self._boxes = {field.name: field.label for field in RESIDENTS.fields()}

    def label(self, kind: str) -> str:
        """What the fact is called."""
        if kind in self._own:
            return self._own[kind].label
        return _(LABELS.get(kind) or self._boxes.get(kind, kind))

    def value(self, span: Span) -> str:
        """What an episode held; numbers are masked as on the card."""
        session = self._session
        if field := self._own.get(span.kind):
            return own_fields.shown(field, own_fields.from_text(field, span.value))
        if span.kind in _MASKED:
            return _MASKED[span.kind](span.value)
        if span.kind in _TABLES:
            return codes.table(_TABLES[span.kind]).text(span.value)
        if span.kind == "dwelling_id":
            return situation.address(session, int(span.value)) or _("a home that is no longer listed")
        if span.kind == "household_id":
            there = session.get(Household, int(span.value)) is not None
            return read_home(session, int(span.value)).name if there else _("a household that is gone")
        return span.value


def _stays(person: Resident, known: Sequence[Span]) -> Iterator[Moment]:
    """Coming and leaving where no event tells of them."""
    told = {s.since for s in known if s.kind == EVENT}
    if person.came_on and person.came_on not in told and person.came_on != person.birth:
        yield Moment(person.came_on, _("Came to this community"))
    if person.left_on and person.left_on not in told:
        yield Moment(person.left_on, leaving(person.left_how))
    for stay in known:
        if stay.kind == HERE:
            if stay.since and stay.since not in told and stay.since != person.birth:
                yield Moment(stay.since, _("Came to this community"))
            if stay.until and stay.until not in told:
                yield Moment(stay.until, leaving("moved"))


def last_words(store: Store, resident_id: int) -> str:
    """Why somebody left, in the words of the event; empty where none tells."""
    query = select(Resident.left_on).where(Resident.id == resident_id)
    with store.read() as session:
        left = session.scalar(query)
        known = spans(session, Resident.__tablename__, resident_id)
    return next((s.why for s in known if s.kind == EVENT and s.since == left and left), "")
