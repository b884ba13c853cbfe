"""What a clerk does with the lists themselves: a new one, another name, an item taken out, counts for the side."""

from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from commgov_desktop.checklists.ledger import CHECKLISTS
from commgov_desktop.checklists.models import Checklist, ChecklistItem, Task
from commgov_desktop.errors import UserError
from commgov_desktop.i18n import _
from commgov_desktop.ledger.book import refuse_problems
from commgov_desktop.ledger.office import Office


@dataclass(frozen=True)
class ListLine:
    """A list as it stands at the left of the page."""

    id: int
    name: str
    short: str
    kind: str
    source: str
    slots: int
    filled: int


def lists(office: Office) -> list[ListLine]:
    """Every list with its counts, in the office's order."""
    filled = func.count(func.nullif(ChecklistItem.name, ""))
    query = (
        select(
            Checklist.id, Checklist.name, Checklist.short, Checklist.kind, Checklist.source,
            func.count(ChecklistItem.id), filled,
        )
        .outerjoin(ChecklistItem, ChecklistItem.checklist_id == Checklist.id)
        .group_by(Checklist.id)
        .order_by(Checklist.position, Checklist.id)
    )  # fmt: skip
    with office.store.read() as session:
        return [
            ListLine(row[0], row[1], row[2] or row[1], row[3], row[4], row[5], row[6])
            for row in session.execute(query)
        ]


def add_list(office: Office, name: str, source: str = "", note: str = "") -> int:
    """A list of the office's own, after the others. Gives its id. Raises ``Invalid``."""
    with office.store.write(_("New list {name}").format(name=name)) as session:
        last = session.scalar(select(func.max(Checklist.position))) or 0
        made = Checklist(name=name, source=source, note=note, position=max(1000, last + 1))
        refuse_problems(CHECKLISTS, made)
        session.add(made)
        session.flush()
        return made.id


def remove_list(office: Office, list_id: int) -> None:
    """Take out a list with its items and open tasks. Refused while finished tasks stand on it."""
    name = office.book.name(CHECKLISTS, list_id)
    with office.store.write(_("Remove {name}").format(name=name)) as session:
        for item in session.scalars(select(ChecklistItem).where(ChecklistItem.checklist_id == list_id)):
            _remove_item(session, item)
        session.flush()
        session.delete(session.get_one(Checklist, list_id))


def remove_item(office: Office, item_id: int) -> None:
    """Take out an item with its open tasks. Refused while finished tasks stand on it."""
    with office.store.read() as session:
        item = session.get(ChecklistItem, item_id)
        name = item.called if item else ""
    with office.store.write(_("Remove {name}").format(name=name)) as session:
        _remove_item(session, session.get_one(ChecklistItem, item_id))


def _remove_item(session: Session, item: ChecklistItem) -> None:
    kept = Task.done_on.is_not(None) | (Task.not_needed != "")
    if session.scalar(select(func.count(Task.id)).where(Task.item_id == item.id, kept)):
        sentence = _(
            "“{name}” has finished tasks in the register. Set its rhythm to “When it happens” instead."
        )
        raise UserError(sentence.format(name=item.called))
    for task in session.scalars(select(Task).where(Task.item_id == item.id)):
        session.delete(task)
    session.flush()
    session.delete(item)


def mark_checked(office: Office, item_id: int) -> None:
    """The office has checked an item no source was found for."""
    with office.store.read() as session:
        item = session.get(ChecklistItem, item_id)
        name = item.called if item else ""
    with office.store.write(_("Checked: {name}").format(name=name)) as session:
        session.get_one(ChecklistItem, item_id).verified = True
