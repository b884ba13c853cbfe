"""For the suite under wine: whoever waits for a condition waits twelve times as long, since wine on a busy computer is slow.

A test that waits in vain still fails, only later. Loaded by pytest as a plug-in.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from pytestqt.qtbot import QtBot

TIMES = 12
_USUAL_MS = 5000


def _patient(wait: Callable[..., Any]) -> Callable[..., Any]:
    @wraps(wait)
    def longer(*words: Any, timeout: int = _USUAL_MS, **more: Any) -> Any:
        return wait(*words, timeout=timeout * TIMES, **more)

    return longer


for _name in ("waitUntil", "waitSignal", "waitSignals"):
    setattr(QtBot, _name, _patient(getattr(QtBot, _name)))
