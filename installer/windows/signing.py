"""Seals a setup file with the maker's key, so that installed programs take it as an update.

    .venv/bin/python -m installer.windows.signing new-key FILE     a new key, kept outside the repository
    .venv/bin/python -m installer.windows.signing show SETUP.exe   what its seal says, proven against the key

The secret key is an Ed25519 key in PEM (PKCS #8) and belongs on the release machine and into its safe, never into the
repository. The public half goes into the program when it is built, so a program only ever takes updates from whoever
built it. Without ``--signing-key`` a build makes a key of its own below build/, good for trials.
"""

import os
import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from commgov_desktop.updating import setup_file
from commgov_desktop.updating.setup_file import Release
from installer.windows import tools
from installer.windows.names import BUILD

TRIAL_KEY = BUILD / "trial-signing-key.pem"


def new_key(file: Path) -> Ed25519PrivateKey:
    """Make a key that only its owner can read. Raises ``FileExistsError`` rather than write over one."""
    key = Ed25519PrivateKey.generate()
    file.parent.mkdir(parents=True, exist_ok=True)
    handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with open(handle, "wb") as opened:
        opened.write(
            key.private_bytes(
                serialization.Encoding.PEM,
                serialization.PrivateFormat.PKCS8,
                serialization.NoEncryption(),
            )
        )
    return key


def load_key(file: Path) -> Ed25519PrivateKey:
    """Read a key. Raises ``tools.ToolTrouble`` when it is none."""
    try:
        key = serialization.load_pem_private_key(file.read_bytes(), password=None)
    except (OSError, ValueError) as error:
        raise tools.ToolTrouble(f"{file} is no signing key: {error}") from error
    if not isinstance(key, Ed25519PrivateKey):
        raise tools.ToolTrouble(f"{file} is no Ed25519 key")
    return key


def key_for_build(given: Path | None) -> Ed25519PrivateKey:
    """The release machine's key, or one for trials that stays below build/."""
    if given is not None:
        return load_key(given)
    tools.say("no --signing-key: sealed with a key for trials, do not hand this setup file out")
    return load_key(TRIAL_KEY) if TRIAL_KEY.exists() else new_key(TRIAL_KEY)


def public_hex(key: Ed25519PrivateKey) -> str:
    """The public half as it lies in the program."""
    return key.public_key().public_bytes_raw().hex()


def seal(setup: Path, version: str, news: Sequence[str], key: Ed25519PrivateKey) -> Release:
    """Append the seal. Raises ``ValueError`` when the file has one already."""
    size = setup.stat().st_size
    if setup.read_bytes().endswith(setup_file.CLOSING):
        raise ValueError(f"{setup.name} is sealed already")
    day = datetime.now(UTC).date().isoformat()
    release = Release(version, day, tuple(news), setup_file.digest_of(setup, size), size)
    words = setup_file.words_of(release)
    with setup.open("ab") as file:
        file.write(setup_file.seal_of(words, key.sign(setup_file.OPENING + words)))
    return release


def main(arguments: Sequence[str]) -> int:
    """The two verbs above."""
    verb, file = (arguments[0], Path(arguments[1])) if len(arguments) == 2 else ("", Path())
    if verb == "new-key":
        print(public_hex(new_key(file)))  # noqa: T201
    elif verb == "show":
        given = os.environ.get("COMMGOV_SIGNING_KEY")
        key = load_key(Path(given) if given else TRIAL_KEY)
        print(setup_file.prove(file, [key.public_key().public_bytes_raw()]))  # noqa: T201
    else:
        print(__doc__)  # noqa: T201
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
