"""The head of the grid page: find, colour, plan or list, papers, and what can be added."""

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QPushButton

from commgov_desktop.grids.measures import MEASURES, Measure, colour_by
from commgov_desktop.i18n import _
from commgov_desktop.ui.buttons import Act, menu_button, primary, quiet
from commgov_desktop.ui.page_head import PageHead
from commgov_desktop.ui.search_box import SearchBox


class GridHead(PageHead):
    """``colour`` hears the figure that is chosen; the other acts take nothing."""

    def __init__(
        self,
        chosen: Measure,
        colour: Callable[[Measure], object],
        mode: Act,
        papers: Sequence[tuple[str, Act] | None],
        new_building: Act,
        new_grid: Act,
    ) -> None:
        super().__init__(_("Grids"))
        self._colour = colour
        self.find_box = SearchBox(_("Find a building"), "Ctrl+F", width=180)
        self.colour_button = menu_button(
            colour_by(chosen), [(_(m.label), self._colouring(m)) for m in MEASURES]
        )
        self.mode_button = quiet(_("List"), mode, icon="table")
        self.print_button = menu_button(_("Print"), papers, icon="print")
        self.building_button = quiet(_("Building"), new_building, icon="add")
        self.building_button.setToolTip(_("New building") + "  Ctrl+Shift+N")
        self.building_button.setAccessibleName(_("New building"))
        self.grid_button = primary(_("Grid"), new_grid, icon="add")
        self.grid_button.setToolTip(_("New grid") + "  Ctrl+N")
        self.grid_button.setAccessibleName(_("New grid"))
        buttons = (
            self.colour_button,
            self.mode_button,
            self.print_button,
            self.building_button,
            self.grid_button,
        )
        for thing in (self.find_box, *buttons):
            self.add(thing)

    def add_register(self, button: QPushButton) -> None:
        """The way to the lists behind the plan, before what can be added."""
        for thing in (button, self.building_button, self.grid_button):
            self.add(thing)

    def _colouring(self, chosen: Measure) -> Act:
        def choose() -> None:
            self.colour_button.setText(colour_by(chosen))
            self._colour(chosen)

        return choose

    def show_mode(self, is_list: bool) -> None:
        """Name the other way of showing the buildings; a list has no colours."""
        self.mode_button.setText(_("Plan") if is_list else _("List"))
        self.mode_button.setAccessibleName(self.mode_button.text())
        self.colour_button.setVisible(not is_list)
