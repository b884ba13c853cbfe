"""The test suite with Windows Python and Windows Qt: the installed program's own files, the repository's tests."""

import re
import shutil
import tomllib
from collections.abc import Iterable
from pathlib import Path

from installer.windows import locked, runtime, wheels, wine
from installer.windows.names import BUILD, LOCK, PACKAGES, PYTHON, PYTHON_DLL, ROOT

NOT_NEEDED = ("mypy", "ruff", "pytest-xdist")
"""Tools of development that look at the source only, or that start processes in ways wine does not know."""
FOLDER = BUILD / "trial-python"

LACKING = "import _winapi; del _winapi.CopyFile2"
"""A call of Windows 8 this wine does not have; Python does without it where it is missing."""

UNHEARD = (
    "-W",
    "ignore::ResourceWarning",
    "-o",
    "qt_log_ignore=propagateSizeHints\nThis plugin does not support\nCannot find font directory",
)
"""Python 3.13 warns of database connections that its garbage collector closes, 3.11 does not; and drawn in memory,
Windows' Qt misses a folder of fonts once, although the program brings its own."""

LEFT_OUT: dict[str, str] = {
    "tests/test_full_disk.py": "fills a small Linux file system",
    "tests/test_plug_pulled.py": "kills processes by Linux signals",
    "tests/test_dev.py": "tests the set-up on Linux",
    "tests/test_benchmarks.py": "measures this computer, not Windows",
}
"""What cannot run under wine, and why."""


def test_packages() -> list[str]:
    """The packages the tests need besides the program's."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    wanted = [line for line in project["dependency-groups"]["dev"] if not line.startswith(NOT_NEEDED)]
    wanted += ["jsonschema", "referencing"]  # what pikepdf's PDF/A checks ask for
    have = locked.blocks(LOCK.read_text("utf-8"))

    def needs(name: str) -> Iterable[str]:
        try:
            return locked.installed_needs(name)
        except locked.LockTrouble:
            return []  # only asked for on Windows, so not installed here; what it needs itself would fail its import

    return [name for name in locked.closure(wanted, needs) if name in have]


def prepare(program: Path, source: Path = FOLDER) -> Path:
    """A python.exe that reads the installed program, and beside it the tests' own packages. Gives its folder."""
    whole = BUILD / f"python-{PYTHON}"
    if not whole.exists():
        whole = runtime.bring()
    shutil.rmtree(source, ignore_errors=True)
    shutil.copytree(whole, source)
    (
        source / "_wmi.pyd"
    ).unlink()  # this wine aborts on the first question; the program does not ship it either
    own = set(wheels.program_packages())
    names = [name for name in test_packages() if name not in own]
    for wheel in wheels.fetch(names):
        shutil.unpack_archive(wheel, source / "tests-need", "zip")
    repository = source / "repository"
    for name in ("tests", "installer", "benchmarks"):
        shutil.copytree(ROOT / name, repository / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("pyproject.toml", "dev.py", "THIRD_PARTY_NOTICES.md", "LICENSE", "README.md"):
        shutil.copyfile(ROOT / name, repository / name)
    for name in (".ci", "i18n", "resources", "commgov_desktop"):
        shutil.copytree(ROOT / name, repository / name, ignore=shutil.ignore_patterns("__pycache__"))
    places = [f"{PYTHON_DLL}.zip", ".", "repository", "tests-need", wine.path(program / PACKAGES)]
    (source / f"{PYTHON_DLL}._pth").write_text("\n".join(places) + "\n", "utf-8")
    return source


def run(python: Path, *words: str, seconds: float = 5400, screen: str = "offscreen") -> tuple[bool, str]:
    """Run pytest; whether all passed, and what it printed."""
    left_out = [f"--ignore={name}" for name in LEFT_OUT]
    fonts = wine.path(python / "repository" / "resources" / "fonts")
    more = {"QT_QPA_PLATFORM": screen, "QT_QPA_FONTDIR": fonts}
    inside = wine.path(python / "repository")
    start = f"{LACKING}; import os, sys, pytest; os.chdir(r'{inside}'); sys.exit(pytest.main(sys.argv[1:]))"
    options = ["-p", "no:cacheprovider", *UNHEARD, *left_out, *words]
    done = wine.run(
        wine.path(python / "python.exe"),
        "-X",
        "utf8",
        "-B",
        "-c",
        start,
        *options,
        more=more,
        seconds=seconds,
    )
    ran = re.search(r"\d+ passed", done.stdout)
    return done.returncode == 0 and ran is not None, done.stdout


def summary(text: str) -> str:
    """Pytest's last line, and the names of what failed."""
    failed = re.findall(r"^(?:FAILED|ERROR) .*$", text, re.MULTILINE)
    last = next((line for line in reversed(text.splitlines()) if line.strip()), "")
    return "\n".join([last.strip(), *failed[:40]])
