"""A million rows are taken in within one GiB: measured in small, by what each further row adds to the most memory held."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

PROCESS = Path(__file__).with_name("import_process.py")
ROOT = PROCESS.parents[2]
FEW, MANY = 8_000, 20_000
LIMIT = 1024
"""MiB for a million rows."""


def _most(folder: Path, rows: int, kind: str) -> float:
    folder.mkdir()
    command = [sys.executable, str(PROCESS), str(folder), str(rows), kind]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, env=environment, check=False)
    assert done.returncode == 0, done.stderr
    return float(done.stdout)


@pytest.mark.parametrize("kind", ["xlsx", "csv"])
def test_a_million_rows_need_no_more_than_one_gib(kind: str, tmp_path: Path) -> None:
    few, many = (_most(tmp_path / str(rows), rows, kind) for rows in (FEW, MANY))
    each = (many - few) / (MANY - FEW)
    assert few + each * (1_000_000 - FEW) < LIMIT, f"{few:.0f} MiB at {FEW} rows, {many:.0f} at {MANY}"
