"""What the list of what was done shows of sheets and visits, and to whom."""

import json
from collections.abc import Iterator

from sqlalchemy import select
from sqlalchemy.orm import Session

from commgov_desktop.ledger.office import Office
from commgov_desktop.roster.groups import known
from commgov_desktop.store.journal import Change

_GUARDED = ("group_sheets", "visits")


def is_hidden(session: Session, office: Office, table: str, row_id: int) -> bool:
    """Whether a row ever belonged to a restricted group that this clerk may not see."""
    if table not in _GUARDED:
        return False
    hidden = set(known.hidden_ids(session, office))
    return bool(hidden) and not hidden.isdisjoint(_groups_of(session, table, row_id))


def _groups_of(session: Session, table: str, row_id: int) -> Iterator[int]:
    """Every group the row was ever kept under, as the journal tells; a removed row is known there too."""
    query = select(Change.before, Change.after).where(Change.table_name == table, Change.row_id == row_id)
    for kept in session.execute(query):
        for text in kept:
            number = json.loads(text or "{}").get("group_id")
            if isinstance(number, int):
                yield number
