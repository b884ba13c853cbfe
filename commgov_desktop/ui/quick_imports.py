"""Spares the start a question Qt for Python asks of every module: whether its source text names Qt.

It reads the source file of each module that is imported after it, beside the byte code that is there already, only to
find out whether the module may use two ways of writing Qt that this program never uses: 380 files, each a file more
for a slow disk and for a virus scanner, and a fifth of the time of the imports where files are slow.
"""

import sys

from PySide6 import QtCore

ASKING = "shibokensupport.feature"


def spare() -> bool:
    """Let it take every module from now on as one that uses neither; whether this Qt for Python asks at all."""
    asking = sys.modules.get(ASKING)
    if QtCore.__name__ not in sys.modules or not hasattr(asking, "_mod_uses_pyside"):
        return False
    asking._mod_uses_pyside = lambda _module: False  # type: ignore[union-attr]
    return True
