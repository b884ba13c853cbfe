"""The one find box (Ctrl+K): people, homes, cases, reports, needs, papers by number, groups, saved filters and more."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from commgov_desktop import catalog, clock
from commgov_desktop.desk.models import Certificate, Notice
from commgov_desktop.grids.estates.ledger import kind_words
from commgov_desktop.grids.models import Estate
from commgov_desktop.grids.situations import reporting
from commgov_desktop.grids.situations.ledger import REPORTS
from commgov_desktop.grids.situations.models import SituationKind, SituationReport
from commgov_desktop.i18n import N_, _
from commgov_desktop.ledger import codes, saved_filters
from commgov_desktop.ledger.ledger import Ledger
from commgov_desktop.ledger.office import Office
from commgov_desktop.mediation.models import MediationCase, MediationSide
from commgov_desktop.roster.groups import known
from commgov_desktop.roster.household_ledger import HOUSEHOLDS
from commgov_desktop.roster.ledger import RESIDENTS
from commgov_desktop.roster.models import Resident
from commgov_desktop.roster.needs.ledger import STATE_WORDS
from commgov_desktop.roster.needs.models import Need, Service
from commgov_desktop.ui.find_anything import Hit

PEOPLE, OF_A_KIND = 8, 5

TAB_OF = {
    "residents": "roster",
    "households": "roster:households",
    "grids": "grids",
    "buildings": "grids:buildings",
    "dwellings": "grids:dwellings",
    "estates": "grids:estates",
    "situation_reports": "grids:reports",
    "resident_needs": "roster:needs",
    "mediation_cases": "mediation",
    "checklist_items": "checklists:items",
    "tasks": "checklists",
    "certificates": "desk:certificates",
    "notices": "desk:notices",
}
"""Which tab, and which view of it, shows the records of a table."""

ORGANISATIONS = N_("Organisations in disputes")
GROUPS, FILTERS = N_("Groups of people"), N_("Saved filters")
SAVED_OF = {RESIDENTS.key: "roster:saved", HOUSEHOLDS.key: "roster:saved-households"}
"""The view of a tab that shows the answers to a saved filter, by the ledger it asks."""


def finder(office: Office) -> Callable[[str], Sequence[Hit]]:
    """Gives the answers to some words, grouped by kind, people first, the best of each kind first."""

    def find(words: str) -> list[Hit]:
        words = words.strip()
        if not words:
            return []
        people = office.people.find(words, PEOPLE)
        with office.store.read() as session:
            return [
                *_people(session, people),
                *_households(session, people),
                *_others(session, office, words),
            ]

    return find


def _people(session: Session, people: Sequence[tuple[int, str, str]]) -> Iterator[Hit]:
    """Those who are here before those who left; the roster says of these when and how."""
    ids = [number for number, _name, _hint in people]
    gone = set(
        session.scalars(select(Resident.id).where(Resident.id.in_(ids), Resident.left_on.is_not(None)))
    )
    for number, name, hint in sorted(people, key=lambda one: one[0] in gone):
        yield Hit("roster", number, _("Residents"), name, hint)


def _households(session: Session, people: Sequence[tuple[int, str, str]]) -> Iterator[Hit]:
    """The households of the people found, each once."""
    ids = [number for number, _name, _hint in people]
    query = select(Resident.id, Resident.household_id).where(
        Resident.id.in_(ids), Resident.household_id.is_not(None), Resident.left_on.is_(None)
    )
    home_of = {number: home for number, home in session.execute(query)}  # noqa: C416
    hints = {number: hint for number, _name, hint in people}
    homes: dict[int, int] = {}
    for number in ids:
        if (home := home_of.get(number)) is not None:
            homes.setdefault(home, number)
    for home, number in list(homes.items())[:OF_A_KIND]:
        record = session.get(HOUSEHOLDS.model, home)
        if record is not None:
            address = hints[number].split(" · ")[2:3]
            yield Hit(TAB_OF["households"], home, _(HOUSEHOLDS.title), HOUSEHOLDS.name(record), *address)


def _others(session: Session, office: Office, words: str) -> Iterator[Hit]:
    """Every other ledger that a tab shows, the organisations that appear in cases, and the lists by their names."""
    for ledger in catalog.LEDGERS:
        if ledger.table in TAB_OF and ledger.table not in ("residents", "households"):
            yield from _of(session, reporting.reports_of(office) if ledger is REPORTS else ledger, words)
    yield from _by_household_number(session, words)
    yield from _organisations(session, words)
    yield from _groups(session, office, words)
    yield from _filters(office, words)


def _of(session: Session, ledger: Ledger, words: str) -> Iterator[Hit]:
    for number in list(ledger.find(session, words))[:OF_A_KIND]:
        record = session.get(ledger.model, number)
        if record is not None:
            yield Hit(
                TAB_OF[ledger.table], number, _(ledger.title), _name(ledger, record), _hint(session, record)
            )


def _name(ledger: Ledger, record: Any) -> str:
    """What was found is called by its number, a report of a restricted kind too: only who may see it has found it."""
    return record.number if isinstance(record, SituationReport) else ledger.name(record)


def _hint(session: Session, record: Any) -> str:
    """What tells records of the same name apart."""
    return (
        " · ".join(part for part in _HINTS[type(record)](session, record) if part)
        if type(record) in _HINTS
        else ""
    )


def _of_report(session: Session, report: SituationReport) -> Sequence[str]:
    kind = session.get(SituationKind, report.kind_id) if report.kind_id else None
    return kind.name if kind else _("another situation"), f"{clock.local(report.noticed_at):%Y-%m-%d}"


def _of_need(session: Session, need: Need) -> Sequence[str]:
    service = session.get(Service, need.service_id) if need.service_id else None
    what = service.name if service else codes.table("need_areas").text(need.area)
    return what, _(STATE_WORDS.get(need.state, need.state))


_HINTS: dict[type, Callable[[Session, Any], Sequence[str]]] = {
    MediationCase: lambda _s, case: (
        codes.table("dispute_kinds").text(case.dispute_kind),
        f"{case.accepted_on:%Y-%m-%d}",
    ),
    Certificate: lambda _s, paper: (paper.name, paper.kind_name, f"{paper.day:%Y-%m-%d}"),
    Notice: lambda _s, notice: (notice.number, f"{notice.day:%Y-%m-%d}"),
    Estate: lambda _s, estate: (kind_words(estate.kind), estate.company),
    SituationReport: _of_report,
    Need: _of_need,
}


def _groups(session: Session, office: Office, words: str) -> Iterator[Hit]:
    """The groups in use whose people this clerk may see, by name or by the word on their chip."""
    found = [g for g in known.seen(session, office) if _answers(f"{g.name} {g.short}", words)]
    for group in found[:OF_A_KIND]:
        yield Hit(
            "roster:group", group.id, _(GROUPS), group.name, _("Restricted") if group.restricted else ""
        )


def _filters(office: Office, words: str) -> Iterator[Hit]:
    """The filters saved for all or for this clerk; of residents before those of households."""
    for ledger in (RESIDENTS, HOUSEHOLDS):
        saved = saved_filters.saved_of(office.store, ledger.key, office.account.id)
        for one in [one for one in saved if _answers(one.name, words)][:OF_A_KIND]:
            yield Hit(SAVED_OF[ledger.key], one.id, _(FILTERS), one.name, _(ledger.title))


def _answers(said: str, words: str) -> bool:
    return all(word in said.lower() for word in words.lower().split())


def _by_household_number(session: Session, words: str) -> Iterator[Hit]:
    model = HOUSEHOLDS.model
    query = select(model).where(model.number == words, model.ended_on.is_(None)).limit(OF_A_KIND)  # type: ignore[attr-defined]
    for record in session.scalars(query):
        yield Hit(TAB_OF["households"], record.id, _(HOUSEHOLDS.title), HOUSEHOLDS.name(record), words)


def _organisations(session: Session, words: str) -> Iterator[Hit]:
    """A company or committee on a side of a case, by its name or its credit code; the latest case opens."""
    side = MediationSide
    query = (
        select(side.name, func.max(side.case_id), func.count(side.case_id.distinct()))
        .where(side.kind == "organisation")
        .group_by(side.name)
        .order_by(func.max(side.case_id).desc())
        .limit(OF_A_KIND)
    )
    for word in words.lower().split():
        query = query.where(func.instr(func.lower(side.name + " " + side.id_number), word) > 0)
    for name, case, count in session.execute(query):
        yield Hit("mediation", case, _(ORGANISATIONS), name, _("{n} disputes").format(n=count))
