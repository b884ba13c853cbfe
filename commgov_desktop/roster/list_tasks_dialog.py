"""Asks what is to be done about the people of a list and by when, and makes the tasks."""

from collections.abc import Sequence
from datetime import date, timedelta

from PySide6.QtWidgets import QWidget

from commgov_desktop import clock
from commgov_desktop.i18n import N_, _, ngettext
from commgov_desktop.ledger.fields import Field, section
from commgov_desktop.ledger.office import Office
from commgov_desktop.roster.groups.field_dialog import FormDialog
from commgov_desktop.roster.list_tasks import Assigning, plan
from commgov_desktop.ui import ask, look

USUAL_DAYS = 7

WHAT = Field("title", N_("What the task is"), required=True, wide=True)
DUE = Field("due_on", N_("Task to be done by"), "day", required=True)
EACH = Field("each", N_("One task for each grid, for its grid worker"), "flag")


def ask_tasks(
    parent: QWidget, office: Office, name: str, ids: Sequence[int], assigning: Assigning
) -> FormDialog:
    """The window that makes tasks about these people, to be undone as one action. ``name`` is that of the list."""

    def save(values: dict[str, object]) -> None:
        due = values["due_on"] if isinstance(values["due_on"], date) else clock.today()
        workers = assigning.workers() if values.get("each") else None
        works = plan(office, ids, str(values["title"] or ""), due, workers)
        assigning.keep(works, _("Tasks about the list “{name}”").format(name=name))
        made = ngettext("{n} task was made.", "{n} tasks were made.", len(works)).format(n=len(works))
        nobody = [work.title for work in works if workers is not None and not work.owner]
        rest = _("Without somebody responsible: {titles}").format(titles="、".join(nobody)) if nobody else ""
        ask.tell(parent, made, rest)

    title = ngettext("A task about {n} person", "A task about {n} people", len(ids)).format(n=f"{len(ids):,}")
    first = {"title": name, "due_on": clock.today() + timedelta(USUAL_DAYS), "each": True}
    dialog = FormDialog(
        parent, title, (section("", WHAT, DUE, EACH),), first, save, save_words=_("Make the tasks")
    )
    dialog.resize(dialog.width(), look.px(300))
    return dialog
