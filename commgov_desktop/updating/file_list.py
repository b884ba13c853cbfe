"""Reads every file of the installed program against the list it came with: a bad copy or a meddler shows."""

import hashlib
from pathlib import Path

LIST = "files.sha256"


def altered(folder: Path) -> tuple[int, list[str]]:
    """How many files the list names, and those that are missing or not as they were packed.

    Raises ``OSError`` and ``ValueError`` when there is no readable list.
    """
    lines = (folder / LIST).read_text("utf-8").splitlines()
    wanted = {name: digest for digest, name in (line.split(" *", 1) for line in lines)}
    return len(wanted), [name for name, digest in wanted.items() if _digest(folder / name) != digest]


def _digest(file: Path) -> str:
    try:
        with file.open("rb") as opened:
            return hashlib.file_digest(opened, "sha256").hexdigest()
    except OSError:
        return ""
