"""What was done in this office, as a list: when, who, what; and each changed field before and after."""

import json
import re
from array import array
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, select
from sqlalchemy.orm import Session

from commgov_desktop import clock, masking
from commgov_desktop.access import extra_changes
from commgov_desktop.i18n import N_, _
from commgov_desktop.ledger.fields import Chip, Field
from commgov_desktop.store.journal import Action, Change
from commgov_desktop.store.store import Store

KINDS = {
    "do": (N_("Change made"), "blue"),
    "undo": (N_("Taken back"), "amber"),
    "redo": (N_("Done again"), "amber"),
    "note": (N_("Looked, printed, exported"), "grey"),
}
COLUMNS = (
    Field("at", N_("Time"), "moment", width=136),
    Field("who", N_("By whom"), width=90),
    Field("what", N_("Step"), width=240, wide=True),
    Field("kind", N_("Kind of step"), "chip", width=142),
    Field("rows", N_("Records concerned"), "number", width=80, align="right"),
)
BIN = "removed"
"""The filter that shows what was taken out: the journal keeps it whole, with who, when, why and what hung on it."""
_ORDER = {"at": Action.at, "who": Action.account_name, "what": Action.label, "kind": Action.kind}
_DAY = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")


class Trail:
    """The rows of the list, in the shape ``ui.RecordTable`` reads. ``clerk`` narrows it to one account's name.

    ``tables`` are those whose records a clerk knows: what was taken out of them lies in the bin.
    """

    def __init__(self, store: Store, tables: Collection[str] = ()) -> None:
        self._store = store
        self._tables = frozenset(tables)
        self.clerk = ""

    @property
    def columns(self) -> Sequence[Field]:
        """Time, who, what, kind, records."""
        return COLUMNS

    def ids(
        self, *, find: str = "", filter: str = "", sort: str = "", descending: bool = False
    ) -> "array[int]":
        """All actions in order, the last first if no column is chosen. ``find`` knows words, names and days."""
        query = self._narrowed(select(Action.id), find, filter)
        by: Any = Action.row_count if sort == "rows" else _ORDER.get(sort, Action.id)
        down = descending if sort else True
        query = query.order_by(by.desc() if down else by.asc(), Action.id.desc())
        with self._store.read() as session:
            return array("q", session.scalars(query))

    def page(self, ids: Sequence[int]) -> dict[int, tuple[object, ...]]:
        """The shown values of these actions."""
        with self._store.read() as session:
            found = session.scalars(select(Action).where(Action.id.in_(list(ids))))
            return {a.id: (a.at, a.account_name, _what(a), _chip(a), a.row_count or None) for a in found}

    def counts(self) -> dict[str, int]:
        """How many actions each filter of the side list holds."""
        with self._store.read() as session:
            return {
                key: session.scalar(self._narrowed(select(func.count(Action.id)), "", key)) or 0
                for key in ("", "today", "do", "undo", "note", "taken", BIN)
            }

    def clerks(self) -> list[str]:
        """Everybody who did something here, by name."""
        with self._store.read() as session:
            names = session.scalars(select(Action.account_name).distinct().order_by(Action.account_name))
            return [name for name in names if name]

    def _narrowed(self, query: Select[Any], find: str, key: str) -> Select[Any]:
        if self.clerk:
            query = query.where(Action.account_name == self.clerk)
        if key:
            query = query.where(self._took_out() if key == BIN else _filter(key))
        for word in find.split():
            query = query.where(_answers(word))
        return query

    def _took_out(self) -> ColumnElement[bool]:
        """Steps that took records out which nobody has brought back."""
        gone = select(Change.action_id).where(Change.after.is_(None), Change.table_name.in_(self._tables))
        return and_(Action.kind == "do", Action.undone_by_id.is_(None), Action.id.in_(gone))


def _filter(key: str) -> ColumnElement[bool]:
    if key == "today":
        return _on_day(clock.today())
    if key == "undo":
        return Action.kind.in_(("undo", "redo"))
    if key == "taken":
        return and_(Action.kind == "do", Action.undone_by_id.is_not(None))
    return Action.kind == key


def _answers(word: str) -> ColumnElement[bool]:
    found = _DAY.fullmatch(word)
    if found:
        try:
            return _on_day(date(*(int(part) for part in found.groups())))
        except ValueError:
            return Action.id < 0
    said = func.lower(Action.label + " " + Action.account_name)
    return func.instr(said, word.lower()) > 0


def _on_day(day: date) -> ColumnElement[bool]:
    begin = datetime.combine(day, time(), clock.CHINA)
    return and_(Action.at >= begin, Action.at < begin + timedelta(1))


def _what(action: Action) -> str:
    words = {"undo": _("Undo: {action}"), "redo": _("Redo: {action}")}.get(action.kind, "{action}")
    return words.format(action=action.label)


def _chip(action: Action) -> Chip:
    if action.kind == "do" and action.undone_by_id is not None:
        return Chip(_("Changed, taken back"), "grey")
    words, tone = KINDS[action.kind]
    return Chip(_(words), tone)


# ---- one action -------------------------------------------------------------------------------------


@dataclass(frozen=True)
class FieldChange:
    """One field of one record: its label and its values in words, ID numbers and phones masked."""

    label: str
    before: str
    after: str


@dataclass(frozen=True)
class RowChange:
    """One record: what it is called, ``added``, ``changed`` or ``removed``, and its fields."""

    name: str
    way: str
    fields: tuple[FieldChange, ...]
    hidden: int = 0
    """Fields of the program's own, which no form shows."""


@dataclass(frozen=True)
class Deed:
    """An action as its card shows it. ``taken_back`` says whether it was undone; ``can_be_taken_back`` as named."""

    id: int
    at: datetime
    who: str
    what: str
    kind: Chip
    row_count: int
    taken_back: bool
    can_be_taken_back: bool
    rows: tuple[RowChange, ...] = field(default=())
    """Those that a clerk knows by name, as far as they were asked for; ``row_count`` counts all."""


@dataclass(frozen=True)
class Told:
    """What a feature says of a changed row of its own: what it is called, and its fields before and after."""

    name: str
    fields: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True)
class Words:
    """How tables, columns, codes and single records are called; an empty text leaves the choice to the trail."""

    field_label: Callable[[str, str], str]
    table_name: Callable[[str], str] = lambda _table: ""
    value: Callable[[str, str, object], str] = lambda _table, _column, _value: ""
    record: Callable[[str, Mapping[str, Any]], str] = lambda _table, _values: ""
    hidden: Callable[[Session, str, int], bool] = lambda _session, _table, _row: False
    """Whether a row is not for the clerk who looks: then nothing of it is shown."""
    told: Callable[[Session, Change], Told | None] = lambda _session, _change: None
    """What is said of a row that no list shows and only its feature can read, such as somebody's sheet of a group."""


def deed(store: Store, action_id: int, words: Words, most: int = 20) -> Deed | None:
    """One action with at most ``most`` of its changed records; ``None`` when there is none with this number."""
    with store.read() as session:
        action = session.get(Action, action_id)
        if action is None:
            return None
        standing = action.kind == "do" and action.undone_by_id is None
        return Deed(
            action.id,
            action.at,
            action.account_name,
            _what(action),
            _chip(action),
            action.row_count,
            action.undone_by_id is not None,
            standing and not action.final and action.row_count > 0,
            tuple(_rows(session, action_id, words, most)),
        )


def _rows(session: Session, action_id: int, words: Words, most: int) -> list[RowChange]:
    query = select(Change).where(Change.action_id == action_id).order_by(Change.id).limit(most)
    shown = [c for c in session.scalars(query) if not words.hidden(session, c.table_name, c.row_id)]
    rows = [(change.table_name, _row(session, change, words)) for change in shown]
    return [row for table, row in rows if row.fields or words.table_name(table)]


def _row(session: Session, change: Change, words: Words) -> RowChange:
    before: Mapping[str, Any] = json.loads(change.before or "{}")
    after: Mapping[str, Any] = json.loads(change.after or "{}")
    way = "added" if change.before is None else "removed" if change.after is None else "changed"
    table = change.table_name
    if told := words.told(session, change):
        return RowChange(told.name, way, tuple(_masked(told.fields)))
    fields: list[FieldChange] = []
    hidden = 0
    for column in dict.fromkeys((*before, *after)):
        if column == extra_changes.COLUMN:
            own = extra_changes.changed(session, table, before.get(column), after.get(column))
            fields += _masked(own)
            continue
        label = words.field_label(table, column)
        old, new = (_shown(table, column, values.get(column), words) for values in (before, after))
        if not label or label == column:
            hidden += way == "changed"
        elif old or new:
            fields.append(FieldChange(label, old, new))
    return RowChange(_name(session, change, {**before, **after}, words), way, tuple(fields), hidden)


def _masked(lines: Iterable[tuple[str, str, str]]) -> Iterator[FieldChange]:
    numbers = masking.numbers_in
    return (FieldChange(label, numbers(old), numbers(new)) for label, old, new in lines)


def _name(session: Session, change: Change, values: Mapping[str, Any], words: Words) -> str:
    kind = words.table_name(change.table_name)
    named = words.record(change.table_name, values) or _named(values)
    if not named:
        whole = session.scalar(
            select(Change.after)
            .where(
                Change.table_name == change.table_name,
                Change.row_id == change.row_id,
                Change.before.is_(None),
            )
            .limit(1)
        )
        kept = json.loads(whole or "{}")
        named = words.record(change.table_name, kept) or _named(kept)
    return " ".join(part for part in (kind, str(named or f"№ {change.row_id}")) if part)


def _named(values: Mapping[str, Any]) -> str:
    return str(next((values[key] for key in ("name", "title", "number") if values.get(key)), ""))


# ---- values in words --------------------------------------------------------------------------------

_MOMENT = re.compile(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(\.\d+)?")


def _shown(table: str, column: str, value: Any, words: Words) -> str:
    if value is None or value in ("", "[]", "null"):
        return ""
    said = words.value(table, column, value)
    if said:
        return masking.numbers_in(said)
    text = str(value)
    if isinstance(value, str) and value[:1] in '[{"':
        text = _listed(value)
    if _MOMENT.fullmatch(text):
        return f"{clock.local(datetime.fromisoformat(text)):%Y-%m-%d %H:%M}"
    if "phone" in column:
        return masking.phone(text)
    return masking.id_number(text) if column == "id_number" else masking.numbers_in(text)


def _listed(text: str) -> str:
    try:
        value = json.loads(text)
    except ValueError:
        return text
    if isinstance(value, list):
        return "、".join(str(each) for each in value)
    return value if isinstance(value, str) else text
