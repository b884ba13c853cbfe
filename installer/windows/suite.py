"""The test suite with Windows Python and Windows Qt: the installed program's own files, the repository's tests."""

import re
import shutil
import time
import tomllib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from installer.windows import locked, runtime, tools, wheels, wine
from installer.windows.names import BUILD, LOCK, PACKAGES, PYTHON, PYTHON_DLL, ROOT

NOT_NEEDED = ("mypy", "ruff", "pytest-xdist")
"""Tools of development that look at the source only, or that start processes in ways wine does not know."""
FOLDER = BUILD / "trial-python"

LACKING = "import _winapi; del _winapi.CopyFile2"
"""A call of Windows 8 this wine does not have; Python does without it where it is missing."""

UNHEARD = (
    "-o",
    "qt_log_ignore=propagateSizeHints\nThis plugin does not support\nCannot find font directory",
)
"""Drawn in memory, Windows' Qt misses a folder of fonts once, although the program brings its own."""

LONGEST_TEST = 900
"""Seconds after which a test that hangs is named and its part ended; wine on a busy computer is slow."""

AT_ONCE = 2
"""Parts that run beside each other, each in folders of its own."""

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


@dataclass(frozen=True)
class Part:
    """One piece of the suite in a process of its own. ``death``: why it gave no account of itself, empty when it did."""

    name: str
    counts: Mapping[str, int]
    seconds: float
    failed: Sequence[str] = ()
    skipped: Sequence[str] = ()
    death: str = ""

    @property
    def good(self) -> bool:
        """Whether it came to its end and nothing in it failed."""
        wrong = self.counts.get("failed", 0) + self.counts.get("errors", 0)
        return not self.death and not wrong and self.counts.get("passed", 0) > 0

    def line(self) -> str:
        """The part in one line."""
        counted = ", ".join(f"{n} {what}" for what, n in self.counts.items()) or "nothing"
        return (
            f"{self.name}: {counted} in {self.seconds:.0f} s{' — DIED: ' + self.death if self.death else ''}"
        )


def parts(tests: Path = ROOT / "tests") -> list[str]:
    """Every folder with tests and every file beside them, but not what is left out; each is run by itself."""
    names = [each.parent.name for each in tests.glob("*/test_*.py")] + [
        f.name for f in tests.glob("test_*.py")
    ]
    return [name for name in sorted(set(names)) if f"tests/{name}" not in LEFT_OUT]


def run_all(python: Path, folder: Path, only: Sequence[str] = (), screen: str = "offscreen") -> list[Part]:
    """The whole suite part by part, what each said in ``folder``; a part that dies does not take the others along."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)

    def one(name: str) -> Part:
        begun = time.monotonic()
        code, text = run(python, f"tests/{name}", "-rfEs", said=folder / f"{name}.txt", screen=screen)
        part = account(name, code, text, time.monotonic() - begun)
        tools.say(part.line())
        return part

    with ThreadPoolExecutor(AT_ONCE) as pool:
        return list(pool.map(one, only or sorted(parts(), key=_weight, reverse=True)))


def _weight(part: str) -> int:
    """Bytes of a part's tests, as a guess of how long it takes: what is long begins first."""
    place = ROOT / "tests" / part
    return sum(file.stat().st_size for file in (place.glob("test_*.py") if place.is_dir() else [place]))


def run(
    python: Path, *words: str, said: Path, seconds: float = 5400, screen: str = "offscreen"
) -> tuple[int | None, str]:
    """Run pytest; its exit code (``None``: it had to be ended) and what it printed, which ``said`` shows meanwhile."""
    left_out = [f"--{'deselect' if '::' in name else 'ignore'}={name}" for name in LEFT_OUT]
    fonts = wine.path(python / "repository" / "resources" / "fonts")
    more = {"QT_QPA_PLATFORM": screen, "QT_QPA_FONTDIR": fonts}
    inside = wine.path(python / "repository")
    start = f"{LACKING}; import os, sys, pytest; os.chdir(r'{inside}'); sys.exit(pytest.main(sys.argv[1:]))"
    options = [
        "-p",
        "no:cacheprovider",
        "-p",
        "installer.windows.patience",
        "-o",
        f"faulthandler_timeout={LONGEST_TEST}",
        *UNHEARD,
        *left_out,
        *words,
    ]
    command = [wine.path(python / "python.exe"), "-X", "utf8", "-B", "-u", "-c", start, *options]
    code = wine.run_into(said, *command, more=more, seconds=seconds)
    return code, said.read_text("utf-8", errors="replace")


def account(name: str, code: int | None, text: str, seconds: float) -> Part:
    """What a part's words and exit code come to. Only pytest's own last line counts; without it the part has died."""
    lines = [line.strip("= ") for line in text.splitlines() if line.strip()]
    last = next((line for line in reversed(lines) if _LAST.fullmatch(line)), "")
    counts: dict[str, int] = {}
    for number, what in re.findall(r"(\d+) ([a-z]+)", last.partition(" in ")[0]):
        counts["errors" if what == "error" else what] = int(number)
    failed = re.findall(r"^(?:FAILED|ERROR) .*$", text, re.MULTILINE)
    skipped = re.findall(r"^SKIPPED .*$", text, re.MULTILINE)
    death = ""
    if code is None:
        death = "it took too long and was ended"
    elif not last or code not in (0, 1):
        death = f"exit code {code}; its last words: {' / '.join(lines[-3:])[-300:]}"
    return Part(name, counts, seconds, failed, skipped, death)


_LAST = re.compile(r"(?:\d+ [a-z]+(?:, )?)+ in [\d.]+s.*")


def summary(found: Sequence[Part]) -> str:
    """The sum over all parts, then what failed, what died, what was skipped, and what was left out, by name."""
    total: Counter[str] = Counter()
    for part in found:
        total.update(part.counts)
    lines = [f"{len(found)} parts: {', '.join(f'{n} {what}' for what, n in total.items())}"]
    lines += [part.line() for part in found if not part.good]
    lines += [line for part in found for line in part.failed]
    lines += [line for part in found for line in part.skipped]
    return "\n".join([*lines, *(f"LEFT OUT {name}: {why}" for name, why in LEFT_OUT.items())])
