"""Brings the shipped checklists into a new office: the frame of slots, and the items that sources give."""

import tomllib
from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import insert
from sqlalchemy.orm import Session

from commgov_desktop import paths
from commgov_desktop.checklists.models import Checklist, ChecklistItem

FILES = ("party", "service", "affairs", "own_duties", "assisting", "refused", "rhythm")
"""In the order in which the lists stand: 三清单, 依法履职, 协助, 负面, 年度工作节律."""


@dataclass(frozen=True)
class ShippedList:
    """A list as its file has it. ``slots`` counts empty ones too."""

    key: str
    name: str
    group: str
    kind: str
    slots: int
    source: str
    items: tuple[dict[str, Any], ...]


@cache
def shipped(key: str) -> ShippedList:
    """The list ``resources/catalogues/checklists/<key>.toml``. Raises ``FileNotFoundError``."""
    with paths.resources("catalogues", "checklists", f"{key}.toml").open("rb") as file:
        read = tomllib.load(file)
    items = tuple(read.get("items", ()))
    slots = max(read.get("slots", 0), len(items))
    return ShippedList(key, read["name"], read["group"], read["kind"], slots, read["source"], items)


def install(session: Session) -> None:
    """Put every shipped list into a new office, where it can be changed freely from then on."""
    for position, key in enumerate(FILES, 1):
        shipped_list = shipped(key)
        row = Checklist(
            name=shipped_list.name,
            key=key,
            group=shipped_list.group,
            source=shipped_list.source,
            position=position,
        )
        session.add(row)
        session.flush()
        items = shipped_list.items + ({},) * (shipped_list.slots - len(shipped_list.items))
        rows = [_item(row.id, slot, shipped_list.kind, item) for slot, item in enumerate(items, 1)]
        session.execute(insert(ChecklistItem), rows)


def _item(checklist_id: int, slot: int, kind: str, item: dict[str, Any]) -> dict[str, Any]:
    values = {
        "checklist_id": checklist_id,
        "slot": slot,
        "kind": kind,
        "state": "found" if item else "office",
    }
    defaults = dict.fromkeys(("weekday", "month", "day", "once_on"))
    texts = (
        "name",
        "basis",
        "body",
        "department",
        "rhythm",
        "standard",
        "steps",
        "materials",
        "time_limit",
        "owner",
    )
    return {**dict.fromkeys(texts, ""), **defaults, "proof_needed": False, **values, **item}
