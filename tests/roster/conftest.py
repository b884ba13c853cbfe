"""What the roster's tests share: a way to split addresses, and a quick table."""

import io
from collections.abc import Callable, Sequence

import pytest

from commgov_desktop.grids.addresses import split_address
from commgov_desktop.grids.dwellings import buildings_for, dwellings_for
from commgov_desktop.roster.places import Homes


@pytest.fixture
def homes() -> Homes:
    """The grids' way with addresses, as app.py hands it in."""
    return Homes(split_address, dwellings_for, buildings_for)


@pytest.fixture
def csv_of() -> Callable[..., bytes]:
    """Bytes of a csv file from a line of headings and rows."""

    def make(headings: str, *rows: Sequence[object] | str) -> bytes:
        out = io.StringIO()
        out.write(headings.replace(" ", ",") + "\n")
        for row in rows:
            cells = row.split(" ") if isinstance(row, str) else row
            out.write(",".join(str(cell) for cell in cells) + "\n")
        return out.getvalue().encode("utf-8")

    return make
