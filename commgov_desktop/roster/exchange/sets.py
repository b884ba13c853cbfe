"""The tables each superior wants (上报口径): kept, filled, written as xlsx or csv, and put on record when sent."""

import csv
import hashlib
import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import func, select

from commgov_desktop import clock
from commgov_desktop.errors import Invalid, UserError
from commgov_desktop.i18n import N_, _
from commgov_desktop.ledger import questions, sheets
from commgov_desktop.ledger.fields import Field, section
from commgov_desktop.ledger.ledger import Column, Filter, Ledger, own, words_in
from commgov_desktop.ledger.listing import Listing
from commgov_desktop.ledger.office import Office
from commgov_desktop.ledger.question_facts import Registry
from commgov_desktop.ledger.sheet_headings import synonyms
from commgov_desktop.roster import touched
from commgov_desktop.roster.exchange import columns as out
from commgov_desktop.roster.exchange.columns import OutColumn
from commgov_desktop.roster.exchange.models import ColumnSet, Sending
from commgov_desktop.roster.ledger import RESIDENTS
from commgov_desktop.store.journal import Action
from commgov_desktop.store.store import Store

Progress = Callable[[int, int], object]
SUFFIXES = (".xlsx", ".csv")


@dataclass(frozen=True)
class Wanted:
    """A column set as a page knows it; ``id`` is ``None`` for one that is not kept yet."""

    id: int | None = None
    name: str = ""
    superior: str = ""
    title: str = ""
    columns: tuple[OutColumn, ...] = ()
    question: dict[str, Any] | None = None
    only_changes: bool = False


@dataclass(frozen=True)
class Sent:
    """One sending, for lists."""

    id: int
    at: datetime
    to_whom: str
    by: str
    rows: int
    file_name: str
    sha256: str
    masked: bool


@dataclass(frozen=True)
class Selection:
    """Who goes into the table now."""

    ids: Sequence[int]
    since: Sent | None = None
    """The sending after which they changed; ``None`` when all are sent."""
    gone: int = 0
    """How many changed since then and are no longer among those who are reported."""
    up_to: int = field(default=0)


def all_sets(store: Store) -> list[Wanted]:
    """The column sets in use."""
    query = select(ColumnSet).where(ColumnSet.retired.is_(False)).order_by(ColumnSet.position, ColumnSet.id)
    with store.read() as session:
        return [
            Wanted(row.id, row.name, row.superior, row.title, out.from_plain(row.columns), row.question,
                   row.only_changes)
            for row in session.scalars(query)
        ]  # fmt: skip


def save(store: Store, wanted: Wanted) -> int:
    """Keep a column set. Gives its number. Raises ``Invalid`` naming what is missing."""
    found: dict[str, str] = {}
    if not wanted.name.strip():
        found["name"] = _("Give the table a name.")
    if not wanted.columns:
        found["columns"] = _("Choose at least one column.")
    if found:
        raise Invalid(found)
    with store.write(_("Save the table for superiors “{name}”").format(name=wanted.name)) as session:
        row = session.get(ColumnSet, wanted.id) if wanted.id else None
        if row is None:
            row = ColumnSet(name="")
            session.add(row)
        row.name, row.superior, row.title = wanted.name.strip(), wanted.superior.strip(), wanted.title.strip()
        row.columns = [column.plain() for column in wanted.columns]
        row.question, row.only_changes = wanted.question, wanted.only_changes
        session.flush()
        return row.id


def retire(store: Store, number: int) -> None:
    """No longer offer a column set; what was sent with it stays on record."""
    with store.read() as session:
        name = session.get_one(ColumnSet, number).name
    with store.write(_("Delete the table for superiors “{name}”").format(name=name)) as session:
        session.get_one(ColumnSet, number).retired = True


def from_file(path: Path, facts: Registry) -> Wanted:
    """A column set made by reading a superior's table, empty or filled: its title, headings and order."""
    table = sheets.read_table(path, fields=synonyms("residents"))
    title = next((str(cell) for row in table.title for cell in row if str(cell).strip()), "")
    headings = [heading.rpartition("/")[2] or heading for heading in table.headings]
    found = out.recognise(table.headings, facts)
    columns = tuple(replace(c, heading=h) for c, h in zip(found, headings, strict=True) if h)
    return Wanted(name=path.stem, title=title, columns=columns)


# ---- who goes into it ----------------------------------------------------------------------------------


def select_people(office: Office, wanted: Wanted, facts: Registry) -> Selection:
    """Those the question means; with ``only_changes`` those of them that changed since the table was sent last.

    Raises ``UserError`` naming what of the question can no longer be asked.
    """
    ids = _answering(office, wanted, facts)
    with office.store.read() as session:
        up_to = session.scalar(select(func.max(Action.id))) or 0
    last = last_sending(office.store, wanted.id) if wanted.only_changes and wanted.id else None
    if last is None:
        return Selection(ids, None, 0, up_to)
    changed = touched.since(office.store, last[1])
    those = [i for i in ids if i in changed]
    return Selection(those, last[0], len(changed) - len(those), up_to)


def _answering(office: Office, wanted: Wanted, facts: Registry) -> Sequence[int]:
    if wanted.question is None:
        return Listing(office.store, RESIDENTS).ids()
    asked = questions.from_plain(wanted.question)
    found = questions.problems(asked, facts)
    if found:
        raise UserError("\n".join(found))
    answer = Filter("asked", "", lambda today: questions.where(asked, facts, today))
    return Listing(office.store, RESIDENTS, more=lambda _key: answer).ids(filter="asked")


def last_sending(store: Store, number: int) -> tuple[Sent, int] | None:
    """The last sending of a set, and the last action it holds."""
    query = select(Sending).where(Sending.column_set_id == number).order_by(Sending.id.desc()).limit(1)
    with store.read() as session:
        row = session.scalar(query)
        return (_sent(row), row.up_to_action) if row else None


# ---- written and sent ----------------------------------------------------------------------------------


def send(
    office: Office,
    wanted: Wanted,
    facts: Registry,
    selection: Selection,
    path: Path,
    *,
    to_whom: str = "",
    note: str = "",
    progress: Progress = lambda _done, _total: None,
) -> Sent:
    """Write the table as xlsx or csv and put on record when it went to whom, with how many rows.

    Numbers are text cells. Raises ``UserError`` when a column or whole numbers are not open to the clerk, or
    the file cannot be written; then nothing is on record.
    """
    full = out.has_full(wanted.columns, facts)
    out.check(office, wanted.columns, facts, full=full)
    if path.suffix.lower() not in SUFFIXES:
        raise UserError(_("The file's name must end in .xlsx or .csv."))
    written = _write(office, wanted, facts, selection.ids, path, progress)
    sending = Sending(
        column_set_id=wanted.id, at=clock.now(), to_whom=to_whom or wanted.superior, account_name=office.account.name,
        rows=written, file_name=path.name, sha256=hashlib.sha256(path.read_bytes()).hexdigest(), masked=not full,
        up_to_action=selection.up_to, note=note,
    )  # fmt: skip
    how = _("with full numbers") if full else _("masked")
    words = _("Table “{name}” written for {whom}, {n} rows, {how}").format(
        name=wanted.name, whom=sending.to_whom or "—", n=written, how=how
    )
    with office.store.write(words, final=True) as session:
        session.add(sending)
        session.flush()
        return _sent(sending)


def _write(
    office: Office, wanted: Wanted, facts: Registry, ids: Sequence[int], path: Path, progress: Progress
) -> int:
    rows = out.table(office, facts, wanted.columns, ids, progress)
    headings = [column.heading for column in wanted.columns]
    if path.suffix.lower() == ".csv":
        return _write_csv(path, wanted.title, headings, rows)
    texts = {
        c.heading
        for c in wanted.columns
        if c.fact in facts and (facts[c.fact].masked or facts[c.fact].kind == "text")
    }
    return sheets.write_workbook(path, wanted.title or wanted.name, headings, rows, texts)


def _write_csv(path: Path, title: str, headings: Sequence[str], rows: Any) -> int:
    """UTF-8 with its mark, so that Excel and WPS read the Chinese; every field in quotes, numbers digit by digit."""
    out_ = io.StringIO(newline="")
    writer = csv.writer(out_, quoting=csv.QUOTE_ALL)
    if title:
        writer.writerow([title])
    writer.writerow(headings)
    written = 0
    for row in rows:
        writer.writerow(row)
        written += 1
    try:
        path.write_bytes(out_.getvalue().encode("utf-8-sig"))
    except OSError as error:
        raise UserError(_("{name} could not be written.").format(name=path.name)) from error
    return written


def _sent(row: Sending) -> Sent:
    return Sent(
        row.id, row.at, row.to_whom, row.account_name, row.rows, row.file_name, row.sha256, row.masked
    )


def sendings(store: Store, number: int | None = None) -> list[Sent]:
    """What left the office, the latest first; of one column set, or of all."""
    query = select(Sending).order_by(Sending.id.desc())
    if number is not None:
        query = query.where(Sending.column_set_id == number)
    with store.read() as session:
        return [_sent(row) for row in session.scalars(query)]


def _masked_words(masked: object) -> str:
    return _("masked") if masked else _("with full numbers")


def _day(moment: datetime) -> date:
    return clock.local(moment).date()


SENDINGS = Ledger(
    key="sendings",
    title=N_("Tables sent"),
    one=N_("table sent"),
    model=Sending,
    form=(
        section(N_("Table sent"), Field("to_whom", N_("Sent to")), Field("note", N_("Note"), "paragraph")),
    ),
    columns=(
        Column(Field("at", N_("Sent on"), "moment", width=130), own("at", Sending)),
        Column(Field("file_name", N_("File"), width=190), own("file_name", Sending)),
        Column(Field("to_whom", N_("Sent to"), width=140), own("to_whom", Sending)),
        Column(Field("rows", N_("Rows"), "number", width=60), own("rows", Sending)),
        Column(Field("masked", N_("Numbers"), width=90), own("masked", Sending), show=_masked_words),
        Column(Field("account_name", N_("By"), width=80), own("account_name", Sending)),
        Column(
            Field("sha256", N_("Fingerprint"), width=130),
            own("sha256", Sending),
            show=lambda mark: str(mark)[:16],
        ),
    ),
    name=lambda sending: str(sending.file_name),
    order="-at",
    find=words_in(own("file_name", Sending), own("to_whom", Sending)),
    empty=(N_("Nothing has been sent yet."), ""),
)
"""The list of sendings, for the screen and for its printed register; lines are made by sending only."""


def register(office: Office) -> bytes:
    """The register of everything that was sent, for the file (报送登记簿)."""
    from commgov_desktop.documents.list_register import list_register

    listing = Listing(office.store, SENDINGS)
    return list_register(office, SENDINGS, listing.ids(), listing.first_shown, "报送登记簿")
