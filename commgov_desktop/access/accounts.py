"""The named clerks of the office and their roles."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import CheckConstraint, select
from sqlalchemy.orm import Mapped, mapped_column

from commgov_desktop.errors import UserError
from commgov_desktop.i18n import N_, _
from commgov_desktop.ledger.office import Account
from commgov_desktop.store.record import Record
from commgov_desktop.store.store import Store

ROLES = {"chair": N_("Chair"), "worker": N_("Clerk")}
ROLE_WORDS = {
    "chair": N_("Everything: also restricted data, full numbers, restore, and the accounts of the others."),
    "worker": N_("Daily work; no restricted data, no lists with full numbers, no restore."),
}


class AccountRow(Record):
    """A clerk who may unlock the office."""

    __tablename__ = "accounts"
    __table_args__ = (CheckConstraint("role in ('chair', 'worker')", name="role"),)

    name: Mapped[str] = mapped_column(unique=True)
    role: Mapped[str]
    active: Mapped[bool] = mapped_column(default=True)

    def problems(self, today: date) -> dict[str, str]:
        return {} if self.name.strip() else {"name": _("Please fill in the clerk's name.")}


def account(store: Store, account_id: int) -> Account:
    """The clerk with this id. Raises ``UserError`` when the office does not know them."""
    with store.read() as session:
        row = session.get(AccountRow, account_id)
        if row is None or not row.active:
            raise UserError(_("This account is no longer in use. Ask the chair of the office."))
        return Account(row.id, row.name, row.role)


def accounts(store: Store) -> Sequence[Account]:
    """Everybody who may unlock the office, in the order they were added."""
    with store.read() as session:
        rows = session.scalars(select(AccountRow).where(AccountRow.active).order_by(AccountRow.id))
        return [Account(row.id, row.name, row.role) for row in rows]
