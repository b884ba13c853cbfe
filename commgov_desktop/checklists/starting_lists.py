"""The lists a new office starts with; all of it can be changed, and empty slots stay empty until the office fills them."""

import tomllib
from functools import cache
from typing import Any

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from commgov_desktop import paths
from commgov_desktop.checklists.models import Checklist, ChecklistItem
from commgov_desktop.store.record import new_uid

FILES = ("three_lists.toml", "duties.toml", "rhythm.toml")
"""Under ``resources/catalogues/checklists``: 三清单 28 + 52 + 61; 依法履职 23, 协助 43, 负面 7; 全年工作."""

_WORDS = ("name", "basis", "body", "department", "time_limit", "standard", "steps", "materials", "note")


def install(session: Session) -> None:
    """Give a new office the shipped lists; a list it has already is left as the office made it."""
    known = set(session.scalars(select(Checklist.key)))
    for position, shipped in enumerate(shipped_lists()):
        if shipped["key"] not in known:
            _install(session, shipped, position)


def _install(session: Session, shipped: dict[str, Any], position: int) -> None:
    made = Checklist(
        key=shipped["key"], name=shipped["name"], short=shipped.get("short", ""), kind=shipped["kind"],
        position=position, source=shipped["source"], note=shipped.get("note", ""),
    )  # fmt: skip
    session.add(made)
    session.flush()
    session.execute(insert(ChecklistItem), [_slot(made.id, shipped, n) for n in range(1, _size(shipped) + 1)])


def _size(shipped: dict[str, Any]) -> int:
    return max(int(shipped.get("slots", 0)), len(shipped.get("items", ())))


def _slot(list_id: int, shipped: dict[str, Any], number: int) -> dict[str, Any]:
    """A slot as a row; what the list says of all its items (``every``) fills what an item leaves out."""
    items = shipped.get("items", [])
    item: dict[str, Any] = items[number - 1] if number <= len(items) else {}
    given = ({**shipped.get("every", {}), **item}) if item else {}
    row = {word: str(given.get(word, "")) for word in _WORDS}
    return row | {
        "uid": new_uid(), "checklist_id": list_id, "number": number, "kind": shipped.get("duty", ""),
        "rhythm": given.get("rhythm", ""), "by_day": given.get("by_day"), "weekday": given.get("weekday"),
        "month": given.get("month"), "once_on": None, "owner": "", "proof_needed": given.get("proof", False),
        "verified": given.get("verified", True),
    }  # fmt: skip


@cache
def shipped_lists() -> tuple[dict[str, Any], ...]:
    """The lists as the files have them, in order."""
    found: list[dict[str, Any]] = []
    for name in FILES:
        with paths.resources("catalogues", "checklists", name).open("rb") as file:
            found += tomllib.load(file)["lists"]
    return tuple(found)
