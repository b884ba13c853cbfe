"""Fetches the libraries for Windows exactly as the lock names them, and lays what the program uses into the bundle."""

import zipfile
from collections.abc import Iterable
from email.parser import BytesParser
from pathlib import Path

from installer.windows import locked, tools, trimming
from installer.windows.names import BUILD, LOCK, PYTHON


def program_packages() -> list[str]:
    """The names of all packages the installed program runs on."""
    return locked.closure(locked.program_needs(), locked.installed_needs)


def fetch(names: Iterable[str], folder: Path = BUILD / "downloads" / "wheels") -> list[Path]:
    """The wheels of these packages for a 64-bit Windows, each checked against the lock by pip.

    Raises ``tools.ToolTrouble`` and ``locked.LockTrouble``.
    """
    folder.mkdir(parents=True, exist_ok=True)
    wanted = locked.runtime_lock(LOCK.read_text("utf-8"), names)
    part = folder / "wanted.lock"
    part.write_text(wanted, "utf-8")
    where = ["--platform", "win_amd64", "--python-version", PYTHON, "--implementation", "cp"]
    strictly = ["--only-binary=:all:", "--require-hashes", "--no-deps"]
    tools.pip("download", "--quiet", *where, *strictly, "-r", str(part), "-d", str(folder))
    return [_wheel(folder, name, locked.version_of(block)) for name, block in locked.blocks(wanted).items()]


def _wheel(folder: Path, name: str, version: str) -> Path:
    for each in folder.glob("*.whl"):
        project, found, *_tags = each.stem.split("-")
        if locked.normal(project) == name and found == version:
            return each
    raise locked.LockTrouble(f"{name} {version} was not fetched")


def unpack(wheels: Iterable[Path], target: Path) -> dict[str, int]:
    """Unpack what is used of the wheels. Gives for each package how many bytes were left out."""
    left_out = {}
    for wheel in wheels:
        with zipfile.ZipFile(wheel) as packed:
            members = [info for info in packed.infolist() if not info.is_dir()]
            used = [info for info in members if trimming.is_used(info.filename)]
            for info in used:
                packed.extract(info, target)
            left_out[wheel.name.partition("-")[0]] = sum(i.file_size for i in members if i not in used)
    return left_out


def unmet(target: Path) -> list[str]:
    """Requirements that the unpacked libraries declare for Windows and that are not among them."""
    known, asked = set(), set()
    for file in target.glob("*.dist-info/METADATA"):
        told = BytesParser().parsebytes(file.read_bytes(), headersonly=True)
        known.add(locked.normal(str(told["Name"])))
        asked.update(locked.asked_on_windows(told.get_all("Requires-Dist") or []))
    return sorted(asked - known)
