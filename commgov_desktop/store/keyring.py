"""Who can open the office: every clerk's password and the recovery key in the sealed envelope.

A random data key encrypts the database. It never lies on the disk as it is: the keyring holds it once for
every account, locked under a key that Argon2id (RFC 9106) makes of the password, and once for the office's
recovery key (an age X25519 secret key). The keyring also holds that recovery key, locked under the data key,
so that an open program can read its own backups.
"""

import os
import secrets
import unicodedata
import uuid
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from commgov_desktop.errors import UserError
from commgov_desktop.i18n import _
from commgov_desktop.store import unlock_delay
from commgov_desktop.store.keyring_file import (
    FORMAT,
    KEY_BYTES,
    QUICK,
    Cost,
    bytes_of,
    damaged,
    load,
    parse,
    save,
    text_of,
)
from commgov_desktop.store.unlock_delay import WrongPassword, wait_seconds

__all__ = [
    "Opened",
    "WrongPassword",
    "WrongRecoveryKey",
    "accounts",
    "create",
    "new_office_id",
    "normal_recovery_key",
    "office_id",
    "open_bytes_with_recovery_key",
    "open_with_password",
    "open_with_recovery_key",
    "recipient",
    "recovery_secret",
    "recovery_secret_in",
    "remove_account",
    "set_password",
    "wait_seconds",
]

_PREFIX = "AGE-SECRET-KEY-1"


@dataclass(frozen=True)
class Opened:
    """The office is open. ``account_id`` is ``None`` and ``name`` empty after the recovery key."""

    data_key: bytes = field(repr=False)
    office_id: str
    account_id: int | None = None
    name: str = ""
    recovery_key: str = field(default="", repr=False)


class WrongRecoveryKey(UserError):
    """The text is no recovery key, or it belongs to another office."""


# ---- what the program asks of a keyring -------------------------------------------------------------


def create(path: Path, office: str, account_id: int, name: str, password: str, quick: bool = False) -> Opened:
    """Make the keyring of a new office with its first account; never writes over one that is there.

    ``quick`` is for the practice office and for tests alone: its passwords are cheap to guess.
    The answer's ``recovery_key`` has to be printed now for the sealed envelope.
    """
    from pyrage import x25519

    if path.exists():
        raise UserError(
            _("There is already a keyring in this folder; choose an empty folder for a new office.")
        )
    data_key = secrets.token_bytes(KEY_BYTES)
    secret = x25519.Identity.generate()
    ring: dict[str, Any] = {
        "format": FORMAT,
        "office_id": office,
        "kdf": {"name": "argon2id", **asdict(QUICK if quick else Cost())},
        "recipient": str(secret.to_public()),
        "accounts": [],
        "recovery": text_of(_for_age(data_key, str(secret.to_public()))),
        "sealed_secret": _seal(str(secret).encode(), data_key, f"recovery secret of {office}"),
    }
    ring["accounts"].append(_wrap(ring, data_key, account_id, name, password))
    save(path, ring)
    return Opened(data_key, office, account_id, name, str(secret))


def new_office_id() -> str:
    """A name for a new office that no other office has."""
    return str(uuid.uuid4())


def open_with_password(path: Path, account_id: int, password: str) -> Opened:
    """The data key by a clerk's password.

    Raises ``WrongPassword`` (also, without trying, while the wait after earlier wrong ones is not over)
    and ``StorageTrouble`` when the keyring is missing, damaged or newer than this program.
    """
    ring = load(path)
    account = _account(ring, account_id)
    unlock_delay.refuse_while_waiting(path, account_id)
    # Written down before the try: ending the program in the middle of it must not win a free guess.
    unlock_delay.note_failure(path, account_id)
    data_key = _unwrap(ring, account, password)
    if data_key is None:
        raise unlock_delay.wrong_password(path, account_id)
    unlock_delay.forget(path, account_id)
    return Opened(data_key, ring["office_id"], account_id, account["name"])


def open_with_recovery_key(path: Path, text: str) -> Opened:
    """The data key by the recovery key alone, however it was typed. Raises ``WrongRecoveryKey``."""
    return _open_with_secret(load(path), text)


def open_bytes_with_recovery_key(keyring_bytes: bytes, text: str) -> Opened:
    """The same for a keyring that came out of a backup."""
    return _open_with_secret(parse(keyring_bytes), text)


def set_password(path: Path, data_key: bytes, account_id: int, name: str, password: str) -> None:
    """Give an account (a new one too) this password. Only an open office can: ``data_key`` is checked."""
    ring = load(path)
    _secret(ring, data_key)
    kept = [each for each in ring["accounts"] if each["id"] != account_id]
    ring["accounts"] = sorted(
        [*kept, _wrap(ring, data_key, account_id, name, password)], key=lambda a: a["id"]
    )
    save(path, ring)
    unlock_delay.forget(path, account_id)


def remove_account(path: Path, account_id: int) -> None:
    """Take an account's way in away; the last one stays, or only the envelope could open the office."""
    ring = load(path)
    kept = [each for each in ring["accounts"] if each["id"] != account_id]
    if not kept:
        raise UserError(_("The last account cannot be removed: nobody could open the office any more."))
    ring["accounts"] = kept
    save(path, ring)
    unlock_delay.forget(path, account_id)


def accounts(path: Path) -> list[tuple[int, str]]:
    """Who has a password here: (account id, name), in the order of their ids."""
    return [(each["id"], each["name"]) for each in load(path)["accounts"]]


def office_id(path: Path) -> str:
    """The office this keyring belongs to."""
    return str(load(path)["office_id"])


def recipient(path: Path) -> str:
    """The office's public key (age1...), to which its backups are encrypted."""
    return str(load(path)["recipient"])


def recovery_secret(path: Path, data_key: bytes) -> str:
    """The recovery key itself, for reading backups and for printing the envelope's sheet again."""
    return _secret(load(path), data_key)


def recovery_secret_in(keyring_bytes: bytes, data_key: bytes) -> str:
    """The same for a keyring given as bytes."""
    return _secret(parse(keyring_bytes), data_key)


def normal_recovery_key(text: str) -> str:
    """The recovery key as typed by hand, in its one right spelling.

    Spaces, line breaks, hyphens, case and full-width letters do not matter. The characters 1, B, I and O
    never occur after the prefix (bech32, BIP 173), so they are read as the L, 8, L and 0 they look like.
    """
    letters = "".join(c for c in unicodedata.normalize("NFKC", text).upper() if c.isalnum())
    body = letters.removeprefix(_PREFIX.replace("-", ""))
    return _PREFIX + body.translate(str.maketrans("1BIO", "L8L0"))


# ---- locks ------------------------------------------------------------------------------------------


def _wrap(ring: dict[str, Any], data_key: bytes, account_id: int, name: str, password: str) -> dict[str, Any]:
    salt = os.urandom(16)
    box = _seal(data_key, _password_key(ring, salt, password), _binding(ring, account_id))
    return {
        "id": account_id,
        "name": name,
        "salt": text_of(salt),
        "nonce": box["nonce"],
        "wrapped": box["box"],
    }


def _unwrap(ring: dict[str, Any], account: dict[str, Any], password: str) -> bytes | None:
    key = _password_key(ring, bytes_of(account["salt"]), password)
    box = {"nonce": account["nonce"], "box": account["wrapped"]}
    return _unseal(box, key, _binding(ring, account["id"]))


def _binding(ring: dict[str, Any], account_id: int) -> str:
    """A wrap copied to another account or office must not open there."""
    return f"data key of {ring['office_id']} for account {account_id}"


def _password_key(ring: dict[str, Any], salt: bytes, password: str) -> bytes:
    from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

    kdf = ring["kdf"]
    cost = {"iterations": kdf["iterations"], "lanes": kdf["lanes"], "memory_cost": kdf["memory_kib"]}
    # One password typed through two input methods may differ in code points only; NFKC makes them one.
    plain = unicodedata.normalize("NFKC", password).encode()
    return Argon2id(salt=salt, length=KEY_BYTES, **cost).derive(plain)


def _seal(plain: bytes, key: bytes, binding: str) -> dict[str, str]:
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    nonce = os.urandom(12)
    return {"nonce": text_of(nonce), "box": text_of(AESGCM(key).encrypt(nonce, plain, binding.encode()))}


def _unseal(box: dict[str, str], key: bytes, binding: str) -> bytes | None:
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    try:
        return AESGCM(key).decrypt(bytes_of(box["nonce"]), bytes_of(box["box"]), binding.encode())
    except InvalidTag:
        return None


def _for_age(plain: bytes, public_key: str) -> bytes:
    import pyrage

    sealed: bytes = pyrage.encrypt(plain, [pyrage.x25519.Recipient.from_str(public_key)])
    return sealed


def _secret(ring: dict[str, Any], data_key: bytes) -> str:
    """The recovery key under the data key; proves at once that the data key is this office's.

    The public key is compared with it: a keyring whose public key was exchanged would send every later
    backup to a stranger.
    """
    from pyrage import x25519

    plain = _unseal(ring["sealed_secret"], data_key, f"recovery secret of {ring['office_id']}")
    if plain is None or str(x25519.Identity.from_str(plain.decode()).to_public()) != ring["recipient"]:
        raise damaged()
    return plain.decode()


def _open_with_secret(ring: dict[str, Any], text: str) -> Opened:
    import pyrage

    secret = normal_recovery_key(text)
    try:
        identity = pyrage.x25519.Identity.from_str(secret)
    except pyrage.IdentityError:
        raise WrongRecoveryKey(
            _("This is not a complete recovery key. Compare it with the envelope's sheet, group by group.")
        ) from None
    if str(identity.to_public()) != ring["recipient"]:
        raise WrongRecoveryKey(
            _("This recovery key belongs to another office. Take the sheet with this office's name.")
        )
    try:
        data_key = bytes(pyrage.decrypt(bytes_of(ring["recovery"]), [identity]))
    except (pyrage.DecryptError, OSError):
        raise damaged() from None
    _secret(ring, data_key)
    return Opened(data_key, ring["office_id"], recovery_key=secret)


def _account(ring: dict[str, Any], account_id: int) -> dict[str, Any]:
    for each in ring["accounts"]:
        if each["id"] == account_id:
            return dict(each)
    raise UserError(_("This account has no password here. Choose another account."))
