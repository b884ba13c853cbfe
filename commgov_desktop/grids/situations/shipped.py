"""The six lines of 六必报 that an office starts with: empty slots, because no source that could be read gives their words."""

import tomllib
from functools import cache
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from commgov_desktop import paths
from commgov_desktop.grids.situations.models import SituationKind
from commgov_desktop.i18n import _
from commgov_desktop.store.store import Store


def install(session: Session) -> None:
    """Give an office the shipped lines, unless it has lines already."""
    if session.scalar(select(SituationKind.id).limit(1)) is None:
        for position, line in enumerate(_catalogue()["kinds"], 1):
            session.add(_kind(line, position))


def complete(store: Store) -> None:
    """An office of an earlier release gets the lines when its reports are first opened."""
    with store.read() as session:
        if session.scalar(select(SituationKind.id).limit(1)) is not None:
            return
    with store.write(_("Take in the kinds of situation that come with the program"), final=True) as session:
        install(session)


def _kind(line: dict[str, Any], position: int) -> SituationKind:
    return SituationKind(
        position=position,
        name=line.get("name", ""),
        hours=line.get("hours"),
        report_to=line.get("report_to", ""),
        basis=line.get("source") or _catalogue()["source"],
    )


@cache
def _catalogue() -> dict[str, Any]:
    with paths.resources("catalogues", "must_reports.toml").open("rb") as file:
        return tomllib.load(file)
