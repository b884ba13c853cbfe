"""Two people side by side, what differs coloured: choose what stays of each, then merge, part or put off."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QRadioButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from commgov_desktop.i18n import _
from commgov_desktop.roster.duplicates.comparison import BOTH, GONE, KEPT, Line
from commgov_desktop.roster.duplicates.hanging import Hanging
from commgov_desktop.roster.duplicates.merging import Plan
from commgov_desktop.ui import look
from commgov_desktop.ui.widgets import Banner, ChipLabel, LinkButton, row, rule, scrolling, text

Open = Callable[[int], object]


class PairCard(QWidget):
    """``take`` is what the clerk has chosen; ``changed`` when it is other than before. ``choose=False`` only shows."""

    changed = Signal(str)

    def __init__(
        self,
        plan: Plan,
        reasons: str,
        chip: ChipLabel | None,
        *,
        open_person: Open,
        swap: Callable[[], object] | None,
        show_numbers: Callable[[], Mapping[int, str]] | None = None,
        take: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__()
        self.plan = plan
        self.take: dict[str, str] = {**plan.proposal(), **(take or {})}
        self._open, self._swap, self._show_numbers = open_person, swap, show_numbers
        self._number: dict[str, QWidget] = {}
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(16, 14, 16, 14)
        column.setSpacing(8)
        if reasons:
            column.addLayout(_why(reasons, chip))
        column.addLayout(self._grid())
        self.notes = Banner("info", "\n".join(plan.notes))
        self.notes.setVisible(bool(plan.notes) and swap is not None)
        column.addWidget(self.notes)
        column.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(scrolling(inside))

    # ---- the grid -----------------------------------------------------------------------------

    def _grid(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(4)
        grid.setColumnMinimumWidth(0, look.px(92))
        grid.setColumnStretch(1, 1)
        grid.setColumnStretch(2, 1)
        for column, side in ((1, KEPT), (2, GONE)):
            grid.addLayout(self._head(side), 0, column)
        grid.addWidget(rule(), 1, 0, 1, 3)
        place = 2
        for line in (line for line in self.plan.lines if not line.is_empty):
            place = self._add(grid, line, place)
        grid.addWidget(rule(), place, 0, 1, 3)
        grid.addWidget(text(_("What hangs on it"), "dim"), place + 1, 0, Qt.AlignmentFlag.AlignTop)
        for column, hangs in ((1, self.plan.kept_hanging), (2, self.plan.gone_hanging)):
            grid.addWidget(text(hanging_words(hangs), wrap=True), place + 1, column)
        return grid

    def _head(self, side: str) -> QHBoxLayout:
        plan = self.plan
        person, name = (plan.kept_id, plan.kept_name) if side == KEPT else (plan.gone_id, plan.gone_name)
        words = _("stays") if side == KEPT else _("second entry")
        link = LinkButton(name, partial(self._open, person))
        link.setToolTip(_("Open the card"))
        things: list[QWidget | None] = [link, ChipLabel(words, "green" if side == KEPT else "grey")]
        if side == GONE and self._swap is not None:
            things.append(LinkButton(_("keep this one instead"), self._swap))
        return row(*things, None)

    def _add(self, grid: QGridLayout, line: Line, place: int) -> int:
        label = text(line.label, "dim", wrap=True)
        grid.addWidget(label, place, 0, Qt.AlignmentFlag.AlignTop)
        if not line.differs:
            same = text(line.kept, wrap=True, copyable=True)
            grid.addWidget(same, place, 1, 1, 2)
            return place + 1
        group = QButtonGroup(self)
        for column, side, words in ((1, KEPT, line.kept), (2, GONE, line.gone)):
            grid.addWidget(self._choice(line, side, words, group), place, column)
        if line.key == "id_number" and self._show_numbers is not None:
            show = LinkButton(_("Show"), self._look_at_numbers)
            self._number["show"] = show
            grid.addWidget(show, place + 1, 1)
            place += 1
        if line.may_join and self._swap is not None:
            both = QCheckBox(_("keep both"))
            both.setAccessibleName(_("{field}: keep both").format(field=line.label))
            both.setChecked(self.take[line.key] == BOTH)
            both.toggled.connect(partial(self._join, line, group))
            for button in group.buttons():
                button.setEnabled(not both.isChecked())
            grid.addWidget(both, place + 1, 1)
            place += 1
        return place + 1

    def _choice(self, line: Line, side: str, words: str, group: QButtonGroup) -> QWidget:
        """A value that differs: amber ground, and a button to say that this one stays."""
        frame = _Clickable()
        frame.setProperty("tone", "warn")
        inside = QHBoxLayout(frame)
        inside.setContentsMargins(8, 3, 8, 3)
        said = text(words or _("(empty)"), wrap=True)
        if line.key == "id_number":
            self._number[side] = said
        if self._swap is not None:
            button = QRadioButton()
            button.setAccessibleName(f"{line.label} {words or _('(empty)')}")
            button.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
            button.setChecked(self.take[line.key] == side)
            button.toggled.connect(partial(self._chosen, line.key, side))
            group.addButton(button)
            frame.clicked.connect(button.click)
            inside.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        inside.addWidget(said, 1)
        return frame

    def _chosen(self, key: str, side: str, on: bool) -> None:
        if on:
            self.take[key] = side
            self.changed.emit(key)

    def _join(self, line: Line, group: QButtonGroup, on: bool) -> None:
        chosen = next(
            (side for side, b in zip((KEPT, GONE), group.buttons(), strict=True) if b.isChecked()), KEPT
        )
        self.take[line.key] = BOTH if on else chosen
        for button in group.buttons():
            button.setEnabled(not on)
        self.changed.emit(line.key)

    def _look_at_numbers(self) -> None:
        """Both numbers whole; whoever hands in ``show_numbers`` writes down that they were looked at."""
        if self._show_numbers is None:
            return
        numbers = self._show_numbers()
        for side, person in ((KEPT, self.plan.kept_id), (GONE, self.plan.gone_id)):
            self._number[side].setText(numbers.get(person, ""))  # type: ignore[attr-defined]
        self._number["show"].hide()


def _why(reasons: str, chip: ChipLabel | None) -> QHBoxLayout:
    line = row(*(thing for thing in (chip,) if thing is not None))
    line.addWidget(text(reasons, "dim", wrap=True), 1)
    return line


class _Clickable(QFrame):
    """The whole field answers the mouse, not only the small round button."""

    clicked = Signal()

    def mousePressEvent(self, event: object) -> None:
        self.clicked.emit()


def hanging_words(hangs: Sequence[Hanging]) -> str:
    """``人民调解案件 2 · 证明 1``, or that nothing hangs on it."""
    return " · ".join(f"{h.words} {h.count}" for h in hangs) or _("nothing")
