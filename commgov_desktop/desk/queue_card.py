"""What lies open at the desk while nobody is being served: each line with the one button that goes on with it."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from commgov_desktop import clock
from commgov_desktop.desk.flow_card import Flow
from commgov_desktop.desk.waiting import NOTICE, PAPER, POSTING, REQUEST, Open
from commgov_desktop.i18n import N_, _, ngettext
from commgov_desktop.ui import look
from commgov_desktop.ui.buttons import Act, icon_button, quiet
from commgov_desktop.ui.cards import Card, EmptyState, empty_layout, row
from commgov_desktop.ui.labels import ChipLabel, rule, text

SHOWN = 30
_VERBS = {REQUEST: N_("Go on with it"), PAPER: N_("Print"), NOTICE: N_("Go on writing"), POSTING: N_("Open")}


class QueueCard(Card):
    """``wanted`` carries the line a clerk goes on with, ``unwanted`` the request that is given up."""

    wanted = Signal(object)
    unwanted = Signal(object)

    def __init__(self, registers: Sequence[tuple[str, Act]], parent: QWidget | None = None) -> None:
        self.count = ChipLabel("", "amber")
        super().__init__(_("Not finished yet"), corner=self.count, parent=parent)
        self._lines = QVBoxLayout()
        self._lines.setSpacing(6)
        self.add(self._lines, 1)
        self.add(rule())
        self.add(text(_("Registers"), "section"))
        ways = Flow(6)
        for words, act in registers:
            ways.add(quiet(words, act))
        self.add(ways)
        self.setMinimumWidth(look.px(240))
        self.show_lines(())

    def show_lines(self, lines: Sequence[Open]) -> None:
        """Show these, what waits longest on top."""
        empty_layout(self._lines)
        words = ngettext("{n} thing", "{n} things", len(lines)).format(n=len(lines))
        self.count.show_chip(words if lines else "", "amber")
        self.count.setVisible(bool(lines))
        for line in lines[:SHOWN]:
            self._lines.addWidget(self._line(line))
        if len(lines) > SHOWN:
            self._lines.addWidget(text(_("and {n} more").format(n=len(lines) - SHOWN), "dim"))
        if not lines:
            hint = _("A request that is laid aside with Esc, an unprinted paper and a draft are listed here.")
            self._lines.addWidget(EmptyState(_("Nothing is left open."), icon="checkmark-circle", hint=hint))
        self._lines.addStretch(1)

    def _line(self, line: Open) -> QWidget:
        said = QVBoxLayout()
        said.setSpacing(0)
        said.addWidget(text(line.who, "strong", wrap=True))
        said.addWidget(text(line.what, "dim", wrap=True))
        go_on = quiet(_(_VERBS[line.kind]), partial(self.wanted.emit, line))
        go_on.setAccessibleName(f"{_(_VERBS[line.kind])} {line.who} {line.what}")
        go_on.setMinimumWidth(look.px(88))
        name = _("Give up the request of {name}").format(name=line.who)
        give_up = icon_button("dismiss", name, partial(self.unwanted.emit, line))
        room = give_up.sizePolicy()
        room.setRetainSizeWhenHidden(True)
        give_up.setSizePolicy(room)
        give_up.setVisible(line.kind == REQUEST)
        made = QWidget()
        inner = row(ChipLabel(*_since(line)), _beside(said), go_on, give_up)
        inner.setContentsMargins(0, 2, 0, 2)
        inner.setStretch(1, 1)
        made.setLayout(inner)
        return made


def _beside(said: QVBoxLayout) -> QWidget:
    made = QWidget()
    said.setContentsMargins(4, 0, 4, 0)
    made.setLayout(said)
    made.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
    return made


def _since(line: Open) -> tuple[str, str]:
    days = (clock.today() - line.since).days
    if days <= 0:
        return _("Today"), "amber" if line.kind == POSTING else "grey"
    words = ngettext("{n} day", "{n} days", days).format(n=days)
    return words, "red" if line.kind == POSTING else "amber"
