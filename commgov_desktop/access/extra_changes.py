"""Which of the office's own fields a step changed on a record, each by the name it has now, retired ones too."""

import json
from collections.abc import Iterator
from typing import Any

from sqlalchemy.orm import Session

from commgov_desktop.ledger import extra_fields
from commgov_desktop.ledger.own_fields import shown

COLUMN = "extra"
"""Where records keep them."""


def changed(session: Session, table: str, before: Any, after: Any) -> Iterator[tuple[str, str, str]]:
    """(name of the field, words before, words after) of each that differs; telephone and document numbers masked."""
    old, new = _kept(before), _kept(after)
    for field in extra_fields.read(session, table):
        one, other = old.get(field.key), new.get(field.key)
        if one != other:
            yield field.label, shown(field, one), shown(field, other)


def _kept(value: Any) -> dict[str, Any]:
    """The values as the journal holds them: JSON in a text."""
    found = json.loads(value) if isinstance(value, str) and value else value
    return found if isinstance(found, dict) else {}
