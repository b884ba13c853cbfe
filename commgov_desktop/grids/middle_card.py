"""The middle of the grid page: the plan, or the same buildings as a list, or what to do first when there is nothing."""

from collections.abc import MutableMapping
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QStackedWidget, QVBoxLayout, QWidget

from commgov_desktop.grids.homes import buildings_named
from commgov_desktop.grids.ledgers import BUILDINGS
from commgov_desktop.grids.measures import Measure, measure
from commgov_desktop.grids.nodes import View, parts
from commgov_desktop.grids.plan_card import Plan
from commgov_desktop.i18n import _
from commgov_desktop.ledger.listing import Listing
from commgov_desktop.ledger.office import Office
from commgov_desktop.ui.buttons import Act
from commgov_desktop.ui.cards import EmptyState, row
from commgov_desktop.ui.filter_box import FilterButton
from commgov_desktop.ui.list_foot import ListFoot
from commgov_desktop.ui.record_table import RecordTable


class Middle(QFrame):
    """``place_chosen`` carries the key of a grid, a building or a check."""

    place_chosen = Signal(str)

    def __init__(
        self, office: Office, remember: MutableMapping[str, Any], new_grid: Act, new_building: Act
    ) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self._office, self._remember = office, remember
        self._view: View | None = None
        self.plan = Plan()
        self.plan.grid_chosen.connect(self._grid_chosen)
        self.plan.building_chosen.connect(lambda number: self.place_chosen.emit(f"building:{number}"))
        self.table = RecordTable(
            Listing(office.store, BUILDINGS),
            remember=office.machine.part("buildings"),
            empty=EmptyState(_("No building is written down yet."), (_("New building"), new_building)),
            name=_("Buildings"),
        )
        self.table.current_changed.connect(self._line_chosen)
        self.stack = QStackedWidget()
        nothing = EmptyState(
            _("No grid has been drawn yet. Begin with the first one."),
            (_("New grid"), new_grid),
            icon="grid",
            hint=_("Buildings and homes come with the roster file, or are written down here."),
        )
        self.list = _with_foot(self.table)
        for pane in (self.plan, self.list, nothing):
            self.stack.addWidget(pane)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 12, 12, 12)
        column.addWidget(self.stack)

    @property
    def is_list(self) -> bool:
        """Whether the list is shown in place of the plan."""
        return bool(self._remember.get("list"))

    @property
    def measure(self) -> Measure:
        """The figure by which the plan is coloured."""
        return measure(self._remember.get("measure"))

    def show_view(self, view: View) -> None:
        """Show what was read anew."""
        self._view = view
        self.plan.show_community(view.community, self.measure)
        self._show_mode()

    def colour_by(self, chosen: Measure) -> None:
        """Colour the plan by another figure."""
        self._remember["measure"] = chosen.key
        if self._view:
            self.plan.show_community(self._view.community, chosen)

    def change_mode(self) -> None:
        """From the plan to the list of buildings and back."""
        self._remember["list"] = not self.is_list
        self._show_mode()

    def _show_mode(self) -> None:
        if self._view is None:
            return
        if self.is_list:
            self.stack.setCurrentWidget(self.list)
            self.table.refresh()
        else:
            community = self._view.community
            self.stack.setCurrentIndex(0 if community.grids or community.loose else 2)

    def show_found(self, words: str) -> None:
        """Let only the buildings stand out, or be listed, that answer the words."""
        self.table.show_find(words)
        found = None
        if words.strip():
            with self._office.store.read() as session:
                found = buildings_named(session, words)
        self.plan.show_found(found)

    def mark(self, key: str) -> None:
        """Show a grid or a building as the chosen one."""
        kind, number = parts(key)
        if kind == "grid":
            self.plan.choose_grid(number, tell=False)
        elif kind == "building":
            self.plan.choose_building(number, tell=False)
            if self.is_list:
                self.table.select_id(number)

    def chosen_buildings(self) -> list[int]:
        """The buildings that are chosen here."""
        return list(self.table.selected_ids()) if self.is_list else self.plan.chosen_buildings()

    def _grid_chosen(self, grid_id: int | None) -> None:
        self.place_chosen.emit(f"grid:{grid_id}" if grid_id is not None else "check:loose")

    def _line_chosen(self, number: int | None) -> None:
        if number is not None and self.is_list:
            self.place_chosen.emit(f"building:{number}")


def _with_foot(table: RecordTable) -> QWidget:
    """The list of buildings with its count, its filter and the choice of columns below."""
    whole = QWidget()
    column = QVBoxLayout(whole)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(4)
    column.addWidget(table, 1)
    button = FilterButton(table)
    foot = row(button, ListFoot(table, button))
    foot.setStretch(1, 1)
    column.addLayout(foot)
    return whole
