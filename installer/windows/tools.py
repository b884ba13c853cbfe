"""Runs the outside tools of the build, quietly and at low priority, and fetches those that Debian has."""

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from installer import debian
from installer.windows.names import BUILD

PACKAGE_OF = {
    "makensis": "nsis",
    "x86_64-w64-mingw32-gcc": "gcc-mingw-w64-x86-64",
    "wine": "wine wine64",
    "Xvfb": "xvfb",
    "osslsigncode": "osslsigncode",
}
"""Tool, and the Debian packages that bring it."""

BUILDING = ("makensis", "x86_64-w64-mingw32-gcc", "wine", "osslsigncode")
CHECKING = (*BUILDING, "Xvfb")


class ToolTrouble(Exception):
    """A tool is missing or did not do its work; the text says which and shows what it said."""


def bring(tools: tuple[str, ...]) -> None:
    """Install what is missing, as root on a Debian. Raises ``debian.SystemTrouble`` with the command otherwise."""
    missing = [part for tool in tools if not shutil.which(tool) for part in PACKAGE_OF[tool].split()]
    if missing:
        say(f"installing {', '.join(missing)}")
        debian.install(missing, BUILD.parent / "ca-certificates.crt")


def say(words: str) -> None:
    """One line about what is being done now."""
    print(f"windows: {words}", file=sys.stderr, flush=True)  # noqa: T201


def call(*command: str | Path, within: Path | None = None, variables: Mapping[str, str] | None = None) -> str:
    """Run a tool at low priority and give what it printed. Raises ``ToolTrouble`` when it fails."""
    words = ["nice", "-n", "10", *map(str, command)]
    done = subprocess.run(
        words,
        cwd=within,
        env=os.environ | dict(variables or {}),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        check=False,
    )
    text = done.stdout.decode("utf-8", "replace")
    if done.returncode:
        raise ToolTrouble(f"{Path(command[0]).name} ended with {done.returncode}:\n{text[-3000:]}")
    return text


def pip(*words: str, variables: Mapping[str, str] | None = None) -> str:
    """The virtual environment's pip, with the certificates an installation may have lost (see ``debian``)."""
    kept = debian.certificates(BUILD.parent / "ca-certificates.crt")
    quiet = ["--disable-pip-version-check", "--no-input"]
    return call(sys.executable, "-m", "pip", *quiet, *words, variables=kept | dict(variables or {}))


def verify_signature(file: Path) -> str:
    """What osslsigncode says of a signed Windows file; its exit code only tells whether it knows the root."""
    done = subprocess.run(
        ["osslsigncode", "verify", "-CAfile", debian.BUNDLE, "-TSA-CAfile", debian.BUNDLE, "-in", file],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        check=False,
    )
    return done.stdout.decode("utf-8", "replace")
