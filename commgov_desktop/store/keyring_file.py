"""The keyring's file: read with suspicion, written whole."""

import base64
import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from commgov_desktop.errors import StorageTrouble
from commgov_desktop.i18n import _
from commgov_desktop.store.files import write_whole

FORMAT = 1
KEY_BYTES = 32


@dataclass(frozen=True)
class Cost:
    """What one try of a password costs: memory in KiB, passes over it, lanes (RFC 9106 section 4)."""

    memory_kib: int = 64 * 1024
    iterations: int = 3
    lanes: int = 4


QUICK = Cost(memory_kib=64, iterations=1, lanes=1)
MOST = Cost(memory_kib=1024 * 1024, iterations=50, lanes=16)


def load(path: Path) -> dict[str, Any]:
    try:
        return parse(path.read_bytes())
    except FileNotFoundError:
        raise StorageTrouble(
            "missing", _("The keyring is missing beside the database. Restore it from the last backup.")
        ) from None
    except OSError:
        raise StorageTrouble(
            "locked", _("The keyring cannot be read. Close other programs that use it and try again.")
        ) from None


def parse(raw: bytes) -> dict[str, Any]:
    try:
        ring = json.loads(raw)
        if isinstance(ring, dict) and isinstance(ring["format"], int) and ring["format"] > FORMAT:
            raise StorageTrouble(
                "newer",
                _("This keyring was made by a newer version of the program. Install the newer version."),
            )
        _check(ring)
    except (ValueError, KeyError, TypeError, RecursionError):
        raise damaged() from None
    return dict(ring)


def _check(ring: dict[str, Any]) -> None:
    """Look at everything that is used later, so that nothing strange is allocated or half believed."""
    cost = ring["kdf"]
    for name, most in asdict(MOST).items():
        if not isinstance(cost[name], int) or not 1 <= cost[name] <= most:
            raise ValueError(name)
    if cost["memory_kib"] < 8 * cost["lanes"]:  # RFC 9106 section 3.1
        raise ValueError("memory_kib")
    for account in ring["accounts"]:
        if not isinstance(account["id"], int) or not isinstance(account["name"], str):
            raise TypeError("account")
        _lengths(account, {"salt": 16, "nonce": 12, "wrapped": KEY_BYTES + 16})
    _lengths(ring["sealed_secret"], {"nonce": 12})
    bytes_of(ring["sealed_secret"]["box"])
    bytes_of(ring["recovery"])
    _all_text(ring["office_id"], ring["recipient"])


def _lengths(box: dict[str, str], expected: dict[str, int]) -> None:
    for name, length in expected.items():
        if len(bytes_of(box[name])) != length:
            raise ValueError(name)


def _all_text(*values: object) -> None:
    if not all(isinstance(value, str) for value in values):
        raise TypeError("text")


def damaged() -> StorageTrouble:
    return StorageTrouble("damaged", _("The keyring is damaged. Restore it from the last good backup."))


def save(path: Path, ring: dict[str, Any]) -> None:
    write_whole(path, json.dumps(ring, ensure_ascii=False, indent=1).encode())


def text_of(raw: bytes) -> str:
    return base64.b64encode(raw).decode()


def bytes_of(text: str) -> bytes:
    return base64.b64decode(text, validate=True)
