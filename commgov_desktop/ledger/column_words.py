"""What tables and columns are called for whoever reads an office's data in another program, and what they mean."""

import tomllib
from functools import cache

from commgov_desktop import paths

FILE = "columns.toml"
_TABLES, _COMMON = "tables", "common"


@cache
def _read() -> dict[str, dict[str, str]]:
    with paths.resources(FILE).open("rb") as file:
        return tomllib.load(file)


def table(name: str) -> str:
    """The official Chinese title of a table; empty where its ledger says it."""
    return _read()[_TABLES].get(name, "")


def column(table_name: str, name: str) -> str:
    """What a column is called; empty where its form says it."""
    return _said(table_name, name).partition("：")[0]


def meaning(table_name: str, name: str) -> str:
    """What its name does not say: the unit, codes, what an empty cell means; empty for most."""
    return _said(table_name, name).partition("：")[2]


def _said(table_name: str, name: str) -> str:
    known = _read()
    return known.get(table_name, {}).get(name) or known[_COMMON].get(name, "")
