"""How long the clerk waits: from the start of the process to the first painted window, of the installed program."""

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Mapping
from pathlib import Path

from installer.windows import wine
from installer.windows.names import PROGRAM

SCRIPT = r"""
import json, os, sys, time
sys.path.insert(0, sys.argv[3])
from commgov_desktop import starting
starting.begin()
from pathlib import Path
from PySide6.QtCore import QEventLoop, QEvent, QObject, QTimer
from commgov_desktop import app
from commgov_desktop.paths import Places
from commgov_desktop.settings import MachineSettings

places = Places(Path(sys.argv[1]))
machine = MachineSettings(places.machine_settings)
program = app.Program(app.make_application(machine), places)

class FirstPaint(QObject):
    at = 0.0
    def eventFilter(self, watched, event):
        if event.type() == QEvent.Type.Paint and not self.at:
            self.at = time.time()
            QTimer.singleShot(0, loop.quit)
        return False

loop, watch = QEventLoop(), FirstPaint()
def see(widget):
    watch.at = 0.0
    widget.installEventFilter(watch)
    loop.exec()
    return watch.at

program.start()
door = see(program.window.centralWidget())
QTimer.singleShot(int(sys.argv[4]) * 1000, loop.quit)
loop.exec()
from commgov_desktop import opening
typed = time.time()
window = program.open_office(opening.unlock(places, 1, "practice"))
opened = see(window.centralWidget())
print(json.dumps({"door": door - float(sys.argv[2]), "window": opened - typed}))
sys.stdout.flush()
program.leave()
os._exit(0)
"""

TYPING = 3
"""Seconds a clerk takes to type a password; meanwhile the program reads what lies behind the door."""


def command(python: str, data: str, program: str) -> list[str]:
    """One measured start by this Python of the sources in ``program``; the moment of the start is handed in."""
    return [python, "-X", "utf8", "-B", "-c", SCRIPT, data, repr(time.time()), program, str(TYPING)]


def under_wine(
    python: Path, installed: Path, data: Path, screen: Mapping[str, str], times: int = 3
) -> dict[str, float]:
    """Seconds to the locked door and from the password to the painted window, the best of some starts."""
    found = []
    words = [wine.path(each) for each in (python / "python.exe", data, installed / PROGRAM)]
    for _ in range(times):
        done = wine.run(*command(*words), more=screen, seconds=120)
        if done.returncode == 0:
            found.append(_said(done.stdout))
    return _best(found)


def on_linux(installed: Path, data: Path, times: int = 3) -> dict[str, float]:
    """The same of the same sources with this computer's own Python and Qt, drawn in memory; the first start warms up."""
    found = []
    with tempfile.TemporaryDirectory() as byte_code:
        more = {
            "QT_QPA_PLATFORM": "offscreen",
            "PYTHONPYCACHEPREFIX": byte_code,
            "PYTHONDONTWRITEBYTECODE": "",
        }
        for _ in range(times + 1):
            words = command(sys.executable, str(data), str(installed / PROGRAM))
            words.remove("-B")
            done = subprocess.run(
                words, env=os.environ | more, stdout=subprocess.PIPE, text=True, timeout=120, check=False
            )
            if done.returncode == 0:
                found.append(_said(done.stdout))
    return _best(found[1:])


def _said(text: str) -> dict[str, float]:
    said: dict[str, float] = json.loads(text.strip().splitlines()[-1])
    return said


def _best(found: Iterable[Mapping[str, float]]) -> dict[str, float]:
    starts = list(found)
    return {key: round(min(each[key] for each in starts), 2) for key in ("door", "window")} if starts else {}
