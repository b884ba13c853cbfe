"""Pulls the plug at every step of an update: afterwards there must be the old or the new version, whole, with its data.

The real setup script and the real launcher are tried with a program of a few files, whose stand-in for Python says
which version each part is of; the setup file ends itself at the step it is told. What this cannot show is what a disk
forgets that never wrote what it promised.
"""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from installer.windows import file_list, launcher_build, setup_file, tools, wine
from installer.windows.names import PYTHON_DLL, WINDOW_EXE, Build
from installer.windows.trial import Trial

OLD, NEW = "0.0.1", "0.0.2"
PARTS = ("runtime", "packages", "app", "licences")
STEP = "COMMGOV_BREAK_AT"
MOST_STEPS = 60
"""More steps than any exchange has; a trial that does not come to its end by then is a fault."""


@dataclass(frozen=True)
class Cut:
    """What was there after the plug was pulled at a step: the version that starts, or what was not whole."""

    step: int
    version: str
    wrong: str = ""


def small(whole: Build, version: str) -> Build:
    """A setup file of a program of a few files, that breaks off where it is told."""
    made = replace(whole, version=version, folder=whole.folder / "power-cut", quick=True)
    shutil.rmtree(made.bundle, ignore_errors=True)
    for part in PARTS:
        (made.bundle / part).mkdir(parents=True)
        (made.bundle / part / "version.txt").write_text(version, "ascii")
    source = wine.STAND_INS / "fake_python.c"
    library = made.bundle / "runtime" / f"{PYTHON_DLL}.dll"
    tools.call("x86_64-w64-mingw32-gcc", "-shared", "-Os", "-s", source, "-o", library)
    launcher_build.build(made.bundle, version, made.folder / "launcher")
    file_list.write(made.bundle)
    setup_file.pack(made, trial=True)
    return made


def every_step(trial: Trial, whole: Build, folder: Path) -> Iterator[Cut]:
    """Pull the plug at the first step, the second, and so on until an update comes to its end: the last one."""
    old, new = small(whole, OLD), small(whole, NEW)
    for step in range(1, MOST_STEPS):
        shutil.rmtree(folder.parent, ignore_errors=True)
        trial.setup(old.setup, "/PORTABLE", folder=folder)
        (folder / "data").mkdir()
        (folder / "data" / "office.db").write_bytes(b"the office")
        code = trial.setup(new.setup, folder=folder, more={STEP: str(step)})
        yield _look(trial, step, (old, new), folder)
        if code == 0:
            return
    raise RuntimeError("an update never came to its end")


def _look(trial: Trial, step: int, builds: tuple[Build, Build], folder: Path) -> Cut:
    """Start what is there, then run the setup file once more, as the clerk would."""
    said = wine.run(wine.path(folder / WINDOW_EXE), "versions", more=trial.screen).stdout.split()
    version = said[-1] if said else "none"
    wrong = [] if said == [version] * len(PARTS) else [f"started with {' '.join(said) or 'nothing'}"]
    wrong += [
        f"not as packed: {name}"
        for each in builds
        if each.version == version
        for name in _other(each, folder)
    ]
    wrong += _data(folder)
    again = trial.setup(builds[1].setup, folder=folder)
    wrong += [] if again == 0 else [f"the next update ends with {again}"]
    wrong += [f"after the next update: {name}" for name in _other(builds[1], folder)]
    wrong += _data(folder)
    beside = sorted(each.name for each in folder.parent.iterdir() if each != folder)
    wrong += [f"left beside: {name}" for name in beside]
    return Cut(step, version, "; ".join(wrong))


def _other(build: Build, folder: Path) -> list[str]:
    """Files of the program that are not as they were packed, or of another version."""
    names = [file.relative_to(build.bundle) for file in build.bundle.rglob("*") if file.is_file()]
    differ = [str(name) for name in names if not _same(build.bundle / name, folder / name)]
    there = [file.relative_to(folder) for part in PARTS for file in (folder / part).rglob("*")]
    return differ + [f"too many: {name}" for name in there if name not in names]


def _same(one: Path, other: Path) -> bool:
    return other.exists() and one.read_bytes() == other.read_bytes()


def _data(folder: Path) -> list[str]:
    file = folder / "data" / "office.db"
    return [] if file.exists() and file.read_bytes() == b"the office" else ["the data are not as they were"]
