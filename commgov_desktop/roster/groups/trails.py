"""What the list of what was done shows of sheets and visits, and to whom."""

import json
from collections.abc import Iterator
from functools import partial
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from commgov_desktop.i18n import N_, _
from commgov_desktop.ledger import own_fields
from commgov_desktop.ledger.office import Office
from commgov_desktop.roster.groups import known
from commgov_desktop.roster.groups.models import Group, Sheet
from commgov_desktop.roster.models import Resident
from commgov_desktop.store.journal import Change, json_object

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


_BESIDE_ITS_BOXES = {
    "since": N_("In the group since"),
    "until": N_("In the group until"),
    "why_ended": N_("Why it ended"),
    "note": N_("Note"),
}


def told_sheet(session: Session, change: Change) -> tuple[str, list[tuple[str, str, str]]] | None:
    """Of a step on somebody's sheet of a group: whose and which, and each box that is other, before and after in words.

    ``None`` for any other row. Boxes have the names they have now; who may not see it is asked before.
    """
    if change.table_name != Sheet.__tablename__:
        return None
    whole = _whole(session, change.row_id)
    before: dict[str, Any] = json.loads(change.before or "{}")
    after: dict[str, Any] = json.loads(change.after or "{}")
    group = session.get(Group, whole.get("group_id"))
    person = session.get(Resident, whole.get("resident_id"))
    fields = [own_fields.from_json(field) for field in group.fields] if group else []
    name = _("Sheet of {name} in {group}").format(
        name=person.name if person else whole.get("resident_id"), group=group.name if group else "—"
    )
    lines = [
        (_(label), str(before.get(column) or ""), str(after.get(column) or ""))
        for column, label in _BESIDE_ITS_BOXES.items()
    ]
    was, now = (json_object(values.get("entries")) for values in (before, after))
    lines += own_fields.changed(fields, was, now, partial(_name_of, session))
    return name, [line for line in lines if line[1] != line[2]]


def _name_of(session: Session, resident_id: int) -> str:
    person = session.get(Resident, resident_id)
    return person.name if person else f"№ {resident_id}"


def _whole(session: Session, row_id: int) -> dict[str, Any]:
    """What is known of a row, also of one that was removed: the journal tells it whole when it was added."""
    query = select(Change.after).where(
        Change.table_name == Sheet.__tablename__, Change.row_id == row_id, Change.before.is_(None)
    )
    sheet = session.get(Sheet, row_id)
    if sheet is not None:
        return {"group_id": sheet.group_id, "resident_id": sheet.resident_id}
    found: dict[str, Any] = json.loads(session.scalar(query.limit(1)) or "{}")
    return found
