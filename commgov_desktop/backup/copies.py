"""The copies that were made of this office, as the book of copies knows them: when, where, how much, how good."""

from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import CheckConstraint, select, text
from sqlalchemy.orm import Mapped, mapped_column

from commgov_desktop import clock
from commgov_desktop.calendar_words import short_day, whole_day
from commgov_desktop.errors import UserError
from commgov_desktop.i18n import _
from commgov_desktop.ledger.office import Office
from commgov_desktop.store.record import Record
from commgov_desktop.store.store import Store

GOOD = ("verified", "rehearsed")


class BackupRow(Record):
    """One copy that was made of this office."""

    __tablename__ = "backups"
    __table_args__ = (
        CheckConstraint("result in ('verified', 'rehearsed', 'damaged', 'removed')", name="result"),
    )

    made_at: Mapped[datetime] = mapped_column(index=True)
    path: Mapped[str]
    folder: Mapped[str]
    stick: Mapped[str]
    """The stick's label; empty for a folder on a fixed disk or in the network."""
    size: Mapped[int]
    sha256: Mapped[str]
    counts: Mapped[dict[str, Any]]
    made_by: Mapped[str]
    previous: Mapped[str]
    verified_at: Mapped[datetime]
    result: Mapped[str]
    """``verified`` every table counted, ``rehearsed`` restored on trial, ``damaged`` found bad later,
    ``removed`` thinned out when a newer copy was proven."""
    alarms: Mapped[list[str]]


@dataclass(frozen=True)
class Copy:
    """A copy as the book knows it. ``size`` in bytes, moments in UTC; ``counts`` by table."""

    id: int
    made_at: datetime
    path: Path
    stick: str
    size: int
    sha256: str
    counts: dict[str, int]
    made_by: str
    previous: str
    verified_at: datetime
    result: str
    alarms: tuple[str, ...]

    @property
    def is_good(self) -> bool:
        """Whether it was found good the last time somebody looked."""
        return self.result in GOOD


def last_good(office: Office) -> Copy | None:
    """The newest copy that was found good; ``None`` when there is none."""
    query = select(BackupRow).where(BackupRow.result.in_(GOOD)).order_by(BackupRow.made_at.desc()).limit(1)
    with office.store.read() as session:
        row = session.scalar(query)
        return plain(row) if row else None


def copies(office: Office, limit: int = 40) -> list[Copy]:
    """The copies that may still be somewhere, the newest first."""
    query = select(BackupRow).where(BackupRow.result != "removed").order_by(BackupRow.made_at.desc())
    with office.store.read() as session:
        return [plain(row) for row in session.scalars(query.limit(limit))]


def present_counts(store: Store) -> dict[str, int]:
    """How many records every table holds just now, counted as a copy's tables are."""
    tables = text("select name from pragma_table_list where type = 'table' and schema = 'main'")
    with store.read() as session:
        names = sorted(name for (name,) in session.execute(tables) if not name.startswith("sqlite_"))
        return {name: session.scalar(text(f'select count(*) from "{name}"')) or 0 for name in names}


def plain(row: BackupRow) -> Copy:
    """A row of the book as plain values."""
    return Copy(
        row.id, row.made_at, Path(row.path), row.stick, row.size, row.sha256, dict(row.counts), row.made_by,
        row.previous, row.verified_at, row.result, tuple(row.alarms),
    )  # fmt: skip


def copy_of(office: Office, copy_id: int) -> Copy:
    """One copy of the book. Raises ``UserError`` when it is not in it."""
    with office.store.read() as session:
        row = session.get(BackupRow, copy_id)
        if row is None:
            raise UserError(_("This copy is no longer in the book of copies."))
        return plain(row)


def where_is(copy: Copy) -> Path:
    """Where the copy lies now: a stick comes back under another letter. Raises ``UserError`` when it is away."""
    from commgov_desktop.backup import sticks

    if copy.path.is_file():
        return copy.path
    for stick in sticks.plugged_in():
        for there in (stick.path / copy.path.name, stick.path / copy.path.parent.name / copy.path.name):
            with suppress(OSError):
                if there.is_file():
                    return there
    if copy.stick:
        raise UserError(
            _("This copy lies on the stick “{stick}”. Plug it in, then try again.").format(stick=copy.stick)
        )
    raise UserError(_("There is no copy at {path} any more.").format(path=copy.path))


# ---- in words ---------------------------------------------------------------------------------------


def when_words(moment: datetime) -> str:
    """A moment as one says it: 今天 09:12, 昨天 17:40, 3月2日 10:05; of other years with the year."""
    local, today = clock.local(moment), clock.today()
    age = (today - local.date()).days
    if age in (0, 1):
        return (_("today {time}") if age == 0 else _("yesterday {time}")).format(time=f"{local:%H:%M}")
    day = short_day(local.date()) if local.year == today.year else whole_day(local.date())
    return f"{day} {local:%H:%M}"


def place_words(copy: Copy) -> str:
    """Where it lies, as one says it: the stick's name or the folder."""
    return _("Stick “{stick}”").format(stick=copy.stick) if copy.stick else str(copy.path.parent)


def size_words(size: int) -> str:
    """Bytes as makers of sticks count them: 61 MB, 14.2 GB."""
    for unit, bytes_of in (("GB", 10**9), ("MB", 10**6)):
        if size >= bytes_of:
            return f"{size / bytes_of:.1f} {unit}"
    return f"{max(1, round(size / 1000))} KB"
