"""The installation tests itself: every line good, every paper among them, and a fault is named, not hidden."""

import pytest

from commgov_desktop import catalog, self_test
from commgov_desktop.errors import UserError
from commgov_desktop.people import Person


def test_every_line_is_good_and_every_paper_is_among_them() -> None:
    lines = self_test.run()
    assert [line for line in lines if not line.good] == []
    assert {kind.title for kind in catalog.papers()} <= {line.what for line in lines}


def test_a_part_that_fails_is_named_and_the_others_are_still_tried(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_words: object, **_more: object) -> Person:
        raise UserError("找不到")

    monkeypatch.setattr("commgov_desktop.roster.people.Roster.find", broken)
    lines = self_test.run()
    assert [line.what for line in lines if not line.good] == ["查找"]
