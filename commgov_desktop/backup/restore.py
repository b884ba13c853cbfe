"""Going back to a copy: look at what it holds, prove it, then exchange it for the present data, which is kept.

The exchange can be broken off at any moment, by a power cut too. A small note says how far it has come;
``recover_interrupted`` at the next start brings it to its end. Files are only ever renamed, never written over.
"""

import json
import os
import shutil
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from commgov_desktop import clock
from commgov_desktop.backup import checking, container
from commgov_desktop.backup.checking import Checked
from commgov_desktop.backup.medium import Progress, computer_trouble, make_sure_it_fits, part_of, silent
from commgov_desktop.errors import StorageTrouble, UserError
from commgov_desktop.i18n import _
from commgov_desktop.paths import Places
from commgov_desktop.store.files import sync_folder, write_whole

_ASIDE, _PLACE, _BACK = "aside", "place", "back"


@dataclass(frozen=True)
class Difference:
    """How many records of a table there are now, and how many there would be after the restore."""

    table: str
    now: int
    then: int


@dataclass(frozen=True)
class Look:
    """A proven backup and what restoring it would change; ``days_old`` in calendar days."""

    inside: Checked
    differences: tuple[Difference, ...]
    same_office: bool


@dataclass(frozen=True)
class Restored:
    """Done. ``kept_aside`` is the folder with the data that was there before; ``None`` when there was none."""

    inside: Checked
    kept_aside: Path | None


def look(
    path: Path,
    age_secret: str,
    present_counts: Mapping[str, int] | None = None,
    present_office: str | None = None,
    progress: Progress = silent,
    scratch: Path | None = None,
) -> Look:
    """First step: prove the backup and list every table whose number of records would change.

    ``present_office``: the id of the open office; a backup of another one is shown as such, not refused.
    Raises ``UserError`` (``BackupRefused`` when the file is not good) and ``Cancelled``.
    """
    inside = checking.verify(path, age_secret, progress, scratch)
    same = present_office is None or present_office == inside.manifest.office_id
    return Look(inside, differences(present_counts or {}, inside.manifest.counts), same)


def differences(now: Mapping[str, int], then: Mapping[str, int]) -> tuple[Difference, ...]:
    """The tables whose number of records would change, in the order of their names."""
    tables = sorted({*now, *then})
    pairs = [Difference(table, now.get(table, 0), then.get(table, 0)) for table in tables]
    return tuple(pair for pair in pairs if pair.now != pair.then)


def restore(path: Path, age_secret: str, places: Places, progress: Progress = silent) -> Restored:
    """Last step: prove the backup once more, put the present data aside and the backup's in its place.

    The office must be closed. Also for an empty folder. The passwords are then those of the backup's day.
    Raises ``UserError`` and ``Cancelled``; the present data are then as they were.
    """
    with computer_trouble():
        places.make()
        recover_interrupted(places)
        places.restoring.mkdir(mode=0o700)
    try:
        with computer_trouble():
            make_sure_it_fits(places.data_dir, _size_of(path))
        inside = checking.unpack_and_check(path, age_secret, places.restoring, part_of(progress, 0, 990))
        progress(990, 1000)
    except BaseException:
        shutil.rmtree(places.restoring, ignore_errors=True)
        raise
    return Restored(inside, _exchange(places))


def recover_interrupted(places: Places) -> bool:
    """At every start, before anything is opened: finish a restore that was broken off, or clear it away.

    Says whether a restore was finished just now. Raises ``UserError`` when a file is held by another program.
    """
    if not places.restoring.exists():
        return False
    note = _note(places)
    try:
        if note is not None:
            _carry_on(places, *note)
        _clear(places)
    except (OSError, StorageTrouble) as trouble:
        raise _half_way() from trouble
    return note is not None and note[0] != _BACK


# ---- the exchange -----------------------------------------------------------------------------------


def _exchange(places: Places) -> Path | None:
    kept = _new_folder_for(places)
    try:
        sync_folder(places.restoring)
        _write_note(places, _ASIDE, kept)
        _carry_on(places, _ASIDE, kept)
    except (OSError, StorageTrouble) as trouble:
        _go_back(places, kept)
        raise _held() from trouble
    with suppress(OSError):
        _clear(places)
    return kept if kept.exists() else None


def _carry_on(places: Places, step: str, kept: Path) -> None:
    """From any step to the end. Every part of it may have been done already; doing it again changes nothing."""
    if step == _BACK:
        _move_back(places, kept)
        return
    if step == _ASIDE:
        # Only old files lie in the data folder up to the next note, so whatever is there goes aside.
        _move(_present(places), kept)
        _write_note(places, _PLACE, kept)
    new = [places.restoring / name for name in (container.DATABASE, container.KEYRING)]
    for source, target in zip(new, (places.database, places.keyring), strict=True):
        if source.exists():
            os.replace(source, target)
    sync_folder(places.data_dir)


def _go_back(places: Places, kept: Path) -> None:
    """A file could not be moved: bring back what was moved already."""
    try:
        _write_note(places, _BACK, kept)
        _move_back(places, kept)
        _clear(places)
    except (OSError, StorageTrouble) as trouble:
        raise _half_way() from trouble


def _move_back(places: Places, kept: Path) -> None:
    for name, target in ((container.DATABASE, places.database), (container.KEYRING, places.keyring)):
        unplaced = places.restoring / name
        if not unplaced.exists() and target.exists():
            os.replace(target, unplaced)
    if kept.exists():
        for each in sorted(kept.iterdir()):
            os.replace(each, places.data_dir / each.name)
        kept.rmdir()
    sync_folder(places.data_dir)


def _present(places: Places) -> list[Path]:
    """All that belongs to the present state; half-typed forms too, they are locked under its data key."""
    database = places.database
    journals = [database.with_name(database.name + end) for end in ("-wal", "-shm", "-journal")]
    return [each for each in (database, *journals, places.keyring, places.drafts) if each.exists()]


def _move(files: list[Path], folder: Path) -> None:
    if not files:
        return
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    for each in files:
        os.replace(each, folder / each.name)
    sync_folder(folder)
    sync_folder(folder.parent)
    sync_folder(files[0].parent)


def _new_folder_for(places: Places) -> Path:
    stamp = f"{clock.local(clock.now()):%Y%m%d-%H%M%S}"
    folder, n = places.kept_aside / stamp, 1
    while folder.exists():
        n += 1
        folder = places.kept_aside / f"{stamp}-{n}"
    return folder


# ---- the note of how far it has come ----------------------------------------------------------------


def _write_note(places: Places, step: str, kept: Path) -> None:
    note = {"step": step, "kept": kept.relative_to(places.data_dir).as_posix()}
    write_whole(places.restoring / "note.json", json.dumps(note).encode())


def _clear(places: Places) -> None:
    # The note goes first: without its files it would say something else.
    (places.restoring / "note.json").unlink(missing_ok=True)
    sync_folder(places.restoring)
    shutil.rmtree(places.restoring, ignore_errors=True)


def _note(places: Places) -> tuple[str, Path] | None:
    """The step and the folder for the old data; ``None`` when nothing had been moved yet."""
    with suppress(OSError, ValueError, KeyError):
        note = json.loads((places.restoring / "note.json").read_bytes())
        if note["step"] in (_ASIDE, _PLACE, _BACK):
            return note["step"], places.data_dir / note["kept"]
    return None


def _size_of(path: Path) -> int:
    return path.stat().st_size if path.is_file() else 0


def _held() -> UserError:
    return UserError(
        _(
            "Another program holds the office's files, so nothing was changed. "
            "Close it (a virus scanner or a copy program too) and restore again."
        )
    )


def _half_way() -> UserError:
    return UserError(
        _(
            "The restore stopped half-way because another program holds a file or the disk is full. "
            "Nothing is lost: close other programs, free some space and start this program again; "
            "it finishes the restore by itself."
        )
    )
