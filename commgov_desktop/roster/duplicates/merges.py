"""The list of merges: who was made one with whom, by whom and when, and which of them are still one."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import aliased

from commgov_desktop.roster.duplicates.models import Merge
from commgov_desktop.roster.models import Resident
from commgov_desktop.store.store import Store


@dataclass(frozen=True)
class Merged:
    """One merge as a page shows it. ``links`` counts what was led over; ``fields`` are the columns the kept entry took."""

    id: int
    kept_id: int
    gone_id: int
    kept_name: str
    gone_name: str
    account_name: str
    at: datetime
    links: int
    fields: tuple[str, ...]
    parted_at: datetime | None


def merges(store: Store, kept_id: int | None = None, *, standing: bool = False) -> list[Merged]:
    """The merges, the latest first; of one kept entry, or only those that have not been parted."""
    kept, gone = aliased(Resident), aliased(Resident)
    query = (
        select(Merge, kept.name, gone.name)
        .join(kept, kept.id == Merge.kept_id)
        .join(gone, gone.id == Merge.gone_id)
        .order_by(Merge.at.desc(), Merge.id.desc())
    )
    if kept_id is not None:
        query = query.where(Merge.kept_id == kept_id)
    if standing:
        query = query.where(Merge.parted_at.is_(None))
    with store.read() as session:
        return [
            Merged(
                m.id, m.kept_id, m.gone_id, one, other, m.account_name, m.at,
                sum(link[3] == m.gone_id and link[4] == m.kept_id for link in m.links), tuple(m.fields), m.parted_at,
            )
            for m, one, other in session.execute(query)
        ]  # fmt: skip
