"""The book of copies: when one was made, on which stick, how much was in it, when it was proven last.

Its rows are facts about the world outside, so no Undo offers to take them back.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import update
from sqlalchemy.orm import Session

from commgov_desktop import clock
from commgov_desktop.backup import alarms
from commgov_desktop.backup.copies import (
    BackupRow,
    Copy,
    copies,
    copy_of,
    last_good,
    place_words,
    plain,
    present_counts,
    size_words,
    when_words,
    where_is,
)
from commgov_desktop.i18n import N_, _, ngettext
from commgov_desktop.ledger.due import Due
from commgov_desktop.ledger.office import Office
from commgov_desktop.settings import Setting
from commgov_desktop.store import keyring, migrate
from commgov_desktop.store.store import Actor, Store

if TYPE_CHECKING:
    from commgov_desktop.backup.archive import Backup
    from commgov_desktop.backup.checking import Checked
    from commgov_desktop.backup.medium import Progress
    from commgov_desktop.backup.restore import Restored

__all__ = [
    "SETTINGS",
    "Copy",
    "certificate",
    "check_again",
    "copies",
    "due",
    "last_good",
    "make_backup",
    "present_counts",
    "rehearse",
    "state",
]

DAYS = Setting(
    "backup.days",
    3,
    N_("Days after which the next copy is due"),
    N_("Backup"),
    N_("Then today's page and the top bar remind you"),
)
SETTINGS: tuple[Setting[Any], ...] = (DAYS,)

# ---- making and proving -----------------------------------------------------------------------------


def make_backup(
    office: Office,
    folder: Path,
    progress: "Progress | None" = None,
    table_names: Mapping[str, str] | None = None,
    stick: str = "",
) -> Copy:
    """Make a proven copy in ``folder`` and enter it into the book.

    ``stick``: what the stick is called where the system does not say.
    ``progress(done, 1000)``: up to 600 written, up to 880 read back, then counted. Raises ``UserError``
    (earlier copies are then intact) and ``Cancelled`` (nothing is left).
    """
    from commgov_desktop.backup.archive import write_backup
    from commgov_desktop.backup.medium import silent
    from commgov_desktop.backup.source import OfficeSource

    before = last_good(office)
    made = write_backup(
        OfficeSource(office), folder, progress or silent, before.counts if before else None, table_names
    )
    made = replace(made, stick=made.stick or stick)
    with office.store.write(_label(made), final=True, anyway=True) as session:
        row = _row(made, office.account.name)
        session.add(row)
        _forget(session, made.removed)
        session.flush()
        return plain(row)


def _label(made: "Backup") -> str:
    if made.stick:
        return _("Back up to the stick “{stick}”").format(stick=made.stick)
    return _("Back up to {folder}").format(folder=made.path.parent)


def _row(made: "Backup", clerk: str) -> BackupRow:
    return BackupRow(
        made_at=made.made_at,
        path=str(made.path),
        folder=str(made.path.parent),
        stick=made.stick,
        size=made.size,
        sha256=made.sha256,
        counts=dict(made.counts),
        made_by=clerk,
        previous=made.previous or "",
        verified_at=clock.now(),
        result="verified",
        alarms=list(made.alarms),
    )


def _forget(session: Session, removed: tuple[Path, ...]) -> None:
    paths = [str(path) for path in removed]
    session.execute(update(BackupRow).where(BackupRow.path.in_(paths)).values(result="removed"))


def check_again(office: Office, copy_id: int, progress: "Progress | None" = None) -> Copy:
    """Read a copy to its end once more and count every table.

    Raises ``DamagedBackup`` after the book has been told, other ``UserError`` when it is not at hand.
    """
    from commgov_desktop.backup.checking import verify
    from commgov_desktop.backup.medium import silent
    from commgov_desktop.backup.source import OfficeSource

    source = OfficeSource(office)
    copy = copy_of(office, copy_id)
    with _told_when_damaged(office, copy):
        verify(where_is(copy), source.secret, progress or silent, source.scratch)
        result = "rehearsed" if copy.result == "rehearsed" else "verified"
        return _found(office, copy, result, _("Check the copy of {day} again"))


def rehearse(office: Office, copy_id: int, progress: "Progress | None" = None) -> Copy:
    """Play a whole restore through in a corner of this computer, look at what came out, and clear it away.

    Raises as ``check_again``. The present data are never touched.
    """
    from commgov_desktop.backup.checking import workplace
    from commgov_desktop.backup.medium import silent
    from commgov_desktop.backup.restore import restore
    from commgov_desktop.backup.source import OfficeSource
    from commgov_desktop.paths import Places

    source = OfficeSource(office)
    copy = copy_of(office, copy_id)
    with _told_when_damaged(office, copy), workplace(source.scratch) as corner:
        played = Places(corner / "rehearsal")
        done = restore(where_is(copy), source.secret, played, progress or silent)
        _look_around(played, source.secret, done.inside)
        return _found(office, copy, "rehearsed", _("Rehearse the restore of the copy of {day}"))


def _look_around(played: Any, secret: str, inside: "Checked") -> None:
    """The restored office opens as the real one would, and holds what its list says."""
    from commgov_desktop.backup import contents
    from commgov_desktop.backup.manifest import DamagedBackup

    opened = keyring.open_with_recovery_key(played.keyring, secret)
    if contents.examine(played.database, opened.data_key) != inside.manifest.counts:
        raise DamagedBackup
    if not keyring.accounts(played.keyring):
        raise DamagedBackup


def go_back(office: Office, path: Path, secret: str, progress: "Progress | None" = None) -> "Restored":
    """Restore a copy into the office's own places and write into its journal who did so.

    The office must be closed. Raises as ``restore.restore``; the present data are then as they were.
    """
    from commgov_desktop.backup.medium import silent
    from commgov_desktop.backup.restore import restore

    done = restore(path, secret, office.places, progress or silent)
    opened = keyring.open_with_recovery_key(office.places.keyring, secret)
    if migrate.version(office.places.database, opened.data_key) == migrate.HEAD:
        day = f"{clock.local(done.inside.manifest.made_at):%Y-%m-%d %H:%M}"
        store = Store(office.places.database, opened.data_key, Actor(None, office.account.name))
        store.note(_("Restore the copy of {day}").format(day=day))
        store.close()
    return done


class _told_when_damaged:  # noqa: N801 - reads as a word in a with statement
    """A copy that turns out bad is entered as such before the clerk hears of it."""

    def __init__(self, office: Office, copy: Copy) -> None:
        self._office, self._copy = office, copy

    def __enter__(self) -> None:
        return None

    def __exit__(self, _kind: object, error: BaseException | None, _where: object) -> None:
        from commgov_desktop.backup.manifest import DamagedBackup

        if isinstance(error, DamagedBackup):
            _found(self._office, self._copy, "damaged", _("Find the copy of {day} damaged"))


def _found(office: Office, copy: Copy, result: str, label: str) -> Copy:
    day = f"{clock.local(copy.made_at):%Y-%m-%d %H:%M}"
    with office.store.write(label.format(day=day), final=True) as session:
        row = session.get_one(BackupRow, copy.id)
        row.result, row.verified_at = result, clock.now()
        session.flush()
        return plain(row)


# ---- what today's page says -------------------------------------------------------------------------


def due(office: Office) -> list[Due]:
    """A line for today's page when there is no good copy, or the last is older than the office wants."""
    last, days = last_good(office), max(1, office.settings[DAYS])
    if last is None:
        return [Due(clock.today(), _("Make the first backup"), "", "backup", 0, _("Back up"))]
    age = alarms.age_in_days(last.made_at)
    if age <= days:
        return []
    day = clock.local(last.made_at).date() + timedelta(days)
    title = ngettext("Backup: the last copy is {n} day old", "Backup: the last copy is {n} days old", age)
    return [Due(day, title.format(n=age), last.stick, "backup", last.id, _("Back up"))]


def state(office: Office) -> tuple[str, str, str, str]:
    """For the card on today's page and the top bar: chip, tone, sentence, detail."""
    last = last_good(office)
    if last is None:
        return _("No copy yet"), "red", _("There is no copy yet. Plug in a stick and make one today."), ""
    age, days = alarms.age_in_days(last.made_at), max(1, office.settings[DAYS])
    chip = _("Made today") if age == 0 else ngettext("{n} day ago", "{n} days ago", age).format(n=age)
    tone = "green" if age <= days else "amber" if age <= alarms.OLD_DAYS else "red"
    sentence = _("Last good copy: {when}").format(when=when_words(last.made_at))
    return (
        chip,
        tone,
        sentence,
        " · ".join(part for part in (place_words(last), size_words(last.size)) if part),
    )


def certificate(office: Office, copy: Copy, table_names: Mapping[str, str]) -> bytes:
    """The slip 数据备份核验单 of a copy (PDF/A)."""
    from commgov_desktop.backup.archive import Backup
    from commgov_desktop.backup.sheet import backup_certificate

    backup = Backup(
        copy.path, copy.made_at, copy.size, copy.sha256, copy.counts, copy.is_good, copy.stick,
        copy.previous or None, copy.alarms, (),
    )  # fmt: skip
    return backup_certificate(office.name, backup, copy.made_by, table_names)
