"""Questions a clerk has saved by name, for themselves or for the whole office."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from commgov_desktop import clock
from commgov_desktop.errors import Invalid
from commgov_desktop.i18n import _
from commgov_desktop.store.record import Record
from commgov_desktop.store.store import Store


class SavedFilter(Record):
    """A named question on one ledger; ``account_id`` is empty for one that all clerks share."""

    __tablename__ = "saved_filters"

    ledger: Mapped[str]
    name: Mapped[str]
    question: Mapped[dict[str, Any]] = mapped_column(default=dict)
    """As ``ledger.questions`` writes it."""
    account_id: Mapped[int | None]
    position: Mapped[int] = mapped_column(default=0)

    def problems(self, today: date) -> dict[str, str]:
        return {} if (self.name or "").strip() else {"name": _("Give the filter a name.")}


@dataclass(frozen=True)
class Saved:
    """A kept question as a page knows it."""

    id: int
    name: str
    kept: dict[str, Any]
    """The question as ``questions.plain`` wrote it; read with ``questions.from_plain``."""
    shared: bool

    @property
    def key(self) -> str:
        """Its key in the side list: ``saved:7``."""
        return f"{PREFIX}{self.id}"


PREFIX = "saved:"
"""How the keys of kept questions begin among the filters of a list."""


def saved_of(store: Store, ledger: str, account_id: int) -> list[Saved]:
    """The questions of one ledger that this clerk sees: those of all, then their own, in the order they were made."""
    mine = or_(SavedFilter.account_id.is_(None), SavedFilter.account_id == account_id)
    query = select(SavedFilter).where(SavedFilter.ledger == ledger, mine)
    order = (SavedFilter.account_id.is_not(None), SavedFilter.position, SavedFilter.id)
    with store.read() as session:
        return [
            Saved(row.id, row.name, dict(row.question), row.account_id is None)
            for row in session.scalars(query.order_by(*order))
        ]


def all_numbers(store: Store) -> set[int]:
    """The numbers of all that there are, of every ledger and clerk."""
    with store.read() as session:
        return set(session.scalars(select(SavedFilter.id)))


def save(
    store: Store,
    ledger: str,
    name: str,
    kept: dict[str, Any],
    account_id: int | None,
    number: int | None = None,
) -> int:
    """Keep a question under a name, for one clerk or (``None``) for all; with ``number`` in place of an earlier one.

    Gives its number. Raises ``Invalid`` without a name or with one that stands in the list already.
    """
    with store.write(_("Save the filter “{name}”").format(name=name)) as session:
        row = session.get(SavedFilter, number) if number else None
        if row is None:
            row = SavedFilter(ledger=ledger, name="", question={}, account_id=account_id)
            session.add(row)
        row.name, row.question, row.account_id = name.strip(), dict(kept), account_id
        _check(session, row)
        session.flush()
        return row.id


def rename(store: Store, number: int, name: str) -> None:
    """Give a kept question another name."""
    with store.write(_("Rename the filter to “{name}”").format(name=name)) as session:
        row = session.get_one(SavedFilter, number)
        row.name = name.strip()
        _check(session, row)


def remove(store: Store, number: int) -> None:
    """Take a kept question away; it can be brought back by undo."""
    with store.read() as session:
        name = session.get_one(SavedFilter, number).name
    with store.write(_("Delete the filter “{name}”").format(name=name)) as session:
        session.delete(session.get_one(SavedFilter, number))


def _check(session: Session, row: SavedFilter) -> None:
    found = row.problems(clock.today())
    query = select(SavedFilter.id).where(SavedFilter.ledger == row.ledger, SavedFilter.name == row.name)
    query = query.where(SavedFilter.account_id.is_(row.account_id), SavedFilter.id != (row.id or 0))
    with session.no_autoflush:
        if not found and session.scalar(query) is not None:
            found["name"] = _("There is already a filter of this name.")
    if found:
        raise Invalid(found)
