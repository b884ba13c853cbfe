"""One little Windows under wine: install into it, start programs, look at its files, write down what was found."""

import os
import subprocess
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from installer.windows import tools, wine
from installer.windows.names import CHINESE, CONSOLE_EXE, SHORT, WINDOW_EXE

DISPLAY = ":77"
SCREEN = "1366x768x24"
WAIT_SECONDS = 120.0


@dataclass
class Trial:
    """The folders of the trial's Windows user, and the lines of the report."""

    prefix: Path = wine.PREFIX
    lines: list[tuple[bool, str, str]] = field(default_factory=list)

    @property
    def local(self) -> Path:
        """%LOCALAPPDATA%."""
        return next((self.prefix / "drive_c" / "users").glob("[!P]*")) / "AppData" / "Local"

    @property
    def program(self) -> Path:
        """Where the setup file installs."""
        return self.local / "Programs" / SHORT

    @property
    def data(self) -> Path:
        """Where the office's data lie."""
        return self.local / SHORT

    def shortcuts(self) -> list[Path]:
        """The entries in the Start menu and on the desktop."""
        homes = (self.local.parent.parent, self.prefix / "home")  # wine's desktop is a link to the second
        return [file for home in homes for file in home.rglob(f"{CHINESE}.lnk")]

    # ---- doing ----------------------------------------------------------------------------------

    def setup(
        self, file: Path, *words: str, folder: Path | None = None, more: Mapping[str, str] | None = None
    ) -> int:
        """Run a setup file silently to its end; its exit code."""
        where = in_folder(folder) if folder else []
        return wine.run(wine.path(file), "/S", *words, *where, more=self.screen | dict(more or {})).returncode

    def say(
        self, *words: str, program: Path | None = None, seconds: float = 1200
    ) -> subprocess.CompletedProcess[str]:
        """Run a verb of the installed program."""
        console = wine.path((program or self.program) / CONSOLE_EXE)
        return wine.run(console, *words, more=self.screen, seconds=seconds)

    def version(self, program: Path | None = None) -> str:
        """What the installed program calls itself."""
        text = (program or self.program) / "app" / "commgov_desktop" / "__init__.py"
        return text.read_text("utf-8").rpartition('__version__ = "')[2].partition('"')[0]

    def registry(self, key: str) -> bool:
        """Whether a key of this Windows user is there."""
        return wine.run("reg", "query", f"HKCU\\{key}").returncode == 0

    @property
    def screen(self) -> dict[str, str]:
        """The variables of a process that shows windows."""
        return {"DISPLAY": DISPLAY}

    @contextmanager
    def window(self, program: Path | None = None) -> Iterator[subprocess.Popen[bytes]]:
        """The program with its window open."""
        command = ["nice", "-n", "10", "wine", wine.path((program or self.program) / WINDOW_EXE)]
        running = subprocess.Popen(
            command,
            env=wine.variables(self.prefix) | self.screen,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        try:
            yield running
        finally:
            self.end_programs()
            running.wait(60)

    def end_programs(self) -> None:
        """End every program of this little Windows, and keep it awake for the next."""
        wine.end(self.prefix)
        wine.stay(self.screen, self.prefix)

    def close_window(self) -> None:
        """End the open window, as a clerk would by closing it."""
        wine.run("taskkill", "/f", "/im", WINDOW_EXE)

    # ---- writing down ---------------------------------------------------------------------------

    def note(self, good: bool, what: str, seen: object = "") -> bool:
        """A line of the report, printed at once."""
        words = str(seen).strip()
        self.lines.append((good, what, words))
        tools.say(f"{'ok    ' if good else 'FAILED'} {what}" + (f"  {words[-1500:]}" if words else ""))
        return good

    @property
    def good(self) -> bool:
        """Whether every line is good."""
        return bool(self.lines) and all(good for good, _what, _seen in self.lines)


def in_folder(folder: Path) -> list[str]:
    """``/D=folder`` word by word: wine would put quotes around a word with a blank, which NSIS does not take."""
    return f"/D={wine.path(folder)}".split(" ")


def wait_until(true: Callable[[], bool], seconds: float = WAIT_SECONDS) -> bool:
    """Wait for something another process does; whether it came."""
    end = time.monotonic() + seconds
    while not true():
        if time.monotonic() > end:
            return False
        time.sleep(0.2)
    return True


@contextmanager
def xvfb() -> Iterator[None]:
    """A screen nobody sees, for as long as it is needed."""
    server = subprocess.Popen(
        ["Xvfb", DISPLAY, "-screen", "0", SCREEN, "-nolisten", "tcp"],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env=os.environ,
    )
    try:
        wait_until(lambda: Path(f"/tmp/.X11-unix/X{DISPLAY[1:]}").exists(), 20)
        yield
    finally:
        server.terminate()
        server.wait(20)
