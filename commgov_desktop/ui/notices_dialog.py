"""Whose work the program holds: the third-party notices, readable in a window and copied from with the mouse."""

from pathlib import Path

from PySide6.QtWidgets import QDialog, QTextBrowser, QVBoxLayout, QWidget

from commgov_desktop.i18n import _
from commgov_desktop.ui import look
from commgov_desktop.ui.buttons import quiet
from commgov_desktop.ui.cards import row
from commgov_desktop.ui.labels import text


class NoticesDialog(QDialog):
    """``heading`` and ``about`` say the program's version and where its data lie; ``file`` is the list, in Markdown."""

    def __init__(self, parent: QWidget | None, heading: str, about: str, file: Path) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("About this program"))
        self.resize(look.px(820), look.px(600))
        self.page = QTextBrowser()
        self.page.setAccessibleName(_("Licences of all parts"))
        self.page.setOpenLinks(False)
        self.page.setMarkdown(file.read_text("utf-8"))
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 20, 20, 16)
        column.setSpacing(10)
        column.addWidget(text(heading, "head", wrap=True))
        column.addWidget(text(about, "dim", wrap=True, copyable=True))
        column.addWidget(self.page, 1)
        column.addLayout(row(None, quiet(_("Close the window"), self.accept)))
