"""What the checklists report to the page of today."""

from datetime import timedelta

from sqlalchemy import and_

from commgov_desktop import clock
from commgov_desktop.checklists.models import Task
from commgov_desktop.checklists.reading import is_open, tasks
from commgov_desktop.checklists.tasks import ensure_month
from commgov_desktop.i18n import _
from commgov_desktop.ledger.due import Due
from commgov_desktop.ledger.office import Office

AHEAD = 7
"""Days ahead that the page of today looks."""


def due(office: Office) -> list[Due]:
    """Open tasks that are overdue or due within a week; the month's are made first if that was not done yet."""
    today = clock.today()
    ensure_month(office.store, today)
    with office.store.read() as session:
        found = tasks(session, and_(is_open(), Task.due_day <= today + timedelta(days=AHEAD)))
    return [Due(t.due_day, t.title, t.owner, "checklists", t.id, _("Open")) for t in found]
