"""Start to the painted window, frames of the roster, and the memory of the window."""

import json
import os
import subprocess
import sys
from pathlib import Path
from statistics import median
from time import perf_counter

from benchmarks.figures import Figure, spread

PROBE = """
import sys, time, json
from pathlib import Path
from commgov_desktop import app, opening
from commgov_desktop.paths import Places
from commgov_desktop.settings import MachineSettings
places = Places(Path(sys.argv[1]))
application = app.make_application(MachineSettings(places.machine_settings))
program = app.Program(application, places)
window = program.open_office(opening.unlock(places, 1, "practice"))
window.repaint(); application.processEvents()
print("painted", flush=True)
if sys.argv[2] == "stay":
    page = window.show_tab("roster")
    end = time.monotonic() + 3
    while time.monotonic() < end:
        application.processEvents()
    view = page.people.table.view
    bar, frames, jumps = view.verticalScrollBar(), [], []
    for n in range(60):
        start = time.perf_counter(); bar.setValue(bar.value() + 3); view.viewport().repaint()
        frames.append(time.perf_counter() - start)
    for n in range(40):
        start = time.perf_counter(); bar.setValue((n * 7919 * 31) % max(1, bar.maximum())); view.viewport().repaint()
        jumps.append(time.perf_counter() - start)
    peak = next(l for l in open("/proc/self/status") if l.startswith("VmHWM")).split()[1]
    print(json.dumps({"frames": frames, "jumps": jumps, "peak_kb": int(peak)}), flush=True)
import os; os._exit(0)
"""


def _environment() -> dict[str, str]:
    """As an installed program runs: byte code is kept, windows are drawn in memory where there is no screen."""
    found = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    return {"QT_QPA_PLATFORM": "offscreen"} | found


def _probe(folder: Path, mode: str) -> tuple[float, str]:
    """Seconds until the window was painted, and the last line the probe said."""
    start = perf_counter()
    with subprocess.Popen(
        [sys.executable, "-c", PROBE, str(folder), mode], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
        text=True, env=_environment(),
    ) as child:  # fmt: skip
        assert child.stdout is not None
        first = child.stdout.readline().strip()
        painted = perf_counter() - start
        rest = child.stdout.read().strip()
    if first != "painted":
        raise RuntimeError("the window did not open")
    return painted, rest


def _plain_qt() -> float:
    """The baseline of the start: an empty Qt window in a fresh Python."""
    code = (
        "from PySide6.QtWidgets import QApplication, QLabel\n"
        "a = QApplication([]); w = QLabel('x'); w.show(); w.repaint(); a.processEvents()\n"
        "import os; os._exit(0)"
    )
    start = perf_counter()
    subprocess.run([sys.executable, "-c", code], check=True, env=_environment(), stderr=subprocess.DEVNULL)
    return perf_counter() - start


def measure(folder: Path, rounds: int) -> list[Figure]:
    """Figures of the window on the office in ``folder``."""
    _probe(folder, "leave")
    starts = [_probe(folder, "leave")[0] for _round in range(rounds)]
    plain = median(_plain_qt() for _round in range(rounds))
    said = json.loads(_probe(folder, "stay")[1])
    frame, frame95, frame_max = (t * 1000 for t in spread(said["frames"]))
    jump, jump95, jump_max = (t * 1000 for t in spread(said["jumps"]))
    return [
        Figure(
            "start to painted window, warm",
            median(starts),
            "s",
            1.0,
            median(starts) / plain,
            "empty Qt window",
        ),
        Figure(
            "scroll step in the roster, p95",
            frame95,
            "ms",
            16,
            detail=f"median {frame:.1f}, max {frame_max:.1f}",
        ),
        Figure(
            "far jump in the roster, p95", jump95, "ms", 16, detail=f"median {jump:.1f}, max {jump_max:.1f}"
        ),
        Figure("peak memory of the window with the roster", said["peak_kb"] / 1024, "MiB", 250),
    ]
