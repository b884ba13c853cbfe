"""What can be had at the desk as large buttons, and what cannot as small ones that say where to go."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QPushButton, QWidget

from commgov_desktop.desk.flow_card import Flow, Tiles
from commgov_desktop.desk.kinds import Kind
from commgov_desktop.desk.models import ISSUED
from commgov_desktop.i18n import _
from commgov_desktop.ui.banner import Banner
from commgov_desktop.ui.buttons import button, large
from commgov_desktop.ui.cards import Card, empty_layout
from commgov_desktop.ui.labels import text

ACROSS = 3


class KindsCard(Card):
    """``chosen`` carries the id of a kind that is issued; ``refused`` one that is not; ``slip`` asks for its slip."""

    chosen = Signal(int)
    refused = Signal(int)
    slip = Signal(int)

    def __init__(self, kinds: Sequence[Kind], form: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._form = form
        self.tiles: dict[int, QPushButton] = {}
        self.answer = Banner("warn", "", (_("Print the slip of refusal"), self._ask_slip))
        self._kind: Kind | None = None
        self.show_kinds(kinds)

    def show_kinds(self, kinds: Sequence[Kind]) -> None:
        """Offer these kinds."""
        for keep in (self._form, self.answer):
            keep.setParent(None)
        empty_layout(self.body)
        self.tiles, self._group = {}, QButtonGroup(self)
        issued = [kind for kind in kinds if kind.answer == ISSUED]
        others = [kind for kind in kinds if kind.answer != ISSUED]
        self.add(text(_("What can be had here"), "section"))
        self.add(self._tiles(issued))
        self.add(self._form)
        self.body.addSpacing(4)
        self.add(text(_("Not issued by the community ({n} kinds)").format(n=len(others)), "section"))
        self.add(self._chips(others))
        self.add(self.answer)
        self.answer.hide()
        self.add_stretch()

    def _tiles(self, kinds: Sequence[Kind]) -> Tiles:
        tiles = Tiles(ACROSS)
        for kind in kinds:
            tile = large(kind.short, partial(self._choose, kind))
            tile.setToolTip(kind.basis)
            self._keep(tile, kind)
            tiles.add(tile)
        return tiles

    def _chips(self, kinds: Sequence[Kind]) -> Flow:
        flow = Flow(6)
        for kind in kinds:
            chip = button(kind.short, partial(self._answer, kind))
            chip.setToolTip(kind.name)
            chip.setAccessibleName(kind.name)
            self._keep(chip, kind)
            flow.add(chip)
        return flow

    def _keep(self, tile: QPushButton, kind: Kind) -> None:
        tile.setCheckable(True)
        self._group.addButton(tile)
        self.tiles[kind.id] = tile

    def _choose(self, kind: Kind) -> None:
        self._kind = kind
        self.answer.hide()
        self.chosen.emit(kind.id)

    def _answer(self, kind: Kind) -> None:
        self._kind = kind
        self.answer.say(answer_words(kind))
        self.refused.emit(kind.id)

    def _ask_slip(self) -> None:
        if self._kind is not None:
            self.slip.emit(self._kind.id)

    def clear(self) -> None:
        """Nothing is chosen any more."""
        self._kind = None
        self.answer.hide()
        self._group.setExclusive(False)
        for tile in self.tiles.values():
            tile.setChecked(False)
        self._group.setExclusive(True)

    def press(self, kind_id: int) -> None:
        """Choose a kind as a click does."""
        self.tiles[kind_id].click()


def answer_words(kind: Kind) -> str:
    """The answer to who asks for something the community does not issue: where to go, why, how sure."""
    words = _("{kind}: {go}. Basis: {basis}.").format(
        kind=kind.name, go=kind.go.rstrip("。"), basis=kind.basis
    )
    if kind.exception:
        words += " " + _("Exception: {words}.").format(words=kind.exception.rstrip("。"))
    if not kind.verified:
        words += " " + _("(Where to go is not yet confirmed against the local list.)")
    return words
