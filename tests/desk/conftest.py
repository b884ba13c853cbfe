"""The desk of an office with three residents."""

from collections.abc import Callable, Iterator

import pytest
from desk_office import furnish

from commgov_desktop.documents import fonts
from commgov_desktop.ledger.office import Office


@pytest.fixture(autouse=True)
def _bundled_fonts() -> Iterator[None]:
    fonts.use_bundled_only(True)
    yield
    fonts.use_bundled_only(False)


@pytest.fixture
def desk(make_office: Callable[[str], Office]) -> Office:
    """An office with three residents and the shipped kinds of certificate."""
    return furnish(make_office("desk"))
