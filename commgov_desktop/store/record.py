"""What every kept thing has in common: a number of its own, a checked set of fields, habits of its columns."""

import json
import secrets
import time
from collections.abc import Sequence
from datetime import UTC, date, datetime
from typing import Any, ClassVar

from sqlalchemy import (
    JSON,
    ColumnElement,
    DateTime,
    Dialect,
    LargeBinary,
    MetaData,
    TypeDecorator,
    func,
    select,
)
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

_NAMES = {
    "ix": "ix_%(column_0_label)s",
    "uq": "uq_%(table_name)s_%(column_0_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s",
    "pk": "pk_%(table_name)s",
}


def among(column: ColumnElement[int], numbers: Sequence[int]) -> ColumnElement[bool]:
    """Whether it is one of these: one value for however many numbers, so that no statement grows too long."""
    listed = func.json_each(json.dumps(list(numbers))).table_valued("value").c.value
    return column.in_(select(listed))


class Moment(TypeDecorator[datetime]):
    """A moment in time: aware in the program, UTC in the file."""

    impl = DateTime
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        return value.astimezone(UTC).replace(tzinfo=None) if value else None

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        return value.replace(tzinfo=UTC) if value else None


def new_uid() -> bytes:
    """A UUIDv7 (RFC 9562): sixteen bytes that sort by the time they were made, the same record on every machine."""
    milliseconds = int(time.time() * 1000)  # the machine's own time: an order, not a date anybody reads
    value = (milliseconds << 80) | secrets.randbits(80)
    value = (value & ~(0xF << 76)) | (0x7 << 76)
    value = (value & ~(0x3 << 62)) | (0x2 << 62)
    return value.to_bytes(16, "big")


class Record(DeclarativeBase):
    """A row of a ledger. Its subclasses say their rules in ``problems``."""

    metadata = MetaData(naming_convention=_NAMES)
    type_annotation_map: ClassVar[dict[Any, Any]] = {
        datetime: Moment,
        dict[str, Any]: JSON,
        list[str]: JSON,
        bytes: LargeBinary,
    }
    journaled: ClassVar[bool] = True
    """Whether every change of a row is written into the journal (derived tables say ``False``)."""

    id: Mapped[int] = mapped_column(primary_key=True, sort_order=-1)

    def problems(self, today: date) -> dict[str, str]:
        """What keeps this record from being saved: field name to a sentence in the clerk's language."""
        return {}


class Exchanged:
    """A record that travels between machines: it carries the same ``uid`` everywhere."""

    uid: Mapped[bytes] = mapped_column(LargeBinary(16), unique=True, default=new_uid)
