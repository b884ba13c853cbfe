"""The figures can be taken: every row is there with a number, its target and, where one is named, its ratio."""

import json

import pytest

from benchmarks.__main__ import main

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
