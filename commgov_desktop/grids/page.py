"""The grid page: the community as a tree and as a plan, and the card of what is chosen."""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from commgov_desktop.grids.carrying_card import Carrying
from commgov_desktop.grids.choice_card import card_of
from commgov_desktop.grids.desk_card import Desk
from commgov_desktop.grids.figures import Community, residents_of
from commgov_desktop.grids.head_card import GridHead
from commgov_desktop.grids.middle_card import Middle
from commgov_desktop.grids.nodes import View, below, check_nodes, community_node, lies_in, parts, read_view
from commgov_desktop.grids.place_card import Acts
from commgov_desktop.grids.tree_card import PlaceTree
from commgov_desktop.i18n import _, ngettext
from commgov_desktop.ledger.office import Office
from commgov_desktop.ui import tasks
from commgov_desktop.ui.buttons import Act, shortcut
from commgov_desktop.ui.record_form import RecordForm
from commgov_desktop.ui.three_panes import ThreePanes

HEARD = (
    "grids",
    "buildings",
    "entrances",
    "dwellings",
    "grid_posts",
    "residents",
    "households",
    "settings",
    "estates",
    "situation_reports",
    "situation_kinds",
)
_TABLES = {"grid": "grids", "building": "buildings", "dwelling": "dwellings"}


class GridsPage(QWidget):
    """``see_residents(title, ids)`` opens a list of people in the roster."""

    open_elsewhere = Signal(str, int)
    shown = Signal()

    def __init__(
        self,
        office: Office,
        parent: QWidget | None = None,
        *,
        see_residents: Callable[[str, Sequence[int]], object] | None = None,
    ) -> None:
        super().__init__(parent)
        self.office = office
        self._see = see_residents
        self._remember = office.machine.part("grids")
        self.view: View | None = None
        self._wanted = ""
        self._turn = 0
        self.desk = Desk(office, self, self._community, self._show_form, self._close_form, self.show_record)
        self._build()
        self._bind()
        self.refresh()

    # ---- building -----------------------------------------------------------------------------

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self.middle = Middle(self.office, self._remember, self.new, self.new_building)
        self.middle.place_chosen.connect(self._middle_chose)
        self.plan, self.table, self.stack = self.middle.plan, self.middle.table, self.middle.stack
        self.plan.dropped.connect(self.desk.move)
        self.plan.opened.connect(self.edit)
        self.head = GridHead(
            self.middle.measure,
            self.middle.colour_by,
            self.change_mode,
            self._print_items(),
            self.new_building,
            self.new,
        )
        self.find_box = self.head.find_box
        self.find_box.searched.connect(self.middle.show_found)
        column.addWidget(self.head)
        self.tree = PlaceTree(lambda key: below(self.office, self.view, key) if self.view else [])
        self.tree.chosen.connect(self._tree_chose)
        self.panes = ThreePanes(self.tree, self.middle, self._remember, card_width=310, least_side=170)
        self.right = self.panes.right
        self.head.put_first(self.panes.fold_button)
        self.carrying = Carrying(self.middle, self.tree, self.head, self._community, self.desk.move)
        column.addWidget(self.panes, 1)

    def _print_items(self) -> list[tuple[str, Act] | None]:
        return [
            (_("Board of this grid on A4"), lambda: self.desk.print_board(self.grid_id, False)),
            (_("Board of this grid on A3"), lambda: self.desk.print_board(self.grid_id, True)),
            None,
            (_("Table of division"), lambda: self.desk.print_paper("grid-division")),
            (_("List of what is in no grid"), lambda: self.desk.print_paper("grid-outside")),
        ]

    def _bind(self) -> None:
        for keys, act in (
            ("Ctrl+F", self.find_here),
            ("Ctrl+N", self.new),
            ("Ctrl+Shift+N", self.new_building),
            ("Ctrl+P", self.print_),
            ("F2", self.edit),
            ("Ctrl+X", self.cut),
            ("Ctrl+V", self.paste),
        ):
            shortcut(self, keys, act)
        shortcut(self.plan, "Escape", self._escape)

    # ---- what every page offers ---------------------------------------------------------------

    def find_here(self) -> None:
        """Put the keyboard into the find box."""
        self.find_box.setFocus()
        self.find_box.selectAll()

    def new(self) -> None:
        """Begin a new grid."""
        self.desk.new_grid()

    def new_building(self) -> None:
        """Begin one or several new buildings in the chosen grid."""
        self.desk.new_buildings(self.grid_id)

    def print_(self) -> None:
        """Print the board of the chosen grid, or the table of division."""
        if self.grid_id is not None:
            self.desk.print_board(self.grid_id, False)
        else:
            self.desk.print_paper("grid-division")

    def show_record(self, record_id: int) -> None:
        """Show a grid, now or as soon as it has been read."""
        self._want(f"grid:{record_id}")

    def show_building(self, record_id: int) -> None:
        """Show a building, now or as soon as it has been read."""
        self._want(f"building:{record_id}")

    def show_dwelling(self, record_id: int) -> None:
        """Show a home, now or as soon as it has been read."""
        self._want(f"dwelling:{record_id}")

    def _want(self, key: str) -> None:
        self._wanted = key
        if self.view is not None and self._is_there(key):
            self._open_wanted()

    def refresh(self, changes: Any = None) -> None:
        """Read everything anew, unless the news are of other things."""
        if changes is not None and not changes.touches(*HEARD):
            return
        self._turn += 1
        turn = self._turn
        tasks.fetch(self, lambda: read_view(self.office), lambda view: self._show(turn, view))

    # ---- showing ------------------------------------------------------------------------------

    def _show(self, turn: int, view: View) -> None:
        if turn != self._turn:
            return
        self.view = view
        self.head.set_count(_counts(view.community))
        self.tree.show_nodes(community_node(view), check_nodes(view))
        self.middle.show_view(view)
        self.head.show_mode(self.middle.is_list)
        self._open_wanted()
        self._show_card()
        self.shown.emit()

    def change_mode(self) -> None:
        """From the plan to the list of buildings and back."""
        self.middle.change_mode()
        self.head.show_mode(self.middle.is_list)

    def _show_card(self) -> None:
        if self.view is not None and not self.right.is_form:
            self.right.show_card(card_of(self.office, self.view, self.tree.key, self._acts()))

    def _acts(self) -> Acts:
        return Acts(
            change_post=self.desk.change_post,
            edit=self.desk.edit,
            remove=self.desk.remove,
            print_board=self.desk.print_board,
            see_people=self.see_people,
            open_person=lambda number: self.open_elsewhere.emit("roster", number),
            open_place=self._open_place,
            move=self.desk.move,
            print_outside=lambda: self.desk.print_paper("grid-outside"),
            show_history=self.desk.show_history,
        )

    # ---- choosing -----------------------------------------------------------------------------

    def _community(self) -> Community | None:
        return self.view.community if self.view else None

    @property
    def grid_id(self) -> int | None:
        """The grid that is chosen, or in which the chosen building lies."""
        kind, number = parts(self.tree.key)
        if kind == "building" and self.view:
            building = self.view.community.building(number)
            return building.grid_id if building else None
        return number if kind == "grid" else None

    def _choose(self, key: str) -> None:
        """Choose a place in the tree, opening what it lies in, and show its card."""
        if not self.tree.choose(key) and self.view:
            for above in lies_in(self.office, self.view, key):
                self.tree.open(above)
            self.tree.choose(key)
        self._show_card()

    def _open_place(self, key: str) -> None:
        self._choose(key)
        self.middle.mark(self.tree.key)

    def _is_there(self, key: str) -> bool:
        kind, number = parts(key)
        community = self.view.community if self.view else None
        if community is None or kind == "dwelling":
            return community is not None
        return (community.grid(number) if kind == "grid" else community.building(number)) is not None

    def _open_wanted(self) -> None:
        wanted, self._wanted = self._wanted, ""
        if wanted:
            self._open_place(wanted)
            self.panes.open_card()

    def _tree_chose(self, _key: str) -> None:
        self.middle.mark(self.tree.key)
        self._show_card()
        self.panes.open_card()

    def _middle_chose(self, key: str) -> None:
        if key != self.tree.key:
            self._choose(key)
        self.panes.open_card()

    # ---- what a clerk does --------------------------------------------------------------------

    def edit(self) -> None:
        """Edit what is chosen."""
        kind, number = parts(self.tree.key)
        if kind in _TABLES:
            self.desk.edit(_TABLES[kind], number)

    def cut(self) -> None:
        """Take the chosen buildings up, to be put into another grid."""
        self.carrying.cut()

    def paste(self) -> None:
        """Put the buildings that were cut into the chosen grid."""
        self.carrying.paste(self.grid_id)

    def _escape(self) -> None:
        """What was cut is let go first, then the drawer."""
        self.carrying.let_go() if self.carrying.buildings else self.panes.close_card()

    def see_people(self, kind: str, code: str, number: int) -> None:
        """Open the people behind a figure in the roster."""
        if self._see is None or self.view is None:
            return
        grid = number if kind == "grid" else None
        building = number if kind == "building" else None
        with self.office.store.read() as session:
            ids = residents_of(session, grid_id=grid, building_id=building, kind=code)
        place = self.view.community.grid(grid) or self.view.community.building(building)
        self._see(place.name if place else self.view.name, ids)

    # ---- the form in place of the card --------------------------------------------------------

    def _show_form(self, form: RecordForm, save: Callable[[], object]) -> None:
        form.save_asked.connect(save)
        form.leave_asked.connect(self._close_form)
        self.panes.show_form(form)
        form.focus_first()

    def _close_form(self) -> None:
        self.panes.close_form()
        self._show_card()


def _counts(community: Community) -> str:
    figures = community.figures
    return " · ".join(
        (
            ngettext("{n} grid", "{n} grids", len(community.grids)).format(n=len(community.grids)),
            ngettext("{n} building", "{n} buildings", figures.buildings).format(n=f"{figures.buildings:,}"),
            ngettext("{n} household", "{n} households", figures.households).format(
                n=f"{figures.households:,}"
            ),
        )
    )
