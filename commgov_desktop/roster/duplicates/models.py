"""Pairs that are not the same person after all, and merges with what is needed to take them apart again."""

from datetime import datetime
from typing import Any

from sqlalchemy import (
    JSON,
    CheckConstraint,
    Connection,
    ForeignKey,
    UniqueConstraint,
    delete,
    event,
    or_,
    select,
)
from sqlalchemy.orm import Mapped, Mapper, mapped_column

from commgov_desktop.errors import UserError
from commgov_desktop.i18n import _
from commgov_desktop.roster.models import Resident
from commgov_desktop.store.record import Record


class NotSame(Record):
    """Two entries a clerk has looked at and found to be two people; the finder does not ask again."""

    __tablename__ = "not_same"
    __table_args__ = (
        UniqueConstraint("first_id", "second_id"),
        CheckConstraint("first_id < second_id", name="order"),
    )

    first_id: Mapped[int] = mapped_column(ForeignKey("residents.id"))
    second_id: Mapped[int] = mapped_column(ForeignKey("residents.id"), index=True)
    why: Mapped[str] = mapped_column(default="")
    account_name: Mapped[str]
    at: Mapped[datetime]


class Merge(Record):
    """Two entries made one. The second entry stays in the file as it was, so that they can be parted any day."""

    __tablename__ = "merges"

    kept_id: Mapped[int] = mapped_column(ForeignKey("residents.id"), index=True)
    gone_id: Mapped[int] = mapped_column(ForeignKey("residents.id"), index=True)
    account_name: Mapped[str]
    at: Mapped[datetime]
    fields: Mapped[dict[str, Any]] = mapped_column(default=dict)
    """By column of the kept entry: [before, after] the merge."""
    gone_state: Mapped[dict[str, Any]] = mapped_column(default=dict)
    """By column of the second entry what the merge took from it (household, relation, dwelling …)."""
    links: Mapped[list[Any]] = mapped_column(JSON, default=list)
    """What hung on the second entry: [table, row, column], each led to the kept one."""
    parted_at: Mapped[datetime | None]


@event.listens_for(Resident, "before_delete")
def _forget_answers(_mapper: Mapper[Resident], connection: Connection, person: Resident) -> None:
    """Answers about somebody who is removed go too; merged entries must be parted first. Undo brings all back."""
    of_merge = or_(Merge.kept_id == person.id, Merge.gone_id == person.id)
    if connection.scalar(select(Merge.id).where(of_merge, Merge.parted_at.is_(None)).limit(1)) is not None:
        sentence = _("{name} was merged from two entries. Part them before one is removed.")
        raise UserError(sentence.format(name=person.name))
    connection.execute(delete(Merge).where(of_merge))
    connection.execute(
        delete(NotSame).where(or_(NotSame.first_id == person.id, NotSame.second_id == person.id))
    )
