"""The list that lies in every backup: whose it is, when it was made, how many records of each kind it holds."""

import hashlib
import hmac
import json
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from commgov_desktop import __version__
from commgov_desktop.errors import UserError
from commgov_desktop.i18n import _

FORMAT = 1
_SEAL = b"commgov-desktop backup seal 1"


class BackupRefused(UserError):
    """The file is not used: nothing was restored from it. The subclass says why."""


class DamagedBackup(BackupRefused):
    """Some of the file is not as it was written."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "This copy is damaged and cannot be used; nothing was changed. Take another copy, best on another stick."
            )
        )


class ForeignBackup(BackupRefused):
    """The recovery key does not open it: it is another office's, or damaged in its first lines."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "This recovery key does not open this copy: it belongs to another office, or its beginning is "
                "damaged. Take the right sheet or another copy."
            )
        )


class NewerBackup(BackupRefused):
    """Made by a newer program than this one."""

    def __init__(self, version: str) -> None:
        super().__init__(
            _("This copy was made by version {version} of the program. Install that version first.").format(
                version=version
            )
        )


@dataclass(frozen=True)
class Member:
    """One file inside the backup: its SHA-256 in hex and its size in bytes."""

    name: str
    sha256: str
    size: int


@dataclass(frozen=True)
class Manifest:
    """What a backup says of itself. ``counts`` maps a table to its number of records."""

    program_version: str
    schema_version: str
    office_id: str
    office_name: str
    made_at: datetime
    made_by: str
    counts: dict[str, int]
    members: tuple[Member, ...]
    previous: str | None = None

    def to_bytes(self) -> bytes:
        """As it lies in the file: readable JSON."""
        plain = {"format": FORMAT, "program": "commgov-desktop", **asdict(self)}
        plain["made_at"] = self.made_at.isoformat()
        return json.dumps(plain, ensure_ascii=False, indent=1).encode()

    def member(self, name: str) -> Member:
        """The entry of one file. Raises ``DamagedBackup`` when it is not listed."""
        for each in self.members:
            if each.name == name:
                return each
        raise DamagedBackup


def read_manifest(raw: bytes) -> Manifest:
    """Raises ``NewerBackup`` and ``DamagedBackup``."""
    try:
        plain = json.loads(raw)
        if plain["format"] > FORMAT or _numbers(plain["program_version"]) > _numbers(__version__):
            raise NewerBackup(str(plain["program_version"]))
        return _from_plain(plain)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise DamagedBackup from None


def _from_plain(plain: dict[str, Any]) -> Manifest:
    previous = plain["previous"]
    return Manifest(
        program_version=str(plain["program_version"]),
        schema_version=str(plain["schema_version"]),
        office_id=str(plain["office_id"]),
        office_name=str(plain["office_name"]),
        made_at=datetime.fromisoformat(plain["made_at"]),
        made_by=str(plain["made_by"]),
        counts={str(table): int(count) for table, count in plain["counts"].items()},
        members=tuple(Member(str(m["name"]), str(m["sha256"]), int(m["size"])) for m in plain["members"]),
        previous=None if previous is None else str(previous),
    )


def _numbers(version: str) -> tuple[int, ...]:
    return tuple(int(number) for number in version.split(".")[:3])


def seal_of(manifest: bytes, secret: str) -> bytes:
    """A proof that the office itself made this list.

    Anybody who has the office's public key can encrypt to it; only who holds the recovery key, or an open
    program of the office, can make this HMAC-SHA256 (RFC 2104).
    """
    key = hmac.digest(secret.encode(), _SEAL, hashlib.sha256)
    return hmac.digest(key, manifest, hashlib.sha256).hex().encode()


def is_sealed(manifest: bytes, seal: bytes, secret: str) -> bool:
    """Whether ``seal`` is the office's own for this list."""
    return hmac.compare_digest(seal_of(manifest, secret), seal)
