"""A small window that asks what is needed for one thing a clerk does, and says in a strip what is wrong with it."""

from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from commgov_desktop.errors import Invalid, UserError
from commgov_desktop.i18n import _
from commgov_desktop.ui import look
from commgov_desktop.ui.banner import Banner
from commgov_desktop.ui.widgets import primary, quiet, row, text


class VerbDialog(QDialog):
    """A question with a heading, a strip for what is wrong, and two buttons."""

    def __init__(self, parent: QWidget | None, title: str, sentence: str, verb: str) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setMinimumWidth(look.px(440))
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(20, 18, 20, 16)
        self.column.setSpacing(10)
        self.column.addWidget(text(title, "head"))
        self.column.addWidget(text(sentence, "dim", wrap=True))
        self.trouble = Banner("error", "")
        self.trouble.hide()
        self.column.addWidget(self.trouble)
        self.body = QVBoxLayout()
        self.column.addLayout(self.body)
        self.do_button = primary(verb, self.do)
        self.column.addLayout(row(None, quiet(_("Cancel"), self.reject), self.do_button))

    def do(self) -> None:
        """Do it and close; what is wrong is said in the strip."""
        try:
            self.act()
        except Invalid as wrong:
            self.trouble.say("；".join(wrong.problems.values()))
        except UserError as error:
            self.trouble.say(str(error))
        else:
            self.accept()

    def act(self) -> None:
        """What the button does."""
