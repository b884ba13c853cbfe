"""从U盘更新: find the newer setup file, read what is new, and with one button back up, check and update."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from commgov_desktop.errors import UserError
from commgov_desktop.i18n import _
from commgov_desktop.ui import ask, look, tasks
from commgov_desktop.ui.widgets import primary, quiet, row, text
from commgov_desktop.updating import exchange, offers
from commgov_desktop.updating.offers import Offer
from commgov_desktop.updating.setup_file import Progress

BACKED_UP = 700
"""Thousandths of the progress that the backup takes; bringing and proving the setup file take the rest."""


@dataclass(frozen=True)
class Here:
    """What the dialog must know of this program: where it lies, its version, whose updates it takes.

    ``sticks`` gives the folders of the sticks plugged in now; ``back_up(folder, progress)`` makes a proven copy.
    """

    program: Path
    version: str
    keys: Sequence[bytes]
    data: Path
    updates: Path
    kept: Path
    sticks: Callable[[], Sequence[Path]]
    back_up: Callable[[Path, Progress], object]


class UpdateDialog(QDialog):
    """``leave`` closes the program once the setup file has been started."""

    def __init__(self, parent: QWidget | None, here: Here, leave: Callable[[], object]) -> None:
        super().__init__(parent)
        self._here, self._leave = here, leave
        self.offer: Offer | None = None
        self.setWindowTitle(_("Update from a stick"))
        self.setFixedWidth(look.px(520))
        self.head = text("", "head", wrap=True)
        self.about = text("", "dim", wrap=True)
        self.news = text("", wrap=True)
        self.news.setAccessibleName(_("What is new"))
        self.promise = text(
            _(
                "First a verified backup is made. The new version is laid beside the old one and tests itself; "
                "only then does it take its place. If anything fails, the old version stays."
            ),
            "dim",
            wrap=True,
        )
        self.start_button = primary(_("Back up and update"), self.start, icon="arrow-sync")
        self.file_button = quiet(_("Choose a file…"), self.choose_file, icon="folder-open")
        self.again_button = quiet(_("Look again"), self.search)
        self.close_button = quiet(_("Close the window"), self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 20, 20, 16)
        column.setSpacing(10)
        for part in (self.head, self.about, self.news, self.promise):
            column.addWidget(part)
        column.addSpacing(8)
        column.addLayout(row(self.file_button, self.again_button, None, self.start_button, self.close_button))
        self._show(None)
        self.head.setText(_("Looking at the sticks…"))
        self.search()

    def search(self) -> None:
        """Look at every stick; reading a slow one must not hold the window."""
        here = self._here
        tasks.fetch(self, lambda: offers.newest(here.sticks(), here.keys, here.version), self._show)

    def choose_file(self) -> None:
        """A setup file that lies anywhere."""
        path = ask.choose_file(self, _("Choose the setup file"), _("Setup files"), (".exe",))
        if path is None:
            return
        try:
            self._show(offers.examine(path, self._here.keys, self._here.version))
        except UserError as error:
            ask.show_error(self, error)

    def _show(self, offer: Offer | None) -> None:
        self.offer = offer
        found = offer is not None
        self.news.setVisible(found)
        self.promise.setVisible(found)
        self.start_button.setVisible(found)
        self.again_button.setVisible(not found)
        if offer is None:
            self.head.setText(_("No newer version was found on a stick"))
            words = _(
                "Version {version} is installed. Plug in the stick with the setup file, then look again."
            )
            self.about.setText(words.format(version=self._here.version))
            return
        self.head.setText(_("Version {version} can be installed").format(version=offer.release.version))
        words = _("Made on {day}, from {file}. Version {version} is installed now.")
        self.about.setText(
            words.format(day=offer.release.made_on, file=offer.path, version=self._here.version)
        )
        self.news.setText("\n".join(f"· {line}" for line in offer.release.news))
        self.start_button.setDefault(True)
        self.start_button.setFocus()
        self.adjustSize()

    # ---- doing it -------------------------------------------------------------------------------

    def start(self) -> None:
        """Back up, bring the setup file, prove it, hand over to it."""
        if self.offer is None:
            return
        tasks.run(
            self,
            _("Backing up, then bringing the new version"),
            partial(prepare, self._here, self.offer),
            self._hand_over,
        )

    def _hand_over(self, setup: Path) -> None:
        try:
            exchange.start(setup, self._here.program, self._here.data)
        except UserError as error:
            ask.show_error(self, error)
            return
        self.accept()
        self._leave()


def prepare(here: Here, offer: Offer, progress: Progress) -> Path:
    """All that is done while the program still runs. Gives the proven setup file on this computer."""

    def backed_up(done: int, total: int) -> None:
        progress(done * BACKED_UP // max(1, total), 1000)

    def brought(done: int, total: int) -> None:
        progress(BACKED_UP + done * (1000 - BACKED_UP) // max(1, total), 1000)

    here.back_up(backup_folder(here, offer), backed_up)
    return exchange.bring(offer, here.updates, here.keys, brought)


def backup_folder(here: Here, offer: Offer) -> Path:
    """The stick the new version came on, or where it came on none, the folder of kept data on this computer."""
    for stick in here.sticks():
        if offer.path.is_relative_to(stick):
            return stick
    here.kept.mkdir(parents=True, exist_ok=True)
    return here.kept
