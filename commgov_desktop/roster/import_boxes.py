"""What the columns of other people's roster files can say of a person, and how each cell is read."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial
from typing import Any

from commgov_desktop.i18n import N_, _
from commgov_desktop.ledger import codes, sheet_cells
from commgov_desktop.ledger.own_fields import OwnField
from commgov_desktop.ledger.sheet_cells import Read
from commgov_desktop.ledger.sheet_sources import Cell


@dataclass(frozen=True)
class ImportBox:
    """One thing a file can say of a person. ``name`` is its key in ``headings.toml``."""

    name: str
    label: str
    read: Callable[[Cell], Read[Any]]


_NOT_KNOWN = frozenset(("无", "不详", "未知", "没有", "不明", "未登记", "暂无"))
_TO_COME = frozenset(("待补证件", "待补", "待补录", "No number yet"))
"""What our own lists, and other people's, write where the number is still missing."""


def _text(cell: Cell) -> Read[Any]:
    return Read(sheet_cells.text(cell))


def _raw(cell: Cell) -> Read[Any]:
    """As the file holds it: the reader of numbers must see the damage itself. A masked number is no number."""
    if isinstance(cell, str) and cell.strip() in _TO_COME:
        return Read()
    return _masked(cell) if _is_masked(cell) else Read(cell)


def _is_masked(cell: Cell) -> bool:
    return isinstance(cell, str) and ("**" in cell or "＊＊" in cell)


def _masked(cell: Cell) -> Read[Any]:
    return Read(doubt=_("“{words}” is masked and was left out").format(words=str(cell).strip()))


def _day(cell: Cell) -> Read[Any]:
    if isinstance(cell, str) and sheet_cells.text(cell) in _NOT_KNOWN:
        return Read()
    return sheet_cells.day(cell)


def _phones(cell: Cell) -> Read[Any]:
    if isinstance(cell, str) and sheet_cells.text(cell) in _NOT_KNOWN:
        return Read()
    return _masked(cell) if _is_masked(cell) else sheet_cells.phones(cell)


def _tags(cell: Cell) -> Read[Any]:
    return Read([word for word in sheet_cells.several(cell) if word not in _NOT_KNOWN and word != "否"])


def _code(table: str) -> Callable[[Cell], Read[Any]]:
    """A word of a code table as its code; a word the table does not know is a problem, not a guess."""

    def read(cell: Cell) -> Read[Any]:
        words = sheet_cells.text(cell)
        found = codes.table(table).code_of(words)
        if found is not None or not words or words in _NOT_KNOWN:
            return Read(found or "")
        return Read(problem=_("“{words}” is not in the code table").format(words=words))

    return read


BOXES: tuple[ImportBox, ...] = (
    ImportBox("name", N_("Name"), _text),
    ImportBox("sex", N_("Sex"), _code("sex")),
    ImportBox("birth", N_("Birth date"), _day),
    ImportBox("id_kind", N_("Kind of document"), _code("document_kinds")),
    ImportBox("id_number", N_("Document number"), _raw),
    ImportBox("ethnic_group", N_("Ethnic group"), _code("ethnic_groups")),
    ImportBox("education", N_("Education"), _code("education")),
    ImportBox("marital_status", N_("Marital status"), _code("marital_status")),
    ImportBox("political_status", N_("Political status"), _code("political_status")),
    ImportBox("phone", N_("Phone"), _phones),
    ImportBox("phone2", N_("Second phone"), _phones),
    ImportBox("occupation", N_("Occupation"), _text),
    ImportBox("workplace", N_("Place of work or school"), _text),
    ImportBox("registered_address", N_("Registered address"), _text),
    ImportBox("address", N_("Present address"), _text),
    ImportBox("estate", N_("Estate"), _text),
    ImportBox("building", N_("Building"), _text),
    ImportBox("entrance", N_("Entrance"), _text),
    ImportBox("dwelling", N_("Room"), _text),
    ImportBox("lives_here_since", N_("Lives here since"), _day),
    ImportBox("residence_kind", N_("Kind of residence"), _code("residence_kinds")),
    ImportBox("household_number", N_("Household number"), _text),
    ImportBox("head_name", N_("Head of household"), _text),
    ImportBox("head_id_number", N_("Document number of the head"), _raw),
    ImportBox("relation", N_("Relation to head"), _code("relation_to_head")),
    ImportBox("household_kind", N_("Kind of household"), _code("household_kinds")),
    ImportBox("tags", N_("Tags"), _tags),
    ImportBox("note", N_("Note"), _text),
)


def own_boxes(fields: Iterable[OwnField]) -> tuple[ImportBox, ...]:
    """The office's own fields as boxes: a column whose heading has the field's name fills it."""
    return tuple(ImportBox(f.key, f.label, partial(_own, f)) for f in fields if not f.retired)


def _own(field: OwnField, cell: Cell) -> Read[Any]:
    """A cell as the field keeps it: days as ISO text, money in fen, the code of a choice."""
    words = sheet_cells.text(cell)
    if not words:
        return Read()
    if field.kind in ("phone", "document"):
        return _masked(cell) if _is_masked(cell) else Read(words)
    if field.kind == "day":
        found = _day(cell)
        return Read(found.value.isoformat(), found.problem, found.doubt) if found.value else found
    if field.kind in ("number", "money"):
        return _own_number(cell, field.kind == "money")
    if field.kind == "flag":
        return Read(True) if words in _YES else Read()
    if field.kind == "choice":
        known = {word: code for pair in field.choices for code, word in (pair, (pair[0], pair[0]))}
        return Read(known[words]) if words in known else Read(problem=_not_offered(words))
    return Read(words)


_YES = frozenset(("是", "有", "√", "✓", "Y", "y", "yes", "1"))


def _own_number(cell: Cell, money: bool) -> Read[Any]:
    found = sheet_cells.number(cell.removesuffix("元") if isinstance(cell, str) else cell)
    if found.value is None:
        return found
    if money:
        return Read(round(found.value * 100), found.problem, found.doubt)
    whole = int(found.value) if float(found.value).is_integer() else found.value
    return Read(whole, found.problem, found.doubt)


def _not_offered(words: str) -> str:
    return _("“{words}” is not among the choices of the field").format(words=words)


BY_NAME = {box.name: box for box in BOXES}
