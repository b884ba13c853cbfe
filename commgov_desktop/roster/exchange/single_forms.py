"""Fills a form for one person: a copy for the person at hand, or one for each of many in a folder of its own."""

import shutil
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from commgov_desktop.errors import UserError
from commgov_desktop.i18n import _
from commgov_desktop.ledger.fact_values import WORDS
from commgov_desktop.ledger.office import Office
from commgov_desktop.ledger.question_facts import Registry
from commgov_desktop.paths import safe_name
from commgov_desktop.roster.exchange import blanks, docx_form, forms, markup, xlsx_form, xlsx_rooms
from commgov_desktop.roster.exchange import columns as out
from commgov_desktop.roster.exchange.columns import OutColumn
from commgov_desktop.roster.exchange.forms import Form
from commgov_desktop.roster.exchange.label_cells import Slot

_NAME = OutColumn("name", "")


@dataclass(frozen=True)
class Filled:
    """What was written: the file of one person or the folder of many, how many, and what could not be put in.

    ``left`` counts by label the copies in which a cell stays as it was, because no printed box has these words.
    """

    path: Path
    count: int
    left: Mapping[str, int] = field(default_factory=dict)


def fill_one(office: Office, form: Form, facts: Registry, resident_id: int, target: Path) -> Filled:
    """Write the form of one resident as ``target``, remember what went where, and put it on record.

    Raises ``UserError``; the form itself is not touched.
    """
    if target.resolve() == form.path.resolve():
        raise UserError(_("Save the filled form under another name, so that the empty one stays."))
    full = _checked(office, form, facts)
    left: Counter[str] = Counter()
    made = next(iter(_copies(office, form, facts, [resident_id], left)), None)
    if made is None:
        raise UserError(_("This resident is no longer in the roster. The entry may have been undone."))
    _write(target, made[1])
    forms.keep(office, form, 1, full)
    return Filled(target, 1, left)


def fill_each(
    office: Office,
    form: Form,
    facts: Registry,
    ids: Sequence[int],
    folder: Path,
    progress: Any = lambda _done, _total: None,
) -> Filled:
    """Write a copy for each of these residents into the new folder ``folder``, named after them.

    ``Cancelled`` out of ``progress``, or any error, leaves no folder behind.
    """
    full = _checked(office, form, facts)
    part = folder.with_name(f"{folder.name}.part")
    left: Counter[str] = Counter()
    count = 0
    try:
        part.mkdir(parents=True)
        for name, content in _copies(office, form, facts, ids, left):
            progress(count, len(ids))
            count += 1
            _write(_free_name(part, f"{form.path.stem}_{name}", form.path.suffix), content)
        part.rename(folder)
    except OSError as error:
        raise UserError(_("{name} could not be written.").format(name=folder.name)) from error
    finally:
        shutil.rmtree(part, ignore_errors=True)
    forms.keep(office, form, count, full)
    return Filled(folder, count, left)


def file_beside(form: Form, name: str) -> Path:
    """A new name beside the form: 登记表_张伟.docx, 登记表_张伟2.docx …"""
    return _free_name(form.path.parent, f"{form.path.stem}_{_in_a_name(name)}", form.path.suffix)


def _in_a_name(name: str) -> str:
    return safe_name("".join(name.split())) or "_"


def folder_beside(place: Path, form: Form) -> Path:
    """A new folder in ``place``: 登记表_已填, 登记表_已填2 …"""
    return _free_name(place, f"{form.path.stem}_已填", "")


def _free_name(folder: Path, stem: str, suffix: str) -> Path:
    number = 1
    while (made := folder / f"{stem}{number if number > 1 else ''}{suffix}").exists():
        number += 1
    return made


def _checked(office: Office, form: Form, facts: Registry) -> bool:
    full = out.has_full(form.columns, facts)
    out.check(office, form.columns, facts, full=full)
    return full


def _write(target: Path, content: bytes) -> None:
    try:
        target.write_bytes(content)
    except OSError as error:
        raise UserError(_("{name} could not be written.").format(name=target.name)) from error


def _copies(
    office: Office, form: Form, facts: Registry, ids: Sequence[int], left: Counter[str]
) -> Iterator[tuple[str, bytes]]:
    """The name of each person with the bytes of their form."""
    parts = markup.open_parts(form.content, form.path.name)
    for *values, name in out.table(office, facts, (*printed(form, facts), _NAME), ids):
        given, not_put = cells(form, values)
        left.update(not_put)
        yield _in_a_name(str(name)), _content(parts, form, given)


def printed(form: Form, facts: Registry) -> tuple[OutColumn, ...]:
    """The columns in the form that what is printed in the cell asks for: words to tick, days in 年 月 日."""
    return tuple(
        _as_printed(column, slot.words, facts) for column, slot in zip(form.columns, form.slots, strict=True)
    )


def _as_printed(column: OutColumn, words: str, facts: Registry) -> OutColumn:
    what = blanks.kind(words)
    if column.fact not in facts or what == blanks.FREE:
        return column
    if what == blanks.TICKS:
        return replace(column, form=WORDS) if facts[column.fact].kind != "day" else column
    return replace(column, form="YYYY年M月D日") if facts[column.fact].kind == "day" else column


def shown(office: Office, form: Form, facts: Registry, ids: Sequence[int]) -> list[list[str]]:
    """The cells of these people's forms as they will stand there, for a look before anything is written."""
    rows = []
    for values in out.table(office, facts, printed(form, facts), ids):
        given, _left = cells(form, values)
        rows.append([str(given.get(slot, slot.words)) for slot in form.slots])
    return rows


def cells(form: Form, values: Sequence[str | int]) -> tuple[dict[Slot, str | int], list[str]]:
    """What stands for which label, and the labels of those whose value does not fit what is printed there."""
    given: dict[Slot, str | int] = {}
    left: list[str] = []
    for slot, value in zip(form.slots, values, strict=True):
        if value == "":
            continue
        fits = blanks.filled(slot.words, value)
        if fits is None:
            left.append(slot.label)
        else:
            given[slot] = value if blanks.kind(slot.words) == blanks.FREE else fits
    return given, left


def _content(parts: Any, form: Form, given: Mapping[Slot, str | int]) -> bytes:
    whole = {slot.place: value for slot, value in given.items() if slot.room < 0}
    rooms: dict[tuple[int, int], dict[int, str]] = {}
    for slot, value in given.items():
        if slot.room >= 0:
            rooms.setdefault(slot.place, {})[slot.room] = str(value)
    if form.kind == "xlsx":
        sheet = xlsx_rooms.fill(parts, markup.part_of(parts, form.place), rooms)
        return markup.with_parts(parts, {form.place: xlsx_form.fill_cells(sheet, whole)})
    document = markup.part_of(parts, docx_form.PART)
    part = docx_form.fill_cells(document, int(form.place), whole, rooms)
    return markup.with_parts(parts, {docx_form.PART: part})
