"""All keys of the program on one page (F1), to be read on the screen or pinned to the wall."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtWidgets import QDialog, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from commgov_desktop.i18n import N_, _
from commgov_desktop.ui.buttons import primary, quiet
from commgov_desktop.ui.cards import row
from commgov_desktop.ui.labels import key_hint, rule, text


@dataclass(frozen=True)
class Group:
    """Keys that belong together: a heading and (keys, what they do), as message ids."""

    title: str
    keys: tuple[tuple[str, str], ...]


KEYS = (
    Group(
        N_("Everywhere"),
        (
            ("Ctrl+1, 2 …", N_("Go to a page")),
            ("Ctrl+K", N_("Find a person, household, case or document")),
            ("Ctrl+B", N_("Backup and restore")),
            ("Ctrl+Z", N_("Take back the last action")),
            ("Ctrl+Y", N_("Do it again after all")),
            ("Ctrl+L", N_("Lock the screen")),
            ("F1", N_("This list of keys")),
        ),
    ),
    Group(
        N_("On the page of today"),
        (
            ("F5", N_("Register a resident")),
            ("F6", N_("Issue a certificate")),
            ("F7", N_("Record a dispute")),
            ("F8", N_("Back up now")),
            ("Ctrl+P", N_("Print the day's sheet")),
        ),
    ),
    Group(
        N_("In a list"),
        (
            ("Ctrl+F", N_("Find here")),
            ("Ctrl+Shift+F", N_("Filter by any column")),
            ("↓", N_("From the find box into the list")),
            ("Enter", N_("Open the card")),
            ("Ctrl+N", N_("New")),
            ("F2", N_("Edit")),
            ("Ctrl+P", N_("Print")),
            ("Shift+↑ ↓", N_("Choose several")),
            ("Ctrl+A", N_("Choose all")),
        ),
    ),
    Group(
        N_("In a form"),
        (
            ("Enter", N_("On to the next box")),
            ("Shift+Tab", N_("Back to the box before")),
            ("Ctrl+S", N_("Save")),
            ("Esc", N_("Leave; what was typed is kept as a draft")),
            ("Ctrl+↓", N_("Open the calendar")),
            ("Alt+↓", N_("Show all choices")),
        ),
    ),
)


def as_text() -> str:
    """The list of keys as lines of text, for printing."""
    lines: list[str] = []
    for group in KEYS:
        lines += ["", _(group.title), *(f"    {keys:<12}{_(words)}" for keys, words in group.keys)]
    return "\n".join(lines).strip()


class KeysDialog(QDialog):
    """The list of keys; ``print_list`` takes the text and prints it, if there is a way to."""

    def __init__(
        self, parent: QWidget | None = None, print_list: Callable[[str], object] | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Keys"))
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 16)
        column.setSpacing(12)
        column.addWidget(text(_("Keys"), "title"))
        groups = QHBoxLayout()
        groups.setSpacing(32)
        for group in KEYS:
            groups.addWidget(_column(group))
        column.addLayout(groups, 1)
        self.close_button = primary(_("Close"), self.accept)
        self.print_button = quiet(
            _("Print"), lambda: print_list(as_text()) if print_list else None, icon="print"
        )
        self.print_button.setVisible(print_list is not None)
        column.addLayout(row(None, self.print_button, self.close_button))
        self.close_button.setFocus()


def _column(group: Group) -> QWidget:
    box = QWidget()
    grid = QGridLayout(box)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(12)
    grid.setVerticalSpacing(8)
    grid.addWidget(text(_(group.title), "section"), 0, 0, 1, 2)
    grid.addWidget(rule(), 1, 0, 1, 2)
    for line, (keys, words) in enumerate(group.keys, start=2):
        grid.addWidget(key_hint(keys), line, 0)
        grid.addWidget(text(_(words)), line, 1)
    grid.setRowStretch(len(group.keys) + 2, 1)
    grid.setColumnStretch(1, 1)
    return box
