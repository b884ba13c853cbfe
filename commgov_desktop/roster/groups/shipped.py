"""The groups and the facts of 六清五掌握 that an office starts with; from then on they are its own rows."""

import tomllib
from functools import cache
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from commgov_desktop import paths
from commgov_desktop.i18n import _
from commgov_desktop.ledger.own_fields import from_json, to_json
from commgov_desktop.roster.groups.models import CompletenessFact, Group
from commgov_desktop.store.store import Store

NOT_CONFIRMED = "走访频次为起步建议，未核实，由社区确定"


def install(session: Session) -> None:
    """Give an office the shipped groups and facts; what it has already is left as it made it."""
    known = set(session.scalars(select(Group.key)))
    for position, line in enumerate(_catalogue("groups")["groups"]):
        if line["key"] not in known:
            session.add(_group(line, position))
    if session.scalar(select(CompletenessFact.id).limit(1)) is None:
        for position, line in enumerate(_catalogue("completeness")["facts"]):
            session.add(CompletenessFact(position=position, **line))


def complete(store: Store) -> None:
    """An office of an earlier release gets the shipped groups when it is first opened with this one."""
    with store.read() as session:
        if session.scalar(select(Group.id).limit(1)) is not None:
            return
    with store.write(_("Take in the groups that come with the program"), final=True) as session:
        install(session)


def _group(line: dict[str, Any], position: int) -> Group:
    return Group(
        key=line["key"], name=line["name"], short=line.get("short", ""), tone=line.get("tone", "blue"),
        restricted=line.get("restricted", False), rule=line.get("rule"), visit_days=line.get("visit_days"),
        visit_words=NOT_CONFIRMED if line.get("visit_days") else "", basis=line.get("basis", ""),
        fields=[to_json(from_json(field)) for field in line.get("fields", ())], position=position,
    )  # fmt: skip


@cache
def _catalogue(name: str) -> dict[str, Any]:
    with paths.resources("catalogues", f"{name}.toml").open("rb") as file:
        return tomllib.load(file)
