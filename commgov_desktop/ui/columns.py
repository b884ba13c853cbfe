"""Which columns a list shows and how wide: fitted to the room until the clerk draws one to a width of their own."""

from collections.abc import MutableMapping, Sequence
from typing import Any

from PySide6.QtCore import QObject, QPoint, Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QMenu, QTableView

from commgov_desktop import i18n
from commgov_desktop.i18n import _
from commgov_desktop.ledger.fields import Field
from commgov_desktop.ui import look

_LEAST = 48
_SMALL = 90
"""Columns this narrow hold a word or a number and give nothing up."""
_EXACT = ("id_number", "phone", "day", "moment", "number", "money")
"""Kinds whose values are as long in any language."""
_YIELDING = ("text", "paragraph", "tags", "reference")


class Columns(QObject):
    """Keeps widths, order and choice of columns in ``remember`` under widths, hidden and order."""

    def __init__(
        self,
        view: QTableView,
        fields: Sequence[Field],
        remember: MutableMapping[str, Any],
        first_shown: Sequence[str] | None,
    ) -> None:
        super().__init__(view)
        self._view, self._fields, self._remember = view, fields, remember
        self._first = list(first_shown) if first_shown is not None else [f.name for f in fields]
        self._header = view.horizontalHeader()
        self._header.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self._header.customContextMenuRequested.connect(self._menu_at)
        self._fitting = False
        self._restore()
        self._header.sectionResized.connect(self._drawn)
        self._header.sectionMoved.connect(self._moved)

    def _restore(self) -> None:
        known = [f.name for f in self._fields]
        for place, name in enumerate(n for n in self._remember.get("order", ()) if n in known):
            self._header.moveSection(self._header.visualIndex(known.index(name)), place)
        hidden = self._remember.get("hidden")
        hidden = [n for n in known if n not in self._first] if hidden is None else hidden
        for number, name in enumerate(known):
            self._view.setColumnHidden(number, name in hidden)

    def shown(self) -> list[Field]:
        """The columns on the screen, from left to right."""
        order = (self._header.logicalIndex(v) for v in range(self._header.count()))
        return [self._fields[i] for i in order if not self._view.isColumnHidden(i)]

    def fit(self) -> None:
        """Share the room: wishes first, what is left to the wide columns, what is missing from the wordy ones."""
        room = self._view.viewport().width()
        fields = self.shown()
        if not fields or room < 100:
            return
        own = self._remember.get("widths", {})
        widths = {f.name: int(own.get(f.name, self._wish(f))) for f in fields}
        free = [f for f in fields if f.name not in own] or fields[-1:]
        spare = room - sum(widths.values())
        if spare >= 0:
            growing = [f for f in free if f.wide or f.kind == "paragraph"] or free[-1:]
            _share(widths, growing, spare)
        else:
            # the first column tells the rows apart (a name, a number whose end counts): it never yields
            rest = [f for f in free if f is not fields[0]]
            yielding = [f for f in rest if f.kind in _YIELDING and f.width > _SMALL]
            _share(widths, yielding, -min(-spare, sum(widths[f.name] * 2 // 5 for f in yielding)))
        self._set(widths)

    def _wish(self, field: Field) -> int:
        """The width a column would have; English words are longer than the Chinese it was measured for."""
        longer = 1.25 if i18n.language() == "en" and field.kind not in _EXACT else 1.0
        heading = QFontMetrics(look.font(bold=True)).horizontalAdvance(_(field.label)) + look.px(24)
        return max(look.px(field.width * longer), heading)

    def _set(self, widths: dict[str, int]) -> None:
        self._fitting = True
        for number, field in enumerate(self._fields):
            if field.name in widths:
                self._header.resizeSection(number, max(_LEAST, widths[field.name]))
        self._fitting = False

    def _drawn(self, number: int, _old: int, new: int) -> None:
        if not self._fitting and new > 0 and not self._view.isColumnHidden(number):
            self._remember["widths"] = {**self._remember.get("widths", {}), self._fields[number].name: new}

    def _moved(self, *_places: int) -> None:
        order = [self._header.logicalIndex(v) for v in range(self._header.count())]
        self._remember["order"] = [self._fields[i].name for i in order]

    def choose(self, number: int, show: bool) -> None:
        """Show or hide a column; the last one stays."""
        if not show and len(self.shown()) == 1:
            return
        self._view.setColumnHidden(number, not show)
        self._remember["hidden"] = [
            f.name for i, f in enumerate(self._fields) if self._view.isColumnHidden(i)
        ]
        self.fit()

    def reset(self) -> None:
        """Back to the columns the program came with."""
        for key in ("widths", "order", "hidden"):
            self._remember.pop(key, None)
        for number in range(len(self._fields)):
            self._header.moveSection(self._header.visualIndex(number), number)
        self._remember.pop("order", None)
        self._restore()
        self.fit()

    def menu(self) -> QMenu:
        """The choice of columns as a menu of ticks."""
        menu = QMenu(self._view)
        for number, field in enumerate(self._fields):
            action = menu.addAction(_(field.label))
            action.setCheckable(True)
            action.setChecked(not self._view.isColumnHidden(number))
            action.toggled.connect(lambda on, n=number: self.choose(n, on))
        menu.addSeparator()
        menu.addAction(_("Columns as they were")).triggered.connect(self.reset)
        return menu

    def _menu_at(self, at: QPoint) -> None:
        self.menu().popup(self._header.mapToGlobal(at))


def _share(widths: dict[str, int], fields: Sequence[Field], amount: int) -> None:
    """Add ``amount`` pixels (or take them) among ``fields`` in proportion to their widths."""
    whole = sum(widths[f.name] for f in fields)
    for field in fields:
        part = amount * widths[field.name] // whole
        whole -= widths[field.name]
        amount -= part
        widths[field.name] += part
