"""备份: what copies exist and how good they are, one large button for the next one, and the way back beside it."""

from collections.abc import Callable, Mapping
from functools import partial

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from commgov_desktop.backup import alarms, record
from commgov_desktop.backup.copies import Copy, when_words
from commgov_desktop.backup.copies_card import CopiesCard
from commgov_desktop.backup.destinations import Sticks, plugged_in
from commgov_desktop.backup.restore_card import RestoreCard
from commgov_desktop.backup.target_card import TargetCard
from commgov_desktop.i18n import _
from commgov_desktop.ledger.office import Office
from commgov_desktop.store.store import Changes
from commgov_desktop.ui import ask, look, tasks
from commgov_desktop.ui.print_dialog import PaperDialog
from commgov_desktop.ui.widgets import Banner, PlainPage, shortcut

SLIP = "数据备份核验单"
WIDE = 1080
"""Below this width in pixels the restore stands under the copies, not beside them."""


class BackupPage(PlainPage):
    """``closing`` lets go of the window's hold on the office before a restore; ``restored`` opens it anew.

    ``table_names`` maps a table to the word a clerk knows its ledger by. ``sticks`` says what is plugged in.
    """

    open_elsewhere = Signal(str, int)

    def __init__(
        self,
        office: Office,
        table_names: Mapping[str, str],
        *,
        restored: Callable[[], object],
        closing: Callable[[], object] | None = None,
        sticks: Sticks = plugged_in,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(_("Backup and restore"), scroll=True, parent=parent)
        self._office, self._names = office, table_names
        self._let_window_go = closing
        self.alarm = Banner("warn", "")
        self.target = TargetCard(office, table_names, sticks)
        self.copies = CopiesCard(table_names, self.check_again, self.rehearse, self.print_slip)
        self.restore = RestoreCard(office, table_names, sticks, restored, self._closing)
        self._arrange()
        self.target.made.connect(lambda _copy: self.refresh())
        self.target.print_asked.connect(self.print_)
        shortcut(self, "Ctrl+P", self.print_)
        self.refresh()

    def _arrange(self) -> None:
        left = QVBoxLayout()
        left.setSpacing(12)
        left.addWidget(self.target)
        left.addWidget(self.copies, 1)
        self._columns = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._columns.setSpacing(12)
        self._columns.addLayout(left, 1)
        self._columns.addWidget(self.restore)
        self.body.addWidget(self.alarm)
        self.body.addLayout(self._columns, 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        wide = self.width() >= WIDE
        directions = QBoxLayout.Direction
        self._columns.setDirection(directions.LeftToRight if wide else directions.TopToBottom)
        self.restore.setMaximumWidth(look.px(360) if wide else 16_777_215)
        self.restore.setMinimumWidth(look.px(360) if wide else 0)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        QTimer.singleShot(0, self, self.find_here)  # Enter is then the third and last step

    # ---- what every page offers -----------------------------------------------------------------

    def find_here(self) -> None:
        """Bring the keyboard to the large button."""
        if self.target.button.isEnabled():
            self.target.button.setFocus()

    def new(self) -> None:
        """Make a copy now."""
        self.target.start()

    def print_(self) -> None:
        """The slip of the newest good copy."""
        last = record.last_good(self._office)
        if last is None:
            ask.tell(self, _("There is no copy yet. Plug in a stick and make one today."))
        else:
            self.print_slip(last)

    def show_record(self, _copy_id: int) -> None:
        """From today's page: the large button is what is wanted."""
        self.find_here()

    def refresh(self, changes: Changes | None = None) -> None:
        """Read the book of copies anew."""
        if changes is not None and not changes.touches("backups", "settings"):
            return
        last = record.last_good(self._office)
        when = when_words(last.made_at) if last else _("none yet")
        self.head.set_count(_("Last good copy: {when}").format(when=when))
        self.copies.show_copies(record.copies(self._office))
        worries = list(last.alarms) if last else []
        if last and (old := alarms.ageing(last.made_at)):
            worries.insert(0, old)
        self.alarm.say("\n".join(worries))

    def let_go(self) -> None:
        """The window is about to go."""
        self.target.let_go()

    def _closing(self) -> None:
        self.let_go()
        if self._let_window_go is not None:
            self._let_window_go()
        self._office.store.close()

    # ---- the copies -----------------------------------------------------------------------------

    def check_again(self, copy: Copy) -> None:
        """Read a copy to its end once more."""
        tasks.run(
            self,
            _("The copy is read and counted"),
            lambda progress: record.check_again(self._office, copy.id, progress),
            partial(self._proven, _("The copy of {when} is good: all of it was read, every table agrees.")),
            self._not_proven,
        )

    def rehearse(self, copy: Copy) -> None:
        """Play its restore through."""
        tasks.run(
            self,
            _("The restore is played through"),
            lambda progress: record.rehearse(self._office, copy.id, progress),
            partial(
                self._proven,
                _("The restore of the copy of {when} was played through: it opens, every table agrees."),
            ),
            self._not_proven,
        )

    def _proven(self, words: str, copy: Copy) -> None:
        self.refresh()
        ask.tell(self, words.format(when=when_words(copy.made_at)))

    def _not_proven(self, error: BaseException) -> None:
        self.refresh()
        ask.show_error(self, error)

    def print_slip(self, copy: Copy) -> None:
        """Show the slip of a copy before it is printed."""
        tasks.fetch(
            self, lambda: record.certificate(self._office, copy, self._names), partial(self._show_slip, copy)
        )

    def _show_slip(self, copy: Copy, pdf: bytes) -> None:
        def printed() -> None:
            self._office.store.note(_("Print {paper}").format(paper=SLIP), f"backups:{copy.id}")

        PaperDialog(self, SLIP, pdf, suggested=f"{SLIP}.pdf", printed=printed).open()
