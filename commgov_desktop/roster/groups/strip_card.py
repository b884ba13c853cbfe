"""The line above the list when a group is chosen at its side: how many, who is due, and the way to its register."""

from collections.abc import Callable

from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from commgov_desktop.i18n import _
from commgov_desktop.ledger.office import Office
from commgov_desktop.roster.groups import known, levels, lists
from commgov_desktop.ui.buttons import LinkButton
from commgov_desktop.ui.labels import ShortenedLabel


class GroupStrip(QWidget):
    """Hidden until a group is chosen. ``open_group(id)`` opens the list with the columns of its sheet."""

    def __init__(self, office: Office, open_group: Callable[[int], object]) -> None:
        super().__init__()
        self._office, self._open, self._id = office, open_group, 0
        around = QVBoxLayout(self)
        around.setContentsMargins(0, 0, 0, 10)
        strip = QFrame()
        strip.setProperty("tone", "info")
        around.addWidget(strip)
        line = QHBoxLayout(strip)
        line.setContentsMargins(12, 6, 12, 6)
        self.words = ShortenedLabel("")
        self.link = LinkButton(_("Open the list of this group ›"), lambda: self._open(self._id))
        line.addWidget(self.words, 1)
        line.addWidget(self.link)
        self.hide()

    def show_key(self, key: str) -> None:
        """The filter that was chosen; one of another kind hides the line."""
        rest = key.removeprefix(lists.PREFIX)
        if not key.startswith(lists.PREFIX) or not rest.isdecimal():
            self.hide()
            return
        self._id = int(rest)
        group = known.group(self._office, self._id)
        self.words.say(" · ".join(part for part in (group.name, levels.words(group), group.basis) if part))
        self.show()
