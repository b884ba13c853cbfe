"""Columns as they can be written down in a merge and put back later: days as text, lists and words as they are."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import Column, Date, DateTime, TypeDecorator


def plain(value: Any) -> Any:
    """A value as it can stand in JSON."""
    return value.isoformat() if isinstance(value, (date, datetime)) else value


def back(column: Column[Any], value: Any) -> Any:
    """The value of this column that was written down as ``value``."""
    if value is None:
        return None
    kind = column.type.impl if isinstance(column.type, TypeDecorator) else column.type
    if isinstance(kind, DateTime):
        return datetime.fromisoformat(value)
    return date.fromisoformat(value) if isinstance(kind, Date) else value
