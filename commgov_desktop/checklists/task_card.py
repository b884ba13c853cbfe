"""A task beside its yardstick: what it is measured by, what has come of it, the proof, and the buttons."""

from functools import partial

from PySide6.QtCore import QEvent, QTimer, Signal
from PySide6.QtWidgets import QPlainTextEdit, QVBoxLayout, QWidget

from commgov_desktop.calendar_words import short_day
from commgov_desktop.checklists.month import ItemFacts, Past, TaskFacts
from commgov_desktop.checklists.state import chip_in_list
from commgov_desktop.checklists.tasks import TABLE
from commgov_desktop.checklists.wording import rhythm_words
from commgov_desktop.i18n import _
from commgov_desktop.ledger import drafts
from commgov_desktop.ledger.office import Office
from commgov_desktop.ui import look
from commgov_desktop.ui.attached_files import AttachedFiles
from commgov_desktop.ui.cards import Shown
from commgov_desktop.ui.day_words import show_day
from commgov_desktop.ui.widgets import (
    Banner,
    ChipLabel,
    KeyValues,
    LinkButton,
    Timeline,
    primary,
    quiet,
    row,
    rule,
    text,
)

PAUSE = 1000
"""Milliseconds after the last key at which a half-written result is kept as a draft."""


def yardstick(item: ItemFacts) -> list[tuple[str, Shown]]:
    """主体 依据 标准 步骤 时限 材料 of an item."""
    body = " · ".join(part for part in (item.body, item.department) if part)
    return [
        (_("Who does it"), body),
        (_("Basis"), item.basis),
        (_("Standard"), item.standard),
        (_("Steps"), item.steps),
        (_("Time limit in words"), item.time_limit),
        (_("Materials"), item.materials),
        (_("Note"), item.note),
    ]


def chips_of(item: ItemFacts) -> list[ChipLabel]:
    """Rhythm, and what is still to be checked."""
    words = rhythm_words(item.rhythm, item.by_day, item.weekday, item.month)
    made = [ChipLabel(words, "blue")] if words else []
    if item.name and not item.verified:
        chip = ChipLabel(_("To be checked"), "amber")
        chip.setToolTip(_("No source was found for it. Check it, then tick “checked” in its form."))
        made.append(chip)
    if item.proof_needed:
        made.append(ChipLabel(_("Proof needed"), "grey"))
    return made


def past_events(past: object, opened: object) -> list[tuple[str, Shown]]:
    """The earlier tasks of an item, the latest first; a click shows one."""
    assert isinstance(past, (list, tuple))
    assert callable(opened)
    return [(short_day(each.due_on), (_past_words(each), partial(opened, each.id))) for each in past]


def _past_words(past: Past) -> str:
    chip = chip_in_list(past.due_on, past.done_on, past.not_needed)
    told = past.result or past.not_needed
    words = f"{chip.text} {told}".strip()
    return words if len(words) <= 16 else words[:15] + "…"


class TaskCard(QWidget):
    """``done`` carries the result; the other signals ask the page for what their names say."""

    done = Signal(str)
    reopen = Signal()
    put_off = Signal()
    put_aside = Signal()
    edit = Signal()
    remove = Signal()
    item_wanted = Signal(int)
    task_wanted = Signal(int)

    def __init__(self, office: Office) -> None:
        super().__init__()
        self._office = office
        self.facts: TaskFacts | None = None
        self._draft = QTimer(self)
        self._draft.setSingleShot(True)
        self._draft.setInterval(PAUSE)
        self._draft.timeout.connect(self.keep_draft)
        self._kept = ""
        self._build()

    # ---- building -----------------------------------------------------------------------------

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(18, 16, 18, 14)
        column.setSpacing(9)
        self.title = text("", "head", wrap=True, copyable=True)
        self._chips = QWidget()
        self.known = KeyValues()
        self.banner = Banner("warn", "")
        self.banner.hide()
        self.result_words = text(_("Result"), "section")
        self.result = QPlainTextEdit()
        self.result.setAccessibleName(_("Result"))
        self.result.setPlaceholderText(_("What was done, and what was found"))
        self.result.setTabChangesFocus(True)
        self.result.setFixedHeight(look.px(64))
        self.result.textChanged.connect(self._draft.start)
        self.result_words.setBuddy(self.result)
        self.proofs = AttachedFiles(self._office.store)
        self.done_button = primary(_("Done"), self.finish, icon="checkmark", keys="Ctrl+Return")
        self.off_button = quiet(_("Put off"), self.put_off.emit)
        self.aside_button = quiet(_("Not needed"), self.put_aside.emit)
        self.again_button = quiet(_("Open again"), self.reopen.emit, icon="arrow-undo")
        self._edit = LinkButton(_("Edit"), self.edit.emit)
        self._edit.setToolTip("F2")
        self._remove = LinkButton(_("Remove"), self.remove.emit)
        self.past_words = text(_("How it went"), "section")
        self.past = Timeline()
        for thing in (
            self.title,
            self._chips,
            self.known,
            rule(),
            self.banner,
            self.result_words,
            self.result,
        ):
            column.addWidget(thing)
        column.addWidget(self.proofs)
        column.addLayout(row(self.done_button, self.off_button, self.aside_button, self.again_button, None))
        column.addLayout(row(self._edit, self._remove, None, spacing=14))
        column.addWidget(self.past_words)
        column.addWidget(self.past)
        column.addStretch(1)

    # ---- showing ------------------------------------------------------------------------------

    def show_task(self, facts: TaskFacts) -> None:
        """Show a task. A result half-written stays where it was being written."""
        other = self.facts is None or self.facts.line.id != facts.line.id
        if other:
            self.keep_draft()
        self.facts = facts
        self.title.setText(facts.line.title)
        self._show_chips(facts)
        self.known.show_facts(self._known(facts))
        self._show_result(facts, other)
        self.banner.say("")
        over = facts.line.is_over
        self.proofs.show_record(TABLE, facts.line.id, may_add=not facts.line.not_needed)
        for button in (self.done_button, self.off_button, self.aside_button):
            button.setVisible(not over)
        self.again_button.setVisible(over)
        self.past.show_events(past_events(list(facts.past), self.task_wanted.emit))
        self.past_words.setVisible(bool(facts.past))

    def _show_chips(self, facts: TaskFacts) -> None:
        chip = facts.line.chip
        chips = [ChipLabel(chip.text, chip.tone), *(chips_of(facts.item) if facts.item else [])]
        fresh = QWidget()
        line = row(*chips, None, spacing=6)
        line.setContentsMargins(0, 0, 0, 0)
        fresh.setLayout(line)
        self.layout().replaceWidget(self._chips, fresh)  # type: ignore[union-attr]
        self._chips.hide()
        self._chips.deleteLater()
        self._chips = fresh

    def _known(self, facts: TaskFacts) -> list[tuple[str, Shown]]:
        line, item = facts.line, facts.item
        due = show_day(line.due_on)
        if facts.moved_from:
            first = _("{day} (first {before}: {why})")
            due = first.format(day=due, before=short_day(facts.moved_from), why=facts.moved_why)
        done = f"{show_day(line.done_on)} {facts.done_by}".strip() if line.done_on else ""
        known: list[tuple[str, Shown]] = [
            (_("Person responsible"), line.owner or _("nobody yet")),
            (_("Due on"), due),
            (_("Done on"), done),
            (_("Not needed"), line.not_needed),
            (_("Note"), facts.note),
        ]
        if item is not None:
            place = _("{list}, no. {n}").format(list=item.list_name, n=item.number)
            known += [(_("Duty list"), (place, partial(self.item_wanted.emit, item.id))), *yardstick(item)]
        return known

    def _show_result(self, facts: TaskFacts, other: bool) -> None:
        over = facts.line.is_over
        self.result.setReadOnly(over)
        if not other and not over and self.result.toPlainText().strip() != self._kept:
            return
        draft = (
            None if over else drafts.find(self._office.store, self._office.account.id, _key(facts.line.id))
        )
        self._kept = facts.result
        words = str(draft.values.get("result", "")) if draft else facts.result
        blocked = self.result.blockSignals(True)
        self.result.setPlainText(words)
        self.result.blockSignals(blocked)
        self.result.setVisible(not over or bool(facts.result))
        self.result_words.setVisible(self.result.isVisibleTo(self))

    # ---- doing --------------------------------------------------------------------------------

    def finish(self) -> None:
        """Ask the page to tick the task with what is written here."""
        if self.facts and not self.facts.line.is_over:
            self.done.emit(self.result.toPlainText())

    def ask_proof(self, sentence: str) -> None:
        """Say that a proof is missing, where it is to be put."""
        self.banner.say(sentence)
        self.proofs.drop.button.setFocus()

    def keep_draft(self) -> None:
        """Keep a half-written result."""
        self._draft.stop()
        if self.facts is None or self.facts.line.is_over:
            return
        words = self.result.toPlainText().strip()
        store, account, key = self._office.store, self._office.account.id, _key(self.facts.line.id)
        if words != self._kept:
            drafts.keep(store, account, key, {"result": words})
        elif drafts.find(store, account, key):
            drafts.drop(store, account, key)

    def forget_draft(self, task_id: int) -> None:
        """The result is kept in the task now."""
        self._draft.stop()
        drafts.drop(self._office.store, self._office.account.id, _key(task_id))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and hasattr(self, "result"):
            self.result.setFixedHeight(look.px(64))


def _key(task_id: int) -> str:
    return f"tasks:{task_id}:result"
