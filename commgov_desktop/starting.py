"""Lets the window come up sooner: while the program starts, nothing is done that nobody waits for.

A start makes half a million small objects that stay until the program ends. Two habits of the machinery look at
them again and again to no end, and together they took a quarter of the start:

- Python's collector of unused memory walks over all of them every few thousand new ones. It rests until the
  first window is painted; what is there by then is set apart and never walked over again, which also takes the
  pauses of a twentieth of a second out of scrolling.
- Once Qt is loaded, PySide reads the *source* of every module that is imported after it, to learn whether the
  module asks for PySide's other spelling (``from __feature__ import snake_case``). None of ours does.
"""

import builtins
import gc

_begun = False


def begin() -> None:
    """To be called before anything else is imported; ``settled`` ends it."""
    global _begun
    if _begun:
        return
    _begun = True
    gc.disable()
    spare_questions()


def spare_questions() -> None:
    """No source is read any more only to see how it spells Qt; whoever opens the window otherwise calls this alone."""
    import PySide6.QtCore  # noqa: F401 - it puts an import of its own over the one that was there, which it keeps

    builtins.__import__ = getattr(builtins, "__orig_import__", builtins.__import__)


def settled() -> None:
    """The first window is painted: whatever is in memory now stays there. Does nothing but once after ``begin``."""
    global _begun
    if _begun and not gc.isenabled():
        _begun = False
        gc.freeze()
        gc.enable()
