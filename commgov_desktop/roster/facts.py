"""All that is known of one resident, as plain values in the words of official papers."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from commgov_desktop import clock
from commgov_desktop.errors import UserError
from commgov_desktop.i18n import _
from commgov_desktop.ledger import codes
from commgov_desktop.roster import places, register
from commgov_desktop.roster.models import Resident
from commgov_desktop.store.journal import written_at
from commgov_desktop.store.store import Store


@dataclass(frozen=True)
class Facts:
    """One resident. Texts are Chinese, empty where not known; ``id_state`` is checked, none or doubtful."""

    id: int
    name: str
    sex: str
    birth: date | None
    age: int | None
    id_kind: str
    id_number: str
    id_state: str
    id_reason: str
    ethnic_group: str
    education: str
    marital_status: str
    political_status: str
    political_code: str
    phone: str
    phone2: str
    occupation: str
    workplace: str
    registered_address: str
    address: str
    grid: str
    lives_here_since: date | None
    residence_kind: str
    residence_code: str
    household_id: int | None
    relation: str
    tags: tuple[str, ...]
    note: str
    house_match: str = ""
    """A code of ``person_house_match.toml``."""
    came_on: date | None = None
    left_on: date | None = None
    left_how: str = ""
    reason_given_on: date | None = None
    """Since when ``id_reason`` stands there."""


def read(store: Store, resident_id: int) -> Facts:
    """The facts of the resident with this id. Raises ``UserError`` when there is none."""
    query = select(Resident, places.address_of(Resident.dwelling_id), places.grid_of(Resident.dwelling_id))
    with store.read() as session:
        found = session.execute(query.where(Resident.id == resident_id)).one_or_none()
        if found is None:
            raise UserError(_("This resident is no longer in the roster. The entry may have been undone."))
        r, address, grid = found
        given = written_at(session, Resident.__tablename__, r.id, "id_reason") if r.id_reason else None
        return Facts(
            id=r.id, name=r.name, sex=_zh("sex", r.sex if r.sex in ("1", "2") else ""), birth=r.birth,
            age=register.age(r.birth, r.left_on if r.left_how == "died" and r.left_on else clock.today()), id_kind=_zh("document_kinds", r.id_kind),
            id_number=r.id_number, id_state=r.id_state, id_reason=r.id_reason,
            ethnic_group=_zh("ethnic_groups", r.ethnic_group), education=_zh("education", r.education),
            marital_status=_zh("marital_status", r.marital_status),
            political_status=_zh("political_status", r.political_status), political_code=r.political_status,
            phone=r.phone, phone2=r.phone2, occupation=r.occupation, workplace=r.workplace,
            registered_address=r.registered_address, address=address or "", grid=grid or "",
            lives_here_since=r.lives_here_since, residence_kind=_zh("residence_kinds", r.residence_kind),
            residence_code=r.residence_kind, household_id=r.household_id,
            relation=_zh("relation_to_head", r.relation), tags=tuple(r.tags), note=r.note,
            house_match=r.house_match, came_on=r.came_on, left_on=r.left_on, left_how=r.left_how,
            reason_given_on=clock.local(given).date() if given else None,
        )  # fmt: skip


def _zh(table: str, code: str) -> str:
    return codes.table(table).zh(code)
