"""What the Windows program is called, where its parts lie, and which Python runs it: the one place for all of these."""

from dataclasses import dataclass
from pathlib import Path

from commgov_desktop import __version__

ROOT = Path(__file__).resolve().parent.parent.parent
BUILD = ROOT / "build" / "windows"
LOCK = ROOT / "installer" / "requirements.lock"

SHORT = "commgov-desktop"
CHINESE = "社区治理工作台"
WINDOW_EXE = "commgov.exe"
CONSOLE_EXE = "commgov-console.exe"

PYTHON = "3.13"
"""The runtime's series: wheels are taken for it and byte code is made by it."""
PYTHON_DLL = "python313"

RUNTIME, PACKAGES, PROGRAM = "runtime", "packages", "app"
"""Folders of the installed program: Python, the libraries, and what this repository holds."""

MARKERS = {
    "sys_platform": "win32",
    "platform_system": "Windows",
    "os_name": "nt",
    "platform_machine": "AMD64",
    "python_version": PYTHON,
    "python_full_version": f"{PYTHON}.2",
    "implementation_name": "cpython",
    "platform_python_implementation": "CPython",
    "extra": "",
}
"""What a requirement's condition is asked about (PEP 508): a 64-bit Windows with this Python."""


@dataclass(frozen=True)
class Build:
    """One setup file in the making. ``version`` differs from the program's own only in trials of updating."""

    version: str = __version__
    folder: Path = BUILD
    quick: bool = False
    """Hardly compressed: for trials, where a minute less is worth more than 60 MB."""

    @property
    def bundle(self) -> Path:
        """The folder that is installed as it is."""
        return self.folder / f"{SHORT}-{self.version}"

    @property
    def setup(self) -> Path:
        """The finished setup file."""
        return self.folder / f"{SHORT}-{self.version}-setup.exe"
