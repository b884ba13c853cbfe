"""Everything the program keeps, finds and prints, as plain lists: what a new ledger or paper joins."""

from collections.abc import Callable
from typing import Any

from sqlalchemy.orm import Session

from commgov_desktop.access import accounts as _accounts  # noqa: F401  (its table belongs to every office)
from commgov_desktop.ledger import attachments as _attachments  # noqa: F401
from commgov_desktop.ledger.due import Due
from commgov_desktop.ledger.ledger import Ledger
from commgov_desktop.ledger.office import OFFICE_SETTINGS, Office
from commgov_desktop.ledger.papers import PaperKind
from commgov_desktop.people import People
from commgov_desktop.settings import Setting
from commgov_desktop.store.search import SearchSource
from commgov_desktop.store.store import Store

LEDGERS: tuple[Ledger, ...] = ()
SEARCHES: tuple[SearchSource, ...] = ()
SETTINGS: tuple[Setting[Any], ...] = (*OFFICE_SETTINGS,)
INSTALLS: tuple[Callable[[Session], None], ...] = ()
"""What a new office starts with: the shipped, editable lists."""


def papers() -> tuple[PaperKind, ...]:
    """Every paper the program prints. Their modules draw PDFs, so they are read when first asked for."""
    return ()


DUES: tuple[Callable[[Office], list[Due]], ...] = ()
"""Who reports what is due on the page of today."""


def people(store: Store) -> People:
    """The roster as the other ledgers see it."""
    from typing import cast

    return cast(People, store)


def ledger_of(table: str) -> Ledger | None:
    """The ledger that keeps its records in ``table``."""
    return next((ledger for ledger in LEDGERS if ledger.table == table), None)
