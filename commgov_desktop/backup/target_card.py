"""The card with the one large button: where the copy goes, how far it is, and what came of it."""

from collections.abc import Mapping
from functools import partial
from pathlib import Path

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from commgov_desktop.backup import destinations as places
from commgov_desktop.backup import record
from commgov_desktop.backup.copies import size_words, when_words
from commgov_desktop.backup.destinations import Destination, Sticks
from commgov_desktop.backup.result_card import ResultCard
from commgov_desktop.errors import Cancelled, UserError
from commgov_desktop.i18n import _
from commgov_desktop.ledger.office import Office
from commgov_desktop.ui import ask, look, tasks
from commgov_desktop.ui.widgets import (
    Banner,
    Card,
    LinkButton,
    StepBar,
    empty_layout,
    primary,
    quiet,
    row,
    sign,
    text,
)

POLL = 2000
"""Milliseconds between two looks for sticks while the page is open."""
_POINTS = 12
WRITTEN, READ_BACK = 600, 880
"""Thousandths of a backup at which the next step begins (``record.make_backup``)."""


class TargetCard(Card):
    """``made`` carries the new copy. ``print_asked`` comes from the result's button."""

    made = Signal(object)
    print_asked = Signal()

    def __init__(self, office: Office, table_names: Mapping[str, str], sticks: Sticks) -> None:
        super().__init__(padding=20)
        self._office, self._names, self._sticks = office, table_names, sticks
        self._remember = office.machine.part("backup")
        self._found: list[Destination] = []
        self._chosen: Path | None = None
        self._task: tasks.Task | None = None
        self._build()
        self._timer = QTimer(self)
        self._timer.setInterval(POLL)
        self._timer.timeout.connect(self.look_for_sticks)
        self.look_for_sticks()

    # ---- building -------------------------------------------------------------------------------

    def _build(self) -> None:
        self.title, self.detail = text("", "head", wrap=True), text("", "dim", wrap=True)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self.title)
        words.addWidget(self.detail)
        self.button = primary(_("Back up now"), self.start)
        self.button.setStyleSheet(
            f"min-height: {look.px(32)}px; min-width: {look.px(108)}px; font-size: {_POINTS}pt"
        )
        head = QHBoxLayout()
        head.setSpacing(14)
        head.addWidget(sign("usb-stick", "accent", 32))
        head.addLayout(words, 1)
        head.addWidget(self.button)
        self.add(head)
        self._choice = QHBoxLayout()
        self._choice.setSpacing(8)
        self.add(self._choice)
        self.warning = Banner("warn", "")
        self.warning.hide()
        self.add(self.warning)
        steps = (_("Write the copy"), _("Read back and compare"), _("Count every table"), _("Finished"))
        self.steps = StepBar(steps, cancel=self.cancel)
        self.steps.setVisible(False)
        self.add(self.steps)
        self.result = ResultCard(self.print_asked.emit)
        self.add(self.result)
        self.folder_button = LinkButton(_("Another folder…"), self.choose_folder)
        secret = text(_("Encrypted from end to end: without the recovery key nobody can open it."), "dim")
        self.add(row(sign("lock-closed", "faint", 16), secret, None, self.folder_button))

    # ---- where to -------------------------------------------------------------------------------

    def showEvent(self, event: QShowEvent) -> None:
        self._timer.start()
        self.look_for_sticks()
        super().showEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:
        self._timer.stop()
        super().hideEvent(event)

    def let_go(self) -> None:
        """Look for sticks no more; the office is about to be closed."""
        self._timer.stop()

    def look_for_sticks(self) -> None:
        """See what is plugged in; the card changes only when something did."""
        if self.is_busy:
            return
        kept = self._remember.get("folder")
        found = places.destinations(self._sticks, Path(kept) if isinstance(kept, str) and kept else None)
        if found != self._found or not self.title.text():
            self._found = found
            if all(each.path != self._chosen for each in found):
                self._chosen = found[0].path if found else None
            self._show_places()

    @property
    def destination(self) -> Destination | None:
        """Where the next copy goes."""
        return next((each for each in self._found if each.path == self._chosen), None)

    def choose(self, path: Path) -> None:
        """Take another of the places that are there."""
        self._chosen = path
        self._show_places()

    def choose_folder(self) -> None:
        """Let the clerk name a folder; it is offered again next time."""
        folder = ask.choose_folder(self, _("Where shall the copy be kept?"), self._chosen)
        if folder is None:
            return
        self._remember["folder"] = str(folder)
        self._chosen = folder
        self.look_for_sticks()
        self._show_places()

    def _show_places(self) -> None:
        empty_layout(self._choice)
        if len(self._found) > 1:
            for each in self._found:
                self._choice.addWidget(self._chip(each))
            self._choice.addStretch(1)
        target = self.destination
        self.button.setEnabled(target is not None and not self.is_busy)
        if target is None:
            self.title.setText(_("Plug in a stick"))
            self.detail.setText(_("It is recognised by itself. A folder can be chosen too."))
            self.warning.say("")
            return
        self.title.setText(target.title())
        self.detail.setText(" · ".join(self._facts(target)))
        self.warning.say(self._doubt(target))

    def _chip(self, each: Destination) -> QWidget:
        words = each.stick or each.path.name or str(each.path)
        made = quiet(words, partial(self.choose, each.path), icon="usb-stick" if each.is_stick else "folder")
        made.setCheckable(True)
        made.setChecked(each.path == self._chosen)
        made.setToolTip(str(each.path))
        return made

    def _facts(self, target: Destination) -> list[str]:
        facts = [str(target.path)]
        if target.free_bytes >= 0:
            facts.append(_("{size} free").format(size=size_words(target.free_bytes)))
        facts.append(_("about {size} needed").format(size=size_words(places.needed_bytes(self._office))))
        before = places.earlier(target.path, self._office)
        if before:
            facts.append(_("last copy here: {when}").format(when=when_words(before[0].made_at)))
        return facts

    def _doubt(self, target: Destination) -> str:
        if 0 <= target.free_bytes < places.needed_bytes(self._office):
            return _("There is probably not enough room here. Take another stick.")
        if not target.is_stick and places.is_beside_the_data(target.path, self._office):
            return _(
                "This folder lies in this very computer: if its disk fails, data and copy are lost together. "
                "Keep a copy on a stick too."
            )
        return ""

    # ---- making it ------------------------------------------------------------------------------

    @property
    def is_busy(self) -> bool:
        """Whether a copy is being made."""
        return self._task is not None

    def start(self) -> None:
        """Make the copy."""
        target = self.destination
        if target is None or self.is_busy:
            return
        self.result.hide()
        self.steps.setVisible(True)
        self.steps.words.show()
        self.steps.show_step(0, _step_words(target)[0])
        self.steps.show_progress(0, 1000)
        self._step = 0
        office, names = self._office, self._names
        self._task = tasks.watch(
            self,
            lambda progress: record.make_backup(office, target.path, progress, names, target.stick),
            partial(self._moved, target),
            partial(self._done, target),
            self._failed,
        )
        self.button.setEnabled(False)
        self.folder_button.setEnabled(False)

    def cancel(self) -> None:
        """Stop; nothing half-written stays behind."""
        if self._task is not None:
            self._task.cancel()
            self.steps.words.setText(_("Stopping… nothing of this will be kept."))

    def _moved(self, target: Destination, done: int, total: int) -> None:
        step = 0 if done < WRITTEN else 1 if done < READ_BACK else 2
        if step != self._step:
            self._step = step
            self.steps.show_step(step, _step_words(target)[step])
        self.steps.show_progress(done, total)

    def _done(self, target: Destination, copy: record.Copy) -> None:
        self._rest()
        self.steps.finish("")
        self.steps.words.hide()
        self.result.show_copy(copy, target, len([name for name in copy.counts if name in self._names]))
        self.made.emit(copy)
        self.result.print_button.setFocus()

    def _failed(self, error: BaseException) -> None:
        self._rest()
        if isinstance(error, Cancelled):
            self.steps.fail(_("Stopped. Nothing was written; earlier copies are as they were."))
        elif isinstance(error, UserError):
            self.steps.fail("")
            self.result.show_trouble(str(error))
        else:
            self.steps.fail(_("The copy was not finished; earlier copies are as they were."))
            ask.show_error(self, error)

    def _rest(self) -> None:
        self._task = None
        self.folder_button.setEnabled(True)
        self.look_for_sticks()
        self._show_places()


def _step_words(target: Destination) -> tuple[str, str, str]:
    if target.is_stick:
        return (
            _("Writing to the stick… do not pull it out."),
            _("Reading it back from the stick and comparing every byte…"),
            _("Opening the copy and counting every table…"),
        )
    return (
        _("Writing into the folder…"),
        _("Reading it back and comparing every byte…"),
        _("Opening the copy and counting every table…"),
    )
