"""The tables superiors ask for: their columns in their own order and words, and what was sent when and to whom."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from commgov_desktop.store.record import Record


class ColumnSet(Record):
    """The columns one superior wants. ``columns`` holds, in order, what is put under which heading and how."""

    __tablename__ = "column_sets"

    name: Mapped[str]
    superior: Mapped[str] = mapped_column(default="")
    title: Mapped[str] = mapped_column(default="")
    """What stands above the table; empty for nothing."""
    columns: Mapped[list[Any]] = mapped_column(JSON, default=list)
    """Each {fact, heading, as}: ``as`` is text, code, day pattern, or masked."""
    question: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    """Whom it is about (``ledger.questions``); ``None`` for everybody."""
    only_changes: Mapped[bool] = mapped_column(default=False)
    """Only what is new or changed since it was sent last."""
    position: Mapped[int] = mapped_column(default=0)
    retired: Mapped[bool] = mapped_column(default=False)


class Sending(Record):
    """One table that left the office."""

    __tablename__ = "sendings"

    column_set_id: Mapped[int | None] = mapped_column(ForeignKey("column_sets.id"), index=True)
    at: Mapped[datetime]
    to_whom: Mapped[str] = mapped_column(default="")
    account_name: Mapped[str]
    rows: Mapped[int]
    file_name: Mapped[str]
    sha256: Mapped[str]
    masked: Mapped[bool] = mapped_column(default=True)
    up_to_action: Mapped[int] = mapped_column(default=0)
    """The last action it holds; the next one with changes only begins after it."""
    note: Mapped[str] = mapped_column(default="")


class FormMapping(Record):
    """How a superior's empty form is filled; known again by its headings."""

    __tablename__ = "form_mappings"

    signature: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str] = mapped_column(default="")
    facts: Mapped[list[Any]] = mapped_column(JSON, default=list)
    """For each column of the form what is put there, as in ``ColumnSet.columns``; ``None`` leaves it empty."""
