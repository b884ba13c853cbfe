"""Hands over to the setup file: brings it from the stick, proves it here, starts it, and reads later what came of it."""

import os
import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from commgov_desktop.errors import StorageTrouble, UserError
from commgov_desktop.i18n import _
from commgov_desktop.updating import setup_file
from commgov_desktop.updating.offers import Offer
from commgov_desktop.updating.setup_file import Progress

RESULT = "setup-result.txt"
"""What the setup file leaves in the program's folder: a line of what it did, then why."""
TESTED = "self-test.txt"
"""What the new version's self-test printed, line by line, where it was not good."""
TIMES_INSTALLED = 4
"""Room that is asked for, as a multiple of the setup file: the new version lies beside the old one for a minute."""


def bring(offer: Offer, folder: Path, keys: Sequence[bytes], progress: Progress) -> Path:
    """Copy the setup file into ``folder`` and prove the copy, so that nobody can exchange it on the stick meanwhile.

    Raises ``SetupRefused``, ``StorageTrouble``, ``UserError`` and ``Cancelled``; then nothing is left of it.
    """
    target = folder / offer.path.name
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if shutil.disk_usage(folder).free < TIMES_INSTALLED * offer.release.size:
            raise StorageTrouble("full", _("There is too little room on this computer for the new version."))
        shutil.copyfile(offer.path, target)
        if setup_file.prove(target, keys, progress) != offer.release:
            raise setup_file.DamagedSetupFile
    except OSError as error:
        target.unlink(missing_ok=True)
        raise UserError(_("“{file}” could not be read.").format(file=offer.path.name)) from error
    except BaseException:
        target.unlink(missing_ok=True)
        raise
    return target


def command(setup: Path, program: Path, data: Path) -> str:
    """The line that updates ``program`` (its folder) in place; NSIS wants ``/D=`` last and without quotes."""
    return f'"{setup}" /UPDATE "/DATA={data}" /D={program}'


def start(setup: Path, program: Path, data: Path) -> None:
    """Start the setup file; it waits until this program has closed. Raises ``UserError`` when it does not start."""
    try:
        subprocess.Popen(command(setup, program, data), cwd=setup.parent, close_fds=True)
    except OSError as error:
        raise UserError(
            _("The setup file could not be started: {why}.").format(why=error.strerror)
        ) from error


@dataclass(frozen=True)
class Result:
    """What the last setup came to: ``done`` with the new version, or the sentence why it stopped."""

    done: bool
    version: str
    why: str = ""


def last_result(program: Path | None, present: str) -> Result | None:
    """What the setup file left behind, once: its notes are taken away. ``None`` when there is nothing to say."""
    if program is None:
        return None
    note = program / RESULT
    try:
        first, _line, rest = note.read_text("utf-16").partition("\n")
        os.remove(note)
    except (OSError, UnicodeError):
        return None
    words, failed = first.split(), _failed_lines(program / TESTED)
    if words[:1] == ["updated"]:
        return Result(True, present)
    return Result(False, words[-1] if words else "", "\n".join([rest.strip(), *failed]))


def _failed_lines(file: Path) -> list[str]:
    """The lines of a self-test that say what is not good; the file is taken away."""
    try:
        lines = file.read_text("utf-8", errors="replace").splitlines()
        os.remove(file)
    except OSError:
        return []
    return [line for line in lines if "BAD" in line]


def clear(folder: Path) -> None:
    """Take away setup files that were brought here and have done their work."""
    shutil.rmtree(folder, ignore_errors=True)
