"""How the headings of a file are read: each column with the box it fills, for the clerk to correct."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QComboBox, QGridLayout, QWidget

from commgov_desktop.i18n import _
from commgov_desktop.roster.import_rules import OVERWRITE, RULES
from commgov_desktop.roster.importing import Source
from commgov_desktop.ui import look
from commgov_desktop.ui.widgets import Act, Card, quiet, row, scrolling, text


class HeadingsCard(Card):
    """``again`` makes a new trial with what is chosen here."""

    def __init__(self, source: Source, lenient: bool, again: Act) -> None:
        super().__init__(_("How the headings are read"))
        self._boxes = source.boxes
        self.setMinimumWidth(look.px(376))
        self.setMaximumWidth(look.px(440))
        if source.remembered:
            self.add(text(_("As you said the last time for a file with these headings."), "small", wrap=True))
        self.again_button = quiet(_("Try again with this"), again)
        self.again_button.setEnabled(False)
        self.choices: list[QComboBox] = []
        self.rule_boxes: list[QComboBox] = []
        self.add(scrolling(self._columns_of(source)), 1)
        self.lenient = QCheckBox(_("Leave cells empty that cannot be read"))
        self.lenient.setChecked(lenient)
        self.lenient.toggled.connect(lambda _on: again())
        self.add(self.lenient)
        self.add(row(self.again_button, None))

    def _columns_of(self, source: Source) -> QWidget:
        inside = QWidget()
        grid = QGridLayout(inside)
        grid.setContentsMargins(0, 0, 8, 0)
        grid.setVerticalSpacing(4)
        grid.setColumnStretch(1, 1)
        fills = {column: box for box, column in source.columns.items()}
        for column, heading in enumerate(source.table.headings):
            box = self._choice(heading, fills.get(column, ""))
            grid.addWidget(text(_cut(heading) or _("(no heading)")), column, 0)
            rule = self._rule(heading, source.rules.get(fills.get(column, ""), OVERWRITE))
            grid.addWidget(box, column, 1)
            grid.addWidget(rule, column, 2)
            self.choices.append(box)
            self.rule_boxes.append(rule)
        grid.setRowStretch(len(source.table.headings), 1)
        return inside

    def _choice(self, heading: str, chosen: str) -> QComboBox:
        combo = QComboBox()
        combo.setAccessibleName(_("What “{heading}” means").format(heading=heading))
        combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        combo.setMinimumContentsLength(4)
        combo.addItem(_("— leave out —"), "")
        for box in self._boxes:
            combo.addItem(_(box.label), box.name)
        combo.setCurrentIndex(max(0, combo.findData(chosen)))
        combo.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        combo.activated.connect(lambda _row: self.again_button.setEnabled(True))
        return combo

    def _rule(self, heading: str, chosen: str) -> QComboBox:
        """What becomes of a value the roster has already."""
        combo = QComboBox()
        combo.setAccessibleName(
            _("What becomes of “{heading}” where it is filled in").format(heading=heading)
        )
        combo.setToolTip(_("For people who are in the roster already; an empty cell never wipes anything."))
        for key, words in RULES.items():
            combo.addItem(_(words), key)
        combo.setCurrentIndex(max(0, combo.findData(chosen)))
        combo.setFixedWidth(look.px(100))
        combo.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        combo.activated.connect(lambda _row: self.again_button.setEnabled(True))
        return combo

    def rules(self) -> dict[str, str]:
        """By box, what becomes of a value that is there, where it is not simply overwritten."""
        found: dict[str, str] = {}
        for combo, rule in zip(self.choices, self.rule_boxes, strict=True):
            box, chosen = str(combo.currentData() or ""), str(rule.currentData())
            if box and chosen != OVERWRITE:
                found.setdefault(box, chosen)
        return found

    def columns(self) -> dict[str, int]:
        """Which column fills which box; of two columns for one box the first does."""
        found: dict[str, int] = {}
        for column, combo in enumerate(self.choices):
            box = str(combo.currentData() or "")
            if box:
                found.setdefault(box, column)
        return found


def _cut(heading: str) -> str:
    heading = heading.rpartition("/")[2].strip()
    return heading if len(heading) <= 9 else f"{heading[:8]}…"
