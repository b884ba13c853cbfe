"""What came of a backup: proven, with the slip to print and what to do with the stick; or what went wrong."""

from collections.abc import Callable

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from commgov_desktop.backup.copies import Copy, size_words, when_words
from commgov_desktop.backup.destinations import Destination
from commgov_desktop.i18n import _
from commgov_desktop.ui.widgets import Banner, Card, empty_layout, quiet, sign, text


class ResultCard(QWidget):
    """What came of it: proven, with the slip to print; or what went wrong and what to do."""

    def __init__(self, print_: Callable[[], object]) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        self._print = print_
        self._column = column
        self.print_button = quiet("")
        self.hide()

    def show_copy(self, copy: Copy, target: Destination, ledgers: int) -> None:
        """A good copy."""
        empty_layout(self._column)
        card = Card(padding=14)
        words = _("The copy is good: read back from where it lies, {n} ledgers counted, all agree.")
        facts = (copy.path.name, size_words(copy.size), when_words(copy.made_at))
        eject = _("Now choose “Safely remove” for the stick, then pull it out and lock it away.")
        self.print_button = quiet(_("Print the slip"), self._print, icon="print")
        said = QVBoxLayout()
        said.setSpacing(2)
        said.addWidget(text(words.format(n=ledgers), "strong", wrap=True))
        said.addWidget(text(" · ".join(facts), "dim", wrap=True, copyable=True))
        if target.is_stick:
            said.addWidget(text(eject, wrap=True))
        line = QHBoxLayout()
        line.setSpacing(12)
        line.addWidget(sign("checkmark-circle", "green", 28))
        line.addLayout(said, 1)
        line.addWidget(self.print_button)
        card.add(line)
        self._column.addWidget(card)
        self.show()

    def show_trouble(self, sentence: str) -> None:
        """No copy was made."""
        empty_layout(self._column)
        self._column.addWidget(Banner("error", sentence))
        self.show()
