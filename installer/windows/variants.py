"""Setup files made up for trials: an older version to update from, a newer one, and one that fails its self-test."""

import re
import shutil
from dataclasses import replace
from pathlib import Path

from installer.windows import file_list, launcher_build, news, setup_file, signing
from installer.windows.names import PROGRAM, Build

OLDER, NEWER, BROKEN = "0.0.9", "9.9.8", "9.9.9"
TRIALS = "trials"


def make(whole: Build, version: str, *, broken: bool = False, trial: bool = False) -> Build:
    """A setup file like ``whole`` that says it is ``version``; ``broken`` lacks a font that papers need.

    One for a ``trial`` can be broken off (``power_cut``).
    """
    made = replace(whole, version=version, folder=whole.folder / TRIALS, quick=True)
    if made.setup.exists() and made.setup.stat().st_mtime > (whole.bundle / file_list.NAME).stat().st_mtime:
        return made
    shutil.rmtree(made.bundle, ignore_errors=True)
    shutil.copytree(whole.bundle, made.bundle)
    _say_version(made.bundle / PROGRAM / "commgov_desktop", version)
    if broken:
        for font in (made.bundle / PROGRAM / "resources" / "fonts").glob("*.ttf"):
            font.unlink()
    launcher_build.build(made.bundle, version, made.folder / "launcher")
    file_list.write(made.bundle)
    setup_file.pack(made, trial=trial)
    signing.seal(made.setup, version, news.of(version), signing.key_for_build(None))
    shutil.rmtree(made.bundle)
    return made


def _say_version(package: Path, version: str) -> None:
    opening = package / "__init__.py"
    text = re.sub(r'__version__ = ".*"', f'__version__ = "{version}"', opening.read_text("utf-8"))
    opening.write_text(text, "utf-8", newline="\n")
    for compiled in (package / "__pycache__").glob("__init__.*.pyc"):
        compiled.unlink()
