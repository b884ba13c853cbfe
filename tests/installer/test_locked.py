"""What is shipped is read from the lock alone: the program's packages, with all they need on Windows, and no tool."""

import re

import pytest

from installer.windows import locked, suite, wheels
from installer.windows.names import LOCK, ROOT

TEXT = """\
alpha==1.0 ; platform_python_implementation != 'PyPy' \\
    --hash=sha256:aa \\
    --hash=sha256:ab
beta-x==2.1 \\
    --hash=sha256:bb
colorama==0.4 ; sys_platform == 'win32' \\
    --hash=sha256:cc
"""
NEEDS = {
    "alpha": ["Beta_X>=2", 'colorama; sys_platform == "win32"', 'gone; sys_platform == "linux"'],
    "beta-x": ["alpha", 'old; python_version < "3.11"', 'more; extra == "more"'],
    "colorama": [],
}


def test_all_that_is_needed_on_windows_is_found_once() -> None:
    assert locked.closure(["alpha>=1"], NEEDS.__getitem__) == ["alpha", "beta-x", "colorama"]


def test_blocks_keep_their_hashes_and_lose_their_conditions() -> None:
    found = locked.runtime_lock(TEXT, ["alpha", "colorama"])
    assert found.splitlines()[0] == "alpha==1.0 \\"
    assert re.findall("sha256:(..)", found) == ["aa", "ab", "cc"]
    assert " ; " not in found
    assert locked.version_of(locked.blocks(TEXT)["alpha"]) == "1.0"


def test_what_the_lock_does_not_hold_stops_the_build() -> None:
    with pytest.raises(locked.LockTrouble, match="gone"):
        locked.runtime_lock(TEXT, ["alpha", "gone"])
    with pytest.raises(locked.LockTrouble, match="not installed here"):
        locked.installed_needs("a-package-nobody-made")


def test_the_program_ships_exactly_what_the_notices_list_as_its_libraries() -> None:
    notices = (ROOT / "THIRD_PARTY_NOTICES.md").read_text("utf-8")
    part = notices.partition("## Libraries the program runs on")[2].partition("\n## ")[0]
    assert wheels.program_packages() == sorted(re.findall(r"^\| ([a-z0-9-]+) \| \d", part, re.MULTILINE))


def test_every_shipped_package_has_its_hashes_in_the_lock() -> None:
    text = locked.runtime_lock(LOCK.read_text("utf-8"), wheels.program_packages())
    for name, block in locked.blocks(text).items():
        assert "--hash=sha256:" in block, name


def test_no_tool_of_development_is_shipped() -> None:
    assert not {"pytest", "mypy", "ruff", "hypothesis", "openpyxl"} & set(wheels.program_packages())
    assert {"pytest", "pytest-qt", "openpyxl", "colorama"} <= set(suite.test_packages())
