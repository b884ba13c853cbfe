"""Boxes that an office adds to a form without a programmer: how they are asked, kept, listed, filtered and shown."""

import dataclasses
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Boolean, ColumnElement, Date, Integer, Numeric, String, func, type_coerce
from sqlalchemy.orm import Session

from commgov_desktop import masking
from commgov_desktop.i18n import N_
from commgov_desktop.ledger.episodes import box_as_of
from commgov_desktop.ledger.fields import Field, Section
from commgov_desktop.ledger.ledger import Column, Ledger

KINDS = (
    "text", "paragraph", "number", "day", "expiry", "choice", "person", "money", "flag", "phone", "document",
)  # fmt: skip
"""``expiry`` is a day of which Today speaks before it comes; ``person`` a resident; ``phone`` and ``document`` are
numbers that lists and cards show masked."""

PEOPLE = "people"
"""What a box of kind ``person`` refers to: the picker of people."""

_TYPES: dict[str, Any] = {
    "number": Numeric(asdecimal=False),
    "money": Integer(),
    "person": Integer(),
    "day": Date(),
    "expiry": Date(),
    "flag": Boolean(),
}
_BOXES = {"expiry": "day", "person": "reference", "document": "text"}
_MASKS: dict[str, Callable[[str], str]] = {"phone": masking.phone, "document": masking.id_number}
_WIDTHS = {
    "flag": 76,
    "number": 80,
    "money": 96,
    "day": 104,
    "expiry": 104,
    "choice": 110,
    "person": 96,
    "phone": 120,
    "document": 170,
}


@dataclass(frozen=True)
class OwnField:
    """One such box. ``key`` never changes, whatever the box is called later. Of the choices some may be retired."""

    key: str
    label: str
    kind: str = "text"
    choices: tuple[tuple[str, str], ...] = ()
    """(what is kept, the words)."""
    gone: tuple[tuple[str, str], ...] = ()
    """Choices no longer offered, so that what was entered with them still reads."""
    hint: str = ""
    retired: bool = False
    sure: bool = True
    """False where no printed source was found for it."""
    visits: tuple[tuple[str, int], ...] = ()
    """(choice, days between two visits): where a group is visited by the level of its people (``groups.levels``)."""

    def words(self, value: object) -> str:
        """The words behind a kept choice."""
        return (
            dict((*self.gone, *self.choices)).get(str(value), str(value)) if value not in (None, "") else ""
        )


def choice_of(line: str) -> tuple[str, str]:
    """``01 务工`` as code and words; words alone are their own code."""
    code, _blank, words = line.strip().partition(" ")
    return (code, words.strip()) if code.isdecimal() and words.strip() else (line.strip(), line.strip())


def line_of(choice: tuple[str, str]) -> str:
    """The same choice as a line for the clerk."""
    code, words = choice
    return words if code == words else f"{code} {words}"


def from_json(kept: Mapping[str, Any]) -> OwnField:
    """A box as a group keeps it, or as the shipped list writes it."""
    plain: dict[str, Any] = {
        name: kept[name] for name in ("key", "label", "kind", "hint", "retired", "sure") if name in kept
    }
    for part in ("choices", "gone"):
        plain[part] = tuple(_pair(one) for one in kept.get(part, ()))
    plain["visits"] = tuple((str(value), int(days)) for value, days in kept.get("visits", ()))
    return OwnField(**plain)


def _pair(one: Any) -> tuple[str, str]:
    return choice_of(one) if isinstance(one, str) else (str(one[0]), str(one[1]))


def to_json(field: OwnField) -> dict[str, Any]:
    """What is kept of a box; what says nothing is left out."""
    kept: dict[str, Any] = {"key": field.key, "label": field.label, "kind": field.kind}
    for name in ("choices", "gone", "visits"):
        if pairs := getattr(field, name):
            kept[name] = [list(pair) for pair in pairs]
    if field.hint:
        kept["hint"] = field.hint
    if field.retired:
        kept["retired"] = True
    if not field.sure:
        kept["sure"] = False
    return kept


def next_key(fields: Iterable[OwnField]) -> str:
    """``x1``, ``x2`` …: the first that no box has, retired ones included."""
    taken = {field.key for field in fields}
    return next(key for n in range(1, 10_000) if (key := f"x{n}") not in taken)


def box(field: OwnField) -> Field:
    """The box on a form and the heading of a column."""
    return Field(
        field.key,
        field.label,
        _BOXES.get(field.kind, field.kind),
        choices=(lambda: field.choices) if field.kind == "choice" else None,
        to=PEOPLE if field.kind == "person" else "",
        width=_WIDTHS.get(field.kind, 130),
        hint=field.hint if field.kind != "flag" else "",
        wide=field.kind == "paragraph",
    )


# ---- values ---------------------------------------------------------------------------------------------


def pack(
    fields: Sequence[OwnField], values: Mapping[str, object], before: Mapping[str, Any]
) -> dict[str, Any]:
    """What is kept: ``before`` with the values of these boxes; days as ISO text, empty boxes not at all."""
    kept = dict(before)
    for field in fields:
        if field.key not in values:
            continue
        value = values[field.key]
        if value in (None, "", False):
            kept.pop(field.key, None)
        else:
            kept[field.key] = value.isoformat() if isinstance(value, date) else value
    return kept


def unpack(fields: Sequence[OwnField], kept: Mapping[str, Any]) -> dict[str, object]:
    """Form values of what was kept."""
    return {field.key: value_of(field, kept.get(field.key)) for field in fields}


def value_of(field: OwnField, kept: Any) -> object:
    """One kept value as its box holds it."""
    if field.kind in ("day", "expiry"):
        return date.fromisoformat(kept) if kept else None
    if field.kind == "flag":
        return bool(kept)
    if field.kind in ("text", "paragraph", "phone", "document"):
        return kept or ""
    return kept


def shown(
    field: OwnField, kept: Any, person: Callable[[int], str] | None = None, *, whole: bool = False
) -> str:
    """One kept value in words, for cards and papers. ``person`` names a resident; ``whole`` masks no number."""
    if kept in (None, "", False):
        return ""
    if field.kind == "flag":
        return "是"
    if field.kind in _MASKS and not whole:
        return _MASKS[field.kind](str(kept))
    if field.kind == "money":
        return f"{kept / 100:,.2f}"
    if field.kind == "choice":
        return field.words(kept)
    if field.kind == "person":
        return person(kept) if person else str(kept)
    return f"{kept:g}" if isinstance(kept, float) else str(kept)


def changed(
    fields: Sequence[OwnField],
    before: Mapping[str, Any],
    after: Mapping[str, Any],
    person: Callable[[int], str] | None = None,
) -> Iterator[tuple[str, str, str]]:
    """(name of the box, words before, words after) of each whose kept values differ; see ``shown``."""
    for field in fields:
        one, other = before.get(field.key), after.get(field.key)
        if one != other:
            yield field.label, shown(field, one, person), shown(field, other, person)


# ---- lists ----------------------------------------------------------------------------------------------


def column(
    field: OwnField,
    entries: Callable[[], ColumnElement[Any]],
    name_of: Callable[[ColumnElement[Any]], ColumnElement[Any]] | None = None,
    *,
    shown: bool = False,
) -> Column:
    """A column over a JSON object of such values; ``name_of`` makes the SQL that names a resident."""

    def value() -> ColumnElement[Any]:
        kept: ColumnElement[Any] = type_coerce(
            func.json_extract(entries(), f'$."{field.key}"'), _TYPES.get(field.kind, String())
        )
        return name_of(kept) if field.kind == "person" and name_of else kept

    if field.kind == "person":
        return Column(dataclasses.replace(box(field), kind="text"), value, shown=shown)
    if field.kind in _MASKS:
        mask = _MASKS[field.kind]
        return Column(
            box(field), value, show=lambda kept: mask(kept or ""), full=lambda kept: kept, shown=shown
        )
    show = {"choice": field.words, "money": _yuan}.get(field.kind)
    return Column(box(field), value, show=show, shown=shown, filter_by=value if show else None)


def _yuan(fen: Any) -> str:
    return "" if fen is None else f"{fen / 100:,.2f}"


def with_own_fields(ledger: Ledger, fields: Sequence[OwnField], kept_in: str = "extra") -> Ledger:
    """The same ledger with the office's own boxes at the end of its form and of its columns.

    Their values lie in the record's JSON column ``kept_in``. Retired boxes are not asked any more; as columns
    they stay as long as the office keeps them, so that what was entered can be looked up.
    """
    asked = [field for field in fields if not field.retired]
    if not fields:
        return ledger
    boxes = tuple(box(field) for field in asked)
    kept = lambda: getattr(ledger.model, kept_in)  # noqa: E731
    columns = (_with_a_past(column(field, kept), field, kept) for field in fields)
    return dataclasses.replace(
        ledger,
        form=(*ledger.form, Section(N_("Fields of this office"), boxes)) if boxes else ledger.form,
        columns=(*ledger.columns, *columns),
        load=_loading(ledger, asked, kept_in),
        store=_storing(ledger, asked, kept_in),
    )


def _with_a_past(made: Column, field: OwnField, kept: Callable[[], Any]) -> Column:
    """The column of a box whose earlier values ``episodes`` holds."""
    if field.kind == "person":
        return made

    def then(day: date) -> Column:
        value = lambda: box_as_of(kept(), field.key, _TYPES.get(field.kind, String()), day)  # noqa: E731
        return dataclasses.replace(made, value=value, filter_by=value if made.filter_by else None)

    return dataclasses.replace(made, then=then)


def from_text(field: OwnField, words: str) -> Any:
    """A value as it is kept, from the text in which its history holds it."""
    if not words:
        return None
    if field.kind == "number":
        return int(words) if words.lstrip("-").isdecimal() else float(words)
    if field.kind in ("money", "person"):
        return int(words)
    return True if field.kind == "flag" else words


def _loading(
    ledger: Ledger, fields: Sequence[OwnField], kept_in: str
) -> Callable[[Session, Any], dict[str, object]]:
    def load(session: Session, record: Any) -> dict[str, object]:
        inner = (
            ledger.load(session, record)
            if ledger.load
            else {box.name: getattr(record, box.name) for box in ledger.fields()}
        )
        return inner | unpack(fields, getattr(record, kept_in) or {})

    return load


def _storing(
    ledger: Ledger, fields: Sequence[OwnField], kept_in: str
) -> Callable[[Session, Any, Mapping[str, object]], None]:
    own = {field.key for field in fields}

    def store(session: Session, record: Any, values: Mapping[str, object]) -> None:
        setattr(record, kept_in, pack(fields, values, getattr(record, kept_in) or {}))
        rest = {name: value for name, value in values.items() if name not in own}
        if ledger.store:
            ledger.store(session, record, rest)
            return
        for name, value in rest.items():
            setattr(record, name, value)

    return store
