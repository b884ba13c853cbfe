"""Start to the painted window, frames of the roster, and the memory of the window."""

import json
import os
import subprocess
import sys
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any

from benchmarks.figures import Figure, by_scale, spread

EMPTY_WINDOW = (
    "from PySide6.QtWidgets import QApplication, QLabel\n"
    "a = QApplication([]); w = QLabel('x'); w.show(); w.repaint(); a.processEvents()\n"
    "print('painted', flush=True)\n"
    "import os; os._exit(0)"
)


def measure(folder: Path, rounds: int, residents: int) -> list[Figure]:
    """Figures of the window on the office in ``folder``; the first start only warms the machine up."""
    probe = ("-m", "benchmarks.probe", str(folder))
    _started(*probe, "leave")
    starts = [_started(*probe, "leave")[0] for _round in range(rounds)]
    plain = median(_started("-c", EMPTY_WINDOW)[0] for _round in range(rounds))
    said = json.loads(_started(*probe, "stay")[1])
    start = median(starts)
    spans = f"{min(starts):.2f} to {max(starts):.2f}, {rounds} starts"
    return [
        Figure(
            "start to painted window, warm (median)", start, "s", 1.0, start / plain, "empty Qt window", spans
        ),
        _frames("scroll step in the roster, p95", said["frames"]),
        _frames("far jump in the roster, p95", said["jumps"]),
        Figure(
            "peak memory of the window with the roster", said["peak_mib"], "MiB", by_scale(residents, 250, 0),
            detail=f"{said['rows']:,} rows",
        ),
    ]  # fmt: skip


def _started(*arguments: str) -> tuple[float, str]:
    """Seconds from the start of a fresh Python until it says that its window is painted, and what else it says."""
    variables: dict[str, Any] = {"QT_QPA_PLATFORM": "offscreen"} | dict(os.environ)
    start = perf_counter()
    with subprocess.Popen(
        [sys.executable, *arguments], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
        env=variables, cwd=Path(__file__).resolve().parent.parent,
    ) as child:  # fmt: skip
        assert child.stdout is not None
        first = child.stdout.readline().strip()
        painted = perf_counter() - start
        rest = child.stdout.read().strip()
    if first != "painted":
        raise RuntimeError("the window did not open")
    return painted, rest


def _frames(what: str, times: list[float]) -> Figure:
    middle, p95, most = (t * 1000 for t in spread(times))
    return Figure(what, p95, "ms", 16, detail=f"median {middle:.1f}, max {most:.1f}")
