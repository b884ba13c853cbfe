"""What can be asked of residents by the estate in which they live, and what exports say of the office's own place."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Select, literal, select
from sqlalchemy.orm import Session

from commgov_desktop.grids.estates.ledger import KINDS, estates_named
from commgov_desktop.grids.models import Building, Dwelling, Entrance, Estate, Grid
from commgov_desktop.i18n import N_
from commgov_desktop.ledger.extra_facts import words
from commgov_desktop.ledger.ledger import own
from commgov_desktop.ledger.office import CODE, SettingRow
from commgov_desktop.ledger.question_facts import Fact, Through

SECTION = N_("Residence")


def facts_of_people(session: Session) -> Sequence[Fact]:
    """The estate and its kind, the code of the grid, and the codes of street and community for superiors' tables."""
    code = str(session.scalar(select(SettingRow.value).where(SettingRow.key == CODE.key)) or "")
    homes = Through("dwelling_id", _homes)
    street = code[:9] if len(code) == 12 else ""
    return (
        Fact("estate", N_("Estate"), SECTION, "choice", own("estate", Building), words(estates_named(session)), (homes,)),
        Fact("estate_kind", N_("Kind of estate"), SECTION, "choice", own("kind", Estate), KINDS, (homes,)),
        Fact("grid_code", N_("Grid code"), SECTION, "text", own("code", Grid), None, (homes,)),
        Fact("community_code", N_("12-digit community code"), SECTION, "text", lambda: literal(code)),
        Fact("street_code", N_("9-digit street code"), SECTION, "text", lambda: literal(street)),
    )  # fmt: skip


def _homes() -> Select[Any]:
    return (
        select(Dwelling.id)
        .join(Entrance, Entrance.id == Dwelling.entrance_id)
        .join(Building, Building.id == Entrance.building_id)
        .outerjoin(Estate, Estate.name == Building.estate)
        .outerjoin(Grid, Grid.id == Building.grid_id)
    )
