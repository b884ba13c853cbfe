"""The office's own boxes on a record: added, renamed, put in order and retired without a programmer."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import CheckConstraint, UniqueConstraint, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from commgov_desktop.errors import Invalid
from commgov_desktop.i18n import _
from commgov_desktop.ledger.own_fields import OwnField, choice_of, line_of, next_key
from commgov_desktop.store.record import Record
from commgov_desktop.store.store import Store

KINDS = ("text", "paragraph", "number", "day", "choice", "flag", "money", "phone", "document")


class ExtraField(Record):
    """A box the office has added to a ledger. Its values lie in the record's ``extra`` under ``key``."""

    __tablename__ = "extra_fields"
    __table_args__ = (
        UniqueConstraint("table_name", "key"),
        CheckConstraint(f"kind in {KINDS}", name="kind"),
    )

    table_name: Mapped[str]
    key: Mapped[str]
    """Never changes, whatever the box is called later: ``x1``, ``x2`` …"""
    label: Mapped[str]
    kind: Mapped[str] = mapped_column(default="text")
    choices: Mapped[list[str]] = mapped_column(default=list)
    """The words to choose from, for kind ``choice``."""
    hint: Mapped[str] = mapped_column(default="")
    position: Mapped[int] = mapped_column(default=0)
    retired: Mapped[bool] = mapped_column(default=False)
    """No longer asked; what was entered stays and is still shown on the record."""

    def problems(self, today: date) -> dict[str, str]:
        found = {}
        if not (self.label or "").strip():
            found["label"] = _("Give the field a name.")
        if self.kind == "choice" and len([word for word in self.choices or () if word.strip()]) < 2:
            found["choices"] = _("Give at least two words to choose from, each on a line of its own.")
        return found


def read(session: Session, table: str) -> list[OwnField]:
    """The office's boxes on a table, in its order, retired ones included."""
    query = select(ExtraField).where(ExtraField.table_name == table)
    rows = session.scalars(query.order_by(ExtraField.position, ExtraField.id))
    return [
        OwnField(
            row.key,
            row.label,
            row.kind,
            tuple(map(choice_of, row.choices)),
            hint=row.hint,
            retired=row.retired,
        )
        for row in rows
    ]


def fields_of(store: Store, table: str) -> list[OwnField]:
    """The same, read for itself."""
    with store.read() as session:
        return read(session, table)


def keep(store: Store, table: str, fields: Sequence[OwnField], label: str) -> None:
    """Keep these boxes of a table in this order, as one action named ``label``.

    Boxes are never removed: who is not wanted is retired. A new one has an empty key and gets its own here.
    Raises ``Invalid`` (by ``label`` and ``choices``) when one has no name, no choices, or another's name.
    """
    refuse_doubles(fields)
    with store.write(label) as session:
        known = {
            row.key: row for row in session.scalars(select(ExtraField).where(ExtraField.table_name == table))
        }
        taken = read(session, table)
        for position, field in enumerate(fields):
            key = field.key or next_key(taken)
            row = known.get(key) or ExtraField(table_name=table, key=key, kind=field.kind)
            row.label, row.hint, row.position, row.retired = (
                field.label.strip(),
                field.hint,
                position,
                field.retired,
            )
            row.choices = [line_of(choice) for choice in field.choices]
            taken.append(OwnField(key, field.label))
            problems = row.problems(date.min)
            if problems:
                raise Invalid(problems)
            session.add(row)


def refuse_doubles(fields: Sequence[OwnField]) -> None:
    """Two boxes of one name could not be told apart in a file. Raises ``Invalid`` at ``label``."""
    seen: set[str] = set()
    for field in fields:
        name = field.label.strip()
        if name and name in seen and not field.retired:
            raise Invalid({"label": _("There is already a field called “{name}”.").format(name=name)})
        seen.add(name)
