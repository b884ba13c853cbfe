"""家庭变动: choose what happened, say who and when, see every effect, save, print the slip."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QStackedWidget, QVBoxLayout, QWidget

from commgov_desktop.errors import Invalid, UserError
from commgov_desktop.i18n import _
from commgov_desktop.ledger.office import Office
from commgov_desktop.roster.events.answering_card import AnsweringCard
from commgov_desktop.roster.events.carrying_out import Done, carry_out
from commgov_desktop.roster.events.choosing_card import ChoosingCard
from commgov_desktop.roster.events.effects import effects
from commgov_desktop.roster.events.effects_card import EffectsCard
from commgov_desktop.roster.events.kinds import EventKind, kind_of
from commgov_desktop.roster.events.plan import Answers
from commgov_desktop.roster.events.slip_dialog import show_slip
from commgov_desktop.roster.lookups import Lookups
from commgov_desktop.ui import ask, look
from commgov_desktop.ui.side_by_side import SideBySide
from commgov_desktop.ui.widgets import (
    Banner,
    Card,
    LinkButton,
    PageHead,
    primary,
    quiet,
    row,
    scrolling,
    shortcut,
)

LIVE_PAUSE = 150
"""Milliseconds after the last key before the effects are read anew."""


class EventsPage(QWidget):
    """``closed`` when the clerk leaves; ``show_person`` and ``show_household`` go to what came of it."""

    closed = Signal()

    def __init__(
        self,
        office: Office,
        lookups: Lookups,
        *,
        show_person: Callable[[int], object],
        show_household: Callable[[int], object],
    ) -> None:
        super().__init__()
        self._office, self._lookups = office, lookups
        self._show_person, self._show_household = show_person, show_household
        self._start: dict[str, object] = {}
        self.doing: Doing | None = None
        self.head = PageHead(_("Household events"))
        self.back = LinkButton(_("‹ Back to the roster"), self.leave)
        self.head.put_first(self.back)
        self.choosing = ChoosingCard(self.choose)
        self._pages = QStackedWidget()
        self._pages.addWidget(scrolling(self.choosing))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.head)
        body = QVBoxLayout()
        body.setContentsMargins(20, 0, 20, 12)
        body.addWidget(self._pages)
        column.addLayout(body, 1)
        for part in (self.head, self.choosing):
            shortcut(part, "Escape", self.leave)

    def begin(self, event: str = "", **start: object) -> None:
        """Ask what happened, or begin with an event. ``start`` holds ``person``, ``household``, ``into`` …"""
        self._start = start
        if event:
            self.choose(event)
        else:
            self._ask_what()

    def _ask_what(self) -> None:
        self._drop()
        self.head.set_title(_("Household events"))
        self._pages.setCurrentIndex(0)
        self.choosing.focus_first()

    def choose(self, event: str) -> None:
        """Show the form of an event and what it would change."""
        self._drop()
        kind = kind_of(event)
        self.head.set_title(_("Household events · {event}").format(event=_(kind.title)))
        self.doing = Doing(self._office, self._lookups, kind, self._fitting(kind))
        self.doing.left.connect(self.leave)
        self.doing.another.connect(self._ask_what)
        self.doing.opened.connect(self._open)
        self._pages.addWidget(self.doing)
        self._pages.setCurrentWidget(self.doing)
        self.doing.answering.focus_first()

    def _fitting(self, kind: EventKind) -> dict[str, object]:
        """Of what the page was opened with, what this event asks for; a household stands for its head."""
        start = dict(self._start)
        if kind.starts_with == "person" and "person" not in start and kind.ticks:
            start["person"] = self._start.get("head")
            start["everybody"] = kind.key in ("join", "move_out", "move_within")
        return {name: value for name, value in start.items() if value is not None}

    def _drop(self) -> None:
        if self.doing is not None:
            self._pages.removeWidget(self.doing)
            self.doing.hide()
            self.doing.deleteLater()
            self.doing = None

    def leave(self) -> None:
        """From the form back to the tiles, from the tiles back to the roster; done is done."""
        if self.doing is not None and self.doing.done is None and not self._start.get("straight"):
            self._ask_what()
        else:
            self.closed.emit()

    def _open(self, done: Done) -> None:
        self.closed.emit()
        if done.people:
            self._show_person(done.people[0])
        elif done.homes:
            self._show_household(done.homes[0])


class Doing(QWidget):
    """One event: answers at the left, effects at the right, live; then saved and printed."""

    left = Signal()
    another = Signal()
    opened = Signal(object)

    def __init__(
        self, office: Office, lookups: Lookups, kind: EventKind, start: Mapping[str, object]
    ) -> None:
        super().__init__()
        self._office, self._kind = office, kind
        self.done: Done | None = None
        self.answering = AnsweringCard(office, lookups, kind, start)
        self.effects = EffectsCard()
        self.good = Banner("good", "")
        self.good.hide()
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(LIVE_PAUSE)
        self._pause.timeout.connect(self.show_effects)
        self.answering.changed.connect(self._pause.start)
        self.effects.homes.changed.connect(self.show_effects)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addWidget(self.good)
        column.addWidget(self._halves(), 1)
        foot = self._foot()
        column.addWidget(foot)
        self.answering.form.save_asked.connect(self.save)
        self.answering.form.leave_asked.connect(self.left)
        for part in (self.effects, foot):  # the form has these keys of its own
            shortcut(part, "Ctrl+S", self.save)
            shortcut(part, "Escape", self.left.emit)
            shortcut(part, "Ctrl+P", self.print_)
        self.show_effects()

    def _halves(self) -> SideBySide:
        left, right = Card(padding=1), Card(padding=1)
        left.add(self.answering, 1)
        right.add(scrolling(self.effects), 1)
        right.setAccessibleName(_("What will be saved"))
        left.setMinimumWidth(look.px(540))
        right.setMinimumWidth(look.px(310))
        halves = SideBySide()
        halves.add(left, 11)
        halves.add(right, 10)
        return halves

    def _foot(self) -> QFrame:
        foot = QFrame()
        self.save_button = primary(_("Save this event"), self.save, icon="save")
        self.save_button.setToolTip("Ctrl+S")
        self.print_button = primary(_("Print the event slip"), self.print_, icon="print")
        self.print_button.setToolTip("Ctrl+P")
        self.more_button = quiet(_("Another event"), self.another.emit)
        self.open_button = quiet(_("See the card"), lambda: self.opened.emit(self.done))
        self.leave_button = quiet(_("Leave"), self.left.emit)
        self.leave_button.setToolTip("Esc")
        buttons = (self.save_button, self.print_button, self.open_button, self.more_button, self.leave_button)
        line = row(*buttons, None)
        line.setContentsMargins(0, 0, 0, 0)
        foot.setLayout(line)
        for after in (self.print_button, self.open_button, self.more_button):
            after.hide()
        return foot

    def _answers(self) -> Answers:
        homes = self.effects.homes
        return self.answering.answers(homes.heads, homes.relations)

    def show_effects(self) -> None:
        """Read the effects anew from what has been said so far."""
        if self.done is not None:
            return
        self._pause.stop()
        try:
            shown = effects(
                self._office.store, self._kind.key, self._answers(),
                restricted=self._office.account.may_see_restricted,
            )  # fmt: skip
        except UserError as error:
            ask.show_error(self, error)
            return
        self.effects.show_effects(shown)

    def save(self) -> None:
        """Save the event; what is missing is said at its box."""
        if self.done is not None:
            return
        self.show_effects()
        try:
            self.done = carry_out(self._office.store, self._kind.key, self._answers())
        except Invalid as wrong:
            self.answering.form.show_problems(wrong.problems)
        except UserError as error:
            ask.show_error(self, error)
        else:
            self._show_done()

    def _show_done(self) -> None:
        self.answering.setEnabled(False)
        self.effects.homes.setEnabled(False)
        self.good.say(_("Saved. Print the slip for the family; Ctrl+Z takes the whole event back."))
        self.save_button.hide()
        for button in (self.print_button, self.open_button, self.more_button):
            button.show()
        self.print_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def print_(self) -> None:
        """The slip of the event, once it is saved."""
        if self.done is not None:
            show_slip(self, self._office, self.done.slip)
