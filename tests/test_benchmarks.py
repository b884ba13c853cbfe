"""The figures can be taken: every row is there with a number, its target and, where one is named, its ratio."""

import json

import pytest

from benchmarks.__main__ import main


def test_every_figure_is_measured(capsys: pytest.CaptureFixture[str]) -> None:
    main(["--residents", "300", "--quick", "--json"])
    figures = {figure["what"]: figure for figure in json.loads(capsys.readouterr().out)}
    assert len(figures) == 13 or len(figures) == 12
    for words in (
        "start to painted",
        "find as you type",
        "scroll step",
        "far jump",
        "import of",
        "notices",
        "certificates",
        "backup",
        "restore",
        "peak memory",
        "list shown",
    ):
        figure = next(f for what, f in figures.items() if words in what)
        assert figure["value"] > 0, words
    compared = [f for f in figures.values() if f["baseline"]]
    assert all(f["ratio"] > 0 for f in compared)
    assert len(compared) >= 4
