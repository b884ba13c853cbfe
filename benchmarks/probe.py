"""The program started by itself, as a clerk starts it: says when its window is painted, then how the roster scrolls.

``python -m benchmarks.probe FOLDER leave|stay`` on a practice office. A process of its own, so that start and
memory are those of the program and not of whoever measures.
"""

import ctypes
import json
import os
import sys
from collections.abc import Iterable
from pathlib import Path
from time import monotonic, perf_counter
from typing import Any

STEPS, JUMPS = 120, 120
WAIT_SECONDS = 60.0
SETTLE_SECONDS = 1.0
ROWS_A_STEP = 3


def main(folder: Path, mode: str) -> None:
    """Open the window on the office in ``folder``; with ``stay`` scroll through the roster too."""
    from commgov_desktop import starting

    starting.begin()
    from commgov_desktop import app, opening
    from commgov_desktop.paths import Places
    from commgov_desktop.settings import MachineSettings
    from commgov_desktop.ui import crash

    places = Places(folder)
    application = app.make_application(MachineSettings(places.machine_settings))
    guard = app.SingleInstance(places)
    if not guard.is_first():
        raise SystemExit("another program has this office open")
    crash.watch(places.make().crash_log)
    program = app.Program(application, places)
    window = program.open_office(opening.unlock(places, 1, "practice"))
    window.repaint()
    application.processEvents()
    _say("painted")
    if mode == "stay":
        _say(json.dumps(_roster(application, window)))
    os._exit(0)  # how long Qt takes to be thrown away is not asked


def _roster(application: Any, window: Any) -> dict[str, Any]:
    view = window.show_tab("roster").people.table.view
    bar, end = view.verticalScrollBar(), monotonic() + WAIT_SECONDS
    while not bar.maximum() and monotonic() < end:
        application.processEvents()
    settled = monotonic() + SETTLE_SECONDS
    while monotonic() < settled:
        application.processEvents()
    far = max(1, bar.maximum())
    rows = view.model().rowCount()
    step = max(1, ROWS_A_STEP * (far + bar.pageStep()) // max(1, rows))
    return {
        "rows": rows,
        "frames": _frames(view, (step * n for n in range(1, STEPS + 1))),
        "jumps": _frames(view, ((n * 7919 * 31) % far for n in range(JUMPS))),
        "peak_mib": peak_mib(),
    }


def _frames(view: Any, places: Iterable[int]) -> list[float]:
    """Seconds of each frame: the scroll bar moved and the rows painted at once."""
    times = []
    for place in places:
        start = perf_counter()
        view.verticalScrollBar().setValue(place)
        view.viewport().repaint()
        times.append(perf_counter() - start)
    return times


def peak_mib() -> float:
    """The most memory this process ever held, in MiB."""
    if sys.platform == "win32":
        return _peak_on_windows() / 2**20
    status = Path("/proc/self/status").read_text("ascii").splitlines()
    return int(next(line for line in status if line.startswith("VmHWM")).split()[1]) / 1024


class _Memory(ctypes.Structure):
    """PROCESS_MEMORY_COUNTERS of the Windows API; sizes in bytes."""

    _fields_ = (
        ("cb", ctypes.c_uint32),
        ("page_faults", ctypes.c_uint32),
        *((name, ctypes.c_size_t) for name in ("peak", "now", "a", "b", "c", "d", "paged", "paged_peak")),
    )


def _peak_on_windows() -> int:
    counters = _Memory(cb=ctypes.sizeof(_Memory))
    kernel: Any = ctypes.CDLL("kernel32")
    kernel.GetCurrentProcess.restype = ctypes.c_void_p
    kernel.K32GetProcessMemoryInfo.argtypes = (ctypes.c_void_p, ctypes.c_void_p, ctypes.c_uint32)
    kernel.K32GetProcessMemoryInfo(kernel.GetCurrentProcess(), ctypes.byref(counters), counters.cb)
    return int(counters.peak)


def _say(words: str) -> None:
    print(words, flush=True)  # noqa: T201


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2])
