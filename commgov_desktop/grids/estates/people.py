"""Who lives in an estate, and how many in estates of each kind."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from commgov_desktop.grids.figures import Community
from commgov_desktop.grids.models import Building, Estate
from commgov_desktop.grids.roster_tables import RESIDENTS, dwellings_in
from commgov_desktop.ledger import codes
from commgov_desktop.store.store import Store


def residents_in(store: Store, estate_id: int, kind: str = "") -> list[int]:
    """The ids of the people of an estate, by home; ``kind`` is a code of residence kind, empty for all."""
    name = select(Estate.name).where(Estate.id == estate_id).scalar_subquery()
    query = select(RESIDENTS.c.id).where(RESIDENTS.c.dwelling_id.in_(dwellings_in(Building.estate == name)))
    if kind:
        query = query.where(RESIDENTS.c.residence_kind == kind)
    with store.read() as session:
        return list(session.scalars(query.order_by(RESIDENTS.c.dwelling_id, RESIDENTS.c.id)))


def people_by_kind(session: Session, community: Community) -> list[tuple[str, int]]:
    """People by the kind of their estate, in the order of the list of kinds; empty words: kind not yet known."""
    kinds = {name: kind for name, kind in session.execute(select(Estate.name, Estate.kind))}  # noqa: C416
    counts: dict[str, int] = {}
    for building in community.buildings():
        if building.estate in kinds:
            kind = kinds[building.estate]
            counts[kind] = counts.get(kind, 0) + building.figures.residents
    table = codes.table("estate_kinds")
    order = {code: place for place, (code, _words) in enumerate(table.options())}
    return [
        (table.text(kind), counts[kind]) for kind in sorted(counts, key=lambda k: order.get(k, len(order)))
    ]
