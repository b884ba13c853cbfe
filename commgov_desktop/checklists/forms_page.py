"""The forms of this page: a task, an item, a list, each in place of the card with its draft."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from commgov_desktop import clock
from commgov_desktop.checklists import lists, tasks
from commgov_desktop.checklists.ledger import CHECKLISTS, ITEM_FORM, ITEMS, TASKS
from commgov_desktop.i18n import _
from commgov_desktop.ledger.fields import Section
from commgov_desktop.ledger.office import Office
from commgov_desktop.ui.draft_keeper import DraftKeeper
from commgov_desktop.ui.form_saving import tried
from commgov_desktop.ui.record_form import RecordForm
from commgov_desktop.ui.three_panes import ThreePanes

Saved = Callable[[int], object]


class Forms:
    """Opens one form at a time in the panes; ``saved`` hears the id of what was kept."""

    def __init__(self, office: Office, panes: ThreePanes, left: Callable[[], object]) -> None:
        self._office, self._panes, self._left = office, panes, left

    @property
    def form(self) -> RecordForm | None:
        """The form that is open."""
        found = self._panes.right.form
        return found if isinstance(found, RecordForm) else None

    def new_task(self, saved: Saved) -> None:
        """A task written by hand."""
        start = {"due_on": clock.today(), "owner": self._office.account.name}
        self._open(_("New task"), TASKS.form, start, "tasks:new", self._add_task, saved)

    def _add_task(self, values: dict[str, Any]) -> int:
        return tasks.add(self._office, values["title"], values["due_on"], values["owner"], values["note"])

    def edit_task(self, task_id: int, saved: Saved) -> None:
        """A task's words, day and person."""
        book = self._office.book
        title = _("Edit {name}").format(name=tasks.title_of(self._office, task_id))
        self._open(
            title, TASKS.form, book.values(TASKS, task_id), f"tasks:{task_id}",
            lambda values: book.save(TASKS, task_id, values), saved,
        )  # fmt: skip

    def new_item(self, list_id: int, saved: Saved) -> None:
        """An item at the end of a list."""
        book = self._office.book
        more = {"checklist_id": list_id, "number": 0}
        self._open(
            _("New item"), ITEM_FORM, {"verified": True}, f"checklist_items:new:{list_id}",
            lambda values: book.save(ITEMS, None, {**values, **more}), saved,
        )  # fmt: skip

    def edit_item(self, item_id: int, saved: Saved) -> None:
        """An item, or an empty slot to be filled."""
        book = self._office.book
        values = book.values(ITEMS, item_id)
        title = _("Edit {name}") if values["name"] else _("Fill: {name}")
        self._open(
            title.format(name=book.name(ITEMS, item_id)), ITEM_FORM, values, f"checklist_items:{item_id}",
            lambda filled: book.save(ITEMS, item_id, filled), saved,
        )  # fmt: skip

    def new_list(self, saved: Saved) -> None:
        """A list of the office's own."""
        office = self._office
        self._open(
            _("New list"), CHECKLISTS.form, {}, "checklists:new",
            lambda v: lists.add_list(office, str(v["name"]), str(v["source"]), str(v["note"])), saved,
        )  # fmt: skip

    def edit_list(self, list_id: int, saved: Saved) -> None:
        """A list's name and source."""
        book = self._office.book
        self._open(
            _("Edit {name}").format(name=book.name(CHECKLISTS, list_id)), CHECKLISTS.form,
            book.values(CHECKLISTS, list_id), f"checklists:{list_id}",
            lambda values: book.save(CHECKLISTS, list_id, _renamed(values)), saved,
        )  # fmt: skip

    def _open(
        self,
        title: str,
        sections: Sequence[Section],
        values: Mapping[str, Any],
        key: str,
        keep: Callable[[dict[str, Any]], int],
        saved: Saved,
    ) -> None:
        form = RecordForm(sections, title=title)
        form.set_values(values)
        draft = DraftKeeper(form, self._office, key)

        def save() -> None:
            number = tried(form, lambda: keep(form.values()))
            if number is not None:
                draft.saved()
                self.close()
                saved(number)

        form.save_asked.connect(save)
        form.leave_asked.connect(self.close)
        self._panes.show_form(form)
        form.focus_first()

    def close(self) -> None:
        """Take the form away; what was typed stays as a draft."""
        self._panes.close_form()
        self._left()


def _renamed(values: Mapping[str, Any]) -> dict[str, Any]:
    return {**values, "short": ""}
