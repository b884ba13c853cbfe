"""A committee with two mediators and a leak between two neighbours, for every test of mediation."""

from datetime import date

import pytest
from leak_case import LEAK, ZENG, ZHANG

import commgov_desktop.grids.models
import commgov_desktop.ledger.drafts
import commgov_desktop.mediation.ledger
import commgov_desktop.roster.models  # noqa: F401
from commgov_desktop.ledger.office import Office
from commgov_desktop.mediation import casework


@pytest.fixture
def committee(office: Office) -> tuple[int, int]:
    """李红 mediates, 王敏 writes."""
    people = [("李红", "女", "chair"), ("王敏", "女", "member")]
    made = [
        casework.save_mediator(office, None, {"name": n, "sex": s, "post": p, "since": date(2024, 5, 1)})
        for n, s, p in people
    ]
    return made[0], made[1]


@pytest.fixture
def case_id(office: Office, committee: tuple[int, int]) -> int:
    """The leak, taken up on 12 February 2026."""
    return casework.open_case(office, LEAK, [ZENG, ZHANG], [committee[0]], committee[1])
