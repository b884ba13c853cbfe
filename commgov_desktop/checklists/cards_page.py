"""The card at the right of the page of checklists: of the task or the item that is chosen, or nothing yet."""

from collections.abc import Callable

from commgov_desktop.checklists import month
from commgov_desktop.checklists.item_card import ItemCard
from commgov_desktop.checklists.task_card import TaskCard
from commgov_desktop.errors import UserError
from commgov_desktop.i18n import _
from commgov_desktop.ledger.office import Office
from commgov_desktop.ui.three_panes import ThreePanes
from commgov_desktop.ui.widgets import EmptyState


class Cards:
    """``connect`` gives a new item's card its ears; the card of a task is one and stays."""

    def __init__(
        self, office: Office, panes: ThreePanes, task_card: TaskCard, connect: Callable[[ItemCard], object]
    ) -> None:
        self._office, self._panes, self._task_card, self._connect = office, panes, task_card, connect
        self._nothing = EmptyState(_("Choose a line to see its card."), icon="panel-left")

    def show_task(self, task_id: int | None) -> None:
        """Show a task; one that is gone shows as nothing."""
        if task_id is None:
            self._show_nothing()
            return
        try:
            self._task_card.show_task(month.task_facts(self._office, task_id))
        except UserError:
            self._show_nothing()
        else:
            self._panes.right.show_card(self._task_card, keep=True)

    def show_item(self, item_id: int | None) -> None:
        """Show an item of a list; one that is gone shows as nothing."""
        if item_id is None:
            self._show_nothing()
            return
        try:
            facts = month.item_facts(self._office, item_id)
        except UserError:
            self._show_nothing()
            return
        card = ItemCard(*facts)
        self._connect(card)
        self._panes.right.show_card(card)

    def _show_nothing(self) -> None:
        self._panes.right.show_card(self._nothing, keep=True)
        self._panes.close_card()
