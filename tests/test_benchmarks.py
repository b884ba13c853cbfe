"""The figures can be taken: every row is there with a number, its target and, where one is named, its ratio."""

import json

import pytest

from benchmarks.__main__ import main
from benchmarks.figures import Figure, by_scale, growth

ROWS = (
    "practice community",
    "first 100 rows, p95",
    "find as you type, median",
    "find as you type, slowest",
    "list shown",
    "backup with read-back",
    "restore",
    "start to painted window",
    "scroll step",
    "far jump",
    "peak memory",
    "filter over all residents, p95",
    "filter, median",
    "filter, slowest",
    "live count of a filter, p95",
    "what is due today",
    "duplicates among 300 residents",
    "preview of a change of 300 people",
    "that change",
    "its undo",
    "import of 300 rows",
    "50 one-page notices",
    "50 certificates",
)
COMPARED = ("first 100 rows, p95", "duplicates among", "backup", "restore", "start to painted window")


def test_every_figure_is_measured_in_numbers(capsys: pytest.CaptureFixture[str]) -> None:
    main(["--residents", "300", "--quick", "--json"])
    figures = json.loads(capsys.readouterr().out)
    assert len(figures) == len(ROWS)
    for words, figure in zip(ROWS, figures, strict=True):
        assert words in figure["what"]
        assert figure["value"] > 0
        assert figure["unit"]
        assert figure["target"] >= 0
        assert isinstance(figure["good"], bool)
        assert bool(figure["baseline"]) == (figure["ratio"] is not None)
    for words in COMPARED:
        assert next(f for f in figures if words in f["what"])["ratio"] > 0


def test_growth_compares_the_same_figure_at_two_scales() -> None:
    few = [Figure("duplicates among 300 residents", 2.0, "s"), Figure("restore", 0.0, "s")]
    many = [Figure("duplicates among 3,000 residents", 5.0, "s"), Figure("restore", 1.0, "s")]
    [line] = growth(few, many)
    assert line.startswith("duplicates among 3,000 residents")
    assert "2.50 x" in line
    assert "2.00 to 5.00 s" in line


def test_targets_of_find_and_filter_are_those_of_the_scale() -> None:
    assert by_scale(100_000, 10, 25) == 10
    assert by_scale(1_000_000, 10, 25) == 25
