"""The list of copies: when, where, how much was in it, whether it was found good, and trying it once more."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from commgov_desktop import clock
from commgov_desktop.backup.alarms import PEOPLE
from commgov_desktop.backup.copies import Copy, place_words, size_words, when_words
from commgov_desktop.i18n import _
from commgov_desktop.ui import look
from commgov_desktop.ui.widgets import Card, ChipLabel, EmptyState, LinkButton, empty_layout, row, rule, text

STALE_DAYS = 31
"""A stick can fail in a drawer: what was proven longer ago is marked to be checked again."""

Act = Callable[[Copy], object]


class CopiesCard(Card):
    """Each line offers to check the copy again, to rehearse its restore, and to print its slip."""

    def __init__(self, table_names: Mapping[str, str], check: Act, rehearse: Act, print_: Act) -> None:
        super().__init__(_("Copies made so far"), padding=16)
        self._names = table_names
        self._acts = ((_("Check again"), check), (_("Rehearse"), rehearse), (_("Print"), print_))
        self._lines = QWidget()
        self._grid = QGridLayout(self._lines)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(look.px(18))
        self._grid.setVerticalSpacing(0)
        self.empty = EmptyState(
            _("No copy has been made yet."),
            icon="usb-stick",
            hint=_("Plug in a stick and press the blue button."),
        )
        self.add(self.empty)
        self.add(self._lines)
        self.add_stretch()

    def show_copies(self, copies: Sequence[Copy]) -> None:
        """Show these, the newest first."""
        empty_layout(self._grid)
        self.empty.setVisible(not copies)
        self._lines.setVisible(bool(copies))
        if not copies:
            return
        people = self._names.get(PEOPLE[0], "")
        heads = (_("Time"), _("Where"), people, _("Records in all"), _("Size"), _("Proven"), "")
        for column, words in enumerate(heads):
            label = text(words, "section")
            label.setAlignment(_right(column))
            label.setContentsMargins(0, 0, 0, 6)
            self._grid.addWidget(label, 0, column)
        for number, copy in enumerate(copies):
            self._rule(2 * number + 1)
            self._line(2 * number + 2, copy)
        self._grid.setColumnStretch(1, 1)

    def _rule(self, line: int) -> None:
        self._grid.addWidget(rule(), line, 0, 1, 7)
        self._grid.setRowMinimumHeight(line + 1, look.px(38))

    def _line(self, line: int, copy: Copy) -> None:
        people = copy.counts.get(PEOPLE[0])
        cells = (
            when_words(copy.made_at),
            place_words(copy),
            f"{people:,}" if people is not None and self._names.get(PEOPLE[0]) else "",
            f"{sum(copy.counts.values()):,}",
            size_words(copy.size),
        )
        for column, words in enumerate(cells):
            label = text(words)
            label.setAlignment(_right(column) | Qt.AlignmentFlag.AlignVCenter)
            label.setToolTip(str(copy.path) if column == 1 else "")
            self._grid.addWidget(label, line, column)
        chip = ChipLabel(*_verdict(copy))
        chip.setToolTip(
            "\n".join(copy.alarms) or _("proven {when}").format(when=when_words(copy.verified_at))
        )
        self._grid.addWidget(chip, line, 5, Qt.AlignmentFlag.AlignVCenter)
        links = []
        for words, act in self._acts:
            link = LinkButton(words, partial(act, copy))
            link.setAccessibleName(f"{words} {cells[0]} {cells[1]}")
            links.append(link)
        self._grid.addLayout(row(*links, spacing=12), line, 6)


def _right(column: int) -> Qt.AlignmentFlag:
    return Qt.AlignmentFlag.AlignRight if column in (2, 3, 4) else Qt.AlignmentFlag.AlignLeft


def _verdict(copy: Copy) -> tuple[str, str]:
    if copy.result == "damaged":
        return _("damaged"), "red"
    if (clock.now() - copy.verified_at).days > STALE_DAYS:
        return _("to check"), "amber"
    if copy.result == "rehearsed":
        return _("rehearsed"), "green"
    return _("all agree"), "green"
