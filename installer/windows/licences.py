"""Gathers the licence texts of everything that is shipped into one folder a clerk or a lawyer can open."""

import re
import shutil
from pathlib import Path

from installer.windows.names import PACKAGES, ROOT

FOLDER = "licences"
_TEXT = re.compile(r"(?i)(licen[cs]e|copying|notice|authors)")


class LicenceTrouble(Exception):
    """Something would be shipped without the text of its licence."""


def gather(bundle: Path, python: Path) -> list[Path]:
    """Copy all texts into ``bundle/licences``, a folder for each part. Raises ``LicenceTrouble``."""
    target = bundle / FOLDER
    target.mkdir()
    made = [_copy(python / "LICENSE.txt", target / "Python" / "LICENSE.txt")]
    made += [_copy(file, target / "program" / file.name) for file in _own_texts()]
    for info in sorted((bundle / PACKAGES).glob("*.dist-info")):
        made += _of_package(info, target)
    _copy(ROOT / "THIRD_PARTY_NOTICES.md", target / "THIRD_PARTY_NOTICES.md")
    return made


def _own_texts() -> list[Path]:
    return [ROOT / "LICENSE", *sorted((ROOT / "resources" / "licences").iterdir())]


def _of_package(info: Path, target: Path) -> list[Path]:
    name = info.name.partition("-")[0]
    texts = [file for file in sorted(info.rglob("*")) if file.is_file() and _TEXT.search(_below(file, info))]
    if not texts and name.lower() in ("pyside6_essentials", "shiboken6"):
        texts = [ROOT / "resources" / "licences" / each for each in ("LGPL-3.txt", "GPL-3.txt")]
        return [_copy(file, target / name / file.name) for file in texts]
    if not texts:
        raise LicenceTrouble(f"{info.name} holds no licence text")
    return [_copy(file, target / name / file.relative_to(info)) for file in texts]


def _below(file: Path, info: Path) -> str:
    return file.relative_to(info).as_posix()


def _copy(source: Path, target: Path) -> Path:
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(source, target)
    return target
