"""Two people side by side: every fact of both in words, what differs, and which of the two is to be preferred."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import inspect, select
from sqlalchemy.orm import Session

from commgov_desktop import masking
from commgov_desktop.i18n import N_, _
from commgov_desktop.ledger.extra_fields import ExtraField
from commgov_desktop.ledger.fields import Field
from commgov_desktop.roster import household, id_number, places
from commgov_desktop.roster.ledger import RESIDENTS
from commgov_desktop.roster.models import Household, Resident
from commgov_desktop.store.journal import Change
from commgov_desktop.store.record import Record

KEPT, GONE, BOTH = "kept", "gone", "both"

_TOGETHER: Mapping[str, tuple[str, ...]] = {
    "name": ("name", "name_reading"),
    "id_number": ("id_number", "id_kind", "id_reason"),
    "household_id": ("household_id", "relation"),
}
"""Facts that are chosen as one, by the column they are named after."""

_JOINED = ("tags", "note")
"""What of both can be kept."""

_BY_THE_NUMBER = ("name", "sex", "birth", "id_number")
"""What a checked document number vouches for."""

_MORE = (
    Field("house_match", N_("Registered and present address"), "choice"),
    Field("came_on", N_("Belongs here since"), "day"),
)
"""Columns that no form shows."""

EXTRA = "extra:"

_FOLLOWS = ("pinyin", "initials", "sort_key", "id_state", "id_reason")
"""Columns that follow from others."""


@dataclass(frozen=True)
class Line:
    """One fact of both. ``take`` is what is proposed: ``kept``, ``gone`` or ``both``."""

    key: str
    label: str
    kept: str
    gone: str
    take: str
    may_join: bool = False

    @property
    def differs(self) -> bool:
        """Whether the two say different things."""
        return self.kept != self.gone

    @property
    def is_empty(self) -> bool:
        """Whether neither says anything."""
        return not self.kept and not self.gone


def lines(session: Session, kept: Resident, gone: Resident) -> list[Line]:
    """Every fact of both in the order of the form, with what is proposed: the filled, the checked, the newer."""
    newer = _Newer(session, kept, gone)
    found = [_line(session, box, kept, gone, newer) for box in _boxes()]
    extra = session.scalars(
        select(ExtraField)
        .where(ExtraField.table_name == "residents")
        .order_by(ExtraField.position, ExtraField.id)
    )
    for own in extra:
        one, other = (_plainly((p.extra or {}).get(own.key)) for p in (kept, gone))
        found.append(
            Line(f"{EXTRA}{own.key}", own.label, one, other, _filled(one, other) or newer.of("extra"))
        )
    return found


def labels_of(columns: Iterable[str]) -> list[str]:
    """What these columns are called on the form; those that only follow from others are left out."""
    labels = {box.name: box.label for box in (*_MORE, *RESIDENTS.fields())} | {"extra": N_("Own fields")}
    return [_(labels[column]) for column in columns if column in labels and column not in _FOLLOWS]


def columns_of(key: str) -> tuple[str, ...]:
    """The columns that go with a line."""
    return _TOGETHER.get(key, (key,))


def chosen(kept: Resident, gone: Resident, take: Mapping[str, str]) -> dict[str, Any]:
    """The columns of the kept entry when each line is taken as ``take`` says; without a word for it it stays."""
    values: dict[str, Any] = {}
    extra = dict(kept.extra or {})
    for key, side in take.items():
        if key.startswith(EXTRA):
            own = key.removeprefix(EXTRA)
            if side == GONE:
                extra[own] = (gone.extra or {}).get(own)
            continue
        for column in columns_of(key):
            mine, theirs = getattr(kept, column), getattr(gone, column)
            values[column] = _joined(mine, theirs) if side == BOTH else theirs if side == GONE else mine
    values["extra"] = {name: value for name, value in extra.items() if value is not None}
    return values


def _joined(mine: Any, theirs: Any) -> Any:
    if isinstance(mine, list) or isinstance(theirs, list):
        return list(dict.fromkeys([*(mine or ()), *(theirs or ())]))
    return "\n".join(dict.fromkeys(words for words in (mine, theirs) if words))


def _boxes() -> list[Field]:
    """The lines: boxes of the form that are columns of their own, and what no form shows."""
    inside = {column for key, columns in _TOGETHER.items() for column in columns if column != key}
    own = {column.key for column in inspect(Resident).columns}
    shown = [box for box in RESIDENTS.fields() if box.name in own and box.name not in inside]
    names = {box.name for box in shown}
    return shown + [box for box in _MORE if box.name not in names]


def _line(session: Session, box: Field, kept: Resident, gone: Resident, newer: "_Newer") -> Line:
    one, other = (_shown(session, box, person) for person in (kept, gone))
    if box.name == "id_number":
        one, other = beside(one, other)
    may_join = box.name in _JOINED and bool(one and other)
    take = (
        _filled(one, other)
        or (BOTH if may_join else "")
        or _vouched(box.name, kept, gone)
        or newer.of(box.name)
    )
    return Line(box.name, _(box.label), one, other, take, may_join)


def _filled(one: str, other: str) -> str:
    """The only one that says anything; the kept one where they agree."""
    if one == other or not other:
        return KEPT
    return GONE if not one else ""


def _vouched(name: str, kept: Resident, gone: Resident) -> str:
    checked = (kept.id_state == id_number.CHECKED, gone.id_state == id_number.CHECKED)
    if name not in _BY_THE_NUMBER or checked[0] == checked[1]:
        return ""
    return KEPT if checked[0] else GONE


def _shown(session: Session, box: Field, person: Resident) -> str:
    value = getattr(person, box.name)
    if value in (None, "", []):
        return ""
    if box.name == "household_id":
        return _home(session, person)
    if box.to == "dwellings":
        return session.scalar(select(places.DWELLINGS.c.address).where(places.DWELLINGS.c.id == value)) or ""
    if box.kind == "phone":
        return masking.phone(str(value))
    if box.choices is not None:
        return dict(box.choices()).get(str(value), str(value))
    return _plainly(value)


def _home(session: Session, person: Resident) -> str:
    if session.get(Household, person.household_id) is None:
        return ""
    home = household.read_home(session, person.household_id or 0)
    relation = next((m.relation_text() for m in home.members if m.id == person.id), "")
    return " · ".join(part for part in (home.name, relation) if part)


def _plainly(value: Any) -> str:
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, (list, tuple)):
        return "、".join(str(word) for word in value)
    return "" if value is None else str(value)


def beside(one: str, other: str) -> tuple[str, str]:
    """Two document numbers masked, but for the places where they differ: that is what a clerk must compare."""
    hidden = (masking.id_number(one), masking.id_number(other))
    if len(one) != len(other) or one == other:
        return hidden
    shown = ((a if a != b else x, b if a != b else y) for a, b, x, y in zip(one, other, *hidden, strict=True))
    left, right = zip(*shown, strict=True)
    return "".join(left), "".join(right)


class _Newer:
    """Which of two entries had a column written last, from the journal."""

    def __init__(self, session: Session, kept: Resident, gone: Resident) -> None:
        self._kept, self._gone = _written(session, kept), _written(session, gone)

    def of(self, column: str) -> str:
        """The entry whose value was written later; the kept one where both are as old."""
        return GONE if self._gone.get(column, 0) > self._kept.get(column, 0) else KEPT


def _written(session: Session, person: Record) -> dict[str, int]:
    """By column the number of the last change that wrote it."""
    query = select(Change.id, Change.after).where(
        Change.table_name == "residents", Change.row_id == person.id, Change.after.is_not(None)
    )
    found: dict[str, int] = {}
    for number, after in session.execute(query.order_by(Change.id)):
        found.update(dict.fromkeys(json.loads(after or "{}"), number))
    return found


def better(session: Session, one: int, other: int, hanging: Sequence[int]) -> tuple[int, int]:
    """Which entry should be kept, then the other: here before gone, checked before doubtful, more hanging, the older."""

    def merit(place: int) -> tuple[bool, bool, int, bool]:
        person = session.get_one(Resident, (one, other)[place])
        return (
            person.left_on is None, person.id_state == id_number.CHECKED, hanging[place],
            person.household_id is not None,
        )  # fmt: skip

    return (other, one) if merit(1) > merit(0) else (one, other)
