"""Reads the lock: which of its packages the program runs on, and their hashes; nothing else is ever shipped."""

import re
import tomllib
from collections.abc import Callable, Iterable
from importlib import metadata
from pathlib import Path

from packaging.requirements import Requirement

from installer.windows.names import MARKERS, ROOT

Needs = Callable[[str], Iterable[str]]
"""The requirements a package declares, as PEP 508 lines."""


class LockTrouble(Exception):
    """The lock and the packages do not fit together; the text says which."""


def normal(name: str) -> str:
    """A package's name as the lock writes it (PEP 503)."""
    return re.sub(r"[-_.]+", "-", name).lower()


def blocks(lock: str) -> dict[str, str]:
    """Every package of the lock with its lines: version, condition and hashes."""
    parts = (part for part in re.split(r"(?m)^(?=[a-z0-9])", lock) if part.strip())
    return {normal(part.partition("==")[0]): part for part in parts}


def version_of(block: str) -> str:
    """The pinned version of one package's lines."""
    return block.partition("==")[2].split()[0]


def asked_on_windows(lines: Iterable[str]) -> list[str]:
    """The names asked for by requirement lines whose conditions hold on Windows."""
    wanted = (Requirement(line) for line in lines)
    return [normal(each.name) for each in wanted if each.marker is None or each.marker.evaluate(MARKERS)]


def closure(first: Iterable[str], needs: Needs) -> list[str]:
    """All packages that the ``first`` requirement lines pull in on Windows, in the order of their names."""
    found: set[str] = set()
    waiting = asked_on_windows(first)
    while waiting:
        name = waiting.pop()
        if name not in found:
            found.add(name)
            waiting += asked_on_windows(needs(name))
    return sorted(found)


def installed_needs(name: str) -> Iterable[str]:
    """The requirements of a package of this virtual environment. Raises ``LockTrouble`` when it is not there."""
    try:
        return metadata.requires(name) or []
    except metadata.PackageNotFoundError:
        raise LockTrouble(
            f"{name} is needed on Windows but not installed here: look at its own needs by hand"
        ) from None


def program_needs(root: Path = ROOT) -> list[str]:
    """The requirement lines of the program itself, without those of its development."""
    project = tomllib.loads((root / "pyproject.toml").read_text("utf-8"))["project"]
    return list(project["dependencies"])


def runtime_lock(lock: str, names: Iterable[str]) -> str:
    """The part of the lock for these packages, without conditions: they have been asked already.

    Raises ``LockTrouble`` for a package the lock does not hold.
    """
    have = blocks(lock)
    missing = [name for name in names if name not in have]
    if missing:
        raise LockTrouble(f"the lock does not hold {', '.join(missing)}")
    return "".join(re.sub(r" ; [^\\]*(?= \\)", "", have[name], count=1) for name in names)
