"""The groups of an office as plain values, and which of them the clerk at the desk may see."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from commgov_desktop.errors import UserError
from commgov_desktop.i18n import _
from commgov_desktop.ledger.office import Office
from commgov_desktop.ledger.own_fields import OwnField, from_json
from commgov_desktop.roster.groups.models import Group

EXPIRES_WITHIN = 30
"""Days before an expiry at which Today begins to speak of it."""


@dataclass(frozen=True)
class GroupInfo:
    """One group. ``rule`` is ``None`` where a clerk says who belongs; see ``groups.rules``."""

    id: int
    key: str
    name: str
    short: str
    tone: str
    restricted: bool
    fields: tuple[OwnField, ...]
    rule: dict[str, Any] | None
    visit_days: int | None
    visit_words: str
    basis: str
    retired: bool

    @property
    def asked(self) -> tuple[OwnField, ...]:
        """The boxes that its sheet still asks."""
        return tuple(field for field in self.fields if not field.retired)

    @property
    def expiries(self) -> tuple[OwnField, ...]:
        """The days that must not pass unnoticed."""
        return tuple(field for field in self.asked if field.kind == "expiry")


def plain(row: Group) -> GroupInfo:
    """A row of the list of groups in plain values."""
    fields = tuple(from_json(kept) for kept in row.fields or ())
    return GroupInfo(
        row.id, row.key, row.name, row.short or row.name, row.tone, row.restricted, fields, row.rule,
        row.visit_days, row.visit_words, row.basis, row.retired,
    )  # fmt: skip


def read(session: Session) -> list[GroupInfo]:
    """Every group in the office's order, retired and restricted ones too: for rules, never for a screen."""
    return [plain(row) for row in session.scalars(select(Group).order_by(Group.position, Group.id))]


def seen(session: Session, office: Office, *, retired: bool = False) -> list[GroupInfo]:
    """The groups whose people the clerk at the desk may see."""
    may = office.account.may_see_restricted
    return [g for g in read(session) if (may or not g.restricted) and (retired or not g.retired)]


def groups(office: Office, *, retired: bool = False) -> list[GroupInfo]:
    """The same, read for itself."""
    with office.store.read() as session:
        return seen(session, office, retired=retired)


def group(office: Office, group_id: int) -> GroupInfo:
    """One group. Raises ``UserError`` when it is gone, or restricted and not for this clerk."""
    with office.store.read() as session:
        return allowed(session, office, group_id)


def allowed(session: Session, office: Office, group_id: int) -> GroupInfo:
    """The same inside an open read or action."""
    row = session.get(Group, group_id)
    if row is None:
        raise UserError(_("This group is no longer there. It may have been removed or undone."))
    if row.restricted and not office.account.may_see_restricted:
        raise UserError(_("This group is restricted. Ask the chair."))
    return plain(row)


def hidden_ids(session: Session, office: Office) -> Sequence[int]:
    """The groups whose people this clerk may not see."""
    if office.account.may_see_restricted:
        return ()
    return list(session.scalars(select(Group.id).where(Group.restricted.is_(True))))
