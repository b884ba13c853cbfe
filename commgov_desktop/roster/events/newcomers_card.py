"""The lines for people who are new here: name, number, sex and relation, one line a person."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from commgov_desktop import name_readings
from commgov_desktop.i18n import N_, _
from commgov_desktop.ledger.fields import Field
from commgov_desktop.roster import id_number
from commgov_desktop.roster.events.kinds import RELATION, SEX
from commgov_desktop.ui.field_boxes import FieldBox, Help, box_for
from commgov_desktop.ui.widgets import LinkButton, row, text

_FIELDS = (
    Field("name", N_("Name"), width=96),
    Field("id_number", N_("Document number"), "id_number", hint=N_("If there is one already")),
    SEX,
    RELATION,
)
_STRETCH = (3, 6, 2, 3)


class NewcomersCard(QWidget):
    """``changed`` after each change; ``values`` are the lines that hold something."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.lines: list[dict[str, FieldBox]] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(text(_("Who comes"), "section"))
        self._grid = QGridLayout()
        self._grid.setSpacing(6)
        for at, field in enumerate(_FIELDS):
            self._grid.addWidget(text(_(field.label), "dim"), 0, at)
            self._grid.setColumnStretch(at, _STRETCH[at])
        column.addLayout(self._grid)
        self.more = LinkButton(_("＋ One more person"), self.add_line)
        column.addLayout(row(self.more, None))
        self.add_line()

    def add_line(self) -> None:
        """Another empty line, with the keyboard in it."""
        boxes = {f.name: box_for(f, Help({}, name_readings.initials)) for f in _FIELDS}
        for at, (name, box) in enumerate(boxes.items()):
            words = _("{field}, person {n}").format(field=_(box.field.label), n=len(self.lines) + 1)
            box.editor.setAccessibleName(words)
            self._grid.addWidget(box, len(self.lines) + 1, at)
            box.changed.connect(self.changed)
            if name == "id_number":
                box.changed.connect(lambda mine=boxes: self._read_number(mine))
        self.lines.append(boxes)
        if len(self.lines) > 1:
            boxes["name"].setFocus()

    @staticmethod
    def _read_number(boxes: Mapping[str, FieldBox]) -> None:
        """The sex a whole number tells is filled in."""
        read = id_number.parse(str(boxes["id_number"].value() or ""), "")
        if read.sex and not boxes["sex"].value():
            boxes["sex"].set_value(read.sex)

    def values(self) -> tuple[dict[str, Any], ...]:
        """The people written down."""
        read = [{name: box.value() or "" for name, box in line.items()} for line in self.lines]
        return tuple(line for line in read if line["name"] or line["id_number"])
