"""Half-typed forms: kept every second, found again after a power cut, gone when the form is saved.

They lie in the office's own encrypted file but outside its journal: a draft is no record, nobody undoes it,
and no backup alarm speaks of it. Each clerk finds only their own.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import UniqueConstraint, delete, select
from sqlalchemy.orm import Mapped

from commgov_desktop import clock
from commgov_desktop.store.record import Record
from commgov_desktop.store.store import Store

KEPT_DAYS = 60
"""A draft nobody came back to for so long is thrown away: it holds people's data that no record needs."""

_DAY, _MOMENT = "$day", "$moment"


class DraftRow(Record):
    """The values of one form of one clerk, as they were typed last."""

    __tablename__ = "drafts"
    __table_args__ = (UniqueConstraint("account_id", "form"),)
    journaled = False

    account_id: Mapped[int]
    form: Mapped[str]
    """Which form: table and number, such as ``residents:12`` or ``residents:new``."""
    entries: Mapped[dict[str, Any]]
    saved_at: Mapped[datetime]


@dataclass(frozen=True)
class Draft:
    """A kept form. ``saved_at`` is when its last sign was typed, in UTC."""

    values: dict[str, object]
    saved_at: datetime


def keep(store: Store, account_id: int, form: str, values: Mapping[str, object]) -> datetime:
    """Keep what is typed, in place of what was kept of this form before. Gives the moment.

    ``values`` are plain: text, numbers, yes and no, lists of text, days and aware moments.
    """
    now, packed = clock.now(), {name: _pack(value) for name, value in values.items()}
    with store.quietly() as session:
        session.execute(delete(DraftRow).where(_this(account_id, form)))
        session.execute(delete(DraftRow).where(DraftRow.saved_at < now - timedelta(KEPT_DAYS)))
        session.add(DraftRow(account_id=account_id, form=form, entries=packed, saved_at=now))
    return now


def find(store: Store, account_id: int, form: str) -> Draft | None:
    """What this clerk left half-typed in this form; ``None`` when nothing is kept."""
    with store.read() as session:
        row = session.scalar(select(DraftRow).where(_this(account_id, form)))
        if row is None:
            return None
        return Draft({name: _unpack(value) for name, value in row.entries.items()}, row.saved_at)


def drop(store: Store, account_id: int, form: str) -> None:
    """Forget the draft of this form, after saving or when the clerk does not want it."""
    with store.quietly() as session:
        session.execute(delete(DraftRow).where(_this(account_id, form)))


def kept(store: Store, account_id: int) -> list[tuple[str, datetime]]:
    """The forms this clerk left half-typed, the latest first."""
    with store.read() as session:
        query = select(DraftRow.form, DraftRow.saved_at).where(DraftRow.account_id == account_id)
        return [(form, saved) for form, saved in session.execute(query.order_by(DraftRow.saved_at.desc()))]


def _this(account_id: int, form: str) -> Any:
    return (DraftRow.account_id == account_id) & (DraftRow.form == form)


def _pack(value: object) -> object:
    if isinstance(value, datetime):
        return {_MOMENT: value.isoformat()}
    if isinstance(value, date):
        return {_DAY: value.isoformat()}
    if isinstance(value, (list, tuple)):
        return [_pack(each) for each in value]
    return value


def _unpack(value: Any) -> object:
    if isinstance(value, list):
        return [_unpack(each) for each in value]
    if isinstance(value, dict) and _DAY in value:
        return date.fromisoformat(value[_DAY])
    if isinstance(value, dict) and _MOMENT in value:
        return datetime.fromisoformat(value[_MOMENT])
    return value
