"""What has happened? The events as large tiles in three rows: who comes, what changes, who leaves."""

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QGridLayout, QPushButton, QVBoxLayout, QWidget

from commgov_desktop.i18n import _
from commgov_desktop.roster.events.kinds import KINDS, EventKind
from commgov_desktop.ui import look
from commgov_desktop.ui.widgets import large, shortcut, text

COLUMNS = 4
_KEYS = "1234567890-="
"""Pressed with Alt, in the order of the tiles."""


class ChoosingCard(QWidget):
    """``choose`` is called with the key of the event."""

    def __init__(self, choose: Callable[[str], object]) -> None:
        super().__init__()
        self.tiles: dict[str, QPushButton] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        groups: dict[str, list[EventKind]] = {}
        for kind in KINDS:
            groups.setdefault(kind.group, []).append(kind)
        for group, kinds in groups.items():
            column.addWidget(text(_(group), "section"))
            column.addLayout(self._row(kinds, choose))
        column.addStretch(1)

    def _row(self, kinds: list[EventKind], choose: Callable[[str], object]) -> QGridLayout:
        grid = QGridLayout()
        grid.setSpacing(12)
        for place, kind in enumerate(kinds):
            keys = f"Alt+{_KEYS[len(self.tiles)]}"
            act = partial(choose, kind.key)
            tile = large(_(kind.title), act, icon=kind.icon, hint=keys)
            tile.setAccessibleDescription(_(kind.hint))
            shortcut(self, keys, act)
            self.tiles[kind.key] = tile
            hint = text(_(kind.hint), "small", wrap=True)
            hint.setContentsMargins(look.px(18), 0, 0, look.px(4))
            row, at = divmod(place, COLUMNS)
            grid.addWidget(tile, 2 * row, at)
            grid.addWidget(hint, 2 * row + 1, at)
        for at in range(COLUMNS):
            grid.setColumnStretch(at, 1)
        return grid

    def focus_first(self) -> None:
        """Put the keyboard on the first tile."""
        next(iter(self.tiles.values())).setFocus()
