"""The middle of the page: the month with its switch, how much of it is done, and its tasks."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QStackedWidget, QWidget

from commgov_desktop import clock
from commgov_desktop.calendar_words import month_and_year
from commgov_desktop.checklists import rules
from commgov_desktop.checklists.month import Group
from commgov_desktop.checklists.tick_list_card import TickList
from commgov_desktop.i18n import _
from commgov_desktop.ui import icons, look
from commgov_desktop.ui.widgets import Card, EmptyState, LinkButton, icon_button, rule, text


class MonthCard(Card):
    """The month with its switch ‹ › and how much of it is done. ``month_chosen`` carries a first day."""

    month_chosen = Signal(object)

    def __init__(self, empty: EmptyState) -> None:
        super().__init__(padding=0)
        self.body.setSpacing(0)
        self.setProperty("role", "card")
        self.month = clock.today().replace(day=1)
        self.list = TickList()
        self.add(self._switch())
        self.add(rule())
        self.stack = QStackedWidget()
        self.nothing = EmptyState(_("Nothing answers these words."), icon="search")
        self.empty = empty
        for page in (self.list, self.empty, self.nothing):
            self.stack.addWidget(page)
        self.add(self.stack, 1)
        self.body.setContentsMargins(1, 1, 1, 4)

    def _switch(self) -> QWidget:
        head = QWidget()
        line = QHBoxLayout(head)
        line.setContentsMargins(10, 6, 16, 6)
        line.setSpacing(4)
        self.before = icon_button("chevron-left", _("Month before"), lambda: self.step(-1))
        self.after = icon_button("chevron-right", _("Month after"), lambda: self.step(1))
        for arrow, sign in ((self.before, "chevron-left"), (self.after, "chevron-right")):
            icons.put(arrow, sign, "text", 22)
        self.name: QLabel = text("", "strong")
        self.name.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.name.setMinimumWidth(look.px(86))
        self.now = LinkButton(_("This month"), lambda: self.month_chosen.emit(clock.today().replace(day=1)))
        self.progress = QProgressBar()
        self.progress.setFixedWidth(look.px(110))
        self.progress.setAccessibleName(_("Done this month"))
        self.done_words = text("", "dim")
        for thing in (self.before, self.name, self.after, self.now):
            line.addWidget(thing)
        line.addStretch(1)
        line.addWidget(self.done_words)
        line.addSpacing(6)
        line.addWidget(self.progress)
        return head

    def step(self, months: int) -> None:
        """Another month, back or on."""
        self.month_chosen.emit(rules.next_month(self.month, months))

    def show_month(self, month: date, groups: Sequence[Group], *, found: bool) -> None:
        """Show a month. ``found`` says that words were searched for."""
        self.month = month
        this = clock.today().replace(day=1)
        self.name.setText(month_and_year(month))
        self.now.setVisible(month != this)
        self.after.setEnabled(month < rules.next_month(this, 12))
        lines = [line for group in groups for line in group.lines]
        done = sum(line.is_over for line in lines)
        self.done_words.setText(_("{done} of {all} done").format(done=done, all=len(lines)))
        self.progress.setMaximum(max(1, len(lines)))
        self.progress.setValue(done)
        for thing in (self.done_words, self.progress):
            thing.setVisible(bool(lines))
        self.list.show_groups(groups)
        if not lines and not found:
            said = _("Nothing to do this month.") if month >= this else _("No tasks were kept in this month.")
            self.empty.say(said, _("Tasks come by themselves from items with a rhythm."))
        self.stack.setCurrentWidget(self.list if lines else self.nothing if found else self.empty)
