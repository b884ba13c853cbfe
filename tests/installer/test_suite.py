"""The trial of the whole suite counts only what a part itself says at its end: one that dies is named, never forgotten."""

import re

from installer.windows import suite
from installer.windows.names import ROOT

GOOD = "....s\nSKIPPED [1] tests/x.py:3: Windows keeps rights elsewhere\n5 passed, 1 skipped in 12.30s (0:00:12)\n"
BAD = "..F\nFAILED tests/x.py::test_one - assert 1 == 2\n1 failed, 2 passed, 1 error in 3.00s\n"


def test_the_parts_are_added_up_and_skipped_tests_keep_their_reason() -> None:
    parts = [suite.account("desk", 0, GOOD, 12), suite.account("ui", 1, BAD, 3)]
    assert [part.good for part in parts] == [True, False]
    words = suite.summary(parts)
    assert words.startswith("2 parts: 7 passed, 1 skipped, 1 failed, 1 errors")
    assert "FAILED tests/x.py::test_one" in words
    assert "Windows keeps rights elsewhere" in words


def test_a_part_that_dies_is_named_whatever_it_counted_before() -> None:
    for code, text in ((5, GOOD[:6]), (None, GOOD), (3, GOOD), (0, ""), (5, "no tests ran in 0.01s\n")):
        part = suite.account("store", code, text, 1)
        assert part.death, (code, text)
        assert not part.good
        assert "store" in suite.summary([part])


def test_every_test_of_the_repository_is_in_a_part_or_left_out_with_a_reason() -> None:
    parts = set(suite.parts())
    for file in (ROOT / "tests").rglob("test_*.py"):
        top = file.relative_to(ROOT / "tests").parts[0]
        assert top in parts or f"tests/{top}" in suite.LEFT_OUT, file
    for name, why in suite.LEFT_OUT.items():
        assert (ROOT / name.partition("::")[0]).exists(), name
        assert re.search(r"\w", why)
        assert name in suite.summary([])
