"""Which of the office's own fields a step changed on a record, each by the name it has now, retired ones too."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy.orm import Session

from commgov_desktop.ledger import extra_fields, own_fields
from commgov_desktop.store.journal import json_object

COLUMN = "extra"
"""Where records keep them."""


def changed(session: Session, table: str, before: Any, after: Any) -> Iterator[tuple[str, str, str]]:
    """(name of the field, words before, words after) of each that differs; telephone and document numbers masked."""
    fields = extra_fields.read(session, table)
    return own_fields.changed(fields, json_object(before), json_object(after))
