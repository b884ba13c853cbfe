"""Takes in a roster file: first a trial that saves nothing, then the whole of it as one action that can be undone.

What is done with a row:

- It is *refused* when nobody can tell who it is (no name, or besides the name neither document number, birth
  date nor address), when a cell that is to be taken in cannot be read (a day that does not exist, a word that
  no code table knows), when it repeats an earlier row, when its number belongs to somebody of another name,
  or when it would give a household a second head. ``lenient`` leaves an unreadable cell out instead.
- A *doubtful* number (check digit, length, birth date that differs) is no reason to refuse: the person is
  taken in, the number is marked doubtful with the reason, and the row is listed with its remark.
- A *damaged* number (``...000``, ``1.1E+17``) is never stored, so that no wrong number is ever printed. The
  person is taken in without a number; what is left of it stands as the reason, and they are on the list
  “without document number”. Where its first fifteen digits and the name fit one resident, it is that resident.
- A person is known again by number, else by name, birth date and address. Empty cells never wipe a value.
- A row that is *new* but looks like somebody who is there (``duplicates.incoming``) is taken in as new and named:
  that is the only answer that loses nothing. Two entries of one person can be merged on any later day, a row that
  was left out or that overwrote somebody else is gone. The clerk may decide otherwise, row by row.

Always: read = new + changed + same + refused.
"""

import gc
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from commgov_desktop.i18n import _
from commgov_desktop.ledger import extra_fields, sheets
from commgov_desktop.ledger.sheets import Cell, Table
from commgov_desktop.roster import (
    import_households,
    import_match,
    import_result,
    import_rows,
    import_rules,
    import_saving,
    import_sheets,
)
from commgov_desktop.roster.duplicates import doubles, incoming
from commgov_desktop.roster.duplicates.doubles import Decisions, Double
from commgov_desktop.roster.import_boxes import BOXES, BY_NAME, ImportBox, own_boxes
from commgov_desktop.roster.import_households import PlannedHousehold
from commgov_desktop.roster.import_match import Known
from commgov_desktop.roster.import_rows import CHANGED, NEW, REFUSED, SAME, PlannedRow
from commgov_desktop.roster.import_rules import RULES
from commgov_desktop.roster.models import ImportMapping, Resident
from commgov_desktop.roster.places import Homes
from commgov_desktop.roster.planned_rows import PlannedRows
from commgov_desktop.store.journal import Action
from commgov_desktop.store.packed import Packed
from commgov_desktop.store.store import Store

Progress = Callable[[int, int], None]
"""Told how many of how many steps are done; raises ``Cancelled`` when the clerk has had enough."""

_EVERY = 500


def _silent(_done: int, _total: int) -> None:
    pass


@dataclass(frozen=True)
class Source:
    """A file opened for import: its table, and which column fills which box (by the box's key)."""

    table: Table
    columns: Mapping[str, int]
    sure: Mapping[str, float] = field(default_factory=dict)
    """How sure the program is of each box, 0 to 1; what a clerk has chosen is 1."""
    remembered: bool = False
    """Whether a clerk has said before how these headings are to be read."""
    rules: Mapping[str, str] = field(default_factory=dict)
    """By box, what becomes of a value that is there (``import_rules``)."""
    mends: Mapping[int, str] = field(default_factory=dict)
    """By row number, the document number a clerk has chosen in place of a ruined one."""
    decided: Decisions = field(default_factory=dict)
    """By row number, what a clerk has said of a new row that looks like somebody who is there."""
    own: tuple[ImportBox, ...] = ()
    """The boxes of the office's own fields."""

    @property
    def boxes(self) -> tuple[ImportBox, ...]:
        """Everything a column of the file can fill."""
        return (*BOXES, *self.own)

    @property
    def name(self) -> str:
        """The file's name."""
        return self.table.name

    def heading(self, box: str) -> str:
        """The heading of the column that fills this box."""
        return self.table.headings[self.columns[box]] if box in self.columns else ""

    def mapped(self, columns: Mapping[str, int], rules: Mapping[str, str] | None = None) -> "Source":
        """The same file read in the way a clerk has chosen."""
        sure, chosen = dict.fromkeys(columns, 1.0), self.rules if rules is None else rules
        return replace(self, columns=dict(columns), sure=sure, rules=dict(chosen))

    def mended(self, row: int, number: str) -> "Source":
        """The same file with another document number in one row."""
        return replace(self, mends={**self.mends, row: number})

    def judged(self, decided: Decisions) -> "Source":
        """The same file with what a clerk has said of rows that look like somebody who is there."""
        return replace(self, decided={number: one for number, one in decided.items() if one.answer})

    def cells(self, number: int, cells: Sequence[Cell]) -> Sequence[Cell]:
        """The cells of a row with the number a clerk has chosen for it."""
        if number not in self.mends or "id_number" not in self.columns:
            return cells
        at = self.columns["id_number"]
        return [*cells[:at], self.mends[number], *cells[at + 1 :]]


@dataclass
class ImportPlan:
    """What an import would do, row by row. Holds plain values; nothing of it is saved yet."""

    source: Source
    rows: PlannedRows
    households: Packed[PlannedHousehold]
    lenient: bool
    as_of: int
    """Number of the last action the plan knows of; later work makes it plan anew."""
    doubles: Sequence[Double] | None = ()
    """Whom the new rows look like, the most alike first; ``None`` where there are too many people to compare."""
    new_households: int = 0
    """Households that the roster does not have yet."""
    people: tuple[int, int] = (0, 0)
    """Of an import that was carried out: how many people there were before and are there now."""

    @property
    def counts(self) -> Mapping[str, int]:
        """read, new, changed, same, refused: the first is always the sum of the others."""
        return self.rows.counts

    @property
    def remarked(self) -> int:
        """Rows that are taken in but should be looked at."""
        return sum(1 for at in self.rows.places(NEW, CHANGED, SAME) if self.rows.remarked(at))

    @property
    def alike(self) -> int:
        """Rows that look like somebody who is there already, those that are decided included."""
        return len({double.row for double in self.doubles or ()})


def open_source(store: Store, source: Path | bytes, name: str = "", sheet: str | None = None) -> Source:
    """Open a roster file and guess its columns, or read them as a clerk has said before.

    ``sheet`` names one, or is ``import_sheets.ALL`` for all that have the same headings. Raises ``UserError``
    when it is no table, cannot be read, or has no column of names.
    """
    with store.read() as session:
        own = own_boxes(extra_fields.read(session, Resident.__tablename__))
    wordings = {**{box.name: (box.label,) for box in own}, **sheets.synonyms("residents")}
    if sheet == import_sheets.ALL:
        table = import_sheets.read_all(source, name).table
    else:
        table = sheets.read_table(source, name, wordings, sheet)
    able = {*BY_NAME, *(box.name for box in own)}
    with store.read() as session:
        known = session.execute(
            select(ImportMapping.fields, ImportMapping.rules).where(
                ImportMapping.signature == table.signature
            )
        ).one_or_none()
    if known is not None:
        columns = {box: at for at, box in enumerate(known[0]) if box in able}
        rules = {box: rule for box, rule in (known[1] or {}).items() if rule in RULES}
        sure = dict.fromkeys(columns, 1.0)
        return Source(table, columns, sure, remembered=True, rules=rules, own=own)
    matches = sheets.match_headings(table.headings, wordings)
    found = {box: match for box, match in matches.items() if box in able}
    sure = {box: match.confidence for box, match in found.items()}
    return Source(table, {box: match.column for box, match in found.items()}, sure, own=own)


def trial(
    store: Store, source: Source, homes: Homes, *, lenient: bool = False, progress: Progress = _silent
) -> ImportPlan:
    """Say for every row what an import would do. Nothing is saved."""
    with _undisturbed(), store.read() as session:
        return _plan(session, source, homes, lenient, progress)


@contextmanager
def _undisturbed() -> Iterator[None]:
    """Hundreds of thousands of rows are held at once and none is waste: looking for waste took a third of the time.

    Frozen and thawed they count as old, so that the first thing made afterwards does not have all of them looked at.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.freeze()
            gc.unfreeze()
            gc.enable()


def _plan(session: Session, source: Source, homes: Homes, lenient: bool, progress: Progress) -> ImportPlan:
    progress, seeking = incoming.shared(progress)
    total = max(1, source.table.row_count)
    known = import_match.Known(session, homes.split)
    groups = import_households.Groups()
    rows = _read(known, source, homes, lenient, groups, lambda done: progress(min(done, total), 2 * total))
    tell: Callable[[int], None] = lambda done: progress(total + min(done, total), 2 * total)  # noqa: E731
    households = import_households.gather(known, rows, groups, tell)
    import_match.compare(known, rows, source.rules)
    alike = incoming.find(session, known, rows, households, source.decided, seeking)
    founded = sum(household.is_new for household in households)
    return ImportPlan(source, rows, households, lenient, _last_action(session), alike, founded)


def _read(
    known: Known,
    source: Source,
    homes: Homes,
    lenient: bool,
    groups: import_households.Groups,
    tell: Callable[[int], None],
) -> PlannedRows:
    """Every row of the file with whom of the roster it speaks of; ``groups`` is told of each."""
    reader = import_rows.RowReader(
        source.columns, source.table.headings, homes.split, lenient=lenient, own=source.own
    )
    matcher = import_match.Matcher(known, source.decided)
    rows = PlannedRows()
    for number, cells in source.table.rows():
        row = reader.read(number, source.cells(number, cells) if source.mends else cells)
        if source.rules:
            row.emptied = import_rules.cleared(cells, source.columns, source.rules)
        matcher.match(row)
        groups.add(row)
        rows.append(row)
        if len(rows) % _EVERY == 0:
            tell(len(rows))
    return rows


def _last_action(session: Session) -> int:
    return session.scalar(select(func.max(Action.id)).where(Action.row_count > 0)) or 0


def apply(store: Store, plan: ImportPlan, homes: Homes, progress: Progress = _silent) -> ImportPlan:
    """Take the planned rows in, all of them as one action, and remember how the file's headings were read.

    If somebody has worked in between, the rows are planned anew first; the plan that was carried out is
    given back. ``Cancelled`` out of ``progress`` leaves nothing behind, and so does ``UserError`` when the counts
    do not agree with the roster.
    """
    with _undisturbed(), store.write(_("Import {file}").format(file=plan.source.name)) as session:
        if _last_action(session) != plan.as_of:
            plan = _plan(session, plan.source, homes, plan.lenient, progress)
        _remember(session, plan.source)
        before = import_result.in_roster(session)
        import_saving.save(session, plan.rows, plan.households, homes, progress)
        incoming.remember(session, plan.rows, plan.source.decided, store.actor.name)
        people = before, import_result.in_roster(session)
        import_result.refuse_what_does_not_add_up(plan.counts, *people)
    return replace(plan, people=people)


def _remember(session: Session, source: Source) -> None:
    fields = [""] * len(source.table.headings)
    for box, column in source.columns.items():
        fields[column] = box
    known = session.scalar(select(ImportMapping).where(ImportMapping.signature == source.table.signature))
    if known is None:
        session.add(ImportMapping(signature=source.table.signature, fields=fields, rules=dict(source.rules)))
    elif known.fields != fields or known.rules != source.rules:
        known.fields, known.rules = fields, dict(source.rules)


def _words(own: Any) -> list[str]:
    return [str(value) for value in (own or {}).values()]


def write_result(path: Path, plan: ImportPlan) -> None:
    """The file's own rows with what became of each and why; the cells at fault are coloured."""
    sheets.write_result(path, plan.source.table, lambda number: _said(plan, number))


def _said(plan: ImportPlan, number: int) -> tuple[str, Sequence[int]]:
    """What is said of the row with this number, and the columns of the cells at fault."""
    row, columns = plan.rows.numbered(number), plan.source.columns
    if row is None:
        return "", ()
    words, why = outcome(row.status), sentence_of(plan, row)
    return f"{words}：{why}" if why else words, sorted({columns[box] for box in row.bad if box in columns})


def sentence_of(plan: ImportPlan, row: PlannedRow) -> str:
    """All that is to be said about a row, with what the clerk has decided about it."""
    decision = plan.source.decided.get(row.number)
    if decision is None or row.status == REFUSED:
        return row.sentence
    return "；".join(filter(None, (row.sentence, doubles.sentence(decision.double, decision.answer))))


def outcome(status: str) -> str:
    """What became of a row, as one word."""
    return _OUTCOMES[status]()


_OUTCOMES: dict[str, Callable[[], str]] = {
    import_rows.NEW: lambda: _("Taken in"),
    import_rows.CHANGED: lambda: _("Completed"),
    import_rows.SAME: lambda: _("Already so"),
    import_rows.REFUSED: lambda: _("Not taken in"),
}


def differences(row: PlannedRow) -> list[tuple[str, object, object]]:
    """What a row would change, for the clerk: label, before, after."""
    found: list[tuple[str, Any, Any]] = []
    for name, (before, after) in row.differences.items():
        if name == "extra":
            found.append((_("Fields of this office"), _words(before), _words(after)))
            continue
        box = BY_NAME.get(name)
        found.append((_(box.label) if box else _("Household"), before, after))
    return found
