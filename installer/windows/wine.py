"""Runs Windows programs on Debian: for byte code by the right Python, and for trying the finished setup."""

import os
import shutil
import subprocess
import tempfile
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
    """Make the little Windows once: version 10, no window manager waited for, and the stand-ins."""
    if (prefix / "ready").exists():
        return
    tools.say("making a little Windows under wine")
    shutil.rmtree(prefix, ignore_errors=True)
    (prefix / "home").mkdir(parents=True)
    tools.call("wine", "wineboot", "-i", variables=variables(prefix))
    tools.call("wine", "winecfg", "-v", "win10", variables=variables(prefix))
    tools.call("wine", "reg", "add", _SCREEN, "/v", "Managed", "/d", "N", "/f", variables=variables(prefix))
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


def stay(screen: Mapping[str, str], prefix: Path = PREFIX) -> None:
    """Keep the little Windows awake between two programs; to wake it costs seconds for each. ``end`` puts it to sleep.

    It shows its windows on the ``screen`` it is woken with, and without one never any.
    """
    for order in ("-w", "-p"):
        subprocess.run(["wineserver", order], env=variables(prefix), check=False)
    begin(
        "cmd", "/c", "ver", prefix=prefix, more=screen
    ).wait()  # its services hold no pipe of a later program


def end(prefix: Path = PREFIX) -> None:
    """End every program of this little Windows, and of no other."""
    for order in ("-k", "-w"):
        subprocess.run(["wineserver", order], env=variables(prefix), check=False)


_SCREEN = r"HKCU\Software\Wine\X11 Driver"
"""Here: windows are wine's own to show, hide and hand the keyboard to. Otherwise it waits two seconds at every window
for a window manager that this screen does not have, and the keyboard may stay nowhere."""

_LIBRARIES: Mapping[str, Sequence[str]] = {"icuuc": (), "bcryptprimitives": ("-ladvapi32",)}


def run(
    *words: str,
    prefix: Path = PREFIX,
    more: Mapping[str, str] | None = None,
    seconds: float = 600,
) -> subprocess.CompletedProcess[str]:
    """Run a Windows program to its end; its exit code and what it printed. Raises ``subprocess.TimeoutExpired``."""
    with tempfile.TemporaryDirectory() as folder:
        said = Path(folder) / "said.txt"
        code = run_into(said, *words, prefix=prefix, more=more, seconds=seconds)
        if code is None:
            raise subprocess.TimeoutExpired(words, seconds)
        return subprocess.CompletedProcess(words, code, said.read_text("utf-8", errors="replace"))


def run_into(
    said: Path, *words: str, prefix: Path = PREFIX, more: Mapping[str, str] | None = None, seconds: float
) -> int | None:
    """Run a Windows program whose words can be read in ``said`` while it runs; its exit code, ``None`` if it was ended.

    Its words come through a pipe, as it needs to print at all.
    """
    with said.open("wb") as file:
        writing = subprocess.Popen(["cat"], stdin=subprocess.PIPE, stdout=file)
        try:
            return subprocess.run(
                ["nice", "-n", "10", "wine", *words],
                env=variables(prefix) | dict(more or {}),
                stdin=subprocess.DEVNULL,
                stdout=writing.stdin,
                stderr=subprocess.STDOUT,
                timeout=seconds,
                check=False,
            ).returncode
        except subprocess.TimeoutExpired:
            return None
        finally:
            assert writing.stdin is not None
            writing.stdin.close()
            _wait_for_words(writing)


def _wait_for_words(writing: "subprocess.Popen[bytes]") -> None:
    """What a program started may hold the pipe longer than the program itself; nobody waits for that."""
    try:
        writing.wait(5)
    except subprocess.TimeoutExpired:
        writing.kill()
        writing.wait()


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
