"""Letting clerks in and out: a new account, another password, another role, an account out of use.

A password lies in the keyring, a name and a role in the office's ledger; each step changes both or neither.
None of them can be undone by Ctrl+Z: a password that was given out does not come back by itself.
"""

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from commgov_desktop.access.accounts import ROLES, AccountRow
from commgov_desktop.errors import Invalid, UserError
from commgov_desktop.i18n import _
from commgov_desktop.ledger.office import Account, Office
from commgov_desktop.store import keyring

LEAST = 8
"""Signs a password has at least."""


def add_clerk(office: Office, name: str, role: str, password: str) -> Account:
    """A new clerk with a first password; one who was out of use comes back under the same name.

    Raises ``Invalid`` for the fields ``name`` and ``password``, ``UserError`` for anybody but the chair.
    """
    refuse_unless_chair(office)
    name = name.strip()
    _refuse(name, role, password)
    with office.store.write(_("Add the account {name}").format(name=name), final=True) as session:
        row = session.scalar(select(AccountRow).where(AccountRow.name == name))
        if row is not None and row.active:
            taken = _("There is already an account “{name}”. Choose another name.").format(name=name)
            raise Invalid({"name": taken})
        if row is None:
            row = AccountRow(name=name, role=role)
            session.add(row)
        row.role, row.active = role, True
        session.flush()
        # The last step of the action: if the keyring cannot be written, nobody was added.
        keyring.set_password(office.places.keyring, office.key, row.id, name, password)
        return Account(row.id, row.name, row.role)


def change_own_password(office: Office, old: str, new: str) -> None:
    """Another password for the clerk at the desk. Raises ``WrongPassword``, or ``Invalid`` for ``password``."""
    _refuse_weak(new)
    keyring.open_with_password(office.places.keyring, office.account.id, old)
    keyring.set_password(office.places.keyring, office.key, office.account.id, office.account.name, new)
    office.store.note(_("Change one's own password"), f"accounts:{office.account.id}")


def reset_password(office: Office, account_id: int, new: str) -> None:
    """The chair gives another clerk a new password. Raises ``Invalid`` for ``password``, or ``UserError``."""
    refuse_unless_chair(office)
    _refuse_weak(new)
    name = name_of(office, account_id)
    keyring.set_password(office.places.keyring, office.key, account_id, name, new)
    office.store.note(_("Set a new password for {name}").format(name=name), f"accounts:{account_id}")


def set_role(office: Office, account_id: int, role: str) -> None:
    """Make a clerk chair, or a chair clerk. Never the last chair."""
    refuse_unless_chair(office)
    name = name_of(office, account_id)
    label = _("Make {name} {role}").format(name=name, role=_(ROLES[role]))
    with office.store.write(label, final=True) as session:
        row = session.get_one(AccountRow, account_id)
        if role != "chair":
            _refuse_last_chair(session, row)
        row.role = role


def retire(office: Office, account_id: int) -> None:
    """Take an account out of use: its password opens nothing any more; what it did stays on record."""
    refuse_unless_chair(office)
    if account_id == office.account.id:
        raise UserError(_("Your own account can only be taken out of use by another chair."))
    name = name_of(office, account_id)
    with office.store.write(_("Take the account {name} out of use").format(name=name), final=True) as session:
        row = session.get_one(AccountRow, account_id)
        _refuse_last_chair(session, row)
        row.active = False
        session.flush()
        keyring.remove_account(office.places.keyring, account_id)


def name_of(office: Office, account_id: int) -> str:
    """The clerk's name. Raises ``UserError`` when nobody has this account."""
    with office.store.read() as session:
        row = session.get(AccountRow, account_id)
        if row is None or not row.active:
            raise UserError(_("This account is no longer in use."))
        return row.name


def refuse_unless_chair(office: Office) -> None:
    """Raise ``UserError`` for anybody but the chair."""
    if not office.account.may_see_restricted:
        raise UserError(_("Only the chair can do this. Ask them to unlock the program."))


def _refuse(name: str, role: str, password: str) -> None:
    problems = {}
    if not name:
        problems["name"] = _("Please fill in the clerk's name.")
    if role not in ROLES:
        problems["role"] = _("Choose a role.")
    if len(password) < LEAST:
        problems["password"] = _("The password needs at least {n} signs.").format(n=LEAST)
    if problems:
        raise Invalid(problems)


def _refuse_weak(password: str) -> None:
    if len(password) < LEAST:
        raise Invalid({"password": _("The password needs at least {n} signs.").format(n=LEAST)})


def _refuse_last_chair(session: Session, row: AccountRow) -> None:
    chairs = session.scalar(
        select(func.count()).where(AccountRow.role == "chair", AccountRow.active, AccountRow.id != row.id)
    )
    if row.role == "chair" and not chairs:
        raise UserError(_("{name} is the only chair. Make another clerk chair first.").format(name=row.name))
