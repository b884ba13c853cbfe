"""The window comes up at once: nothing that only papers, workbooks or backups need is read before it is painted."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parent.parent

LATER = (
    "reportlab", "openpyxl", "xlsxwriter", "python_calamine", "pypinyin", "alembic", "pypdfium2", "segno", "pyrage",
    "numpy", "PIL", "PySide6.QtPrintSupport", "PySide6.QtPdf", "html", "difflib", "tarfile",
    "commgov_desktop.ledger.all_data", "commgov_desktop.ledger.sheets", "commgov_desktop.ui.print_dialog",
    "commgov_desktop.ui.pdf_preview", "commgov_desktop.ui.first_start", "commgov_desktop.ui.unlock_page",
    "commgov_desktop.roster.page", "commgov_desktop.grids.page", "commgov_desktop.mediation.page",
    "commgov_desktop.checklists.page", "commgov_desktop.desk.page", "commgov_desktop.backup.page",
    "commgov_desktop.backup.restore", "commgov_desktop.access.settings_page", "commgov_desktop.updating.update_dialog",
)  # fmt: skip
"""What is read when it is first needed; together it would cost 0.7 s and 120 MiB."""

BEHIND_THE_DOOR = (
    "sqlalchemy", "sqlcipher3", "asyncio", "commgov_desktop.catalog", "commgov_desktop.opening",
    "commgov_desktop.indoors", "commgov_desktop.tabs", "commgov_desktop.finding", "commgov_desktop.main_window",
    "commgov_desktop.ledger.office", "commgov_desktop.today.page", "commgov_desktop.backup", "commgov_desktop.roster",
)  # fmt: skip
"""What the locked door is painted without; it takes two thirds of a start and is read while the password is typed."""

MOST_SECONDS = 3.0
"""Of the processor, so that a busy machine does not fail it. ``dev.py bench`` measures by the clock."""

_START = """
import json, sys, time
begun = time.process_time()
from commgov_desktop import starting
starting.begin()
from pathlib import Path
from PySide6.QtCore import QEventLoop, QObject, QEvent, QTimer
from commgov_desktop import app
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
"""

_WINDOW = """
from commgov_desktop import opening
window = program.open_office(opening.unlock(places, 1, "practice"))
window.centralWidget().installEventFilter(watch)
loop.exec()
print(json.dumps({"seconds": watch.at - begun, "loaded": sorted(sys.modules)}))
program.leave()
"""

_DOOR = """
import builtins, gc
program.start()
program.window.centralWidget().installEventFilter(watch)
loop.exec()
at_the_door = sorted(sys.modules)
def go_on():
    if "commgov_desktop.today.page" in sys.modules:
        loop.quit()
timer = QTimer()
timer.timeout.connect(go_on)
timer.start(10)
loop.exec()
read = sorted(sys.modules)
timer.stop()
from commgov_desktop.store.record import Record
mapped = all(mapper.configured for mapper in Record.registry.mappers)
door = program.window.centralWidget()
rests = not gc.isenabled()
app.SETTLED_AFTER = 0
door.password.setText("practice")
door.try_password()
timer.timeout.disconnect()
timer.timeout.connect(lambda: loop.quit() if program.main is not None and gc.isenabled() else None)
timer.start(10)
loop.exec()
print(json.dumps({
    "door": at_the_door, "read": read, "mapped": mapped, "rests": rests, "frozen": gc.get_freeze_count(),
    "import": getattr(builtins.__import__, "__name__", ""), "tabs": program.main.tab_bar.count(),
}))
program.leave()
"""


def _started(template: Path, folder: Path, script: str) -> dict[str, object]:
    """What a process of its own says that starts the program on a copy of the practice community."""
    import shutil

    shutil.copytree(template, folder)
    variables = os.environ | {"QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"}
    done = subprocess.run(
        [sys.executable, "-c", _START + script, str(folder)],
        capture_output=True,
        text=True,
        timeout=60,
        env=variables,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    found: dict[str, object] = json.loads(done.stdout.splitlines()[-1])
    return found


@pytest.fixture(scope="module")
def started(_practice_template: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, object]:
    """A process that has just painted the window of the practice community."""
    return _started(_practice_template, tmp_path_factory.mktemp("start") / "office", _WINDOW)


@pytest.fixture(scope="module")
def door(_practice_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Any:
    """A process that has shown the locked door, read on, and let the clerk in."""
    return _started(_practice_template, tmp_path_factory.mktemp("door") / "office", _DOOR)


@pytest.mark.parametrize("library", LATER)
def test_what_the_first_picture_does_not_need_is_read_later(started: dict[str, object], library: str) -> None:
    loaded = started["loaded"]
    assert isinstance(loaded, list)
    assert library not in loaded, (
        f"{library} is read before the window is painted: import it in the function that uses it"
    )


@pytest.mark.parametrize("module", BEHIND_THE_DOOR)
def test_the_door_is_painted_before_what_lies_behind_it_is_read(door: Any, module: str) -> None:
    assert module not in door["door"], f"{module} is read before the locked door is painted"
    assert module in door["read"] or module == "asyncio"


def test_what_lies_behind_the_door_is_ready_before_the_password_is_typed(door: Any) -> None:
    assert door["mapped"]
    assert door["tabs"] == 6


def test_the_collector_rests_until_the_window_stands_and_works_afterwards(door: Any) -> None:
    assert door["rests"]
    assert door["frozen"] > 10_000


def test_no_module_is_read_a_second_time_as_source(door: Any) -> None:
    assert door["import"] != "__feature_import__", (
        "PySide looks through the source of every module: starting.begin()"
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
    loaded = set(json.loads(done.stdout))
    assert not loaded & set(LATER), f"commgov_desktop.{module} reads {sorted(loaded & set(LATER))}"
