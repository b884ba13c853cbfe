"""批量修改: choose what changes, see what would happen to each person, then change all of them at once."""

from collections.abc import Sequence
from datetime import date
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QVBoxLayout, QWidget

from commgov_desktop import clock, name_readings
from commgov_desktop.errors import UserError
from commgov_desktop.i18n import N_, _, ngettext
from commgov_desktop.ledger.fields import Field
from commgov_desktop.ledger.office import Office
from commgov_desktop.roster.bulk import changing, wishes
from commgov_desktop.roster.bulk.changing import CHANGED, REFUSED, SAME, BulkPlan
from commgov_desktop.roster.bulk.difference_rows import DifferenceRows
from commgov_desktop.roster.bulk.wish_card import WishRow
from commgov_desktop.roster.lookups import Lookups
from commgov_desktop.roster.resident_form_card import pickers
from commgov_desktop.ui import ask, tasks
from commgov_desktop.ui.field_boxes import Help, box_for
from commgov_desktop.ui.side_by_side import SideBySide
from commgov_desktop.ui.widgets import (
    Banner,
    Card,
    EmptyState,
    FigureTile,
    LinkButton,
    PlainPage,
    RecordTable,
    primary,
    quiet,
    row,
    rule,
    scrolling,
    text,
)

MOST_WISHES = 6
_SINCE = Field("since", N_("So since"), "day")


class BulkPage(QWidget):
    """``closed`` when the clerk is through. ``ids`` are the people to change."""

    closed = Signal()

    def __init__(
        self, office: Office, lookups: Lookups, ids: Sequence[int], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._office, self._lookups, self._ids = office, lookups, list(ids)
        self._fields = wishes.fields(office.store)
        self._helps = Help(pickers(lookups), name_readings.initials)
        self.rows: list[WishRow] = []
        self.plan: BulkPlan | None = None
        count = ngettext("{n} person chosen", "{n} people chosen", len(self._ids)).format(
            n=f"{len(self._ids):,}"
        )
        self.page = PlainPage(_("Change many people at once"), count, back=(_("Residents"), self.closed.emit))
        body = SideBySide()
        body.add(self._left(), width=380)
        self.right = Card()
        body.add(self.right)
        self.page.body.addWidget(body, 1)
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.page)
        self.add_row()
        self._invite()

    # ---- what is changed ----------------------------------------------------------------------

    def _left(self) -> Card:
        card = Card(_("What is changed"))
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        self._lines = QVBoxLayout()
        self._lines.setSpacing(8)
        column.addLayout(self._lines)
        self.more = LinkButton(_("＋ one more"), self.add_row)
        column.addWidget(self.more)
        column.addWidget(rule())
        self.mended = QCheckBox(_("the old value was a mistake (leaves no history)"))
        self.since = box_for(_SINCE, self._helps)
        self.since.set_value(clock.today())
        self.mended.toggled.connect(lambda on: self.since.setEnabled(not on))
        column.addWidget(text(_("So since"), "dim"))
        column.addWidget(self.since)
        column.addWidget(self.mended)
        column.addStretch(1)
        card.add(scrolling(inside), 1)
        self.preview_button = primary(_("See what would change"), self.preview, icon="eye")
        card.add(row(self.preview_button, None))
        return card

    def add_row(self) -> WishRow:
        """One more change."""
        line = WishRow(self._fields, self._helps, len(self.rows) + 1)
        line.changed.connect(self._stale)
        line.removed.connect(partial(self._remove, line))
        self.rows.append(line)
        self._lines.addWidget(line)
        self.more.setVisible(len(self.rows) < MOST_WISHES)
        self._stale()
        return line

    def _remove(self, line: WishRow) -> None:
        if len(self.rows) > 1:
            self.rows.remove(line)
            line.hide()
            line.deleteLater()
            self.more.show()
            self._stale()

    def _stale(self) -> None:
        """What is asked for has changed: the preview no longer tells the truth."""
        if self.plan is not None:
            self.plan = None
            self._invite()

    def _invite(self) -> None:
        self.right.clear()
        self.right.add(
            EmptyState(
                _("Say on the left what is to be changed, then see what would happen."),
                icon="table-edit",
                hint=_("Nothing is saved before you have seen it, and one undo takes all of it back."),
            ),
            1,
        )

    # ---- the preview --------------------------------------------------------------------------

    def preview(self) -> None:
        """Work out in the background what would happen to each."""
        try:
            asked = [line.wish() for line in self.rows]
            wishes.look_over(asked, clock.today())
        except UserError as error:
            ask.show_error(self, error)
            return
        store, ids = self._office.store, self._ids
        tasks.run(
            self,
            _("Working out what would change"),
            lambda progress: changing.plan(store, ids, asked, progress),
            self.show_plan,
        )

    def show_plan(self, plan: BulkPlan) -> None:
        """Show the counts and every difference."""
        self.plan = plan
        self.right.clear()
        self.right.add(text(_("What would happen (nothing is saved yet)"), "section"))
        self._show_figures(plan)
        count = plan.count(CHANGED)
        words = ngettext("Change {n} person", "Change {n} people", count).format(n=f"{count:,}")
        self.change_button = primary(words, self.change_now, icon="save")
        self.change_button.setEnabled(count > 0)
        self.right.add(row(self.change_button, None))
        self.change_button.setFocus()

    def _show_figures(self, plan: BulkPlan) -> None:
        tiles = QHBoxLayout()
        for key, label, detail in (
            ("", _("people"), _("chosen")),
            (CHANGED, _("changed"), _("get another value")),
            (SAME, _("already so"), _("left as they are")),
            (REFUSED, _("not changed"), _("with the reason")),
        ):
            count = plan.count(key) if key else len(plan.people)
            tiles.addWidget(FigureTile(f"{count:,}", label, detail, partial(self.show_rows, key)))
        self.right.add(tiles)
        self.table = RecordTable(
            DifferenceRows(plan, self._lookups.dwelling_name), name=_("People and what changes")
        )
        self.right.add(self.table, 1)
        self.show_rows(CHANGED if plan.count(CHANGED) else "")

    def show_rows(self, key: str) -> None:
        """Show those who are changed, already so, refused, or all."""
        self.table.filter_key = key
        self.table.refresh()

    # ---- the change ---------------------------------------------------------------------------

    def change_now(self) -> None:
        """Change everybody in the background; cancel leaves nothing behind."""
        plan = self.plan
        if plan is None:
            return
        since, mended = self.since.value(), self.mended.isChecked()
        day = since if isinstance(since, date) else None
        store = self._office.store
        tasks.run(
            self,
            changing.label_of(plan),
            lambda progress: changing.apply(store, plan, progress, since=day, mended=mended),
            self.show_done,
        )

    def show_done(self, count: int) -> None:
        """Say what was done, and offer to take it back."""
        plan, step = self.plan, self._office.store.undoable()
        self.right.clear()
        words = ngettext("{n} person was changed.", "{n} people were changed.", count)
        self.right.add(Banner("good", words.format(n=f"{count:,}")))
        if plan is not None:
            self._show_figures(plan)
        self.plan = None
        self.undo_button = quiet(
            _("Undo this change"), partial(self._take_back, step.action_id if step else 0), icon="arrow-undo"
        )
        self.done_button = primary(_("See the residents"), self.closed.emit)
        self.right.add(row(self.done_button, self.undo_button, None))
        self.done_button.setFocus()

    def _take_back(self, action_id: int) -> None:
        def done(_step: object) -> None:
            ask.tell(self, _("The change was taken back; everybody is as before."))
            self._invite()

        tasks.run(
            self, _("Undo this change"), lambda _progress: self._office.store.take_back(action_id), done
        )
