"""Opens the window, or carries out one verb of the command line."""

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from commgov_desktop import paths
from commgov_desktop.paths import Places


def main(arguments: Sequence[str]) -> int:
    """``python -m commgov_desktop [--data-dir DIR] [--practice-window | --open-backup FILE | VERB ...]``."""
    wanted = _window_wanted(arguments)
    if wanted is None:
        from commgov_desktop import command_line

        return command_line.run(arguments)
    from commgov_desktop.ui import quick_imports

    quick_imports.spare()
    from commgov_desktop import app

    return app.run(Places(wanted.folder.absolute()), practice=wanted.practice, backup=wanted.backup)


@dataclass
class Window:
    """How the window is to be opened: on which data, as practice, or with a copy to look into."""

    folder: Path
    practice: bool = False
    backup: Path | None = None


def _window_wanted(arguments: Sequence[str]) -> Window | None:
    """What the window is to show; ``None`` when a verb (or ``--help``) is asked for."""
    rest, wanted = list(arguments), Window(paths.default_data_dir())
    while rest:
        word = rest.pop(0)
        if word == "--data-dir" and rest:
            wanted.folder = Path(rest.pop(0))
        elif word.startswith("--data-dir="):
            wanted.folder = Path(word.partition("=")[2])
        elif word == "--practice-window":
            wanted.practice = True
        elif word == "--open-backup" and rest:
            wanted.backup = Path(rest.pop(0)).absolute()
        else:
            return None
    return wanted


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
