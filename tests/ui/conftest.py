"""A dressed application, and a made-up list of any length for the widgets to show."""

from array import array
from collections.abc import Sequence

import pytest
from PySide6.QtWidgets import QApplication

from commgov_desktop.ledger.fields import Chip, Field
from commgov_desktop.ui import look


@pytest.fixture(autouse=True)
def _dressed(qapp: QApplication) -> None:
    if look.tokens().dark or look.is_large() or not qapp.styleSheet():
        look.apply(qapp)


class People:
    """``many`` people; even ids answer the filter ``even``, the find box answers digits in the id."""

    columns: Sequence[Field] = (
        Field("name", "Name", width=90),
        Field("age", "Age", "number", width=60, align="right"),
        Field("address", "Address", width=200, wide=True),
        Field("groups", "Groups", "chip", width=110),
    )

    def __init__(self, many: int = 1000) -> None:
        self.many = many
        self.pages_read = 0
        self.removed: set[int] = set()

    def ids(self, *, find: str, filter: str, sort: str, descending: bool) -> "array[int]":
        found = [i for i in range(1, self.many + 1) if i not in self.removed]
        if filter == "even":
            found = [i for i in found if i % 2 == 0]
        if find:
            found = [i for i in found if find in str(i)]
        if sort == "age":
            found.sort(key=lambda i: i % 90)
        return array("q", reversed(found) if descending else found)

    def page(self, ids: Sequence[int]) -> dict[int, tuple[object, ...]]:
        self.pages_read += 1
        chips = (Chip("党员", "blue"), Chip("低保", "red"))
        return {
            i: (f"居民{i}", i % 90, f"{i % 40}号楼{i % 18}01", chips if i % 5 == 0 else None) for i in ids
        }


@pytest.fixture
def people() -> People:
    return People()
