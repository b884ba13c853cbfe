"""The open office as the backup takes it: its name, its keyring, and a copy of its database made while work goes on."""

from pathlib import Path

from commgov_desktop.ledger.office import Office
from commgov_desktop.store import keyring, migrate


class OfficeSource:
    """Fulfils ``archive.BackupSource`` for the office at the desk."""

    def __init__(self, office: Office) -> None:
        self._office = office

    @property
    def office_name(self) -> str:
        """Stands in the file's name, so it is the community's short one."""
        return self._office.community

    @property
    def schema_version(self) -> str:
        """The version of the office file's tables; an open office is always at the newest."""
        return migrate.HEAD

    @property
    def clerk(self) -> str:
        """Who makes the copy."""
        return self._office.account.name

    @property
    def keyring_bytes(self) -> bytes:
        """The keyring as it lies on the disk just now."""
        return self._office.places.keyring.read_bytes()

    @property
    def data_key(self) -> bytes:
        """The key of the database."""
        return self._office.key

    @property
    def scratch(self) -> Path:
        """A folder beside the database for copies that live for some seconds."""
        folder = self._office.places.scratch
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        return folder

    @property
    def secret(self) -> str:
        """The office's recovery key, which opens its own copies."""
        return keyring.recovery_secret(self._office.places.keyring, self._office.key)

    def snapshot(self, to: Path) -> None:
        """A consistent copy of the encrypted database at ``to``."""
        self._office.store.snapshot(to)
