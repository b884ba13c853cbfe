"""Everything the program keeps, finds, prints and reports, as plain lists: what a new ledger or paper joins."""

from collections.abc import Callable
from typing import Any

from sqlalchemy.orm import Session

from commgov_desktop.access import accounts as _accounts  # noqa: F401  (its table belongs to every office)
from commgov_desktop.backup import record as backups
from commgov_desktop.checklists import ledger as checklists
from commgov_desktop.checklists import starting_lists
from commgov_desktop.checklists import tasks as checklist_tasks
from commgov_desktop.desk import kinds as certificate_kinds
from commgov_desktop.desk import ledger as desk
from commgov_desktop.desk import notices
from commgov_desktop.grids import ledgers as grids
from commgov_desktop.grids import rules as grid_rules
from commgov_desktop.ledger import attachments as _attachments  # noqa: F401
from commgov_desktop.ledger import drafts as _drafts  # noqa: F401
from commgov_desktop.ledger.due import Due
from commgov_desktop.ledger.ledger import Ledger
from commgov_desktop.ledger.office import OFFICE_SETTINGS, Office
from commgov_desktop.ledger.papers import PaperKind
from commgov_desktop.mediation import ledger as mediation
from commgov_desktop.mediation import stage as mediation_stage
from commgov_desktop.people import People
from commgov_desktop.roster import household_ledger, roster_settings
from commgov_desktop.roster import ledger as roster
from commgov_desktop.roster.people import PEOPLE_SEARCH, Roster
from commgov_desktop.roster.places import Homes
from commgov_desktop.settings import Setting
from commgov_desktop.store.search import SearchSource
from commgov_desktop.store.store import Store
