"""Starting reads no source text only to see whether it names Qt; windows work all the same (the tour plays so)."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent

_START = """
import inspect
from commgov_desktop.ui import quick_imports
asked = []
real = inspect.getsource
inspect.getsource = lambda module: asked.append(module.__name__) or real(module)
if {spare}:
    assert quick_imports.spare()
from commgov_desktop.ui import widgets
print(len(asked))
"""


def _asked(spare: bool) -> int:
    done = subprocess.run(
        [sys.executable, "-X", "utf8", "-c", _START.format(spare=spare)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    return int(done.stdout)


def test_no_source_is_read_for_qts_question() -> None:
    assert _asked(spare=True) == 0
    assert _asked(spare=False) > 10, "this Qt for Python does not ask any more: quick_imports can go"
