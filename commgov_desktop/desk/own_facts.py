"""The office's own fields of residents as facts a certificate may state; its text names them as it names {姓名}.

In the file a text keeps the field's key, {own-x1}, so that it goes on being filled in when the field is renamed.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from sqlalchemy import JSON, column, select, table
from sqlalchemy.orm import Session

from commgov_desktop.desk.facts import ON_PAPER, day_words
from commgov_desktop.ledger import extra_fields, own_fields
from commgov_desktop.ledger.own_fields import OwnField

PREFIX = "own-"
RESIDENTS = table("residents", column("id"), column("extra", JSON))


def fields(session: Session) -> list[OwnField]:
    """The office's own fields of residents under the keys that texts keep, retired ones included."""
    found = extra_fields.read(session, RESIDENTS.name)
    return [replace(field, key=PREFIX + field.key) for field in found]


def offered(known: Iterable[OwnField]) -> list[OwnField]:
    """Those that a text may name: not retired, and not called as a fact that every office has."""
    return [field for field in known if not field.retired and field.label not in ON_PAPER.values()]


def as_kept(known: Sequence[OwnField], text: str) -> str:
    """A clerk's text with the keys of the fields in place of their names."""
    for field in offered(known):
        text = text.replace(f"{{{field.label}}}", f"{{{field.key}}}")
    return text


def as_read(known: Iterable[OwnField], text: str) -> str:
    """A kept text with the names the fields have now."""
    for field in known:
        text = text.replace(f"{{{field.key}}}", f"{{{field.label}}}")
    return text


def named(known: Iterable[OwnField], text: str) -> tuple[OwnField, ...]:
    """The fields a kept text names, those that were retired since too."""
    return tuple(field for field in known if f"{{{field.key}}}" in text)


def of_person(
    session: Session, resident_id: int, asked: Iterable[OwnField], *, whole: bool = True
) -> dict[str, str]:
    """What the roster knows in these fields, as a paper writes it; telephone and document numbers masked unless
    ``whole``. What is retired is not stated from the roster."""
    kept = session.scalar(select(RESIDENTS.c.extra).where(RESIDENTS.c.id == resident_id)) or {}
    found = {
        field.key: _on_paper(field, kept.get(field.key.removeprefix(PREFIX)), whole)
        for field in asked
        if not field.retired
    }
    return {key: words for key, words in found.items() if words}


def _on_paper(field: OwnField, kept: Any, whole: bool) -> str:
    if kept and field.kind in ("day", "expiry"):
        return day_words(date.fromisoformat(str(kept)))
    words = own_fields.shown(field, kept, whole=whole)
    return f"{words}元" if words and field.kind == "money" else words
