"""Runs Windows programs on Debian: for byte code by the right Python, and for trying the finished setup."""

import os
import shutil
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path

from installer.windows import tools
from installer.windows.names import BUILD

PREFIX = BUILD / "wine"
STAND_INS = Path(__file__).parent / "stand_ins"
"""Two libraries every Windows 10 has and this wine lacks. They are for trials only and never shipped."""

_QUIET = {"WINEDEBUG": "-all", "WINEARCH": "win64", "WINEDLLOVERRIDES": "mscoree,mshtml=", "LANG": "C.UTF-8"}


def path(file: Path) -> str:
    """A file of this computer as a Windows program sees it."""
    return "Z:" + str(file.resolve()).replace("/", "\\")


def variables(prefix: Path = PREFIX) -> dict[str, str]:
    """The environment of every Windows process: a computer of its own below build/."""
    return os.environ | _QUIET | {"WINEPREFIX": str(prefix), "HOME": str(prefix / "home")}


def prepare(prefix: Path = PREFIX) -> None:
    """Make the little Windows once: version 10, and the stand-ins."""
    if (prefix / "ready").exists():
        return
    tools.say("making a little Windows under wine")
    shutil.rmtree(prefix, ignore_errors=True)
    (prefix / "home").mkdir(parents=True)
    tools.call("wine", "wineboot", "-i", variables=variables(prefix))
    tools.call("wine", "winecfg", "-v", "win10", variables=variables(prefix))
    for name in ("icuuc", "bcryptprimitives"):
        target = prefix / "drive_c" / "windows" / "system32" / f"{name}.dll"
        target.unlink(missing_ok=True)
        tools.call(
            "x86_64-w64-mingw32-gcc",
            "-shared",
            "-Os",
            "-s",
            STAND_INS / f"{name}.c",
            "-o",
            target,
            *_LIBRARIES[name],
        )
    (prefix / "ready").touch()


_LIBRARIES: Mapping[str, Sequence[str]] = {"icuuc": (), "bcryptprimitives": ("-ladvapi32",)}


def run(
    *words: str,
    prefix: Path = PREFIX,
    more: Mapping[str, str] | None = None,
    seconds: float = 600,
) -> subprocess.CompletedProcess[str]:
    """Run a Windows program to its end; what it printed comes through a pipe, which it needs to print at all."""
    return subprocess.run(
        ["nice", "-n", "10", "wine", *words],
        env=variables(prefix) | dict(more or {}),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
        timeout=seconds,
        check=False,
    )


def begin(
    *words: str, prefix: Path = PREFIX, more: Mapping[str, str] | None = None
) -> "subprocess.Popen[bytes]":
    """Start a Windows program and do not wait for it."""
    return subprocess.Popen(
        ["nice", "-n", "10", "wine", *words],
        env=variables(prefix) | dict(more or {}),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


def python(runtime: Path, *words: str) -> str:
    """Run the whole runtime's python.exe. Raises ``tools.ToolTrouble`` with what it said."""
    prepare()
    done = run(path(runtime / "python.exe"), "-X", "utf8", *words)
    if done.returncode:
        raise tools.ToolTrouble(f"python.exe ended with {done.returncode}:\n{done.stdout[-3000:]}")
    return done.stdout
