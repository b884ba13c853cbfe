"""What the list of what was done shows of situation reports, and to whom."""

import json
from collections.abc import Iterator

from sqlalchemy import select
from sqlalchemy.orm import Session

from commgov_desktop.grids.situations.models import SituationKind
from commgov_desktop.ledger.office import Office
from commgov_desktop.store.journal import Change

_REPORTS, _PEOPLE = "situation_reports", "situation_people"


def is_hidden(session: Session, office: Office, table: str, row_id: int) -> bool:
    """Whether a row ever belonged to a kind of report that this clerk may not see."""
    if table not in (_REPORTS, _PEOPLE) or office.account.may_see_restricted:
        return False
    hidden = set(session.scalars(select(SituationKind.id).where(SituationKind.restricted.is_(True))))
    if not hidden:
        return False
    reports = [row_id] if table == _REPORTS else list(_ever(session, _PEOPLE, row_id, "report_id"))
    return any(not hidden.isdisjoint(_ever(session, _REPORTS, number, "kind_id")) for number in reports)


def _ever(session: Session, table: str, row_id: int, name: str) -> Iterator[int]:
    """Every number that stood in a column of the row, as the journal tells; a removed row is known there too."""
    query = select(Change.before, Change.after).where(Change.table_name == table, Change.row_id == row_id)
    for kept in session.execute(query):
        for text in kept:
            number = json.loads(text or "{}").get(name)
            if isinstance(number, int):
                yield number
