"""The right half of an event: who will lead and how all are related, then every effect, before anything is saved."""

from collections.abc import Sequence
from itertools import groupby

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QGridLayout, QVBoxLayout, QWidget

from commgov_desktop import name_readings
from commgov_desktop.i18n import _
from commgov_desktop.ledger.fields import Field
from commgov_desktop.roster.events.effects import LABELS, Effects, HomeShown, Line
from commgov_desktop.roster.ledger import RELATION
from commgov_desktop.ui.cards import empty_layout
from commgov_desktop.ui.choice_box import ChoiceBox
from commgov_desktop.ui.widgets import Banner, KeyValues, rule, text


class HomesCard(QWidget):
    """Heads and relations as they are proposed; what the clerk changes is kept in ``heads`` and ``relations``."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.heads: dict[int, int] = {}
        self.relations: dict[int, str] = {}
        self.head_boxes: dict[int, QComboBox] = {}
        self.relation_boxes: dict[int, ChoiceBox] = {}
        self._shown: tuple[object, ...] = ()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(6)

    def show_homes(self, homes: Sequence[HomeShown]) -> None:
        """Ask for these households. Boxes that ask the same as before stay, so that nobody is interrupted."""
        asked = tuple(
            (h.key, h.name, h.candidates, h.head_id, tuple(m[:2] for m in h.members)) for h in homes
        )
        if asked != self._shown:
            self._shown = asked
            self._build(homes)
        for home in homes:
            for person, _name, relation in home.members:
                box = self.relation_boxes[person]
                if person not in self.relations and box.value() != (relation or None):
                    box.set_value(relation or None)

    def _build(self, homes: Sequence[HomeShown]) -> None:
        empty_layout(self._column)
        self.head_boxes, self.relation_boxes = {}, {}
        for home in homes:
            self._column.addWidget(text(home.name, "section"))
            grid = QGridLayout()
            grid.setColumnStretch(1, 1)
            grid.setHorizontalSpacing(12)
            grid.setVerticalSpacing(4)
            if home.candidates:
                self._ask_head(grid, home)
            for member in home.members:
                self._ask_relation(grid, *member)
            self._column.addLayout(grid)
        self.setVisible(bool(homes))

    def _ask_head(self, grid: QGridLayout, home: HomeShown) -> None:
        box = QComboBox()
        box.setAccessibleName(_("Head of {household}").format(household=home.name))
        for number, name in home.candidates:
            box.addItem(name, number)
        box.setCurrentIndex(max(0, box.findData(home.head_id)))
        box.activated.connect(lambda row, key=home.key, box=box: self._head_chosen(key, box.itemData(row)))
        grid.addWidget(text(_("Head"), "dim"), 0, 0)
        grid.addWidget(box, 0, 1)
        self.head_boxes[home.key] = box

    def _head_chosen(self, key: int, person: int) -> None:
        """With another head everybody's relation is proposed anew."""
        self.heads[key] = person
        for member in self.relation_boxes:
            self.relations.pop(member, None)
        self.changed.emit()

    def _ask_relation(self, grid: QGridLayout, person: int, name: str, relation: str) -> None:
        field = Field(RELATION.name, RELATION.label, "choice", choices=RELATION.choices)
        box = ChoiceBox(field, name_readings.initials)
        box.editor.setAccessibleName(_("Relation of {name}").format(name=name))
        box.set_value(relation or None)
        box.changed.connect(lambda: self._relation_chosen(person, box))
        line = grid.rowCount()
        grid.addWidget(text(name, "dim"), line, 0)
        grid.addWidget(box, line, 1)
        self.relation_boxes[person] = box

    def _relation_chosen(self, person: int, box: ChoiceBox) -> None:
        if not box.problem():
            self.relations[person] = str(box.value() or "")
            self.changed.emit()


class EffectsCard(QWidget):
    """What will be saved, read anew after each change of the answers."""

    def __init__(self) -> None:
        super().__init__()
        self.homes = HomesCard()
        self.lines: list[Line] = []
        self.missing = text("", "dim", wrap=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(18, 14, 18, 14)
        column.setSpacing(8)
        self.title = text(_("What will be saved"), "head", wrap=True)
        column.addWidget(self.title)
        column.addWidget(self.missing)
        column.addWidget(self.homes)
        self._effects = QVBoxLayout()
        self._effects.setSpacing(6)
        column.addLayout(self._effects)
        column.addStretch(1)

    def show_effects(self, shown: Effects) -> None:
        """Show them; what is still missing stands above."""
        self.lines = list(shown.lines)
        self.title.setText(shown.label)
        self.missing.setText("\n".join(f"· {words}" for words in (shown.problems or {}).values()))
        self.missing.setVisible(bool(shown.problems))
        self.homes.show_homes(shown.homes)
        empty_layout(self._effects)
        for words in shown.warnings:
            self._effects.addWidget(Banner("info", words))
        for who, lines in groupby(shown.lines, key=lambda line: line.who):
            self._effects.addWidget(rule())
            self._effects.addWidget(text(who, "strong"))
            self._effects.addWidget(KeyValues([(_(LABELS[one.what]), _change(one)) for one in lines]))
        if shown.touched:
            self._effects.addWidget(rule())
            self._effects.addWidget(text(_("Also on record"), "strong"))
            for words in shown.touched:
                self._effects.addWidget(text(f"· {words}", wrap=True))


def _change(line: Line) -> str:
    if not line.before:
        return line.after or "—"
    return f"{line.before} → {line.after or '—'}"
