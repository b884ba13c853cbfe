"""The window comes up at once: nothing that only papers, workbooks or backups need is read before it is painted."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent

LATER = (
    "reportlab", "openpyxl", "xlsxwriter", "python_calamine", "pypinyin", "alembic", "pypdfium2", "segno", "pyrage",
    "numpy", "PIL",
)  # fmt: skip
"""What is read when it is first needed; together it would cost 0.7 s and 120 MiB."""

MOST_SECONDS = 3.0
"""Of the processor, so that a busy machine does not fail it. ``dev.py bench`` measures by the clock."""

_START = """
import json, sys, time
begun = time.process_time()
from pathlib import Path
from PySide6.QtCore import QEventLoop, QObject, QEvent, QTimer
from commgov_desktop import app, catalog, main_window, opening, tabs
from commgov_desktop.paths import Places
from commgov_desktop.settings import MachineSettings

places = Places(Path(sys.argv[1]))
application = app.make_application(MachineSettings(places.machine_settings))
program = app.Program(application, places)

class FirstPaint(QObject):
    at = 0.0
    def eventFilter(self, watched, event):
        if event.type() == QEvent.Type.Paint and not self.at:
            self.at = time.process_time()
            QTimer.singleShot(0, loop.quit)
        return False

loop = QEventLoop()
watch = FirstPaint()
window = program.open_office(opening.unlock(places, 1, "practice"))
window.centralWidget().installEventFilter(watch)
loop.exec()
loaded = sorted({name.partition(".")[0] for name in sys.modules})
print(json.dumps({"seconds": watch.at - begun, "loaded": loaded}))
program.leave()
"""


@pytest.fixture(scope="module")
def started(_practice_template: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, object]:
    """A process of its own that has just painted the window of the practice community."""
    import shutil

    folder = tmp_path_factory.mktemp("start") / "office"
    shutil.copytree(_practice_template, folder)
    variables = os.environ | {"QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"}
    done = subprocess.run(
        [sys.executable, "-c", _START, str(folder)],
        capture_output=True,
        text=True,
        timeout=60,
        env=variables,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    found: dict[str, object] = json.loads(done.stdout.splitlines()[-1])
    return found


@pytest.mark.parametrize("library", LATER)
def test_what_the_first_picture_does_not_need_is_read_later(started: dict[str, object], library: str) -> None:
    loaded = started["loaded"]
    assert isinstance(loaded, list)
    assert library not in loaded, (
        f"{library} is read before the window is painted: import it in the function that uses it"
    )


def test_the_window_is_painted_soon(started: dict[str, object]) -> None:
    seconds = started["seconds"]
    assert isinstance(seconds, float)
    assert 0 < seconds < MOST_SECONDS


@pytest.mark.parametrize("module", ["app", "main_window", "tabs", "catalog", "opening", "command_line"])
def test_a_module_of_the_start_reads_nothing_heavy(module: str) -> None:
    code = f"import commgov_desktop.{module}, sys, json; print(json.dumps(sorted(sys.modules)))"
    variables = os.environ | {"PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, timeout=60, env=variables, check=True
    )
    loaded = {name.partition(".")[0] for name in json.loads(done.stdout)}
    assert not loaded & set(LATER), f"commgov_desktop.{module} reads {sorted(loaded & set(LATER))}"
