"""Puts the installed folder together: runtime, libraries, the program, its texts, fonts, licences and byte code."""

import re
import shutil
from pathlib import Path

from installer import catalogues
from installer.windows import file_list, launcher_build, licences, runtime, tools, wheels, wine
from installer.windows.names import PACKAGES, PROGRAM, ROOT, RUNTIME, Build

SHIPPED = ("commgov_desktop", "resources", "i18n", "LICENSE", "THIRD_PARTY_NOTICES.md")
"""What of this repository is installed."""
NOT_INSTALLED = shutil.ignore_patterns("__pycache__", "*.po", "pictures", ".*")


def assemble(build: Build, original: Path | None = None, public_key: str = "") -> Path:
    """Make the whole folder anew. ``public_key``: whose setup files it will take as updates, in hex."""
    bundle = build.bundle
    shutil.rmtree(bundle, ignore_errors=True)
    bundle.mkdir(parents=True)
    python = runtime.bring(original)
    tools.say(f"{len(runtime.check_signatures(python))} runtime files carry their maker's signature")
    runtime.place(python, bundle)
    lay_packages(bundle)
    lay_program(bundle, build.version, public_key)
    launcher_build.build(bundle, build.version, build.folder / "launcher")
    licences.gather(bundle, python)
    compile_bytes(bundle, python)
    tools.say(f"{file_list.write(bundle)} files, {size(bundle) / 1e6:.0f} MB installed")
    return bundle


def lay_packages(bundle: Path) -> None:
    """The libraries, without what nothing of the program uses. Raises ``RuntimeError`` if one is missing."""
    names = wheels.program_packages()
    tools.say(f"{len(names)} libraries from the lock")
    wheels.unpack(wheels.fetch(names), bundle / PACKAGES)
    if missing := wheels.unmet(bundle / PACKAGES):
        raise RuntimeError(f"the libraries ask for {', '.join(missing)}, which is not shipped")


def lay_program(bundle: Path, version: str, public_key: str) -> None:
    """What this repository holds, committed files and compiled texts only."""
    catalogues.compile_all(ROOT / "i18n")
    target = bundle / PROGRAM
    for name in SHIPPED:
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, target / name, ignore=NOT_INSTALLED)
        else:
            shutil.copyfile(ROOT / name, target / name)
    opening = target / "commgov_desktop" / "__init__.py"
    text = re.sub(r'__version__ = ".*"', f'__version__ = "{version}"', opening.read_text("utf-8"))
    opening.write_text(text, "utf-8", newline="\n")
    (target / "update_key.txt").write_text(public_key + "\n", "ascii", newline="\n")


def compile_bytes(bundle: Path, python: Path) -> None:
    """Byte code by the very Python that will read it, so that the first start is as quick as the others.

    Checked against nothing at run time: a stick's file times are worth nothing, and ``files.sha256`` proves them.
    """
    words = ["-q", "-f", "-j", "1", "--invalidation-mode", "unchecked-hash"]
    folders = [wine.path(bundle / part) for part in (PACKAGES, PROGRAM)]
    tools.say("byte code")
    wine.python(python, "-m", "compileall", *words, *folders)
    if not list((bundle / PROGRAM / "commgov_desktop" / "__pycache__").glob("app.*.pyc")):
        raise RuntimeError("no byte code was made")


def size(folder: Path) -> int:
    """Bytes of all files below a folder."""
    return sum(file.stat().st_size for file in folder.rglob("*") if file.is_file())


__all__ = ["RUNTIME", "assemble", "size"]
