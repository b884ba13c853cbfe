"""Who may unlock the office: the list of clerks, their roles, and letting somebody in or out."""

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from commgov_desktop.access import clerks
from commgov_desktop.access.accounts import ROLE_WORDS, ROLES, accounts
from commgov_desktop.access.password_dialog import PasswordDialog
from commgov_desktop.errors import UserError
from commgov_desktop.i18n import _
from commgov_desktop.ledger.office import Account, Office
from commgov_desktop.ui import ask, look
from commgov_desktop.ui.widgets import (
    Card,
    ChipLabel,
    LinkButton,
    empty_layout,
    primary,
    quiet,
    row,
    rule,
    text,
)


class AccountsCard(Card):
    """Everybody sees the list and sets their own password; the chair does the rest."""

    def __init__(self, office: Office) -> None:
        super().__init__(_("Who may unlock"), padding=20)
        self._office = office
        self._lines = QWidget()
        self._grid = QGridLayout(self._lines)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(look.px(18))
        self._grid.setVerticalSpacing(0)
        self.add(self._lines)
        self.own_button = quiet(_("Change my password"), self.change_own, icon="key")
        self.add_button = primary(_("Add a clerk"), self.add_clerk, icon="person-add")
        if not office.account.may_see_restricted:
            self.add_button.hide()
        self.body.addSpacing(8)
        self.add(row(self.add_button, self.own_button, None))
        self.add_rule()
        for key, words in ROLES.items():
            self.add(text(f"{_(words)}：{_(ROLE_WORDS[key])}", "dim", wrap=True))
        self.add_stretch()
        self.refresh()

    def refresh(self) -> None:
        """Read the accounts anew."""
        empty_layout(self._grid)
        for number, account in enumerate(accounts(self._office.store)):
            self._line(2 * number, account)
            self._grid.addWidget(rule(), 2 * number + 1, 0, 1, 6)
        self._grid.setColumnStretch(2, 1)

    def _line(self, line: int, account: Account) -> None:
        me = account.id == self._office.account.id
        name = text(_("{name} (you)").format(name=account.name) if me else account.name, "strong")
        chip = ChipLabel(_(ROLES[account.role]), "blue" if account.role == "chair" else "grey")
        self._grid.addWidget(name, line, 0)
        self._grid.addWidget(chip, line, 1, Qt.AlignmentFlag.AlignVCenter)
        self._grid.setRowMinimumHeight(line, look.px(42))
        if self._office.account.may_see_restricted and not me:
            links = [LinkButton(words, partial(act, account)) for words, act in self._acts(account)]
            for link in links:
                link.setAccessibleName(f"{link.text()} {account.name}")
            for place, link in enumerate(links):
                self._grid.addWidget(link, line, 3 + place, Qt.AlignmentFlag.AlignVCenter)

    def _acts(self, account: Account):  # type: ignore[no-untyped-def]
        other = "worker" if account.role == "chair" else "chair"
        return (
            (_("New password"), self.reset),
            (_("Make {role}").format(role=_(ROLES[other])), partial(self.set_role, role=other)),
            (_("Take out of use"), self.retire),
        )

    # ---- acts -----------------------------------------------------------------------------------

    def add_clerk(self) -> None:
        """Let somebody in."""

        def act(answers: PasswordDialog) -> None:
            clerks.add_clerk(self._office, answers.name, answers.role, answers.password)
            self.refresh()

        about = _("Tell them the first password in person; they change it here themselves.")
        self._open(_("Add a clerk"), act, asks=("name", "role"), about=about)

    def change_own(self) -> None:
        """Another password for the one who sits here."""

        def act(answers: PasswordDialog) -> None:
            clerks.change_own_password(self._office, answers.old, answers.password)

        self._open(_("Change my password"), act, asks=("old",))

    def reset(self, account: Account) -> None:
        """The chair gives somebody who forgot theirs a new one."""

        def act(answers: PasswordDialog) -> None:
            clerks.reset_password(self._office, account.id, answers.password)

        title = _("New password for {name}").format(name=account.name)
        self._open(title, act, about=_("Tell it to them in person; they change it here themselves."))

    def set_role(self, account: Account, role: str) -> None:
        """Chair or clerk."""
        question = _("Make {name} {role}?").format(name=account.name, role=_(ROLES[role]))
        if ask.confirm(self, question, _("Change the role"), detail=_(ROLE_WORDS[role])):
            self._try(partial(clerks.set_role, self._office, account.id, role))

    def retire(self, account: Account) -> None:
        """Let somebody out."""
        question = _("Take the account of {name} out of use?").format(name=account.name)
        detail = _("Their password opens nothing any more. What they did stays on record.")
        if ask.confirm(self, question, _("Take out of use"), detail=detail, risky=True):
            self._try(partial(clerks.retire, self._office, account.id))

    def _try(self, act: "partial[None]") -> None:
        try:
            act()
        except UserError as error:
            ask.show_error(self, error)
        self.refresh()

    def _open(self, title: str, act, *, asks: tuple[str, ...] = (), about: str = "") -> None:  # type: ignore[no-untyped-def]
        office = self._office
        personal = (office.name, office.community, office.account.name)
        dialog = PasswordDialog(self, title, act, asks=asks, about=about, personal=personal)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()
