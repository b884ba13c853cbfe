"""Who lives in an estate."""

from sqlalchemy import select

from commgov_desktop.grids.models import Building, Estate
from commgov_desktop.grids.roster_tables import RESIDENTS, dwellings_in
from commgov_desktop.store.store import Store


def residents_in(store: Store, estate_id: int, kind: str = "") -> list[int]:
    """The ids of the people of an estate, by home; ``kind`` is a code of residence kind, empty for all."""
    name = select(Estate.name).where(Estate.id == estate_id).scalar_subquery()
    query = select(RESIDENTS.c.id).where(RESIDENTS.c.dwelling_id.in_(dwellings_in(Building.estate == name)))
    if kind:
        query = query.where(RESIDENTS.c.residence_kind == kind)
    with store.read() as session:
        return list(session.scalars(query.order_by(RESIDENTS.c.dwelling_id, RESIDENTS.c.id)))
