"""The commands of whoever builds this program: one line sets everything up and runs it, another tests it.

    python3 dev.py run            open the program on the practice community
    python3 dev.py test           lint, types and all tests; with arguments: pytest with these
    python3 dev.py bench          speed and memory figures
    python3 dev.py lint           lint and types alone
    python3 dev.py lock           write installer/requirements.lock anew from pyproject.toml
    python3 dev.py windows        build the setup file for Windows (on Debian; see installer/README.md)
    python3 dev.py windows-check  try it under wine: install, self-test, tests, update, going back, removing

On Windows: py dev.py ... Every command first brings what is missing: system libraries (Debian, as root), the
virtual environment .venv, the locked packages, the compiled translations. Standard library only.
"""

import argparse
import hashlib
import os
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from installer import catalogues, debian

ROOT = Path(__file__).resolve().parent
LOCK = ROOT / "installer" / "requirements.lock"
VENV = ROOT / ".venv"
KEPT_CERTIFICATES = ROOT / "build" / "ca-certificates.crt"
OLDEST, NEWEST = (3, 11), (3, 14)
MISSING_ON_SYSTEM = 3

LINT = (("ruff", "check", "."), ("ruff", "format", "--check", "."), ("mypy",))


class SetUpTrouble(Exception):
    """The set-up stopped; the text says why."""


def venv_python(venv: Path = VENV, windows: bool = sys.platform == "win32") -> Path:
    """The interpreter of the virtual environment ``venv``."""
    return venv / ("Scripts/python.exe" if windows else "bin/python")


def has_display() -> bool:
    """Whether a window would be seen by anybody."""
    if os.environ.get("QT_QPA_PLATFORM", "").partition(":")[0] in ("offscreen", "minimal"):
        return False
    return sys.platform != "linux" or any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY"))


def environment(screen: bool) -> dict[str, str]:
    """The variables for the program's processes; without ``screen`` its windows are drawn in memory."""
    found = os.environ | {"PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"}
    if not screen:
        found["QT_QPA_PLATFORM"] = os.environ.get("QT_QPA_PLATFORM", "offscreen")
    return found


def call(*arguments: str | Path, screen: bool = False) -> int:
    """Run the virtual environment's Python with ``arguments`` in the project folder; its exit code."""
    sys.stdout.flush()
    command = [str(venv_python()), *map(str, arguments)]
    return subprocess.run(command, cwd=ROOT, env=environment(screen), check=False).returncode


def prepare() -> None:
    """Bring everything the commands need; costs a few hundredths of a second when nothing is missing.

    Raises ``SetUpTrouble``, ``debian.SystemTrouble`` and ``catalogues.CatalogueError``.
    """
    prepare_system()
    prepare_packages()
    catalogues.compile_all(ROOT / "i18n")


def prepare_system() -> None:
    """Check Python's version and, on Linux, the system libraries; install these when allowed to."""
    if not OLDEST <= sys.version_info[:2] <= NEWEST:
        raise SetUpTrouble(
            f"Python 3.{OLDEST[1]} to 3.{NEWEST[1]} is needed, this is {sys.version.split()[0]}."
        )
    if sys.platform == "linux":
        missing = debian.missing_packages(screen=has_display(), environment=not has_pip())
        if missing:
            debian.install(missing, KEPT_CERTIFICATES)


def has_pip() -> bool:
    """Whether ``.venv`` can be used as it is; one broken off half-way or made by another tool has no pip."""
    inside = VENV / "Lib" if sys.platform == "win32" else next(VENV.glob("lib/python3*"), VENV)
    return venv_python().exists() and (inside / "site-packages" / "pip").exists()


def lock_stamp() -> str:
    """What a virtual environment made from the present lock is marked with."""
    return hashlib.sha256(LOCK.read_bytes()).hexdigest()


def prepare_packages() -> None:
    """Make ``.venv`` hold the locked packages, each checked by its hash."""
    stamp = VENV / "installed-lock.sha256"
    if venv_python().exists() and stamp.exists() and stamp.read_text("ascii") == lock_stamp():
        return
    if not venv_python().exists():
        step("making .venv", sys.executable, "-m", "venv", "--clear", VENV)
    elif not has_pip():
        step("adding pip to .venv", venv_python(), "-m", "ensurepip")
    step("installing the locked packages", *pip_install())
    stamp.write_text(lock_stamp(), "ascii")


def pip_install() -> list[str | Path]:
    """The command that installs exactly what the lock names and nothing that would have to be built."""
    pip: list[str | Path] = [
        venv_python(),
        "-m",
        "pip",
        "--disable-pip-version-check",
        "--no-input",
        "install",
        "--quiet",
    ]
    strictly: list[str | Path] = ["--require-hashes", "--only-binary=:all:", "-r", LOCK]
    return pip + strictly


def step(what: str, *command: str | Path) -> None:
    """Run one step of the set-up and say so; raises ``SetUpTrouble`` when it fails."""
    print(f"dev.py: {what} ...", file=sys.stderr, flush=True)
    variables = os.environ | debian.certificates(KEPT_CERTIFICATES)
    if subprocess.run([str(part) for part in command], env=variables, check=False).returncode:
        raise SetUpTrouble(f"{what} did not work")


def run(arguments: Sequence[str]) -> int:
    """Open the program on the practice community, or without a display play a clerk's day into ``out/``."""
    if not has_display():
        return call("-m", "commgov_desktop", "tour", "out", *arguments)
    practice = ("--data-dir", ROOT / "out" / "practice", "--practice-window")
    return call("-m", "commgov_desktop", *practice, *arguments, screen=True)


def check(commands: Sequence[Sequence[str]]) -> int:
    """Run every check whatever the others say, then sum up; 0 when all are good."""
    results = []
    for command in commands:
        print(f"--- {' '.join(command)}", flush=True)
        begun = time.monotonic()
        code = call("-m", *command)
        results.append((code, time.monotonic() - begun, command))
    print("--- summary")
    for code, seconds, command in results:
        print(f"{'ok    ' if code == 0 else 'FAILED'} {seconds:6.1f} s  {' '.join(command)}")
    return int(any(code for code, _, _ in results))


def test(arguments: Sequence[str]) -> int:
    """Lint, types and all tests; with ``arguments`` only pytest with these."""
    if arguments:
        return call("-m", "pytest", *arguments)
    return check([*LINT, ("pytest", "-n", "2", "--dist", "worksteal")])


def lint(arguments: Sequence[str]) -> int:
    """Lint and types alone; with ``arguments`` only these files are linted."""
    return check(
        [("ruff", "check", *arguments), ("ruff", "format", "--check", *arguments)] if arguments else LINT
    )


def bench(arguments: Sequence[str]) -> int:
    """Print the program's speed and memory figures."""
    return call("-m", "benchmarks", *arguments)


def lock(arguments: Sequence[str]) -> int:
    """Write the lock anew for Linux and Windows alike, with hashes and without a single address."""
    if call("-c", "import uv"):
        step("adding uv to .venv", venv_python(), "-m", "pip", "install", "--quiet", "uv")
    options = ["--universal", "--generate-hashes", "--no-header", "--no-annotate", "--python-version", "3.11"]
    wanted = ["pyproject.toml", "--group", "dev", "-o", str(LOCK)]
    return call("-m", "uv", "pip", "compile", "--quiet", *options, *wanted, *arguments)


def windows(arguments: Sequence[str]) -> int:
    """Build the one setup file a clerk runs, from the lock alone."""
    return call("-m", "installer.windows", "windows", *arguments)


def windows_check(arguments: Sequence[str]) -> int:
    """Try the setup file under wine; takes half an hour and is no part of the ordinary tests."""
    return call("-m", "installer.windows", "windows-check", *arguments)


VERBS: dict[str, Callable[[Sequence[str]], int]] = {
    "run": run,
    "test": test,
    "bench": bench,
    "lint": lint,
    "lock": lock,
    "windows": windows,
    "windows-check": windows_check,
}


def main(arguments: Sequence[str]) -> int:
    """Do the verb named first, hand it the rest; the exit code."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter, allow_abbrev=False
    )
    parser.add_argument("verb", choices=VERBS)
    verb = parser.parse_args(arguments[:1]).verb
    try:
        prepare()
        return VERBS[verb](arguments[1:])
    except debian.SystemTrouble as trouble:
        print(f"dev.py: {trouble}", file=sys.stderr)
        return MISSING_ON_SYSTEM
    except (SetUpTrouble, catalogues.CatalogueError) as trouble:
        print(f"dev.py: {trouble}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
