"""The locked screen: who are you, and your password; and the way back in with the recovery key."""

from collections.abc import Callable, Sequence
from math import ceil

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QComboBox, QLineEdit, QStackedWidget, QVBoxLayout, QWidget

from commgov_desktop.errors import UserError
from commgov_desktop.i18n import _
from commgov_desktop.store.unlock_delay import WrongPassword
from commgov_desktop.ui import ask, look, tasks
from commgov_desktop.ui.buttons import LinkButton, primary, quiet
from commgov_desktop.ui.cards import Card, row
from commgov_desktop.ui.labels import sign, text
from commgov_desktop.ui.password_boxes import PasswordBoxes, password_line

Unlock = Callable[[str, str], object]
"""(account, password) to whatever the program needs next. Raises ``UserError`` when it is wrong."""
Recover = Callable[[str, str, str], object]
"""(account, recovery key, new password). Raises ``UserError`` when the key is wrong."""


class UnlockPage(QWidget):
    """``unlocked`` carries what ``unlock`` or ``recover`` gave. ``accounts`` are (key, shown name)."""

    unlocked = Signal(object)

    def __init__(
        self,
        office: str,
        accounts: Sequence[tuple[str, str]],
        unlock: Unlock,
        recover: Recover | None = None,
        *,
        last: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._unlock, self._recover = unlock, recover
        self._wait = 0
        self._sentence = ""
        self._clock = QTimer(self)
        self._clock.setInterval(1000)
        self._clock.timeout.connect(self._tick)
        self.stack = QStackedWidget()
        self._cards = (self._door(office, accounts, last), self._recovery())
        for card in self._cards:
            self.stack.addWidget(card)
        middle = QVBoxLayout(self)
        middle.addStretch(2)
        middle.addWidget(self.stack, 0, Qt.AlignmentFlag.AlignHCenter)
        middle.addStretch(3)
        self.stack.setFixedWidth(look.px(400))

    def _door(self, office: str, accounts: Sequence[tuple[str, str]], last: str) -> Card:
        card = Card(padding=28)
        card.add(row(None, sign("commgov", "accent", 56), None))
        card.add(_centred(office or _("Community office"), "title"))
        card.add(_centred(_("Locked. Everything is encrypted on this computer."), "dim"))
        self.account = QComboBox()
        self.account.setAccessibleName(_("Who are you"))
        for key, name in accounts:
            self.account.addItem(name, key)
        self.account.setCurrentIndex(max(0, self.account.findData(last)))
        self.password = password_line(_("Password"))
        self.password.returnPressed.connect(self.try_password)
        self.problem = text("", "problem", wrap=True)
        self.open_button = primary(_("Unlock"), self.try_password, icon="lock-open")
        for label, box in ((_("Who are you"), self.account), (_("Password"), self.password)):
            card.add(text(label, "dim"))
            card.add(box)
        card.add(self.problem)
        card.add(self.open_button)
        self.forgot = LinkButton(_("Forgot the password?"), lambda: self._turn(1))
        self.forgot.setVisible(self._recover is not None)
        card.add(row(None, self.forgot, None))
        return card

    def _recovery(self) -> Card:
        card = Card(padding=28)
        card.add(text(_("With the recovery key"), "title"))
        sentence = _(
            "The recovery key is on the sealed recovery sheet of this office. Type it, then choose a new password. "
            "The opening of the envelope belongs into the record."
        )
        card.add(text(sentence, "dim", wrap=True))
        card.add(text(_("Recovery key"), "dim"))
        self.key = QLineEdit()
        self.key.setAccessibleName(_("Recovery key"))
        card.add(self.key)
        self.fresh = PasswordBoxes()
        card.add(self.fresh)
        self.key_problem = text("", "problem", wrap=True)
        card.add(self.key_problem)
        self.recover_button = primary(_("Set the new password"), self.try_key)
        self.back_button = quiet(_("Back"), lambda: self._turn(0))
        card.add(row(self.recover_button, self.back_button, None))
        return card

    def _turn(self, page: int) -> None:
        self.stack.setCurrentIndex(page)
        self._fit()
        (self.password if page == 0 else self.key).setFocus()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._fit()
        self.password.setFocus()

    def _fit(self) -> None:
        """Cards with wrapped sentences are as high as their words need."""
        card = self._cards[self.stack.currentIndex()]
        self.stack.setFixedHeight(max(card.heightForWidth(self.stack.width()), card.sizeHint().height()))

    # ---- trying -------------------------------------------------------------------------------

    def try_password(self) -> None:
        """Try what is typed; the work of the slow hash is done in the background."""
        if self._wait or not self.open_button.isEnabled():
            return
        account, password = str(self.account.currentData() or ""), self.password.text()
        self._busy(True)
        tasks.run(
            self, _("Unlocking"), lambda _p: self._unlock(account, password), self._opened, self._refused
        )

    def _opened(self, result: object) -> None:
        self._busy(False)
        self.password.clear()
        self.problem.setText("")
        self.unlocked.emit(result)

    def _refused(self, error: BaseException) -> None:
        self._busy(False)
        if not isinstance(error, UserError):
            ask.show_error(self, error)
            return
        self._wait = ceil(error.wait_seconds) if isinstance(error, WrongPassword) else 0
        self._sentence = str(error)
        self.password.clear()
        self._show_wait()
        if self._wait:
            self._clock.start()
        self.password.setFocus()

    def _busy(self, on: bool) -> None:
        self.open_button.setEnabled(not on)
        self.open_button.setText(_("Unlocking…") if on else _("Unlock"))

    def _tick(self) -> None:
        self._wait = max(0, self._wait - 1)
        self._show_wait()
        if not self._wait:
            self._clock.stop()

    def _show_wait(self) -> None:
        words = self._sentence
        if self._wait:
            words = _("The password is not right. Next try in {n} seconds.").format(n=self._wait)
        self.problem.setText(words)
        self._fit()
        self.open_button.setEnabled(not self._wait)

    def try_key(self) -> None:
        """Try the recovery key with the new password."""
        if not self._recover:
            return
        problem = (
            self.fresh.problem() if self.key.text().strip() else _("Type the recovery key from the sheet.")
        )
        self.key_problem.setText(problem)
        self._fit()
        if problem:
            return
        account, key, fresh = (
            str(self.account.currentData() or ""),
            self.key.text().strip(),
            self.fresh.password,
        )
        recover = self._recover
        tasks.run(
            self, _("Unlocking"), lambda _p: recover(account, key, fresh), self._opened, self._key_refused
        )

    def _key_refused(self, error: BaseException) -> None:
        if isinstance(error, UserError):
            self.key_problem.setText(str(error))
        else:
            ask.show_error(self, error)


def _centred(words: str, role: str) -> QWidget:
    label = text(words, role, wrap=True)
    label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
    return label
