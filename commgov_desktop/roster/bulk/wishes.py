"""What can be changed for many people at once, and in which way: set, emptied, tags added or taken away, a note added."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sqlalchemy import select

from commgov_desktop.errors import UserError
from commgov_desktop.i18n import N_, _
from commgov_desktop.ledger.extra_fields import ExtraField
from commgov_desktop.ledger.fields import Field
from commgov_desktop.roster.ledger import RESIDENTS
from commgov_desktop.store.store import Store

SET, CLEAR, ADD, REMOVE, APPEND = "set", "clear", "add", "remove", "append"

WAYS = {
    SET: N_("becomes"),
    CLEAR: N_("is emptied"),
    ADD: N_("gets added"),
    REMOVE: N_("is taken away"),
    APPEND: N_("is added below"),
}

EXTRA = "extra:"

_OWN = (
    "residence_kind", "tags", "ethnic_group", "dwelling_id", "lives_here_since", "registered_address", "phone",
    "phone2", "political_status", "education", "marital_status", "occupation", "workplace", "note",
)  # fmt: skip
"""Facts that several people can share. Name, number, birth, sex and household are one person's own."""


@dataclass(frozen=True)
class Wish:
    """One change: the box (``extra:key`` for the office's own), the way, and the value."""

    field: Field
    way: str
    value: Any = None

    @property
    def key(self) -> str:
        """The column, or ``extra:key``."""
        return self.field.name


def fields(store: Store) -> list[Field]:
    """The boxes that can be changed, in the order they are offered; the office's own ones at the end."""
    by_name = {box.name: box for box in RESIDENTS.fields()}
    query = select(ExtraField).where(ExtraField.table_name == "residents", ExtraField.retired.is_(False))
    with store.read() as session:
        own = [_own(extra) for extra in session.scalars(query.order_by(ExtraField.position, ExtraField.id))]
    return [replace(by_name[name], hint="", required=False) for name in _OWN if name in by_name] + own


def _own(extra: ExtraField) -> Field:
    words = list(extra.choices or ())
    choices = (lambda: [(word, word) for word in words]) if extra.kind == "choice" else None
    return Field(f"{EXTRA}{extra.key}", extra.label, extra.kind, choices=choices)


def ways(field: Field) -> Sequence[str]:
    """In which ways a box can be changed, the usual one first."""
    if field.kind == "tags":
        return ADD, REMOVE
    if field.name == "note":
        return APPEND, SET, CLEAR
    return SET, CLEAR


def look_over(wishes: Sequence[Wish], today: date) -> None:
    """Raise ``UserError`` where a wish says nothing, twice the same, or something that can be true of nobody."""
    if not wishes:
        raise UserError(_("Choose first what is to be changed."))
    seen: set[tuple[str, str]] = set()
    for wish in wishes:
        label = _(wish.field.label)
        if wish.way != CLEAR and wish.value in (None, "", []):
            raise UserError(_("“{field}”: say what it is to become.").format(field=label))
        twice = (wish.key, wish.way if wish.field.kind == "tags" else "")
        if twice in seen:
            raise UserError(_("“{field}” is asked for twice.").format(field=label))
        seen.add(twice)
        if wish.key == "lives_here_since" and wish.way == SET and wish.value > today:
            raise UserError(_("“{field}”: this day lies in the future.").format(field=label))


def after(wish: Wish, before: Any) -> Any:
    """What becomes of a value."""
    if wish.way == ADD:
        return list(dict.fromkeys([*(before or ()), *wish.value]))
    if wish.way == REMOVE:
        return [word for word in before or () if word not in wish.value]
    if wish.way == APPEND:
        lines = str(before or "").splitlines()
        return before if wish.value in lines else "\n".join([*lines, wish.value])
    if wish.way == CLEAR:
        return _emptied(wish, before)
    own_day = wish.key.startswith(EXTRA) and isinstance(wish.value, date)
    return wish.value.isoformat() if own_day else wish.value  # as the column of own boxes keeps it


def _emptied(wish: Wish, before: Any) -> Any:
    if wish.key.startswith(EXTRA) or wish.field.kind in ("day", "reference"):
        return None
    return [] if isinstance(before, list) else ""
