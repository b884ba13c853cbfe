"""A small window that asks for a password to be set, with the honest meter, or for the one there is."""

from collections.abc import Callable

from PySide6.QtWidgets import QComboBox, QDialog, QLineEdit, QVBoxLayout, QWidget

from commgov_desktop.access.accounts import ROLE_WORDS, ROLES
from commgov_desktop.errors import Invalid, UserError
from commgov_desktop.i18n import _
from commgov_desktop.store.password_strength import password_strength
from commgov_desktop.ui import ask, look
from commgov_desktop.ui.password_boxes import PasswordBoxes, password_line
from commgov_desktop.ui.widgets import primary, quiet, row, text


class PasswordDialog(QDialog):
    """``act(answers)`` does it and may raise; the window stays open with the sentence until it succeeds.

    ``asks`` names what is asked beside the new password: ``"name"``, ``"role"``, ``"old"``. ``answers`` is the
    window itself: ``.name``, ``.role``, ``.old``, ``.password``.
    """

    def __init__(
        self,
        parent: QWidget | None,
        title: str,
        act: Callable[["PasswordDialog"], object],
        *,
        asks: tuple[str, ...] = (),
        about: str = "",
        personal: tuple[str, ...] = (),
    ) -> None:
        super().__init__(parent)
        self._act, self._personal = act, personal
        self.setWindowTitle(title)
        self.setMinimumWidth(look.px(440))
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(24, 20, 24, 18)
        self._column.setSpacing(6)
        self._column.addWidget(text(title, "head"))
        if about:
            self._column.addWidget(text(about, "dim", wrap=True))
        self.name_box, self.old_box, self.role_box = (
            QLineEdit(),
            password_line(_("Present password")),
            QComboBox(),
        )
        self._ask(asks)
        self.boxes = PasswordBoxes()
        self._column.addWidget(self.boxes)
        self.boxes.changed.connect(self._advise)
        self.problem = text("", "problem", wrap=True)
        self.problem.hide()
        self._column.addWidget(self.problem)
        self.ok_button = primary(title, self.do)
        self.ok_button.setDefault(True)
        self._column.addSpacing(8)
        self._column.addLayout(row(None, quiet(_("Cancel"), self.reject), self.ok_button))

    def _ask(self, asks: tuple[str, ...]) -> None:
        if "name" in asks:
            self._labelled(_("Name of the clerk"), self.name_box)
        if "role" in asks:
            for key, words in ROLES.items():
                self.role_box.addItem(_(words), key)
            self.role_box.setCurrentIndex(self.role_box.findData("worker"))
            self._labelled(_("Role in the office"), self.role_box)
            self.role_words = text("", "small", wrap=True)
            self._column.addWidget(self.role_words)
            self.role_box.currentIndexChanged.connect(lambda _place: self._show_role())
            self._show_role()
        if "old" in asks:
            self._labelled(_("Present password"), self.old_box)

    def _labelled(self, words: str, box: QWidget) -> None:
        box.setAccessibleName(words)
        self._column.addWidget(text(words, "dim"))
        self._column.addWidget(box)
        self._column.addSpacing(4)

    def _show_role(self) -> None:
        self.role_words.setText(_(ROLE_WORDS[self.role]))

    def _advise(self) -> None:
        """Names of the office and its people are guessed first: the store's own judge says so."""
        score, sentence = password_strength(self.boxes.password, (*self._personal, self.name))
        self.boxes.meter.bar.level = max(1, score) if self.boxes.password else 0
        self.boxes.meter.bar.update()
        if self.boxes.password:
            self.boxes.meter.words.setText(sentence)

    @property
    def name(self) -> str:
        """The clerk's name that was typed."""
        return self.name_box.text().strip()

    @property
    def role(self) -> str:
        """The chosen role, ``chair`` or ``worker``."""
        return str(self.role_box.currentData())

    @property
    def old(self) -> str:
        """The present password."""
        return self.old_box.text()

    @property
    def password(self) -> str:
        """The new password."""
        return self.boxes.password

    def do(self) -> None:
        """Do it, if the password can be taken."""
        problem = self.boxes.problem()
        if not problem:
            try:
                self._act(self)
            except Invalid as wrong:
                problem = "\n".join(wrong.problems.values())
            except UserError as error:
                problem = str(error)
        self.problem.setText(problem)
        self.problem.setVisible(bool(problem))
        if not problem:
            self.accept()


def ask_own_password(parent: QWidget | None, question: str) -> str | None:
    """The clerk's own password before something grave; ``None`` when they leave."""
    return ask.words(parent, _("Your password"), question, secret=True)
