"""Opens the window, or carries out one verb of the command line."""

import sys
from collections.abc import Sequence
from pathlib import Path

from commgov_desktop import paths
from commgov_desktop.paths import Places


def main(arguments: Sequence[str]) -> int:
    """``python -m commgov_desktop [--data-dir DIR] [--practice-window | VERB ...]``."""
    wanted = _window_wanted(arguments)
    if wanted is None:
        from commgov_desktop import command_line

        return command_line.run(arguments)
    from commgov_desktop import app

    folder, practice = wanted
    return app.run(Places(folder), practice=practice)


def _window_wanted(arguments: Sequence[str]) -> tuple[Path, bool] | None:
    """The data folder when the window is to be opened; ``None`` when a verb (or ``--help``) is asked for."""
    rest, folder, practice = list(arguments), paths.default_data_dir(), False
    while rest:
        word = rest.pop(0)
        if word == "--data-dir" and rest:
            folder = Path(rest.pop(0))
        elif word.startswith("--data-dir="):
            folder = Path(word.partition("=")[2])
        elif word == "--practice-window":
            practice = True
        else:
            return None
    return folder.absolute(), practice


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
