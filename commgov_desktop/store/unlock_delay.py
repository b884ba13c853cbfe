"""After wrong passwords the next try has to wait, longer each time, also after closing the program.

This slows down somebody at the keyboard. Somebody who carries the files away can delete this one;
against them stands the cost of Argon2id in the keyring.
"""

import json
from contextlib import suppress
from datetime import datetime, timedelta
from math import ceil
from pathlib import Path
from typing import Any

from commgov_desktop import clock
from commgov_desktop.errors import StorageTrouble, UserError
from commgov_desktop.i18n import _, ngettext
from commgov_desktop.store.files import write_whole

FREE_TRIES = 2
FIRST_WAIT_SECONDS = 5
LONGEST_WAIT_SECONDS = 15 * 60


class WrongPassword(UserError):
    """The password does not open this account. ``wait_seconds`` is how long the next try has to wait."""

    def __init__(self, sentence: str, wait_seconds: float) -> None:
        super().__init__(sentence)
        self.wait_seconds = wait_seconds


def wait_seconds(keyring: Path, account_id: int) -> float:
    """How many seconds until this account may try again; 0 when it may now."""
    failed, last = _failures(keyring, account_id)
    if last is None:
        return 0.0
    over = last + timedelta(seconds=delay_after(failed))
    # A clock set back must not lock anybody out for longer than the delay itself.
    return min(max(0.0, (over - clock.now()).total_seconds()), delay_after(failed))


def refuse_while_waiting(keyring: Path, account_id: int) -> None:
    """Raises ``WrongPassword`` until the wait is over, whatever the password."""
    wait = wait_seconds(keyring, account_id)
    if wait > 0:
        mend_clock(keyring, account_id)
        raise WrongPassword(
            _("Please wait another {wait} before the next try.").format(wait=_span(wait)), wait
        )


def wrong_password(keyring: Path, account_id: int) -> WrongPassword:
    """What to say after a wrong password that has been noted."""
    wait = wait_seconds(keyring, account_id)
    if wait <= 0:
        return WrongPassword(_("The password is not right. Mind capital letters and the input method."), wait)
    sentence = _("The password is not right. The next try is possible in {wait}.")
    return WrongPassword(sentence.format(wait=_span(wait)), wait)


def _span(seconds: float) -> str:
    whole = max(1, ceil(seconds))
    if whole < 60:
        return ngettext("{n} second", "{n} seconds", whole).format(n=whole)
    minutes = -(-whole // 60)
    return ngettext("{n} minute", "{n} minutes", minutes).format(n=minutes)


def delay_after(failed: int) -> float:
    """Seconds to wait after so many wrong passwords in a row: 0, 0, 5, 10, 20 ... 900."""
    if failed <= FREE_TRIES:
        return 0.0
    return float(min(FIRST_WAIT_SECONDS * 2 ** min(failed - FREE_TRIES - 1, 20), LONGEST_WAIT_SECONDS))


def note_failure(keyring: Path, account_id: int) -> None:
    """One more wrong password for this account, now."""
    noted = _read(keyring)
    failed, _last = _failures(keyring, account_id)
    noted[str(account_id)] = {"failed": failed + 1, "last": clock.now().isoformat()}
    _write(keyring, noted)


def mend_clock(keyring: Path, account_id: int) -> None:
    """If the clock was set back behind the last failure, let the wait count from now."""
    failed, last = _failures(keyring, account_id)
    if last is not None and last > clock.now():
        noted = _read(keyring)
        noted[str(account_id)] = {"failed": failed, "last": clock.now().isoformat()}
        _write(keyring, noted)


def forget(keyring: Path, account_id: int) -> None:
    """The right password was given: no wait any more."""
    noted = _read(keyring)
    if noted.pop(str(account_id), None) is not None:
        _write(keyring, noted)


def _failures(keyring: Path, account_id: int) -> tuple[int, datetime | None]:
    noted = _read(keyring).get(str(account_id), {})
    try:
        failed, last = int(noted["failed"]), datetime.fromisoformat(noted["last"])
    except (KeyError, TypeError, ValueError):
        return 0, None
    return max(0, failed), last if last.tzinfo else None


def _file(keyring: Path) -> Path:
    return keyring.with_name(keyring.stem + "-attempts.json")


def _read(keyring: Path) -> dict[str, Any]:
    try:
        noted = json.loads(_file(keyring).read_bytes())
    except (OSError, ValueError):
        return {}
    return noted if isinstance(noted, dict) else {}


def _write(keyring: Path, noted: dict[str, Any]) -> None:
    # On a full or read-only disk the office must still open, if only to make room or a copy.
    with suppress(StorageTrouble, OSError):
        write_whole(_file(keyring), json.dumps(noted).encode())
