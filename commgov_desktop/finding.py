"""The one find box (Ctrl+K): people, households, addresses, cases, papers, numbers, notices, tasks, organisations."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from commgov_desktop import catalog
from commgov_desktop.desk.models import Certificate, Notice
from commgov_desktop.i18n import N_, _
from commgov_desktop.ledger import codes
from commgov_desktop.ledger.ledger import Ledger
from commgov_desktop.ledger.office import Office
from commgov_desktop.mediation.models import MediationCase, MediationSide
from commgov_desktop.roster.household_ledger import HOUSEHOLDS
from commgov_desktop.roster.models import Resident
from commgov_desktop.ui.find_anything import Hit

PEOPLE, OF_A_KIND = 8, 5

TAB_OF = {
    "residents": "roster",
    "households": "roster:households",
    "grids": "grids",
    "buildings": "grids:buildings",
    "dwellings": "grids:dwellings",
    "mediation_cases": "mediation",
    "checklist_items": "checklists:items",
    "tasks": "checklists",
    "certificates": "desk:certificates",
    "notices": "desk:notices",
}
"""Which tab, and which view of it, shows the records of a table."""

ORGANISATIONS = N_("Organisations in disputes")


def finder(office: Office) -> Callable[[str], Sequence[Hit]]:
    """Gives the answers to some words, grouped by kind, people first, the best of each kind first."""

    def find(words: str) -> list[Hit]:
        words = words.strip()
        if not words:
            return []
        people = office.people.find(words, PEOPLE)
        with office.store.read() as session:
            return [*_people(session, people), *_households(session, people), *_others(session, words)]

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


def _others(session: Session, words: str) -> Iterator[Hit]:
    """Every other ledger that a tab shows, then the organisations that appear in cases."""
    for ledger in catalog.LEDGERS:
        if ledger.table in TAB_OF and ledger.table not in ("residents", "households"):
            yield from _of(session, ledger, words)
    yield from _by_household_number(session, words)
    yield from _organisations(session, words)


def _of(session: Session, ledger: Ledger, words: str) -> Iterator[Hit]:
    for number in list(ledger.find(session, words))[:OF_A_KIND]:
        record = session.get(ledger.model, number)
        if record is not None:
            yield Hit(TAB_OF[ledger.table], number, _(ledger.title), ledger.name(record), _hint(record))


def _hint(record: Any) -> str:
    """What tells records of the same name apart."""
    if isinstance(record, MediationCase):
        return f"{codes.table('dispute_kinds').text(record.dispute_kind)} · {record.accepted_on:%Y-%m-%d}"
    if isinstance(record, Certificate):
        return f"{record.name} · {record.kind_name} · {record.day:%Y-%m-%d}"
    if isinstance(record, Notice):
        return " · ".join(filter(None, (record.number, f"{record.day:%Y-%m-%d}")))
    return ""


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
