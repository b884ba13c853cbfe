"""设置: the office's facts, who may unlock, this computer, and the recovery sheet."""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QWidget

from commgov_desktop.access.accounts_card import AccountsCard
from commgov_desktop.access.machine_card import MachineCard
from commgov_desktop.access.office_card import OfficeCard
from commgov_desktop.access.recovery_card import RecoveryCard, Sheet
from commgov_desktop.i18n import _
from commgov_desktop.ledger.office import Office
from commgov_desktop.settings import Setting
from commgov_desktop.store.store import Changes
from commgov_desktop.ui import look
from commgov_desktop.ui.plain_page import scrolling
from commgov_desktop.ui.widgets import Card, Entry, PlainPage, SideList

PARTS = ("office", "accounts", "machine", "recovery")


class SettingsPage(PlainPage):
    """``speak`` and ``watch_idle`` reach the window; ``recovery_sheet`` makes the page for the sealed envelope."""

    open_elsewhere = Signal(str, int)

    def __init__(
        self,
        office: Office,
        settings: Sequence[Setting[Any]],
        *,
        recovery_sheet: Sheet | None = None,
        speak: Callable[[str], object] | None = None,
        watch_idle: Callable[[int], object] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(_("Settings"), parent=parent)
        self.office = OfficeCard(office, settings)
        self.accounts = AccountsCard(office)
        self.machine = MachineCard(office, speak, watch_idle)
        self.stack = QStackedWidget()
        cards: dict[str, Card] = {"office": self.office, "accounts": self.accounts, "machine": self.machine}
        if recovery_sheet is not None:
            self.recovery = RecoveryCard(office, recovery_sheet)
            cards["recovery"] = self.recovery
        for key, card in cards.items():
            self.stack.addWidget(card if key == "office" else scrolling(_narrow(card)))
        self._keys = list(cards)
        self.side = SideList(
            [Entry(words, key) for key, words in _words().items() if key in cards], name=_("Settings")
        )
        self.side.setFixedWidth(look.px(190))
        self.side.chosen.connect(lambda key: self.stack.setCurrentIndex(self._keys.index(key)))
        self.side.choose("office")
        line = QHBoxLayout()
        line.setSpacing(12)
        line.addWidget(self.side)
        line.addWidget(self.stack, 1)
        self.body.addLayout(line, 1)

    def show_part(self, key: str) -> None:
        """Go to ``office``, ``accounts``, ``machine`` or ``recovery``."""
        self.side.choose(key)

    def find_here(self) -> None:
        """Bring the keyboard to the first box."""
        self.show_part("office")
        self.office.form.focus_first()

    def new(self) -> None:
        """A new clerk."""
        self.show_part("accounts")
        if self.accounts.add_button.isVisible():
            self.accounts.add_clerk()

    def print_(self) -> None:
        """The recovery sheet is what can be printed here."""
        self.show_part("recovery")

    def show_record(self, _record_id: int) -> None:
        """There is only one page."""

    def refresh(self, changes: Changes | None = None) -> None:
        """Read anew what others have changed, unless the clerk is typing."""
        if (changes is None or changes.touches("settings")) and not self.office.form.is_changed:
            self.office.read()
        if changes is None or changes.touches("accounts"):
            self.accounts.refresh()


def _words() -> dict[str, str]:
    return {
        "office": _("Office and rules"),
        "accounts": _("Accounts and passwords"),
        "machine": _("This computer"),
        "recovery": _("Recovery sheet"),
    }


def _narrow(card: Card) -> QWidget:
    holder = QWidget()
    line = QHBoxLayout(holder)
    line.setContentsMargins(0, 0, 0, 0)
    card.setMaximumWidth(look.px(760))
    line.addWidget(card, 1)
    line.addStretch(0)
    return holder
