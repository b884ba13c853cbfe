"""The groups and the facts of 六清五掌握 that an office starts with; from then on they are its own rows."""

import tomllib
from collections.abc import Sequence
from functools import cache
from typing import Any

from sqlalchemy import func, select
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


def not_taken(session: Session) -> list[tuple[str, str]]:
    """Shipped groups that an office of an earlier release does not have: key and name."""
    known = set(session.scalars(select(Group.key)))
    return [
        (line["key"], line["name"]) for line in _catalogue("groups")["groups"] if line["key"] not in known
    ]


def take(store: Store, keys: Sequence[str]) -> int:
    """Take these shipped groups in at the end of the list. Gives how many. One whose name is taken is left out."""
    with store.write(_("Take in the groups that come with the program")) as session:
        offered = dict(not_taken(session))
        named = set(session.scalars(select(Group.name)))
        last = session.scalar(select(func.max(Group.position))) or 0
        lines = [line for line in _catalogue("groups")["groups"] if line["key"] in offered]
        wanted = [line for line in lines if line["key"] in keys and line["name"] not in named]
        session.add_all(_group(line, last + place) for place, line in enumerate(wanted, 1))
    return len(wanted)


def register_title(key: str, name: str) -> str:
    """What the register of a group is called: its own official name, as long as the group keeps its shipped name."""
    line: dict[str, Any] = next((one for one in _catalogue("groups")["groups"] if one["key"] == key), {})
    own = str(line.get("register", ""))
    return own if own and line["name"] == name else f"{name}名册"


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
