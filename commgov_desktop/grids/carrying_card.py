"""Carries buildings from one grid to another with the keyboard: cut, choose a grid, paste."""

from collections.abc import Callable, Sequence

from commgov_desktop.grids.figures import Community
from commgov_desktop.grids.head_card import GridHead
from commgov_desktop.grids.middle_card import Middle
from commgov_desktop.grids.nodes import parts
from commgov_desktop.grids.tree_card import PlaceTree
from commgov_desktop.i18n import _


class Carrying:
    """``buildings`` are in the hand now; the plan shows them faint and the head says what comes next."""

    def __init__(
        self,
        middle: Middle,
        tree: PlaceTree,
        head: GridHead,
        community: Callable[[], Community | None],
        move: Callable[[Sequence[int], int], object],
    ) -> None:
        self._middle, self._tree, self._head = middle, tree, head
        self._community, self._move = community, move
        self.buildings: list[int] = []

    def cut(self) -> None:
        """Take the chosen buildings up."""
        kind, number = parts(self._tree.key)
        self.buildings = self._middle.chosen_buildings() or ([number] if kind == "building" else [])
        self._middle.plan.show_cut(self.buildings)
        community = self._community()
        if self.buildings and community:
            names = [b.name for n in self.buildings if (b := community.building(n))]
            words = _("{buildings}: choose a grid, then Ctrl+V").format(buildings="、".join(names[:3]))
            self._head.set_chip(words, "blue")

    def paste(self, grid_id: int | None) -> None:
        """Put them into this grid; without one they stay in the hand."""
        if self.buildings and grid_id is not None:
            moving = self.buildings
            self.let_go()
            self._move(moving, grid_id)

    def let_go(self) -> None:
        """Leave everything where it is."""
        self.buildings = []
        self._middle.plan.show_cut(())
        self._head.set_chip("")
