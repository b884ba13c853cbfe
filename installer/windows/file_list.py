"""The list of every installed file with its SHA-256: the self-test reads the program against it."""

import hashlib
from pathlib import Path

NAME = "files.sha256"


def write(bundle: Path) -> int:
    """Write the list into the bundle, in the form sha256sum checks; gives how many files it names."""
    files = sorted(file for file in bundle.rglob("*") if file.is_file() and file.name != NAME)
    lines = [f"{_digest(file)} *{file.relative_to(bundle).as_posix()}\n" for file in files]
    (bundle / NAME).write_text("".join(lines), "utf-8", newline="\n")
    return len(lines)


def _digest(file: Path) -> str:
    with file.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()
