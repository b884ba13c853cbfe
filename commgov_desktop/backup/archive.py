"""A copy of the whole office in one file: written, read back from the medium, opened, counted, then believed."""

import hashlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Protocol

from commgov_desktop import __version__, clock
from commgov_desktop.backup import alarms, container, rotation, sticks
from commgov_desktop.backup.checking import STALE_SECONDS, Checked, prove, read_list_of, verify, workplace
from commgov_desktop.backup.contents import Examination
from commgov_desktop.backup.manifest import BackupRefused, DamagedBackup, Manifest, Member, seal_of
from commgov_desktop.backup.medium import (
    PIECE,
    Progress,
    Sink,
    computer_trouble,
    make_sure_it_fits,
    medium_trouble,
    part_of,
    silent,
)
from commgov_desktop.errors import StorageTrouble, UserError
from commgov_desktop.i18n import _
from commgov_desktop.store import keyring
from commgov_desktop.store.files import sync_folder

__all__ = ["Backup", "BackupSource", "Checked", "verify", "write_backup"]

_Earlier = list[tuple[rotation.Found, Manifest]]


class BackupSource(Protocol):
    """What a backup needs of the open office. ``clerk`` is who makes it; ``schema_version`` the database's."""

    @property
    def office_name(self) -> str: ...
    @property
    def schema_version(self) -> str: ...
    @property
    def clerk(self) -> str: ...
    @property
    def keyring_bytes(self) -> bytes: ...
    @property
    def data_key(self) -> bytes: ...
    @property
    def scratch(self) -> Path:
        """An existing folder on the database's own disk for copies that live for some seconds."""

    def snapshot(self, to: Path) -> None:
        """A consistent copy of the encrypted database at ``to``, under the same data key, in one file."""


@dataclass(frozen=True)
class Backup:
    """A finished and proven copy. ``size`` in bytes, ``made_at`` in UTC; ``stick`` is the stick's name or empty.

    ``alarms`` are sentences about tables that shrank; while there are any, no earlier copy was removed.
    """

    path: Path
    made_at: datetime
    size: int
    sha256: str
    counts: dict[str, int]
    verified: bool
    stick: str
    previous: str | None
    alarms: tuple[str, ...]
    removed: tuple[Path, ...]


def write_backup(
    source: BackupSource,
    folder: Path,
    progress: Progress = silent,
    last_counts: Mapping[str, int] | None = None,
    table_names: Mapping[str, str] | None = None,
) -> Backup:
    """Make a copy in ``folder`` and prove it by reading it back; only then are older copies thinned.

    ``last_counts``: what the last copy held anywhere; without it the newest copy in ``folder`` is asked.
    Raises ``UserError`` with what happened (earlier copies are then intact) and ``Cancelled`` (nothing is left).
    """
    secret = keyring.recovery_secret_in(source.keyring_bytes, source.data_key)
    with computer_trouble(), workplace(source.scratch) as work:
        snapshot = work / container.DATABASE
        source.snapshot(snapshot)
        progress(100, 1000)
        with Examination(snapshot, source.data_key) as checks:
            with _of_the_office():
                counts = checks.counts()
            progress(200, 1000)
            with medium_trouble(folder):
                earlier = _earlier(folder, secret)
            manifest = _manifest(source, secret, snapshot, counts, earlier)
            progress(250, 1000)
            path, size, digest = _write_and_prove(
                source, secret, manifest, snapshot, checks, folder, work, progress
            )
    before = last_counts if last_counts is not None else (earlier[-1][1].counts if earlier else {})
    worries = tuple(alarms.compare(counts, before, table_names))
    removed = () if worries else _thin(earlier, path, manifest.made_at)
    stick = sticks.stick_of(folder)
    return Backup(
        path, manifest.made_at, size, digest, counts, True, stick.label if stick else "", manifest.previous,
        worries, removed,
    )  # fmt: skip


@contextmanager
def _of_the_office() -> Iterator[None]:
    """What is found in the snapshot is a fault of the office's own file, not of a copy."""
    try:
        yield
    except DamagedBackup:
        raise StorageTrouble(
            "damaged",
            _(
                "The office's own database is damaged, so no copy was made. "
                "Keep every earlier copy and restore the last good one."
            ),
        ) from None


def _earlier(folder: Path, secret: str) -> _Earlier:
    """This office's own readable copies in ``folder``, oldest first; those of others are none of our business."""
    _clear_half_written(folder)
    ours = []
    for found in rotation.found_in(folder):
        with suppress(BackupRefused):
            ours.append((found, read_list_of(found.path, secret)))
    return ours


def _clear_half_written(folder: Path) -> None:
    for part in folder.glob("*_备份_*.age.part"):
        with suppress(OSError):
            if clock.now().timestamp() - part.stat().st_mtime > STALE_SECONDS:
                part.unlink()


def _thin(earlier: _Earlier, path: Path, made_at: datetime) -> tuple[Path, ...]:
    new = rotation.Found(path, "", made_at)
    return tuple(rotation.thin([*(found for found, _manifest in earlier), new]))


def _manifest(
    source: BackupSource, secret: str, snapshot: Path, counts: dict[str, int], earlier: _Earlier
) -> Manifest:
    ring = source.keyring_bytes
    return Manifest(
        program_version=__version__,
        schema_version=str(source.schema_version),
        office_id=keyring.open_bytes_with_recovery_key(ring, secret).office_id,
        office_name=source.office_name,
        made_at=clock.now(),
        made_by=source.clerk,
        counts=counts,
        members=(
            Member(container.KEYRING, hashlib.sha256(ring).hexdigest(), len(ring)),
            Member(container.DATABASE, *_digest(snapshot)),
        ),
        previous=earlier[-1][0].path.name if earlier else None,
    )


def _digest(path: Path) -> tuple[str, int]:
    digest, size = hashlib.sha256(), 0
    with path.open("rb") as file:
        while piece := file.read(PIECE):
            digest.update(piece)
            size += len(piece)
    return digest.hexdigest(), size


def _write_and_prove(
    source: BackupSource,
    secret: str,
    manifest: Manifest,
    snapshot: Path,
    checks: Examination,
    folder: Path,
    work: Path,
    progress: Progress,
) -> tuple[Path, int, str]:
    """Write ``.part`` while the snapshot is examined, read it back, give it its name.

    Whatever goes wrong, the ``.part`` goes too.
    """
    listed = manifest.to_bytes()
    small = [
        (container.MANIFEST, listed),
        (container.SEAL, seal_of(listed, secret)),
        (container.KEYRING, source.keyring_bytes),
    ]
    expected = container.packed_size([*(len(content) for _name, content in small), snapshot.stat().st_size])
    with medium_trouble(folder):
        make_sure_it_fits(folder, expected)
        path = rotation.free_name(folder, manifest.office_name, manifest.made_at)
        part = path.with_name(path.name + ".part")
        try:
            digest = _write(
                small, snapshot, manifest, secret, Sink(part, expected, part_of(progress, 250, 600))
            )
            with _of_the_office():
                checks.finish()
            snapshot.unlink()
            _prove(part, secret, digest, manifest, work, part_of(progress, 600, 1000))
            size = part.stat().st_size
            part.rename(path)
        except BaseException:
            with suppress(OSError):
                part.unlink(missing_ok=True)
            raise
        sync_folder(folder)
    return path, size, digest


def _write(
    small: list[tuple[str, bytes]], snapshot: Path, manifest: Manifest, secret: str, sink: Sink
) -> str:
    from pyrage import x25519

    public_key = str(x25519.Identity.from_str(secret).to_public())
    try:
        container.pack(small, snapshot, int(manifest.made_at.timestamp()), public_key, sink)
        return sink.finish()
    finally:
        sink.abandon()


def _prove(part: Path, secret: str, digest: str, manifest: Manifest, work: Path, progress: Progress) -> None:
    """What lies on the medium now is what was meant, or this copy is not believed."""
    try:
        checked = prove(part, secret, work, progress)
    except BackupRefused as refusal:
        raise _unreliable(part) from refusal
    if checked.sha256 != digest or checked.manifest != manifest:
        raise _unreliable(part)


def _unreliable(part: Path) -> UserError:
    return UserError(
        _(
            "The copy was written to {folder} but reads back differently: this medium is failing. "
            "Do not rely on it any more; take another stick. Earlier copies are untouched."
        ).format(folder=part.parent)
    )
