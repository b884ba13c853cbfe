"""The only place that knows where files lie: the office's data, and what the program brings with it."""

import os
import sys
from dataclasses import dataclass
from pathlib import Path

PROGRAM = "commgov-desktop"
_ROOT = Path(__file__).resolve().parent.parent
_INSTALLED_AS = "app"
_PORTABLE = "portable.txt"
_NOT_IN_NAMES = '\\/:*?"<>|\n'


def resources(*parts: str) -> Path:
    """A file or folder of the program's own resources (fonts, icons, forms, code lists)."""
    return _ROOT.joinpath("resources", *parts)


def safe_name(words: str) -> str:
    """These words without the characters that no file name may hold."""
    return "".join(character for character in words if character not in _NOT_IN_NAMES)


def translations(language: str) -> Path:
    """The compiled catalogue of a screen language."""
    return _ROOT / "i18n" / language / "LC_MESSAGES" / "commgov.mo"


def installed(root: Path = _ROOT) -> Path | None:
    """The folder that the setup file laid down, with the program in it; ``None`` when run from a checkout."""
    whole = root.name == _INSTALLED_AS and (root.parent / "files.sha256").exists()
    return root.parent if whole else None


def portable_data(root: Path = _ROOT) -> Path | None:
    """The data folder beside a program that is carried on a stick; ``None`` for an installed one."""
    folder = installed(root)
    return folder / "data" if folder and (folder / _PORTABLE).exists() else None


def notices() -> Path:
    """Whose work the program holds, and under which licences."""
    return _ROOT / "THIRD_PARTY_NOTICES.md"


def update_keys() -> Path:
    """The public keys of whoever may make a newer version of this installed program."""
    return _ROOT / "update_key.txt"


def default_data_dir() -> Path:
    """Where this Windows (or Linux) user's office data lies when nothing else is said."""
    if (carried := portable_data()) is not None:
        return carried
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA", str(Path.home()))) / PROGRAM
    return Path(os.environ.get("XDG_DATA_HOME", str(Path.home() / ".local" / "share"))) / PROGRAM


@dataclass(frozen=True)
class Places:
    """The files of one office, all below one folder that can be carried away whole."""

    data_dir: Path

    @property
    def database(self) -> Path:
        """The encrypted SQLite file with every record."""
        return self.data_dir / "office.db"

    @property
    def keyring(self) -> Path:
        """The wrapped data key, one wrap per account and one for the recovery key."""
        return self.data_dir / "keyring.json"

    @property
    def machine_settings(self) -> Path:
        """What belongs to this computer and not to the office: language, window, look."""
        return self.data_dir / "machine.json"

    @property
    def lock(self) -> Path:
        """Held while a program has this office open."""
        return self.data_dir / "open.lock"

    @property
    def drafts(self) -> Path:
        """Half-typed forms, encrypted under the data key."""
        return self.data_dir / "drafts"

    @property
    def kept_aside(self) -> Path:
        """Earlier states of the data that a restore or an upgrade put aside."""
        return self.data_dir / "kept"

    @property
    def scratch(self) -> Path:
        """Encrypted copies that live for some seconds while a backup is made or checked."""
        return self.data_dir / "scratch"

    @property
    def restoring(self) -> Path:
        """The unpacked backup and the note of how far its restore has come; gone when it is done."""
        return self.data_dir / "restoring"

    @property
    def crash_log(self) -> Path:
        """What was written down of the last faults of the program."""
        return self.data_dir / "crash.log"

    @property
    def updates(self) -> Path:
        """A newer setup file on its way from a stick into the program's place."""
        return self.data_dir / "updates"

    @property
    def papers(self) -> Path:
        """Where printed PDFs are put for looking at before they are saved elsewhere."""
        return self.data_dir / "papers"

    def make(self) -> "Places":
        """Make the folder, readable by its owner alone where the system can say so."""
        self.data_dir.mkdir(parents=True, exist_ok=True, mode=0o700)
        return self
