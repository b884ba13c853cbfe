"""What a list of things that hang on residents is found by: the people who answer a word, or what stands in it itself."""

from collections.abc import Callable, Sequence
from typing import Any

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from commgov_desktop.roster.ledger import find as find_people
from commgov_desktop.store.record import Record

_FEW = 500
"""So many people who answer a word are looked up; who types a word that more answer goes on typing."""

Hit = Callable[[Sequence[int], str], ColumnElement[bool]]
"""The condition under which a row answers a word, which these residents answer too."""


def find_rows(
    session: Session, words: str, model: type[Record], hit: Hit, latest: ColumnElement[Any]
) -> Sequence[int]:
    """The rows of which every word is answered, in the order of ``latest``."""
    found: set[int] | None = None
    for word in words.lower().split():
        people = list(find_people(session, word))[:_FEW]
        ids = set(session.scalars(select(model.id).where(hit(people, word))))
        found = ids if found is None else found & ids
    query = select(model.id).where(model.id.in_(found or ())).order_by(latest, model.id.desc())
    return list(session.scalars(query))
