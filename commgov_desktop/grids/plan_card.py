"""The plan of the community: a field for each grid with its buildings as tiles that can be carried elsewhere."""

from collections.abc import Iterable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QFrame, QScrollArea, QWidget

from commgov_desktop.grids.field_card import FieldOfGrid, Tile
from commgov_desktop.grids.figures import BuildingView, Community, GridView
from commgov_desktop.grids.measures import Measure
from commgov_desktop.i18n import _
from commgov_desktop.ui import look

_BETWEEN = 12
"""Pixels between two fields."""


class Plan(QScrollArea):
    """All fields. ``grid_chosen`` carries an id or ``None``; ``dropped`` the buildings and their new grid."""

    grid_chosen = Signal(object)
    building_chosen = Signal(int)
    dropped = Signal(list, object)
    opened = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(_("Plan of the grids"))
        self.viewport().setAutoFillBackground(False)
        self._ground = QWidget()
        self._ground.setProperty("role", "plain")
        self.setWidget(self._ground)
        self.fields: list[FieldOfGrid] = []
        self._chosen: list[int] = []
        self._cut: set[int] = set()
        self._found: set[int] | None = None
        self._grid: int | None = None

    # ---- what is shown ------------------------------------------------------------------------

    def show_community(self, community: Community, measure: Measure) -> None:
        """Draw all grids with their buildings, coloured by ``measure``; what was chosen stays chosen."""
        focused = self._park_focus()
        for field in self.fields:
            field.hide()
            field.setParent(None)
            field.deleteLater()
        most = max((measure.value(b.figures) for b in community.buildings()), default=0)
        self.fields = [self._field(g, n, measure, most) for n, g in enumerate(community.grids)]
        if community.loose:
            self.fields.append(self._field(None, 0, measure, most, community.loose))
        for field in self.fields:
            field.setParent(self._ground)
            field.show()
        there = {tile.building.id for tile in self._tiles()}
        self._chosen = [number for number in self._chosen if number in there]
        self._lay_out()
        self._mark()
        self._give_back_focus(focused)

    def _field(
        self,
        grid: GridView | None,
        place: int,
        measure: Measure,
        most: int,
        loose: Sequence[BuildingView] = (),
    ) -> FieldOfGrid:
        buildings = grid.buildings if grid else loose
        values = [measure.value(b.figures) for b in buildings]
        field = FieldOfGrid(self, grid, measure.words(sum(values)), place)
        for building, value in zip(buildings, values, strict=True):
            field.add(Tile(self, building, measure.words(value), value / most if most else 0.0))
        return field

    def _park_focus(self) -> tuple[int | None, int | None]:
        """Keep the keyboard on the plan while its fields are made anew, or it would jump to another pane.

        Gives the building and the grid it stood on.
        """
        focus = QApplication.focusWidget()
        if focus is None or not self.isAncestorOf(focus):
            return None, None
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        if isinstance(focus, Tile):
            return focus.building.id, focus.building.grid_id
        return None, focus.grid_id if isinstance(focus, FieldOfGrid) else None

    def _give_back_focus(self, place: tuple[int | None, int | None]) -> None:
        building_id, grid_id = place
        target: QWidget | None = self._tile(building_id) if building_id is not None else None
        if target is None and grid_id is not None:
            target = next((field for field in self.fields if field.grid_id == grid_id), None)
        if target is not None:
            target.setFocus(Qt.FocusReason.OtherFocusReason)

    def _tiles(self) -> Iterable[Tile]:
        for field in self.fields:
            yield from field.tiles

    def _tile(self, building_id: int) -> Tile | None:
        return next((tile for tile in self._tiles() if tile.building.id == building_id), None)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay_out()

    def _lay_out(self) -> None:
        """Fields three abreast, sharing the height there is; what lies in no grid runs along the foot."""
        if not self.fields:
            self._ground.setMinimumHeight(0)
            return
        wide, high = self.viewport().width(), self.viewport().height()
        grids = [field for field in self.fields if field.grid]
        across = max(1, min(3, len(grids), (wide + _BETWEEN) // look.px(220)))
        lines = [grids[start : start + across] for start in range(0, len(grids), across)]
        lines += [[field] for field in self.fields if not field.grid]
        each = (wide - (across - 1) * _BETWEEN) // across
        needed = [self._needed(line, each, wide) for line in lines]
        spare = max(0, high - sum(needed) - _BETWEEN * (len(lines) - 1)) // max(1, -(-len(grids) // across))
        y = 0
        for line, tall in zip(lines, needed, strict=True):
            tall += spare if line[0].grid or not grids else 0
            for n, field in enumerate(line):
                field.setGeometry(n * (each + _BETWEEN), y, each if field.grid else wide, tall)
            y += tall + _BETWEEN
        self._ground.setMinimumHeight(y - _BETWEEN)

    @staticmethod
    def _needed(line: Sequence[FieldOfGrid], each: int, wide: int) -> int:
        if line[0].grid is None:
            return line[0].heightForWidth(wide)
        return max(look.px(130), *(field.heightForWidth(each) for field in line))

    def _mark(self) -> None:
        for field in self.fields:
            field.mark(field.grid_id == self._grid and self._grid is not None and not self._chosen)
        for tile in self._tiles():
            number = tile.building.id
            faded = self._found is not None and number not in self._found
            tile.mark(chosen=number in self._chosen, cut=number in self._cut, faded=faded)

    # ---- choosing -----------------------------------------------------------------------------

    def choose_grid(self, grid_id: int | None, *, tell: bool = True) -> None:
        """Make a grid the chosen one."""
        self._grid, self._chosen = grid_id, []
        self._mark()
        if tell:
            self.grid_chosen.emit(grid_id)

    def choose_building(self, building_id: int, *, more: bool = False, tell: bool = True) -> None:
        """Choose a building; with ``more`` beside those already chosen (again: leave it out)."""
        if more and building_id in self._chosen:
            self._chosen.remove(building_id)
        elif more:
            self._chosen.append(building_id)
        else:
            self._chosen = [building_id]
        tile = self._tile(building_id)
        if tile is not None:
            self._grid = tile.building.grid_id
            self.ensureWidgetVisible(tile, 20, 20)
        self._mark()
        if tell:
            self.building_chosen.emit(building_id)

    def chosen_buildings(self) -> list[int]:
        """The ids of the chosen buildings."""
        return list(self._chosen)

    def show_cut(self, building_ids: Iterable[int]) -> None:
        """Show these buildings as cut."""
        self._cut = set(building_ids)
        self._mark()

    def show_found(self, building_ids: set[int] | None) -> None:
        """Let only these stand out; ``None``: all do."""
        self._found = building_ids
        self._mark()
        first = next((tile for tile in self._tiles() if tile.building.id in (building_ids or ())), None)
        if first is not None:
            self.ensureWidgetVisible(first, 20, 20)

    # ---- by keyboard --------------------------------------------------------------------------

    def reach(self, tile: Tile) -> None:
        """The keyboard has come to a building."""
        self.choose_building(tile.building.id)

    def step_from(self, place: Tile | FieldOfGrid, event: QKeyEvent) -> bool:
        """Go to the nearest building or field in the direction of an arrow key. Gives whether there was one."""
        way = _WAYS.get(Qt.Key(event.key()))
        if way is None:
            return False
        targets: list[QWidget] = [*self._tiles()] if isinstance(place, Tile) else [*self.fields]
        if isinstance(place, FieldOfGrid) and way == (0, 1) and place.tiles:
            targets = [place.tiles[0]]
        nearest = _nearest(place, targets, way, self._ground)
        if nearest is None and isinstance(place, Tile) and way == (0, -1):
            nearest = place.parentWidget()
        if nearest is None:
            return True
        nearest.setFocus(Qt.FocusReason.TabFocusReason)
        self.ensureWidgetVisible(nearest, 20, 20)
        return True


_WAYS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}


def _nearest(
    start: QWidget, targets: Sequence[QWidget], way: tuple[int, int], ground: QWidget
) -> QWidget | None:
    """The target that lies best in this direction: what leads astray counts three times."""
    here = start.mapTo(ground, start.rect().center())
    best: tuple[int, QWidget] | None = None
    for target in targets:
        there = target.mapTo(ground, target.rect().center())
        dx, dy = there.x() - here.x(), there.y() - here.y()
        along, aside = (dx * way[0], abs(dy)) if way[0] else (dy * way[1], abs(dx))
        if target is not start and along > 4 and (best is None or along + 3 * aside < best[0]):
            best = (along + 3 * aside, target)
    return best[1] if best else None
