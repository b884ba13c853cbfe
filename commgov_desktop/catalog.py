"""Everything the program keeps, finds, prints and reports, as plain lists: what a new ledger or paper joins."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from sqlalchemy.orm import Session

from commgov_desktop.access import accounts as _accounts  # noqa: F401  (its table belongs to every office)
from commgov_desktop.backup import record as backups
from commgov_desktop.checklists import ledger as checklists
from commgov_desktop.checklists import starting_lists
from commgov_desktop.checklists import tasks as checklist_tasks
from commgov_desktop.desk import asking as desk_asking
from commgov_desktop.desk import kinds as certificate_kinds
from commgov_desktop.desk import ledger as desk
from commgov_desktop.desk import models as desk_models
from commgov_desktop.desk import notices
from commgov_desktop.grids import dwellings
from commgov_desktop.grids import ledgers as grids
from commgov_desktop.grids import rules as grid_rules
from commgov_desktop.grids.addresses import split_address
from commgov_desktop.grids.estates import asking as estate_asking
from commgov_desktop.grids.estates import ledger as estates
from commgov_desktop.grids.situations import dues as situation_dues
from commgov_desktop.grids.situations import ledger as situations
from commgov_desktop.grids.situations import shipped as shipped_situations
from commgov_desktop.grids.situations import trails as situation_trails
from commgov_desktop.i18n import N_, _
from commgov_desktop.ledger import attachments as _attachments  # noqa: F401
from commgov_desktop.ledger import column_facts, episode_keeping, extra_facts
from commgov_desktop.ledger import drafts as _drafts  # noqa: F401
from commgov_desktop.ledger import extra_fields as _extra_fields  # noqa: F401
from commgov_desktop.ledger import saved_filters as _saved_filters  # noqa: F401
from commgov_desktop.ledger.due import Due
from commgov_desktop.ledger.ledger import Ledger
from commgov_desktop.ledger.office import OFFICE_SETTINGS, Office
from commgov_desktop.ledger.papers import PaperKind
from commgov_desktop.ledger.question_facts import Fact, Registry, registry
from commgov_desktop.mediation import asking as mediation_asking
from commgov_desktop.mediation import ledger as mediation
from commgov_desktop.mediation import models as mediation_models
from commgov_desktop.mediation import stage as mediation_stage
from commgov_desktop.people import People
from commgov_desktop.roster import history as roster_history
from commgov_desktop.roster import household_ledger
from commgov_desktop.roster import ledger as roster
from commgov_desktop.roster.asking import facts as resident_facts
from commgov_desktop.roster.duplicates import models as _duplicates  # noqa: F401
from commgov_desktop.roster.duties import lists as visit_duties
from commgov_desktop.roster.exchange import models as _exchange  # noqa: F401
from commgov_desktop.roster.groups import dues as group_dues
from commgov_desktop.roster.groups import groups_ledger, trails, visits
from commgov_desktop.roster.groups import shipped as shipped_groups
from commgov_desktop.roster.needs import asking as needs_asking
from commgov_desktop.roster.needs import ledger as needs
from commgov_desktop.roster.needs import services as need_services
from commgov_desktop.roster.people import PEOPLE_SEARCH, Roster
from commgov_desktop.roster.places import Homes
from commgov_desktop.settings import Setting
from commgov_desktop.store.journal import Change
from commgov_desktop.store.search import SearchSource
from commgov_desktop.store.store import Store

if TYPE_CHECKING:
    from commgov_desktop.access.trail import Told
    from commgov_desktop.ledger.all_data import Names

LEDGERS: tuple[Ledger, ...] = (
    roster.RESIDENTS,
    household_ledger.HOUSEHOLDS,
    visits.VISITS,
    needs.NEEDS,
    groups_ledger.GROUPS,
    grids.GRIDS,
    grids.BUILDINGS,
    grids.DWELLINGS,
    estates.ESTATES,
    situations.REPORTS,
    situations.KINDS,
    mediation.CASES,
    *checklists.LEDGERS,
    *desk.LEDGERS,
)
ONE_OF = {
    "group_sheets": N_("sheet of a group"),
    "extra_fields": N_("field of this office"),
    "completeness_facts": N_("fact to be known"),
    "situation_people": N_("person concerned"),
    "need_services": N_("service for needs"),
    "visit_duties": N_("line of the five checks and visits"),
}
"""What one row is called in a sentence, of tables that no list shows."""

SEARCHES: tuple[SearchSource, ...] = (PEOPLE_SEARCH,)
TRACKED = (*roster_history.TRACKED, *grids.TRACKED)
"""The facts whose history is kept, so that any list can be asked as it was on an earlier day."""

FOLLOW_UPS: tuple[Callable[[Session, int], None], ...] = (episode_keeping.keep(TRACKED),)
"""What every clerk's action brings with it."""

SETTINGS: tuple[Setting[Any], ...] = (
    *OFFICE_SETTINGS,
    *grid_rules.SETTINGS,
    *mediation_models.SETTINGS,
    *desk_models.SETTINGS,
    *backups.SETTINGS,
)
INSTALLS: tuple[Callable[[Session], None], ...] = (
    starting_lists.install,
    certificate_kinds.install,
    shipped_groups.install,
    shipped_situations.install,
    need_services.install,
    visit_duties.install,
)
"""What a new office starts with: the shipped, editable lists."""


def complete(store: Store) -> None:
    """What an office of an earlier release is still given when this one opens it first."""
    for give in (shipped_groups.complete, need_services.complete, visit_duties.complete):
        give(store)


DUES: tuple[Callable[[Office], list[Due]], ...] = (
    mediation_stage.due,
    group_dues.due,
    situation_dues.due,
    checklist_tasks.due,
    notices.due,
    backups.due,
)
"""Who reports what is due on the page of today."""


def papers() -> tuple[PaperKind, ...]:
    """Every paper the program prints. Their modules draw PDFs, so they are read when first asked for."""
    from commgov_desktop.checklists import papers as checklist_papers
    from commgov_desktop.desk import papers as desk_papers
    from commgov_desktop.grids import papers as grid_papers
    from commgov_desktop.grids.estates import papers as estate_papers
    from commgov_desktop.grids.situations import papers as situation_papers
    from commgov_desktop.mediation import papers as mediation_papers
    from commgov_desktop.roster import papers as roster_papers
    from commgov_desktop.roster.duties import papers as duty_papers
    from commgov_desktop.roster.groups import papers as group_papers
    from commgov_desktop.roster.needs import papers as need_papers

    return (
        *roster_papers.PAPERS,
        *group_papers.PAPERS,
        *need_papers.PAPERS,
        *duty_papers.PAPERS,
        *grid_papers.PAPERS,
        *estate_papers.PAPERS,
        *situation_papers.PAPERS,
        *mediation_papers.PAPERS,
        *checklist_papers.PAPERS,
        *desk_papers.PAPERS,
    )


def people(store: Store) -> People:
    """The roster as the other ledgers see it."""
    return Roster(store)


def homes() -> Homes:
    """Buildings and dwellings as the roster sees them."""
    return Homes(split_address, dwellings.dwellings_for, dwellings.buildings_for)


def hidden_rows(office: Office) -> Callable[[Session, str, int], bool]:
    """Which changed rows the list of what was done does not show to this clerk."""
    asked = (trails.is_hidden, situation_trails.is_hidden)
    return lambda session, table, row: any(hides(session, office, table, row) for hides in asked)


def told_row(session: Session, change: Change) -> "Told | None":
    """What a feature says of a changed row that no list shows."""
    from commgov_desktop.access.trail import Told

    sheet = trails.told_sheet(session, change)
    return Told(sheet[0], tuple(sheet[1])) if sheet else None


ASKABLE: dict[str, tuple[Callable[[Session, bool], Sequence[Fact]], ...]] = {
    "residents": (
        lambda session, restricted: resident_facts.resident_facts(session, restricted=restricted),
        lambda session, _restricted: estate_asking.facts_of_people(session),
        lambda session, _restricted: needs_asking.facts_of_people(session),
        lambda session, _restricted: desk_asking.facts_of_people(session),
        lambda session, _restricted: mediation_asking.facts_of_people(session),
    ),
}
"""What each feature lets be asked of a ledger's records; of the others their own columns can be asked."""


def askable(office: Office, ledger: Ledger) -> Registry:
    """The facts that this clerk may ask of a ledger."""
    features = ASKABLE.get(ledger.key)
    restricted = office.account.may_see_restricted
    with office.store.read() as session:
        if features is None:
            facts = [*column_facts.facts_of(ledger), *extra_facts.extra_facts(session, ledger.model)]
        else:
            facts = [fact for feature in features for fact in feature(session, restricted)]
    return registry(ledger.model, facts)


def ledger_of(table: str) -> Ledger | None:
    """The ledger that keeps its records in ``table``."""
    return next((ledger for ledger in LEDGERS if ledger.table == table), None)


def table_names() -> dict[str, str]:
    """What each table is called, for lists of counts."""
    return {ledger.table: _(ledger.title) for ledger in LEDGERS}


def field_label(table: str, column: str) -> str:
    """What a column of a table is called on its form; the bare name where no form shows it."""
    ledger = ledger_of(table)
    label = next((box.label for box in ledger.fields() if box.name == column), "") if ledger else ""
    return _(label) if label else column


def value_words(table: str, column: str, value: object) -> str:
    """The word behind a stored code; empty where the value says itself."""
    ledger = ledger_of(table)
    box = next((box for box in ledger.fields() if box.name == column), None) if ledger else None
    if box is None or box.choices is None or value in (None, ""):
        return ""
    return dict(box.choices()).get(str(value), "")


def all_names() -> "Names":
    """How every table and column is called when all data are carried out; workbooks are read only then."""
    from commgov_desktop.ledger.all_data import Names

    return Names(table_names(), field_label, _choices, _record_name, _papers_to_carry())


def _record_name(office: Office, table: str, record_id: int) -> str:
    ledger = ledger_of(table)
    return office.book.name(ledger, record_id) if ledger else ""


def _papers_to_carry() -> tuple[PaperKind, ...]:
    """The papers about one matter each; lists and registers go out as the tables they are made of."""
    from commgov_desktop.desk import papers as desk_papers
    from commgov_desktop.grids.situations import papers as situation_papers
    from commgov_desktop.mediation import papers as mediation_papers

    kept = ("certificate", "notice", "situation-report")
    others = (kind for kind in (*desk_papers.PAPERS, *situation_papers.PAPERS) if kind.key in kept)
    return (*others, mediation_papers.FOLDER_SO_FAR)


def _choices(table: str, column: str) -> dict[str, str]:
    ledger = ledger_of(table)
    box = next((box for box in ledger.fields() if box.name == column), None) if ledger else None
    return dict(box.choices()) if box is not None and box.choices is not None else {}
