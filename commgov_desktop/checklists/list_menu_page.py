"""What can be done with a whole list: another name, filled from a workbook, printed, taken out."""

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QMenu, QWidget

from commgov_desktop.checklists import filling, lists
from commgov_desktop.checklists.forms_page import Forms
from commgov_desktop.checklists.ledger import CHECKLISTS
from commgov_desktop.checklists.printing_page import Printing
from commgov_desktop.errors import UserError
from commgov_desktop.i18n import _
from commgov_desktop.ledger.office import Office
from commgov_desktop.ledger.sheet_sources import SUFFIXES
from commgov_desktop.ui import ask
from commgov_desktop.ui.widgets import fill_menu


class ListMenu:
    """Makes the menu of a list and does what it says. ``show`` opens a list (0: none, it is gone)."""

    def __init__(
        self, office: Office, parent: QWidget, forms: Forms, printing: Printing, show: Callable[[int], object]
    ) -> None:
        self._office, self._parent, self._forms = office, parent, forms
        self._printing, self._show = printing, show

    def menu(self, list_id: int) -> QMenu:
        """The menu of this list."""
        name = self._office.book.name(CHECKLISTS, list_id)
        return fill_menu(
            QMenu(self._parent),
            [
                (_("Name and source…"), partial(self._edit_list, list_id)),
                (_("Fill from a workbook…"), partial(self.fill_list, list_id)),
                (_("Print {paper}").format(paper=name), lambda: self._printing.list(list_id, name)),
                None,
                (_("Remove the list"), partial(self._remove_list, list_id, name)),
            ],
        )

    def _edit_list(self, list_id: int) -> None:
        self._show(list_id)
        self._try_to(lambda: self._forms.edit_list(list_id, self._show))

    def fill_list(self, list_id: int) -> None:
        """Fill the empty slots from a workbook the clerk chooses."""
        path = ask.choose_file(self._parent, _("Fill from a workbook…"), _("Workbooks"), SUFFIXES)
        if path is None:
            return
        try:
            done = filling.fill_from(self._office, list_id, path)
        except UserError as error:
            ask.show_error(self._parent, error)
            return
        self._show(list_id)
        words = _("{filled} slots were filled, {added} items added below; {known} were there already.")
        ask.tell(self._parent, words.format(filled=done.filled, added=done.added, known=done.known))

    def _remove_list(self, list_id: int, name: str) -> None:
        question = _("Remove “{name}” with all its items?").format(name=name)
        if ask.confirm(
            self._parent, question, _("Remove"), detail=_("It can be undone with Ctrl+Z."), risky=True
        ) and self._try_to(lambda: lists.remove_list(self._office, list_id)):
            self._show(0)

    def _try_to(self, act: Callable[[], object]) -> bool:
        try:
            act()
        except UserError as error:
            ask.show_error(self._parent, error)
            return False
        return True
