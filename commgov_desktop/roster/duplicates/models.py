"""Pairs that are not the same person after all, and merges with what is needed to take them apart again."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

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
