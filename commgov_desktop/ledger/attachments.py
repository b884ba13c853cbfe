"""Scans and photos that belong to a record: kept inside the encrypted file, once each, with their checksum."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import Index, LargeBinary, delete, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from commgov_desktop import clock
from commgov_desktop.errors import UserError
from commgov_desktop.i18n import _
from commgov_desktop.store.record import Record
from commgov_desktop.store.store import Store

LARGEST = 32 * 1024 * 1024
"""Bytes of one attachment; a phone's photo is a tenth of it."""


class Content(Record):
    """The bytes of an attachment, kept once however often it is attached; never changed, so not journaled."""

    __tablename__ = "contents"
    journaled = False

    sha256: Mapped[str] = mapped_column(unique=True)
    data: Mapped[bytes] = mapped_column(LargeBinary)


class AttachmentRow(Record):
    """A file attached to a record."""

    __tablename__ = "attachments"
    __table_args__ = (Index("ix_attachments_about", "table_name", "row_id"),)

    table_name: Mapped[str]
    row_id: Mapped[int]
    title: Mapped[str] = mapped_column(default="")
    file_name: Mapped[str]
    sha256: Mapped[str]
    size: Mapped[int]
    added_at: Mapped[datetime]


@dataclass(frozen=True)
class Attachment:
    """An attached file as a page shows it. ``size`` in bytes."""

    id: int
    title: str
    file_name: str
    size: int
    added_at: datetime


def attach(session: Session, table: str, row_id: int, path: Path, title: str = "") -> int:
    """Keep the file at ``path`` with this record, as part of the open action. Gives the attachment's id."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise UserError(
            _("“{file}” could not be read. Copy it to this computer first.").format(file=path.name)
        ) from error
    if len(data) > LARGEST:
        raise UserError(_("“{file}” is larger than 32 MB. Make it smaller first.").format(file=path.name))
    digest = hashlib.sha256(data).hexdigest()
    if session.scalar(select(Content.id).where(Content.sha256 == digest)) is None:
        session.add(Content(sha256=digest, data=data))
    row = AttachmentRow(
        table_name=table, row_id=row_id, title=title, file_name=path.name, sha256=digest, size=len(data),
        added_at=clock.now(),
    )  # fmt: skip
    session.add(row)
    session.flush()
    return row.id


def take_away(store: Store, attachment_id: int) -> None:
    """Take an attached file away from its record, as an action of its own (undo brings it back)."""
    with store.read() as session:
        row = session.get(AttachmentRow, attachment_id)
        name = row.file_name if row else ""
    with store.write(_("Take away {file}").format(file=name)) as session:
        session.execute(delete(AttachmentRow).where(AttachmentRow.id == attachment_id))


def forget(session: Session, table: str, row_id: int) -> None:
    """A record that goes takes its files with it, in the same action."""
    session.execute(
        delete(AttachmentRow).where(AttachmentRow.table_name == table, AttachmentRow.row_id == row_id)
    )


@dataclass(frozen=True)
class Damaged:
    """An attachment that cannot be read any more, and the record it belongs to."""

    file_name: str
    table: str
    row_id: int


def damaged(store: Store) -> list[Damaged]:
    """Attachments whose bytes are gone or are not what was kept (SHA-256), the oldest first."""
    broken: list[Damaged] = []
    with store.read() as session:
        for row in session.scalars(select(AttachmentRow).order_by(AttachmentRow.id)):
            data = session.scalar(select(Content.data).where(Content.sha256 == row.sha256))
            if data is None or hashlib.sha256(data).hexdigest() != row.sha256:
                broken.append(Damaged(row.file_name, row.table_name, row.row_id))
    return broken


def attachments(store: Store, table: str, row_id: int) -> Sequence[Attachment]:
    """What is attached to a record, the oldest first."""
    with store.read() as session:
        rows = session.scalars(
            select(AttachmentRow)
            .where(AttachmentRow.table_name == table, AttachmentRow.row_id == row_id)
            .order_by(AttachmentRow.id)
        )
        return [Attachment(r.id, r.title, r.file_name, r.size, r.added_at) for r in rows]


def content(store: Store, attachment_id: int) -> bytes:
    """The bytes of an attachment, checked. Raises ``UserError`` when they are gone or damaged."""
    with store.read() as session:
        digest = session.scalar(select(AttachmentRow.sha256).where(AttachmentRow.id == attachment_id))
        data = session.scalar(select(Content.data).where(Content.sha256 == digest))
    if data is None or hashlib.sha256(data).hexdigest() != digest:
        raise UserError(_("This attachment is damaged or gone. Look for it in an earlier backup."))
    return data
