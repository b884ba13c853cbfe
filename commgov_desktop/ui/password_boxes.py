"""A password chosen: typed twice, with an honest judgement and a way to look at it."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QLineEdit, QVBoxLayout, QWidget

from commgov_desktop.i18n import _
from commgov_desktop.ui.labels import text
from commgov_desktop.ui.password_meter import PasswordMeter, strength

LEAST = 8
"""Signs a password must have; what it is worth beyond that the meter says."""


class PasswordBoxes(QWidget):
    """``changed`` on each key; ``problem`` is empty when the password can be taken."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        self.first, self.second = password_line(_("Password")), password_line(_("Password again"))
        self.meter = PasswordMeter()
        self.look_at_it = QCheckBox(_("Show the password"))
        self.look_at_it.toggled.connect(self._show)
        for label, box in ((_("Password"), self.first), (_("Password again"), self.second)):
            column.addWidget(text(label, "dim"))
            column.addWidget(box)
            if box is self.first:
                column.addWidget(self.meter)
                column.addSpacing(4)
            box.textChanged.connect(self._typed)
        column.addWidget(self.look_at_it)

    def _typed(self) -> None:
        self.meter.show_password(self.first.text())
        self.changed.emit()

    def _show(self, on: bool) -> None:
        for box in (self.first, self.second):
            box.setEchoMode(QLineEdit.EchoMode.Normal if on else QLineEdit.EchoMode.Password)

    @property
    def password(self) -> str:
        """What was typed into the first box."""
        return self.first.text()

    def problem(self) -> str:
        """Why this password cannot be taken, in a sentence."""
        if len(self.password) < LEAST:
            return _("The password needs at least {n} signs.").format(n=LEAST)
        if strength(self.password).seconds < 60:
            return _("This password is guessed in less than a minute. Choose another.")
        if self.first.text() != self.second.text():
            return _("The two passwords differ. Type the second one again.")
        return ""


def password_line(name: str) -> QLineEdit:
    """A box whose letters show as dots."""
    box = QLineEdit()
    box.setEchoMode(QLineEdit.EchoMode.Password)
    box.setAccessibleName(name)
    return box
