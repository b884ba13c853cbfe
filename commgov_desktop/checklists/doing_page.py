"""What is done with the task that is shown: ticked, proved, put off, put aside, opened again."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QWidget

from commgov_desktop.checklists import tasks
from commgov_desktop.checklists.reason_dialog import NOT_NEEDED, PUT_OFF, ReasonDialog
from commgov_desktop.checklists.task_card import TaskCard
from commgov_desktop.checklists.tick_list_card import TickList
from commgov_desktop.errors import Invalid, UserError
from commgov_desktop.i18n import _
from commgov_desktop.ledger.attachments import take_away
from commgov_desktop.ledger.office import Office
from commgov_desktop.ui import ask
from commgov_desktop.ui.attached_files import KINDS
from commgov_desktop.ui.three_panes import ThreePanes


class TaskVerbs:
    """Each verb starts one action on the task of the card; ``parent`` bears the questions."""

    def __init__(
        self, office: Office, parent: QWidget, card: TaskCard, ticks: TickList, panes: ThreePanes
    ) -> None:
        self._office, self._parent, self._card, self._ticks, self._panes = office, parent, card, ticks, panes
        ticks.ticked.connect(self.tick)
        card.done.connect(self.finish)
        card.reopen.connect(lambda: self.try_to(lambda: tasks.reopen(office, self.task_id())))
        card.remove.connect(lambda: self.try_to(lambda: tasks.remove(office, self.task_id())))
        card.put_off.connect(self.put_off)
        card.put_aside.connect(self.put_aside)
        card.proofs.added.connect(self.add_proof)
        card.proofs.removed.connect(lambda i: self.try_to(lambda: take_away(office.store, i)))

    def try_to(self, act: Callable[[], object]) -> bool:
        """Do it, or say what is wrong; whether it was done."""
        try:
            act()
        except UserError as error:
            ask.show_error(self._parent, error)
            return False
        return True

    def task_id(self) -> int:
        """The task of the card. Raises ``UserError`` when none is shown."""
        if self._card.facts is None:
            raise UserError(_("Choose a task first."))
        return self._card.facts.line.id

    def tick(self, task_id: int) -> None:
        """Tick a task, or take the tick away; the next one is chosen. One that needs a proof asks for it."""
        ticks = self._ticks
        ticks.choose(task_id)
        facts = self._card.facts
        if facts is None or facts.line.id != task_id:
            return
        if facts.line.is_over:
            self.try_to(lambda: tasks.reopen(self._office, task_id))
            return
        place = ticks.currentRow()
        if self.finish(self._card.result.toPlainText()):
            ticks.choose_near(place)

    def finish(self, result: str) -> bool:
        """Done, with this result; a proof that is missing is asked for."""
        number = self.task_id()
        try:
            tasks.finish(self._office, number, result)
        except Invalid as wrong:
            return self._finish_with_proof(number, result, "".join(wrong.problems.values()))
        except UserError as error:
            ask.show_error(self._parent, error)
            return False
        self._card.forget_draft(number)
        return True

    def _finish_with_proof(self, number: int, result: str, sentence: str) -> bool:
        files = ask.choose_files(self._parent, sentence, _("Photos and papers"), KINDS)
        if not files:
            self._panes.open_card()
            self._card.ask_proof(sentence)
            return False
        if self.try_to(lambda: tasks.finish(self._office, number, result, files)):
            self._card.forget_draft(number)
            return True
        return False

    def add_proof(self, files: list[Path]) -> None:
        """Attach these files to the task."""
        self.try_to(lambda: tasks.add_proof(self._office, self.task_id(), files))

    def put_off(self) -> None:
        """改期: ask for the new day and the reason."""
        number, title = self.task_id(), tasks.title_of(self._office, self.task_id())
        ReasonDialog(
            self._parent, _("Put off"), title, PUT_OFF, {}, _("Put off"),
            lambda v: tasks.put_off(self._office, number, v["due_on"], v["why"]),
        ).open()  # fmt: skip

    def put_aside(self) -> None:
        """不需办理: ask for the reason."""
        number, title = self.task_id(), tasks.title_of(self._office, self.task_id())
        ReasonDialog(
            self._parent, _("Not needed"), title, NOT_NEEDED, {}, _("Not needed"),
            lambda v: tasks.put_aside(self._office, number, v["why"]),
        ).open()  # fmt: skip
