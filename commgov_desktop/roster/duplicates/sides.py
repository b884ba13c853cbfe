"""A row of a file beside the person it looks like: the few facts that tell whether the two are one."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from commgov_desktop import masking
from commgov_desktop.i18n import N_, _
from commgov_desktop.ledger import codes
from commgov_desktop.roster import places
from commgov_desktop.roster.duplicates.comparison import beside
from commgov_desktop.roster.duplicates.doubles import Double
from commgov_desktop.roster.import_rows import PlannedRow
from commgov_desktop.roster.models import Resident
from commgov_desktop.roster.planned_rows import PlannedRows

_FACTS = (
    ("name", N_("Name")), ("sex", N_("Sex")), ("birth", N_("Birth date")), ("id_number", N_("Document number")),
    ("phone", N_("Phone")), ("phone2", N_("Second phone")), ("address", N_("Present address")),
    ("registered_address", N_("Registered address")), ("workplace", N_("Place of work or school")),
    ("note", N_("Note")),
)  # fmt: skip


@dataclass(frozen=True)
class Side:
    """One fact of both in words; document numbers are masked but for the places where they differ."""

    label: str
    row: str
    other: str

    @property
    def differs(self) -> bool:
        """Whether both say something, and not the same."""
        return bool(self.row and self.other) and self.row != self.other


def sides(session: Session, rows: PlannedRows, double: Double) -> list[Side]:
    """The facts of the row and of whom it looks like; what neither says is left out."""
    one = _of_row(rows.numbered(double.row))
    if double.resident_id is None:
        other = _of_row(rows.numbered(double.other_row))
    else:
        other = _of_resident(session, double.resident_id)
    found = [_side(key, _(label), one.get(key), other.get(key)) for key, label in _FACTS]
    return [side for side in found if side.row or side.other]


def _of_row(row: PlannedRow | None) -> dict[str, Any]:
    if row is None:
        return {}
    place = row.place
    address = "".join((place.building, place.entrance, place.room)) if place else ""
    return {**row.values, "address": address}


def _of_resident(session: Session, resident_id: int) -> dict[str, Any]:
    columns = [getattr(Resident, key) for key, _label in _FACTS if key != "address"]
    query = select(*columns, places.address_of(Resident.dwelling_id).label("address"))
    found = session.execute(query.where(Resident.id == resident_id)).mappings().one_or_none()
    return dict(found) if found else {}


def _side(key: str, label: str, one: Any, other: Any) -> Side:
    if key == "id_number":
        return Side(label, *beside(str(one or ""), str(other or "")))
    return Side(label, _words(key, one), _words(key, other))


def _words(key: str, value: Any) -> str:
    if value in (None, ""):
        return ""
    if key == "sex":
        return codes.table("sex").text(str(value))
    return masking.phone(str(value)) if key in ("phone", "phone2") else str(value)
