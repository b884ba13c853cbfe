"""What happened in a case, day by day, and what is to be done next."""

from dataclasses import dataclass
from datetime import date

from commgov_desktop.calendar_words import narrow_day, short_day
from commgov_desktop.i18n import _, ngettext
from commgov_desktop.ledger import codes
from commgov_desktop.mediation import stages
from commgov_desktop.mediation.agreements import PERFORMED, RULINGS
from commgov_desktop.mediation.casefile import CaseFile
from commgov_desktop.mediation.sittings import RESULTS


@dataclass(frozen=True)
class Event:
    """One line of the time line. ``key`` and ``record_id`` say what a click opens: a session, the agreement ..."""

    day: date
    words: str
    key: str
    record_id: int


def events(file: CaseFile) -> list[Event]:
    """Everything the folder holds, the latest first."""
    found = [*_way(file), *_settlement(file), *_after(file)]
    numbered = sorted(enumerate(found), key=lambda pair: (pair[1].day, pair[0]), reverse=True)
    return [event for _place, event in numbered]


def _way(file: CaseFile) -> list[Event]:
    head = file.head
    source = codes.table("case_sources").text(head.source)
    found = [Event(head.accepted_on, f"{_('Accepted')} · {source}", "case", head.id)]
    found += [
        Event(i.held_on, f"{_('Inquiry')} · {i.person or i.place}", "investigation", i.id)
        for i in file.inquiries
    ]
    for number, s in enumerate(file.sittings, start=1):
        nth = _("Session {n}").format(n=number)
        found.append(Event(s.held_on, f"{nth} · {_(RESULTS[s.result])}", "session", s.id))
    return found


def _settlement(file: CaseFile) -> list[Event]:
    head, terms = file.head, file.terms
    found = []
    if terms:
        words = _("Agreement drafted") if terms.form == "written" else _("Oral agreement")
        found.append(Event(terms.agreed_on, words, "agreement", terms.id))
        if terms.signed_on and terms.form == "written":
            found.append(Event(terms.signed_on, _("Agreement signed and sealed"), "agreement", terms.id))
    if head.ended_on and not terms:
        outcome = codes.table("mediation_outcomes").text(head.outcome)
        found.append(Event(head.ended_on, f"{_('Mediation ended')} · {outcome}", "ending", head.id))
    return found


def _after(file: CaseFile) -> list[Event]:
    found = [
        Event(d.done_on, f"{_('Performed')} · {d.what}", "performance", d.id)
        for d in file.duties
        if d.done_on
    ]
    found += [
        Event(v.visited_on, f"{_('Follow-up')} · {_(PERFORMED[v.performed])}", "follow_up", v.id)
        for v in file.visits
    ]
    if file.ruling:
        r = file.ruling
        found.append(Event(r.applied_on, f"{_('Court asked to confirm')} · {r.court}", "confirmation", r.id))
        if r.decided_on and r.result:
            words = f"{_('Ruling of the court')} · {_(RULINGS[r.result])}"
            found.append(Event(r.decided_on, words, "confirmation", r.id))
    if file.head.closed_on:
        found.append(Event(file.head.closed_on, _("File closed"), "case", file.head.id))
    return found


def next_step(file: CaseFile) -> str:
    """The step the case is waiting for: session, agreement, sign, performance, follow_up, close or reopen."""
    if file.stage == stages.FILED:
        return "reopen"
    if file.stage == stages.AGREEMENT:
        return "sign" if file.terms else "agreement"
    by_stage = {stages.PERFORMANCE: "performance", stages.FOLLOW_UP: "follow_up", stages.FILING: "close"}
    return by_stage.get(file.stage, "session")


def day_words(day: date, today: date) -> str:
    """今天, 2月12日, or 25.12.3 when it was another year (the column is narrow)."""
    if day == today:
        return _("on this very day")
    return short_day(day) if day.year == today.year else narrow_day(day)


def count_words(cases: int) -> str:
    """How many cases, in words."""
    return ngettext("{n} case", "{n} cases", cases).format(n=f"{cases:,}")
