"""Brings a fresh Debian (or a relative of it) the few system libraries that the program's window needs."""

import ctypes
import importlib.util
import os
import shutil
import subprocess
import sys
from pathlib import Path

# What the window library opens at import, and the package that holds it.
LIBRARIES = {
    "libglib-2.0.so.0": "libglib2.0-0",
    "libGL.so.1": "libgl1",
    "libEGL.so.1": "libegl1",
    "libfontconfig.so.1": "libfontconfig1",
    "libdbus-1.so.3": "libdbus-1-3",
    "libxkbcommon.so.0": "libxkbcommon0",
}
# What it opens besides, as soon as there is a screen.
SCREEN_LIBRARIES = {
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-shape.so.0": "libxcb-shape0",
}
BUNDLE = Path("/etc/ssl/certs/ca-certificates.crt")


class SystemTrouble(Exception):
    """Something the system lacks and that only its owner can add; the text says how."""


def missing_packages(screen: bool, environment: bool) -> list[str]:
    """The packages this system lacks, ``screen``: to show windows, ``environment``: to make a virtual one."""
    libraries = LIBRARIES | (SCREEN_LIBRARIES if screen else {})
    missing = [package for soname, package in libraries.items() if not _opens(soname)]
    if environment and importlib.util.find_spec("ensurepip") is None:
        missing.append("python3-venv")
    return missing


def _opens(soname: str) -> bool:
    try:
        ctypes.CDLL(soname)
    except OSError:
        return False
    return True


def install(packages: list[str], kept_bundle: Path) -> None:
    """Install ``packages`` as root; certificates that the installation would lose are kept in ``kept_bundle``.

    Raises ``SystemTrouble`` with the exact command when this is not root or not a Debian.
    """
    line = "apt-get install -y --no-install-recommends " + " ".join(packages)
    if shutil.which("apt-get") is None:
        raise SystemTrouble(f"Please install what Debian calls {', '.join(packages)}, then start again.")
    if sys.platform == "win32" or os.geteuid() != 0:
        raise SystemTrouble(f"Please run this once, then start again:\n  sudo apt-get update && sudo {line}")
    _keep_certificates(kept_bundle)
    quiet = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    for command in (["apt-get", "update", "-q"], line.split()):
        if subprocess.run(command, env=quiet, stdout=sys.stderr, check=False).returncode:
            raise SystemTrouble(f"This did not work: {' '.join(command)}")


def _keep_certificates(kept_bundle: Path) -> None:
    """Installing python3-venv writes the certificate bundle anew and drops what an office had added to it."""
    if BUNDLE.exists():
        kept_bundle.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(BUNDLE, kept_bundle)


def certificates(kept_bundle: Path) -> dict[str, str]:
    """The environment that lets pip use the kept certificates, where the system's have shrunk."""
    if not kept_bundle.exists():
        return {}
    if BUNDLE.exists() and BUNDLE.stat().st_size >= kept_bundle.stat().st_size:
        return {}
    return {"PIP_CERT": str(kept_bundle), "SSL_CERT_FILE": str(kept_bundle)}
