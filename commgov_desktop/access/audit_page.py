"""What was done: every step with who and when, what each field said before, and the way to take a step back."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QVBoxLayout, QWidget
from sqlalchemy.orm import Session

from commgov_desktop import clock
from commgov_desktop.access.own_words import own_words
from commgov_desktop.access.trail import BIN, Deed, FieldChange, RowChange, Told, Trail, deed
from commgov_desktop.i18n import _, ngettext
from commgov_desktop.ledger import attachments
from commgov_desktop.ledger.office import Office
from commgov_desktop.settings import Setting
from commgov_desktop.store import journal
from commgov_desktop.store.journal import Change
from commgov_desktop.store.store import Changes, UndoConflict
from commgov_desktop.ui import ask, tasks
from commgov_desktop.ui.print_dialog import PaperDialog
from commgov_desktop.ui.record_model import shown
from commgov_desktop.ui.widgets import (
    Banner,
    ChipLabel,
    EmptyState,
    Entry,
    KeyValues,
    ListPage,
    RecordTable,
    SideList,
    heading,
    quiet,
    row,
    rule,
    text,
)

REGISTER = "操作记录"
_HEADINGS = ("时间", "操作人", "事项", "类别", "涉及记录")
_WEIGHTS = (1.5, 0.9, 4.2, 1.3, 0.8)
MOST = 20
"""Records of one step whose fields the card shows; an import has thousands."""


class AuditPage(ListPage):
    """``field_label(table, column)`` names a field (empty or the bare column: not shown); ``table_name`` a ledger.

    ``value_words(table, column, value)`` may turn a stored code into its word; ``hidden`` keeps rows from a clerk.
    """

    open_elsewhere = Signal(str, int)

    def __init__(
        self,
        office: Office,
        field_label: Callable[[str, str], str],
        *,
        table_names: Mapping[str, str] | None = None,
        settings: Sequence[Setting[Any]] = (),
        value_words: Callable[[str, str, object], str] | None = None,
        hidden: Callable[[Session, str, int], bool] | None = None,
        told: Callable[[Session, Change], Told | None] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        self._office = office
        words = own_words(field_label, table_names or {}, settings, value_words)
        self._words = replace(words, hidden=hidden or words.hidden, told=told or words.told)
        self.trail = Trail(office.store, table_names or ())
        remember: Any = office.machine.part("audit")
        empty = EmptyState(_("Nothing has been done yet."), icon="history")
        table = RecordTable(self.trail, remember=remember, empty=empty, name=_("What was done"))
        super().__init__(
            _("What was done"),
            table,
            side=SideList(_entries()),
            remember=remember,
            print_=self.print_,
            find_hint=_("Step, name, 2026-03-05"),
            count_words=_steps,
            parent=parent,
        )
        self._add_to_head()
        table.current_changed.connect(self.show_deed)
        if table.count():
            table.select_id(table.model.ids[0])
        self.show_deed(table.current_id)
        self._count_sides()

    def _add_to_head(self) -> None:
        self.clerk_box = QComboBox()
        self.clerk_box.setAccessibleName(_("Clerk"))
        self.clerk_box.addItem(_("All clerks"), "")
        for name in self.trail.clerks():
            self.clerk_box.addItem(name, name)
        self.clerk_box.activated.connect(lambda _place: self._choose_clerk())
        self.head.add(self.clerk_box)
        self.check_button = quiet(_("Check the chain"), self.check_chain, icon="link")
        self.check_button.setToolTip(_("Whether any step was altered or removed afterwards"))
        self.head.add(self.check_button)
        self.verdict = Banner("good", "", (_("Close"), self._close_verdict))
        self.verdict.hide()
        layout = self.layout()
        assert isinstance(layout, QVBoxLayout)
        room = QVBoxLayout()
        room.setContentsMargins(20, 0, 20, 12)
        self._room = QWidget()
        self._room.setLayout(room)
        self._room.hide()
        room.addWidget(self.verdict)
        layout.insertWidget(1, self._room)

    # ---- the list -------------------------------------------------------------------------------

    def _choose_clerk(self) -> None:
        self.trail.clerk = str(self.clerk_box.currentData())
        self.table.refresh()
        self._count_sides()

    def _count_sides(self) -> None:
        if self.side is not None:
            self.side.show_counts(dict(self.trail.counts()))

    def new(self) -> None:
        """Nothing is made here by hand."""

    def show_record(self, action_id: int) -> None:
        """Go to one step."""
        self.table.select_id(action_id)

    def refresh(self, _changes: Changes | object = None) -> None:
        """Every change is a new line here."""
        self.table.refresh()
        self._count_sides()
        self.show_deed(self.table.current_id)

    # ---- the card -------------------------------------------------------------------------------

    def show_deed(self, action_id: int | None) -> None:
        """Show one step in the card."""
        found = deed(self._office.store, action_id, self._words, MOST) if action_id is not None else None
        card = QWidget()
        column = QVBoxLayout(card)
        column.setContentsMargins(18, 16, 18, 16)
        column.setSpacing(10)
        if found is None:
            column.addWidget(EmptyState(_("Choose a step on the left."), icon="history"))
        else:
            self._fill(column, found)
        self.show_card(card)

    def _fill(self, column: QVBoxLayout, found: Deed) -> None:
        column.addWidget(text(found.what, "head", wrap=True, copyable=True))
        column.addLayout(row(ChipLabel(found.kind.text, found.kind.tone), None))
        when = f"{clock.local(found.at):%Y-%m-%d %H:%M:%S}"
        facts = [(_("Time"), when), (_("By whom"), found.who), (_("Step no."), str(found.id))]
        column.addWidget(KeyValues([*facts, (_("Records concerned"), str(found.row_count or ""))]))
        for each in found.rows:
            column.addWidget(rule())
            column.addWidget(_row_of(each))
        more = found.row_count - len(found.rows)
        if more > 0:
            words = ngettext("and {n} more record", "and {n} more records", more).format(n=f"{more:,}")
            column.addWidget(text(words, "dim"))
        if found.can_be_taken_back:
            button = quiet(_("Take this step back"), partial(self.take_back, found), icon="arrow-undo")
            column.addLayout(row(button, None))
        column.addStretch(1)

    def take_back(self, found: Deed) -> None:
        """Undo this one step, whatever was done since; what stands on it is named."""
        question = _("Take back “{action}”?").format(action=found.what)
        detail = _("The records are as they were before. This is itself a step and can be taken back.")
        if not ask.confirm(self, question, _("Take back"), detail=detail):
            return
        tasks.run(
            self,
            _("The step is taken back"),
            lambda _progress: self._office.store.take_back(found.id),
            lambda _step: self.refresh(),
            self._conflict,
        )

    def _conflict(self, error: BaseException) -> None:
        if isinstance(error, UndoConflict):
            ask.warn(self, str(error), "\n".join(error.records))
        else:
            ask.show_error(self, error)

    # ---- the chain ------------------------------------------------------------------------------

    def check_chain(self) -> None:
        """See whether every step is as it was written."""

        def check(_progress: object) -> tuple[int | None, list[str]]:
            with self._office.store.read() as session:
                broken = journal.first_broken_link(session)
            return broken, self._damaged_files()

        tasks.run(self, _("Every step is checked"), check, self._checked)

    def _damaged_files(self) -> list[str]:
        """The attached files that cannot be read any more, each with the record it belongs to."""
        known = self._words.table_name
        return [
            f"{one.file_name}（{known(one.table) or one.table} № {one.row_id}）"
            for one in attachments.damaged(self._office.store)
        ]

    def _checked(self, found: tuple[int | None, list[str]]) -> None:
        broken, damaged = found
        good = broken is None and not damaged
        self._room.show()
        self.verdict.setProperty("tone", "good" if good else "error")
        self.verdict.style().unpolish(self.verdict)
        self.verdict.style().polish(self.verdict)
        if broken is None and damaged:
            words = _("{n} attached files are damaged or gone: {files}. Look for them in an earlier backup.")
            self.verdict.say(words.format(n=len(damaged), files="、".join(damaged[:10])))
            return
        if broken is None:
            count = self.trail.counts()[""] if not self.trail.clerk else len(Trail(self._office.store).ids())
            words = _("All {n} steps are as they were written, and every attached file can be read.")
            self.verdict.say(words.format(n=f"{count:,}"))
            return
        step = deed(self._office.store, broken, self._words, 0)
        what = f"{clock.local(step.at):%Y-%m-%d %H:%M} {step.who} {step.what}" if step else ""
        words = _(
            "From step {n} on ({what}) the record was altered outside this program, or steps before it are missing. "
            "Change nothing now; compare with the last good copy and ask whoever looks after this computer."
        )
        self.verdict.say(words.format(n=broken, what=what))

    def _close_verdict(self) -> None:
        self._room.hide()

    # ---- paper ----------------------------------------------------------------------------------

    def print_(self) -> None:
        """The list as it is shown now, as a register."""
        ids = self.ids_to_take()
        tasks.run(self, _("The register is made"), partial(self._register, ids), self._show_register)

    def _register(self, ids: list[int], progress: tasks.Progress) -> bytes:
        from commgov_desktop.documents.register import Column, register

        rows: list[list[str]] = []
        for start in range(0, len(ids), 500):
            progress(start, len(ids))
            part = ids[start : start + 500]
            page = self.trail.page(part)
            rows += [[shown(value) for value in page[number]] for number in part if number in page]
        columns = [Column(head, weight) for head, weight in zip(_HEADINGS, _WEIGHTS, strict=True)]
        subtitle = f"{self._office.heading}　共 {len(rows)} 步"
        return register(REGISTER, subtitle, columns, rows, issued=clock.now(), landscape=True)

    def _show_register(self, pdf: bytes) -> None:
        def printed() -> None:
            self._office.store.note(_("Print {paper}").format(paper=REGISTER))

        PaperDialog(self, REGISTER, pdf, suggested=f"{REGISTER}.pdf", printed=printed).open()


def _entries() -> list[Entry]:
    return [
        Entry(_("All"), ""),
        Entry(_("Of today"), "today"),
        heading(_("Kind of step")),
        Entry(_("Change made"), "do"),
        Entry(_("Taken back, done again"), "undo"),
        Entry(_("Looked, printed, exported"), "note"),
        heading(_("State")),
        Entry(_("Was taken back"), "taken"),
        Entry(_("Bin: records taken out"), BIN),
    ]


def _steps(count: int) -> str:
    return ngettext("{n} step", "{n} steps", count).format(n=f"{count:,}")


def _row_of(change: RowChange) -> QWidget:
    part = QWidget()
    column = QVBoxLayout(part)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(4)
    words, tone = {
        "added": (_("newly added"), "green"),
        "removed": (_("taken out"), "red"),
        "changed": (_("altered"), "blue"),
    }[change.way]
    name = text(change.name, "strong", wrap=True)
    line = row(name, ChipLabel(words, tone))
    line.setStretch(0, 1)
    column.addLayout(line)
    facts = [(each.label, _before_after(each, change.way)) for each in change.fields]
    if facts:
        column.addWidget(KeyValues(facts))
    elif change.hidden:
        column.addWidget(text(_("Only marks of the program's own."), "dim"))
    return part


def _before_after(each: FieldChange, way: str) -> str:
    if way == "added":
        return each.after
    if way == "removed":
        return each.before
    nothing = _("(empty)")
    return f"{each.before or nothing} → {each.after or nothing}"
