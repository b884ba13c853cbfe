"""An empty form a superior sent: where its headings stand, what goes into each column, and the filled copy beside it."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from sqlalchemy import select

from commgov_desktop.errors import UserError
from commgov_desktop.i18n import _
from commgov_desktop.ledger.office import Office
from commgov_desktop.ledger.question_facts import Registry
from commgov_desktop.ledger.sheet_headings import Found, fallback, find_headings, signature, synonyms
from commgov_desktop.ledger.sheet_sources import Merged
from commgov_desktop.roster.exchange import columns as out
from commgov_desktop.roster.exchange import docx_form, label_cells, markup, xlsx_form
from commgov_desktop.roster.exchange.columns import EMPTY, SERIAL, OutColumn
from commgov_desktop.roster.exchange.label_cells import Slot
from commgov_desktop.roster.exchange.models import FormMapping
from commgov_desktop.store.store import Store

SUFFIXES = (".xlsx", ".docx", ".xlsm")
LARGEST = 50 * 1024 * 1024
TALLEST = 200
"""Rows in which the labels of a form for one person are sought."""

_ONE_EACH = "@one-each"


@dataclass(frozen=True)
class Form:
    """An opened form. Rows and columns count from 0 in the sheet or the table."""

    path: Path
    content: bytes
    kind: str
    """``xlsx`` or ``docx``."""
    sheet: str
    """The sheet's name, or which table of the document it is."""
    place: str
    """The part of the sheet, or the number of the table."""
    title: str
    headings: tuple[str, ...]
    last_heading: int
    grid: tuple[tuple[str, ...], ...]
    columns: tuple[OutColumn, ...] = ()
    remembered: bool = False
    slots: tuple[Slot, ...] = ()
    """Of a form for one person its labels with their cells, one for each heading; empty for a list."""

    @property
    def is_single(self) -> bool:
        """Whether each person gets a copy of their own."""
        return bool(self.slots)

    @property
    def signature(self) -> str:
        """The same for every form with these headings, another for labels than for the headings of a list."""
        return signature((_ONE_EACH, *self.headings) if self.slots else self.headings)

    @property
    def filled(self) -> int:
        """How many of its columns or cells have something to stand in them."""
        return sum(bool(column.fact) for column in self.columns)

    def first_row(self) -> int:
        """The first row below the headings whose filled columns are empty; a serial number may be printed there."""
        row = self.last_heading + 1
        while row < len(self.grid) and not self._is_free(row):
            row += 1
        if row < len(self.grid):
            return row
        while row - 1 > self.last_heading and sum(map(bool, self.grid[row - 1])) <= 1:
            row -= 1  # who filled it in, a remark: lines at the foot stay below
        return max(self.last_heading + 1, row)

    def room(self) -> int:
        """How many such rows there are one below the other; 0 where the form ends with its headings."""
        first = row = self.first_row()
        while row < len(self.grid) and self._is_free(row):
            row += 1
        return row - first

    def _is_free(self, row: int) -> bool:
        cells = self.grid[row]
        for at, words in enumerate(cells):
            column = self.columns[at] if at < len(self.columns) else None
            if words and not (column and column.fact == SERIAL and words.strip().isdecimal()):
                return False
        return True


def open_form(store: Store, path: Path, facts: Registry) -> Form:
    """Open an empty form, find its headings and say what goes where, as a clerk has said before or as they read.

    Raises ``UserError`` for a file that is no workbook or document, or has no headings.
    """
    return readings(store, path, facts)[0]


def readings(store: Store, path: Path, facts: Registry) -> list[Form]:
    """The ways to read a form, the likeliest first: as a list with a line for each person, or one copy for each.

    Raises as ``open_form``.
    """
    content = _content(path)
    parts = markup.open_parts(content, path.name)
    if "xl/workbook.xml" in parts.namelist():
        offered = [("xlsx", s.name, s.part, s.grid, s.merged, s.cells) for s in xlsx_form.sheets(parts)]
    elif docx_form.PART in parts.namelist():
        offered = [
            ("docx", str(t.number + 1), str(t.number), t.grid, t.merged, t.cells)
            for t in docx_form.tables(parts)
        ]
    else:
        raise UserError(
            _("{name} cannot be filled. Save it as xlsx or docx in Excel, Word or WPS and try again.").format(
                name=path.name
            )
        )
    lists = [made for one in offered if (made := _list(path, content, *one[:5], facts))]
    if docx_form.PART in parts.namelist():
        text = docx_form.lines(parts)
        offered.append(("docx", "", str(text.number), text.grid, text.merged, text.cells))
    singles = [made for one in offered if (made := _single(path, content, *one, facts))]
    found = [_remembered(store, max(some, key=lambda form: form.filled)) for some in (lists, singles) if some]
    if not found:
        raise UserError(
            _("No headings were found in {name}. The table needs a row of headings.").format(name=path.name)
        )
    if len(found) > 1 and _is_for_one(*found):
        found.reverse()
    return found


def _is_for_one(as_list: Form, single: Form) -> bool:
    """Whether a form that can be read in both ways is for one person: so used before, or more of it is known so."""
    if as_list.remembered != single.remembered:
        return single.remembered
    beside = sum(bool(c.fact) and not s.below for c, s in zip(single.columns, single.slots, strict=True))
    return single.filled > as_list.filled or (beside > 1 and single.filled == as_list.filled)


def _content(path: Path) -> bytes:
    try:
        if path.stat().st_size > LARGEST:
            raise UserError(_("{name} is too large. Split it into several files.").format(name=path.name))
        return path.read_bytes()
    except OSError as error:
        raise UserError(
            _("{name} cannot be read. Check that it is still there.").format(name=path.name)
        ) from error


def _list(
    path: Path, content: bytes, kind: str, sheet: str, place: str, grid: list[list[str]],
    merged: tuple[Merged, ...], facts: Registry,
) -> Form | None:  # fmt: skip
    top = [list(row) for row in grid[:30]]
    found: Found | None = find_headings(top, merged, synonyms("residents")) or fallback(top)
    if found is None or not any(found.headings):
        return None
    title = next((cell for row in grid[: found.first] for cell in row if cell.strip()), "")
    return Form(
        path, content, kind, sheet, place, title, found.headings, found.last,
        tuple(map(tuple, grid)), out.recognise(found.headings, facts),
    )  # fmt: skip


def _single(
    path: Path, content: bytes, kind: str, sheet: str, place: str, grid: list[list[str]],
    merged: tuple[Merged, ...], cells: Collection[tuple[int, int]], facts: Registry,
) -> Form | None:  # fmt: skip
    are_lines = kind == "docx" and place == str(docx_form.LINES)
    top = grid[:TALLEST]
    slots = tuple(label_cells.within(top)) if are_lines else label_cells.slots(top, merged, cells)
    labels = tuple(slot.label for slot in slots)
    columns = tuple(_of_label(column) for column in out.recognise(labels, facts))
    if sum(bool(column.fact) for column in columns) < 2:
        return None
    title = next((cell for row in grid[: slots[0].row + 1] for cell in row if cell.strip()), "")
    return Form(
        path, content, kind, sheet, place, title, labels, 0, tuple(map(tuple, grid)), columns, slots=slots
    )


def _of_label(column: OutColumn) -> OutColumn:
    """A serial number says nothing on a sheet of one's own; 出生年月 asks for the month."""
    if column.fact == SERIAL:
        return replace(column, fact=EMPTY)
    asks_month = column.fact and "年月" in column.heading and "日" not in column.heading
    return replace(column, form="YYYY.MM") if asks_month else column


def _remembered(store: Store, form: Form) -> Form:
    with store.read() as session:
        kept = session.scalar(select(FormMapping.facts).where(FormMapping.signature == form.signature))
    if kept is None or len(kept) != len(form.headings):
        return form
    chosen = tuple(replace(c, heading=h) for c, h in zip(out.from_plain(kept), form.headings, strict=True))
    return replace(form, columns=chosen, remembered=True)


def fill(
    office: Office,
    form: Form,
    facts: Registry,
    ids: Sequence[int],
    target: Path,
    progress: Any = lambda _d, _t: None,
) -> int:
    """Write the form with these people as ``target``, remember what went where, and put it on record.

    Gives the number of rows. The form itself is not touched. Raises ``UserError``.
    """
    full = out.has_full(form.columns, facts)
    out.check(office, form.columns, facts, full=full)
    if target.resolve() == form.path.resolve():
        raise UserError(_("Save the filled form under another name, so that the empty one stays."))
    rows = list(out.table(office, facts, form.columns, ids, progress))
    content = _filled(form, rows)
    try:
        target.write_bytes(content)
    except OSError as error:
        raise UserError(_("{name} could not be written.").format(name=target.name)) from error
    keep(office, form, len(rows), full)
    return len(rows)


def _filled(form: Form, rows: Sequence[Sequence[str | int]]) -> bytes:
    parts = markup.open_parts(form.content, form.path.name)
    places = [at if column.fact != EMPTY else -1 for at, column in enumerate(form.columns)]
    first, room = form.first_row(), form.room()
    if form.kind == "xlsx":
        part = xlsx_form.fill(markup.part_of(parts, form.place), first, room, places, rows)
        return markup.with_parts(parts, {form.place: part})
    document = markup.part_of(parts, docx_form.PART)
    part = docx_form.fill(document, int(form.place), first, room, places, rows)
    return markup.with_parts(parts, {docx_form.PART: part})


def keep(office: Office, form: Form, rows: int, full: bool) -> None:
    """Put it on record that a form was filled, and remember what goes where in forms like it."""
    how = _("with full numbers") if full else _("masked")
    words = _("Fill the form {name}, {n} rows, {how}").format(name=form.path.name, n=rows, how=how)
    plain = [column.plain() if column.fact else None for column in form.columns]
    with office.store.write(words) as session:
        known = session.scalar(select(FormMapping).where(FormMapping.signature == form.signature))
        if known is None:
            session.add(FormMapping(signature=form.signature, name=form.path.name, facts=plain))
        elif known.facts != plain:
            known.facts = plain
    office.store.note(words, "residents")


def target_beside(path: Path) -> Path:
    """A new name beside the form: 名册_已填.xlsx, 名册_已填2.xlsx …"""
    number = 1
    while (made := path.with_name(f"{path.stem}_已填{number if number > 1 else ''}{path.suffix}")).exists():
        number += 1
    return made
