"""The office's own fields, and the boxes of any sheet kept as JSON, as facts that can be asked."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from commgov_desktop.i18n import N_
from commgov_desktop.ledger.episodes import kind_of_box
from commgov_desktop.ledger.extra_fields import ExtraField
from commgov_desktop.ledger.fields import Options
from commgov_desktop.ledger.question_facts import Fact

SECTION = N_("Own fields")
KINDS = {
    "text": "text", "paragraph": "text", "number": "number", "day": "day", "date": "day", "choice": "choice",
    "flag": "flag", "money": "money", "person": "presence", "reference": "presence", "phone": "presence",
    "id_number": "presence",
}  # fmt: skip
"""How a box of each kind is asked."""


def extra_facts(session: Session, model: Any) -> Iterator[Fact]:
    """Every own field of this table, retired ones too: what was entered can still be asked."""
    query = select(ExtraField).where(ExtraField.table_name == model.__tablename__)
    for row in session.scalars(query.order_by(ExtraField.position, ExtraField.id)):
        key = kind_of_box("extra", row.key)
        yield Fact(
            key,
            row.label,
            SECTION,
            KINDS.get(row.kind, "text"),
            inside(model, "extra", row.key),
            words(row.choices) if row.kind == "choice" else None,
            tracked=key if row.kind in ("choice", "text") else "",
            retired=row.retired,
        )


def inside(model: Any, column: str, key: str) -> Callable[[], ColumnElement[Any]]:
    """The value of one box that is kept in a JSON column."""
    return lambda: func.json_extract(getattr(model, column), f'$."{key}"')


def words(choices: Sequence[Any] | Mapping[str, str]) -> Options:
    """Choices that are their own codes, or pairs of code and words."""
    pairs = [(str(c), str(c)) if isinstance(c, str) else (str(c[0]), str(c[1])) for c in choices]
    return lambda: pairs
